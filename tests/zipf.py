"""Invented counts with known differences: texts of a few hundred words, common and rare words, bursts within a text."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from analysis.counts import GroupCounts

N_TERMS = 300


def zipf_texts(rng: np.random.Generator, n_texts: int) -> tuple[np.ndarray, np.ndarray]:
    """Draw texts of one population: uses, (n_texts, 300), about half of all words; and words, (n_texts,).

    Words follow Zipf's law, and a word that is used is used again: its rate varies from text to text by a gamma draw.
    """
    share = 1 / (np.arange(N_TERMS) + 10)
    length = rng.integers(100, 400, size=n_texts)
    rate = length[:, None] * 0.5 * share / share.sum() * rng.gamma(0.5, 2, size=(n_texts, N_TERMS))
    uses = rng.poisson(rate)
    return uses, uses.sum(axis=1) + rng.poisson(0.5 * length)


def group_counts(uses: np.ndarray, words: np.ndarray, source: np.ndarray) -> GroupCounts:
    """Make each text a group of its own."""
    return GroupCounts(np.arange(len(uses)), source, sparse.csr_matrix(uses.astype(np.int64)), words.astype(np.int64))


def split_in_two(
    rng: np.random.Generator, n_texts: int, reprints: int = 25
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Split one population at random into two halves; the first text is printed again and again by its side."""
    uses, words = zipf_texts(rng, n_texts)
    uses[0] *= reprints
    words[0] *= reprints
    return uses, words, rng.permutation(np.arange(n_texts) % 2)
