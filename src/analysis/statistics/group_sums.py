"""Rows of groups of duplicates and sources: those of two sources, their sums, and their sources shuffled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from analysis.counts import GroupCounts
from analysis.counts.cell_counts import add_rows
from analysis.statistics.permutation import blocks_of_groups, shuffle_labels, swap_with_singletons


def two_sources(rows: GroupCounts, first: int, second: int) -> GroupCounts:
    """Take the rows of two sources and number these 0 and 1."""
    chosen = np.isin(rows.source, (first, second))
    number = (rows.source[chosen] == second).astype(np.int64)
    return GroupCounts(rows.group[chosen], number, rows.counts[chosen], rows.words[chosen])


def sum_uses(rows: GroupCounts, source: np.ndarray, n_sources: int) -> tuple[np.ndarray, np.ndarray]:
    """Sum uses, (n_sources, n_terms), and all words, (n_sources, 1), over sources given by number for each row."""
    member = add_rows(source, n_sources)
    return (member @ rows.counts).toarray().astype(float), member @ rows.words[:, None].astype(float)


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
