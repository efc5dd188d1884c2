"""Sums over each source and over all others, as labelled, with shuffled labels, and without one group of duplicates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import numpy as np
from scipy import sparse

from analysis.counts import GroupCounts
from analysis.statistics.permutation import blocks_of_groups, shuffle_labels, swap_with_singletons

# An array, or a sparse matrix of the same shape.
Counts: TypeAlias = Any
# Cells of a table of rows and terms that may be held with its zeros (16 MB).
_MAX_DENSE = 2_000_000


@dataclass(frozen=True)
class Side:
    """Sums over groups of duplicates, for each source; (n_sources, n_terms) or (n_sources, 1).

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


def select_rows(rows: GroupCounts, chosen: np.ndarray) -> GroupCounts:
    """Take some of the rows, given as flags."""
    return GroupCounts(rows.group[chosen], rows.source[chosen], rows.counts[chosen], rows.words[chosen])


def first_groups(rows: GroupCounts, limit: int) -> GroupCounts:
    """Take the first groups of duplicates: their order is that of their content hash, so these are as good as drawn."""
    known = np.unique(rows.group)
    return rows if len(known) <= limit else select_rows(rows, rows.group <= known[limit - 1])


def two_sources(rows: GroupCounts, first: int, second: int) -> GroupCounts:
    """Take the rows of two sources and number these 0 and 1."""
    chosen = select_rows(rows, np.isin(rows.source, (first, second)))
    return replace(chosen, source=(chosen.source == second).astype(np.int64))


def sum_uses(rows: GroupCounts, source: np.ndarray, n_sources: int) -> tuple[np.ndarray, np.ndarray]:
    """Sum uses, (n_sources, n_terms), and all words, (n_sources, 1), over sources given by number for each row."""
    member = _members(source, n_sources)
    return (member @ rows.counts).toarray(), member @ rows.words[:, None].astype(float)


def sum_sources(rows: GroupCounts, n_sources: int) -> Sums:
    """Sum group x source rows over sources.

    A story that several other sources printed is one group ``there``, with the words of all its printings.
    """
    words = rows.words.astype(float)
    uses: Counts = rows.counts.astype(float)
    _, group, size = np.unique(rows.group, return_inverse=True, return_counts=True)
    member, by_group = _members(rows.source, n_sources), _members(group, len(size))
    if rows.counts.shape[0] * rows.counts.shape[1] <= _MAX_DENSE:
        # All are whole numbers, so the sums are exact either way; of few terms this one is much faster.
        uses = uses.toarray()
    whole, whole_words = by_group @ uses, by_group @ words
    here, total = _sums(member, uses, words), _sums(np.ones((1, len(size))), whole, whole_words)
    if len(size) == len(group):
        return Sums(here, Side(*(getattr(total, part) - getattr(here, part) for part in vars(here))))
    # A source takes its part y out of a group's total t: the square loses 2ty - y^2, and so the product.
    all_uses, all_words = whole[group], whole_words[group]
    there = Side(
        total.uses - here.uses,
        total.words - here.words,
        total.uses2 - (2 * _dense(member @ _product(all_uses, uses)) - here.uses2),
        total.cross - (_dense(member @ (_scaled(all_uses, words) + _scaled(uses, all_words))) - here.cross),
        total.words2 - (2 * (member @ (all_words * words)[:, None]) - here.words2),
        total.groups - member @ (size[group] == 1).astype(float)[:, None],
    )
    return Sums(here, there)


def shuffled_sources(rows: GroupCounts, seed: int, permutations: Iterable[int]) -> Iterator[np.ndarray]:
    """Shuffle the sources of group x source rows; shuffle number 7 is the same, whatever others are made.

    Yields
    ------
    ndarray of int, (n_rows,)
        The source of each row. Each source keeps its number of rows; a group that several sources hold swaps its
        whole set of labels with a group that as many hold, then single ones with groups of one source.
    """
    blocks = blocks_of_groups(rows.group)
    for permutation in permutations:
        generator = np.random.default_rng([seed, permutation])
        # Or the stories that one source takes over from another would stay theirs in every shuffle.
        yield swap_with_singletons(shuffle_labels(rows.source, blocks, generator), blocks, generator)


