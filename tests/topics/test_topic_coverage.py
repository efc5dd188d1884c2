"""How each source covers a topic: shares counted by hand, periods joined, words and articles in their rows."""

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
    topic_card,
    topic_coverage,
    topic_wording,
)

EARLY, LATE = "2024-01-15", "2024-03-18"


class Covered(NamedTuple):
    """A corpus, its topics, and the number of the theme of war."""

    corpus: Corpus
    topics: Topics
    war: str

    def coverage(self, topic: str = "", verdict: str = "stable") -> pd.DataFrame:
        """Make the table, every topic with one verdict."""
        card = all_topics(self.topics).assign(verdict=verdict, share=0.5)
        return topic_coverage(
            self.corpus,
            self.topics,
            card,
            shares_by_source(self.corpus, self.topics),
            topic_wording(self.corpus, self.topics),
            topic,
        )


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


def test_shares_are_those_of_each_source_surest_first(covered: Covered) -> None:
    table = covered.coverage(covered.war)
    whole = table[table["period"] == ""]
    # Of 40 articles 30, of 35 articles 20, and none of 4, which is too few for an interval.
    assert whole["source"].tolist() == ["Beacon", "Standard", "Observer"]
    assert whole["articles"].tolist() == [30, 20, 0]
    assert whole["share"].tolist() == pytest.approx([30 / 40, 20 / 35, 0], abs=1e-5)
    assert whole["share_low"].notna().tolist() == [True, True, False]


def test_periods_are_joined_until_a_source_has_ten_texts(covered: Covered) -> None:
    table = covered.coverage(covered.war)
    periods = table[table["period"] != ""]
    early, late = sorted(
        covered.corpus.articles["period"].dropna().loc[lambda p: p.isin(covered.corpus.periods)].unique()
    )
    # The Standard has five dated articles early: with the late ones one period is left, which says nothing of time.
    assert periods["source"].tolist() == ["Beacon"] * 2
    assert periods["period"].tolist() == [early, late]
    assert periods["articles"].tolist() == [20, 10]
    assert periods["share"].tolist() == [1.0, 0.5]
    assert periods["share_low"].notna().all()
    assert (periods["share_low"] <= periods["share"]).all()
    assert (periods[["tier", "words"]] == "").all(axis=None)


def test_the_own_words_of_a_source_are_in_its_row(covered: Covered) -> None:
    words = covered.coverage(covered.war).set_index(["source", "period"])["words"]
    assert "onslaught" in words["Beacon", ""].split(", ")
    assert len(words["Beacon", ""].split(", ")) <= 3
    assert words["Standard", ""] == ""


def test_without_a_number_reliable_topics_are_shown(covered: Covered) -> None:
    table = covered.coverage()
    assert set(covered.topics.themes.numbers) <= set(table["topic"])
    assert covered.coverage(verdict="mixed").empty
    assert len(covered.coverage(covered.war, verdict="mixed"))
    assert list(covered.coverage(verdict="mixed")) == list(table)


def test_an_unknown_topic_is_refused_with_those_there_are(covered: Covered) -> None:
    with pytest.raises(SettingsError, match=r"^topic: there is no topic 9\.10; there are 1, .*2"):
        covered.coverage("9.10")
    with pytest.raises(SettingsError, match="topic must be the number of a topic"):
        covered.coverage("war")


def test_articles_to_read_are_of_the_source_and_the_topic(covered: Covered) -> None:
    table = covered.coverage(covered.war)
    read = coverage_articles(covered.corpus, covered.topics, table)
    assert read["source"].tolist() == ["Beacon"] * 5 + ["Standard"] * 5
    assert (read["topic"] == covered.war).all()
    assert read["article_id"].is_unique
    about = covered.corpus.articles.set_index("article_id").loc[read["article_id"]]
    assert about["label"].eq("war").all()
    assert about["source"].tolist() == read["source"].tolist()
    # Of the Beacon's two days both are there.
    assert about["published"][about["source"] == "Beacon"].nunique() == 2
    assert read["sentence"].str.fullmatch(r"The (Beacon|Standard) reports number \d+\.").all()
    of_both = coverage_articles(covered.corpus, covered.topics, covered.coverage())
    assert of_both.groupby(["topic", "source"]).size().max() == 2
    assert coverage_articles(covered.corpus, covered.topics, table.iloc[:0]).empty


def test_one_source_has_nothing_to_compare_with(plain_corpus: Corpus) -> None:
    topics = fit(plain_corpus, 6)
    covered = Covered(plain_corpus, topics, "1")
    assert covered.coverage().empty
    assert coverage_articles(plain_corpus, topics, covered.coverage()).empty


def test_undated_articles_have_shares_over_all_time_only(make_corpus: Callable[..., Corpus]) -> None:
    corpus = make_corpus(planted_articles({"war": 30, "vote": 30}, sources=("Beacon", "Standard")))
    topics = fit(corpus, 2)
    by_source, card = shares_by_source(corpus, topics), topic_card(corpus, topics)
    table = topic_coverage(corpus, topics, card, by_source, topic_wording(corpus, topics))
    assert (table["period"] == "").all()
    assert table["articles"].sum() == 60
