"""Tails of distributions: Pearson's type III, of texts dealt at random within strata, and Poisson's."""

from __future__ import annotations

import numpy as np
from scipy.special import chdtri, gammainc, gammaincc, gammaln, ndtr, pdtr, pdtrc

# Nearer to 0 a skewness makes no difference, and the gamma function's argument too large.
_SMALLEST_SKEWNESS = 1e-4
# Beyond the observed number so many more are summed: where the upper tail is small, the rest is nothing.
_BEYOND = 60


def pearson_tail(z: np.ndarray, skewness: np.ndarray) -> np.ndarray:
    """Give the probability of a standardised value of at least z, for each z and skewness.

    A gamma variable G of shape k = 4 / skewness^2, shifted and scaled to mean 0 and variance 1, has the wanted
    skewness: the tail is P(G >= k + z sqrt(k)), mirrored for a negative one. On the light side, where the gamma
    variable ends, it is never taken below the normal tail.

    References
    ----------
    Pearson (1895), Phil. Trans. R. Soc. A 186; Strasser & Weber (1999) for its use with permutation moments.
    """
    z, skewness = np.broadcast_arrays(np.asarray(z, dtype=float), np.asarray(skewness, dtype=float))
    tail = np.asarray(ndtr(-z))
    heavy, light = skewness > _SMALLEST_SKEWNESS, skewness < -_SMALLEST_SKEWNESS
    shape = 4 / skewness[heavy] ** 2
    tail[heavy] = gammaincc(shape, np.maximum(shape + z[heavy] * np.sqrt(shape), 0.0))
    shape = 4 / skewness[light] ** 2
    ended = gammainc(shape, np.maximum(shape - z[light] * np.sqrt(shape), 0.0))
    tail[light] = np.maximum(tail[light], ended)
    return tail


def normal_score(z: np.ndarray, skewness: np.ndarray) -> np.ndarray:
    """Give the normal deviate whose upper tail is about that of `pearson_tail`; unlike a tail it never vanishes.

    By the cube root that makes a gamma variable nearly normal: (cbrt(1 + g z / 2) - 1 + g^2 / 36) 6 / g for skewness g
    above 0, and at most z. On the light side z itself. ``z`` is at least 0.

    References
    ----------
    Wilson & Hilferty (1931), The distribution of chi-square, PNAS 17.
    """
    g = np.maximum(skewness, _SMALLEST_SKEWNESS)
    return np.asarray(np.clip((np.cbrt(1 + g * z / 2) - 1 + g**2 / 36) * 6 / g, 0.0, z))


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
    """Give both tails of each term; those that need as many numbers, to a power of two, are worked on together."""
    most = np.minimum(here[:, None], holders).sum(axis=0)
    power = np.ceil(np.log2(np.minimum(most, observed + _BEYOND) + 1)).astype(np.int64)
    tails = np.empty((2, len(observed)))
    for size in np.unique(power):
        at = power == size
        tails[:, at] = _tails_within(1 << int(size), texts, here, holders[:, at], observed[at])
    return tails


def _tails_within(
    size: int, texts: np.ndarray, here: np.ndarray, holders: np.ndarray, observed: np.ndarray
) -> np.ndarray:
    """Give both tails from the chances of 0 to size - 1 texts, which hold the observed number."""
    chance = np.zeros((size, len(observed)))
    chance[0] = 1.0
    factorials = gammaln(np.arange(texts.max(initial=0) + 1) + 1)
    for n, own, held in zip(texts, here, holders, strict=True):
        largest = min(own, int(held.max(initial=0)), size - 1)
        if not largest:
            continue
        total = np.zeros_like(chance)
        for k, single in enumerate(_hypergeometric(np.arange(largest + 1)[:, None], n, own, held, factorials)):
            total[k:] += single * chance[: size - k]
        chance = total
    # Sums from the small end.
    at = np.arange(len(observed))
    fewer = np.cumsum(chance, axis=0)
    more = np.cumsum(chance[::-1], axis=0)[::-1]
    below = np.where(observed > 0, fewer[observed - 1, at], 0.0)
    upper = np.where(below < 0.5, 1 - below, more[observed, at])
    return np.asarray(np.clip(np.array([upper, fewer[observed, at]]), 0.0, 1.0))


def _hypergeometric(k: np.ndarray, n: int, drawn: int, held: np.ndarray, factorials: np.ndarray) -> np.ndarray:
    """Give P(k of the texts drawn hold the term), 0 where impossible, by the logarithms of factorials."""

    def log_choose(n: np.ndarray | int, k: np.ndarray | int) -> np.ndarray:
        return np.asarray(factorials[n] - factorials[k] - factorials[n - k])

    possible = (k <= held) & (drawn - k <= n - held) & (k <= drawn)
    k = np.where(possible, k, np.minimum(held, drawn))
    ways = log_choose(held, k) + log_choose(n - held, np.clip(drawn - k, 0, n - held)) - log_choose(n, drawn)
    return np.asarray(np.where(possible, np.exp(ways), 0.0))


def poisson_p(observed: np.ndarray, expected: np.ndarray) -> np.ndarray:
    """Compute the two-sided exact p-value of Poisson counts: twice the smaller tail, at most 1.

    Tails hold the count itself: P(X >= observed) and P(X <= observed). 1 where nothing is expected.

    Examples
    --------
    >>> poisson_p(np.array([5, 0]), np.array([1.0, 3.0])).round(5).tolist()
    [0.00732, 0.09957]
    """
    upper = np.where(observed > 0, pdtrc(np.maximum(observed - 1, 0), expected), 1.0)
    return np.asarray(np.where(expected > 0, np.minimum(2 * np.minimum(upper, pdtr(observed, expected)), 1.0), 1.0))


def poisson_interval(observed: np.ndarray, level: float) -> tuple[np.ndarray, np.ndarray]:
    """Compute the exact interval of a Poisson mean; `poisson_p` of a mean outside it is below 1 - level.

    Half the points of chi-squared with 2 x and 2 x + 2 degrees of freedom; from 0 for x = 0.

    References
    ----------
    Garwood (1936), Fiducial limits for the Poisson distribution, Biometrika 28.

    Examples
    --------
    >>> [end.round(3).tolist() for end in poisson_interval(np.array([0, 10]), 0.95)]
    [[0.0, 4.795], [3.689, 18.39]]
    """
    tail = (1 - level) / 2
    low = np.where(observed > 0, chdtri(2 * np.maximum(observed, 1), 1 - tail) / 2, 0.0)
    return low, np.asarray(chdtri(2 * observed + 2, tail) / 2)
