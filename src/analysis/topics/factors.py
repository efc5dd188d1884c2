"""Non-negative factors of weighted counts, from a start that does not depend on the order of articles."""

from __future__ import annotations

import warnings

import numpy as np
from scipy import sparse
from scipy.sparse.linalg import svds
from sklearn.decomposition import NMF
from sklearn.exceptions import ConvergenceWarning
from sklearn.preprocessing import normalize
from threadpoolctl import threadpool_limits

ITERATIONS = 100
# Sweeps of coordinate descent when articles are assigned; the weights stand still long before.
SWEEPS = 30


def tfidf(
    counts: sparse.csr_matrix, articles_with: np.ndarray | None = None, n_articles: int | None = None
) -> sparse.csr_matrix:
    """Weight counts: (1 + log count) x (1 + log((1 + n) / (1 + df))), rows to unit length.

    Parameters
    ----------
    counts : csr_matrix, (n_articles, n_terms)
        Uses of each term.
    articles_with : ndarray, (n_terms,), optional
        Document frequencies of the fitted articles, when these are others.
    n_articles : int, optional
        How many those are.

    Returns
    -------
    csr_matrix of float, (n_articles, n_terms)
        scikit-learn's ``TfidfTransformer(sublinear_tf=True)``.
    """
    n = counts.shape[0] if n_articles is None else n_articles
    df = np.bincount(counts.indices, minlength=counts.shape[1]) if articles_with is None else articles_with
    weighted = counts.astype(float)
    weighted.data = 1.0 + np.log(weighted.data)
    return sparse.csr_matrix(normalize(weighted @ sparse.diags_array(1.0 + np.log((1.0 + n) / (1.0 + df)))))


def exact_start(weighted: sparse.csr_matrix, n_topics: int) -> tuple[np.ndarray, np.ndarray]:
    """Start non-negative factors from an exact truncated SVD.

    scikit-learn's own start is a randomised SVD and moves when the articles are reordered; this one does not.

    Parameters
    ----------
    weighted : csr_matrix of float, (n_articles, n_terms)
        From `tfidf`.
    n_topics : int
        Below both sides of the matrix.

    Returns
    -------
    articles, terms : ndarray, (n_articles, n_topics) and (n_topics, n_terms)
        Non-negative, zeros filled with the mean (NNDSVDa), strongest first.

    References
    ----------
    Boutsidis & Gallopoulos (2008), SVD based initialization, Pattern Recognition 41(4), algorithm 1.
    """
    u, s, vt = svds(weighted, k=n_topics, v0=np.ones(min(weighted.shape)), tol=0)
    order = np.argsort(-s, kind="stable")
    u, s, vt = u[:, order], s[order], vt[order]
    w, h = np.zeros_like(u), np.zeros_like(vt)
    for j in range(n_topics):
        up, un = np.maximum(u[:, j], 0), np.maximum(-u[:, j], 0)
        vp, vn = np.maximum(vt[j], 0), np.maximum(-vt[j], 0)
        positive, negative = np.linalg.norm(up) * np.linalg.norm(vp), np.linalg.norm(un) * np.linalg.norm(vn)
        a, b, weight = (up, vp, positive) if positive >= negative else (un, vn, negative)
        scale = np.sqrt(s[j] * weight)
        w[:, j] = scale * a / max(np.linalg.norm(a), 1e-300)
        h[j] = scale * b / max(np.linalg.norm(b), 1e-300)
    mean = weighted.sum() / weighted.shape[0] / weighted.shape[1]
    w[w < 1e-6], h[h < 1e-6] = mean, mean
    return w, h


def fit_factors(
    weighted: sparse.csr_matrix, n_topics: int, iterations: int = ITERATIONS
) -> tuple[np.ndarray, np.ndarray]:
    """Fit NMF from the exact start, on one BLAS thread.

    Parameters
    ----------
    weighted : csr_matrix of float, (n_articles, n_terms)
        From `tfidf`.
    n_topics : int
        Number of factors.
    iterations : int
        Sweeps of the solver.

    Returns
    -------
    articles, terms : ndarray
        As `exact_start`, each topic's terms of unit length.

    References
    ----------
    Lee & Seung (1999); solver: coordinate descent of scikit-learn (Cichocki & Phan 2009).
    """
    with threadpool_limits(1), warnings.catch_warnings():
        # The number of sweeps is fixed: a stopping rule that is almost met could tip over with the last bit of a sum.
        warnings.simplefilter("ignore", ConvergenceWarning)
        w, h = exact_start(weighted, n_topics)
        model = NMF(n_topics, init="custom", solver="cd", tol=0.0, max_iter=iterations)
        w = model.fit_transform(weighted, W=w, H=h)
    # Terms of unit length make the weights of different topics comparable.
    length = np.maximum(np.linalg.norm(model.components_, axis=1), 1e-300)
    return w * length, model.components_ / length[:, None]


def assign_factors(weighted: sparse.csr_matrix, terms: np.ndarray) -> np.ndarray:
    """Weigh given factors in articles, fitted or new.

    Parameters
    ----------
    weighted : csr_matrix of float, (n_articles, n_terms)
        From `tfidf` with the fitted articles' document frequencies.
    terms : ndarray, (n_topics, n_terms)
        Fitted factors.

    Returns
    -------
    ndarray, (n_articles, n_topics)
        Non-negative weights by least squares; each article by itself, so no other article matters.
    """
    with threadpool_limits(1):
        gram = terms @ terms.T
        target = np.asarray(weighted @ terms.T)
        weights = np.maximum(target, 0.0) / np.maximum(np.diag(gram), 1e-300)
        for _ in range(SWEEPS):
            for j in range(len(terms)):
                rest = target[:, j] - weights @ gram[:, j] + weights[:, j] * gram[j, j]
                weights[:, j] = np.maximum(rest / max(gram[j, j], 1e-300), 0.0)
    return np.asarray(weights)
