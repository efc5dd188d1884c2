"""What topics are fitted to, and one fit: texts grouped, and the words of each group."""

from __future__ import annotations

import warnings
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np
from scipy import sparse

from analysis.counts import WindowCounts
from analysis.engine import Engine
from analysis.tables import round_significant
from analysis.topics.model.article_space import ArticleSpace
from analysis.topics.model.one_thread import one_thread
from analysis.topics.model.topic_mixture import group_points, grow_tree
from analysis.topics.model.topic_words import TopicCounts, choose_words, word_weights

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


class PlacedTexts(NamedTuple):
    """Texts, their points, and the tree of the first of them."""

    counts: sparse.csr_matrix
    points: np.ndarray
    tree: np.ndarray


@dataclass(frozen=True)
class FitData:
    """What topics are fitted to.

    Attributes
    ----------
    counts : csr_matrix of int, (n_articles, n_terms)
        One article of each group of duplicates, in the order of content hashes.
    windows : WindowCounts
        Which words occur near each other.
    vectors : ndarray, (n_terms, n_dimensions)
        `word_vectors` of the windows.
    terms : ndarray of str, (n_terms,)
        Sorted.
    """

    counts: sparse.csr_matrix
    windows: WindowCounts
    vectors: np.ndarray
    terms: np.ndarray

    @cached_property
    def space(self) -> ArticleSpace:
        """The space of these articles."""
        return ArticleSpace.of_texts(self.counts, self.vectors)

    @cached_property
    def points(self) -> np.ndarray:
        """The articles' points."""
        return self.space.project(self.counts)

    @cached_property
    def placed(self) -> PlacedTexts:
        """The articles, as they are grouped."""
        return PlacedTexts(self.counts, self.points, grow_tree(self.points))

    def take(self, rows: np.ndarray) -> FitData:
        """Take some of the articles; the windows stay those of all."""
        return FitData(self.counts[rows], self.windows, self.vectors, self.terms)


@dataclass(frozen=True)
class FitOptions:
    """How topics are fitted.

    Attributes
    ----------
    method : {"mixture", "nmf", "lda"}
        *mixture* groups the articles by `group_points`; *nmf* and *lda* by scikit-learn's models.
    seed : int
        Of the plain models and of draws; a mixture has nothing random.
    engine : Engine
        Where several fits run.
    """

    method: str = "mixture"
    seed: int = 0
    engine: Engine = field(default_factory=Engine)


def group_texts(texts: PlacedTexts, n_topics: int, options: FitOptions) -> np.ndarray:
    """Group texts into topics, (n_texts,) from 0; a group may be left without texts."""
    if options.method in PLAIN:
        return group_plainly(texts.counts, n_topics, options.method, options.seed)
    return group_points(texts.points, texts.tree, n_topics)


@dataclass(frozen=True)
class Fit:
    """The words of topics.

    Attributes
    ----------
    weights : ndarray, (n_topics, n_terms)
        `word_weights`.
    words : list of ndarray of int
        Positions of each topic's words, heaviest first.
    """

    weights: np.ndarray
    words: list[np.ndarray]

    def take(self, topics: np.ndarray) -> Fit:
        """Keep some topics, in the order given."""
        return Fit(self.weights[topics], [self.words[topic] for topic in topics])


def describe_topics(data: FitData, counts: TopicCounts, within: np.ndarray | None = None) -> Fit:
    """Find the words of topics.

    Parameters
    ----------
    within : ndarray, (n_topics, n_terms), optional
        Uses of each term in the larger topic that each is part of.
    """
    weights = word_weights(counts, within)
    return Fit(weights, choose_words(weights, data.windows, data.terms))
