"""Topics that were planted are found; where there are none, it is said."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from planted import THEMES, planted_articles
from sklearn.metrics import normalized_mutual_info_score

from analysis.topics import (
    article_topics,
    fit_topics,
    shares_by_source,
    topic_card,
    topic_findings,
    topic_stability,
    topic_terms,
)

EVEN = dict.fromkeys(THEMES, 20)
UNEVEN = {"war": 140, **dict.fromkeys(list(THEMES)[1:], 12)}


@pytest.mark.parametrize("sizes", [EVEN, UNEVEN], ids=["six of equal size", "one of 70 % and five of 6 %"])
def test_planted_topics_are_recovered(make_corpus: Any, sizes: dict[str, int]) -> None:
    corpus = make_corpus(planted_articles(sizes))
    topics = fit_topics(corpus, 6)
    assert normalized_mutual_info_score(corpus.articles["label"], topics.topic) > 0.95
    themes = [set(words.split()) for words in THEMES.values()]
    found = topic_terms(topics).groupby("topic")["term"].apply(set)
    assert all(max(len(words & theme) for theme in themes) >= 9 for words in found)


@pytest.mark.parametrize("sizes", [EVEN, UNEVEN], ids=["even", "uneven"])
def test_the_planted_number_is_chosen(make_corpus: Any, sizes: dict[str, int]) -> None:
    topics = fit_topics(make_corpus(planted_articles(sizes)))
    assert topics.n_topics == 6
    chosen = topics.choice.table.set_index("n_topics").loc[6]
    assert chosen["chosen"]
    assert chosen["stability"] > 0.9 > 0.5 > chosen["stability_shuffled"]


def test_shuffled_words_have_no_clear_topics(make_corpus: Any) -> None:
    articles = planted_articles(EVEN)
    pool = np.random.default_rng(1).permutation(" ".join(a["text"] for a in articles).split())
    for i, article in enumerate(articles):
        article["text"] = " ".join(pool[60 * i : 60 * i + 60])
    corpus = make_corpus(articles)
    topics = fit_topics(corpus)
    assert topics.choice.verdict.startswith("No clear topics")
    assert not topics.choice.table["chosen"].any()
    card = topic_card(corpus, topics, topic_stability(topics))
    assert not card["verdict"].isin(["stable", "moderate"]).any()
    told = topic_findings(topics, card, shares_by_source(corpus, topics))
    assert told.empty


def test_the_largest_topic_comes_first(make_corpus: Any) -> None:
    topics = fit_topics(make_corpus(planted_articles(UNEVEN)), 6)
    sizes = np.bincount(topics.topic, minlength=7)[1:]
    assert list(sizes) == sorted(sizes, reverse=True)
    assert sizes[0] >= 138


def test_every_article_has_one_main_topic(make_corpus: Any) -> None:
    articles = [*planted_articles(EVEN), {"text": "zzz qqq", "source": "Beacon", "title": "", "label": ""}]
    corpus = make_corpus(articles)
    table = article_topics(corpus, fit_topics(corpus, 6))
    assert list(table["article_id"]) == sorted(corpus.articles["article_id"])
    nothing = table[table["topic"] == 0]
    assert len(nothing) == 1
    assert nothing["share"].tolist() == [0.0]
    assert table.loc[table["topic"] > 0, "share"].between(1 / 6, 1).all()


def test_too_few_texts_give_empty_tables_and_a_reason(make_corpus: Any) -> None:
    corpus = make_corpus(planted_articles({"war": 3}))
    topics = fit_topics(corpus)
    assert topics.n_topics == 0
    assert "Too few texts" in topics.choice.verdict
    assert topic_terms(topics).empty
    assert set(article_topics(corpus, topics)["topic"]) == {0}


def test_more_topics_than_texts_are_refused_in_words(make_corpus: Any) -> None:
    topics = fit_topics(make_corpus(planted_articles(dict.fromkeys(THEMES, 2))), 150)
    assert (topics.n_topics, topics.choice.verdict) == (
        0,
        "Too few texts or words for 150 topics: there are 12 texts and 84 words that stand in several of them.",
    )
