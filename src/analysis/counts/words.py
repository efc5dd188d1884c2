"""The first pass: every word of every article, counted by source, field, copy and resampling bucket."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np
from scipy import sparse

from analysis.corpus import Corpus, Shard
from analysis.counts.encoded import encode_shard
from analysis.counts.table import Counts, gather
from analysis.text import is_content

TITLE, BODY = 0, 1
FIRST, OTHER = 0, 1


@dataclass(frozen=True)
class WordCounts:
    """What the first pass counts; all are integers and add up.

    Attributes
    ----------
    uses : Counts
        Uses of each word; axes ``source, bucket, field`` (title 0, body 1), ``copy`` (first of its group 0, other 1).
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
    parts: Counts
    articles: Counts
    groups: Counts
    n_articles: int

    def __add__(self, other: WordCounts) -> WordCounts:
        """Add two passes over different articles (no group in both)."""
        return WordCounts(
            self.uses + other.uses,
            self.parts + other.parts,
            self.articles + other.articles,
            self.groups + other.groups,
            self.n_articles + other.n_articles,
        )

    @property
    def words(self) -> int:
        """Words in all articles."""
        return int(self.uses.matrix.sum())


def count_words(corpus: Corpus) -> WordCounts:
    """Count every word of a corpus in one pass.

    Parameters
    ----------
    corpus : Corpus
        With at least one article.

    Returns
    -------
    WordCounts
        The same whatever the scheduler or the order of shards.
    """
    return corpus.engine.fold(_count_shard, corpus.shards, _add, "counting words")


def _add(left: WordCounts, right: WordCounts) -> WordCounts:
    return left + right


def _count_shard(shard: Shard) -> WordCounts:
    n = len(shard.rows)
    encoded = encode_shard(shard)
    matrix = encoded.counts()
    copy = np.where(shard.first, FIRST, OTHER)
    cells = np.column_stack(
        [np.tile(shard.source, 2), np.tile(shard.bucket, 2), np.repeat([TITLE, BODY], n), np.tile(copy, 2)]
    )
    whole = sparse.csr_matrix(matrix[:n] + matrix[n:])
    presence = _presence(whole)
    by_group = gather(("group",), shard.group[:, None], encoded.words, whole).matrix
    return WordCounts(
        uses=gather(("source", "bucket", "field", "copy"), cells, encoded.words, matrix),
        parts=gather(("source", "period"), np.column_stack([shard.source, shard.period]), encoded.words, whole),
        articles=gather(("source",), shard.source[:, None], encoded.words, presence),
        groups=gather((), np.zeros((by_group.shape[0], 0), np.int64), encoded.words, _presence(by_group)),
        n_articles=n,
    )


def _presence(matrix: sparse.csr_matrix) -> sparse.csr_matrix:
    return sparse.csr_matrix((np.ones_like(matrix.data), matrix.indices, matrix.indptr), shape=matrix.shape)


def count_in_articles(corpus: Corpus, terms: np.ndarray) -> sparse.csr_matrix:
    """Count given words in each article.

    Parameters
    ----------
    corpus : Corpus
        Articles in play.
    terms : ndarray of str, (n_terms,)
        Sorted.

    Returns
    -------
    csr_matrix of int64, (n_articles, n_terms)
        Title and body together; rows in the order of ``corpus.articles``.
    """
    if not len(terms):
        return sparse.csr_matrix((len(corpus.articles), 0), dtype=np.int64)
    return corpus.engine.fold(partial(_articles_of_shard, terms=terms), corpus.shards, _stack, "counting words")


def _articles_of_shard(shard: Shard, terms: np.ndarray) -> sparse.csr_matrix:
    n, encoded = len(shard.rows), encode_shard(shard)
    matrix = encoded.counts()
    whole = sparse.csr_matrix(matrix[:n] + matrix[n:])
    return Counts(("article",), np.arange(n)[:, None], encoded.words, whole).select(terms)


def _stack(above: sparse.csr_matrix, below: sparse.csr_matrix) -> sparse.csr_matrix:
    return sparse.vstack([above, below], format="csr")


def comparable_terms(counts: WordCounts, language: str, least_groups: int = 10) -> np.ndarray:
    """List the words about which sources are compared: no stop words, in at least 10 independent texts; sorted."""
    groups = np.asarray(counts.groups.matrix.sum(axis=0)).ravel()
    chosen = [
        t
        for t, n in zip(counts.groups.terms, groups, strict=True)
        if n >= least_groups and is_content(str(t), language)
    ]
    return np.array(chosen, dtype=object)
