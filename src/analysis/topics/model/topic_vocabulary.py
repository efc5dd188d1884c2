"""The words a topic can be made of: those that say what an article is about."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.corpus import Corpus
from analysis.counts import WordCounts
from analysis.counts.cell_counts import add_rows
from analysis.statistics.house_marks import HONORIFIC, NAME, find_house_marks
from analysis.statistics.score_test import length_stratum
from analysis.text import is_calendar, is_filler, is_reporting
from analysis.topics.model.article_space import DIMENSIONS, singular_vectors, weigh_words

MAX_TERMS = 5_000
_LEFT_OUT = (is_calendar, is_reporting, is_filler)
# A word in more texts says nothing about topics, even where one topic fills most of the corpus.
MAX_TEXT_SHARE = 0.8
# An outlet writes its own name so many times as often as the others write it, in at least so many of its texts.
_OWN_NAME, _MIN_OWN = 3, 5
_ROWS_AT_ONCE = 50_000
# Texts that tell which words are used evenly; in fewer, or in a smaller part of them, a word's spread is mostly chance.
_MAX_TEXTS, _MIN_TEXTS, _MIN_SHARE = 4_000, 400, 0.02
# Errors by which the spread may be larger; parts of the median word's spread, and of its uses again.
_ERRORS, _SPREAD, _AGAIN = 2.0, 0.25, 0.5


def are_spread(texts: np.ndarray, n_texts: int) -> np.ndarray:
    """Tell which words are in several but not most of the texts, by the texts that hold each."""
    least = 5 if n_texts >= 500 else 3
    return np.asarray((texts >= least) & (texts <= max(MAX_TEXT_SHARE * n_texts, least)))


def choose_terms(corpus: Corpus, counts: WordCounts) -> tuple[np.ndarray, np.ndarray]:
    """Choose lower-case content words by the independent texts that hold them, and give both; sorted.

    None that says when (`is_calendar`), only that somebody spoke (`is_reporting`) or nothing (`is_filler`); the most
    widespread 5,000.
    """
    texts, words, language = counts.groups.per_term(), counts.groups.terms, corpus.language
    spread = np.flatnonzero(are_spread(texts, corpus.independent_texts))
    possible = [i for i in spread if words[i] == words[i].lower() and counts.is_content(words[i], language)]
    about = [i for i in possible if not any(kind(words[i], language) for kind in _LEFT_OUT)]
    content = np.array(about, dtype=np.int64)
    widest = np.sort(content[np.argsort(-texts[content], kind="stable")][:MAX_TERMS])
    return np.asarray(words[widest]), texts[widest]


def are_marks(corpus: Corpus, terms: np.ndarray, counts: sparse.csr_matrix) -> np.ndarray:
    """Tell which words are forms of address, or an outlet's name as it writes it itself.

    Parameters
    ----------
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
        held += (add_rows(outlet[some], n_outlets) @ (counts[rows[some]] > 0)).toarray()
    return held


def are_even(counts: sparse.csr_matrix, words: np.ndarray) -> np.ndarray:
    """Tell which words say nothing about what an article is about, by how they are used; no list, no labels.

    Parameters
    ----------
    counts : csr_matrix of int, (n_texts, n_terms)
        Of texts in the order of content hashes, at most the first 4,000 of which are looked at.
    words : ndarray of int, (n_texts,)
        Length of each text.

    Returns
    -------
    ndarray of bool, (n_terms,)
        True for words in at least 2 % of the texts that have nothing in common (the `spread` and two of its errors are
        under a quarter of the median word's) and do not use the word again and again (`uses_again` is under half of the
        median word's). None in fewer than 400 texts.
    """
    counts, words = counts[:_MAX_TEXTS], words[:_MAX_TEXTS]
    n_texts, n_terms = counts.shape
    even = np.zeros(n_terms, dtype=bool)
    often = np.flatnonzero(np.bincount(counts.indices, minlength=n_terms) >= _MIN_SHARE * n_texts)
    if n_texts < _MIN_TEXTS or not len(often):
        return even
    weighted = weigh_words(counts, n_texts, np.bincount(counts.indices, minlength=n_terms))
    axes = singular_vectors(weighted, DIMENSIONS).left
    strata, place = np.unique(length_stratum(words), return_inverse=True)
    members = add_rows(place, len(strata))
    found, error = spread(counts[:, often], axes, members)
    again = uses_again(counts[:, often], members)
    apart = (found + _ERRORS * error).round(9) >= (_SPREAD * np.median(found)).round(9)
    even[often] = ~apart & (again.round(9) < (_AGAIN * np.median(again)).round(9))
    return even


def spread(counts: sparse.csr_matrix, axes: np.ndarray, members: sparse.csr_matrix) -> tuple[np.ndarray, np.ndarray]:
    """Measure how far the texts that hold a word lie in directions of their own.

    With x the presence of the word in a text, p its mean in the texts of about the same length and u an axis, less its
    mean in these: the sum over axes of (sum of u (x - p))^2, less the sum of u^2 p (1 - p) that chance gives it,
    divided by the sum of p^2.

    Parameters
    ----------
    counts : csr_matrix of int, (n_texts, n_terms)
    axes : ndarray, (n_texts, n_axes)
        Orthonormal, such as those of latent semantic analysis.
    members : csr_matrix, (n_strata, n_texts)
        1 for the texts of each stratum of length.

    Returns
    -------
    tuple of ndarray, (n_terms,)
        The spread, about 0 for words dealt at random, and its standard deviation for these.
    """
    size, p = _presence(counts, members)
    u = axes - (members.T @ ((members @ axes) / size))
    apart = ((counts > 0).T @ u).T
    chance = (members @ u**2).T @ (p * (1 - p))
    scale = np.maximum((size * p**2).sum(axis=0), 1e-12)
    return (apart**2 - chance).sum(axis=0) / scale, np.sqrt(2 * (chance**2).sum(axis=0)) / scale


def uses_again(counts: sparse.csr_matrix, members: sparse.csr_matrix) -> np.ndarray:
    """Compare the uses beyond the first in a text with those of a word dealt at random, in as many texts.

    Returns
    -------
    ndarray, (n_terms,)
        About 1 for a word dealt at random: the sum of -log(1 - p) - p over texts is what a Poisson word has.

    References
    ----------
    Church & Gale (1995), Poisson mixtures: content words are used again where they are used.
    """
    size, p = _presence(counts, members)
    expected = (size * (-np.log(np.maximum(1 - p, 1 / (2 * size))) - p)).sum(axis=0)
    again = np.asarray(counts.sum(axis=0)).ravel() - np.asarray((counts > 0).sum(axis=0)).ravel()
    return np.asarray(again / np.maximum(expected, 1e-12))


def _presence(counts: sparse.csr_matrix, members: sparse.csr_matrix) -> tuple[np.ndarray, np.ndarray]:
    """Give the size of each stratum, as a column, and the share of its texts that hold each word."""
    size = np.asarray(members.sum(axis=1)).reshape(-1, 1)
    return size, (members @ (counts > 0)).toarray() / size
