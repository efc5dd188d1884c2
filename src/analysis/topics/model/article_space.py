"""Articles as points: near when they use the same words, or words that occur in the same contexts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from scipy import sparse
from scipy.linalg import eigh
from scipy.sparse.linalg import svds

from analysis.counts import WindowCounts
from analysis.topics.model.one_thread import one_thread

DIMENSIONS = 50
# Smooths the counts of contexts, so that frequent words are not near everything.
CONTEXT_POWER = 0.75
CAUTION = 3.0
# Matrices with no more rows or columns are decomposed whole; up to so many rows, by their inner products.
_SMALL, _NARROW = 60, 1_200
# Directions that an iteration follows beside those wanted.
_SPARE = 10
# Parts of 1 in which the space is kept: far coarser than the last digits in which processors differ.
VECTOR_PARTS, AXIS_PARTS = 1_024, 32_767


@dataclass(frozen=True)
class ArticleSpace:
    """Where articles are: weights of words, and the places of words in two spaces, in whole numbers.

    Attributes
    ----------
    texts : int
        Texts the space was made of.
    holders : ndarray of int, (n_terms,)
        Those that hold each term.
    vectors : ndarray of int16, (n_terms, n_dimensions)
        `word_vectors`, in 1,024ths.
    axes : ndarray of int16, (n_terms, n_dimensions)
        Singular axes of the weighted counts, in 32,767ths.
    centre : ndarray of int16, (n_dimensions,)
        Mean of the texts' word vectors, in 1,024ths.
    """

    texts: int
    holders: np.ndarray
    vectors: np.ndarray
    axes: np.ndarray
    centre: np.ndarray

    @classmethod
    def of_texts(cls, counts: sparse.csr_matrix, vectors: np.ndarray) -> ArticleSpace:
        """Make the space of some texts, given the vectors of the words."""
        holders = np.bincount(counts.indices, minlength=counts.shape[1])
        weighted = weigh_words(counts, counts.shape[0], holders)
        axes = singular_vectors(weighted, DIMENSIONS).right.T
        kept = _in_parts(vectors, VECTOR_PARTS)
        centre = np.asarray((_divide_rows(weighted, 1) @ (kept / VECTOR_PARTS)).mean(axis=0))
        return cls(counts.shape[0], holders, kept, _in_parts(axes, AXIS_PARTS), _in_parts(centre, VECTOR_PARTS))

    def project(self, counts: sparse.csr_matrix) -> np.ndarray:
        """Give any articles their points, (n_articles, n_dimensions), of length 1.

        The inner product of two points is the mean of two cosines: of their word vectors, less the mean of all, and of
        their places on the singular axes. An article without a known word has the point 0 on the axes.

        References
        ----------
        Deerwester et al. (1990), Indexing by latent semantic analysis, for the axes.
        """
        weighted = weigh_words(counts, self.texts, self.holders)
        with one_thread():
            # The mean of a text's word vectors, not their sum, or else long texts would be one group and short another.
            near = _divide_rows(weighted, 1) @ (self.vectors / VECTOR_PARTS) - self.centre / VECTOR_PARTS
            return np.asarray(
                np.hstack([_directions(near), _directions(weighted @ (self.axes / AXIS_PARTS))]) * 0.5**0.5
            )


def weigh_words(counts: sparse.csr_matrix, texts: int, holders: np.ndarray) -> sparse.csr_matrix:
    """Weigh the words of articles: (1 + log uses) (1 + log((1 + texts) / (1 + holders))), rows of length 1."""
    weighted = counts.astype(float)
    rarity = 1 + np.log((1 + texts) / (1 + holders))
    weighted.data = (1 + np.log(weighted.data)) * rarity[weighted.indices]
    return _divide_rows(weighted, 2)


def _divide_rows(rows: sparse.csr_matrix, power: int) -> sparse.csr_matrix:
    """Give rows of positive values the sum 1 (power 1) or the length 1 (power 2); scikit-learn's takes long to load."""
    row = np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr))
    size = np.bincount(row, rows.data**power, rows.shape[0]) ** (1 / power)
    return sparse.csr_matrix((rows.data / size[row], rows.indices, rows.indptr), shape=rows.shape)


