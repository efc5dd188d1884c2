"""What is left of a source, term by term, without the story that uses the term most."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from scipy import sparse

from analysis.counts import GroupCounts
from analysis.sources.permute import Side, Sums


def without_largest(rows: GroupCounts, sums: Sums) -> tuple[Sums, Sums]:
    """Take the group of copies with most uses of a term out of either side.

    Parameters
    ----------
    rows : GroupCounts
        One row per group of copies x source.
    sums : Sums
        Of the same rows.

    Returns
    -------
    here, there : Sums
        ``here``: each source without its own largest group of each term; ``there``: all others without theirs. Of
        equal groups the first in the order of rows. Sums of words are (n_sources, n_terms) on the side that lost one.
    """
    n_sources = len(sums.here.words)
    here, there = [], []
    for source in range(n_sources):
        own = rows.source == source
        here.append(_largest(rows.counts[own], rows.words[own]))
        there.append(_largest(*_whole_groups(rows, ~own)))
    return replace(sums, here=_less(sums.here, here)), replace(sums, there=_less(sums.there, there))


def _whole_groups(rows: GroupCounts, chosen: np.ndarray) -> tuple[sparse.csr_matrix, np.ndarray]:
    """Add up what chosen rows hold of each group."""
    known, group = np.unique(rows.group[chosen], return_inverse=True)
    if len(known) == len(group):
        return rows.counts[chosen], rows.words[chosen]
    member = sparse.csr_matrix((np.ones(len(group)), (group, np.arange(len(group)))), shape=(len(known), len(group)))
    return sparse.csr_matrix(member @ rows.counts[chosen]), member @ rows.words[chosen]


def _largest(counts: sparse.csr_matrix, words: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
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


def _less(side: Side, largest: list[tuple[np.ndarray, np.ndarray]]) -> Side:
    uses, words = (np.array(part) for part in zip(*largest, strict=True))
    return Side(
        side.uses - uses,
        side.words - words,
        side.uses2 - uses**2,
        side.cross - uses * words,
        side.words2 - words**2,
        side.groups - (words > 0),
    )
