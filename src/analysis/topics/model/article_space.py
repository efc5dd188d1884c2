"""Articles as points: near when they use the same words, or words that keep the same company."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from scipy import sparse
from scipy.sparse.linalg import svds
from sklearn.preprocessing import normalize

from analysis.counts import WindowCounts

DIMENSIONS = 50
# Frequent words draw less company than their number would have it.
CONTEXT_POWER = 0.75


@dataclass(frozen=True)
class Space:
    """Where articles lie.

    Attributes
    ----------
    weighting : Weighting
        tf-idf of the fitted articles.
    vectors : ndarray, (n_terms, 50)
        Words, from `word_vectors`.
    centre : ndarray, (50,)
        Mean of the fitted articles' word vectors.
    axes : ndarray, (n_terms, 50)
        Right singular vectors of the fitted articles.
    """

    weighting: Weighting
    vectors: np.ndarray
    centre: np.ndarray
    axes: np.ndarray

    def place(self, counts: sparse.csr_matrix) -> np.ndarray:
        """Give each article its point, (n_articles, 100): half word vectors, half singular vectors, each of length 1.

        The inner product of two points is the mean of two cosines.
        """
        weighted = self.weighting.weigh(counts)
        company = normalize(weighted @ self.vectors - self.centre)
        words = normalize(weighted @ self.axes)
        return np.asarray(np.hstack([company, words]) * np.sqrt(0.5))


def make_space(weighting: Weighting, weighted: sparse.csr_matrix, vectors: np.ndarray, axes: np.ndarray) -> Space:
    """Make the space of articles.

    Parameters
    ----------
    weighting : Weighting
        Of the fitted articles.
    weighted : csr_matrix of float, (n_articles, n_terms)
        These, weighed.
    vectors : ndarray, (n_terms, n_dimensions)
        From `word_vectors`.
    axes : ndarray, (n_axes, n_terms)
        Their right singular vectors.

    References
    ----------
    Deerwester et al. (1990), Indexing by latent semantic analysis, for the second half.
    """
    return Space(weighting, vectors, np.asarray(weighted @ vectors).mean(axis=0), axes.T)


def word_vectors(windows: WindowCounts, dimensions: int = DIMENSIONS) -> np.ndarray:
    """Give each word a vector: singular vectors of the positive pointwise mutual information of words in windows.

    PPMI(a, b) = max(0, log(p(a, b) / (p(a) q(b)))), with q(b) ~ p(b)^.75; each vector times the root of its value.

    Parameters
    ----------
    windows : WindowCounts
        Which words keep company.
    dimensions : int
        Length of the vectors.

    Returns
    -------
    ndarray, (n_terms, at most dimensions)
        Zeros for words without company, and for all where there are no windows.

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


@dataclass(frozen=True)
class Weighting:
    """tf-idf as ``sklearn.feature_extraction.text.TfidfTransformer(sublinear_tf=True)`` computes it.

    Attributes
    ----------
    idf : ndarray, (n_terms,)
        1 + log((1 + n) / (1 + df)) over the fitted articles.
    """

    idf: np.ndarray

    @classmethod
    def of(cls, counts: sparse.csr_matrix) -> Weighting:
        """Learn how many of the articles hold each word."""
        articles_with = np.bincount(counts.indices[counts.data > 0], minlength=counts.shape[1])
        return cls(1.0 + np.log((1.0 + counts.shape[0]) / (1.0 + articles_with)))

    def weigh(self, counts: sparse.csr_matrix) -> sparse.csr_matrix:
        """Weigh counts: (1 + log count) x idf, rows to unit length; (n_articles, n_terms) of float."""
        weighted = counts.astype(float)
        # Counts below one, as other weightings give them, must not turn negative.
        weighted.data = 1.0 + np.log(np.maximum(weighted.data, 1.0))
        return sparse.csr_matrix(normalize(weighted @ sparse.diags_array(self.idf)))


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
