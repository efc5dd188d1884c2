"""Topics merged, split, named, anchored and dropped by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import yaml
from planted import THEMES, planted_articles

from analysis.errors import SettingsError
from analysis.settings.topics_file import read_topic_edits
from analysis.topics import Topics, fit_topics, topic_card, topic_stability, topic_terms

SIZES = dict.fromkeys(THEMES, 20)
WORDS = {theme: words.split()[0] for theme, words in THEMES.items()}


@pytest.fixture
def edited(make_corpus: Any, tmp_path: Any) -> Any:
    def make(edits: dict[str, object], **options: Any) -> tuple[Any, Topics]:
        corpus = make_corpus(planted_articles(options.pop("sizes", SIZES)))
        (tmp_path / "topics.yml").write_text(yaml.safe_dump(edits), encoding="utf-8")
        corpus = type(corpus)(**{**corpus.__dict__, "topic_edits": read_topic_edits(tmp_path)})
        return corpus, fit_topics(corpus, options.pop("n_topics", 6), **options)

    return make


def main_of(corpus: Any, topics: Topics, theme: str) -> set[int]:
    return set(topics.topic[(corpus.articles["label"] == theme).to_numpy()].tolist())


def test_topics_are_merged(edited: Any) -> None:
    corpus, topics = edited({"merge": [[WORDS["war"], WORDS["virus"]]]})
    assert topics.numbers == [1, 2, 3, 4, 5]
    # 40 of 120 articles: the largest.
    assert main_of(corpus, topics, "war") == main_of(corpus, topics, "virus") == {1}
    assert set(topic_terms(topics).query("topic == 1")["term"]) <= set(f"{THEMES['war']} {THEMES['virus']}".split())


def test_a_topic_of_two_themes_is_split_into_them(edited: Any) -> None:
    corpus, joined = edited({}, n_topics=5)
    themes_of: dict[int, list[str]] = {}
    for theme in THEMES:
        (number,) = main_of(corpus, joined, theme)
        themes_of.setdefault(number, []).append(theme)
    (double,) = [number for number, themes in themes_of.items() if len(themes) == 2]
    word = topic_terms(joined).query("topic == @double")["term"].iloc[0]
    corpus, topics = edited({"split": {str(word): 2}}, n_topics=5)
    assert len(topics.numbers) == 6
    assert main_of(corpus, topics, themes_of[double][0]).isdisjoint(main_of(corpus, topics, themes_of[double][1]))


def test_a_topic_gets_a_name(edited: Any) -> None:
    corpus, topics = edited({"names": {"ballot": "The vote"}})
    assert topics.labels[topics.numbers.index(main_of(corpus, topics, "vote").pop())] == "The vote"


@pytest.mark.parametrize(
    ("edits", "said"),
    [
        ({"merge": [["siegge", "ballot"]]}, "topics.yml: merge: 'siegge' is none of the ten words .* 'siege'"),
        ({"merge": [["siege", "shelling"]]}, "the same topic is called twice"),
        ({"merge": [["siege", "ballot"]], "split": {"shelling": 2}}, "merged already"),
        ({"names": {"siege": "A", "shelling": "B"}}, "names: 'B' and 'A' are names of one topic"),
        ({"merge": [["siege", "ballot"]], "names": {"siege": "A", "ballot": "B"}}, "'B' and 'A' are names of one"),
    ],
)
def test_edits_that_cannot_be_are_said(edited: Any, edits: dict[str, object], said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        edited(edits)


def test_a_name_stays_with_a_merged_topic_whichever_word_calls_it(edited: Any) -> None:
    corpus, topics = edited({"merge": [["siege", "ballot"]], "names": {"ballot": "War and vote"}})
    assert topics.labels[topics.numbers.index(main_of(corpus, topics, "war").pop())] == "War and vote"
    corpus, topics = edited({"merge": [["ballot", "siege"]]}, seed_words={"Fighting": ["siege"]})
    assert topics.labels[topics.numbers.index(main_of(corpus, topics, "vote").pop())] == "Fighting"


def test_the_name_of_a_split_topic_goes_to_the_part_with_its_word(edited: Any) -> None:
    corpus, joined = edited({}, n_topics=5)
    words = topic_terms(joined)
    tried = 0
    two = next(n for n in joined.numbers if len(set(corpus.articles["label"][joined.topic == n])) == 2)
    for theme in sorted(set(corpus.articles["label"][joined.topic == two])):
        word = next((w for w in words.query("topic == @two")["term"] if w in THEMES[theme].split()), "")
        if not word:
            continue
        tried += 1
        _, topics = edited({"split": {word: 2}, "names": {word: "Named"}}, n_topics=5)
        assert main_of(corpus, topics, theme) == {topics.numbers[topics.labels.index("Named")]}
    assert tried


def test_plain_topics_are_named_but_not_merged(edited: Any) -> None:
    _, plain = edited({}, method="nmf")
    _, named = edited({"names": {"ballot": "The vote"}}, method="nmf")
    assert "The vote" in named.labels
    assert topic_terms(plain)["term"].tolist() == topic_terms(named)["term"].tolist()
    with pytest.raises(SettingsError, match="method=nmf can be named, not merged or split"):
        edited({"merge": [["siege", "ballot"]]}, method="nmf")


@pytest.mark.parametrize("method", ["nmf", "lda"])
def test_words_of_plain_topics_stand_in_the_order_of_their_weights(make_corpus: Any, method: str) -> None:
    table = topic_terms(fit_topics(make_corpus(planted_articles(SIZES)), 6, method=method))
    assert (table["weight"] > 0).all()
    assert table.groupby("topic")["weight"].apply(lambda w: w.is_monotonic_decreasing).all()


def test_not_all_topics_can_be_dropped(make_corpus: Any) -> None:
    with pytest.raises(SettingsError, match="drop_topics: all 4 topics are dropped; keep at least one"):
        fit_topics(make_corpus(planted_articles(SIZES)), 4, drop_topics=[1, 2, 3, 4])


def test_one_topic_is_none(make_corpus: Any) -> None:
    with pytest.raises(SettingsError, match="n_topics: at least 2 topics are needed"):
        fit_topics(make_corpus(planted_articles(SIZES)), 1)


def test_more_anchors_than_a_draw_of_few_texts_holds(make_corpus: Any) -> None:
    # Of eight texts a half has four, fewer than the six topics that are anchored.
    corpus = make_corpus(planted_articles({"war": 4, "vote": 4}))
    words = {f"topic of {word}": [str(word)] for word in fit_topics(corpus, 2).sample.terms[:6]}
    topics = fit_topics(corpus, 6, seed_words=words)
    assert len(topic_card(corpus, topics, topic_stability(topics))) == topics.n_topics


def test_more_anchors_than_numbers_are_tried_for(make_corpus: Any) -> None:
    corpus = make_corpus(planted_articles(SIZES))
    words = {f"{theme} {i}": [word] for theme in THEMES for i, word in enumerate(THEMES[theme].split()[:5])}
    with pytest.raises(SettingsError, match="seed_words: 30 topics are anchored: give n_topics"):
        fit_topics(corpus, 0, seed_words=words)


def test_a_topic_is_not_split_into_more_parts_than_it_has_texts(edited: Any) -> None:
    with pytest.raises(SettingsError, match="the topic of 'siege' has 18 texts, too few for 20"):
        edited({"split": {"siege": 20}}, sizes={**SIZES, "war": 18})


def test_what_was_made_by_hand_says_so_and_has_no_stability(edited: Any) -> None:
    corpus, topics = edited({"merge": [["siege", "ballot"]]}, seed_words={"Cup": [WORDS["cup"]]})
    assert "By hand: topic 1 merged, topic " in topics.fitted
    steady = topic_stability(topics)
    card = topic_card(corpus, topics, steady)
    assert steady["stability"].isna().tolist() == [True, False, False, False, False]
    assert card["verdict"].tolist()[0] == "made by hand"


@pytest.mark.parametrize(
    ("edits", "said"),
    [
        ({"merge": [["one"]]}, "merge.0"),
        ({"split": {"a": 1}}, "split.a"),
        ({"names": {"a": ""}}, "names.a"),
        ({"drop": [1]}, "drop"),
    ],
)
def test_the_file_is_read_strictly(tmp_path: Any, edits: dict[str, object], said: str) -> None:
    (tmp_path / "topics.yml").write_text(yaml.safe_dump(edits), encoding="utf-8")
    with pytest.raises(SettingsError, match=f"topics.yml: {said}"):
        read_topic_edits(tmp_path)


def test_a_dropped_topic_keeps_the_numbers_of_the_others(make_corpus: Any) -> None:
    corpus = make_corpus(planted_articles({**SIZES, "war": 40}))
    every, fewer = fit_topics(corpus, 6), fit_topics(corpus, 6, drop_topics=[1, 4])
    assert fewer.numbers == [2, 3, 5, 6]
    assert fewer.labels == [every.labels[i] for i in (1, 2, 4, 5)]
    kept = ~np.isin(every.topic, [1, 4])
    np.testing.assert_array_equal(fewer.topic[kept], every.topic[kept])
    assert set(fewer.topic[~kept]) == {0}
    assert fewer.saved is not None
    assert fewer.saved.numbers == [1, 2, 3, 4, 5, 6]
    with pytest.raises(SettingsError, match=r"drop_topics: there is no topic 7; there are 1, 2, 3, 4, 5, 6\."):
        fit_topics(corpus, 6, drop_topics=[7])


def test_anchored_topics_are_found_and_named(make_corpus: Any) -> None:
    corpus = make_corpus(planted_articles(SIZES))
    topics = fit_topics(corpus, 6, seed_words={"The fighting": ["siege", "shelling"], "The sick": ["fever"]})
    for theme, name in (("war", "The fighting"), ("virus", "The sick")):
        (number,) = main_of(corpus, topics, theme)
        assert topics.labels[topics.numbers.index(number)] == name


def test_an_anchor_separates_what_few_topics_would_join(make_corpus: Any) -> None:
    # Three topics for six themes: one of them is held to a theme of its own.
    corpus = make_corpus(planted_articles(SIZES))
    topics = fit_topics(corpus, 3, seed_words={"floods": ["river", "dam", "levee"]})
    (number,) = main_of(corpus, topics, "flood")
    assert topics.labels[topics.numbers.index(number)] == "floods"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"war": ["siegge"]}, "seed_words: war: 'siegge' is no word topics are made of .*; did you mean 'siege'"),
        ({"war": []}, "seed_words: war: a list of words is needed"),
    ],
)
def test_unknown_seed_words_are_said(make_corpus: Any, words: dict[str, list[str]], said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        fit_topics(make_corpus(planted_articles(SIZES)), 6, seed_words=words)


def test_only_the_mixture_takes_seed_words(make_corpus: Any) -> None:
    with pytest.raises(SettingsError, match="seed_words: only method=mixture"):
        fit_topics(make_corpus(planted_articles(SIZES)), 6, seed_words={"war": ["siege"]}, method="nmf")
