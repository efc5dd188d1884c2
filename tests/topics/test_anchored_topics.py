"""Topics asked for by words: they take the texts about them, and leave the other groups as they were."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from planted import fit
from scipy import sparse

from analysis.errors import SettingsError
from analysis.topics.model.anchored_topics import anchor_groups, anchor_leaves, make_anchors, odds_about
from analysis.topics.model.topic_levels import Leaves

# Six themes of twelve words each; the rest of the vocabulary is common to all.
N_THEMES, N_WORDS, N_COMMON = 6, 12, 100


def planted_texts(sizes: list[int], seed: int = 0) -> tuple[sparse.csr_matrix, np.ndarray]:
    """Draw texts of 40 words, 15 of one theme; a twentieth of all other words is of other themes."""
    generator = np.random.default_rng(seed)
    theme = generator.permutation(np.repeat(np.arange(len(sizes)), sizes))
    n_terms = N_THEMES * N_WORDS + N_COMMON
    counts = np.zeros((len(theme), n_terms), dtype=np.int64)
    for text, own in enumerate(theme):
        passing = generator.random(25) < 0.05
        words = np.where(
            passing, generator.integers(0, N_THEMES * N_WORDS, 25), generator.integers(N_THEMES * N_WORDS, n_terms, 25)
        )
        drawn = np.concatenate([own * N_WORDS + generator.integers(0, N_WORDS, 15), words])
        np.add.at(counts[text], drawn, 1)
    return sparse.csr_matrix(counts), theme


def places(theme: np.ndarray) -> np.ndarray:
    """Give texts of one theme the same point."""
    return np.eye(N_THEMES)[theme]


def agreement(about: np.ndarray, truth: np.ndarray) -> float:
    return 2 * float((about & truth).sum() / (about.sum() + truth.sum()))


@pytest.mark.parametrize("sizes", [[100] * 6, [300, 20, 70, 70, 70, 70], [2_000, 200, 200]])
@pytest.mark.parametrize("n_words", [1, 3])
def test_texts_about_a_few_words_are_found(sizes: list[int], n_words: int) -> None:
    counts, theme = planted_texts(sizes)
    assert agreement(odds_about(counts, range(n_words)) > 0, theme == 0) > 0.97


def test_a_text_may_lack_the_word_and_a_passing_mention_is_not_enough() -> None:
    counts, theme = planted_texts([400, 400, 400, 400, 400])
    uses = counts[:, [0]].toarray().ravel()
    about = odds_about(counts, [0]) > 0
    lacking, passing = (theme == 0) & (uses == 0), (theme != 0) & (uses == 1)
    assert lacking.sum() > 80
    assert passing.sum() > 20
    assert about[lacking].mean() > 0.95
    assert about[passing].mean() < 0.15


def test_a_rare_theme_is_found_by_one_word() -> None:
    counts, theme = planted_texts([15, 400, 400, 400])
    assert agreement(odds_about(counts, [0]) > 0, theme == 0) > 0.8


def test_the_order_of_texts_and_of_words_does_not_matter() -> None:
    counts, _ = planted_texts([40, 60, 80])
    order = np.random.default_rng(1).permutation(180)
    odds = odds_about(counts, [3, 1])
    np.testing.assert_array_equal(odds_about(counts[order], [1, 3]), odds[order])


def test_an_anchor_takes_the_place_of_the_group_it_is() -> None:
    counts, theme = planted_texts([60, 50, 40])
    group, names = anchor_groups(counts, places(theme), theme, {"Second": [12, 13, 14]})
    assert names == ["", "Second", ""]
    assert (group == theme).mean() > 0.98


def test_an_anchor_in_part_of_a_group_comes_last_and_leaves_the_others_alone() -> None:
    counts, theme = planted_texts([60, 60, 60, 60])
    joined = np.array([0, 0, 0, 1])[theme]
    group, names = anchor_groups(counts, places(theme), joined, {"Second": [12, 13, 14]})
    assert names == ["", "", "Second"]
    assert agreement(group == 2, theme == 1) > 0.97
    assert (group[group != 2] == joined[group != 2]).all()


def test_an_anchor_over_several_groups_takes_the_largest_place_and_what_is_left_goes_elsewhere() -> None:
    counts, theme = planted_texts([100, 60, 60])
    # The first theme was found as two groups, to the smaller of which ten texts of the third theme were added.
    found = np.where(theme == 0, np.where(np.cumsum(theme == 0) <= 60, 0, 3), theme)
    found[np.flatnonzero(theme == 2)[:10]] = 3
    group, names = anchor_groups(counts, places(theme), found, {"First": [0, 1, 2]})
    assert names == ["First", "", "", ""]
    assert not (group == 3).any()
    assert (group == theme).mean() > 0.98


def test_of_two_anchors_the_surer_takes_a_text_and_each_its_own_place() -> None:
    counts, theme = planted_texts([60, 60, 60])
    group, names = anchor_groups(counts, places(theme), np.array([0, 0, 1])[theme], {"A": [0, 1], "B": [12, 13]})
    assert sorted(names) == ["", "A", "B"]
    for name, own in (("A", 0), ("B", 1)):
        assert agreement(group == names.index(name), theme == own) > 0.97


def test_words_that_no_text_uses_and_texts_without_other_words() -> None:
    counts, theme = planted_texts([20, 20])
    group, names = anchor_groups(counts, places(theme), theme, {"None": [70]})
    assert names == ["", "", "None"]
    np.testing.assert_array_equal(group, theme)
    alone = sparse.csr_matrix(np.array([[2, 0], [0, 0], [1, 0], [0, 0]]))
    assert (odds_about(alone, [0]) > 0).tolist() == [True, False, True, False]


def test_leaves_go_with_an_anchor_that_takes_most_of_them() -> None:
    # Two themes: the first of three leaves, the second of one that is no subject. The anchor is the second leaf, and
    # a few texts of the third.
    counts, theme = planted_texts([60, 60, 60, 60])
    leaf = theme.copy()
    mixed = np.flatnonzero(theme == 1)[:20]
    leaf[mixed] = 2
    before = Leaves(leaf, np.array([0, 0, 0, 1]), np.array([True, True, True, False]))
    after, names, were_themes, earlier = anchor_leaves(counts, places(theme), before, {"A": [12, 13, 14]})
    assert names == ["", "", "A"]
    assert were_themes.tolist() == [0, 1, -1]
    assert agreement(after.themes == 2, theme == 1) > 0.97
    whole = np.flatnonzero((theme == 1) & (leaf == 1) & (after.themes == 2))
    taken = np.intersect1d(mixed, np.flatnonzero(after.themes == 2))
    assert (earlier[after.group[whole]] == 1).all()
    assert (earlier[after.group[taken]] == -1).all()
    assert after.is_subject[after.group[whole]].all()
    assert not after.is_subject[after.group[taken]].any()
    stayed = np.flatnonzero(after.themes < 2)
    np.testing.assert_array_equal(earlier[after.group[stayed]], leaf[stayed])
    np.testing.assert_array_equal(after.themes[stayed], before.themes[stayed])


def test_themes_given_up_leave_no_gap() -> None:
    counts, theme = planted_texts([60, 60, 60])
    before = Leaves(theme, np.arange(3), np.zeros(3, dtype=bool))
    after, names, were_themes, _ = anchor_leaves(counts, places(theme), before, {"Both": [0, 1, 12, 13]})
    assert sorted(names) == ["", "Both"]
    assert after.n_themes == 2
    # The anchor has the place of one of the two that it takes.
    assert set(were_themes.tolist()) in ({0, 2}, {1, 2})
    assert agreement(after.themes == names.index("Both"), theme < 2) > 0.97


def test_impossible_seed_words_are_refused() -> None:
    terms = np.array(["fever", "shelling", "siege"])
    assert make_anchors({"War": ["Siege", "shelling"], "Ill": ["fever"]}, terms) == {"War": [2, 1], "Ill": [0]}
    assert make_anchors({"War": "siege"}, terms) == {"War": [2]}
    assert make_anchors({}, terms) == {}
    for words, said in (
        ({"war": ["siegge"]}, r"war: 'siegge' is not in the topic vocabulary .*\. Did you mean 'siege'"),
        ({"war": []}, "war must be a list of words"),
        ({"war": [3]}, "war must be text or a list of texts"),
    ):
        with pytest.raises(SettingsError, match=f"seed_words: {said}"):
            make_anchors(words, terms)
    counts, theme = planted_texts([20, 20])
    leaves = Leaves(theme, np.arange(2), np.zeros(2, dtype=bool))
    with pytest.raises(SettingsError, match="seed_words: no text is mainly about B; give other words"):
        anchor_leaves(counts, places(theme), leaves, {"A": [0], "B": [0]})


def test_anchored_themes_are_named_and_the_others_stay(plain_corpus: Any) -> None:
    seeds = {"Fighting": ["siege", "shelling"], "The sick": ["fever"]}
    topics = fit(plain_corpus, 6, seed_words=seeds).themes
    assert topics.n_topics == 6
    for name, theme in (("Fighting", "war"), ("The sick", "virus")):
        place = topics.labels.index(name)
        assert np.isnan(topics.stability[place])
        np.testing.assert_array_equal(topics.positions == place, plain_corpus.articles["label"] == theme)


def test_an_anchor_separates_what_few_themes_join(plain_corpus: Any) -> None:
    # Three themes for six, and one of its own beside them.
    topics = fit(plain_corpus, 3, seed_words={"floods": ["river", "dam", "levee"]}).themes
    found = topics.positions == topics.labels.index("floods")
    np.testing.assert_array_equal(found, plain_corpus.articles["label"] == "flood")


def test_the_number_chosen_does_not_depend_on_anchors(plain_corpus: Any) -> None:
    chosen, anchored = (fit(plain_corpus, seed_words=seeds) for seeds in ({}, {"Fighting": ["siege", "shelling"]}))
    assert anchored.choice.verdict == chosen.choice.verdict
    assert anchored.themes.n_topics == chosen.themes.n_topics


def test_the_others_keep_their_numbers_and_an_anchor_without_a_place_comes_last(two_levels: Any) -> None:
    corpus, plain = two_levels.corpus, two_levels.topics.themes
    # An anchor is one of the nine subjects, so that its theme loses a third of its texts and is the smallest.
    for subject in ("11", "21", "31"):
        found = fit(corpus, 3, n_subjects=9, seed_words={"Own": [f"part{subject}x{i}" for i in range(5)]}).themes
        assert found.labels == [*found.labels[:3], "Own"]
        is_own = (corpus.articles["label"] == f"{subject[0]}.{subject[1]}").to_numpy()
        np.testing.assert_array_equal(found.topic, np.where(is_own, "4", plain.topic))
    # One that is a whole theme has its number.
    whole = fit(corpus, 3, n_subjects=9, seed_words={"Whole": [f"theme2x{i}" for i in range(5)]}).themes
    np.testing.assert_array_equal(whole.topic, plain.topic)
