"""One fit: articles grouped by one of four methods, the counts of each group, and the words of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import TfidfTransformer

from analysis.counts import WindowCounts
from analysis.engine import Engine
from analysis.tables import round_significant
from analysis.topics.model.article_space import DIMENSIONS, SingularVectors, join_halves, singular_vectors
from analysis.topics.model.topic_counts import TopicCounts, count_by_topic
from analysis.topics.model.topic_factors import fit_factors, plain_model
from analysis.topics.model.topic_mixture import group_around, group_points, grow_tree
from analysis.topics.model.topic_words import choose_words, heaviest_words, word_weights

# Our two finders, and the plain models of scikit-learn.
FINDERS = ("mixture", "factors")
PLAIN = ("nmf", "lda")


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
    def weighting(self) -> TfidfTransformer:
        """Weights of the words in these articles."""
        return TfidfTransformer(sublinear_tf=True).fit(self.counts)

    @cached_property
    def weighted(self) -> sparse.csr_matrix:
        """The counts, weighted."""
        return self.weighting.transform(self.counts)

    @cached_property
    def singular(self) -> SingularVectors:
        """Singular vectors of the weighted counts: axes of the space, and where the factors start from."""
        return singular_vectors(self.weighted, DIMENSIONS)

    @cached_property
    def centre(self) -> np.ndarray:
        """Mean of the articles' word vectors."""
        return np.asarray((self.weighted @ self.vectors).mean(axis=0))

    @cached_property
    def points(self) -> np.ndarray:
        """The articles' points."""
        return self.project(self.counts)

    def project(self, counts: sparse.csr_matrix) -> np.ndarray:
        """Give any articles their points in the space of these, (n_articles, n_dimensions): `join_halves`."""
        weighted = self.weighting.transform(counts)
        return join_halves(weighted @ self.vectors - self.centre, weighted @ self.singular.right.T)

    @cached_property
    def tree(self) -> np.ndarray:
        """Tree of the first articles."""
        return grow_tree(self.points)

    def take(self, rows: np.ndarray) -> FitData:
        """Take some of the articles; the windows stay those of all."""
        return FitData(self.counts[rows], self.windows, self.vectors, self.terms)


@dataclass(frozen=True)
class Anchors:
    """Topics an analyst already has in mind.

    Attributes
    ----------
    names : list of str
    counts : csr_matrix of int, (n_anchors, n_terms)
        1 for each of their words.
    """

    names: list[str]
    counts: sparse.csr_matrix


@dataclass(frozen=True)
class FitOptions:
    """How topics are fitted.

    Attributes
    ----------
    method : {"mixture", "factors", "nmf", "lda"}
        *mixture* and *factors* group the articles (`group_points`, `fit_factors`), and the words are chosen by
        `choose_words`; *nmf* and *lda* are scikit-learn's, with their own heaviest words.
    seed : int
        Of the plain models and of draws; a fit of ours has nothing random.
    anchors : Anchors, optional
        Topics asked for by their words (mixture only).
    engine : Engine
        Where several fits run.
    """

    method: str = "mixture"
    seed: int = 0
    anchors: Anchors | None = None
    engine: Engine = field(default_factory=Engine)


@dataclass(frozen=True)
class Fit:
    """Fitted topics, those with most articles first.

    Attributes
    ----------
    main_topic : ndarray of int, (n_articles,)
        Topic of each fitted article, from 0.
    counts : TopicCounts
        Words by topic.
    weights : ndarray, (n_topics, n_terms)
        `word_weights`; of a plain model, its components scaled to add to 1.
    words : list of ndarray of int
        Positions of each topic's words, heaviest first.
    names : list of str
        What an anchored topic was called; empty for the others.
    by_hand : list of str
        How a topic was made by hand (*anchored*, *merged*, *split*); empty for the others.
    """

    main_topic: np.ndarray
    counts: TopicCounts
    weights: np.ndarray
    words: list[np.ndarray]
    names: list[str]
    by_hand: list[str]

    def take(self, topics: np.ndarray) -> Fit:
        """Keep some topics, in the order given; articles of the others have topic -1."""
        position = np.full(len(self.words) + 1, -1)
        position[topics] = np.arange(len(topics))
        return Fit(
            main_topic=position[self.main_topic],
            counts=self.counts.take(topics),
            weights=self.weights[topics],
            words=[self.words[topic] for topic in topics],
            names=[self.names[topic] for topic in topics],
            by_hand=[self.by_hand[topic] for topic in topics],
        )


def fit_once(data: FitData, n_topics: int, options: FitOptions | None = None) -> Fit:
    """Fit topics.

    Parameters
    ----------
    data : FitData
    n_topics : int
        At most the number of articles and of terms.

    Returns
    -------
    Fit
        Topics by number of articles, most first; ties by their first word. A topic that is no article's main one is
        left out, so there may be fewer than asked.
    """
    options = options or FitOptions()
    if options.method in PLAIN:
        shares, components = plain_model(data.counts, n_topics, options.method, options.seed)
        group = round_significant(shares, 8).argmax(axis=1)
        return describe_groups(data, group, [""] * n_topics, [""] * n_topics, components)
    # A small draw of the texts may hold fewer topics than are anchored: the first ones.
    names = options.anchors.names[:n_topics] if options.anchors else []
    if options.method == "factors":
        start = data.singular if n_topics <= DIMENSIONS else singular_vectors(data.weighted, n_topics)
        group = round_significant(fit_factors(data.weighted, n_topics, start)[0], 8).argmax(axis=1)
    elif options.anchors:
        group = group_around(data.points, data.project(options.anchors.counts[:n_topics]), n_topics)
    else:
        group = group_points(data.points, data.tree, n_topics)
    free = [""] * (n_topics - len(names))
    return describe_groups(data, group, [*names, *free], [*["anchored"] * len(names), *free])


def describe_groups(
    data: FitData, group: np.ndarray, names: list[str], by_hand: list[str], components: np.ndarray | None = None
) -> Fit:
    """Make a fit of grouped articles: counts, weights and words of each group; most articles first.

    A plain model has its own ``components``, whose heaviest words are shown by their part of the component.
    """
    counts = count_by_topic(data.counts, group, len(names))
    if components is None:
        weights = word_weights(counts)
        words = choose_words(weights, data.windows, data.terms)
    else:
        weights = components / np.maximum(components.sum(axis=1, keepdims=True), 1e-12)
        words = heaviest_words(components)
    first_word = [data.terms[w[0]] if len(w) else "" for w in words]
    order = sorted(np.flatnonzero(counts.articles), key=lambda topic: (-counts.articles[topic], first_word[topic]))
    return Fit(group, counts, weights, words, names, by_hand).take(np.array(order, dtype=np.int64))
