"""The words of topics: how often each occurs there, the ten that tell most, and how well these fit together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from analysis.counts import WindowCounts
from analysis.counts.cell_counts import add_rows
from analysis.tables import round_significant

# One article that repeats a word forty times must not make it the topic's.
MAX_PER_ARTICLE = 3


@dataclass(frozen=True)
class TopicCounts:
    """Counts of words by topic.

    Attributes
    ----------
    uses : ndarray of int64, (n_topics, n_terms)
        Uses of each term in the fitted articles of each topic, at most 3 an article.
    holders : ndarray of int64, (n_topics, n_terms)
        Fitted articles of the topic that hold the term.
    """

    uses: np.ndarray
    holders: np.ndarray

    def join(self, larger: np.ndarray, n_larger: int) -> TopicCounts:
        """Add up the counts of the topics that are part of each larger one."""
        member = np.zeros((n_larger, len(larger)), dtype=np.int64)
        member[larger, np.arange(len(larger))] = 1
        return TopicCounts(member @ self.uses, member @ self.holders)


def count_by_topic(counts: sparse.csr_matrix, main_topic: np.ndarray, n_topics: int) -> TopicCounts:
    """Add up the words of each topic's articles.

    Parameters
    ----------
    counts : csr_matrix of int, (n_articles, n_terms)
    main_topic : ndarray of int, (n_articles,)
        The topic of each article, from 0; -1 for none.
    n_topics : int
        A topic without articles is a row of zeros.
    """
    at = np.flatnonzero(main_topic >= 0)
    member, capped = add_rows(main_topic[at], n_topics), [counts[at], counts[at]]
    for part, most in zip(capped, (MAX_PER_ARTICLE, 1), strict=True):
        part.data = np.minimum(part.data, most)
    return TopicCounts(*((member @ part).toarray() for part in capped))


TOP_WORDS = 10
CANDIDATES = 40
# Lower bound of the number of articles behind a word: n - 2 sqrt(n); words in a few articles keep a fiftieth.
CAUTION = 2.0
MIN_CAUTION = 0.02
# A word that weighs more in another topic counts for a tenth here.
ELSEWHERE = 0.1
# A word's weight against its coherence with the words already chosen.
WEIGHT_SHARE = 0.4
EPSILON = 1e-12
# An article with at most one of its topic's words is there for want of a better place.
LOOSE_WORDS = 1


def word_weights(topics: TopicCounts, within: np.ndarray | None = None) -> np.ndarray:
    """Weigh words by what they say about a topic: p(w | topic) log(p(w | topic) / p(w)) max(1 - 2 / sqrt(n), .02).

    n is the number of the topic's articles that hold w: what rests on a few articles may be chance.

    Parameters
    ----------
    within : ndarray of int, (n_topics, n_terms), optional
        Uses of the words in the larger topic that each is part of: p(w) is then the geometric mean of their share in
        that and in the corpus, so that the words say what sets the part apart from either.

    Returns
    -------
    ndarray, (n_topics, n_terms)
        Each word's part of the Kullback-Leibler divergence of the topic from the corpus, cut by caution, in nats;
        negative for avoided words, 0 for words and topics that do not occur.
    """
    uses = topics.uses.astype(float)
    overall = uses.sum(axis=0)
    sure = np.maximum(1 - CAUTION / np.sqrt(np.maximum(topics.holders, 1)), MIN_CAUTION)
    p = uses / np.maximum(uses.sum(axis=1, keepdims=True), 1.0)
    q = overall / max(overall.sum(), 1.0)
    if within is not None:
        q = np.sqrt(q * within / np.maximum(within.sum(axis=1, keepdims=True), 1))
    with np.errstate(divide="ignore", invalid="ignore"):
        weights = p * np.log(p / q)
    return np.where(p > 0, sure * weights, 0.0)


def choose_words(
    weights: np.ndarray, windows: WindowCounts, terms: np.ndarray, top: int = TOP_WORDS
) -> list[np.ndarray]:
    """Choose each topic's words: heavy ones that occur near each other.

    Greedy from the 40 heaviest words (those that weigh more in another topic count for less): first the heaviest, then
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
    best = weights.argmax(axis=0) if len(weights) else np.zeros(0)
    chosen = []
    for topic, row in enumerate(round_significant(weights, 10)):
        own = row * np.where(best == topic, 1.0, ELSEWHERE)
        order = np.argsort(-own, kind="stable")[:CANDIDATES]
        candidates = _without_possessives(order[own[order] > 0], terms)
        npmi = npmi_matrix(windows, candidates, cautious=True)
        taken = _greedy(own[candidates], npmi, top)
        chosen.append(candidates[taken][np.argsort(-row[candidates[taken]], kind="stable")])
    return chosen


