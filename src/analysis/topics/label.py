"""What a topic is called: its first words, joined where they form a phrase."""

from __future__ import annotations

import numpy as np

from analysis.corpus import Corpus
from analysis.counts import count_runs
from analysis.statistics import MIN_TEXTS, log_dice
from analysis.tables import round_significant

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
