"""What is reported about fitted topics: differences, a map, words of sources, labels; planted or counted by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from planted import SIZES, THEMES, fit, planted_articles, planted_subjects, theme_of

from analysis.corpus import split_corpus
from analysis.errors import SettingsError
from analysis.topics import (
    article_topics,
    coding_sheet,
    representative_articles,
    shares_by_period,
    shares_by_source,
    topic_card,
    topic_differences,
    topic_numbers,
    topic_terms,
    topic_wording,
    topic_words,
)
from analysis.topics.results.topic_lists import quoted_titles


def two_sources() -> list[dict[str, str]]:
    """All of war in the Beacon; of every other theme half."""
    articles = planted_articles(SIZES, sources=("Beacon", "Standard"))
    return [{**a, "source": "Beacon"} if a["label"] == "war" else a for a in articles]


def test_the_difference_of_two_sources_by_hand(make_corpus: Any) -> None:
    corpus = make_corpus(two_sources())
    topics = fit(corpus, 6)
    assert topic_differences(corpus, topics).empty  # there are no dates
    table = topic_differences(corpus, topics, ["Beacon", "Standard"])
    assert (table["first"] == "Beacon").all()
    assert (table["second"] == "Standard").all()
    assert table["difference"].is_monotonic_decreasing
    # The Beacon has 70 articles, 20 on war; the Standard 50, none on war: 0 - 20/70.
    last = table.iloc[-1]
    assert last["difference"] == pytest.approx(-20 / 70, abs=1e-5)
    assert last["difference_low"] < last["difference"] < last["difference_high"] < 0
    assert (last["share_first"], last["share_second"]) == pytest.approx((20 / 70, 0), abs=1e-5)
    assert (last["texts_first"], last["texts_second"], last["tier"]) == (70, 50, "clear")
    assert table["difference"].sum() == pytest.approx(0, abs=1e-5)
    other = topic_differences(corpus, topics, ["Standard", "Beacon"]).set_index("topic")["difference"]
    with pytest.raises(SettingsError, match="Compare two sources"):
        topic_differences(corpus, topics, ["Beacon", "Post"])
    np.testing.assert_allclose(other[table["topic"]], -table["difference"], atol=1e-6)


def test_the_halves_of_the_time_and_two_periods(make_corpus: Any) -> None:
    # War and vote in March, the other themes in April, May, June and July: 40 of 120 texts, and 20 a month.
    articles = planted_articles(SIZES)
    dated = [
        {**a, "date": "2023-03-15" if a["label"] in ("war", "vote") else f"2023-0{4 + i % 4}-10"}
        for i, a in enumerate(articles)
    ]
    corpus = make_corpus(dated)
    topics = fit(corpus, 6)
    halves = topic_differences(corpus, topics)
    assert halves[["first", "second"]].drop_duplicates().to_numpy().tolist() == [["before 2023-05", "from 2023-05"]]
    assert halves[["texts_first", "texts_second"]].iloc[0].sum() == 120
    of_war = halves[[theme_of(label) == "war" for label in halves["label"]]].iloc[0]
    assert (of_war["share_second"], of_war["tier"]) == (0, "clear")
    march, april = (next(p for p in corpus.periods if (dates == p).any()) for dates in (
        corpus.articles.loc[corpus.articles["label"] == "war", "period"],
        corpus.articles.loc[corpus.articles["published"].dt.month == 4, "period"],
    ))  # fmt: skip
    table = topic_differences(corpus, topics, [march, april])
    assert table.iloc[-1]["share_first"] == pytest.approx(0.5)
    assert table.iloc[-1]["difference_high"] < 0


def test_the_tables_of_topics_hold_both_levels(two_levels: Any) -> None:
    corpus, topics, card = two_levels
    terms = topic_terms(topics)
    assert terms["topic"].drop_duplicates().tolist() == card["topic"].tolist()
    assert (terms.groupby("topic")["weight"].apply(lambda weights: weights.is_monotonic_decreasing)).all()
    main = article_topics(corpus, topics).set_index("article_id").loc[corpus.articles["article_id"]]
    assert main["topic"].tolist() == topics.themes.topic.tolist()
    assert main["subject"].tolist() == topics.subjects.topic.tolist()
    has = main["subject"] != ""
    assert (main["subject"][has].str.split(".").str[0] == main["topic"][has]).all()
    assert (main["subject_share"][has] <= main["share"][has] + 1e-6).all()
    assert main["subject_share"][~has].isna().all()
    labels = {"": "", **card.set_index("topic")["label"]}
    assert main["label"].tolist() == [labels[number] for number in main["topic"]]
    assert main["subject_label"].tolist() == [labels[number] for number in main["subject"]]
    numbers = topic_numbers(topics)
    assert numbers["topic"].tolist() == card["topic"].tolist()
    assert set(numbers["state"]) == {"shown"}


def test_topics_that_are_not_shown_keep_their_numbers(make_corpus: Any) -> None:
    corpus = make_corpus(planted_subjects())
    topics = fit(corpus, 3, n_subjects=9, drop_topics=["2"])
    states = topic_numbers(topics).set_index("topic")["state"]
    assert {number for number, state in states.items() if state == "dropped"} == {
        number for number in states.index if number.split(".")[0] == "2"
    }
    main = article_topics(corpus, topics)
    assert not main["topic"].eq("2").any()
    assert main.loc[main["topic"] == "", ["share", "subject_share"]].isna().all(axis=None)
    assert (main.loc[main["topic"] == "", ["subject", "label", "subject_label"]] == "").all(axis=None)


def test_the_words_of_a_source_within_a_topic_are_found(make_corpus: Any) -> None:
    # On war the Beacon writes "terrorists", the Standard "militants"; elsewhere neither does.
    articles = planted_articles({"war": 60, "cup": 60}, sources=("Beacon", "Standard"))
    word = {"Beacon": "terrorists", "Standard": "militants"}
    named = [{**a, "text": f"{word[a['source']]} {a['text']}"} if a["label"] == "war" else a for a in articles]
    corpus = make_corpus(named)
    table = topic_wording(corpus, fit(corpus, 2))
    first = table[table["rank"] == 1].set_index("source")
    assert first["term"].to_dict() == word
    assert (first["count"] == 30).all()
    assert (first["texts"] == 30).all()
    assert first[["texts_others", "tier"]].to_numpy().tolist() == [[0, "clear"]] * 2
    assert first["ratio"].isna().all()
    # 30 of 30 texts use it once, of the others none does: at most 1 - a^(1/30) of theirs.
    assert (first["ratio_low"] > 3).all()


def test_sources_that_write_alike_have_no_words_of_their_own(make_corpus: Any) -> None:
    corpus = make_corpus(planted_articles({"war": 60, "cup": 60}, sources=("Beacon", "Standard")))
    assert topic_wording(corpus, fit(corpus, 2)).empty


@pytest.mark.parametrize(("texts", "copies"), [(1, 1), (2, 1), (3, 1), (1, 40)])
def test_one_two_and_three_articles_and_forty_that_are_equal(make_corpus: Any, texts: int, copies: int) -> None:
    corpus = make_corpus(planted_articles({"war": texts}) * copies)
    for n_topics in (0, 2, 5):
        topics = fit(corpus, n_topics)
        assert not (copies > 1 and topics.n_topics)
        if not topics.n_topics:
            assert topics.choice.verdict.startswith("Too few texts")
        _report(corpus, topics)


def test_an_article_without_a_title_is_quoted_by_its_sentence() -> None:
    rows = [("Gates", "They shut."), (" ", "Ferries sail."), ("", "")]
    table = pd.DataFrame([(*row, source) for row, source in zip(rows, "ABB", strict=True)])
    table.columns = ["title", "sentence", "source"]
    assert quoted_titles(table).tolist() == ["“Gates”, A", "“Ferries sail.”, B", "without title, B"]


def test_forty_texts_of_the_same_words(make_corpus: Any) -> None:
    generator = np.random.default_rng(0)
    words = THEMES["war"].split()
    corpus = make_corpus([{"text": " ".join(generator.permutation(words * 3)), "source": "Beacon"} for _ in range(40)])
    _report(corpus, fit(corpus, 3))


def _report(corpus: Any, topics: Any) -> None:
    """Make every table: none may fail, whatever the corpus."""
    card = topic_card(corpus, topics)
    examples = representative_articles(corpus, topics)
    for table in (card, topic_words(topics, card, examples), topic_numbers(topics)):
        assert len(table) == topics.n_topics
    assert len(article_topics(corpus, topics)) == len(corpus.articles)
    assert topic_terms(topics)["topic"].nunique() == topics.n_topics
    assert set(examples["topic"]) <= set(card["topic"])
    assert topic_differences(corpus, topics).empty
    for table in (shares_by_source(corpus, topics), shares_by_period(corpus, topics)):
        assert set(table["topic"]) - {""} in (set(), set(card["topic"]))
    assert topic_wording(corpus, topics).empty
    sheet, key = coding_sheet(corpus, topics)
    assert len(sheet) == len(key)


@pytest.mark.parametrize("n_sources", [2, 6])
def test_outlets_dealt_at_random_word_no_topic_in_their_own_way(plain: Any, n_sources: int) -> None:
    names, told = [f"Outlet {i}" for i in range(n_sources)], 0
    for seed in range(20):
        dealt = np.random.default_rng(seed).integers(0, n_sources, len(plain.corpus.articles))
        told += not topic_wording(split_corpus(plain.corpus, dealt, names), plain.topics).empty
    assert told <= 1
