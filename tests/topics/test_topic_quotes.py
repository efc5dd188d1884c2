"""The sentences behind topics: of the right topic and source, of different texts."""

from __future__ import annotations

from typing import Any

import pandas as pd
from planted import THEMES, fit, planted_articles, theme_of

from analysis.tables.term_tables import SENTENCES
from analysis.topics import shares_by_source, topic_sentences


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
