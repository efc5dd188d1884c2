"""The sentences behind topics: of the right topic, source and period, of different texts."""

from __future__ import annotations

from typing import Any

import pandas as pd
from planted import THEMES, planted_articles

from analysis.tables.term_tables import SENTENCES
from analysis.topics import fit_topics, shares_by_period, shares_by_source, topic_sentences

SIZES = dict.fromkeys(THEMES, 20)
SOURCES = ("Beacon", "Standard", "Observer")


def test_a_topic_is_quoted_in_the_source_and_period_of_its_row(make_corpus: Any) -> None:
    planted = planted_articles(SIZES, sources=SOURCES)
    dated = [{**a, "date": f"2024-0{1 + i % 6}-{1 + i % 28:02}"} for i, a in enumerate(planted)]
    corpus = make_corpus([*dated, *[dated[0]] * 5])
    topics = fit_topics(corpus, 6)
    articles = corpus.articles.assign(topic=topics.topic).set_index("article_id")
    for table, key in ((shares_by_source(corpus, topics), "source"), (shares_by_period(corpus, topics), "period")):
        found = topic_sentences(corpus, topics, table)
        assert found.columns.tolist() == [*SENTENCES.names, "topic_of", "label_of", f"{key}_of"]
        quoted = articles.loc[found["article_id"]]
        assert quoted[key].tolist() == found[f"{key}_of"].tolist()
        assert quoted["topic"].tolist() == found["topic_of"].tolist()
        rows = table[table["independent_texts"] > 0]
        lines = found.groupby(["topic_of", f"{key}_of"]).size().to_dict()
        texts = rows.set_index(["topic", key])["independent_texts"]
        assert lines == {row: min(3, n) for row, n in texts.items()}
        # A word of the topic stands marked in the sentence.
        for line in found.itertuples():
            theme = next(words.split() for words in THEMES.values() if line.label_of.split(", ")[0] in words.split())
            assert line.keyword == line.term
            assert line.keyword in theme


def test_no_topics_need_no_sentences(make_corpus: Any) -> None:
    corpus = make_corpus(planted_articles(dict.fromkeys(THEMES, 1)))
    topics = fit_topics(corpus, 6)
    table = pd.DataFrame({"topic": pd.Series(dtype=int), "label": pd.Series(dtype=object)})
    assert topic_sentences(corpus, topics, table).empty
