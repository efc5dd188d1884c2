"""The articles that show a topic: whole ones, about it, of different outlets and days."""

from __future__ import annotations

from typing import Any

from planted import SIZES, SOURCES, fit, planted_articles

from analysis.topics.results.topic_examples import choose_examples, is_list


def test_examples_are_of_the_topic_and_of_different_outlets_days_and_texts(rich: Any) -> None:
    articles = rich.corpus.articles
    for level in rich.topics.levels:
        found = choose_examples(rich.corpus, level)
        assert list(found) == level.numbers
        for place, number in enumerate(level.numbers):
            rows = found[number]
            assert len(rows) == 3
            assert (level.positions[rows] == place).all()
            for column in ("outlet", "published", "group"):
                assert articles[column].iloc[rows].is_unique


def test_a_list_and_a_short_text_stand_behind_whole_articles(make_corpus: Any) -> None:
    articles = planted_articles(SIZES, sources=SOURCES)
    # Twice as long as the shortest article that shows a topic; of each theme's 20 texts five are lists, five too short.
    for i, article in enumerate(articles):
        words = article["text"].split()
        if i % 4 == 0:
            article["text"] = "\n".join(" ".join(words[k : k + 5]) for k in range(0, 60, 5)) + "\n"
        elif i % 4 > 1:
            article["text"] = " ".join(["The day began."] + [f"{word} and {word}." for word in words] * 2)
    corpus = make_corpus(articles)
    level = fit(corpus, 6).themes
    chosen = [row for rows in choose_examples(corpus, level).values() for row in rows]
    assert len(chosen) == 18
    assert (corpus.articles["words"].to_numpy()[chosen] >= 100).all()


def test_lists_tables_and_round_ups_are_known_by_their_form() -> None:
    assert is_list("Shares\nBeacon 12.5\nTern 13.1\nQuay 9\n")
    assert is_list("Oil 61.20 60.15 59.80, gold 1203.5 1210.2, tin 18.4")
    assert not is_list("The ferry sank at noon. Nobody was hurt.\nIt had left at nine.\nThe owner spoke.\nSo did she.")
    assert not is_list("")
    assert not is_list("." * 100_000)
