"""Terms over time: a planted step, part periods, and sums that agree with the corpus."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from corpora import MakeCorpus, article

from analysis.counts import count_words
from analysis.tables import term_tables as tables
from analysis.terms import term_trend

FIRST, LAST = pd.Timestamp("2024-03-06"), pd.Timestamp("2024-04-26")
STEP = pd.Timestamp("2024-04-01")


def articles() -> list[dict[str, str]]:
    """Four articles a day from a Wednesday to a Friday; from 1 April on, "fever" is used twice in every second."""
    rng = np.random.default_rng(4)
    made = []
    for day in pd.date_range(FIRST, LAST):
        for i in range(4):
            filler = " ".join(f"w{n}" for n in rng.integers(0, 500, size=30))
            planted = " fever high fever" if day >= STEP and i % 2 else ""
            made.append(article(f"Story{len(made)} {filler} market{planted}.", day=str(day.date())))
    return [*made, article("An undated fever.", day="")]


@pytest.mark.parametrize("shard_articles", [4000, 50])
def test_a_planted_step(make_corpus: MakeCorpus, shard_articles: int) -> None:
    corpus = make_corpus(articles(), shard_articles=shard_articles)
    table = term_trend(corpus, ["market", "high fever", "fever"])
    assert table.columns.tolist() == tables.TERM_TREND.required
    # ISO weeks 10 to 17, terms in the order asked for.
    weeks = [f"2024-W{week}" for week in range(10, 18)]
    assert list(zip(table["term"], table["period"], strict=True)) == [
        (term, week) for term in ("market", "high fever", "fever") for week in weeks
    ]
    fever = table[table["term"] == "fever"].set_index("period")
    before, after = fever.loc[:"2024-W13"], fever.loc["2024-W14":]
    assert (before["count"] == 0).all()
    # No use at all: resampling cannot tell how rare it is.
    assert before["per_million_high"].isna().all()
    assert (after["per_million_low"] > 10_000).all()
    # By hand: 5 to 7 days of 4 articles; two of four articles hold it twice.
    assert after["count"].tolist() == [28, 28, 28, 20]
    assert table[table["term"] == "high fever"]["count"].tolist() == [0, 0, 0, 0, 14, 14, 14, 10]
    market = table[table["term"] == "market"]
    assert market["texts"].tolist() == [20, 28, 28, 28, 28, 28, 28, 20]
    assert market["count"].tolist() == [20, 28, 28, 28, 28, 28, 28, 20]


def test_sums_agree_with_the_corpus(make_corpus: MakeCorpus) -> None:
    corpus = make_corpus(articles())
    counts = count_words(corpus)
    table = term_trend(corpus, ["fever"])
    dated = corpus.articles.dropna(subset=["published"])
    assert table["words"].tolist() == dated.groupby("period")["words"].sum().tolist()
    assert table["words"].sum() == counts.words - 3
    assert table["count"].sum() == int(counts.uses.select(["fever"]).sum()) - 1
    np.testing.assert_allclose(table["per_million"], 1e6 * table["count"] / table["words"], rtol=1e-5)
    known = table.dropna(subset=["per_million_low"])
    assert len(known) == 4
    assert (
        (known["per_million_low"] < known["per_million"]) & (known["per_million"] < known["per_million_high"])
    ).all()


def test_part_periods_are_flagged(make_corpus: MakeCorpus) -> None:
    corpus = make_corpus(articles())
    table = term_trend(corpus, ["fever", "market"])
    # The corpus begins on a Wednesday and ends on a Friday.
    assert table["part_period"].tolist() == [True, *[False] * 6, True] * 2


def test_a_period_of_few_texts_has_no_interval_and_an_empty_one_no_row(make_corpus: MakeCorpus) -> None:
    days = [("2024-03-05", 10), ("2024-03-13", 9), ("2024-03-27", 12)]
    made = [article(f"Fever{' fever' * (i % 2)} {day} w{i}x{day[-2:]}.", day=day) for day, n in days for i in range(n)]
    # Ten articles in the second week, nine texts.
    corpus = make_corpus([*made, article(made[10]["text"], "Standard", "2024-03-14")])
    table = term_trend(corpus, ["fever"])
    assert table[["period", "words", "count"]].to_numpy().tolist() == [
        ["2024-W10", 25, 15], ["2024-W11", 24, 14], ["2024-W13", 30, 18],
    ]  # fmt: skip
    assert table["per_million_low"].isna().tolist() == [False, True, False]
