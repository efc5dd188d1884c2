"""Tails of Pearson's type III distribution, which a mean, a variance and a third moment fix."""

from __future__ import annotations

import numpy as np
from scipy.special import gammainc, gammaincc, ndtr

# Nearer to 0 a skewness makes no difference, and the gamma function's argument too large.
_SMALLEST_SKEWNESS = 1e-4


def pearson_tail(z: np.ndarray, skewness: np.ndarray) -> np.ndarray:
    """Give the probability of a standardised value of at least z.

    A gamma variable G of shape k = 4 / skewness^2, shifted and scaled to mean 0 and variance 1, has the wanted
    skewness: the tail is P(G >= k + z sqrt(k)), mirrored for a negative one. On the light side, where the gamma
    variable ends, it is never taken below the normal tail.

    Parameters
    ----------
    z, skewness : ndarray of float, (...)

    Returns
    -------
    ndarray of float, (...)

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
    above 0, and at most z. On the light side z itself.

    Parameters
    ----------
    z, skewness : ndarray of float, (...)
        ``z`` at least 0.

    References
    ----------
    Wilson & Hilferty (1931), The distribution of chi-square, PNAS 17.
    """
    g = np.maximum(skewness, _SMALLEST_SKEWNESS)
    return np.asarray(np.clip((np.cbrt(1 + g * z / 2) - 1 + g**2 / 36) * 6 / g, 0.0, z))
