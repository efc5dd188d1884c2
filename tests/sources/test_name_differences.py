"""Names: a difference is told where there is one, and in one corpus of twenty where there is none."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pandas as pd
import pytest
from corpora import MakeCorpus, article, count_names

from analysis.corpus import Corpus
from analysis.sources import name_differences
from analysis.sources.name_differences import compare_shares, name_findings
from analysis.tables import source_tables as tables

VARIANTS = 4


def invented(rng: np.random.Generator, texts: int, families: int, first: float = 0.55) -> tuple[Corpus, pd.DataFrame]:
    """Let six sources name things: a text keeps mostly to one of four names; the first source prefers one of a family.

    ``first`` is the share of the first name there.
    """
    parts = []
    for family in range(families):
        source = np.repeat(np.arange(6), texts)
        likely = np.tile([0.55, 0.2, 0.15, 0.1], (len(source), 1))
        if family == 0:
            likely[source == 0] = [first, *np.full(3, (1 - first) / 3)] if first != 0.55 else likely[0]
        own = np.array([rng.dirichlet(share) for share in likely])
        for text, number in enumerate(rng.geometric(0.3, len(source))):
            names = rng.choice(VARIANTS, size=number, p=own[text])
            parts.append(pd.DataFrame({"family": family, "variant": names, "source": source[text], "group": text}))
    corpus = SimpleNamespace(
        source_names=list("ABCDEF"), name_families={f"f{i}": list("wxyz") for i in range(families)}
    )
    return cast(Corpus, corpus), pd.concat(parts, ignore_index=True)


def test_without_a_difference_hardly_any_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    # With each interval judged by itself one of three families was told in 75 to 91 % of such corpora.
    monkeypatch.setattr(name_differences, "SHUFFLES", 398)
    told = [
        (compare_shares(*invented(np.random.default_rng(split), 20, 3), split)["tier"] != "").any()
        for split in range(20)
    ]
    assert sum(told) <= 3


def test_a_difference_of_one_source_is_clear() -> None:
    corpus, mentions = invented(np.random.default_rng(0), 50, 3, first=0.95)
    table = compare_shares(corpus, mentions)
    assert len(table) == 6 * 3 * VARIANTS
    row = table[(table["family"] == "f0") & (table["variant"] == "w") & (table["source"] == "A")].iloc[0]
    assert row["tier"] == "clear"
    # By itself it may be smaller than one in the number of shuffles.
    assert row["p"] < 1e-4 < row["p_adjusted"]
    assert (table.loc[table["family"] != "f0", "tier"] == "").all()


def test_a_source_or_all_others_with_fewer_than_ten_texts_is_not_tested(make_corpus: MakeCorpus) -> None:
    def tested(beacon: int, standard: int, copies: int = 0) -> list[str]:
        texts = [article(f"w{i} IS fled far away from w{i}.") for i in range(beacon)]
        texts += [article(f"v{i} ISF fled far away from v{i}.", "Standard") for i in range(standard)]
        table = count_names(make_corpus(texts + texts[-1:] * copies, names={"Front": ["IS", "ISF"]}))
        return sorted(set(table.loc[table["p"].notna(), "source"]))

    assert tested(10, 10) == ["Beacon", "Standard"]
    assert tested(12, 9) == tested(12, 9, copies=5) == []


def test_what_is_told_is_counted_by_hand(make_corpus: MakeCorpus) -> None:
    texts = [article(f"w{i} IS fled; IS is gone from w{i}.") for i in range(15)]
    texts += [article(f"v{i} {'IS' if i < 3 else 'ISF'} fled from v{i}.", "Standard") for i in range(15)]
    table = count_names(make_corpus(texts, names={"the Front": ["IS", "ISF"]}))
    first = table.iloc[0]
    assert first[["share", "share_others", "difference", "tier"]].tolist() == [1.0, 0.2, 0.8, "clear"]
    # Clopper & Pearson for 15 of 15 below; the others' share by resampling above.
    assert 0.4 < first["difference_low"] < first["difference"] < first["difference_high"] <= 1
    found = list(name_findings(table))
    assert [(finding.kind, finding.source, finding.sentence) for finding in found] == [
        ("names", "Beacon", "Beacon calls the Front “IS” in 30 of 30 mentions; the other in 3 of 15."),
        ("names", "Standard", "Standard calls the Front “ISF” in 12 of 15 mentions; the other in 0 of 30."),
    ]
    assert (found[0].tier, found[0].anchor) == ("clear", "names")
    assert found[0].strength == pytest.approx(first["difference_low"] * np.sqrt(15))
    picture = found[0].picture
    assert picture is not None
    assert (picture.labels, picture.values, picture.marked) == (("Beacon", "Standard"), (1.0, 0.2), (True, False))


def names(*rows: tuple[Any, ...]) -> pd.DataFrame:
    """Columns source, variant, count, share, share_others, difference_low, texts, tier."""
    full = [
        ("the Front", variant, source, n, share, 0, 1, texts, other, share - other, low, 1, 0.01, 0.01, 0.01, tier)
        for source, variant, n, share, other, low, texts, tier in rows
    ]
    return tables.NAMES.build(full)


def test_clear_ones_come_first_then_the_strongest_three_sources_at_most() -> None:
    table = names(
        ("A", "x", 9, 0.9, 0.1, 0.7, 100, "likely"), ("B", "x", 9, 0.9, 0.1, 0.1, 25, "clear"),
        ("B", "y", 9, 0.9, 0.1, 0.2, 25, "clear"), ("C", "x", 9, 0.9, 0.1, 0.2, 100, "clear"),
        ("D", "x", 9, 0.9, 0.1, 0.3, 10, "likely"), ("other sources", "x", 9, 0.9, 0.1, 0.8, 99, "clear"),
        ("E", "x", 9, 0.1, 0.9, -0.8, 99, "clear"), ("F", "x", 9, 0.9, 0.1, 0.5, 99, ""),
    )  # fmt: skip
    found = [(finding.source, finding.tier, finding.strength) for finding in name_findings(table)]
    assert found == [("C", "clear", 2.0), ("B", "clear", 1.0), ("A", "likely", 7.0)]


def test_what_cannot_be_tested_is_told_as_counted(make_corpus: MakeCorpus) -> None:
    texts = [article(f"w{i} IS fled; IS is gone from w{i}.") for i in range(6)]
    texts += [article(f"v{i} {'IS' if i < 5 else 'ISF'} fled from v{i}.", "Standard") for i in range(12)]
    (finding,) = name_findings(count_names(make_corpus(texts, names={"the Front": ["IS", "ISF"]})))
    assert finding.sentence == "Beacon calls the Front “IS” in 12 of 12 mentions; the other in 5 of 12."
    assert finding.detail == "too few texts to test · 100% against 42% · 6 independent texts with a mention"
    assert finding.tier == ""
    # Four texts are too few, and so are nine mentions by the others.
    for few in (texts[2:], texts[:-3]):
        assert not list(name_findings(count_names(make_corpus(few, names={"the Front": ["IS", "ISF"]}))))


def test_nothing_to_compare() -> None:
    assert not list(name_findings(tables.NAMES.empty()))
    corpus, mentions = invented(np.random.default_rng(0), 2, 1)
    assert compare_shares(corpus, mentions).empty
