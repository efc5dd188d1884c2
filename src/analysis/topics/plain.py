"""The plain models of scikit-learn, to compare with."""

from __future__ import annotations

import warnings

import numpy as np
from scipy import sparse
from sklearn.decomposition import NMF, LatentDirichletAllocation
from sklearn.exceptions import ConvergenceWarning
from threadpoolctl import threadpool_limits

from analysis.tables import round_significant
from analysis.topics.weighting import Weighting
from analysis.topics.words import TOP_WORDS

LDA_PASSES = 10


def plain_model(counts: sparse.csr_matrix, n_topics: int, method: str, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Fit scikit-learn's NMF (sublinear tf-idf, ``init="nndsvd"``) or LDA (batch) as most people would.

    Parameters
    ----------
    counts : csr_matrix of int, (n_articles, n_terms)
        Uses.
    n_topics : int
        Number of components.
    method : {"nmf", "lda"}
        Which.
    seed : int
        ``random_state``.

    Returns
    -------
    articles, components : ndarray, (n_articles, n_topics) and (n_topics, n_terms)
        As scikit-learn gives them. Always in one process: LDA gives other topics when its work is shared out.
    """
    with threadpool_limits(1), warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        if method == "nmf":
            model = NMF(n_topics, init="nndsvd", random_state=seed)
            articles = model.fit_transform(Weighting.of(counts).weigh(counts))
        else:
            model = LatentDirichletAllocation(n_topics, max_iter=LDA_PASSES, random_state=seed, n_jobs=1)
            articles = model.fit_transform(counts)
    return articles, model.components_


def heaviest_words(components: np.ndarray, top: int = TOP_WORDS) -> list[np.ndarray]:
    """Take the words with the largest entries of each component; ties by position."""
    return [np.argsort(-row, kind="stable")[:top] for row in round_significant(components)]
