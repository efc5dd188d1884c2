"""Which ten words stand for a topic."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from analysis.corpus import Corpus
from analysis.counts import WindowCounts, count_runs
from analysis.statistics import MIN_TEXTS, log_dice
from analysis.tables import round_significant
from analysis.topics.model.topic_counts import TopicTable

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


EPSILON = 1e-12


def npmi_matrix(windows: WindowCounts, words: np.ndarray, cautious: bool = False) -> np.ndarray:
    """Compute the normalised pointwise mutual information of pairs of words.

    npmi(a, b) = log((p(a, b) + epsilon) / (p(a) p(b))) / -log(p(a, b) + epsilon), with p the share of windows.

    Parameters
    ----------
    windows : WindowCounts
        Over some vocabulary.
    words : ndarray of int, (n,)
        Positions in it.
    cautious : bool
        Take the lower bound of the joint count, n - sqrt(3 n), so that pairs seen a few times do not win.

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

    Parameters
    ----------
    windows : WindowCounts
        Of the articles in which the words' company is looked up.
    topics : list of ndarray of int
        Positions of each topic's words.

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


def mean_coherence(windows: WindowCounts, topics: list[np.ndarray]) -> float:
    """Average `coherence` over the topics that have one; 0 when none has."""
    known = coherence(windows, topics)
    known = known[np.isfinite(known)]
    return float(known.mean()) if len(known) else 0.0


def diversity(topics: list[np.ndarray]) -> float:
    """Compute the share of different words among the words of all topics; 0 for no topics."""
    words = np.concatenate(topics) if topics else np.zeros(0)
    return len(np.unique(words)) / max(len(words), 1)


def empty_windows(n_terms: int) -> WindowCounts:
    """Make the counts of no articles."""
    return WindowCounts(sparse.csr_matrix((n_terms, n_terms), dtype=np.int64), 0)


PARTS = 3
# Words that stand side by side in a quarter of their uses are one name or term.
LEAST_LOG_DICE = 12.0
# They tell a house's style; a topic is not called by them.
FORMS_OF_ADDRESS = frozenset({"mr", "mrs", "ms"})


def label_topics(corpus: Corpus, terms: np.ndarray, uses: np.ndarray, words: list[np.ndarray]) -> list[str]:
    """Name topics by their words.

    Parameters
    ----------
    corpus : Corpus
        Articles in play.
    terms : ndarray of str, (n_terms,)
        Sorted.
    uses : ndarray of int, (n_terms,)
        Uses of each in the corpus.
    words : list of ndarray of int
        Positions of each topic's words, heaviest first.

    Returns
    -------
    list of str
        Three words or phrases each, joined by commas: in the order of the words, a word gives way to the phrase of two
        of the topic's words (logDice from 12 in at least 5 independent texts) it stands in. A label used twice gets
        the next word of the later topic as well.
    """
    known = np.unique(np.concatenate(words)) if words else np.zeros(0, dtype=np.int64)
    phrases = _find_phrases(corpus, terms[known], uses[known]) if len(known) else {}
    labels: list[str] = []
    for topic in words:
        parts = _join([str(term) for term in terms[topic] if term not in FORMS_OF_ADDRESS], phrases)
        label = ", ".join(parts[:PARTS])
        size = PARTS
        while label in labels and size < len(parts):
            size += 1
            label = ", ".join(parts[:size])
        labels.append(label)
    return labels


def _find_phrases(corpus: Corpus, words: np.ndarray, uses: np.ndarray) -> dict[tuple[str, str], float]:
    found = count_runs(corpus, words, np.arange(len(words))[:, None])
    cling = log_dice(found.uses, uses[found.runs].sum(axis=1))
    keep = (cling >= LEAST_LOG_DICE) & (found.groups >= MIN_TEXTS) & (found.runs[:, 0] != found.runs[:, 1])
    pairs = zip(found.runs[keep], round_significant(cling[keep]), strict=True)
    return {(str(words[a]), str(words[b])): float(strength) for (a, b), strength in pairs}


def _join(words: list[str], phrases: dict[tuple[str, str], float]) -> list[str]:
    parts: list[str] = []
    taken: set[str] = set()
    for word in words:
        if word in taken:
            continue
        free = [other for other in words if other not in taken and other != word]
        pairs = [pair for other in free for pair in ((word, other), (other, word)) if pair in phrases]
        best = min(pairs, key=lambda pair: (-phrases[pair], pair), default=(word,))
        taken.update(best)
        parts.append(" ".join(best))
    return parts
