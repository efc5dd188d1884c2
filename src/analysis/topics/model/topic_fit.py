"""One fit: articles grouped by one of four methods, the counts of each group, and the words that stand for it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import sparse

from analysis.counts import WindowCounts
from analysis.tables import round_significant
from analysis.topics.model.article_space import (
    DIMENSIONS,
    Singular,
    Space,
    Weighting,
    make_space,
    singular_vectors,
)
from analysis.topics.model.topic_counts import TopicTable, make_table
from analysis.topics.model.topic_factors import fit_factors, heaviest_words, plain_model
from analysis.topics.model.topic_mixture import group_around, group_points, grow_tree
from analysis.topics.model.topic_words import choose_words, word_weights

# Our two finders, and the plain models of scikit-learn.
FINDERS = ("mixture", "factors")
PLAIN = ("nmf", "lda")


@dataclass(frozen=True)
class Material:
    """What topics are fitted to.

    Attributes
    ----------
    counts : csr_matrix of int, (n_articles, n_terms)
        One article of each group of copies, in the order of content hashes.
    windows : WindowCounts
        Which words keep company.
    vectors : ndarray, (n_terms, n_dimensions)
        `analysis.topics.model.article_space.word_vectors` of the windows.
    terms : ndarray of str, (n_terms,)
        Sorted.
    """

    counts: sparse.csr_matrix
    windows: WindowCounts
    vectors: np.ndarray
    terms: np.ndarray

    @cached_property
    def weighting(self) -> Weighting:
        """Weights of the words in these articles."""
        return Weighting.of(self.counts)

    @cached_property
    def weighted(self) -> sparse.csr_matrix:
        """The counts, weighed."""
        return self.weighting.weigh(self.counts)

    @cached_property
    def singular(self) -> Singular:
        """Singular vectors of the weighed counts: axes of the space, and where the factors start from."""
        return singular_vectors(self.weighted, DIMENSIONS)

    @cached_property
    def space(self) -> Space:
        """Where the articles lie."""
        return make_space(self.weighting, self.weighted, self.vectors, self.singular.right)

    @cached_property
    def points(self) -> np.ndarray:
        """The articles' points."""
        return self.space.place(self.counts)

    @cached_property
    def tree(self) -> np.ndarray:
        """Tree of the first articles."""
        return grow_tree(self.points)

    def rows(self, rows: np.ndarray) -> Material:
        """Take some of the articles; what keeps company stays."""
        return Material(self.counts[rows], self.windows, self.vectors, self.terms)


@dataclass(frozen=True)
class Fit:
    """Fitted topics, those with most articles first.

    Attributes
    ----------
    method : str
        How the articles were grouped.
    main_topic : ndarray of int, (n_articles,)
        Topic of each fitted article, from 0.
    table : TopicTable
        Words by topic.
    weights : ndarray, (n_topics, n_terms)
        `analysis.topics.model.topic_words.word_weights`; of a plain model, its components scaled to add to 1.
    words : list of ndarray of int
        Positions of each topic's words, heaviest first.
    names : list of str
        What an anchored topic was called; empty for the others.
    by_hand : list of str
        How a topic was made by hand (*anchored*, *merged*, *split*); empty for the others.
    """

    method: str
    main_topic: np.ndarray
    table: TopicTable
    weights: np.ndarray
    words: list[np.ndarray]
    names: list[str]
    by_hand: list[str]


def fit_once(
    material: Material, n_topics: int, method: str = "mixture", seed: int = 0, anchors: Anchors | None = None
) -> Fit:
    """Fit topics.

    Parameters
    ----------
    material : Material
        Articles.
    n_topics : int
        At most the number of articles and of terms.
    method : {"mixture", "factors", "nmf", "lda"}
        *mixture* and *factors* group the articles (`group_points`, `fit_factors`), and the words are chosen by
        `choose_words`; *nmf* and *lda* are scikit-learn's, with their own heaviest words.
    seed : int
        Of the plain models; ours have nothing random.
    anchors : Anchors, optional
        Topics asked for by their words (mixture only).

    Returns
    -------
    Fit
        Topics by number of articles, most first; ties by their first word. A topic that is no article's main one is
        left out, so there may be fewer than asked.
    """
    # A small draw of the texts may hold fewer topics than are anchored: the first ones.
    anchors = anchors.first(n_topics) if anchors else None
    if method in PLAIN:
        shares, components = plain_model(material.counts, n_topics, method, seed)
        group = round_significant(shares, 8).argmax(axis=1)
        return describe_groups(material, group, method, [""] * n_topics, components)
    elif method == "factors":
        start = material.singular if n_topics <= DIMENSIONS else singular_vectors(material.weighted, n_topics)
        group = round_significant(fit_factors(material.weighted, n_topics, start)[0], 8).argmax(1)
    elif anchors:
        group = group_around(material.points, material.space.place(anchors.counts), n_topics)
    else:
        group = group_points(material.points, material.tree, n_topics)
    names = [*(anchors.names if anchors else []), *[""] * n_topics][:n_topics]
    held = ["anchored" if name else "" for name in names]
    return describe_groups(material, group, method, names, by_hand=held)


def describe_groups(
    material: Material, group: np.ndarray, method: str, names: list[str], components: np.ndarray | None = None,
    by_hand: list[str] | None = None,
) -> Fit:  # fmt: skip
    """Make a fit of grouped articles: counts, weights and words of each group; most articles first.

    A plain model has its own ``components``, whose heaviest words are shown by their part of the component.
    """
    table = make_table(material.counts, group, len(names))
    if components is None:
        weights = word_weights(table)
        words = choose_words(weights, material.windows, material.terms)
    else:
        weights = components / np.maximum(components.sum(axis=1, keepdims=True), 1e-12)
        words = heaviest_words(components)
    first_word = [material.terms[w[0]] if len(w) else "" for w in words]
    order = sorted(np.flatnonzero(table.articles), key=lambda t: (-table.articles[t], first_word[t]))
    position = np.full(len(names) + 1, -1)
    position[order] = np.arange(len(order))
    return Fit(
        method, position[group], table.take(np.array(order, dtype=np.int64)), weights[order],
        [words[t] for t in order], [names[t] for t in order], [by_hand[t] if by_hand else "" for t in order],
    )  # fmt: skip


@dataclass(frozen=True)
class Anchors:
    """Topics an analyst already has in mind.

    Attributes
    ----------
    names : list of str
        What they are called.
    counts : csr_matrix of int, (n_anchors, n_terms)
        1 for each of their words.
    """

    names: list[str]
    counts: sparse.csr_matrix

    def first(self, most: int) -> Anchors:
        """Take the first anchors."""
        return Anchors(self.names[:most], self.counts[:most])


def best_match(topics: list[np.ndarray], others: list[np.ndarray]) -> np.ndarray:
    """Compare each topic with the most similar of others: the largest Jaccard similarity of their words.

    Returns
    -------
    ndarray, (n_topics,)
        0 (no word in common) to 1 (the same words).
    """
    sets = [frozenset(words.tolist()) for words in others]
    return np.array(
        [max((_jaccard(frozenset(words.tolist()), other) for other in sets), default=0.0) for words in topics]
    )


def _jaccard(a: frozenset[int], b: frozenset[int]) -> float:
    return len(a & b) / max(len(a | b), 1)
