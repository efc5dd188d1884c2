"""The topic model as a scikit-learn estimator, for pipelines and for counts from elsewhere."""

from __future__ import annotations

import hashlib
from numbers import Integral
from typing import Any, ClassVar

import numpy as np
from scipy import sparse
from sklearn.base import BaseEstimator, ClassNamePrefixFeaturesOutMixin, TransformerMixin
from sklearn.utils import Tags
from sklearn.utils._param_validation import Interval, StrOptions
from sklearn.utils.validation import check_is_fitted, validate_data

from analysis.counts import WindowCounts
from analysis.topics.fit import FINDERS, PLAIN, Material, fit_once
from analysis.topics.space import word_vectors
from analysis.topics.table import TopicTable, shares_in_articles


class TopicModel(ClassNamePrefixFeaturesOutMixin, TransformerMixin, BaseEstimator):  # type: ignore[misc]  # scikit-learn ships no types
    """Topics of articles from their counts.

    Articles are grouped by direction in a space of words and their company, a topic is what its group counts, and any
    article is shared out among the topics by those counts. The order of the articles does not matter.

    Parameters
    ----------
    n_topics : int
        Number of topics; no more than there are articles or terms.
    method : {"mixture", "factors", "nmf", "lda"}
        How articles are grouped (`analysis.topics.fit.fit_once`).
    random_state : int
        Of the plain models; ours have nothing random.

    Attributes
    ----------
    components_ : ndarray, (n_topics_, n_terms)
        p(word | topic), of at most three uses an article; topics by number of articles, most first.
    labels_ : ndarray of int, (n_articles,)
        Topic of each fitted article, from 0.
    words_ : list of ndarray of int
        Positions of each topic's ten words, heaviest first.
    weights_ : ndarray, (n_topics_, n_terms)
        What each word tells about each topic, in nats (`analysis.topics.words.word_weights`).
    table_ : TopicTable
        Words by topic.
    n_topics_, n_features_in_ : int
        Topics that have an article, and terms.

    Examples
    --------
    >>> import numpy as np
    >>> counts = np.array([[3, 2, 0, 0], [2, 3, 0, 0], [0, 0, 2, 3], [0, 0, 3, 2]])
    >>> model = TopicModel(n_topics=2).fit(counts)
    >>> model.labels_.tolist()
    [0, 0, 1, 1]
    >>> model.transform(np.array([[1, 1, 0, 0]])).argmax(axis=1).tolist()
    [0]
    """

    _parameter_constraints: ClassVar[dict[str, list[Any]]] = {
        "n_topics": [Interval(Integral, 1, None, closed="left")],
        "method": [StrOptions({*FINDERS, *PLAIN})],
        "random_state": [Interval(Integral, 0, None, closed="left")],
    }

    def __init__(self, n_topics: int = 10, method: str = "mixture", random_state: int = 0) -> None:
        self.n_topics = n_topics
        self.method = method
        self.random_state = random_state

    def fit(self, X: Any, y: object = None, *, windows: WindowCounts | None = None) -> TopicModel:  # noqa: N803
        """Fit topics.

        Parameters
        ----------
        X : array or sparse matrix of counts, (n_articles, n_terms)
            Uses of each term in each article.
        y : None
            Not used.
        windows : WindowCounts, optional
            Which words stand near each other (`analysis.counts.windows_of_texts`); without them, words keep company
            when they stand in the same article.

        Returns
        -------
        TopicModel
            Itself.

        Raises
        ------
        ValueError
            For fewer than two articles, negative counts, or windows over other terms.
        """
        self._validate_params()
        counts = _as_counts(validate_data(self, X, accept_sparse="csr", ensure_min_samples=2), self)
        if windows is not None and windows.together.shape[0] != counts.shape[1]:
            raise ValueError(f"windows are of {windows.together.shape[0]} terms, X has {counts.shape[1]}")
        order = content_order(counts)
        company = _company_of_articles(counts) if windows is None else windows
        material = Material(counts[order], company, word_vectors(company), self._names(counts.shape[1]))
        fit = fit_once(material, min(self.n_topics, *counts.shape), self.method, self.random_state)
        self.labels_ = np.empty(len(order), dtype=np.int64)
        self.labels_[order] = fit.main_topic
        self.table_: TopicTable = fit.table
        self.words_ = fit.words
        self.weights_ = fit.weights
        self.n_topics_ = len(fit.words)
        self.components_ = fit.table.uses / np.maximum(fit.table.uses.sum(axis=1, keepdims=True), 1e-12)
        return self

    def transform(self, X: Any) -> np.ndarray:  # noqa: N803
        """Share articles out among the topics.

        Parameters
        ----------
        X : array or sparse matrix of counts, (n_articles, n_terms)
            Fitted or new articles.

        Returns
        -------
        ndarray, (n_articles, n_topics_)
            Rows add to 1 (`analysis.topics.table.shares_in_articles`).
        """
        check_is_fitted(self)
        counts = validate_data(self, X, accept_sparse="csr", reset=False)
        return shares_in_articles(_as_counts(counts, self), self.table_)

    @staticmethod
    def _names(n_terms: int) -> np.ndarray:
        """Name terms by their positions: ties go to the first."""
        return np.array([f"{position:09}" for position in range(n_terms)], dtype=object)

    @property
    def _n_features_out(self) -> int:
        return self.n_topics_

    def __sklearn_tags__(self) -> Tags:
        """Tell scikit-learn that counts may be sparse and are never negative."""
        tags = super().__sklearn_tags__()
        tags.input_tags.sparse = True
        tags.input_tags.positive_only = True
        return tags


def content_order(counts: sparse.csr_matrix) -> np.ndarray:
    """Order articles by a hash of what they hold, so that sums do not depend on the order they came in."""
    keys = [
        hashlib.blake2b(
            counts.indices[a:b].astype(np.int64).tobytes() + counts.data[a:b].astype(float).tobytes(), digest_size=16
        ).digest()
        for a, b in zip(counts.indptr[:-1], counts.indptr[1:], strict=True)
    ]
    return np.array(sorted(range(len(keys)), key=lambda i: keys[i]), dtype=np.int64)


def _as_counts(X: Any, model: TopicModel) -> sparse.csr_matrix:  # noqa: N803
    counts = sparse.csr_matrix(X, copy=True)
    if counts.nnz and counts.data.min() < 0:
        raise ValueError(f"Negative values in data passed to {type(model).__name__}: counts are needed.")
    counts.eliminate_zeros()
    counts.sort_indices()
    return counts


def _company_of_articles(counts: sparse.csr_matrix) -> WindowCounts:
    held = sparse.csr_matrix((np.ones(counts.nnz, np.int64), counts.indices, counts.indptr), shape=counts.shape)
    return WindowCounts(sparse.csr_matrix(held.T @ held), counts.shape[0])
