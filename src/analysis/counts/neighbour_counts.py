"""The words around a word or phrase, counted text by text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np
from scipy import sparse

from analysis.corpus import Corpus, Shard
from analysis.counts.cell_counts import AddedByField, Counts, count_shards, sum_cells
from analysis.counts.phrase_counts import find_runs, renumber
from analysis.counts.text_encoding import EncodedTexts, encode_shard

REACH = 5


@dataclass(frozen=True)
class NeighbourCounts(AddedByField):
    """What occurs around the ``uses`` of one term, of each word in one row.

    ``near``: uses within reach of the term, each once however many uses of the term are near it; ``groups``:
    independent texts that hold such a use; ``inside``: uses inside the term itself.
    """

    near: Counts
    groups: Counts
    inside: Counts
    uses: int


def count_neighbours(corpus: Corpus, term: str) -> NeighbourCounts:
    """Count the words within five words on either side of a word, or of a phrase with blanks between its words.

    Title and text are two texts: no window reaches from one into the other, or into another article. The words of the
    term's own uses are near none.
    """
    job = partial(_neighbours_of_shard, term=term)
    return count_shards(corpus.engine, job, corpus.shards, "looking for neighbours")


def _neighbours_of_shard(shard: Shard, term: str) -> NeighbourCounts:
    encoded, words = encode_shard(shard), term.split(" ")
    starts = _starts(encoded, words)
    inside, near = _masks(encoded, starts, len(words))
    group = np.concatenate([shard.group, shard.group])[encoded.text_of]
    # A word in a group is one number: pairs would take twenty times as long to sort.
    held = np.unique(group[near].astype(np.int64) * len(encoded.words) + encoded.ids[near]) % max(len(encoded.words), 1)
    return NeighbourCounts(
        near=_one_row(encoded.ids[near], encoded.words),
        groups=_one_row(held, encoded.words),
        inside=_one_row(encoded.ids[inside], encoded.words),
        uses=len(starts),
    )


def _starts(encoded: EncodedTexts, words: list[str]) -> np.ndarray:
    """Find the tokens at which the term begins."""
    known = np.array(sorted(set(words)), dtype=object)
    ids, run = renumber(encoded, known), np.searchsorted(known, np.array(words, dtype=object))
    return np.flatnonzero(find_runs(ids, encoded.joined, run[None, :]) >= 0)


def _masks(encoded: EncodedTexts, starts: np.ndarray, size: int) -> tuple[np.ndarray, np.ndarray]:
    """Mark the tokens inside the uses of a term, and those within reach of one but inside none."""
    text = np.searchsorted(encoded.starts, starts, side="right") - 1
    inside = _cover(starts, starts + size, len(encoded.ids))
    first = np.maximum(starts - REACH, encoded.starts[text])
    last = np.minimum(starts + size + REACH, encoded.starts[text + 1])
    return inside, _cover(first, last, len(encoded.ids)) & ~inside


def _cover(first: np.ndarray, last: np.ndarray, n: int) -> np.ndarray:
    """Mark what at least one of the spans [first, last) holds."""
    steps = np.bincount(first, minlength=n + 1) - np.bincount(last, minlength=n + 1)
    return np.cumsum(steps)[:n] > 0


def _one_row(ids: np.ndarray, words: np.ndarray) -> Counts:
    # Words without a use are left out: joining whole vocabularies would take longer than counting.
    known, uses = np.unique(ids, return_counts=True)
    row = sparse.csr_matrix(uses.astype(np.int64)[None, :])
    return sum_cells((), np.zeros((1, 0), np.int64), words[known], row)
