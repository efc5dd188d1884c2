"""Which ten words stand for a topic."""

from __future__ import annotations

import numpy as np

from analysis.counts import WindowCounts
from analysis.tables import round_significant
from analysis.topics.coherence import npmi_matrix
from analysis.topics.table import TopicTable

TOP_WORDS = 10
CANDIDATES = 40
# Lower bound of the number of articles behind a word: n - 2 sqrt(n); words in a few articles keep a fiftieth.
CAUTION = 2.0
LEAST_KEPT = 0.02
# A word that weighs more in another topic counts for a tenth here.
HELD_BACK = 0.1
# A word's weight against its company with the words already chosen.
WEIGHT_SHARE = 0.4


def word_weights(table: TopicTable) -> np.ndarray:
    """Weigh words by what they tell about a topic: p(w | topic) log(p(w | topic) / p(w)) max(1 - 2 / sqrt(n), .02).

    n is the number of the topic's articles that hold w: what rests on a few articles may be chance.

    Parameters
    ----------
    table : TopicTable
        Counts of words by topic.

    Returns
    -------
    ndarray, (n_topics, n_terms)
        Each word's part of the Kullback-Leibler divergence of the topic from the corpus, cut by caution, in nats;
        negative for avoided words, 0 for words and topics that do not occur.
    """
    uses, holders = table.uses.astype(float), table.holders
    overall = uses.sum(axis=0)
    sure = np.maximum(1 - CAUTION / np.sqrt(np.maximum(holders, 1)), LEAST_KEPT)
    p = uses / np.maximum(uses.sum(axis=1, keepdims=True), 1.0)
    q = overall / max(overall.sum(), 1.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        weights = p * np.log(p / q)
    return np.where(p > 0, sure * weights, 0.0)


def choose_words(
    weights: np.ndarray, windows: WindowCounts, terms: np.ndarray, top: int = TOP_WORDS
) -> list[np.ndarray]:
    """Choose each topic's words: heavy ones that keep company with each other.

    Greedy from the 40 heaviest words (those that weigh more in another topic held back): first the heaviest, then
    again and again the word with the largest sum of .4 times its relative weight and its mean cautious NPMI with those
    chosen.

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
        own = row * np.where(best == topic, 1.0, HELD_BACK)
        order = np.lexsort((np.arange(len(terms)), -own))[:CANDIDATES]
        candidates = _without_possessives(order[own[order] > 0], terms)
        chosen.append(_greedy(candidates, row, own, npmi_matrix(windows, candidates, cautious=True), top))
    return chosen


def _greedy(candidates: np.ndarray, row: np.ndarray, own: np.ndarray, npmi: np.ndarray, top: int) -> np.ndarray:
    if not len(candidates):
        return candidates
    relative = WEIGHT_SHARE * own[candidates] / own[candidates[0]]
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
