"""The articles a topic model is fitted on: one of each group, words worth a topic, their windows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import sparse

from analysis.corpus import Corpus
from analysis.counts import WindowCounts, WordCounts, count_in_articles, count_windows
from analysis.text import is_content
from analysis.topics.model.article_space import word_vectors
from analysis.topics.model.topic_fit import Material

# Most groups for the final fit, and for choosing and stability.
MOST_FITTED = 50_000
MOST_CHOOSING = 8_000
MOST_TERMS = 5_000
# A word in more texts says nothing about topics, even where one topic fills most of the corpus.
COMMONEST = 0.8


@dataclass(frozen=True)
class Sample:
    """Counts of the words worth a topic.

    Attributes
    ----------
    terms : ndarray of str, (n_terms,)
        Sorted.
    counts : csr_matrix of int64, (n_articles, n_terms)
        All articles, in the order of ``corpus.articles``.
    fitted, choosing : ndarray of int
        Rows of the articles used for the final fit, and for choosing the number of topics: firsts of their groups,
        taken in the order of content hashes.
    halves : tuple of WindowCounts
        Windows of the even and of the odd ones among the choosing articles.
    """

    terms: np.ndarray
    counts: sparse.csr_matrix
    fitted: np.ndarray
    choosing: np.ndarray
    halves: tuple[WindowCounts, WindowCounts]

    @cached_property
    def for_fitting(self) -> Material:
        """What the final topics are fitted to; company is that of the choosing articles."""
        return Material(self.counts[self.fitted], self._windows, self._vectors, self.terms)

    @cached_property
    def for_choosing(self) -> Material:
        """What the number of topics is chosen on."""
        return Material(self.counts[self.choosing], self._windows, self._vectors, self.terms)

    @cached_property
    def for_halves(self) -> tuple[Material, Material]:
        """Every second of the choosing articles, and the rest."""
        even, odd = (
            Material(self.counts[self.choosing[start::2]], half, word_vectors(half), self.terms)
            for start, half in enumerate(self.halves)
        )
        return even, odd

    @cached_property
    def _windows(self) -> WindowCounts:
        return self.halves[0] + self.halves[1]

    @cached_property
    def _vectors(self) -> np.ndarray:
        return word_vectors(self._windows)


def take_sample(corpus: Corpus, words: WordCounts) -> Sample:
    """Choose articles and words for a topic model.

    Parameters
    ----------
    corpus : Corpus
        Articles in play.
    words : WordCounts
        Its words.

    Returns
    -------
    Sample
        Words: lower-case content words in at least 5 independent texts (3 in a corpus of fewer than 500) and at most
        four fifths of them, the 5,000 most widespread. Articles without any such word are not fitted.
    """
    terms = _choose_terms(corpus, words)
    counts = count_in_articles(corpus, terms)
    holds = np.diff(counts.indptr) > 0
    firsts = np.flatnonzero(corpus.articles["first_of_group"].to_numpy() & holds)
    choosing = firsts[:MOST_CHOOSING]
    even, odd = (count_windows(corpus, terms, _mask(len(holds), choosing[start::2])) for start in (0, 1))
    return Sample(terms, counts, firsts[:MOST_FITTED], choosing, (even, odd))


def _choose_terms(corpus: Corpus, words: WordCounts) -> np.ndarray:
    groups = np.asarray(words.groups.matrix.sum(axis=0)).ravel()
    n_groups = corpus.independent_texts
    least = 5 if n_groups >= 500 else 3
    most = max(COMMONEST * n_groups, least)
    names = words.groups.terms
    able = [
        i
        for i, t in enumerate(names)
        if least <= groups[i] <= most and t == t.lower() and is_content(str(t), corpus.language)
    ]
    at = np.array(able, dtype=np.int64)
    return np.asarray(names[np.sort(at[np.lexsort((at, -groups[at]))][:MOST_TERMS])])


def _mask(n: int, rows: np.ndarray) -> np.ndarray:
    mask = np.zeros(n, dtype=bool)
    mask[rows] = True
    return mask
