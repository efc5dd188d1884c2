"""Counts of chosen terms by group of duplicates and source, for permutations and grouped errors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from scipy import sparse

from analysis.corpus import Corpus, Shard
from analysis.counts.cell_counts import Counts
from analysis.counts.phrase_counts import count_in_texts
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


def count_views(
    corpus: Corpus, terms: Sequence[str] | np.ndarray, own_text: Callable[[str, int], str], shared: np.ndarray
) -> TextViews:
    """Count words and phrases by group and source, title and text together, in four views, in one pass.

    Parameters
    ----------
    terms : sequence of str, (n_terms,)
        Words, and phrases with blanks between their words.
    own_text : callable
        Of a title or text and the number of its source: what the source wrote itself (`SharedSentences.own_text`).
    shared : ndarray of bool, (n_articles,)
        Which articles hold a sentence that is not their source's own; the others are own throughout.
    """
    job = partial(_views_of_shard, terms=list(terms), own_text=own_text, shared=shared)
    parts = corpus.engine.map(job, corpus.shards, "counting words")
    return TextViews(*(_join([part[view] for part in parts]) for view in range(4)))


def _join(parts: list[GroupCounts]) -> GroupCounts:
    return GroupCounts(
        group=np.concatenate([part.group for part in parts]),
        source=np.concatenate([part.source for part in parts]),
        counts=sparse.vstack([part.counts for part in parts], format="csr"),
        words=np.concatenate([part.words for part in parts]),
    )


def _views_of_shard(
    shard: Shard, terms: list[str], own_text: Callable[[str, int], str], shared: np.ndarray
) -> tuple[GroupCounts, ...]:
    table = shard.read(["title", "text"])
    below, body_words = _count(encode_shard(shard), terms, titles=False)
    uses, words = _count(encode_shard(shard), terms)
    every = np.ones(len(table), dtype=bool)
    at = np.flatnonzero(shared[shard.article])
    some, sources = table.iloc[at], shard.source[at]
    titles, texts = (
        [own_text(text, int(source)) for text, source in zip(some[column], sources, strict=True)]
        for column in ("title", "text")
    )
    own_uses, own_words = _count(encode([*titles, *texts], shard.language), terms)
    # Rows of articles that hold copied sentences are replaced by those of what is left of them.
    keep = sparse.diags_array(~shared[shard.article], dtype=np.int64)
    put = sparse.csr_matrix((np.ones(len(at), np.int64), (at, np.arange(len(at)))), shape=(len(table), len(at)))
    mine = sparse.csr_matrix(keep @ uses + put @ own_uses)
    my_words = words.copy()
    my_words[at] = own_words
    return (
        _sum_groups(shard, every, uses, words),
        _sum_groups(shard, shard.first, uses, words),
        _sum_groups(shard, shard.first, below, body_words),
        _sum_groups(shard, every, mine, my_words),
    )


def _count(encoded: EncodedTexts, terms: list[str], *, titles: bool = True) -> tuple[sparse.csr_matrix, np.ndarray]:
    """Count terms, (n_articles, n_terms), and all words, (n_articles,), in texts and, if wanted, their titles."""
    n = (len(encoded.stream.starts) - 1) // 2
    counted = encoded.article_counts() if titles else encoded.counts()[n:]
    whole = Counts(("article",), np.arange(n)[:, None], encoded.words, counted)
    words, uses = whole.per_cell(), whole.select(terms)
    phrases = [i for i, term in enumerate(terms) if " " in term]
    if phrases:
        found = count_in_texts(encoded, [terms[i] for i in phrases])
        ones = np.ones(len(phrases), dtype=np.int64)
        spread = sparse.csr_matrix((ones, (np.arange(len(phrases)), phrases)), shape=(len(phrases), len(terms)))
        uses = sparse.csr_matrix(uses + (found[:n] + found[n:] if titles else found[n:]) @ spread)
    return uses, words


def _sum_groups(shard: Shard, keep: np.ndarray, uses: sparse.csr_matrix, words: np.ndarray) -> GroupCounts:
    at = np.flatnonzero(keep)
    cells, position = np.unique(np.column_stack([shard.group, shard.source])[at], axis=0, return_inverse=True)
    add = sparse.csr_matrix((np.ones(len(at), np.int64), (position.ravel(), at)), shape=(len(cells), len(keep)))
    return GroupCounts(cells[:, 0], cells[:, 1], sparse.csr_matrix(add @ uses), np.asarray(add @ words))
