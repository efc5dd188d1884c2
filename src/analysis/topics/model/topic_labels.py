"""The label of a topic: two or three words that most of its articles print, and few others."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
from scipy import sparse

from analysis.corpus import Corpus
from analysis.counts import count_runs, count_terms, shown_forms, write_run
from analysis.statistics.association import log_dice
from analysis.statistics.resampling import MIN_TEXTS
from analysis.tables import round_significant

# A third part is for topics with so few articles that print one of two.
_LEAST, _MOST, _ENOUGH = 2, 3, 0.8
# To miss an article of the topic weighs nine times as much as to name one of another.
_BETA = 3.0
# Two words that occur side by side in a quarter of their uses are one name or term; it stands for a word when so many
# of the articles that hold the word hold it.
_MIN_LOG_DICE, _STANDS_FOR = 12.0, 0.6
# Words that begin with so many equal letters, or as the whole of a shorter one, are forms of one word.
_ALIKE, _SHORTEST = 5, 4


def label_topics(
    corpus: Corpus,
    terms: np.ndarray,
    counts: sparse.csr_matrix,
    levels: Sequence[tuple[list[np.ndarray], np.ndarray]],
) -> list[list[str]]:
    """Name topics by two or three of their words.

    The first part of a label is the word or phrase with the best F3 score of finding the topic's articles by it, each
    later part the one that raises the score of all together most; a word's gain counts for less the lighter it is, from
    all down to nearly none. Parts stand in the order of the words and are written as in running text (`shown_forms`).

    A phrase is of two of the topic's words (logDice from 12 in at least 5 independent texts) and stands for a word if
    60 % of the topic's articles with the word have it. Two forms of one word are not both in a label.

    Parameters
    ----------
    corpus : Corpus
    terms : ndarray of str, (n_terms,)
        Sorted.
    counts : csr_matrix of int64, (n_articles, n_terms)
        All articles.
    levels : sequence of (list of ndarray of int, ndarray of int)
        Positions of each topic's words, heaviest first; the position of each article's topic, (n_articles,), -1 or too
        large for articles without.

    Returns
    -------
    list of list of str
        The labels of each level, in order; no two of all levels have the same parts, as long as the words suffice.

    References
    ----------
    van Rijsbergen (1979), Information Retrieval, chapter 7, for the score.
    """
    known = np.unique(np.concatenate([np.zeros(0, np.int64), *(words for level, _ in levels for words in level)]))
    pairs = _find_phrases(corpus, terms[known], np.asarray(counts[:, known].sum(axis=0)).ravel()) if len(known) else {}
    of_topics = [set(terms[words]) for level, _ in levels for words in level]
    own = {pair: phrase for pair, phrase in pairs.items() if any(set(pair) <= words for words in of_topics)}
    held = _held(corpus, terms[known], counts[:, known], list(own.values()))
    taken: set[frozenset[str]] = set()
    chosen = [_choose_all(terms, words, position, own, held, taken) for words, position in levels]
    used = {part for parts in chosen for label in parts for part in label}
    shown = shown_forms(corpus, {part: held[part] for part in sorted(used)})
    return [[_write([shown[part] for part in label]) for label in parts] for parts in chosen]


def _write(parts: list[str]) -> str:
    """Join the parts, without one that another holds as half of a name."""
    return ", ".join(part for part in parts if not any(part != other and part in other.split(" ") for other in parts))


def _find_phrases(corpus: Corpus, words: np.ndarray, uses: np.ndarray) -> dict[tuple[str, str], str]:
    """Find the phrase of two words, with what most often connects them."""
    found = count_runs(corpus, words, np.arange(len(words))[:, None])
    pairs = found.runs % len(words)
    strength = round_significant(log_dice(found.uses, uses[pairs].sum(axis=1)))
    keep = (strength >= _MIN_LOG_DICE) & (found.groups >= MIN_TEXTS) & (pairs[:, 0] != pairs[:, 1])
    rarest_first = np.argsort(found.uses[keep], kind="stable")
    return {
        (str(words[a]), str(words[b])): write_run(run, words, corpus.language)
        for (a, b), run in zip(pairs[keep][rarest_first], found.runs[keep][rarest_first].tolist(), strict=True)
    }


def _held(corpus: Corpus, words: np.ndarray, counts: sparse.csr_matrix, phrases: list[str]) -> dict[str, np.ndarray]:
    """List the positions of the articles that hold each word and each phrase, in order."""
    found = [(words, counts)]
    if phrases:
        by_article = count_terms(corpus, phrases, ("article",))
        found.append((by_article.terms, by_article.matrix))
    return {
        str(term): matrix.indices[matrix.indptr[at] : matrix.indptr[at + 1]].astype(np.int64)
        for names, matrix in ((names, sparse.csc_matrix(matrix)) for names, matrix in found)
        for at, term in enumerate(names)
    }


def _choose_all(
    terms: np.ndarray,
    words: list[np.ndarray],
    position: np.ndarray,
    pairs: dict[tuple[str, str], str],
    held: dict[str, np.ndarray],
    taken: set[frozenset[str]],
) -> list[list[str]]:
    some = (position >= 0) & (position < len(words))
    labels = []
    for topic, own in enumerate(words):
        mine = position == topic
        parts = _possible_parts([str(term) for term in terms[own]], pairs, held, mine)
        labels.append(_choose(parts, held, mine, some, taken))
        taken.add(frozenset(labels[-1]))
    return labels


def _possible_parts(
    words: list[str], pairs: dict[tuple[str, str], str], held: dict[str, np.ndarray], mine: np.ndarray
) -> list[str]:
    """List the words, each as the phrase that stands for it if there is one; no possessives if there are others."""
    parts = []
    for word in [word for word in words if not word.endswith("'s")] or words:
        # Of several phrases the most frequent, then that with the heavier other word.
        phrases = [pairs[pair] for other in words for pair in ((word, other), (other, word)) if pair in pairs]
        standing = {part: int(mine[held[part]].sum()) for part in [word, *phrases]}
        best = max(phrases, key=standing.__getitem__, default=word)
        parts.append(best if standing[best] >= _STANDS_FOR * standing[word] else word)
    return list(dict.fromkeys(parts))


def _choose(
    parts: list[str], held: dict[str, np.ndarray], mine: np.ndarray, some: np.ndarray, taken: set[frozenset[str]]
) -> list[str]:
    chosen: list[str] = []
    covered, score, size = np.zeros_like(mine), 0.0, int(mine.sum())
    hits = found = 0
    while len(chosen) < _MOST:
        enough = len(chosen) >= _LEAST and hits >= _ENOUGH * size
        free = [part for part in parts if not any(_are_alike(part, other, held) for other in chosen)]
        new = [part for part in free if len(chosen) + 1 < _LEAST or frozenset([*chosen, part]) not in taken]
        if not new or (enough and frozenset(chosen) not in taken):
            break
        more = [held[part][~covered[held[part]]] for part in new]
        counts = [(hits + int(mine[at].sum()), found + int(some[at].sum())) for at in more]
        gains = [_score(*count, size) - score for count in counts]
        weights = [1 - parts.index(part) / (len(parts) + 1) for part in new]
        best = int(np.argmax(np.round(np.multiply(gains, weights), 9)))
        chosen.append(new[best])
        covered[more[best]] = True
        hits, found = counts[best]
        score = _score(hits, found, size)
    return sorted(chosen, key=parts.index)


def _are_alike(part: str, other: str, words: Collection[str]) -> bool:
    """Tell whether two parts share a word, or forms of one; words of topics alone count, not what connects them."""
    pairs = [(a, b) for a in part.split(" ") for b in other.split(" ") if a in words and b in words]
    letters = [min(_ALIKE, max(_SHORTEST, min(len(a), len(b)))) for a, b in pairs]
    return any(a[:n] == b[:n] for (a, b), n in zip(pairs, letters, strict=True))


def _score(hits: int, found: int, size: int) -> float:
    """Compute the F score of finding the topic's articles among all with a topic."""
    return (1 + _BETA**2) * hits / max(found + _BETA**2 * size, 1)
