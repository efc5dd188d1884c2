"""Changes of level: a planted step is found where it stands, noise passes the bound no more often than it may."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from corpora import MakeCorpus, article

from analysis.corpus import Corpus
from analysis.tables import term_tables as tables
from analysis.terms import describe_changes, frequency_over_time, mark_changes, term_changes, term_trend

DAYS = pd.date_range("2024-01-01", "2024-06-30")  # 26 weeks, all whole
STEP = pd.Timestamp("2024-04-15")  # a Monday: week 16


@pytest.fixture
def noise() -> list[dict[str, str]]:
    """Two texts a day of unequal length, their words drawn by itself: 40 bursty words without a trend."""
    rng = np.random.default_rng(13)
    made = []
    for i, day in enumerate(np.repeat(DAYS, 2)):
        words = [f"only{i}x{k}" for k in range(int(rng.integers(10, 40)))]
        words += [f"noise{k:02}" for k in range(40) for _ in range(int(rng.poisson(rng.gamma(0.5, 1))))]
        made.append(article(" ".join(words), day=str(day.date())))
    return made


def changes_of(corpus: Corpus, terms: list[str], seed: int = 0) -> pd.DataFrame:
    return term_changes(corpus, terms, seed)


def test_a_planted_step_is_found_at_its_period(make_corpus: MakeCorpus, noise: list[dict[str, str]]) -> None:
    for i, record in enumerate(noise):
        later = record["date"] >= str(STEP.date())
        record["text"] += " drone" * (1 + later * (i % 3)) + " fall" * (not later) + " high fever" * later
    corpus = make_corpus(noise)
    table = changes_of(corpus, ["drone", "noise00", "high fever", "fall"])
    assert table.columns.tolist() == tables.TERM_CHANGES.names
    assert table["term"].tolist() == ["drone", "noise00", "high fever", "fall"]
    assert table["changed"].tolist() == [True, False, True, True]
    found = table.set_index("term")
    assert found.loc[["drone", "high fever", "fall"], "period"].tolist() == ["2024-W16"] * 3
    # The levels, counted from the articles themselves.
    before = corpus.articles["published"] < STEP
    words = corpus.articles["words"]
    assert found.loc["fall", "before_per_million"] == pytest.approx(1e6 * before.sum() / words[before].sum(), rel=1e-5)
    assert found.loc["fall", "after_per_million"] == 0
    assert found.loc["high fever", "after_per_million"] == pytest.approx(
        1e6 * (~before).sum() / words[~before].sum(), rel=1e-5
    )
    assert table["bound"].nunique() == 1
    assert found.loc["fall", "p"] == 1 / 1000


def test_noise_passes_the_bound_at_most_as_often_as_it_may(
    make_corpus: MakeCorpus, noise: list[dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frequency_over_time, "PERMUTATIONS", 99)
    corpus = make_corpus(noise)
    terms = [f"noise{k:02}" for k in range(40)]
    # Each alone: on average 2 of 40 words, more than 6 in one corpus of 300.
    alone = pd.concat([changes_of(corpus, [term]) for term in terms])
    assert alone["changed"].sum() <= 6
    # All together: no word in 95 of 100 corpora, of which this is one; one bound for all, higher than any of one word.
    together = changes_of(corpus, terms)
    assert not together["changed"].any()
    assert together["bound"].iloc[0] > alone["bound"].max()
    assert together["cusum"].tolist() == alone["cusum"].tolist()
    assert (together["p"].to_numpy() >= alone["p"].to_numpy()).all()
    for table in (alone, together):
        assert (table["changed"] == (table["p"] <= 0.05)).all()


def test_cusum_by_hand(make_corpus: MakeCorpus) -> None:
    # Three weeks of one text of 4 words each; "flood" stands 0, 1 and 2 times: a quarter of all 12 words.
    texts = ["one two three four", "flood five six seven", "flood eight flood nine"]
    corpus = make_corpus([article(text, day=f"2024-03-{4 + 7 * i:02}") for i, text in enumerate(texts)])
    row = changes_of(corpus, ["flood"]).iloc[0]
    # S = 0 - 1 = -1, then 1 - 2 = -1: the earlier of the two. Texts lie -1, 0 and 1 from expected: spread sqrt(2).
    assert row["period"] == "2024-W11"
    assert row["cusum"] == pytest.approx(1 / np.sqrt(2), abs=1e-6)
    assert row["before_per_million"] == 0
    assert row["after_per_million"] == 1e6 * 3 / 8
    # S of any order of 0, 1, 2 reaches 1 at least.
    assert row["p"] == 1
    assert not row["changed"]


def test_longer_texts_are_no_change(make_corpus: MakeCorpus) -> None:
    # "flood" is each tenth word; from the fourth month on articles are five times as long.
    made = []
    for i, day in enumerate(DAYS):
        n = 10 if day.month > 3 else 2
        words = [f"w{i}x{k}" for k in range(9 * n)] + ["flood"] * n
        made.append(article(" ".join(words), day=str(day.date())))
    row = changes_of(make_corpus(made), ["flood"]).iloc[0]
    assert row["cusum"] == 0
    assert not row["changed"]


def test_copies_move_as_one_text(make_corpus: MakeCorpus, noise: list[dict[str, str]]) -> None:
    # A story full of storms is reprinted 40 times day by day: one text, so no change of the corpus.
    story = " ".join(f"storm only{k}" for k in range(30))
    copies = [article(story, f"Paper {i}", str((STEP + pd.Timedelta(days=i)).date())) for i in range(40)]
    single = [
        article(" ".join(f"storm own{i}y{k}" for k in range(30)), copy["source"], copy["date"])
        for i, copy in enumerate(copies)
    ]
    assert not changes_of(make_corpus(noise + copies), ["storm"])["changed"].any()
    assert changes_of(make_corpus(noise + single), ["storm"])["changed"].all()


def test_shards_and_order_do_not_matter_and_seeds_do(make_corpus: MakeCorpus, noise: list[dict[str, str]]) -> None:
    terms = ["noise03", "noise01"]
    one, many = (changes_of(make_corpus(noise, shard_articles=n), terms, 5) for n in (4000, 60))
    assert one.equals(many)
    other = changes_of(make_corpus(noise), terms[::-1], 5)
    assert other.iloc[::-1].reset_index(drop=True).equals(one)
    assert changes_of(make_corpus(noise), terms, 6)["bound"].iloc[0] != one["bound"].iloc[0]


def test_nothing_to_compare(make_corpus: MakeCorpus) -> None:
    for made, terms in (
        ([article("Fever.", day=""), article("Rest.", day="")], ["fever"]),
        ([article("Fever."), article("Rest.")], ["fever"]),
        ([article("Fever."), article("Rest.", day="2024-05-01")], []),
    ):
        table = changes_of(make_corpus(made), terms)
        assert table.columns.tolist() == tables.TERM_CHANGES.names
        assert table.empty
        assert describe_changes(table) == ["Too few periods to see a change."]


def test_an_unheard_term_has_no_period(make_corpus: MakeCorpus) -> None:
    row = changes_of(make_corpus([article("Fever."), article("Rest.", day="2024-05-01")]), ["never"]).iloc[0]
    assert pd.isna(row["period"])
    assert row[["before_per_million", "after_per_million", "cusum", "changed", "p"]].tolist() == [0, 0, 0, False, 1]


def test_changes_are_told_in_words() -> None:
    table = pd.DataFrame(
        [
            ("drone", "2024-05", 12.4, 85.1, 2.0, 1.5, True, 0.001),
            ("calm", "2024-03", 12.0, 85.0, 1.0, 1.5, False, 0.4),
            ("old quarter", "2024-W07", 12345.6, 0.0, 2.0, 1.5, True, 0.002),
            ("rare", "2024", 0.123, 9.87, 2.0, 1.5, True, 0.002),
        ],
        columns=tables.TERM_CHANGES.names,
    )
    assert describe_changes(table) == [
        "“drone” rises from 12 to 85 per million words from 2024-05 on.",
        "“old quarter” falls from 12,346 to 0 per million words from 2024-W07 on.",
        "“rare” rises from 0.12 to 9.9 per million words from 2024 on.",
    ]


def test_the_trend_is_marked_where_a_term_changes(make_corpus: MakeCorpus, noise: list[dict[str, str]]) -> None:
    for record in noise:
        record["text"] += " drone" * (record["date"] >= str(STEP.date()))
    corpus = make_corpus(noise)
    trend = term_trend(corpus, ["noise00", "drone"])
    marked = mark_changes(trend, changes_of(corpus, ["noise00", "drone"]))
    assert marked.drop(columns="changed_here").equals(trend)
    here = marked[marked["changed_here"]]
    assert here[["term", "period"]].to_numpy().tolist() == [["drone", "2024-W16"]]
