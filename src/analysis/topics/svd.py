"""Exact singular vectors: the same whatever the order of the articles."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy import sparse
from scipy.sparse.linalg import svds

# Smaller matrices are decomposed whole.
_SMALL = 60


class Singular(NamedTuple):
    """Strongest singular vectors of a matrix, (n_rows, k), (k,) and (k, n_columns)."""

    left: np.ndarray
    values: np.ndarray
    right: np.ndarray


def singular_vectors(matrix: sparse.csr_matrix, most: int) -> Singular:
    """Decompose a matrix into its strongest singular vectors, from a fixed start and to the last digit.

    scikit-learn's truncated SVD is randomised and moves when rows are reordered; this one does not.

    Parameters
    ----------
    matrix : csr_matrix of float, (n_rows, n_columns)
        Any.
    most : int
        Vectors wanted; fewer for a smaller matrix.

    Returns
    -------
    Singular
        Strongest first; the largest entry of each row of ``right`` is positive (the first of equal ones).
    """
    k = min(most, *matrix.shape)
    if k >= min(matrix.shape) - 1 or min(matrix.shape) <= _SMALL:
        u, s, vt = np.linalg.svd(matrix.toarray(), full_matrices=False)
        u, s, vt = u[:, :k], s[:k], vt[:k]
    else:
        u, s, vt = svds(matrix, k=k, v0=np.ones(min(matrix.shape)), tol=0)
        order = np.argsort(-s, kind="stable")
        u, s, vt = u[:, order], s[order], vt[order]
    largest = np.abs(vt).round(9).argmax(axis=1)
    sign = np.where(vt[np.arange(k), largest] < 0, -1.0, 1.0)
    return Singular(u * sign, s, vt * sign[:, None])
