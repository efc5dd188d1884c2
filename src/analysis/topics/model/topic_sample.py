"""The articles a topic model is fitted on: one of each group, its vocabulary, and their windows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.corpus import Corpus
from analysis.counts import WindowCounts, WordCounts, count_in_articles, count_windows
from analysis.topics.model.article_space import word_vectors
from analysis.topics.model.topic_fit import FitData
from analysis.topics.model.topic_model import MIN_WORDS
from analysis.topics.model.topic_vocabulary import are_even, are_marks, are_spread, choose_terms

# Groups for the final fit, and for choosing and stability.
MAX_FITTED = 50_000
MAX_CHOOSING = 8_000


@dataclass(frozen=True)
class Sample:
    """Counts of the topic vocabulary.

    Attributes
    ----------
    terms : ndarray of str, (n_terms,)
        Sorted.
    counts : csr_matrix of int64, (n_articles, n_terms)
        All articles, in the order of ``corpus.articles``.
    fitted, choosing : ndarray of int
        Rows of the articles used for the final fit, and for choosing the number of topics, ascending: firsts of their
        groups, of many a fixed sample by chance.
    halves : tuple of WindowCounts
        Windows of the even and of the odd ones among the choosing articles.
    """

    terms: np.ndarray
    counts: sparse.csr_matrix
    fitted: np.ndarray
    choosing: np.ndarray
    halves: tuple[WindowCounts, WindowCounts]

    @cached_property
    def for_fitting(self) -> FitData:
        """What the final topics are fitted to; windows are those of the choosing articles."""
        if len(self.fitted) == len(self.choosing):
            return self.for_choosing
        return FitData(self.counts[self.fitted], *self._words)

    @cached_property
    def for_choosing(self) -> FitData:
        """What the number of topics is chosen on."""
        return FitData(self.counts[self.choosing], *self._words)

    @cached_property
    def for_half(self) -> FitData:
        """Every second of the choosing articles."""
        return FitData(self.counts[self.choosing[::2]], self.halves[0], word_vectors(self.halves[0]), self.terms)

    @cached_property
    def _words(self) -> tuple[WindowCounts, np.ndarray, np.ndarray]:
        windows = self.halves[0] + self.halves[1]
        return windows, word_vectors(windows), self.terms


def take_sample(corpus: Corpus, counts: WordCounts) -> Sample:
    """Choose articles and words for a topic model.

    Returns
    -------
    Sample
        Vocabulary: content words (`choose_terms`) in at least 5 independent texts (3 in a corpus of fewer than 500) and
        at most four fifths of them, neither outlets' own marks (`are_marks`) nor spread evenly over all subjects
        (`are_even`). Articles of under 20 words are none of these texts; they and articles without any such word are
        not fitted.
    """
    first, words = corpus.articles["first_of_group"].to_numpy(), corpus.articles["words"].to_numpy()
    long = words >= MIN_WORDS
    terms, texts = choose_terms(corpus, counts)
    in_articles = count_in_articles(corpus, terms)
    # Lines under videos repeat a few words: those are no vocabulary.
    kept = are_spread(
        texts - np.bincount(in_articles[first & ~long].indices, minlength=len(terms)), (first & long).sum()
    )
    kept = np.flatnonzero(kept & ~are_marks(corpus, terms, in_articles))
    fitted = _draw(corpus.articles["group"], np.flatnonzero(first & long), MAX_FITTED)
    kept = kept[~are_even(in_articles[fitted][:, kept], words[fitted])]
    terms, in_articles = terms[kept], in_articles[:, kept]
    # Words are shuffled in this order.
    in_articles.sort_indices()
    has_term = np.diff(in_articles.indptr) > 0
    firsts, groups = np.flatnonzero(first & long & has_term), corpus.articles["group"]
    choosing = _draw(groups, firsts, MAX_CHOOSING)
    rows = np.arange(len(has_term))
    even, odd = (count_windows(corpus, terms, np.isin(rows, choosing[start::2])) for start in (0, 1))
    return Sample(terms, in_articles, _draw(groups, firsts, MAX_FITTED), choosing, (even, odd))


def _draw(groups: pd.Series, rows: np.ndarray, most: int) -> np.ndarray:
    """Draw up to ``most`` rows, each of another group, in the order of a hash of the group's name (`draw_texts`)."""
    chance = pd.util.hash_array(groups.to_numpy(dtype=object)[rows])
    return np.sort(rows[np.argsort(chance, kind="stable")[:most]])
