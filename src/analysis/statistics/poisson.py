"""Counts against what is expected of them, where each may fall anywhere by itself."""

from __future__ import annotations

import numpy as np
from scipy.special import chdtri, pdtr, pdtrc


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
