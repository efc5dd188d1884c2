"""Counts of chosen terms in each group of copies and source: what permutations and grouped errors are made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from scipy import sparse

from analysis.corpus import Corpus, Shard
from analysis.counts.table import Counts
from analysis.counts.vectorize import encode, whole_texts
from analysis.engine import map_shards


@dataclass(frozen=True)
class GroupCounts:
    """One row for each group of copies x source.

    Attributes
    ----------
    group, source : ndarray of int64, (n_rows,)
        Which group and source; rows are ordered by group, then source.
    counts : csr_matrix of int64, (n_rows, n_terms)
        Uses of the terms.
    words : ndarray of int64, (n_rows,)
        All words.
    """

    group: np.ndarray
    source: np.ndarray
    counts: sparse.csr_matrix
    words: np.ndarray


def count_groups(corpus: Corpus, terms: np.ndarray, choose: Callable[[str, int], str] | None = None) -> GroupCounts:
    """Count terms by group of copies and source.

    Parameters
    ----------
    corpus : Corpus
        Articles in play.
    terms : ndarray of str, (n_terms,)
        Sorted.
    choose : callable, optional
        Of a title or text and the number of its source: the part of it to count, such as the source's own sentences
        (`analysis.reuse.SharedSentences.own_text`).

    Returns
    -------
    GroupCounts
        Title and text together.
    """
    parts = map_shards(partial(_groups_of_shard, terms=terms, choose=choose), corpus.shards)
    return GroupCounts(
        group=np.concatenate([part.group for part in parts]),
        source=np.concatenate([part.source for part in parts]),
        counts=sparse.vstack([part.counts for part in parts], format="csr"),
        words=np.concatenate([part.words for part in parts]),
    )


def _groups_of_shard(shard: Shard, terms: np.ndarray, choose: Callable[[str, int], str] | None) -> GroupCounts:
    table = shard.read(["title", "text"])
    titles, texts = list(table["title"]), list(table["text"])
    if choose is not None:
        titles = [choose(title, int(source)) for title, source in zip(titles, shard.source, strict=True)]
        texts = [choose(text, int(source)) for text, source in zip(texts, shard.source, strict=True)]
    encoded = encode(whole_texts(titles, texts))
    matrix = encoded.counts()
    cells, position = np.unique(np.column_stack([shard.group, shard.source]), axis=0, return_inverse=True)
    add = sparse.csr_matrix((np.ones(len(table), np.int64), (position.ravel(), np.arange(len(table)))))
    chosen = Counts(("article",), np.arange(len(table))[:, None], encoded.words, matrix).select(terms)
    words = np.asarray(matrix.sum(axis=1)).ravel()
    return GroupCounts(cells[:, 0], cells[:, 1], sparse.csr_matrix(add @ chosen), np.asarray(add @ words))
