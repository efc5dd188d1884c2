"""Which texts are drawn: by chance alone, whatever their versions, and some of every source."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.corpus.text_sample import MIN_TEXTS, draw_texts


def articles(source: np.ndarray, copies: np.ndarray) -> pd.DataFrame:
    """Make texts of so many versions, named as groups are: by the smallest of as many random numbers."""
    draw = np.random.default_rng(1)
    names = [f"{draw.integers(0, 2**63, n).min():016x}" for n in copies]
    table = pd.DataFrame({"group": np.repeat(names, copies), "source": np.repeat(source, copies)})
    return table.sort_values("group", ignore_index=True)


def test_a_text_with_more_versions_is_not_drawn_more_often() -> None:
    copies = np.where(np.arange(20_000) % 2, 1, 6)
    table = articles(np.full(20_000, "A"), copies)
    drawn = table.iloc[draw_texts(table, 14_000)]
    of_text = drawn["group"].value_counts()
    # A fifth of 70,000 articles, so of 10,000 texts of each kind 2,000: 160 are four standard deviations.
    assert abs((of_text == 1).sum() - 2000) < 160
    assert abs((of_text == 6).sum() - 2000) < 160
    assert len(drawn) == 14_000


def test_small_sources_are_in_the_sample() -> None:
    source = np.array(["Big"] * 50_000 + ["Middle"] * 1500 + ["Small"] * 4)
    table = articles(source, np.ones(len(source), dtype=int))
    taken = table.iloc[draw_texts(table, 6000)]["source"].value_counts()
    assert taken["Small"] == 4
    # Of 4,000 more one in twelve or so of what is left.
    assert MIN_TEXTS <= taken["Middle"] < MIN_TEXTS + 100
    assert taken.sum() == 6000
    # Half of the sample is enough for 500 of each of the two larger ones.
    assert table.iloc[draw_texts(table, 3000)]["source"].value_counts()["Middle"] >= 500


def test_the_order_of_articles_says_nothing() -> None:
    table = articles(np.array(["A", "B"] * 500), np.full(1000, 2))
    turned = table.iloc[::-1].reset_index(drop=True)
    assert set(table["group"].iloc[draw_texts(table, 300)]) == set(turned["group"].iloc[draw_texts(turned, 300)])


def test_a_text_with_too_many_copies_leaves_room_for_others() -> None:
    table = articles(np.full(20, "A"), np.array([500] + [1] * 19))
    assert len(draw_texts(table, 100)) == 19
    assert len(draw_texts(table.head(1), 100)) == 1
    # Nothing else fits.
    assert len(draw_texts(articles(np.full(1, "A"), np.array([500])), 100)) == 500
