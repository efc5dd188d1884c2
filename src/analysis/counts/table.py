"""Integer counts of terms in cells, that add up whatever the order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse


@dataclass(frozen=True)
class Counts:
    """Counts of terms in the cells of a table.

    Attributes
    ----------
    axes : tuple of str
        What tells cells apart, such as ``("source", "bucket")``.
    cells : ndarray of int64, (n_cells, n_axes)
        Coordinates of each cell, each once, sorted.
    terms : ndarray of str, (n_terms,)
        Sorted.
    matrix : csr_matrix of int64, (n_cells, n_terms)
        The counts.
    """

    axes: tuple[str, ...]
    cells: np.ndarray
    terms: np.ndarray
    matrix: sparse.csr_matrix

    def __add__(self, other: Counts) -> Counts:
        """Add two counts; cells and terms of either are kept."""
        terms = np.union1d(self.terms, other.terms)
        matrix = sparse.vstack([_spread(c.matrix, c.terms, terms) for c in (self, other)], format="csr")
        return gather(self.axes, np.vstack([self.cells, other.cells]), terms, matrix)

    def by(self, *axes: str) -> Counts:
        """Sum over all other axes."""
        return gather(axes, self.cells[:, [self.axes.index(axis) for axis in axes]], self.terms, self.matrix)

    def where(self, **chosen: int) -> Counts:
        """Keep the cells with the given coordinates."""
        keep = np.ones(len(self.cells), dtype=bool)
        for axis, coordinate in chosen.items():
            keep &= self.cells[:, self.axes.index(axis)] == coordinate
        return Counts(self.axes, self.cells[keep], self.terms, self.matrix[keep])

    def select(self, terms: Sequence[str] | np.ndarray) -> sparse.csr_matrix:
        """Take the columns of the given terms, (n_cells, len(terms)); a term that never occurs is a column of zeros."""
        position = {term: i for i, term in enumerate(self.terms)}
        at = np.array([position.get(term, -1) for term in terms], dtype=np.int64)
        rows = np.flatnonzero(at >= 0)
        pick = sparse.csr_matrix((np.ones(len(rows), np.int64), (at[rows], rows)), shape=(len(self.terms), len(at)))
        return sparse.csr_matrix(self.matrix @ pick)


def gather(axes: tuple[str, ...], cells: np.ndarray, terms: np.ndarray, matrix: sparse.csr_matrix) -> Counts:
    """Add up rows that belong to the same cell.

    Parameters
    ----------
    axes : tuple of str
        Names of the coordinates.
    cells : ndarray of int, (n_rows, n_axes)
        The cell of each row, in any order, repeated as may be.
    terms : ndarray of str, (n_terms,)
        Sorted.
    matrix : csr_matrix of int64, (n_rows, n_terms)
        The rows.

    Returns
    -------
    Counts
        One row per distinct cell.
    """
    if len(axes) == 0:
        unique, position = np.zeros((1, 0), dtype=np.int64), np.zeros(len(cells), dtype=np.int64)
    else:
        unique, position = np.unique(cells, axis=0, return_inverse=True)
        position = position.ravel()
    add = sparse.csr_matrix(
        (np.ones(len(position), dtype=np.int64), (position, np.arange(len(position)))),
        shape=(len(unique), len(position)),
    )
    return Counts(axes, unique.astype(np.int64), terms, sparse.csr_matrix(add @ matrix))


def _spread(matrix: sparse.csr_matrix, terms: np.ndarray, onto: np.ndarray) -> sparse.csr_matrix:
    """Lay the columns of a matrix out over a larger sorted list of terms."""
    columns = np.searchsorted(onto, terms)
    return sparse.csr_matrix((matrix.data, columns[matrix.indices], matrix.indptr), shape=(matrix.shape[0], len(onto)))
