"""Sums by source, as labelled and as shuffled."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
from scipy import sparse
from zipf import group_counts, split_in_two, zipf_texts

from analysis.counts import GroupCounts
from analysis.statistics.group_sums import Side, Sums, first_groups, shuffled_sources, sum_sources, sum_uses

# Three groups; the first stands in both sources.
ROWS = GroupCounts(
    group=np.array([0, 0, 1, 2]),
    source=np.array([0, 1, 0, 1]),
    counts=sparse.csr_matrix(np.array([[1, 0], [2, 0], [3, 1], [0, 4]])),
    words=np.array([10, 20, 30, 40]),
)


def permuted_sums(rows: GroupCounts, n_sources: int, seed: int, permutations: int) -> list[Sums]:
    return [
        sum_sources(replace(rows, source=source), n_sources)
        for source in shuffled_sources(rows, seed, range(permutations))
    ]


def as_dict(sums: Side) -> dict[str, list[list[float]]]:
    return {name: part.tolist() for name, part in vars(sums).items()}


def test_sums_by_hand() -> None:
    sums = sum_sources(ROWS, 2)
    assert as_dict(sums.here) == {
        "uses": [[4, 1], [2, 4]],
        "words": [[40], [60]],
        "uses2": [[1 + 9, 1], [4, 16]],
        "cross": [[10 + 90, 30], [40, 160]],
        "words2": [[100 + 900], [400 + 1600]],
        "groups": [[2], [2]],
    }
    assert as_dict(sums.there) == {name: part[::-1] for name, part in as_dict(sums.here).items()}


def test_others_are_all_sources_but_each() -> None:
    rng = np.random.default_rng(0)
    uses, words = zipf_texts(rng, 30)
    source = np.arange(30) % 3
    others = sum_sources(group_counts(uses, words, source), 3).there
    for s in range(3):
        assert others.uses[s].tolist() == uses[source != s].sum(axis=0).tolist()
        assert others.words2[s, 0] == (words[source != s] ** 2).sum()
        assert others.groups[s, 0] == 20


def test_a_source_without_rows_sums_to_nothing() -> None:
    sums = sum_sources(ROWS, 3)
    assert not sums.here.uses[2].any()
    assert sums.here.groups.ravel().tolist() == [2, 2, 0]


def test_shuffles_keep_the_rows_of_each_source_and_all_sums() -> None:
    uses, words, _ = split_in_two(np.random.default_rng(1), 40)
    rows = group_counts(uses, words, np.repeat([0, 1, 2], [5, 15, 20]))
    observed = sum_sources(rows, 3)
    shuffled = list(permuted_sums(rows, 3, seed=0, permutations=20))
    assert len(shuffled) == 20
    for sums in shuffled:
        assert sums.here.groups.ravel().tolist() == [5, 15, 20]
        for name in ("uses", "words", "uses2", "cross", "words2"):
            assert getattr(sums.here, name).sum(axis=0).tolist() == getattr(observed.here, name).sum(axis=0).tolist()
    # The first is no copy of what was observed, and no shuffle comes twice.
    assert len({sums.here.words.tobytes() for sums in (observed, *shuffled)}) == 21


def test_a_seed_gives_the_same_shuffles_and_another_others() -> None:
    uses, words, source = split_in_two(np.random.default_rng(1), 40)
    rows = group_counts(uses, words, source)
    first, again, other = (
        [sums.here.words.tolist() for sums in permuted_sums(rows, 2, seed, permutations=5)] for seed in (3, 3, 4)
    )
    assert first == again
    assert all(a != b for a, b in zip(first, other, strict=True))


def test_every_split_is_equally_likely() -> None:
    rows = group_counts(np.zeros((4, 1)), np.array([1, 10, 100, 1000]), np.array([0, 0, 1, 1]))
    seen = Counter(int(sums.here.words[0, 0]) for sums in permuted_sums(rows, 2, seed=0, permutations=1200))
    # Six pairs of four, 200 of 1,200 each with a standard error of 13.
    assert sorted(seen) == [11, 101, 110, 1001, 1010, 1100]
    assert all(150 < n < 250 for n in seen.values())


def test_a_group_in_several_sources_is_one_there_and_moves_as_a_block() -> None:
    # Group 0 stands in sources 1 and 2, group 1 in 0 and 1; groups 2 to 4 in one each.
    group, source = np.array([0, 0, 1, 1, 2, 3, 4]), np.array([1, 2, 0, 1, 0, 1, 2])
    uses, words = np.array([[3], [4], [1], [2], [5], [6], [7]]), np.array([10, 20, 30, 40, 50, 60, 70])
    rows = GroupCounts(group, source, sparse.csr_matrix(uses), words)
    there = sum_sources(rows, 3).there
    # Not in source 0: group 0 with 3 + 4 uses in 30 words, group 1 with 2 in 40, group 3 with 6, group 4 with 7.
    assert there.uses2[0, 0] == 7**2 + 2**2 + 6**2 + 7**2
    assert there.cross[0, 0] == 7 * 30 + 2 * 40 + 6 * 60 + 7 * 70
    assert there.words2[0, 0] == 30**2 + 40**2 + 60**2 + 70**2
    assert there.groups.ravel().tolist() == [4, 4, 4]
    # Of each pair a source holds one row at most: 3 or 4 uses or none, and 1 or 20 or none.
    pairs = GroupCounts(group, source, sparse.csr_matrix(np.array([[3], [4], [1], [20], [0], [0], [0]])), words)
    shuffled = list(permuted_sums(pairs, 3, seed=0, permutations=60))
    assert {sums.here.uses[1, 0] for sums in shuffled} <= {a + b for a in (0, 3, 4) for b in (0, 1, 20)}
    assert len({sums.here.uses[1, 0] for sums in shuffled}) > 4
    assert all(sums.here.groups.ravel().tolist() == [2, 3, 2] for sums in shuffled)


def test_uses_alone_are_those_of_all_sums() -> None:
    uses, words = sum_uses(ROWS, ROWS.source, 2)
    assert uses.tolist() == sum_sources(ROWS, 2).here.uses.tolist() == [[4, 1], [2, 4]]
    assert words.tolist() == [[40], [60]]


def test_the_first_groups_are_whole() -> None:
    assert first_groups(ROWS, 3) is ROWS
    assert first_groups(ROWS, 1).group.tolist() == [0, 0]
    assert first_groups(ROWS, 2).words.tolist() == [10, 20, 30]


def test_a_shuffle_is_the_same_whatever_others_are_made() -> None:
    uses, words, source = split_in_two(np.random.default_rng(1), 40)
    rows = group_counts(uses, words, source)
    every = list(shuffled_sources(rows, 3, range(9)))
    (seventh,) = shuffled_sources(rows, 3, [7])
    assert seventh.tolist() == every[7].tolist()
