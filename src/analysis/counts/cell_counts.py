"""Integer counts of terms in cells, that add up in any order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from operator import add
from typing import Any, NamedTuple, Self, TypeVar

import numpy as np
from scipy import sparse

from analysis.engine import Engine

Item = TypeVar("Item")
Added = TypeVar("Added")


@dataclass(frozen=True)
class AddedByField:
    """Counts that are added field by field: those of different articles, no group of duplicates in both."""

    def __add__(self, other: Self) -> Self:
        """Add the counts of other articles."""
        # Fields mostly count the same words, which are merged once.
        merged: dict[tuple[int, int], _Merged] = {}

        def add(mine: Any, others: Any) -> Any:
            if not isinstance(mine, Counts):
                return mine + others
            known = id(mine.terms), id(others.terms)
            if known not in merged:
                merged[known] = _merge_sorted(mine.terms, others.terms)
            return _add(mine, others, merged[known])

        return type(self)(*(add(getattr(self, part.name), getattr(other, part.name)) for part in fields(self)))


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
        return _add(self, other, _merge_sorted(self.terms, other.terms))

    def by(self, *axes: str) -> Counts:
        """Sum over all other axes."""
        return sum_cells(axes, self.cells[:, [self.axes.index(axis) for axis in axes]], self.terms, self.matrix)

    def where(self, **chosen: int) -> Counts:
        """Keep the cells with the given coordinates."""
        keep = np.ones(len(self.cells), dtype=bool)
        for axis, coordinate in chosen.items():
            keep &= self.cells[:, self.axes.index(axis)] == coordinate
        return Counts(self.axes, self.cells[keep], self.terms, self.matrix[keep])

    def select(self, terms: Sequence[str] | np.ndarray) -> sparse.csr_matrix:
        """Take the columns of the given terms, (n_cells, len(terms)); a term that never occurs is a column of zeros."""
        at, rows = find_sorted(self.terms, np.asarray(terms, dtype=object))
        pick = sparse.csr_matrix((np.ones(len(rows), np.int64), (at, rows)), shape=(len(self.terms), len(terms)))
        return sparse.csr_matrix(self.matrix @ pick)

    def per_cell(self) -> np.ndarray:
        """Sum over all terms, (n_cells,)."""
        return np.asarray(self.matrix.sum(axis=1), dtype=np.int64).ravel()

    def per_term(self, terms: Sequence[str] | np.ndarray | None = None) -> np.ndarray:
        """Sum over all cells: of each term, (n_terms,), or of the given ones."""
        matrix = self.matrix if terms is None else self.select(terms)
        return np.asarray(matrix.sum(axis=0), dtype=np.int64).ravel()


def find_sorted(known: np.ndarray, wanted: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Find words in a sorted list: the places there of those that are in it, and their numbers among those wanted."""
    at = np.searchsorted(known, wanted)
    inside = np.flatnonzero(at < len(known))
    found = inside[known[at[inside]] == wanted[inside]]
    return at[found], found


def count_shards(engine: Engine, function: Callable[[Item], Added], items: Iterable[Item], task: str) -> Added:
    """Count shard by shard and add up; the sum does not depend on the order, since all counts are integers."""
    total: Added = engine.fold(function, items, add, task)
    return total


def sum_cells(axes: tuple[str, ...], cells: np.ndarray, terms: np.ndarray, matrix: sparse.csr_matrix) -> Counts:
    """Add up rows that belong to the same cell.

    Parameters
    ----------
    axes : tuple of str
        Names of the coordinates.
    cells : ndarray of int, (n_rows, n_axes)
        The cell of each row, in any order.
    terms : ndarray of str, (n_terms,)
        Sorted.
    matrix : csr_matrix of int64, (n_rows, n_terms)
        The rows.
    """
    if axes:
        unique, position = np.unique(cells, axis=0, return_inverse=True)
        position = position.ravel()
    else:
        unique, position = np.zeros((1, 0), dtype=np.int64), np.zeros(len(cells), dtype=np.int64)
    summed = add_rows(position, len(unique)) @ matrix
    return Counts(axes, unique.astype(np.int64), terms, sparse.csr_matrix(summed))


def add_rows(place: np.ndarray, n: int) -> sparse.csr_matrix:
    """Make the matrix that adds rows up, each at its place: (n, n_rows) of int64."""
    return sparse.csr_matrix((np.ones(len(place), np.int64), (place, np.arange(len(place)))), shape=(n, len(place)))


class _Merged(NamedTuple):
    """Two sorted lists of terms in one, and the places there of those of either."""

    terms: np.ndarray
    mine: np.ndarray
    others: np.ndarray


def _merge_sorted(mine: np.ndarray, others: np.ndarray) -> _Merged:
    before = np.searchsorted(mine, others)
    new = np.ones(len(others), dtype=bool)
    inside = np.flatnonzero(before < len(mine))
    new[inside] = mine[before[inside]] != others[inside]
    added = np.bincount(before[new], minlength=len(mine) + 1)
    place = np.arange(len(mine)) + np.cumsum(added)[:-1]
    return _Merged(np.insert(mine, before[new], others[new]), place, before + np.cumsum(new) - new)


def _add(mine: Counts, others: Counts, merged: _Merged) -> Counts:
    wide = [
        _widen(counts.matrix, places, len(merged.terms))
        for counts, places in ((mine, merged.mine), (others, merged.others))
    ]
    cells = np.vstack([mine.cells, others.cells])
    return sum_cells(mine.axes, cells, merged.terms, sparse.vstack(wide, format="csr"))


def _widen(matrix: sparse.csr_matrix, places: np.ndarray, n_terms: int) -> sparse.csr_matrix:
    """Lay the columns of a matrix out at their places in a larger list of terms; what can be shared is."""
    if len(places) == n_terms:
        return matrix
    columns = places.astype(matrix.indices.dtype)[matrix.indices]
    return sparse.csr_matrix((matrix.data, columns, matrix.indptr), shape=(matrix.shape[0], n_terms))
