"""One fit: factors, main topics, and the words that stand for each topic."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from analysis.counts import WindowCounts
from analysis.resample import round_significant
from analysis.topics.factors import ITERATIONS, fit_factors, tfidf
from analysis.topics.words import choose_words, word_weights


@dataclass(frozen=True)
class Fit:
    """A fitted topic model.

    Attributes
    ----------
    factors : ndarray, (n_topics, n_terms)
        Each topic's terms, of unit length.
    main_topic : ndarray of int, (n_fitted,)
        Topic of each fitted article, from 0.
    weights : ndarray, (n_topics, n_terms)
        `analysis.topics.words.word_weights`.
    words : list of ndarray of int
        Positions of each topic's chosen words.
    """

    factors: np.ndarray
    main_topic: np.ndarray
    weights: np.ndarray
    words: list[np.ndarray]


def fit_once(
    counts: sparse.csr_matrix, n_topics: int, windows: WindowCounts, terms: np.ndarray, iterations: int = ITERATIONS
) -> Fit:
    """Fit topics to counts.

    Parameters
    ----------
    counts : csr_matrix of int, (n_articles, n_terms)
        One article of each group.
    n_topics : int
        Number of topics.
    windows : WindowCounts
        Which words keep company.
    terms : ndarray of str, (n_terms,)
        Sorted.
    iterations : int
        Sweeps of the solver.

    Returns
    -------
    Fit
        Topics by number of articles, most first; ties by their first word. A topic that is no article's main one is
        left out, so there may be fewer than asked.
    """
    shares, factors = fit_factors(tfidf(counts), n_topics, iterations)
    main = round_significant(shares, 8).argmax(axis=1)
    weights = word_weights(counts, main, n_topics)
    words = choose_words(weights, windows, terms)
    sizes = np.bincount(main, minlength=n_topics)
    first_word = [terms[w[0]] if len(w) else "" for w in words]
    order = sorted(np.flatnonzero(sizes), key=lambda t: (-sizes[t], first_word[t]))
    position = np.full(n_topics, -1)
    position[order] = np.arange(len(order))
    return Fit(factors[order], position[main], weights[order], [words[t] for t in order])


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
