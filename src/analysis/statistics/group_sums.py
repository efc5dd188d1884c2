"""Sums over each source and over all others, under the labels as they are and under shuffled labels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse

from analysis.counts import GroupCounts
from analysis.statistics.permutation import blocks_of_groups, shuffle_labels, swap_with_singletons

PERMUTATIONS = 999
# Groups of copies whose labels are shuffled to find a critical value; more would not move it.
MOST_GROUPS = 4_000


@dataclass(frozen=True)
class Side:
    """Sums over groups of copies, for each source; (n_sources, n_terms) or (n_sources, 1).

    ``uses``, ``words``; ``uses2``, ``cross``, ``words2`` are the sums of squares and products over groups that
    grouped errors are made of; ``groups`` counts them.
    """

    uses: np.ndarray
    words: np.ndarray
    uses2: np.ndarray
    cross: np.ndarray
    words2: np.ndarray
    groups: np.ndarray


@dataclass(frozen=True)
class Sums:
    """Sums over what each source holds (``here``) and over what all others hold (``there``)."""

    here: Side
    there: Side


def two_sides(rows: GroupCounts, chosen: np.ndarray, second: np.ndarray) -> GroupCounts:
    """Take the rows chosen as two sources, those flagged as ``second`` as source 1, the others as source 0."""
    return GroupCounts(rows.group[chosen], second[chosen].astype(np.int64), rows.counts[chosen], rows.words[chosen])


def sum_sources(rows: GroupCounts, n_sources: int) -> Sums:
    """Sum group x source rows over sources.

    Parameters
    ----------
    rows : GroupCounts
        One row per group of copies x source.
    n_sources : int
        Number of sources.

    Returns
    -------
    Sums
        A story that several other sources printed is one group ``there``, with the words of all its printings.
    """
    return _Stack(rows).sums(rows.source, n_sources)


def sum_uses(rows: GroupCounts, source: np.ndarray, n_sources: int) -> tuple[np.ndarray, np.ndarray]:
    """Sum uses, (n_sources, n_terms), and all words, (n_sources, 1), over sources given by number for each row."""
    at = np.arange(len(source))
    member = sparse.csr_matrix((np.ones(len(source)), (source, at)), shape=(n_sources, len(source)))
    return (member @ rows.counts).toarray(), member @ rows.words[:, None].astype(float)


def first_groups(rows: GroupCounts, most: int) -> GroupCounts:
    """Take the first groups of copies: they stand in the order of their content hash, so these are as good as drawn."""
    known = np.unique(rows.group)
    if len(known) <= most:
        return rows
    keep = rows.group <= known[most - 1]
    return GroupCounts(rows.group[keep], rows.source[keep], rows.counts[keep], rows.words[keep])


def shuffled_sources(rows: GroupCounts, seed: int, permutations: Iterable[int]) -> Iterator[np.ndarray]:
    """Shuffle the sources of group x source rows.

    Parameters
    ----------
    rows : GroupCounts
        One row per group of copies x source: 25 reprints of a story move as one.
    seed : int
        Of the shuffles.
    permutations : iterable of int
        Which: shuffle number 7 is the same, whatever others are made.

    Yields
    ------
    ndarray of int, (n_rows,)
        The source of each row. Each source keeps its number of rows; a group that stands in several sources trades its
        whole set of labels with a group in as many, then single ones with groups in one source.
    """
    blocks = blocks_of_groups(rows.group)
    for permutation in permutations:
        generator = np.random.default_rng([seed, permutation])
        # Or the stories that one source takes over from another would stay theirs in every shuffle.
        yield swap_with_singletons(shuffle_labels(rows.source, blocks, generator), blocks, generator)


class _Stack:
    """Everything that is summed over rows, side by side, so that one product sums it all.

    What all others hold of a group is the group's total less the source's own part y: its square is
    total^2 - (2 total y - y^2), so the sums ``there`` come from sums over the rows ``here``.
    """

    def __init__(self, rows: GroupCounts) -> None:
        uses, words = rows.counts.astype(float), rows.words.astype(float)
        _, group, size = np.unique(rows.group, return_inverse=True, return_counts=True)
        self.only = (size[group] == 1).astype(float)
        member = sparse.csr_matrix((np.ones(len(group)), (group, np.arange(len(group)))))
        whole, whole_words = sparse.csr_matrix(member @ uses), member @ words
        squares, crosses = _times(uses, uses), _scaled(uses, words)
        blocks = [uses, squares, crosses]
        if not self.only.all():
            all_uses, all_words = whole[group], whole_words[group]
            blocks.append(2 * _times(all_uses, uses) - squares)
            blocks.append(_scaled(all_uses, words) + _scaled(uses, all_words) - crosses)
        self.matrix = sparse.hstack(blocks, format="csr")
        self.words = np.column_stack([words, words**2, 2 * whole_words[group] * words - words**2])
        self.total = Side(
            np.asarray(whole.sum(axis=0)),
            np.array([[words.sum()]]),
            np.asarray(_times(whole, whole).sum(axis=0)),
            np.asarray(_scaled(whole, whole_words).sum(axis=0)),
            np.array([[(whole_words**2).sum()]]),
            np.array([[float(len(size))]]),
        )

    def sums(self, source: np.ndarray, n_sources: int) -> Sums:
        rows = np.arange(len(source))
        member = sparse.csr_matrix((np.ones(len(source)), (source, rows)), shape=(n_sources, len(source)))
        n_blocks = self.matrix.shape[1] // max(self.total.uses.shape[1], 1)
        uses, uses2, cross, *shared = np.split((member @ self.matrix).toarray(), n_blocks, axis=1)
        shared_uses2, shared_cross = shared or (uses2, cross)
        words, words2, shared_words2 = np.split(member @ self.words, 3, axis=1)
        groups, only = np.split(member @ np.column_stack([np.ones(len(source)), self.only]), 2, axis=1)
        total = self.total
        there = Side(
            total.uses - uses,
            total.words - words,
            total.uses2 - shared_uses2,
            total.cross - shared_cross,
            total.words2 - shared_words2,
            total.groups - only,
        )
        return Sums(Side(uses, words, uses2, cross, words2, groups), there)


def _times(left: sparse.csr_matrix, right: sparse.csr_matrix) -> sparse.csr_matrix:
    return sparse.csr_matrix(left.multiply(right))


def _scaled(rows: sparse.csr_matrix, factor: np.ndarray) -> sparse.csr_matrix:
    return sparse.csr_matrix(sparse.diags_array(factor) @ rows)


# Uses and words of one group for each term, source by source.
Largest = list[tuple[np.ndarray, np.ndarray]]


def without_one_story(rows: GroupCounts, sums: Sums) -> tuple[list[Sums], list[Sums]]:
    """Take one group of copies out of one side: the one with most uses of a term, or the longest.

    Parameters
    ----------
    rows : GroupCounts
        One row per group of copies x source.
    sums : Sums
        Of the same rows.

    Returns
    -------
    lower, upper : list of Sums
        What may lower log odds: each source without its group with most uses of each term, and all others without their
        longest group, which makes their other words look rare; what may raise them: the same of the other side. Of
        equal groups the first in the order of rows. Sums of words are (n_sources, n_terms) on the side that lost one.
    """
    parts: dict[str, tuple[Largest, Largest]] = {side: ([], []) for side in ("here", "there")}
    for source in range(len(sums.here.words)):
        own = rows.source == source
        for side, held in (("here", (rows.counts[own], rows.words[own])), ("there", _whole_groups(rows, ~own))):
            for found, largest in zip(parts[side], (_most_uses, _longest), strict=True):
                found.append(largest(*held))
    (most_here, long_here), (most_there, long_there) = parts["here"], parts["there"]
    return (
        [replace(sums, here=_less(sums.here, most_here)), replace(sums, there=_less(sums.there, long_there))],
        [replace(sums, there=_less(sums.there, most_there)), replace(sums, here=_less(sums.here, long_here))],
    )


def _whole_groups(rows: GroupCounts, chosen: np.ndarray) -> tuple[sparse.csr_matrix, np.ndarray]:
    """Add up what chosen rows hold of each group."""
    known, group = np.unique(rows.group[chosen], return_inverse=True)
    if len(known) == len(group):
        return rows.counts[chosen], rows.words[chosen]
    member = sparse.csr_matrix((np.ones(len(group)), (group, np.arange(len(group)))), shape=(len(known), len(group)))
    return sparse.csr_matrix(member @ rows.counts[chosen]), member @ rows.words[chosen]


def _most_uses(counts: sparse.csr_matrix, words: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Give the uses and all words of the row with most uses of each term; 0 where there is none."""
    columns = counts.tocsc()
    columns.sort_indices()
    uses, total = np.zeros(columns.shape[1]), np.zeros(columns.shape[1])
    held = np.diff(columns.indptr)
    used = np.flatnonzero(held)
    if len(used):
        uses[used] = np.maximum.reduceat(columns.data, columns.indptr[:-1][used])
        term = np.repeat(np.arange(len(held)), held)
        most = np.flatnonzero(columns.data == uses[term])
        _, first = np.unique(term[most], return_index=True)
        total[used] = words[columns.indices[most[first]]]
    return uses, total


def _longest(counts: sparse.csr_matrix, words: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Give the uses of each term in the longest row, and its words for each term."""
    if not len(words):
        return np.zeros(counts.shape[1]), np.zeros(counts.shape[1])
    longest = int(np.argmax(words))
    return counts[[longest]].toarray().ravel(), np.full(counts.shape[1], float(words[longest]))


def _less(side: Side, largest: Largest) -> Side:
    uses, words = (np.array(part) for part in zip(*largest, strict=True))
    return Side(
        side.uses - uses,
        side.words - words,
        side.uses2 - uses**2,
        side.cross - uses * words,
        side.words2 - words**2,
        side.groups - (words > 0),
    )
