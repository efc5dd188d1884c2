"""The first pass: every word of every article, counted by source, field, duplicate and resampling bucket."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, partial

import numpy as np
from scipy import sparse

from analysis.cache import kept
from analysis.corpus import Corpus, Shard
from analysis.counts.cell_counts import AddedByField, Counts, count_shards, sum_cells
from analysis.counts.text_encoding import add_titles, encode_shard
from analysis.text import has_stop_list, is_content

TITLE, BODY = 0, 1
FIRST, OTHER = 0, 1


@dataclass(frozen=True)
class WordCounts(AddedByField):
    """What the first pass counts.

    Attributes
    ----------
    uses : Counts
        Uses of each word; axes ``source``, ``field`` (title 0, body 1), ``duplicate`` (0: first of its group).
    buckets : Counts
        Uses of each word; axis ``bucket``.
    lengths : Counts
        All words, as one term; axes ``source, bucket``.
    parts : Counts
        Uses of each word; axes ``source, period`` (-1: undated): the parts over which dispersion is measured.
    articles : Counts
        Articles that hold the word; axis ``source``.
    groups : Counts
        Independent texts that hold the word; no axis: one row.
    n_articles : int
        Articles counted.
    """

    uses: Counts
    buckets: Counts
    lengths: Counts
    parts: Counts
    articles: Counts
    groups: Counts
    n_articles: int

    @property
    def words(self) -> int:
        """Words in all articles."""
        return int(self.uses.matrix.sum())

    def is_content(self, word: str, language: str) -> bool:
        """Tell whether a word has a meaning of its own (`analysis.text.is_content`).

        In a language without a stop list, the words that every source uses, and a quarter of all articles (at least
        ten), have none: few words that news are about are spread so far.
        """
        return is_content(word, language) and (has_stop_list(language) or word not in self._everywhere)

    @cached_property
    def _everywhere(self) -> frozenset[str]:
        articles = self.articles
        in_all = np.asarray((articles.matrix > 0).sum(axis=0)).ravel() == len(articles.cells)
        often = articles.per_term() >= max(10, 0.25 * self.n_articles)
        return frozenset(articles.terms[in_all & often])


@kept
def count_words(corpus: Corpus) -> WordCounts:
    """Count every word of a corpus of at least one article, in one pass; the same whatever the order of shards."""
    return count_shards(corpus.engine, _count_shard, corpus.shards, "counting words")


def _count_shard(shard: Shard) -> WordCounts:
    n = len(shard.rows)
    encoded = encode_shard(shard)
    matrix, words = encoded.counts(), encoded.words
    whole = add_titles(matrix)
    duplicate = np.where(shard.first, FIRST, OTHER)
    cells = [np.tile(shard.source, 2), np.repeat([TITLE, BODY], n), np.tile(duplicate, 2)]
    length, all_words = sparse.csr_matrix(whole.sum(axis=1)), np.array([""], dtype=object)
    by_group = sum_cells(("group",), shard.group[:, None], words, whole).matrix
    return WordCounts(
        uses=sum_cells(("source", "field", "duplicate"), np.column_stack(cells), words, matrix),
        buckets=sum_cells(("bucket",), shard.bucket[:, None], words, whole),
        lengths=sum_cells(("source", "bucket"), np.column_stack([shard.source, shard.bucket]), all_words, length),
        parts=sum_cells(("source", "period"), np.column_stack([shard.source, shard.period]), words, whole),
        articles=sum_cells(("source",), shard.source[:, None], words, _presence(whole)),
        groups=sum_cells((), np.zeros((by_group.shape[0], 0), np.int64), words, _presence(by_group)),
        n_articles=n,
    )


def _presence(matrix: sparse.csr_matrix) -> sparse.csr_matrix:
    return sparse.csr_matrix((np.ones_like(matrix.data), matrix.indices, matrix.indptr), shape=matrix.shape, copy=True)


def count_in_articles(corpus: Corpus, terms: np.ndarray) -> sparse.csr_matrix:
    """Count given words, sorted, in title and body together.

    Returns
    -------
    csr_matrix of int32, (n_articles, n_terms)
        Rows in the order of ``corpus.articles``; of a million articles of 400 words a little over 1 GB.
    """
    parts = corpus.engine.map(partial(_articles_of_shard, terms=terms), corpus.shards, "counting words")
    starts = np.cumsum([0, *(n for part in parts for n in np.diff(part.indptr))])
    uses, ids = np.empty(starts[-1], np.int32), np.empty(starts[-1], np.int32)
    end = 0
    for i, part in enumerate(parts):
        end += part.nnz
        uses[end - part.nnz : end], ids[end - part.nnz : end] = part.data, part.indices
        # Never all twice.
        parts[i] = None
    return sparse.csr_matrix((uses, ids, starts), shape=(len(starts) - 1, len(terms)))


def _articles_of_shard(shard: Shard, terms: np.ndarray) -> sparse.csr_matrix:
    encoded, cells = encode_shard(shard), np.arange(len(shard.rows))[:, None]
    return Counts(("article",), cells, encoded.words, add_titles(encoded.counts())).select(terms).astype(np.int32)
