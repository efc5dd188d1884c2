"""The words a topic can be made of: those that say what an article is about."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.corpus import Corpus
from analysis.counts import WordCounts
from analysis.statistics.house_marks import HONORIFIC, NAME, find_house_marks
from analysis.text import is_calendar, is_reporting

MAX_TERMS = 5_000
# A word in more texts says nothing about topics, even where one topic fills most of the corpus.
MAX_TEXT_SHARE = 0.8
# An outlet writes its own name so many times as often as the others write it, in at least so many of its texts.
_OWN_NAME, _MIN_OWN = 3, 5
_ROWS_AT_ONCE = 50_000


def are_spread(texts: np.ndarray, n_texts: int) -> np.ndarray:
    """Tell which words are in several but not most of the texts, by the texts that hold each."""
    least = 5 if n_texts >= 500 else 3
    return np.asarray((texts >= least) & (texts <= max(MAX_TEXT_SHARE * n_texts, least)))


def choose_terms(corpus: Corpus, counts: WordCounts) -> tuple[np.ndarray, np.ndarray]:
    """Choose lower-case content words by the independent texts that hold them, and give both; sorted.

    None that says when (`is_calendar`) or only that somebody spoke (`is_reporting`); the most widespread 5,000.
    """
    texts, words, language = counts.groups.per_term(), counts.groups.terms, corpus.language
    spread = np.flatnonzero(are_spread(texts, corpus.independent_texts))
    possible = [i for i in spread if words[i] == words[i].lower() and counts.is_content(words[i], language)]
    about = [i for i in possible if not is_calendar(words[i], language) and not is_reporting(words[i], language)]
    content = np.array(about, dtype=np.int64)
    widest = np.sort(content[np.argsort(-texts[content], kind="stable")][:MAX_TERMS])
    return np.asarray(words[widest]), texts[widest]


def are_marks(corpus: Corpus, terms: np.ndarray, counts: sparse.csr_matrix) -> np.ndarray:
    """Tell which words are forms of address, or an outlet's name as it writes it itself.

    Parameters
    ----------
    terms : ndarray of str, (n_terms,)
    counts : csr_matrix of int, (n_articles, n_terms)
        Rows in the order of ``corpus.articles``.

    Returns
    -------
    ndarray of bool, (n_terms,)
        Of the words of outlets' names only those that at least 5 texts of the outlet hold, and three times as large a
        part of them as of the others': "guardian", but neither "washington" nor "country" of El País.
    """
    first = np.flatnonzero(corpus.articles["first_of_group"])
    outlet, names = pd.factorize(corpus.articles["outlet"].iloc[first], sort=True)
    marks = find_house_marks(list(names), terms)
    held = _texts_with(counts, first, outlet, len(names))
    texts, total = np.bincount(outlet, minlength=len(names)), held.sum(axis=0)
    found = np.zeros(len(terms), dtype=bool)
    found[marks.loc[marks["why"] == HONORIFIC, "term"]] = True
    for source, term in marks.loc[marks["why"] == NAME, ["source", "term"]].itertuples(index=False):
        here, rest = int(held[source, term]), len(outlet) - texts[source]
        # Whole numbers: here / texts >= 3 x elsewhere / rest.
        often = here * max(rest, 1) >= _OWN_NAME * (total[term] - here) * texts[source]
        found[term] |= here >= _MIN_OWN and often
    return found


def _texts_with(counts: sparse.csr_matrix, rows: np.ndarray, outlet: np.ndarray, n_outlets: int) -> np.ndarray:
    """Count the texts, some rows of ``counts``, of each outlet that hold each word, (n_outlets, n_terms)."""
    held = np.zeros((n_outlets, counts.shape[1]), dtype=np.int64)
    for start in range(0, len(rows), _ROWS_AT_ONCE):
        some = slice(start, start + _ROWS_AT_ONCE)
        of = np.arange(len(outlet[some]))
        member = sparse.csr_matrix((np.ones(len(of), np.int64), (outlet[some], of)), (n_outlets, len(of)))
        held += (member @ (counts[rows[some]] > 0)).toarray()
    return held
