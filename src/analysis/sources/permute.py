"""Sums over sources under the labels as they are and under shuffled labels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from analysis.counts import GroupCounts

PERMUTATIONS = 999


@dataclass(frozen=True)
class Sums:
    """Sums over the rows of each source, and over those of all others; (n_sources, n_terms) or (n_sources, 1).

    ``uses``, ``words``; ``uses2``, ``cross``, ``words2`` are the sums of squares and products over groups that
    grouped errors are made of; ``groups`` counts them.
    """

    uses: np.ndarray
    words: np.ndarray
    uses2: np.ndarray
    cross: np.ndarray
    words2: np.ndarray
    groups: np.ndarray

    def others(self) -> Sums:
        """Sum the same over all sources but each."""
        return Sums(*(part.sum(axis=0, keepdims=True) - part for part in
                      (self.uses, self.words, self.uses2, self.cross, self.words2, self.groups)))  # fmt: skip


def sum_sources(rows: GroupCounts, n_sources: int, source: np.ndarray | None = None) -> Sums:
    """Sum group x source rows over sources.

    Parameters
    ----------
    rows : GroupCounts
        One row per group of copies x source.
    n_sources : int
        Number of sources.
    source : ndarray of int, optional
        Other labels than the rows' own.

    Returns
    -------
    Sums
        A group that stands in several sources is one row in each.
    """
    return _Stack(rows).sums(rows.source if source is None else source, n_sources)


def permuted_sums(rows: GroupCounts, n_sources: int, seed: int, permutations: int = PERMUTATIONS) -> Iterator[Sums]:
    """Sum under shuffled labels.

    Parameters
    ----------
    rows : GroupCounts
        One row per group of copies x source: 25 reprints of a story move as one.
    n_sources : int
        Number of sources.
    seed : int
        Of the shuffles.
    permutations : int
        How many.

    Yields
    ------
    Sums
        Each source keeps its number of rows.
    """
    stack = _Stack(rows)
    for permutation in range(permutations):
        yield stack.sums(np.random.default_rng([seed, permutation]).permutation(rows.source), n_sources)


class _Stack:
    """Uses, their squares and their products with words side by side, so that one product sums all three."""

    def __init__(self, rows: GroupCounts) -> None:
        uses = rows.counts.astype(float)
        self.n_terms = uses.shape[1]
        scaled = sparse.csr_matrix(sparse.diags_array(rows.words.astype(float)) @ uses)
        self.matrix = sparse.hstack([uses, uses.multiply(uses), scaled], format="csr")
        self.words = rows.words.astype(float)

    def sums(self, source: np.ndarray, n_sources: int) -> Sums:
        member = sparse.csr_matrix(
            (np.ones(len(source)), (source, np.arange(len(source)))), shape=(n_sources, len(source))
        )
        uses, uses2, cross = np.split((member @ self.matrix).toarray(), 3, axis=1)
        words, words2 = member @ self.words, member @ self.words**2
        return Sums(
            uses,
            words[:, None],
            uses2,
            cross,
            words2[:, None],
            np.bincount(source, minlength=n_sources)[:, None].astype(float),
        )
