"""The plain models of scikit-learn, to compare with."""

from __future__ import annotations

import warnings

import numpy as np
from scipy import sparse

from analysis.tables import round_significant
from analysis.topics.model.one_thread import one_thread

PLAIN = ("nmf", "lda")
LDA_PASSES = 10


def group_plainly(counts: sparse.csr_matrix, n_topics: int, method: str, seed: int) -> np.ndarray:
    """Group articles by the largest topic of scikit-learn's NMF or LDA, fitted as most people would.

    *nmf*: sublinear tf-idf, ``init="nndsvd"``; *lda*: batch. Always in one process: LDA gives other topics in several.
    """
    from sklearn.decomposition import NMF, LatentDirichletAllocation
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.feature_extraction.text import TfidfTransformer

    with one_thread(), warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        if method == "nmf":
            model = NMF(n_topics, init="nndsvd", random_state=seed)
            shares = model.fit_transform(TfidfTransformer(sublinear_tf=True).fit_transform(counts))
        else:
            model = LatentDirichletAllocation(n_topics, max_iter=LDA_PASSES, random_state=seed, n_jobs=1)
            shares = model.fit_transform(counts)
    return np.asarray(round_significant(shares, 8).argmax(axis=1))