def _greedy(weights: np.ndarray, npmi: np.ndarray, top: int) -> list[int]:
    taken = [0] if len(weights) else []
    while len(taken) < min(top, len(weights)):
        gain = round_significant(WEIGHT_SHARE * weights / weights[0] + npmi[:, taken].mean(axis=1), 10)
        gain[taken] = -np.inf
        taken.append(int(np.argmax(gain)))
    return taken


def _without_possessives(candidates: np.ndarray, terms: np.ndarray) -> np.ndarray:
    """Leave out "osk's" where "osk" is a candidate itself."""
    names = set(terms[candidates])
    return np.array([c for c in candidates if terms[c].removesuffix("'s") not in names - {terms[c]}], dtype=np.int64)


def npmi_matrix(windows: WindowCounts, words: np.ndarray, cautious: bool = False) -> np.ndarray:
    """Compute the normalised pointwise mutual information of pairs of words.

    npmi(a, b) = log((p(a, b) + epsilon) / (p(a) p(b))) / -log(p(a, b) + epsilon), with p the share of windows.

    With ``cautious`` the joint count is its lower bound, n - sqrt(3 n), so that pairs seen a few times do not win.

    Returns
    -------
    ndarray, (n, n)
        From -1 (never together) to 1 (never apart); 0 for a word without windows.

    References
    ----------
    Bouma (2009), eq. 6; with epsilon 1e-12 it equals gensim's ``c_npmi``.
    """
    total = max(windows.windows, 1)
    together = windows.together[words][:, words].toarray().astype(float)
    single = windows.alone[words] / total
    if cautious:
        together = np.maximum(together - np.sqrt(3 * together), 0.0)
    joint = together / total
    base = np.outer(single, single)
    with np.errstate(divide="ignore", invalid="ignore"):
        npmi = np.log((joint + EPSILON) / base) / -np.log(joint + EPSILON)
    npmi = np.where(joint >= 1, 1.0, npmi)
    return np.where(base > 0, npmi, 0.0)


def coherence(windows: WindowCounts, topics: list[np.ndarray]) -> np.ndarray:
    """Average the NPMI of all pairs of each topic's words.

    Returns
    -------
    ndarray, (n_topics,)
        NaN for a topic of fewer than two words.
    """
    averages = []
    for words in topics:
        n = len(words)
        npmi = npmi_matrix(windows, words)
        averages.append((npmi.sum() - np.trace(npmi)) / (n * (n - 1)) if n > 1 else np.nan)
    return np.array(averages)


def are_loose(counts: sparse.csr_matrix, topic: np.ndarray, words: list[np.ndarray]) -> np.ndarray:
    """Tell which articles hold at most one of the words of their topic.

    Parameters
    ----------
    counts : csr_matrix of int, (n_articles, n_terms)
    topic : ndarray of int, (n_articles,)
        Position of each article's topic in ``words``; others for articles without one.
    words : list of ndarray of int
        Positions of each topic's words.

    Returns
    -------
    ndarray of bool, (n_articles,)
        True for articles without a topic.
    """
    loose = np.ones(counts.shape[0], dtype=bool)
    for position, own in enumerate(words):
        mine = np.flatnonzero(topic == position)
        loose[mine] = np.diff(counts[mine][:, own].indptr) <= LOOSE_WORDS
    return loose


def word_overlap(topics: list[np.ndarray], others: list[np.ndarray]) -> np.ndarray:
    """Compute the Jaccard similarity |a and b| / |a or b| of the words of each topic with those of each other one.

    Returns
    -------
    ndarray, (n_topics, n_others)
        0 (no word in common) to 1 (the same words).
    """
    here, there = ([set(words.tolist()) for words in fit] for fit in (topics, others))
    overlap = [[len(a & b) / max(len(a | b), 1) for b in there] for a in here]
    return np.array(overlap, dtype=float).reshape(len(topics), len(others))
