"""Articles as points: near when they use the same words, or words that occur in the same contexts."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy import sparse
from scipy.sparse.linalg import svds
from sklearn.preprocessing import normalize
from threadpoolctl import threadpool_limits

from analysis.counts import WindowCounts

DIMENSIONS = 50
# Smooths the counts of contexts, so that frequent words are not near everything.
CONTEXT_POWER = 0.75
# Matrices with no more rows or columns are decomposed whole.
_SMALL = 60


def join_halves(vectors: np.ndarray, axes: np.ndarray) -> np.ndarray:
    """Join the places of articles among word vectors and on singular axes, (n_articles, 50) each, to one point each.

    The inner product of two points is the mean of two cosines.

    References
    ----------
    Deerwester et al. (1990), Indexing by latent semantic analysis, for the axes.
    """
    return np.asarray(np.hstack([normalize(vectors), normalize(axes)]) * np.sqrt(0.5))


def word_vectors(windows: WindowCounts, dimensions: int = DIMENSIONS) -> np.ndarray:
    """Give each word a vector: singular vectors of the positive pointwise mutual information of words in windows.

    PPMI(a, b) = max(0, log(p(a, b) / (p(a) q(b)))), with q(b) ~ p(b)^.75; each vector times the root of its value.

    Returns
    -------
    ndarray, (n_terms, at most dimensions)
        Zeros for words that share no window with another, and for all where there are no windows.

    References
    ----------
    Levy, Goldberg & Dagan (2015), Improving distributional similarity, eqs 3 and 8 (context distribution smoothing).
    """
    pairs = windows.together.tocoo()
    apart = pairs.row != pairs.col
    row, column, together = pairs.row[apart], pairs.col[apart], pairs.data[apart].astype(float)
    n_terms = pairs.shape[0]
    if not len(together):
        return np.zeros((n_terms, 1))
    total = together.sum()
    share = np.bincount(row, together, n_terms) / total
    context = share**CONTEXT_POWER / (share**CONTEXT_POWER).sum()
    information = np.log(together / total / (share[row] * context[column]))
    keep = information > 0
    matrix = sparse.csr_matrix((information[keep], (row[keep], column[keep])), shape=(n_terms, n_terms))
    left, values, _ = singular_vectors(matrix, dimensions)
    return np.asarray(left * np.sqrt(values))


class SingularVectors(NamedTuple):
    """Strongest singular vectors of a matrix, (n_rows, k), (k,) and (k, n_columns)."""

    left: np.ndarray
    values: np.ndarray
    right: np.ndarray


def singular_vectors(matrix: sparse.csr_matrix, limit: int) -> SingularVectors:
    """Compute the strongest singular vectors of a matrix, at most ``limit``, from a fixed start and to the last digit.

    scikit-learn's truncated SVD is randomised and moves when rows are reordered; this one does not.

    Returns
    -------
    SingularVectors
        Strongest first; the largest entry of each row of ``right`` is positive (the first of equal ones).
    """
    k = min(limit, *matrix.shape)
    with threadpool_limits(1):
        if k >= min(matrix.shape) - 1 or min(matrix.shape) <= _SMALL:
            u, s, vt = np.linalg.svd(matrix.toarray(), full_matrices=False)
        else:
            u, s, vt = svds(matrix, k=k, v0=np.ones(min(matrix.shape)), tol=0)
    order = np.argsort(-s, kind="stable")[:k]
    u, s, vt = u[:, order], s[order], vt[order]
    largest = np.abs(vt).round(9).argmax(axis=1)
    sign = np.where(vt[np.arange(k), largest] < 0, -1.0, 1.0)
    return SingularVectors(u * sign, s, vt * sign[:, None])
