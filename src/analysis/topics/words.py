"""Which ten words stand for a topic."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from analysis.counts import WindowCounts
from analysis.resample import round_significant
from analysis.topics.coherence import npmi_matrix

TOP_WORDS = 10
CANDIDATES = 30
# One article that repeats a word forty times must not make it the topic's.
MOST_PER_ARTICLE = 3


def word_weights(counts: sparse.csr_matrix, main_topic: np.ndarray, n_topics: int) -> np.ndarray:
    """Weigh words by what they tell about a topic: p(w | topic) log(p(w | topic) / p(w)).

    Parameters
    ----------
    counts : csr_matrix of int, (n_articles, n_terms)
        Uses; at most 3 an article are counted.
    main_topic : ndarray of int, (n_articles,)
        The topic of each article, from 0; -1 for none.
    n_topics : int
        Number of topics.

    Returns
    -------
    ndarray, (n_topics, n_terms)
        Each word's part of the Kullback-Leibler divergence of the topic from the corpus; negative for avoided words,
        0 for words and topics that do not occur.
    """
    capped = counts.astype(float)
    capped.data = np.minimum(capped.data, MOST_PER_ARTICLE)
    at = np.flatnonzero(main_topic >= 0)
    member = sparse.csr_matrix((np.ones(len(at)), (main_topic[at], at)), shape=(n_topics, counts.shape[0]))
    in_topic = np.asarray((member @ capped).todense())
    overall = in_topic.sum(axis=0)
    p = in_topic / np.maximum(in_topic.sum(axis=1, keepdims=True), 1.0)
    q = overall / max(overall.sum(), 1.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        weights = p * np.log(p / q)
    return np.where(p > 0, weights, 0.0)


def choose_words(
    weights: np.ndarray, windows: WindowCounts, terms: np.ndarray, top: int = TOP_WORDS
) -> list[np.ndarray]:
    """Choose each topic's words: heavy ones that keep company with each other.

    Greedy from the 30 heaviest words that weigh most in this topic: first the heaviest, then again and again the word
    with the largest relative weight plus mean cautious NPMI with those already chosen.

    Parameters
    ----------
    weights : ndarray, (n_topics, n_terms)
        From `word_weights`.
    windows : WindowCounts
        Of the fitted articles, over the same terms.
    terms : ndarray of str, (n_terms,)
        Sorted; the last tie-breaker.
    top : int
        Words a topic.

    Returns
    -------
    list of ndarray of int
        Positions of the words chosen, heaviest first; fewer than ``top`` for a topic with few words.
    """
    best = weights.argmax(axis=0)
    chosen = []
    for topic, row in enumerate(round_significant(weights, 10)):
        # Words that weigh more in another topic are held back.
        order = np.lexsort((np.arange(len(terms)), -row * np.where(best == topic, 1.0, 0.5)))[:CANDIDATES]
        candidates = _without_possessives(order[row[order] > 0], terms)
        chosen.append(_greedy(candidates, row, npmi_matrix(windows, candidates, cautious=True), top))
    return chosen


def _greedy(candidates: np.ndarray, row: np.ndarray, npmi: np.ndarray, top: int) -> np.ndarray:
    if not len(candidates):
        return candidates
    relative = row[candidates] / row[candidates[0]]
    taken = [0]
    while len(taken) < min(top, len(candidates)):
        gain = round_significant(relative + npmi[:, taken].mean(axis=1), 10)
        gain[taken] = -np.inf
        taken.append(int(np.argmax(gain)))
    chosen = candidates[taken]
    return chosen[np.argsort(-row[chosen], kind="stable")]


def _without_possessives(candidates: np.ndarray, terms: np.ndarray) -> np.ndarray:
    """Leave out "osk's" where "osk" is a candidate itself."""
    names = set(terms[candidates])
    return np.array([c for c in candidates if terms[c].removesuffix("'s") not in names - {terms[c]}], dtype=np.int64)
