"""Topics that were planted are found; where there are none, the page says so."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from planted import SIZES, THEMES, fit, planted_articles, planted_subjects
from sklearn.metrics import normalized_mutual_info_score

from analysis.errors import SettingsError
from analysis.topics import (
    article_topics,
    shares_by_source,
    topic_card,
    topic_findings,
    topic_terms,
)

UNEVEN = {"war": 140, **dict.fromkeys(list(THEMES)[1:], 12)}
# What a picture gallery or a video brings along.
STUBS = ("Watch.", "Gallery", "12:30", "Photos: see below.", "4,200", "Listen")


@pytest.mark.parametrize("sizes", [SIZES, UNEVEN], ids=["six of equal size", "one of 70 % and five of 6 %"])
def test_planted_topics_and_their_number_are_recovered(make_corpus: Any, sizes: dict[str, int]) -> None:
    corpus = make_corpus(planted_articles(sizes))
    topics = fit(corpus)
    assert topics.n_topics == topics.themes.n_topics == 6
    chosen = topics.choice.table.set_index("n_topics").loc[6]
    assert chosen["chosen"] == "themes"
    assert chosen["reliability"] > 0.9 > 0.5 > topics.choice.chance
    assert normalized_mutual_info_score(corpus.articles["label"], topics.themes.topic) > 0.95
    themes = [set(words.split()) for words in THEMES.values()]
    found = topic_terms(topics).groupby("topic")["term"].apply(set)
    assert all(max(len(words & theme) for theme in themes) >= 9 for words in found)
    # The largest topic comes first.
    articles = np.bincount(topics.themes.positions)
    assert list(articles) == sorted(articles, reverse=True)
    assert articles[0] >= max(sizes.values()) - 2


@pytest.mark.parametrize("n", [2, 3, 4])
def test_two_three_and_four_planted_topics_are_as_many(make_corpus: Any, n: int) -> None:
    corpus = make_corpus(planted_articles(dict.fromkeys(list(THEMES)[:n], 30)))
    topics = fit(corpus)
    assert topics.n_topics == topics.themes.n_topics == n
    assert normalized_mutual_info_score(corpus.articles["label"], topics.themes.topic) > 0.95


def test_planted_subjects_are_found_within_their_themes(make_corpus: Any) -> None:
    corpus = make_corpus(planted_subjects())
    topics = fit(corpus, 3)
    assert (topics.themes.n_topics, topics.subjects.n_topics) == (3, 9)
    label = corpus.articles["label"]
    assert normalized_mutual_info_score(label.str[0], topics.themes.topic) > 0.95
    assert normalized_mutual_info_score(label, topics.subjects.topic) > 0.95


def test_stubs_have_no_topic_and_make_none(make_corpus: Any) -> None:
    themes = dict.fromkeys(["war", "cup", "virus"], 24)
    articles = planted_articles(themes, sources=("Beacon", "Standard"))
    stubs = [
        {"text": STUBS[i % 6], "source": ("Beacon", "Standard")[i % 2], "title": ("Video", "Podcast", "Photos")[i % 3]}
        for i in range(36)
    ]
    corpus = make_corpus([*articles, *stubs])
    topics = fit(corpus)
    assert np.bincount(topics.finest).tolist() == [36, 24, 24, 24]
    assert not {"video", "podcast", "photos", "watch"} & set(topics.sample.terms)
    by_source = shares_by_source(corpus, topics)
    assert by_source.groupby("source")["share"].sum().tolist() == pytest.approx([1, 1], abs=1e-5)
    none = by_source.tail(2)
    assert none[["topic", "label", "articles"]].to_numpy().tolist() == [["", "no topic", 18]] * 2
    assert none["share"].tolist() == pytest.approx([1 / 3] * 2, abs=1e-5)
    assert len(topic_card(corpus, topics)) == 3


def test_shuffled_words_have_no_clear_topics(make_corpus: Any) -> None:
    articles = planted_articles(dict.fromkeys(THEMES, 10))
    pool = np.random.default_rng(1).permutation(" ".join(a["text"] for a in articles).split())
    for i, article in enumerate(articles):
        article["text"] = " ".join(pool[60 * i : 60 * i + 60])
    corpus = make_corpus(articles)
    topics = fit(corpus)
    assert topics.choice.verdict.startswith("No clear topics")
    card = topic_card(corpus, topics)
    assert not card["verdict"].isin(["stable", "moderate"]).any()
    assert topic_findings(card, shares_by_source(corpus, topics)).empty


def test_an_article_without_a_word_of_any_topic_has_none(make_corpus: Any) -> None:
    articles = [*planted_articles(SIZES), {"text": "zzz qqq", "source": "Beacon", "title": "", "label": ""}]
    corpus = make_corpus(articles)
    table = article_topics(corpus, fit(corpus, 6))
    assert list(table["article_id"]) == sorted(corpus.articles["article_id"])
    nothing = table["topic"] == ""
    assert nothing.sum() == 1
    assert table.loc[nothing, "share"].isna().all()
    assert table.loc[~nothing, "share"].between(1 / 6, 1).all()


def test_too_few_texts_give_empty_tables_and_a_reason(make_corpus: Any) -> None:
    corpus = make_corpus(planted_articles({"war": 3}))
    topics = fit(corpus)
    assert topics.n_topics == 0
    assert topics.choice.verdict == (
        "Too few texts for topics: 7 words in several but not most texts, in 3 independent texts of 20 words or "
        "more; at least 50 words in 25 texts are needed."
    )
    assert topic_terms(topics).empty
    assert set(article_topics(corpus, topics)["topic"]) == {""}


def test_more_topics_than_texts_are_refused_in_words(make_corpus: Any) -> None:
    topics = fit(make_corpus(planted_articles(dict.fromkeys(THEMES, 2))), 150)
    assert (topics.n_topics, topics.choice.verdict) == (
        0,
        "Too few texts or words for 150 topics: 12 texts and 84 words in several of them.",
    )


def test_values_out_of_range_are_refused(plain: Any) -> None:
    for options in ({"n_topics": 1}, {"n_topics": 201}, {"method": "bert"}, {"seed": -1}, {"drop_topics": [0]}):
        with pytest.raises(SettingsError, match=next(iter(options))):
            fit(plain.corpus, **options)
