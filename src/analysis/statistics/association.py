"""How closely words belong together, from counts."""

from __future__ import annotations

import numpy as np


def log_dice(together: np.ndarray, apart: np.ndarray, size: np.ndarray | int = 2) -> np.ndarray:
    """Measure how exclusively words occur together: 14 + log2(n f(phrase) / sum of f(word)).

    Parameters
    ----------
    together : ndarray of int
        Uses of each phrase, above 0.
    apart : ndarray of int
        Sum of the uses of its words.
    size : ndarray of int or int
        Words in the phrase, n.

    Returns
    -------
    ndarray of float
        At most 14; independent of the size of the corpus.

    References
    ----------
    Rychlý (2008), A lexicographer-friendly association score.
    """
    ratio = np.asarray(size) * np.asarray(together, dtype=float) / np.asarray(apart, dtype=float)
    return np.asarray(14 + np.log2(ratio))


def log_likelihood(
    both: np.ndarray, first_only: np.ndarray, second_only: np.ndarray, neither: np.ndarray
) -> np.ndarray:
    """Compute the log-likelihood ratio G2 of 2 x 2 tables: how surely two things do not occur together by chance.

    G2 = 2 sum over the four cells of o log(o / e), with e the product of the cell's row and column sums divided by the
    sum of all; an empty cell adds nothing.

    Parameters
    ----------
    both, first_only, second_only, neither : ndarray of int, (...)
        The four cells.

    Returns
    -------
    ndarray of float, (...)
        0 for independence; grows with the counts and has no direction. NaN for a table without counts.

    References
    ----------
    Dunning (1993), Accurate methods for the statistics of surprise and coincidence, Computational Linguistics 19(1),
    section 4: two binomials.
    """
    cells = np.stack(np.broadcast_arrays(both, first_only, second_only, neither)).astype(float)
    rows, columns = cells[[0, 2]] + cells[[1, 3]], cells[:2] + cells[2:]
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = rows[[0, 0, 1, 1]] * columns[[0, 1, 0, 1]] / cells.sum(axis=0)
        terms = np.where(cells > 0, cells * np.log(cells / expected), 0.0)
    # Rounding may leave a table of independent counts a little below 0.
    return np.where(cells.sum(axis=0) > 0, np.maximum(2 * terms.sum(axis=0), 0.0), np.nan)
