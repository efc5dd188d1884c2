"""Which outlet of the sample says terrorists, rebels, ISF or IS: as planted, and in its own sentences."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from corpora import count_names

from analysis import session
from analysis.corpus import Corpus, load_corpus
from analysis.counts import count_words
from analysis.sources import compare_sources

TRUTH = pd.read_csv(Path(__file__).parents[1] / "fixtures" / "truth" / "names.csv")
KINDS = ("rebel", "militant", "insurgent", "terrorist")


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return load_corpus(session.PROJECT / "data" / "raw", interim=tmp_path_factory.mktemp("interim"))


def test_what_each_outlet_calls_them_is_counted_as_planted(sample: Corpus) -> None:
    variants = [f"{kind}{ending}" for kind in KINDS for ending in ("", "s")]
    names = {"names": [*sample.name_families["Inland Sovereignty Front"], *variants]}
    table = count_names(replace(sample, name_families=names))
    told = table["variant"].where(~table["variant"].isin(variants), table["variant"].str.lower().str.rstrip("s") + "s")
    counted = table.assign(name=told).groupby(["source", "name"])["count"].sum()
    planted = TRUTH[(TRUTH["source"] != "all") & (TRUTH["name"] != "the Front")].set_index(["source", "name"])["count"]
    assert {key: n for key, n in counted.items() if n} == {key: n for key, n in planted.items() if n}


def test_own_words_stay_and_copied_words_go_in_own_sentences(sample: Corpus) -> None:
    comparison = compare_sources(sample, count_words(sample))
    every, own = comparison.rows.all_text, comparison.rows.own

    def uses(rows: object, source: str, term: str) -> int:
        at = int(np.searchsorted(comparison.terms, term))
        held = rows.counts[:, [at]].toarray().ravel()  # type: ignore[attr-defined]
        return int(held[rows.source == comparison.names.index(source)].sum())  # type: ignore[attr-defined]

    # The Beacon writes of terrorists time and again; but for one quotation its sentences are nobody else's.
    assert (uses(every, "daily-beacon", "terrorists"), uses(own, "daily-beacon", "terrorists")) == (8, 7)
    # What the Leader Post has of the agency's "ISF" stands in sentences the agency had first.
    assert uses(every, "leader-post-online", "isf") > uses(own, "leader-post-online", "isf")
    # The agency's sentences are its own.
    assert uses(own, "meridian-wire", "isf") == uses(every, "meridian-wire", "isf") == 9
