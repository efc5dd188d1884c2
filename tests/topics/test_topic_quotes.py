"""The articles and sentences that show a topic: whole, about it, of the right source, of different outlets and days."""

from __future__ import annotations

from typing import Any

import pandas as pd
from planted import SIZES, SOURCES, THEMES, fit, planted_articles, theme_of

from analysis.tables.term_tables import SENTENCES
from analysis.topics import shares_by_source, topic_sentences
from analysis.topics.results.topic_quotes import choose_examples, is_list


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


def test_a_topic_is_quoted_in_the_source_of_its_row(rich: Any) -> None:
    corpus, topics = rich.corpus, rich.topics
    articles = corpus.articles.assign(topic=topics.themes.topic).set_index("article_id")
    table = shares_by_source(corpus, topics)
    found = topic_sentences(corpus, topics, table)
    assert found.columns.tolist() == [*SENTENCES.names, "topic_of", "label_of", "source_of"]
    quoted = articles.loc[found["article_id"]]
    assert quoted["source"].tolist() == found["source_of"].tolist()
    assert quoted["topic"].tolist() == found["topic_of"].tolist()
    rows = table[table["independent_texts"] > 0]
    lines = found.groupby(["topic_of", "source_of"]).size().to_dict()
    texts = rows.set_index(["topic", "source"])["independent_texts"]
    assert lines == {row: min(3, n) for row, n in texts.items()}
    # A word of the topic is marked in the sentence.
    for line in found.itertuples():
        assert line.keyword == line.term
        assert line.keyword in THEMES[theme_of(line.label_of)].split()


def test_no_topics_need_no_sentences(make_corpus: Any) -> None:
    corpus = make_corpus(planted_articles(dict.fromkeys(THEMES, 1)))
    topics = fit(corpus, 6)
    table = pd.DataFrame({"topic": pd.Series(dtype=object), "label": pd.Series(dtype=object)})
    assert topic_sentences(corpus, topics, table).empty
