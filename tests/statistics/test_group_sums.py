"""Rows of groups and sources: their sums, and their sources shuffled."""

from __future__ import annotations

from collections import Counter

import numpy as np
from scipy import sparse
from zipf import group_counts, split_in_two

from analysis.counts import GroupCounts
from analysis.statistics.group_sums import shuffled_sources, sum_uses, two_sources

# Three groups; the first stands in both sources.
ROWS = GroupCounts(
    group=np.array([0, 0, 1, 2]),
    source=np.array([0, 1, 0, 1]),
    counts=sparse.csr_matrix(np.array([[1, 0], [2, 0], [3, 1], [0, 4]])),
    words=np.array([10, 20, 30, 40]),
)


def test_sums_by_hand() -> None:
    uses, words = sum_uses(ROWS, ROWS.source, 3)
    assert uses.tolist() == [[4, 1], [2, 4], [0, 0]]
    assert words.tolist() == [[40], [60], [0]]


def test_two_sources_are_numbered_anew() -> None:
    rows = two_sources(ROWS, 1, 0)
    assert rows.source.tolist() == [1, 0, 1, 0]
    assert rows.words.tolist() == [10, 20, 30, 40]


def test_a_shuffle_is_the_same_whatever_others_are_made() -> None:
    uses, words, source = split_in_two(np.random.default_rng(1), 40)
    rows = group_counts(uses, words, source)
    every = list(shuffled_sources(rows, 3, range(9)))
    (seventh,) = shuffled_sources(rows, 3, [7])
    assert seventh.tolist() == every[7].tolist()
    (other,) = shuffled_sources(rows, 4, [7])
    assert seventh.tolist() != other.tolist()
    assert all(np.bincount(labels).tolist() == np.bincount(source).tolist() for labels in every)


def test_every_split_is_equally_likely() -> None:
    rows = group_counts(np.zeros((4, 1)), np.array([1, 10, 100, 1000]), np.array([0, 0, 1, 1]))
    seen = Counter(int(rows.words[labels == 0].sum()) for labels in shuffled_sources(rows, 0, range(1200)))
    # Six pairs of four, 200 of 1,200 each with a standard error of 13.
    assert sorted(seen) == [11, 101, 110, 1001, 1010, 1100]
    assert all(150 < n < 250 for n in seen.values())


def test_a_group_in_several_sources_moves_as_a_block() -> None:
    # Group 0 stands in sources 1 and 2, group 1 in 0 and 1; groups 2 to 4 in one each.
    group, source = np.array([0, 0, 1, 1, 2, 3, 4]), np.array([1, 2, 0, 1, 0, 1, 2])
    rows = GroupCounts(group, source, sparse.csr_matrix(np.zeros((7, 1))), np.full(7, 10))
    shuffled = list(shuffled_sources(rows, 0, range(60)))
    assert len({tuple(labels) for labels in shuffled}) > 4
    for labels in shuffled:
        assert np.bincount(labels).tolist() == [2, 3, 2]
        assert labels[0] != labels[1]
        assert labels[2] != labels[3]