def leave_one_group_out(rows: GroupCounts, sums: Sums) -> tuple[list[Sums], list[Sums]]:
    """Take one group of duplicates out of one side: the one with most uses of a term, or the longest.

    Parameters
    ----------
    rows : GroupCounts
        One row per group of duplicates x source.
    sums : Sums
        Of the same rows.

    Returns
    -------
    lower, upper : list of Sums
        What may lower log odds: each source without its group with most uses of each term, and all others without their
        longest group, which makes their other words look rare; what may raise them: the same of the other side. Of
        equal groups the first in the order of rows. Sums of words are (n_sources, n_terms) on the side that lost one.
    """
    sources = [rows.source == source for source in range(len(sums.here.words))]
    here = np.array([_extreme_groups(select_rows(rows, own)) for own in sources])
    there = np.array([_extreme_groups(_whole_groups(select_rows(rows, ~own))) for own in sources])
    most, longest = 0, 1
    lower = (_without(sums.here, here[:, most]), _without(sums.there, there[:, longest]))
    upper = (_without(sums.there, there[:, most]), _without(sums.here, here[:, longest]))
    return (
        [replace(sums, here=lower[0]), replace(sums, there=lower[1])],
        [replace(sums, there=upper[0]), replace(sums, here=upper[1])],
    )


def _members(number: np.ndarray, n: int) -> sparse.csr_matrix:
    """Make the matrix that sums rows by their number, (n, n_rows)."""
    return sparse.csr_matrix((np.ones(len(number)), (number, np.arange(len(number)))), shape=(n, len(number)))


def _sums(member: Counts, uses: Counts, words: np.ndarray) -> Side:
    return Side(
        _dense(member @ uses),
        member @ words[:, None],
        _dense(member @ _product(uses, uses)),
        _dense(member @ _scaled(uses, words)),
        member @ (words**2)[:, None],
        member @ np.ones((len(words), 1)),
    )


def _dense(counts: Counts) -> np.ndarray:
    return counts if isinstance(counts, np.ndarray) else np.asarray(counts.toarray())


def _product(left: Counts, right: Counts) -> Counts:
    return left * right if isinstance(left, np.ndarray) else left.multiply(right)


def _scaled(rows: Counts, factor: np.ndarray) -> Counts:
    return rows * factor[:, None] if isinstance(rows, np.ndarray) else sparse.csr_matrix(sparse.diags(factor) @ rows)


def _whole_groups(rows: GroupCounts) -> GroupCounts:
    """Add up the rows of each group, whatever their source."""
    known, group = np.unique(rows.group, return_inverse=True)
    if len(known) == len(group):
        return rows
    by_group = _members(group, len(known))
    return GroupCounts(known, np.zeros_like(known), sparse.csr_matrix(by_group @ rows.counts), by_group @ rows.words)


def _extreme_groups(rows: GroupCounts) -> np.ndarray:
    """Give uses and all words of the row with most uses of each term, and of the longest row: (2, 2, n_terms).

    Of equal rows the first; 0 for a term without uses, and without rows.
    """
    found = np.zeros((2, 2, rows.counts.shape[1]))
    if not len(rows.words):
        return found
    columns = rows.counts.tocsc()
    columns.sort_indices()
    held = np.diff(columns.indptr)
    used = np.flatnonzero(held)
    uses, words = found[0]
    if len(used):
        uses[used] = np.maximum.reduceat(columns.data, columns.indptr[:-1][used])
        term = np.repeat(np.arange(len(held)), held)
        most = np.flatnonzero(columns.data == uses[term])
        _, first = np.unique(term[most], return_index=True)
        words[used] = rows.words[columns.indices[most[first]]]
    longest = int(np.argmax(rows.words))
    found[1, 0], found[1, 1] = rows.counts[[longest]].toarray(), rows.words[longest]
    return found


def _without(side: Side, removed: np.ndarray) -> Side:
    """Take one group out of each source, (n_sources, 2, n_terms): uses and words for each term."""
    uses, words = removed[:, 0], removed[:, 1]
    return Side(
        side.uses - uses,
        side.words - words,
        side.uses2 - uses**2,
        side.cross - uses * words,
        side.words2 - words**2,
        side.groups - (words > 0),
    )
