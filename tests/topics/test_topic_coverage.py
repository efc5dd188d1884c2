"""How each source covers a topic: shares counted by hand, and articles to read."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pandas as pd
import pytest
from planted import fit, planted_articles, theme_of

from analysis.corpus import Corpus
from analysis.errors import SettingsError
from analysis.topics import (
    Topics,
    all_topics,
    coverage_articles,
    shares_by_source,
    topic_articles,
    topic_by_source,
)

EARLY, LATE = "2024-01-15", "2024-03-18"


class Covered(NamedTuple):
    """A corpus, its topics, and the number of the theme of war."""

    corpus: Corpus
    topics: Topics
    war: str

    def read(self, topic: str = "", verdict: str = "stable") -> pd.DataFrame:
        """List articles to read, every topic with one verdict."""
        card = all_topics(self.topics).assign(verdict=verdict, share=0.5)
        return coverage_articles(self.corpus, self.topics, card, shares_by_source(self.corpus, self.topics), topic)


@pytest.fixture(scope="module")
def covered(keep_corpus: Callable[..., Corpus]) -> Covered:
    """Make 60 articles of two outlets, and of one with four articles.

    The Beacon: 20 on war early; 10 on war and 10 on the cup late. The Standard: 5 on war early, 15 on the cup late. The
    Observer: 4 on the cup. The Beacon writes "onslaught" in each article on war.
    """
    war, cup = (iter(planted_articles({theme: 60}, seed=place)) for place, theme in enumerate(("war", "cup")))
    articles = []
    for theme, source, day, number, extra in (
        (war, "Beacon", EARLY, 20, " onslaught onslaught"),
        (war, "Beacon", LATE, 10, " onslaught onslaught"),
        (cup, "Beacon", LATE, 10, ""),
        (war, "Standard", EARLY, 5, ""),
        (war, "Standard", "", 15, ""),
        (cup, "Standard", LATE, 15, ""),
        (cup, "Observer", LATE, 4, ""),
    ):
        for place in range(number):
            article = next(theme)
            text = f"The {source} reports number {place}. Then {article['text']}{extra}"
            articles.append({**article, "text": text, "source": source, "title": f"{source} {place}", "date": day})
    corpus = keep_corpus(articles)
    topics = fit(corpus, 2)
    numbers = [
        n for n, label in zip(topics.themes.numbers, topics.themes.labels, strict=True) if theme_of(label) == "war"
    ]
    return Covered(corpus, topics, numbers[0])


def test_shares_are_those_of_each_source(covered: Covered) -> None:
    table = shares_by_source(covered.corpus, covered.topics)
    table = table[table["topic"] == covered.war].set_index("source")
    # Of 40 articles 30, of 35 articles 20, and none of 4, which is too few for an interval.
    assert table["articles"].to_dict() == {"Beacon": 30, "Standard": 20, "Observer": 0}
    assert table["share"].to_dict() == pytest.approx({"Beacon": 30 / 40, "Standard": 20 / 35, "Observer": 0}, abs=1e-5)
    assert table["share_low"].notna().to_dict() == {"Beacon": True, "Standard": True, "Observer": False}
    assert table["share_others"]["Beacon"] == pytest.approx(20 / 39, abs=1e-5)


def test_without_a_number_articles_of_reliable_topics_are_listed(covered: Covered) -> None:
    table = covered.read()
    assert set(covered.topics.themes.numbers) <= set(table["topic"])
    assert covered.read(verdict="mixed").empty
    assert len(covered.read(covered.war, verdict="mixed"))
    assert list(covered.read(verdict="mixed")) == list(table)


def test_an_unknown_topic_is_refused_with_those_there_are(covered: Covered) -> None:
    with pytest.raises(SettingsError, match=r"^topic: there is no topic 9\.10; there are 1, .*2"):
        covered.read("9.10")
    with pytest.raises(SettingsError, match="topic must be the number of a topic"):
        covered.read("war")


def test_articles_to_read_are_of_the_source_and_the_topic(covered: Covered) -> None:
    read = covered.read(covered.war)
    assert read["source"].tolist() == ["Beacon"] * 5 + ["Standard"] * 5
    assert read["share"].iloc[0] == 0.75
    assert (read["topic"] == covered.war).all()
    assert read["article_id"].is_unique
    about = covered.corpus.articles.set_index("article_id").loc[read["article_id"]]
    assert about["label"].eq("war").all()
    assert about["source"].tolist() == read["source"].tolist()
    # Of the Beacon's two days both are there.
    assert about["published"][about["source"] == "Beacon"].nunique() == 2
    assert read["sentence"].str.fullmatch(r"The (Beacon|Standard) reports number \d+\.").all()
    assert covered.read().groupby(["topic", "source"]).size().max() == 2


def test_one_source_has_nothing_to_compare_with(plain_corpus: Corpus) -> None:
    assert Covered(plain_corpus, fit(plain_corpus, 6), "1").read().empty


def test_all_articles_of_a_topic_are_listed_by_source_and_day(covered: Covered) -> None:
    table = topic_articles(covered.corpus, covered.topics, covered.war)
    # 30 of 40 articles of the Beacon, 20 of 35 of the Standard, undated ones last.
    assert table["source"].tolist() == ["Beacon"] * 30 + ["Standard"] * 20
    days = table["published"].dt.strftime("%Y-%m-%d").fillna("").tolist()
    assert days == [EARLY] * 20 + [LATE] * 10 + [EARLY] * 5 + [""] * 15
    assert set(table["topic"]) == {covered.war}
    assert table["sentence"].str.fullmatch(r"The \w+ reports number \d+\.").all()
    assert table["article_id"].is_unique
    assert topic_articles(covered.corpus, covered.topics, "").empty


def test_the_share_of_a_topic_in_each_source_over_time(covered: Covered) -> None:
    table = topic_by_source(covered.corpus, covered.topics, covered.war)
    told = table[["source", "articles", "all_articles", "texts", "share"]].to_numpy().tolist()
    assert told == [
        ["Beacon", 20, 20, 20, 1.0], ["Beacon", 10, 20, 20, 0.5],
        ["Standard", 5, 5, 5, 1.0], ["Standard", 0, 15, 15, 0.0],
        ["Observer", 0, 4, 4, 0.0],
    ]  # fmt: skip
    assert table["period"].str[:4].eq("2024").all()
    assert topic_by_source(covered.corpus, covered.topics, "").empty


def test_no_list_of_a_topic_that_does_not_exist(covered: Covered) -> None:
    for listing in (topic_articles, topic_by_source):
        with pytest.raises(SettingsError, match="there is no topic 77; there are"):
            listing(covered.corpus, covered.topics, "77")
