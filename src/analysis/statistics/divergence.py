"""How far apart distributions of words are, in bits."""

from __future__ import annotations

import numpy as np


def entropy(shares: np.ndarray) -> np.ndarray:
    """Compute Shannon's entropy in bits over the last axis; shares of 0 add nothing."""
    positive = np.where(shares > 0, shares, 1.0)
    return np.asarray(-(positive * np.log2(positive)).sum(axis=-1))


def jensen_shannon(shares: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Compute the Jensen-Shannon divergence H((p + q) / 2) - (H(p) + H(q)) / 2.

    Parameters
    ----------
    shares, others : ndarray, (..., n_terms)
        Shares p and q that add to 1.

    Returns
    -------
    ndarray, (...)
        Bits, from 0 (equal) to 1 (no word in common).

    References
    ----------
    Lin (1991), Divergence measures based on the Shannon entropy, eq. 5.1.
    """
    apart = entropy((shares + others) / 2) - (entropy(shares) + entropy(others)) / 2
    return np.asarray(np.maximum(apart, 0.0))


def jensen_shannon_parts(shares: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Compute what each word adds to `jensen_shannon`: (p log2(p / m) + q log2(q / m)) / 2 with m = (p + q) / 2.

    Parameters
    ----------
    shares, others : ndarray, (..., n_terms)
        Shares p and q that add to 1.

    Returns
    -------
    ndarray, (..., n_terms)
        Bits, none below 0.
    """
    mean = np.where(shares + others > 0, (shares + others) / 2, 1.0)
    ratio, other_ratio = (np.where(part > 0, part / mean, 1.0) for part in (shares, others))
    parts = (shares * np.log2(ratio) + others * np.log2(other_ratio)) / 2
    return np.asarray(np.maximum(parts, 0.0))
