"""Exact tails of the number of texts that hold a term, dealt at random within strata: convolved hypergeometrics."""

from __future__ import annotations

import numpy as np
from scipy.special import gammaln

# Beyond the observed number so many more are summed: where the upper tail is small, the rest is nothing.
_BEYOND = 60


def exact_presence_tails(texts: np.ndarray, here: np.ndarray, holders: np.ndarray, observed: np.ndarray) -> np.ndarray:
    """Give the probability that a source holds a term in as many texts or more, and in as many or fewer.

    In each stratum the source's texts are drawn from all without replacement; strata are independent.

    Parameters
    ----------
    texts, here : ndarray of int, (n_strata,)
        Texts in each stratum, and those of the source.
    holders : ndarray of int, (n_strata, n_terms)
        Texts that hold the term.
    observed : ndarray of int, (n_terms,)
        Those of the source.

    Returns
    -------
    ndarray of float, (2, n_terms)

    References
    ----------
    Mehta, Patel & Gray (1985), J. Am. Stat. Assoc. 80(392), for the exact test of several 2 x 2 tables.
    """
    tails = np.empty((2, len(observed)))
    # Few texts without the term are counted instead of many with it.
    expected = ((here / np.maximum(texts, 1))[:, None] * holders).sum(axis=0)
    common = 2 * expected > here.sum()
    tails[:, ~common] = _tails(texts, here, holders[:, ~common], observed[~common])
    missing = texts[:, None] - holders[:, common]
    tails[::-1, common] = _tails(texts, here, missing, here.sum() - observed[common])
    return tails


def _tails(texts: np.ndarray, here: np.ndarray, holders: np.ndarray, observed: np.ndarray) -> np.ndarray:
    most = np.minimum(here[:, None], holders).sum(axis=0)
    size = int(np.minimum(most, observed + _BEYOND).max(initial=0)) + 1
    chance = np.zeros((len(observed), size))
    chance[:, 0] = 1.0
    for n, own, held in zip(texts, here, holders, strict=True):
        largest = min(own, int(held.max(initial=0)), size - 1)
        if not largest:
            continue
        single = _hypergeometric(np.arange(largest + 1), n, own, held[:, None])
        total = np.zeros_like(chance)
        for k in range(largest + 1):
            total[:, k:] += single[:, [k]] * chance[:, : size - k]
        chance = total
    # Sums from the small end.
    at = np.arange(len(observed))
    fewer = np.cumsum(chance, axis=1)
    more = np.cumsum(chance[:, ::-1], axis=1)[:, ::-1]
    below = np.where(observed > 0, fewer[at, observed - 1], 0.0)
    upper = np.where(below < 0.5, 1 - below, more[at, observed])
    return np.asarray(np.clip(np.array([upper, fewer[at, observed]]), 0.0, 1.0))


def _hypergeometric(k: np.ndarray, n: int, drawn: int, held: np.ndarray) -> np.ndarray:
    """Give P(k of the texts drawn hold the term), 0 where impossible."""
    possible = (k <= held) & (drawn - k <= n - held) & (k <= drawn)
    k = np.where(possible, k, np.minimum(held, drawn))
    ways = _log_choose(held, k) + _log_choose(n - held, np.clip(drawn - k, 0, n - held)) - _log_choose(n, drawn)
    return np.asarray(np.where(possible, np.exp(ways), 0.0))


def _log_choose(n: np.ndarray | int, k: np.ndarray | int) -> np.ndarray:
    return np.asarray(gammaln(np.asarray(n) + 1) - gammaln(np.asarray(k) + 1) - gammaln(np.asarray(n) - k + 1))