def _directions(rows: np.ndarray) -> np.ndarray:
    length = np.sqrt(np.einsum("ij,ij->i", rows, rows))
    return np.asarray(rows / np.where(length > 0, length, 1.0)[:, None])


def _in_parts(values: np.ndarray, parts: int) -> np.ndarray:
    limit = np.iinfo(np.int16).max
    return np.clip(np.round(values * parts), -limit, limit).astype(np.int16)


def word_vectors(windows: WindowCounts, steps: int = 0) -> np.ndarray:
    """Give each word a vector: singular vectors of the positive pointwise mutual information of words in windows.

    PPMI(a, b) = max(0, log(p(a, b) / (p(a) q(b)))), with q(b) ~ p(b)^.75 and the lower bound n - sqrt(3 n) of the joint
    count, so that pairs seen a few times do not count; each vector times the root of its value. ``steps`` as in
    `singular_vectors`.

    Returns
    -------
    ndarray, (n_terms, at most 50)
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
    sure = np.maximum(together - np.sqrt(CAUTION * together), 0.0)
    with np.errstate(divide="ignore"):
        information = np.log(sure / total / (share[row] * context[column]))
    keep = information > 0
    matrix = sparse.csr_matrix((information[keep], (row[keep], column[keep])), shape=(n_terms, n_terms))
    left, values, _ = singular_vectors(matrix, DIMENSIONS, steps)
    return np.asarray(left * np.sqrt(values))


class SingularVectors(NamedTuple):
    """Strongest singular vectors of a matrix, (n_rows, k), (k,) and (k, n_columns)."""

    left: np.ndarray
    values: np.ndarray
    right: np.ndarray


def singular_vectors(matrix: sparse.csr_matrix, limit: int, steps: int = 0) -> SingularVectors:
    """Compute the strongest singular vectors of a matrix, at most ``limit``, from a fixed start.

    Parameters
    ----------
    steps : int
        0: to the last digit, whatever the order of rows, which scikit-learn's truncated SVD is not. Else so many steps
        of an iteration, where the matrix is large: of chance, whose values hardly differ, one direction is as good as
        the next, and a few steps are a fifth of the work.

    Returns
    -------
    SingularVectors
        Strongest first; the largest entry of each row of ``right`` is positive (the first of equal ones).

    References
    ----------
    Halko, Martinsson & Tropp (2011), Finding structure with randomness, SIAM Review 53, algorithm 4.4.
    """
    k = min(limit, *matrix.shape)
    with one_thread():
        if k >= min(matrix.shape) - 1 or min(matrix.shape) <= _SMALL:
            u, s, vt = np.linalg.svd(matrix.toarray(), full_matrices=False)
        elif matrix.shape[0] <= min(_NARROW, matrix.shape[1]):
            n = matrix.shape[0]
            squares, u = eigh((matrix @ matrix.T).toarray(), subset_by_index=[n - k, n - 1])
            s = np.sqrt(np.maximum(squares, 1e-12))
            vt = (matrix.T @ u / s).T
        elif steps:
            start = np.random.default_rng(0).standard_normal((matrix.shape[1], k + _SPARE))
            base = np.linalg.qr(matrix @ start)[0]
            for _ in range(steps):
                base = np.linalg.qr(matrix @ (matrix.T @ base))[0]
            within, s, vt = np.linalg.svd((matrix.T @ base).T, full_matrices=False)
            u = base @ within
        else:
            u, s, vt = svds(matrix, k=k, v0=np.ones(min(matrix.shape)), tol=0)
    order = np.argsort(-s, kind="stable")[:k]
    u, s, vt = u[:, order], s[order], vt[order]
    largest = np.abs(vt).round(9).argmax(axis=1)
    sign = np.where(vt[np.arange(k), largest] < 0, -1.0, 1.0)
    return SingularVectors(u * sign, s, vt * sign[:, None])
