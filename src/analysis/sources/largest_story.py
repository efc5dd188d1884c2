"""What is left of a source, or of all others, without one story."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from scipy import sparse

from analysis.counts import GroupCounts
from analysis.sources.permute import Side, Sums

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
