"""How much the words of a topic belong together."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from analysis.counts import WindowCounts

EPSILON = 1e-12


def npmi_matrix(windows: WindowCounts, words: np.ndarray, cautious: bool = False) -> np.ndarray:
    """Compute the normalised pointwise mutual information of pairs of words.

    npmi(a, b) = log((p(a, b) + epsilon) / (p(a) p(b))) / -log(p(a, b) + epsilon), with p the share of windows.

    Parameters
    ----------
    windows : WindowCounts
        Over some vocabulary.
    words : ndarray of int, (n,)
        Positions in it.
    cautious : bool
        Take the lower bound of the joint count, n - sqrt(3 n), so that pairs seen a few times do not win.

    Returns
    -------
    ndarray, (n, n)
        From -1 (never together) to 1 (never apart); 0 for a word without windows.

    References
    ----------
    Bouma (2009), eq. 6; with epsilon 1e-12 it equals gensim's ``c_npmi``.
    """
    total = max(windows.windows, 1)
    together = windows.together[words][:, words].toarray().astype(float)
    single = windows.alone[words] / total
    if cautious:
        together = np.maximum(together - np.sqrt(3 * together), 0.0)
    joint = together / total
    base = np.outer(single, single)
    with np.errstate(divide="ignore", invalid="ignore"):
        npmi = np.log((joint + EPSILON) / base) / -np.log(joint + EPSILON)
    npmi = np.where(joint >= 1, 1.0, npmi)
    return np.where(base > 0, npmi, 0.0)


def coherence(windows: WindowCounts, topics: list[np.ndarray]) -> np.ndarray:
    """Average the NPMI of all pairs of each topic's words.

    Parameters
    ----------
    windows : WindowCounts
        Of the articles in which the words' company is looked up.
    topics : list of ndarray of int
        Positions of each topic's words.

    Returns
    -------
    ndarray, (n_topics,)
        NaN for a topic of fewer than two words.
    """
    averages = []
    for words in topics:
        n = len(words)
        npmi = npmi_matrix(windows, words)
        averages.append((npmi.sum() - np.trace(npmi)) / (n * (n - 1)) if n > 1 else np.nan)
    return np.array(averages)


def mean_coherence(windows: WindowCounts, topics: list[np.ndarray]) -> float:
    """Average `coherence` over the topics that have one; 0 when none has."""
    known = coherence(windows, topics)
    known = known[np.isfinite(known)]
    return float(known.mean()) if len(known) else 0.0


def diversity(topics: list[np.ndarray]) -> float:
    """Compute the share of different words among the words of all topics; 0 for no topics."""
    words = np.concatenate(topics) if topics else np.zeros(0)
    return len(np.unique(words)) / max(len(words), 1)


def empty_windows(n_terms: int) -> WindowCounts:
    """Make the counts of no articles."""
    return WindowCounts(sparse.csr_matrix((n_terms, n_terms), dtype=np.int64), 0)
