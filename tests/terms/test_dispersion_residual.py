"""Dispersion beyond frequency: a fit pooled by hand, and a word that stands out of a curve."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from corpora import MakeCorpus, article
from hypothesis import given
from hypothesis import strategies as st

from analysis.counts import count_words
from analysis.tables import term_tables as tables
from analysis.terms import dispersion_residual, term_table


def table(rates: list[float], dispersion: list[float], terms: str = "a b c d e f g h") -> pd.DataFrame:
    given = {"term": terms.split()[: len(rates)], "per_million": rates, "dispersion": dispersion}
    return pd.DataFrame({**dict.fromkeys(tables.TERMS.names, 1), **given})


def test_neighbours_that_rise_are_pooled_by_hand() -> None:
    # From rare to frequent .9, .5, .7, .3, .1: only .5, .7 rise, and share their mean .6.
    found = dispersion_residual(table([1, 10, 100, 1000, 10000], [0.9, 0.5, 0.7, 0.3, 0.1]))
    assert found[["term", "expected", "residual"]].to_numpy().tolist() == [
        ["c", 0.6, 0.1], ["a", 0.9, 0.0], ["d", 0.3, 0.0], ["e", 0.1, 0.0], ["b", 0.6, -0.1],
    ]  # fmt: skip


def test_words_of_equal_frequency_are_expected_alike() -> None:
    found = dispersion_residual(table([5, 5, 50], [0.2, 0.8, 0.1])).set_index("term")
    assert found["expected"].to_dict() == {"a": 0.5, "b": 0.5, "c": 0.1}
    assert found.index.tolist() == ["b", "c", "a"]


def test_the_frequency_itself_does_not_matter_only_its_order() -> None:
    rng = np.random.default_rng(3)
    rates, dispersion = np.sort(rng.uniform(1, 9, 8)), rng.uniform(0, 1, 8)
    one = dispersion_residual(table(list(rates), list(dispersion)))
    other = dispersion_residual(table(list(rates**5), list(dispersion)))
    assert one.drop(columns="per_million").equals(other.drop(columns="per_million"))


def test_unknown_dispersion_stays_unknown_and_last() -> None:
    found = dispersion_residual(table([1, 2, 3], [np.nan, 0.4, 0.5]))
    assert found["term"].tolist() == ["c", "b", "a"]
    assert found["residual"].isna().tolist() == [False, False, True]
    assert found["expected"].isna().tolist() == [False, False, True]
    assert dispersion_residual(table([1], [np.nan]))["expected"].isna().all()
    assert dispersion_residual(table([7], [0.3]))["residual"].tolist() == [0]
    empty = dispersion_residual(tables.TERMS.empty())
    assert empty.columns.tolist() == [*tables.TERMS.names, "followed", "expected", "residual"]


def test_followed_terms_are_compared_and_not_fitted() -> None:
    words = table([1, 10, 100], [0.9, 0.5, 0.1])
    followed = table([10, 100], [0.5, 0.6], "b followed")
    found = dispersion_residual(words, followed).set_index("term")
    assert found.index.tolist() == ["followed", "a", "b", "c"]
    assert found["expected"].to_dict() == {"a": 0.9, "b": 0.5, "c": 0.1, "followed": 0.1}
    assert found.index[found["followed"]].tolist() == ["followed", "b"]
    assert found.loc["followed", "residual"] == 0.5


@given(st.lists(st.tuples(st.integers(1, 50), st.floats(0, 1)), min_size=1, max_size=8))
def test_what_is_expected_never_rises_with_frequency_and_is_right_on_average(pairs: list[tuple[int, float]]) -> None:
    found = dispersion_residual(table([float(rate) for rate, _ in pairs], [d for _, d in pairs]))
    by_rate = found.sort_values("per_million")
    assert (np.diff(by_rate["expected"]) <= 1e-9).all()
    assert found["residual"].sum() == pytest.approx(0, abs=1e-4)


def test_a_word_of_one_source_stands_out_of_a_corpus_of_even_words(make_corpus: MakeCorpus) -> None:
    rng = np.random.default_rng(8)
    made = []
    for i in range(80):
        # Twenty words of falling frequency, and "kestrel", as frequent as the middle ones but in one paper alone.
        words = [f"word{k:02}" for k in range(20) for _ in range(int(rng.poisson(3 / (k + 1))))]
        source = "Beacon" if i % 4 else "Post"
        made.append(article(" ".join([f"only{i}", *words, *["kestrel"] * (source == "Post")]), source))
    terms = term_table(count_words(make_corpus(made)), "en")
    found = dispersion_residual(terms)
    assert found["term"].iloc[0] == "kestrel"
    assert found["residual"].iloc[0] > 2 * found["residual"].iloc[1]
    assert terms.columns.tolist() == tables.TERMS.names
    pd.testing.assert_frame_equal(
        found.set_index("term").loc[terms["term"], terms.columns.drop("term")], terms.set_index("term")
    )
