"""Sources that wrote at different times are named before anything is compared."""

from __future__ import annotations

import pytest
from corpora import MakeCorpus, article

from analysis.corpus import Corpus, corpus_findings, corpus_limits, sources_apart
from analysis.corpus.check_findings import check_lines


def written(make_corpus: MakeCorpus, months: dict[str, list[str]], n: int = 30, **options: object) -> Corpus:
    """Make so many articles of each source, in its months in turn; "" is no date."""
    made = []
    for source, own in months.items():
        for i in range(n):
            month = own[i % len(own)]
            made.append(article(f"Text {source} w{i} here.", source, month and f"{month}-{1 + i % 28:02}"))
    return make_corpus(made, **options)


FIRST, LATER = ["2010-11", "2010-12"], ["2011-02", "2011-03"]
DATES = "differences may be of dates, not of outlets."


@pytest.mark.parametrize(
    ("months", "said", "apart"),
    [
        ({"A": FIRST, "B": FIRST}, [], []),
        ({"A": FIRST}, [], []),
        ({"A": FIRST, "B": LATER}, [f"A and B have no month in common: {DATES}"], ["A", "B"]),
        # One article of 30 is of the other's months.
        (
            {"A": FIRST, "B": [*LATER * 14, *LATER[:1], "2010-11"]},
            [f"A and B have hardly a month in common: {DATES}"],
            ["A", "B"],
        ),
        (
            {"A": FIRST, "B": FIRST, "C": LATER},
            [f"C has no month in common with A and B: {DATES}"],
            ["C"],
        ),
        (
            {"A": FIRST, "B": FIRST, "C": LATER, "D": LATER},
            [f"4 pairs of outlets have no month in common, such as A and C: {DATES}"],
            [],
        ),
        (
            {"A": FIRST, "B": FIRST, "C": [""]},
            ["C has no known dates: differences from the others may be of dates."],
            [],
        ),
        ({"A": [""], "B": [""]}, [], []),
    ],
)  # fmt: skip
def test_sources_without_a_common_period_are_told_first(
    make_corpus: MakeCorpus, months: dict[str, list[str]], said: list[str], apart: list[str]
) -> None:
    corpus = written(make_corpus, months, period="month")
    assert sources_apart(corpus) == apart
    assert corpus_limits(corpus)[: len(said)] == said
    assert any("in common" in line or "no known dates" in line for line in corpus_limits(corpus)) == bool(said)
    found = corpus_findings(corpus)
    assert [finding.sentence for finding in found[: len(said)]] == said
    (dates,) = [line for line in check_lines(corpus) if line.topic == "Dates"]
    assert dates.doubts[: len(said)] == [sentence.rstrip(".") for sentence in said]


def test_years_and_small_sources_are_not_apart(make_corpus: MakeCorpus) -> None:
    by_year = written(
        make_corpus, {"A": ["2010-11", "2011-02"], "B": ["2010-11", "2011-02"]}, compare="year", period="month"
    )
    assert by_year.source_names == ["2010", "2011"]
    assert (sources_apart(by_year), corpus_limits(by_year)) == ([], [])
    small = written(make_corpus, {"A": FIRST, "B": LATER}, n=19)
    assert sources_apart(small) == []
