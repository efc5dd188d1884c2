"""An article has a theme, a subject within it, and another theme where half of it is of that."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from planted import BACKGROUND, SIZES, THEMES, fit, planted_articles

from analysis.corpus import coarser_periods
from analysis.topics import all_topics, shares_by_period, shares_by_source
from analysis.topics.results.topic_membership import article_shares, further_topics, main_topics
from analysis.topics.results.topic_shares import shares_of_topics

N_MIXED = 6


@pytest.fixture(scope="module")
def mixed(keep_corpus: Any) -> tuple[Any, Any]:
    """Six themes of 20 articles each, and six that are half about war and half about the vote."""
    generator = np.random.default_rng(1)
    articles = planted_articles(SIZES, sources=("Beacon", "Standard"))
    for i in range(N_MIXED):
        halves = [generator.choice(THEMES[theme].split(), 10) for theme in ("war", "vote")]
        words = generator.permutation(np.concatenate([*halves, generator.choice(BACKGROUND, 40)]))
        source = ("Beacon", "Standard")[i % 2]
        articles.append({"text": " ".join(words), "source": source, "title": "", "label": "both"})
    dated = [{**a, "date": f"2024-0{1 + i % 4}-11"} for i, a in enumerate(articles)]
    corpus = keep_corpus([*dated, {**dated[0], "text": "too short"}])
    return corpus, fit(corpus, 6)


@pytest.mark.parametrize("fitted", ["mixed", "two_levels"])
def test_marks_are_those_of_the_levels(fitted: str, request: pytest.FixtureRequest) -> None:
    corpus, topics = request.getfixturevalue(fitted)[:2]
    main, rows = main_topics(topics).toarray(), all_topics(topics)
    assert main.shape == (len(corpus.articles), len(rows) + 1)
    for level in topics.levels:
        own = np.flatnonzero(rows["level"] == level.name)
        marked = [np.array(rows["topic"])[own[article]].tolist() for article in main[:, own] == 1]
        assert marked == [[topic] if topic else [] for topic in level.topic]
    # Whoever has no theme is in the last column.
    np.testing.assert_array_equal(main[:, -1] == 1, topics.themes.topic == "")


def test_mixed_articles_are_also_about_the_other_theme(mixed: tuple[Any, Any]) -> None:
    corpus, topics = mixed
    also, label = further_topics(topics), corpus.articles["label"].to_numpy()
    both = np.asarray(also.sum(axis=1)).ravel()[label == "both"]
    one = np.asarray(also.sum(axis=1)).ravel()[label != "both"]
    assert both.mean() >= 0.4
    assert one.sum() == 0
    main = main_topics(topics)
    assert main.multiply(also).nnz == 0
    # Whatever is also there is the theme of war or of the vote.
    themes = {topics.themes.topic[i] for i in np.flatnonzero(np.isin(label, ["war", "vote"]))}
    assert set(all_topics(topics)["topic"].iloc[also.nonzero()[1]]) <= themes


def test_shares_in_articles_are_the_three_strongest_themes(mixed: tuple[Any, Any]) -> None:
    corpus, topics = mixed
    table = article_shares(corpus, topics)
    assert not table.duplicated(["article_id", "rank"]).any()
    assert table["article_id"].is_monotonic_increasing
    first = table[table["rank"] == 1].set_index("article_id")
    known = topics.themes.topic != ""
    assert len(first) == known.sum() == len(corpus.articles) - 1
    assert first["topic"][corpus.articles["article_id"][known]].tolist() == topics.themes.topic[known].tolist()
    assert table.groupby("article_id")["share"].sum().between(0.85, 1 + 1e-6).all()
    assert (table.loc[table["rank"] > 1, "share"] >= 0.05).all()
    assert set(table["topic"]) <= set(topics.themes.numbers)


def test_themes_that_are_not_shown_are_not_told(mixed: tuple[Any, Any]) -> None:
    corpus, topics = mixed
    gone = topics.themes.numbers[0]
    less = replace(
        topics, themes=topics.themes.take(range(1, topics.themes.n_topics)), subjects=topics.subjects.take([])
    )
    assert gone not in set(article_shares(corpus, less)["topic"])
    shares = shares_of_topics(corpus, less)
    assert shares["topic"].tolist() == [*less.themes.numbers, ""]
    assert shares["share"].sum() == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize("fitted", ["mixed", "two_levels"])
def test_shares_of_both_levels_by_hand(fitted: str, request: pytest.FixtureRequest) -> None:
    corpus, topics = request.getfixturevalue(fitted)[:2]
    also = further_topics(topics).toarray()
    for table, column in (
        (shares_of_topics(corpus, topics).assign(all=""), "all"),
        (shares_by_source(corpus, topics), "source"),
        (shares_by_period(corpus, topics), "period"),
    ):
        if table.empty:  # without dates
            continue
        # "" is the theme of articles without one.
        none = [""] if (topics.themes.topic == "").any() else []
        assert table["topic"].drop_duplicates().tolist() == [*all_topics(topics)["topic"], *none]
        themes = table[table["level"] == "theme"]
        assert themes.groupby(column)["share"].sum().to_numpy() == pytest.approx(1, abs=1e-5)
        assert table.loc[table["level"] == "subject", "also"].isna().all()
        known = table.dropna(subset=["also_low"])
        assert (known["also_low"] <= known["also"]).all()
        assert (known["also"] <= known["also_high"]).all()
        for part, rows in themes.groupby(column):
            of_articles = corpus.articles.assign(all="", period=coarser_periods(corpus)["period"])[column]
            at = (of_articles == part).to_numpy()
            for level in topics.levels:
                own = table[(table["level"] == level.name) & (table[column] == part)]
                expected = [(level.topic[at] == topic).mean() for topic in own["topic"]]
                assert own["share"].tolist() == pytest.approx(expected, abs=1e-5)
            assert rows["also"].sum() == pytest.approx(also[at].sum() / at.sum(), abs=1e-5)
