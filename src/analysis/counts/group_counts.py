"""Counts of chosen terms by group of duplicates and source, for permutations and grouped errors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from scipy import sparse

from analysis.corpus import Corpus, Shard
from analysis.counts.cell_counts import add_rows
from analysis.counts.phrase_counts import count_in_texts
from analysis.counts.shared_sentences import SharedSentences
from analysis.counts.text_encoding import EncodedTexts, encode, encode_shard


@dataclass(frozen=True)
class GroupCounts:
    """One row for each group of duplicates x source.

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

    def take(self, terms: np.ndarray) -> GroupCounts:
        """Take some of the terms, by number or as flags; all words stay."""
        return GroupCounts(self.group, self.source, self.counts[:, terms], self.words)


@dataclass(frozen=True)
class TextViews:
    """The same terms in every article; in the first article of each group; there below the title; in own sentences."""

    all_text: GroupCounts
    one_each: GroupCounts
    without_titles: GroupCounts
    own: GroupCounts

    def take(self, terms: np.ndarray) -> TextViews:
        """Take some of the terms of all views, by number or as flags."""
        views = (self.all_text, self.one_each, self.without_titles, self.own)
        return TextViews(*(view.take(terms) for view in views))


def count_views(corpus: Corpus, terms: Sequence[str] | np.ndarray, shared: SharedSentences | None = None) -> TextViews:
    """Count words and phrases by group and source, title and text together, in four views, in one pass.

    Parameters
    ----------
    terms : sequence of str, (n_terms,)
        Words, and phrases with blanks between their words.
    shared : SharedSentences, optional
        What is not a source's own; without it all sentences are.
    """
    job = partial(_views_of_shard, terms=list(terms), shared=shared)
    parts = corpus.engine.map(job, corpus.shards, "counting words")
    return TextViews(*(_join([part[view] for part in parts]) for view in range(4)))


def _join(parts: list[GroupCounts]) -> GroupCounts:
    return GroupCounts(
        group=np.concatenate([part.group for part in parts]),
        source=np.concatenate([part.source for part in parts]),
        counts=sparse.vstack([part.counts for part in parts], format="csr"),
        words=np.concatenate([part.words for part in parts]),
    )


def _views_of_shard(shard: Shard, terms: list[str], shared: SharedSentences | None) -> tuple[GroupCounts, ...]:
    n, counted = len(shard.rows), _count(encode_shard(shard), terms)
    below, whole = counted[n:], counted[:n] + counted[n:]
    own = whole if shared is None else _leave_own(shard, terms, whole, shared)
    every, first = np.arange(n), np.flatnonzero(shard.first)
    views = ((every, whole), (first, whole), (first, below), (every, own))
    return tuple(_sum_groups(shard, at, rows[at]) for at, rows in views)


def _count(encoded: EncodedTexts, terms: list[str]) -> sparse.csr_matrix:
    """Count terms in texts, and in a last column all words: (n_texts, n_terms + 1)."""
    words = sparse.csr_matrix(np.diff(encoded.starts)[:, None])
    return sparse.csr_matrix(sparse.hstack([count_in_texts(encoded, terms), words]))


def _leave_own(shard: Shard, terms: list[str], whole: sparse.csr_matrix, shared: SharedSentences) -> sparse.csr_matrix:
    """Replace the rows of articles that hold copied sentences by those of what is left of them."""
    copied = shared.articles[shard.article]
    at = np.flatnonzero(copied)
    table, sources = shard.read(["title", "text"]).iloc[at], shard.source[at]
    left = [
        shared.own_text(text, int(source))
        for column in ("title", "text")
        for text, source in zip(table[column], sources, strict=True)
    ]
    counted = _count(encode(left, shard.language), terms)
    own = add_rows(at, len(copied)) @ (counted[: len(at)] + counted[len(at) :])
    return sparse.csr_matrix(sparse.diags_array(~copied, dtype=np.int64) @ whole + own)


def _sum_groups(shard: Shard, at: np.ndarray, counted: sparse.csr_matrix) -> GroupCounts:
    """Add up the rows of some articles of a shard."""
    cells, position = np.unique(np.column_stack([shard.group, shard.source])[at], axis=0, return_inverse=True)
    summed = sparse.csr_matrix(add_rows(position.ravel(), len(cells)) @ counted)
    return GroupCounts(cells[:, 0], cells[:, 1], summed[:, :-1], summed[:, -1].toarray().ravel())
