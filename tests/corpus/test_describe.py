"""Tables of what is in a corpus, counted by hand on eight articles."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
import pytest
from corpora import MakeCorpus, article
from corpus_files import LoadFiles

from analysis.corpus import (
    Corpus,
    article_table,
    articles_by_period,
    corpus_findings,
    duplicate_table,
    outcome_table,
    source_table,
)

# id, source, day, words of the text; copies have the same text.
ROWS = [
    ("a1", "A", "2024-01-01", "one two three"),
    ("a2", "A", "2024-01-03", "one two three"),
    ("a3", "A", "", "four five"),
    ("b1", "B", "2024-01-03", "one two three"),
    ("b2", "B", "2024-01-02", "six seven eight nine ten"),
    ("b3", "B", "2024-01-03", "four five"),
    ("c1", "C", "2023-01-01", "too early"),
    ("c2", "C", "2024-01-03", ""),
]

LINK = "https://quay.test/gates?a=1&b=2"


def table(rows: list[tuple[str, ...]] = ROWS) -> dict[str, str]:
    records = [dict(zip(("id", "source", "date", "text"), row, strict=True), title="T") for row in rows]
    return {"t.jsonl": "\n".join(map(json.dumps, records))}


@pytest.fixture
def corpus(load: LoadFiles) -> Corpus:
    """Articles of A and B: a1, a2, a3 (undated), b1, b2, b3; c1 is filtered, c2 refused."""
    return load(table(), sources=["A", "B"])


def test_outcomes(corpus: Corpus) -> None:
    outcomes = outcome_table(corpus)
    assert outcomes["articles"].tolist() == [8, 6, 3, 1, 1, 1]
    assert outcomes["share"].tolist() == [1, 0.75, 0.375, 0.125, 0.125, 0.125]


def test_sources(corpus: Corpus) -> None:
    # The title "T" is a word of every article.
    assert source_table(corpus).values.tolist() == [
        ["A", 3, 2, 3 + 3 + 2 + 3, "2024-01-01", "2024-01-03", 3.5, 4, 4],
        ["B", 3, 3, 3 + 5 + 2 + 3, "2024-01-02", "2024-01-03", 3.5, 4, 5],
    ]


def test_periods(corpus: Corpus) -> None:
    rows = articles_by_period(corpus)
    assert rows[["period", "source", "articles", "words"]].values.tolist() == [
        ["2024-01-01", "A", 1, 4],
        ["2024-01-01", "B", 0, 0],
        ["2024-01-02", "A", 0, 0],
        ["2024-01-02", "B", 1, 6],
        ["2024-01-03", "A", 1, 4],
        ["2024-01-03", "B", 2, 7],
    ]
    assert not rows["part_period"].any()


def test_periods_hold_enough_texts_where_there_are_four_of_them(load: LoadFiles) -> None:
    # One article a day in January to May 2024 (31 + 29 + 31 + 30 + 31): a month holds about 30 texts, a week seven.
    days = [str(day.date()) for day in pd.date_range("2024-01-01", "2024-05-31")]
    counted = articles_by_period(load(table([(day, "A", day, f"text {day}") for day in days])))
    assert counted[["period", "articles", "part_period"]].values.tolist() == [
        ["2024-01", 31, False], ["2024-02", 29, False], ["2024-03", 31, False], ["2024-04", 30, False],
        ["2024-05", 31, False],
    ]  # fmt: skip


def test_duplicates(corpus: Corpus) -> None:
    columns = ["articles", "sources", "first", "last", "article_ids"]
    assert duplicate_table(corpus)[columns].values.tolist() == [
        [3, 2, "2024-01-01", "2024-01-03", "a1; a2; b1"],
        [2, 2, "2024-01-03", "2024-01-03", "b3; a3"],
    ]


def test_a_group_says_how_far_apart_its_ends_are(load: LoadFiles) -> None:
    words = [f"w{i}" for i in range(80)]
    # Of 33 runs the first shares 23 with the second, that 23 with the third, the ends 13; the fourth is the first.
    texts = [" ".join(words[start : start + 40]) for start in (0, 10, 20, 0)]
    rows = [(str(i), "A", f"2024-01-0{1 + i}", text) for i, text in enumerate(texts)]
    corpus = load(table(rows))
    columns = ["articles", "versions", "least_shared"]
    assert duplicate_table(corpus)[columns].values.tolist() == [[4, 3, 0.393939]]
    exact = load(table([rows[0], rows[3]]))
    assert duplicate_table(exact)[columns].values.tolist() == [[2, 1, 1.0]]


def test_articles_stand_by_source_date_and_id_without_their_text(corpus: Corpus) -> None:
    articles = article_table(corpus)
    assert articles["article_id"].tolist() == ["a3", "a1", "a2", "b2", "b1", "b3"]
    assert articles["published"].tolist()[:2] == ["", "2024-01-01"]
    assert list(articles.columns) == [
        "article_id", "source", "published", "title", "words", "group", "language", "byline", "dateline", "agency",
        "path",
    ]  # fmt: skip


def test_web_addresses_are_a_column_where_an_article_has_one(make_corpus: MakeCorpus) -> None:
    rows = [article("The gates were shut.", title="Gates"), article("The bridge was opened.", title="Bridge")]
    assert "url" not in article_table(make_corpus(rows))
    listed = article_table(make_corpus([{**row, "link": link} for row, link in zip(rows, (LINK, ""), strict=True)]))
    assert dict(zip(listed["title"], listed["url"], strict=True)) == {"Gates": LINK, "Bridge": ""}


def test_what_is_no_address_refuses_no_article(make_corpus: MakeCorpus) -> None:
    odd: list[Any] = [True, {"x": 1}, [{"x": 1}], None, 1.5, "/a", "\ud800", {"href": LINK}]
    rows = [article(f"Gate {letter} was shut.") | {"url": url} for letter, url in zip("abcdefgh", odd, strict=True)]
    articles = make_corpus(rows).articles.sort_values("line")
    assert articles["url"].tolist() == ["", "", "", "", "1.5", "/a", "?", LINK]


def test_findings(corpus: Corpus) -> None:
    assert [finding.sentence for finding in corpus_findings(corpus)] == [
        "5 of 6 articles share their text with another one: 2 texts, each counted once.",
        "1 article, row or file could not be used.",
    ]


def test_a_corpus_without_dates_copies_or_faults_has_empty_tables(load: LoadFiles) -> None:
    corpus = load(table([("1", "A", "", "one two"), ("2", "A", "", "three four")]))
    assert articles_by_period(corpus).empty
    assert duplicate_table(corpus).empty
    assert not corpus_findings(corpus)
    assert source_table(corpus)[["first", "last"]].values.tolist() == [["", ""]]
    assert list(articles_by_period(corpus).columns) == ["period", "source", "articles", "words", "part_period"]


def test_one_period_is_no_chart(load: LoadFiles) -> None:
    assert articles_by_period(load(table([("1", "A", "2024-01-01", "one two")]))).empty
