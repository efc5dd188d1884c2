"""Topics that were planted are found; where there are none, the page says so."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from planted import SIZES, THEMES, fit, planted_articles, planted_subjects
from planted_levels import LARGEST, LONGEST, SHORTEST, SMALLEST, SUBJECTS, planted_levels, planted_stories
from sklearn.metrics import normalized_mutual_info_score

from analysis.counts import count_words
from analysis.errors import SettingsError
from analysis.topics import (
    article_topics,
    fit_topics,
    shares_by_period,
    shares_by_source,
    topic_card,
    topic_differences,
    topic_findings,
    topic_terms,
)
from analysis.topics.model import number_of_topics, topic_sample
from analysis.topics.model.topic_fit import FitOptions

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


def test_topics_are_as_reliable_where_they_are_chosen_on_a_sample(
    make_corpus: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = make_corpus(planted_subjects(size=60))
    counts = count_words(corpus)
    monkeypatch.setattr(topic_sample, "MAX_CHOOSING", len(corpus.articles) // 2)
    topics = fit_topics(corpus, counts, n_topics=3)
    assert (topics.themes.n_topics, topics.subjects.n_topics) == (3, 9)
    assert topics.themes.stability.min() > 0.9
    assert topics.subjects.stability.min() > 0.9


@pytest.mark.parametrize("n", [2, 3, 4])
def test_two_three_and_four_planted_topics_are_as_many(make_corpus: Any, n: int) -> None:
    corpus = make_corpus(planted_articles(dict.fromkeys(list(THEMES)[:n], 30)))
    topics = fit(corpus)
    assert topics.n_topics == topics.themes.n_topics == n
    assert normalized_mutual_info_score(corpus.articles["label"], topics.themes.topic) > 0.95


def test_planted_subjects_are_found_within_their_themes(make_corpus: Any) -> None:
    corpus = make_corpus(planted_subjects())
    topics = fit_topics(corpus, count_words(corpus), n_topics=3)
    assert (topics.themes.n_topics, topics.subjects.n_topics) == (3, 9)
    label = corpus.articles["label"]
    assert normalized_mutual_info_score(label.str[0], topics.themes.topic) > 0.95
    assert normalized_mutual_info_score(label, topics.subjects.topic) > 0.95


def test_themes_of_unequal_subjects_and_how_many_there_are_is_found(divided: Any) -> None:
    topics, label = divided.topics, divided.corpus.articles["label"]
    assert abs(topics.themes.n_topics - 6) <= 1
    assert abs(topics.subjects.n_topics - 28) <= 28 / 5
    assert normalized_mutual_info_score(label.str.split(".").str[0], topics.themes.topic) > 0.95
    assert normalized_mutual_info_score(label, topics.finest) > 0.9
    # Nested, and numbered within the theme from the largest on.
    with_subject = topics.subjects.topic != ""
    own = topics.subjects.topic[with_subject]
    assert [number.split(".")[0] for number in own] == topics.themes.topic[with_subject].tolist()
    for theme in topics.themes.numbers:
        numbers = [
            n for n, parent in zip(topics.subjects.numbers, topics.subjects.parents, strict=True) if parent == theme
        ]
        assert numbers == [f"{theme}.{i}" for i in range(1, len(numbers) + 1)]
        articles = [int((own == number).sum()) for number in numbers]
        assert articles == sorted(articles, reverse=True)


def test_topics_are_found_beside_many_small_stories(make_corpus: Any) -> None:
    corpus = make_corpus(planted_stories())
    topics = fit(corpus).themes
    label = corpus.articles["label"]
    assert topics.n_topics == 9
    of_topics = label.str.startswith("topic").to_numpy()
    assert normalized_mutual_info_score(label[of_topics], topics.topic[of_topics]) > 0.95
    assert set(topics.topic[~of_topics]) == {"1"}


def test_more_subjects_than_themes_are_needed(two_levels: Any) -> None:
    for given, said in (
        ({"n_topics": 9, "n_subjects": 9}, r"n_subjects=9: more subjects are needed than themes \(9\)"),
        ({"n_topics": 5, "n_subjects": 3}, r"n_subjects=3: more subjects are needed than themes \(5\)"),
        ({"n_subjects": 2}, r"n_subjects must be 0 \(automatic\) or 3-200, not 2"),
    ):
        with pytest.raises(SettingsError, match=said):
            fit(two_levels.corpus, **given)
    # Nine stand apart most, but with nine subjects there are fewer themes.
    assert fit(two_levels.corpus).themes.n_topics == 9
    topics = fit(two_levels.corpus, n_subjects=9)
    assert topics.themes.n_topics < 9 == topics.subjects.n_topics


def test_hardly_any_texts_or_words_are_no_topics_and_no_error(make_corpus: Any) -> None:
    one, siege = planted_articles({"war": 1})[0], {"source": "Beacon", "title": "", "label": ""}
    for articles in ([one], [one] * 40, [{**siege, "text": "siege " * (20 + i)} for i in range(30)],
                     planted_articles({"war": 12, "vote": 12}), planted_articles({"war": 1, "vote": 1})):  # fmt: skip
        corpus = make_corpus(articles)
        topics = fit(corpus)
        assert topics.n_topics == 0
        assert topics.choice.verdict.startswith("Too few texts for topics")
        assert set(article_topics(corpus, topics)["topic"]) == {""}
        assert topics.saved is None
    assert fit(make_corpus([one] * 40), 2).choice.verdict.startswith("Too few texts or words for 2 topics")
    # Four texts are enough for two topics when they are asked for, and for more subjects than can be told apart.
    few = make_corpus(planted_articles({"war": 2, "vote": 2}))
    for n_subjects in (0, 3):
        topics = fit(few, 2, n_subjects=n_subjects)
        assert topics.themes.n_topics == 2
        assert len(topic_card(few, topics)) == topics.n_topics


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
    by_source, by_period = shares_by_source(corpus, topics), shares_by_period(corpus, topics)
    assert not topic_findings(card, by_source, by_period, topic_differences(corpus, topics))


def test_a_topic_of_shuffled_words_is_no_measure_for_smaller_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    # Of many texts, shuffled words make a topic of nearly all; the largest of the words as they are has 18 texts.
    monkeypatch.setattr(number_of_topics, "group_texts", lambda *_: np.repeat(np.arange(3), [70, 18, 12]))
    monkeypatch.setattr(number_of_topics, "shuffle_words", lambda *_: SimpleNamespace(placed="shuffled"))
    monkeypatch.setattr(number_of_topics, "cut_in_halves", lambda *_, **__: [])
    monkeypatch.setattr(number_of_topics, "reliability", lambda *_: np.array([0.9, 0.3, 0.2]))
    data = SimpleNamespace(counts=np.zeros((100, 8)))
    assert number_of_topics._reliability_of_shuffled(data, {5: 18}, FitOptions()) == 0.3


def test_no_subject_of_shuffled_words_is_reliable(make_corpus: Any) -> None:
    articles = planted_levels(2, largest=40)
    pool = iter(np.random.default_rng(1).permutation(" ".join(a["text"] for a in articles).split()))
    mixed = [{**a, "text": " ".join(next(pool) for _ in a["text"].split())} for a in articles]
    topics = fit(make_corpus(mixed))
    assert topics.choice.verdict.startswith("No clear topics")
    assert not topics.choice.table["reliable"].any()
    assert topics.choice.chance < 0.1
    assert topics.subjects.n_topics == 0


def test_an_article_without_a_word_of_any_topic_has_none(make_corpus: Any) -> None:
    articles = [*planted_articles(SIZES), {"text": "zzz qqq", "source": "Beacon", "title": "", "label": ""}]
    corpus = make_corpus(articles)
    table = article_topics(corpus, fit(corpus, 6))
    assert list(table["article_id"]) == sorted(corpus.articles["article_id"])
    nothing = table["topic"] == ""
    assert nothing.sum() == 1
    assert table.loc[nothing, "share"].isna().all()
    assert table.loc[~nothing, "share"].between(1 / 6, 1).all()


def test_too_few_texts_have_no_topics_and_a_reason(make_corpus: Any) -> None:
    topics = fit(make_corpus(planted_articles({"war": 3})))
    assert topics.choice.verdict == (
        "Too few texts for topics: 7 words in several but not most texts, in 3 independent texts of 20 words or "
        "more; at least 50 words in 25 texts are needed."
    )
    topics = fit(make_corpus(planted_articles(dict.fromkeys(THEMES, 2))), 150)
    said = "Too few texts or words for 150 topics: 12 texts and 84 words in several of them."
    assert (topics.n_topics, topics.choice.verdict) == (0, said)


def test_values_out_of_range_are_refused(plain: Any) -> None:
    for options in ({"n_topics": 1}, {"n_topics": 201}, {"method": "bert"}, {"seed": -1}, {"drop_topics": [0]}):
        with pytest.raises(SettingsError, match=next(iter(options))):
            fit(plain.corpus, **options)


def test_levels_have_unequal_subjects_whose_words_are_found_elsewhere() -> None:
    articles = planted_levels(1)
    few = planted_levels(1, largest=SMALLEST)
    assert few == planted_levels(1, largest=SMALLEST)
    assert few[:9] != planted_levels(2, largest=SMALLEST)[:9]
    sizes = Counter(article["label"] for article in articles)
    assert (min(sizes.values()), max(sizes.values())) == (SMALLEST, LARGEST)
    assert sorted(Counter(label.split(".")[0] for label in sizes).values()) == sorted(SUBJECTS)
    texts = [article["text"].split() for article in articles]
    assert all(SHORTEST <= len(text) <= LONGEST for text in texts)
    largest = next(label for label, size in sizes.items() if size == LARGEST)
    inside = [set(text) for text, article in zip(texts, articles, strict=True) if article["label"] == largest]
    outside = Counter(w for t, a in zip(texts, articles, strict=True) if a["label"] != largest for w in set(t))
    held = Counter(word for text in inside for word in text)
    rest = len(articles) - LARGEST
    own = [word for word in held if held[word] / LARGEST > 0.1 + 5 * outside[word] / rest]
    assert len(own) >= 10
    assert all(outside[word] for word in own)


def test_stories_are_small_beside_topics() -> None:
    sizes = Counter(article["label"].split()[0] for article in planted_stories())
    assert sizes == {"topic": 8 * 25, "story": 30 * 5}
    assert set(Counter(article["label"] for article in planted_stories()).values()) == {25, 5}
