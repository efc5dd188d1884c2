"""A corpus without topics: the same words, dealt out anew to articles of the same lengths."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import sparse

from analysis.counts import WindowCounts, windows_of_ids
from analysis.topics.fit import Material
from analysis.topics.space import word_vectors

_TEXTS_AT_ONCE = 500


def shuffle_words(material: Material, seed: Sequence[int], with_vectors: bool = True) -> Material:
    """Shuffle words over articles.

    Parameters
    ----------
    material : Material
        Articles and words.
    seed : sequence of int
        Same seed, same shuffle.
    with_vectors : bool
        Whether words get vectors, which only the mixture needs and which take most of the time; else those of the
        material stay.

    Returns
    -------
    Material
        Every article as long as before and every word as frequent, in random order; company is counted anew.
    """
    counts = material.counts
    starts = np.concatenate([[0], np.cumsum(np.asarray(counts.sum(axis=1)).ravel())])
    words = np.random.default_rng(list(seed)).permutation(np.repeat(counts.indices, counts.data))
    mixed = sparse.csr_matrix((np.ones(len(words), np.int64), words.copy(), starts), shape=counts.shape)
    mixed.sum_duplicates()
    windows = WindowCounts(sparse.csr_matrix((counts.shape[1],) * 2, dtype=np.int64), 0)
    for first in range(0, counts.shape[0], _TEXTS_AT_ONCE):
        bounds = starts[first : first + _TEXTS_AT_ONCE + 1]
        windows = windows + windows_of_ids(words[bounds[0] : bounds[-1]], bounds - bounds[0], counts.shape[1])
    vectors = word_vectors(windows) if with_vectors else material.vectors
    return Material(mixed, windows, vectors, material.terms)
