"""The topic card: verdicts of topics made to deserve them, and shares that add to one."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from planted import THEMES, planted_articles

from analysis.topics import (
    fit_topics,
    representative_articles,
    shares_by_period,
    shares_by_source,
    topic_card,
    topic_findings,
    topic_stability,
)
from analysis.topics.results.topic_card import COLUMNS

SIZES = dict.fromkeys(THEMES, 20)
SOURCES = ("Beacon", "Standard", "Observer")


@pytest.fixture
def card_of(make_corpus: Any) -> Any:
    def make(articles: list[dict[str, str]], word: str) -> Any:
        corpus = make_corpus(articles)
        topics = fit_topics(corpus, 6)
        card = topic_card(corpus, topics, topic_stability(topics))
        assert list(card.columns) == COLUMNS
        return card[[word in THEMES[_theme(label)] for label in card["label"]]].iloc[0]

    return make


def _theme(label: str) -> str:
    return next(theme for theme, words in THEMES.items() if label.split(", ")[0] in words.split())


def test_a_steady_topic_of_many_sources_is_stable(card_of: Any) -> None:
    row = card_of(planted_articles(SIZES, sources=SOURCES), "siege")
    assert row["verdict"] == "stable"
    assert row["share"] == pytest.approx(1 / 6, abs=0.01)
    assert row["share_low"] < row["share"] < row["share_high"]
    assert (row["independent_texts"], row["duplicate_share"], row["house_style"]) == (20, 0.0, "")
    assert row["effective_sources"] == pytest.approx(3, abs=0.05)
    assert row["stability"] > 0.9
    assert row["coherence_held_out"] > 0


def test_one_story_copied_says_so(card_of: Any) -> None:
    articles = planted_articles(SIZES, sources=SOURCES)
    row = card_of([*articles, *[articles[0]] * 13], "siege")
    assert row["verdict"] == "one story copied 14 times"
    assert row["duplicate_share"] == pytest.approx(13 / 33, abs=1e-5)
    assert row["independent_texts"] == 20


def test_the_style_of_one_house_says_so(card_of: Any) -> None:
    articles = planted_articles(SIZES, sources=SOURCES)
    mine = [{**a, "source": "Beacon"} if a["label"] == "war" else a for a in articles]
    row = card_of(mine, "siege")
    assert (row["verdict"], row["house_style"]) == ("house style of Beacon", "Beacon")
    assert row["effective_sources"] == 1.0


def test_a_few_texts_are_no_style_of_a_house(card_of: Any) -> None:
    articles = planted_articles({**SIZES, "war": 8}, sources=SOURCES)
    row = card_of([{**a, "source": "Beacon"} if a["label"] == "war" else a for a in articles], "siege")
    assert (row["verdict"], row["house_style"]) == ("few texts", "Beacon")


def test_few_texts_say_so(card_of: Any) -> None:
    assert card_of(planted_articles({**SIZES, "war": 8}, sources=SOURCES), "siege")["verdict"] == "few texts"


def test_shares_of_a_source_and_of_a_period_add_to_one(make_corpus: Any) -> None:
    articles = planted_articles(SIZES, sources=SOURCES)
    dated = [{**a, "date": f"2024-0{1 + i % 6}-15"} for i, a in enumerate(articles)]
    corpus = make_corpus(dated)
    topics = fit_topics(corpus, 6)
    by_source, by_period = shares_by_source(corpus, topics), shares_by_period(corpus, topics)
    assert by_source.groupby("source")["share"].sum().to_numpy() == pytest.approx(np.ones(3), abs=1e-5)
    assert by_period.groupby("period")["share"].sum().to_numpy() == pytest.approx(np.ones(6), abs=1e-5)
    assert by_source["articles"].sum() == by_period["articles"].sum() == 120
    assert list(by_period["period"].unique()) == [p for p in corpus.periods if p in set(corpus.articles["period"])]


def test_one_source_without_dates_has_no_shares_to_compare(make_corpus: Any) -> None:
    corpus = make_corpus(planted_articles(SIZES))
    topics = fit_topics(corpus, 6)
    assert shares_by_source(corpus, topics).empty
    assert shares_by_period(corpus, topics).empty


def test_representative_articles_are_of_different_texts_and_of_the_topic(make_corpus: Any) -> None:
    articles = planted_articles(SIZES, sources=SOURCES)
    corpus = make_corpus([*articles, *[articles[0]] * 5])
    table = representative_articles(corpus, fit_topics(corpus, 6))
    assert table.groupby("topic").size().tolist() == [3] * 6
    groups = corpus.articles.set_index("article_id")["group"]
    assert groups[table["article_id"]].is_unique
    for row in table.itertuples():
        assert len(set(row.sentence.split()) & set(THEMES[_theme(row.label)].split())) >= 5


def test_findings_name_only_trusted_topics(make_corpus: Any) -> None:
    corpus = make_corpus(planted_articles(SIZES, sources=SOURCES))
    topics = fit_topics(corpus, 6)
    card = topic_card(corpus, topics, topic_stability(topics))
    told = topic_findings(topics, card, shares_by_source(corpus, topics))
    first = f"“{card['label'][0]}”"
    assert told["sentence"].tolist() == [
        f"No topic is clearly the largest; {first} is the main topic of 17% of the articles, and 5 others of as many."
    ]
    nothing = shares_by_source(corpus, topics)[:0]

    def say(share: list[float], low: float, high: float) -> str:
        given = card.assign(share=share, share_low=low, share_high=high)
        return topic_findings(topics, given, nothing)["sentence"][0]

    one_ahead = [0.4, 0.2, 0.1, 0.1, 0.1, 0.1]
    assert say(one_ahead, 0.3, 0.25) == f"The largest topic is {first}: the main topic of 40% of the articles."
    assert say(one_ahead, 0.3, 0.35).startswith(f"No topic is clearly the largest; {first} is the main topic of 40%")
    two_ahead = [0.3, 0.3, 0.1, 0.1, 0.1, 0.1]
    assert say(two_ahead, 0.2, 0.4).endswith("30% of the articles, and 1 other of as many.")
    card["verdict"] = "unstable"
    assert topic_findings(topics, card, nothing).empty
