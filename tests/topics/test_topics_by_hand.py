"""Topics merged, split, named, anchored and dropped by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import yaml
from analysis.topics.model.topics_by_hand import edit_topics
from planted import THEMES, fit

from analysis.errors import SettingsError
from analysis.settings.settings_files import TopicEdits, read_topic_edits
from analysis.topics import Topics, topic_card, topic_stability, topic_terms

WORDS = {theme: words.split()[0] for theme, words in THEMES.items()}


def edited(corpus: Any, edits: dict[str, Any], n_topics: int = 6, **options: Any) -> Topics:
    changed = replace(corpus, topic_edits=TopicEdits(**edits))
    return fit(changed, n_topics, **{"method": "mixture", **options})


def main_of(corpus: Any, topics: Topics, theme: str) -> set[int]:
    return set(topics.topic[(corpus.articles["label"] == theme).to_numpy()].tolist())


def label_of(corpus: Any, topics: Topics, theme: str) -> str:
    return topics.labels[topics.numbers.index(main_of(corpus, topics, theme).pop())]


def test_topics_are_merged_and_keep_the_name_whichever_word_calls_them(plain_corpus: Any) -> None:
    edits = {"merge": [[WORDS["war"], WORDS["virus"]]], "names": {WORDS["virus"]: "War and illness"}}
    topics = edited(plain_corpus, edits)
    assert topics.numbers == [1, 2, 3, 4, 5]
    # 40 of 120 articles: the largest.
    assert main_of(plain_corpus, topics, "war") == main_of(plain_corpus, topics, "virus") == {1}
    assert set(topic_terms(topics).query("topic == 1")["term"]) <= set(f"{THEMES['war']} {THEMES['virus']}".split())
    assert topics.labels[0] == "War and illness"
    topics = edited(plain_corpus, {"merge": [["ballot", "siege"]]}, seed_words={"Fighting": ["siege"]})
    assert label_of(plain_corpus, topics, "vote") == "Fighting"


def test_a_topic_of_two_themes_is_split_and_its_name_goes_to_the_part_with_its_word(plain_corpus: Any) -> None:
    joined = edited(plain_corpus, {}, n_topics=5)
    (double,) = [n for n in joined.numbers if len(set(plain_corpus.articles["label"][joined.topic == n])) == 2]
    both = sorted(set(plain_corpus.articles["label"][joined.topic == double]))
    words = topic_terms(joined).query("topic == @double")["term"]
    tried = 0
    for theme, other in (both, both[::-1]):
        for word in [word for word in words if word in THEMES[theme].split()][:1]:
            topics = edited(plain_corpus, {"split": {word: 2}, "names": {word: "Named"}}, n_topics=5)
            assert len(topics.numbers) == 6
            assert label_of(plain_corpus, topics, theme) == "Named"
            assert main_of(plain_corpus, topics, theme).isdisjoint(main_of(plain_corpus, topics, other))
            tried += 1
    assert tried


def test_impossible_edits_are_refused(plain: Any) -> None:
    data = plain.topics.sample.for_fitting
    # One text fewer in the topic of the siege: 19.
    war = plain.topics.numbers.index(main_of(plain.corpus, plain.topics, "war").pop())
    main_topic = plain.topics.fit.main_topic.copy()
    main_topic[np.flatnonzero(main_topic == war)[0]] = (war + 1) % 6
    smaller = replace(plain.topics.fit, main_topic=main_topic)
    for edits, said in (
        ({"merge": [["siegge", "ballot"]]}, "merge: 'siegge' is not one of the ten words .* 'siege'"),
        ({"merge": [["siege", "shelling"]]}, "the same topic is listed twice"),
        ({"merge": [["siege", "ballot"]], "split": {"shelling": 2}}, "already merged"),
        ({"names": {"siege": "A", "shelling": "B"}}, "names: 'A' and 'B' name the same topic"),
        ({"merge": [["siege", "ballot"]], "names": {"siege": "A", "ballot": "B"}}, "'A' and 'B' name the same topic"),
        ({"split": {"siege": 20}}, "the topic of 'siege' has 19 texts, too few for 20 parts"),
    ):
        with pytest.raises(SettingsError, match=said):
            edit_topics(smaller, data, TopicEdits(**edits), "mixture")


def test_plain_topics_are_named_but_not_merged(plain: Any) -> None:
    topics = edited(plain.corpus, {"names": {"ballot": "The vote"}}, method="nmf")
    assert "The vote" in topics.labels
    with pytest.raises(SettingsError, match="method=nmf can be named, not merged or split"):
        edited(plain.corpus, {"merge": [["siege", "ballot"]]}, method="nmf")


def test_what_was_made_by_hand_says_so_and_has_no_stability(plain_corpus: Any) -> None:
    topics = edited(plain_corpus, {"merge": [["siege", "ballot"]]}, seed_words={"Cup": [WORDS["cup"]]})
    assert "By hand: topic 1 merged, topic " in topics.fitted
    stability = topic_stability(topics)
    card = topic_card(plain_corpus, topics, stability)
    assert stability["stability"].isna().tolist() == [True, False, False, False, False]
    assert card["verdict"].tolist()[0] == "made by hand"


def test_the_file_is_read_strictly(tmp_path: Any) -> None:
    for edits, said in (
        ({"merge": [["one"]]}, "merge.0"),
        ({"split": {"a": 1}}, "split.a"),
        ({"names": {"a": ""}}, "names.a"),
        ({"drop": [1]}, "drop"),
    ):
        (tmp_path / "topics.yml").write_text(yaml.safe_dump(edits), encoding="utf-8")
        with pytest.raises(SettingsError, match=f"topics.yml.*{said}"):
            read_topic_edits(tmp_path)


def test_a_dropped_topic_keeps_the_numbers_of_the_others(plain: Any) -> None:
    every, fewer = plain.topics, fit(plain.corpus, 6, drop_topics=[1, 4])
    assert fewer.numbers == [2, 3, 5, 6]
    assert fewer.labels == [every.labels[i] for i in (1, 2, 4, 5)]
    kept = ~np.isin(every.topic, [1, 4])
    np.testing.assert_array_equal(fewer.topic[kept], every.topic[kept])
    assert set(fewer.topic[~kept]) == {0}
    assert fewer.saved is not None
    assert fewer.saved.numbers == [1, 2, 3, 4, 5, 6]
    assert "Not shown: topics 1, 4." in fewer.fitted
    with pytest.raises(SettingsError, match=r"drop_topics: there is no topic 7; there are 1, 2, 3, 4, 5, 6\."):
        fit(plain.corpus, 6, drop_topics=[7])
    with pytest.raises(SettingsError, match="drop_topics: all 6 topics are dropped; keep at least one"):
        fit(plain.corpus, 6, drop_topics=[1, 2, 3, 4, 5, 6])
