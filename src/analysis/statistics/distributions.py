"""How evenly terms are spread over the parts of a corpus, and how far distributions of words are apart."""

from __future__ import annotations

import numpy as np


def deviation_of_proportions(uses: np.ndarray, words: np.ndarray) -> np.ndarray:
    """Compute Gries' normalised deviation of proportions.

    DP = 1/2 sum_i |v_i - s_i|, with v_i the share of a term's uses in part i and s_i the share of all words in it;
    divided by 1 - min(s_i).

    Parameters
    ----------
    uses : ndarray of int, (n_parts, n_terms)
        Uses of each term in each part.
    words : ndarray of int, (n_parts,)
        Words in each part; parts without words are left out.

    Returns
    -------
    ndarray of float, (n_terms,)
        0 where a term is spread as evenly as all words, 1 where it occurs in the smallest part alone; NaN for fewer
        than two parts or a term without uses.

    References
    ----------
    Gries (2008), Int. J. Corpus Linguistics 13(4); Lijffijt & Gries (2012), same journal 17(1), for the divisor.
    """
    part = words > 0
    if part.sum() < 2:
        return np.full(uses.shape[1], np.nan)
    share = words[part] / words[part].sum()
    total = uses[part].sum(axis=0)
    held = uses[part] / np.maximum(total, 1)
    deviation = np.abs(held - share[:, None]).sum(axis=0) / 2 / (1 - share.min())
    return np.where(total > 0, deviation, np.nan)


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

    Bits, (..., n_terms), none below 0.
    """
    mean = np.where(shares + others > 0, (shares + others) / 2, 1.0)
    ratio, other_ratio = (np.where(part > 0, part / mean, 1.0) for part in (shares, others))
    parts = (shares * np.log2(ratio) + others * np.log2(other_ratio)) / 2
    return np.asarray(np.maximum(parts, 0.0))
