"""Sentences about words say what the tables say, and nothing when there is nothing."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from corpora import MakeCorpus, article
from named_changes import CHANGES

from analysis.counts import count_words
from analysis.tables import term_tables as tables
from analysis.tables.findings import Picture
from analysis.terms import term_findings
from analysis.terms.term_findings import describe_change

NOTHING = (tables.TERM_CHANGES.empty(), tables.TERM_TREND.empty(), tables.FOCUS.empty())
TREND = tables.TERM_TREND.build(
    [("drone", f"2024-0{n}", 20, 1000, 9, 9000.0 * n, np.nan, np.nan, False) for n in range(1, 7)]
    + [("old quarter", "2024-W07", 20, 1000, 0, 0.0, np.nan, np.nan, False)]
)


def test_changes_are_told_in_words() -> None:
    assert [describe_change(row) for row in CHANGES.to_dict("records")] == [
        "From May 2024 “drone” is used 6.9 times as often: 85 times per million words, 12 before.",
        "From March 2024 “calm” is used 7.1 times as often: 85 times per million words, 12 before.",
        "From 12 February 2024 “old quarter” is used no more: 12,300 times per million words before.",
        "“rare” peaks in 2024: 9.9 times per million words, 0.12 at other times.",
        "“low” dips on 4 Mar 2024: 2 times per million words, 30 at other times.",
    ]


@pytest.mark.parametrize(
    ("ratio", "words"),
    [
        (1.2, "1.2 times as often"),
        (1.44, "1.4 times as often"),
        (1.52, "half as often again"),
        (1.56, "1.6 times as often"),
        (2.03, "twice as often"),
        (12.34, "12 times as often"),
        (0.9, "10% less often"),
        (0.51, "half as often"),
        (0.4, "60% less often"),
        (0.34, "a third as often"),
        (0.105, "a tenth as often"),
        (0.0951, "a tenth as often"),
        (0.09, "less than a tenth as often"),
    ],
)
def test_how_much_more_or_less(ratio: float, words: str) -> None:
    row = CHANGES.iloc[0].to_dict() | {"ratio": ratio}
    assert f" is used {words}: " in describe_change(row)


def test_the_strongest_change_is_first_with_its_line() -> None:
    first, second = term_findings(CHANGES, TREND, NOTHING[2])
    # "rare" is told by nine texts, and the interval of "low" holds no change.
    assert (first.sentence.split("”")[0], second.sentence.split("”")[0]) == (
        "From 12 February 2024 “old quarter",
        "From May 2024 “drone",
    )
    assert (second.kind, second.tier, second.anchor) == ("change", "clear", "term_trend")
    assert second.strength == pytest.approx(np.log(4) * 7, rel=1e-5)
    assert second.detail == "clear · 4 to 12 times as often (95% interval) · in 49 independent texts"
    assert first.detail == "clear · at least 10 times less often (95% interval) · in 100 independent texts"
    assert second.picture is not None
    assert second.picture.labels == tuple(f"2024-0{n}" for n in range(1, 7))
    assert second.picture.marked == (False,) * 4 + (True,) * 2
    shown = CHANGES.assign(shown=CHANGES["term"].str.title())
    assert "“Old Quarter”" in term_findings(shown, TREND, NOTHING[2])[0].sentence


def test_the_line_of_a_change_has_no_point_for_a_period_of_few_texts() -> None:
    peak = CHANGES[CHANGES["change"] == "peaks"].assign(independent_texts=30, changed=True)
    rows = [("2023", 10, 0.1), ("2024", 20, 9.9), ("2025", 9, 12.0)]
    trend = tables.TERM_TREND.build(
        [("rare", year, texts, 1000, 9, rate, np.nan, np.nan, False) for year, texts, rate in rows]
    )
    (finding,) = term_findings(peak, trend, NOTHING[2])
    assert finding.picture is not None
    assert finding.picture.values == pytest.approx((0.1, 9.9, np.nan), nan_ok=True)


def test_the_interval_of_a_fall_is_in_times() -> None:
    row = CHANGES.iloc[2].to_dict() | {"ratio": 0.08, "low": 0.04, "high": 0.17}
    assert (
        "5.9 to 25 times less often (95% interval)" in term_findings(pd.DataFrame([row]), TREND, NOTHING[2])[0].detail
    )


def test_a_word_that_was_never_there_before_appears() -> None:
    row = CHANGES.iloc[0].to_dict() | {"other_per_million": 0.0, "ratio": np.nan, "high": np.nan}
    assert describe_change(row) == "From May 2024 “drone” appears: 85 times per million words, never before."
    found = term_findings(pd.DataFrame([row]), TREND, NOTHING[2])
    assert found[0].detail == "clear · at least 4 times as often (95% interval) · in 49 independent texts"


def test_nothing_is_said_where_nothing_changes() -> None:
    assert term_findings(*NOTHING) == []
    assert term_findings(CHANGES[1:2], TREND, NOTHING[2]) == []


def test_words_of_focus_are_told_and_those_in_no_article_too() -> None:
    used = pd.DataFrame(
        [
            ("police", "all sources", 1800, 12345.6, 11000.0, 13900.4, 1200, 0.8, 0.2, 900),
            ("police", "Beacon", 1000, 20000.0, 18000.0, 22000.0, 700, 0.9, np.nan, 500),
            ("police", "Quay", 800, 8000.0, 7000.0, 9000.0, 500, 0.7, np.nan, 400),
            ("ferry", "all sources", 2, 13.0, np.nan, np.nan, 1, 0.001, 0.2, 1),
            ("xyzzy", "all sources", 0, 0.0, np.nan, np.nan, 0, 0.0, np.nan, 0),
        ],
        columns=tables.FOCUS.required,
    )
    used = used.assign(shown=used["term"].str.title())
    found = term_findings(*NOTHING[:2], used)
    assert [finding.sentence for finding in found] == [
        "1,200 articles (80% of all) use “Police”, 1,800 times in all.",
        "1 article (0.1% of all) uses “Ferry”, 2 times in all.",
        "“Xyzzy” is in no article.",
    ]
    assert [finding.detail for finding in found] == [
        "11,000 to 13,900 times per million words (95% interval)",
        "no interval: fewer than 10 independent texts hold it, or all do",
        "",
    ]
    assert [(finding.kind, finding.tier, finding.strength, finding.anchor) for finding in found] == [
        ("corpus", "", n, "focus") for n in (1200, 1, 0)
    ]
    assert found[0].picture == Picture.of("dots", "per_million", used[1:3], "source", "per_million")
    assert found[1].picture is found[2].picture is None


def test_a_word_in_no_article_is_answered_with_one_spelt_like_it(make_corpus: MakeCorpus) -> None:
    counts = count_words(make_corpus([article("The bank of the ferry left the quay at once.")]))
    missing = {"source": "all sources", "articles": 0, "count": 0, "article_share": 0.0, "per_million_low": np.nan}
    followed = pd.DataFrame([{**missing, "term": term} for term in ("bank of fery", "ferry bank", "xyzzy")])
    assert [finding.sentence for finding in term_findings(*NOTHING[:2], followed, counts)] == [
        "“bank of fery” is in no article. Did you mean “bank of ferry”?",
        "“ferry bank” is in no article.",
        "“xyzzy” is in no article.",
    ]
