"""The topic card: verdicts of topics made to deserve them, and shares that add to one."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from planted import BACKGROUND, SIZES, SOURCES, THEMES, fit, planted_articles, theme_of

from analysis.topics import (
    representative_articles,
    shares_by_period,
    shares_by_source,
    topic_card,
    topic_findings,
    topic_stability,
)

ARTICLES = planted_articles(SIZES, sources=SOURCES)


@pytest.fixture
def war_card(make_corpus: Any) -> Any:
    """Give a function that makes the card of the topic on war."""

    def make(articles: list[dict[str, str]]) -> Any:
        corpus = make_corpus(articles)
        topics = fit(corpus, 6, method="mixture")
        card = topic_card(corpus, topics, topic_stability(topics))
        return card[[theme_of(label) == "war" for label in card["label"]]].iloc[0]

    return make


def of_beacon(articles: list[dict[str, str]]) -> list[dict[str, str]]:
    return [{**a, "source": "Beacon"} if a["label"] == "war" else a for a in articles]


def test_a_steady_topic_of_many_sources_is_stable(rich: Any) -> None:
    row = rich.card[[theme_of(label) == "vote" for label in rich.card["label"]]].iloc[0]
    assert row["verdict"] == "stable"
    assert row["share"] == pytest.approx(20 / 125, abs=0.01)
    assert row["share_low"] < row["share"] < row["share_high"]
    assert (row["independent_texts"], row["duplicate_share"], row["house_style"]) == (20, 0.0, "")
    assert row["effective_sources"] == pytest.approx(3, abs=0.05)
    assert row["stability"] > 0.9
    assert row["coherence_held_out"] > 0


def test_one_story_copied_says_so(war_card: Any) -> None:
    row = war_card([*ARTICLES, *[ARTICLES[0]] * 13])
    assert row["verdict"] == "one story copied 14 times"
    assert row["duplicate_share"] == pytest.approx(13 / 33, abs=1e-5)
    assert row["independent_texts"] == 20


def test_the_style_of_one_house_says_so(war_card: Any) -> None:
    row = war_card(of_beacon(ARTICLES))
    assert (row["verdict"], row["house_style"]) == ("house style of Beacon", "Beacon")
    assert row["effective_sources"] == 1.0


def test_a_few_texts_are_no_style_of_a_house(war_card: Any) -> None:
    few = planted_articles({**SIZES, "war": 8}, sources=SOURCES)
    row = war_card(of_beacon(few))
    assert (row["verdict"], row["house_style"]) == ("few texts", "Beacon")


def test_a_remainder_of_small_stories_is_mixed(make_corpus: Any) -> None:
    # Seven topics of 25 texts, and 30 stories of 5 texts each with words of their own. Fitted as seven topics, they
    # come out as six of the seven, and the seventh with all the stories.
    generator = np.random.default_rng(0)
    texts = []
    for subject in [*np.repeat(np.arange(7), 25), *np.repeat(np.arange(7, 37), 5)]:
        words = [f"subject{subject}x{i}" for i in range(12)]
        texts.append(" ".join(generator.permutation([*generator.choice(words, 20), *generator.choice(BACKGROUND, 40)])))
    corpus = make_corpus([{"text": text, "source": SOURCES[i % 3]} for i, text in enumerate(texts)])
    # Seven are the most stable, but one of them holds articles that share no word: the most tried are chosen.
    assert fit(corpus, method="mixture").n_topics == 30
    topics = fit(corpus, 7, method="mixture")
    card = topic_card(corpus, topics, topic_stability(topics))
    assert card["verdict"].tolist() == ["mixed", *["stable"] * 6]
    assert card["stability"][0] > 0.6
    # All of 150 stories hold none of the words, none of the 25 texts does.
    assert card["loose_share"].tolist() == pytest.approx([150 / 175, *[0] * 6], abs=1e-6)
    told = topic_findings(topics, card, shares_by_source(corpus, topics))
    assert not told["sentence"].str.contains(card["label"][0], regex=False).any()


def test_nothing_and_everything_have_limits(make_corpus: Any) -> None:
    # The Beacon writes on war alone, the Standard on all else: none of 20 texts, and all of them.
    articles = [{**a, "source": "Beacon" if a["label"] == "war" else "Standard"} for a in planted_articles(SIZES)]
    corpus = make_corpus(articles)
    topics = fit(corpus, 6, method="mixture")
    table = shares_by_source(corpus, topics).set_index(["label", "source"])
    war = next(label for label in topics.labels if theme_of(label) == "war")
    limit = 1 - 0.025 ** (1 / 20)
    for label in topics.labels:
        ends = table.loc[(label, "Beacon"), ["share_low", "share_high"]].tolist()
        assert ends == pytest.approx([1 - limit, 1] if label == war else [0, limit], abs=1e-6)


def test_shares_of_a_source_and_of_a_period_add_to_one(rich: Any) -> None:
    by_source, by_period = shares_by_source(rich.corpus, rich.topics), shares_by_period(rich.corpus, rich.topics)
    assert by_source.groupby("source")["share"].sum().to_numpy() == pytest.approx(np.ones(3), abs=1e-5)
    assert by_period.groupby("period")["share"].sum().to_numpy() == pytest.approx(1, abs=1e-5)
    assert by_source["articles"].sum() == by_period["articles"].sum() == 125
    periods = [period for period in rich.corpus.periods if period in set(rich.corpus.articles["period"])]
    assert by_period["period"].tolist() == periods * 6
    assert by_source["source"].tolist() == rich.corpus.source_names * 6


def test_one_source_without_dates_has_no_shares_to_compare(plain: Any) -> None:
    assert shares_by_source(plain.corpus, plain.topics).empty
    assert shares_by_period(plain.corpus, plain.topics).empty


def test_representative_articles_are_of_different_texts_and_of_the_topic(rich: Any) -> None:
    table = representative_articles(rich.corpus, rich.topics)
    assert table.groupby("topic").size().tolist() == [3] * 6
    groups = rich.corpus.articles.set_index("article_id")["group"]
    assert groups[table["article_id"]].is_unique
    for row in table.itertuples():
        assert len(set(row.sentence.split()) & set(THEMES[theme_of(row.label)].split())) >= 5


def test_findings_name_only_reliable_topics(plain: Any) -> None:
    nothing = shares_by_source(plain.corpus, plain.topics)
    label = f"“{plain.card['label'][0]}”"

    def say(share: list[float], low: float = 0.1, high: float = 0.3) -> str:
        given = plain.card.assign(share=share, share_low=low, share_high=high)
        return topic_findings(plain.topics, given, nothing)["sentence"][0]

    assert say([1 / 6] * 6) == f"{label} and 5 other topics are each the main topic of 17% of the articles."
    one_ahead = [0.4, 0.2, 0.1, 0.1, 0.1, 0.1]
    assert say(one_ahead, 0.3, 0.25) == f"The largest topic is {label}: the main topic of 40% of the articles."
    assert say(one_ahead, 0.3, 0.35) == (
        f"{label} is the main topic of 40% of the articles; other topics may be as large."
    )
    assert say([0.3, 0.3, 0.1, 0.1, 0.1, 0.1], 0.2, 0.4).startswith(f"{label} and 1 other topic are each")
    assert topic_findings(plain.topics, plain.card.assign(verdict="unstable"), nothing).empty
