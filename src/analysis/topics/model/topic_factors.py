"""Non-negative factors from an exact start, and the plain models of scikit-learn to compare with."""

from __future__ import annotations

import warnings

import numpy as np
from scipy import sparse
from sklearn.decomposition import NMF, LatentDirichletAllocation
from sklearn.exceptions import ConvergenceWarning
from sklearn.feature_extraction.text import TfidfTransformer
from threadpoolctl import threadpool_limits

from analysis.topics.model.article_space import SingularVectors

ITERATIONS = 50
LDA_PASSES = 10


def exact_start(weighted: sparse.csr_matrix, n_topics: int, start: SingularVectors) -> tuple[np.ndarray, np.ndarray]:
    """Start non-negative factors from an exact truncated SVD.

    Parameters
    ----------
    weighted : csr_matrix of float, (n_articles, n_terms)
        tf-idf.
    n_topics : int
        At most the number of singular vectors.
    start : SingularVectors
        Of ``weighted``.

    Returns
    -------
    articles, terms : ndarray, (n_articles, n_topics) and (n_topics, n_terms)
        Non-negative, zeros filled with the mean (NNDSVDa), strongest first.

    References
    ----------
    Boutsidis & Gallopoulos (2008), SVD based initialization, Pattern Recognition 41(4), algorithm 1.
    """
    u, s, vt = start.left[:, :n_topics], start.values[:n_topics], start.right[:n_topics]
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


def fit_factors(weighted: sparse.csr_matrix, n_topics: int, start: SingularVectors) -> tuple[np.ndarray, np.ndarray]:
    """Fit NMF from `exact_start`, with the same arguments, on one BLAS thread.

    Returns
    -------
    articles, terms : ndarray
        As `exact_start`, each topic's terms of unit length.

    References
    ----------
    Lee & Seung (1999); solver: coordinate descent of scikit-learn (Cichocki & Phan 2009).
    """
    # Where the fit is exact, scikit-learn takes the root of a rounding error below zero.
    with threadpool_limits(1), np.errstate(invalid="ignore"), warnings.catch_warnings():
        # The number of sweeps is fixed: a stopping rule that is almost met could tip over with the last bit of a sum.
        warnings.simplefilter("ignore", ConvergenceWarning)
        w, h = exact_start(weighted, n_topics, start)
        model = NMF(n_topics, init="custom", solver="cd", tol=0.0, max_iter=ITERATIONS)
        w = model.fit_transform(weighted, W=w, H=h)
    # Terms of unit length make the weights of different topics comparable.
    length = np.maximum(np.linalg.norm(model.components_, axis=1), 1e-300)
    return w * length, model.components_ / length[:, None]


def plain_model(counts: sparse.csr_matrix, n_topics: int, method: str, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Fit scikit-learn's NMF ("nmf": sublinear tf-idf, ``init="nndsvd"``) or LDA ("lda": batch) as most people would.

    Returns
    -------
    articles, components : ndarray, (n_articles, n_topics) and (n_topics, n_terms)
        As scikit-learn gives them. Always in one process: LDA gives other topics in several.
    """
    with threadpool_limits(1), warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        if method == "nmf":
            model = NMF(n_topics, init="nndsvd", random_state=seed)
            articles = model.fit_transform(TfidfTransformer(sublinear_tf=True).fit_transform(counts))
        else:
            model = LatentDirichletAllocation(n_topics, max_iter=LDA_PASSES, random_state=seed, n_jobs=1)
            articles = model.fit_transform(counts)
    return articles, model.components_
