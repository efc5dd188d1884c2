"""Words within ten words of each other."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, partial

import numpy as np
from scipy import sparse

from analysis.corpus import Corpus, Shard
from analysis.counts.cell_counts import AddedByField, count_shards
from analysis.counts.phrase_counts import renumber
from analysis.counts.text_encoding import EncodedTexts, encode, encode_shard

WINDOW = 10
_TEXTS_AT_ONCE = 500


@dataclass(frozen=True)
class WindowCounts(AddedByField):
    """Of all ``windows``, those that hold two words ``together``: (n_terms, n_terms) of int64, symmetric."""

    together: sparse.csr_matrix
    windows: int

    @cached_property
    def alone(self) -> np.ndarray:
        """Windows that hold each word, (n_terms,)."""
        return np.asarray(self.together.diagonal())


def count_windows(corpus: Corpus, terms: np.ndarray, chosen: np.ndarray) -> WindowCounts:
    """Count co-occurrence in sliding windows of 10 words.

    A word that occurs twice in a window counts once; an article shorter than a window is one window.

    Parameters
    ----------
    terms : ndarray of str, (n_terms,)
        Sorted.
    chosen : ndarray of bool, (n_articles,)
        Which articles to look at, in the order of ``corpus.articles``.
    """
    ends = np.cumsum([len(shard.rows) for shard in corpus.shards])
    jobs = [(shard, chosen[end - len(shard.rows) : end]) for shard, end in zip(corpus.shards, ends, strict=True)]
    return count_shards(corpus.engine, partial(_windows_of_shard, terms=terms), jobs, "counting words near each other")


def _windows_of_shard(job: tuple[Shard, np.ndarray], terms: np.ndarray) -> WindowCounts:
    shard, chosen = job
    rows = np.flatnonzero(chosen)
    return _windows(encode_shard(shard), np.column_stack([rows, len(shard.rows) + rows]), terms)


def windows_of_texts(texts: list[str], terms: np.ndarray, language: str = "") -> WindowCounts:
    """Count co-occurrence in the windows of texts, as `count_windows` does for a corpus."""
    return _windows(encode(texts, language), np.arange(len(texts))[:, None], terms)


def _windows(encoded: EncodedTexts, articles: np.ndarray, terms: np.ndarray) -> WindowCounts:
    """Count in articles, each of several texts one after the other, (n_articles, n_parts)."""
    ids = renumber(encoded, terms)
    total = WindowCounts(sparse.csr_matrix((len(terms), len(terms)), dtype=np.int64), 0)
    for start in range(0, len(articles), _TEXTS_AT_ONCE):
        some = articles[start : start + _TEXTS_AT_ONCE]
        words = [ids[encoded.starts[text] : encoded.starts[text + 1]] for text in some.ravel()]
        starts = np.cumsum([0, *map(len, words)])[:: some.shape[1]]
        total = total + windows_of_ids(np.concatenate(words), starts, len(terms))
    return total


def windows_of_ids(ids: np.ndarray, starts: np.ndarray, n_terms: int) -> WindowCounts:
    """Count co-occurrence in the windows of texts given as word numbers (-1: none of the words), one after another.

    A window that holds a pair of words is counted once, at the last use of either word in it.
    """
    lengths = np.diff(starts)
    last_window = np.maximum(lengths - WINDOW, 0)
    at = np.flatnonzero(ids >= 0)
    word, text = ids[at], np.repeat(np.arange(len(lengths)), lengths)[at]
    place = at - starts[text]
    order = np.argsort(word, kind="stable")
    again = np.flatnonzero((word[order[1:]] == word[order[:-1]]) & (text[order[1:]] == text[order[:-1]]))
    # The windows of a use: from the first that holds it to the last, or to the last without the next use of the word.
    first, last = np.maximum(place - WINDOW + 1, 0), np.minimum(place, last_window[text])
    last[order[again]] = np.minimum(last[order[again]], place[order[again + 1]] - WINDOW)
    cells = [(np.maximum(last - first + 1, 0), word, word)]
    for step in range(1, min(WINDOW, len(at))):
        near = np.flatnonzero((at[step:] - at[:-step] < WINDOW) & (text[step:] == text[:-step]))
        both = np.minimum(last[near], last[near + step]) - first[near + step] + 1
        near, both = near[both > 0], both[both > 0]
        cells.append((both, word[near], word[near + step]))
    windows, one, other = map(np.concatenate, zip(*cells, strict=True))
    half = sparse.csr_matrix((windows, (one, other)), shape=(n_terms, n_terms), dtype=np.int64)
    alone = sparse.diags_array(half.diagonal(), dtype=np.int64, format="csr")
    return WindowCounts(sparse.csr_matrix(half + half.T - alone), int((last_window + 1).sum()))
