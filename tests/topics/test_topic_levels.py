"""Two levels: nested whatever they were fitted as, and topics that come back."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.topics.model.number_of_topics import _is_past_subjects
from analysis.topics.model.reliability import Half, reliability
from analysis.topics.model.topic_levels import Leaves, drop_unreliable, join_levels, join_small, undivide


@pytest.mark.parametrize("seed", range(5))
def test_levels_are_nested(seed: int) -> None:
    generator = np.random.default_rng(seed)
    themes, subjects = (np.unique(generator.integers(0, n, 300), return_inverse=True)[1] for n in (6, 4 + 8 * seed))
    leaves = join_levels(themes, subjects)
    # Every theme has texts, no leaf is of two themes, and every subject is where most of its texts are.
    assert sorted(set(leaves.themes)) == list(range(themes.max() + 1))
    for leaf in range(len(leaves.theme)):
        own = leaves.group == leaf
        assert set(leaves.themes[own]) <= {leaves.theme[leaf]}
        if leaves.is_subject[leaf]:
            assert leaves.theme[leaf] == np.bincount(themes[subjects == leaf], minlength=6).argmax()
    # A theme to which no subject falls keeps its texts.
    for theme in set(range(6)) - set(leaves.theme[leaves.is_subject]):
        np.testing.assert_array_equal(leaves.themes == theme, themes == theme)


def test_without_subjects_themes_are_not_divided() -> None:
    leaves = join_levels(np.array([1, 0, 1]), None)
    assert leaves.themes.tolist() == [1, 0, 1]
    assert not leaves.is_subject.any()


def test_subjects_that_are_unreliable_small_or_all_of_a_theme_are_none() -> None:
    # The first theme has a reliable subject, an unreliable one and one of nine texts; the second one of 15 of 20 texts.
    sizes = [20, 20, 9, 15, 5]
    group, theme = np.repeat(np.arange(5), sizes), np.array([0, 0, 0, 1, 1])
    leaves = Leaves(group, theme, np.array([True, True, True, True, False]))
    found = drop_unreliable(leaves, np.array([0.5, 0.49, 0.9, 0.9, 0]))
    assert found.is_subject.tolist() == [True, False, False, True, False]
    found = undivide(found)
    assert found.is_subject.tolist() == [True, False, False, False, False]
    np.testing.assert_array_equal(found.themes, leaves.themes)


def test_groups_of_fewer_than_ten_are_joined() -> None:
    angle = np.radians(np.repeat([0, 30, 90], [20, 9, 20]))
    points = np.column_stack([np.cos(angle), np.sin(angle)])
    group = np.repeat([0, 1, 2], [20, 9, 20])
    # Under ten texts in all: to the nearest.
    assert join_small(points, group).tolist() == np.repeat([0, 0, 2], [20, 9, 20]).tolist()
    # Ten and more are one group of their own.
    small = np.repeat([0, 1, 2, 3], [20, 9, 17, 3])
    assert join_small(points, small).tolist() == np.repeat([0, 1, 2, 1], [20, 9, 17, 3]).tolist()
    # Where all are small, they stay.
    assert join_small(points[15:29], group[15:29]).tolist() == group[15:29].tolist()


def halves_of(groups: list[np.ndarray], number: int, seed: int = 0) -> list[Half]:
    """Cut texts in two at random, with the groups given as those found in each half."""
    generator = np.random.default_rng(seed)
    return [Half(generator.permutation(len(group)) < len(group) // 2, {number: group}) for group in groups]


def test_topics_found_again_are_reliable_whatever_their_numbers_and_those_of_chance_are_not() -> None:
    generator = np.random.default_rng(1)
    group = np.repeat(np.arange(5), [400, 200, 100, 50, 50])
    again = halves_of([(group + shift) % 5 for shift in range(8)], 5)
    assert reliability(group, 5, again).tolist() == [1.0] * 5
    by_chance = halves_of([generator.permutation(group) for _ in range(8)], 5)
    assert np.abs(reliability(group, 5, by_chance)).max() < 0.06


def test_reliability_by_hand() -> None:
    # One half, of the first eight texts; topic 1 there is that of texts 2-3 and 7, of which the other half has 8-11.
    group = np.array([0, 0, 1, 1, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0, 0])
    found = np.array([0, 0, 1, 1, 0, 0, 0, 1, 1, 1, 0, 1, 0, 0, 0, 0])
    half = Half(np.arange(16) < 8, {2: found})
    # Of topic 1, three texts in the other half, as of its partner; two shared, four in either: J = 1/2. By chance
    # 3 x 3 / 8 would be shared: E = 1.125 / (6 - 1.125).
    expected = 1.125 / 4.875
    assert reliability(group, 2, [half])[1] == pytest.approx((0.5 - expected) / (1 - expected), rel=1e-5)


def test_a_topic_of_nearly_everything_or_without_texts_is_not_reliable_by_that() -> None:
    group = np.repeat([0, 2], [99, 1])
    found = reliability(group, 3, halves_of([np.zeros(100, dtype=int)] * 4, 3))
    assert found[1] == 0
    assert found[0] < 0.3


def test_the_search_for_subjects_ends_after_two_numbers_in_a_row_that_are_too_many() -> None:
    def row(n_topics: int, reliable: int, share: float = 0.9) -> dict[str, float]:
        return {"n_topics": n_topics, "topics": n_topics, "reliable": reliable, "reliable_share": share}

    assert not _is_past_subjects([])
    assert not _is_past_subjects([row(10, 0), row(12, 0), row(14, 7)]), "themes may be as many"
    assert not _is_past_subjects([row(14, 7), row(16, 9), row(20, 10)])
    assert _is_past_subjects([row(14, 8), row(16, 8), row(20, 15, 0.6)])
