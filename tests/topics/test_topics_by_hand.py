"""Themes and subjects merged, split, named and dropped by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import yaml
from planted import fit

from analysis.errors import SettingsError
from analysis.settings.settings_files import TopicEdits, read_topic_edits
from analysis.topics import topic_card
from analysis.topics.corpus_topics import _describe
from analysis.topics.model.topic_levels import Leaves
from analysis.topics.model.topics_by_hand import Draft, Known, edit_topics

# Of nine subjects, three in each theme; the words of the first theme, and of the second subject of the third.
FIRST, SECOND, THIRD = "theme1x1", "theme2x1", "theme3x1"


def part(theme: int, subject: int, word: int = 1) -> str:
    return f"part{theme}{subject}x{word}"


@pytest.fixture(scope="module")
def planted(two_levels: Any) -> tuple[Draft, Any]:
    """The topics as they were planted."""
    data = two_levels.topics.sample.for_fitting
    label = two_levels.corpus.articles["label"].to_numpy()[two_levels.topics.sample.fitted]
    subject = np.unique(label, return_inverse=True)[1]
    leaves = Leaves(subject, np.repeat([0, 1, 2], 3), np.ones(9, dtype=bool))
    return Draft(leaves, [Known(0.9)] * 3, [Known(0.8)] * 9, np.array([3, 2, 1])), data


def edit(planted: tuple[Draft, Any], **edits: Any) -> Draft:
    draft, data = planted
    return edit_topics(draft, _describe(data, draft.leaves), data, TopicEdits(**edits))


def test_merged_themes_keep_their_subjects_and_the_name_whichever_word_calls_them(planted: Any) -> None:
    before = planted[0].leaves
    after = edit(planted, merge=[[FIRST, THIRD]], names={THIRD: "Both", part(3, 2): "Named"})
    assert after.leaves.theme.tolist() == [0, 0, 0, 1, 1, 1, 0, 0, 0]
    np.testing.assert_array_equal(after.leaves.group, before.group)
    assert after.leaves.is_subject.all()
    assert after.of_themes == [Known(np.nan, "Both"), Known(0.9)]
    assert [known.name for known in after.of_leaves] == [*[""] * 7, "Named", ""]
    assert after.rank is None
    # Where nothing is merged or split, nothing is numbered anew.
    assert edit(planted, names={FIRST.upper(): "One"}).rank is not None


def test_subjects_of_one_theme_are_merged(planted: Any) -> None:
    before = planted[0].leaves
    after = edit(planted, merge=[[part(2, 3), part(2, 1)]], names={part(2, 1): "Both"})
    assert after.leaves.theme.tolist() == [0, 0, 0, 1, 1, 2, 2, 2]
    whole = np.isin(before.group, [3, 5])
    assert len({*after.leaves.group[whole]}) == 1
    assert not set(after.leaves.group[whole]) & set(after.leaves.group[~whole])
    place = after.leaves.group[whole][0]
    assert after.of_leaves == [Known(np.nan, "Both") if i == place else Known(0.8) for i in range(8)]
    np.testing.assert_array_equal(after.leaves.themes, before.themes)


def test_subjects_whose_themes_are_merged_may_be_merged(planted: Any) -> None:
    after = edit(planted, merge=[[FIRST, SECOND], [part(1, 1), part(2, 2)]])
    assert after.leaves.theme.tolist() == [0, 0, 0, 0, 0, 1, 1, 1]


def test_a_split_theme_becomes_themes_without_subjects(planted: Any) -> None:
    before = planted[0].leaves
    # The texts of the second theme are grouped anew: its three subjects are found.
    after = edit(planted, split={SECOND: 3}, names={part(1, 1): "Named", SECOND: "Main"})
    assert after.leaves.n_themes == 5
    for subject in (3, 4, 5):
        (theme,) = set(after.leaves.themes[before.group == subject])
        assert np.isnan(after.of_themes[theme].stability)
        assert not after.leaves.is_subject[after.leaves.theme == theme].any()
    others = before.themes != 1
    assert after.leaves.is_subject[np.unique(after.leaves.group[others])].all()
    assert sorted(known.name for known in after.of_themes) == ["", "", "", "", "Main"]
    assert [known.name for known in after.of_leaves if known.name] == ["Named"]


def test_a_split_subject_becomes_subjects_and_its_name_goes_to_the_part_with_its_word(planted: Any) -> None:
    # Two subjects of the third theme as one.
    draft, data = planted
    joined = replace(
        draft, leaves=replace(draft.leaves, group=np.where(draft.leaves.group == 8, 7, draft.leaves.group))
    )
    fits = _describe(data, joined.leaves)
    of_theme = set(data.terms[fits[0].words[draft.leaves.theme[7]]])
    word = next(word for word in data.terms[fits[1].words[7]] if word not in of_theme)
    own, other = (7, 8) if word.startswith("part32") else (8, 7)
    after = edit_topics(joined, fits, data, TopicEdits(split={word: 2}, names={word: "Own"}))
    (place,) = set(after.leaves.group[draft.leaves.group == own])
    assert place not in after.leaves.group[draft.leaves.group == other]
    assert after.of_leaves[place] == Known(np.nan, "Own")
    assert sum(np.isnan(known.stability) for known in after.of_leaves) == 2
    np.testing.assert_array_equal(after.leaves.themes, draft.leaves.themes)
    assert after.leaves.is_subject.all()


def test_impossible_edits_are_refused(planted: Any) -> None:
    one, two = part(1, 1), part(1, 2)
    for edits, said in (
        ({"merge": [["part11xx", one]]}, "merge: 'part11xx' is not one of the ten words .* 'part11x"),
        ({"merge": [[one, part(1, 1, 2)]]}, "merge: part11x1, part11x2: the same topic is listed twice"),
        ({"merge": [[one, two], [two, part(1, 3)]]}, "the same topic is listed twice"),
        ({"merge": [[one, part(2, 1)]]}, "only themes can be merged with each other, and subjects of the same theme"),
        ({"merge": [[FIRST, one]]}, "only themes can be merged with each other, and subjects of the same theme"),
        ({"merge": [[one, two]], "split": {part(1, 2, 3): 2}}, "split: the topic of 'part12x3' is already merged"),
        ({"split": {FIRST: 2, one: 2}}, "the topic of 'part11x1' has 0 texts, too few for 2 parts"),
        ({"names": {one: "A", part(1, 1, 2): "B"}}, "names: 'A' and 'B' name the same topic"),
        ({"merge": [[one, two]], "names": {one: "A", two: "B"}}, "'A' and 'B' name the same topic"),
    ):
        with pytest.raises(SettingsError, match=said):
            edit(planted, **edits)
    few, data = planted
    keep = np.concatenate([np.flatnonzero(few.leaves.group == 0)[:5], np.flatnonzero(few.leaves.group)])
    leaves, data = replace(few.leaves, group=few.leaves.group[keep]), data.take(keep)
    with pytest.raises(SettingsError, match="the topic of 'part11x1' has 5 texts, too few for 6 parts"):
        edit_topics(replace(few, leaves=leaves), _describe(data, leaves), data, TopicEdits(split={one: 6}))


@pytest.mark.parametrize("method", ["mixture", "nmf"])
def test_what_was_made_by_hand_says_so_and_has_no_stability(two_levels: Any, method: str) -> None:
    edits = TopicEdits(merge=[[FIRST, SECOND]], names={part(1, 2): "A part", FIRST: "Both"})
    corpus = replace(two_levels.corpus, topic_edits=edits)
    topics = fit(corpus, 3, n_subjects=9, method=method)
    # 180 of 270 articles: the largest.
    assert (topics.themes.numbers, topics.themes.labels[0]) == (["1", "2"], "Both")
    assert np.isnan(topics.themes.stability).tolist() == [True, False]
    assert topics.themes.take([0]).topic.tolist() == [
        "1" if label[0] < "3" else "" for label in corpus.articles["label"]
    ]
    place = topics.subjects.labels.index("A part")
    assert set(corpus.articles["label"][topics.subjects.positions == place]) == {"1.2"}
    card = topic_card(corpus, topics)
    assert card["stability"].isna().tolist() == [number == "1" for number in card["topic"]]
    assert card["verdict"].tolist()[0] == "made by hand"


def test_an_anchored_theme_that_is_merged_keeps_its_name(two_levels: Any) -> None:
    corpus = replace(two_levels.corpus, topic_edits=TopicEdits(merge=[[FIRST, SECOND]]))
    topics = fit(corpus, 3, n_subjects=9, seed_words={"Of one": [FIRST, "theme1x2"]})
    assert topics.themes.labels[0] == "Of one"


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


def test_a_dropped_topic_keeps_the_numbers_of_the_others(two_levels: Any) -> None:
    corpus, every = two_levels.corpus, two_levels.topics
    fewer = fit(corpus, 3, n_subjects=9, drop_topics=[1, "2.2"])
    assert fewer.themes.numbers == ["2", "3"]
    assert fewer.subjects.numbers == ["2.1", "2.3", "3.1", "3.2", "3.3"]
    assert fewer.dropped == ["1", "2.2"]
    gone = every.themes.topic == "1"
    np.testing.assert_array_equal(fewer.themes.topic, np.where(gone, "", every.themes.topic))
    left_out = gone | (every.subjects.topic == "2.2")
    np.testing.assert_array_equal(fewer.subjects.topic, np.where(left_out, "", every.subjects.topic))
    assert not fewer.themes.share[gone].any()
    assert fewer.saved is not None
    assert len(fewer.saved.labels) == 12
    for wrong, said in (([7], "there is no topic 7; there are 1, 2, 3, 1.1, 1.2"), (["1.9"], "there is no topic 1.9"),
                        ([1, 2, 3], "all 3 themes are dropped; keep at least one"),
                        ([3.2], r"must be a list of topic numbers such as \[3, \"3.2\"\], not \[3.2\]")):  # fmt: skip
        with pytest.raises(SettingsError, match=f"drop_topics:? {said}"):
            fit(corpus, 3, n_subjects=9, drop_topics=wrong)
