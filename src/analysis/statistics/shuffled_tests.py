"""Several statistics judged by the same shuffled labels: each by itself, and all together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.statistics.pearson_tail import pearson_tail
from analysis.statistics.permutation import ALPHA, false_discovery_rate
from analysis.tables import round_significant
from analysis.vocabulary import CLEAR, LIKELY

# A deviation of shares this small is rounding.
_NO_SPREAD = 1e-12


@dataclass(frozen=True)
class ShuffledTests:
    """What shuffled labels say of several statistics, (n_tests,) each.

    Attributes
    ----------
    p : ndarray of float
        Of each alone: may be smaller than one in the number of shuffles.
    p_adjusted : ndarray of float
        Of each among all of them: family-wise.
    """

    p: np.ndarray
    p_adjusted: np.ndarray

    @property
    def q(self) -> np.ndarray:
        """False discovery rate of each."""
        return false_discovery_rate(self.p)

    @property
    def tier(self) -> np.ndarray:
        """Give "clear" where ``p_adjusted`` is at most .05, "likely" where ``q`` is, else nothing."""
        return np.where(self.p_adjusted <= ALPHA, CLEAR, np.where(self.q <= ALPHA, LIKELY, "")).astype(object)


def judge_together(observed: np.ndarray, shuffled: np.ndarray) -> ShuffledTests:
    """Judge several statistics by the same shuffles: each by itself, and all together.

    By itself: the tail of `pearson_tail` at (observed - mean) / deviation of half of the shuffles, with their skewness,
    the smaller of the two tails twice. Together: the share of the other half of the labellings, the observed one among
    them, in which any of the statistics that are not more certain has a p as small (step-down minP). With moments of
    the same shuffles these would look less extreme than the observed one.

    Parameters
    ----------
    observed : ndarray of float, (n_tests,)
    shuffled : ndarray of float, (n_shuffles, n_tests)

    Returns
    -------
    ShuffledTests
        A statistic that no shuffle moves has p = 1 and is not among those tested together.

    References
    ----------
    Westfall & Young (1993), Resampling-based multiple testing, section 2.6, algorithm 2.8.
    """
    moments, judged = shuffled[::2], np.vstack([observed, shuffled[1::2]])
    p, adjusted = np.ones((2, len(observed)))
    mean, deviation = moments.mean(axis=0), moments.std(axis=0)
    varies = np.flatnonzero(deviation > _NO_SPREAD)
    if not len(varies):
        return ShuffledTests(p, adjusted)
    z, drawn = (((part - mean) / np.where(deviation > 0, deviation, 1))[:, varies] for part in (judged, moments))
    skewness = (drawn**3).mean(axis=0)
    # Equal counts have equal p, whatever the last digit.
    tail = round_significant(2 * np.minimum(pearson_tail(z, skewness), pearson_tail(-z, -skewness)), 9)
    p[varies] = np.minimum(tail[0], 1.0)
    order = np.argsort(tail[0], kind="stable")
    least = np.minimum.accumulate(tail[:, order[::-1]], axis=1)[:, ::-1]
    adjusted[varies[order]] = np.maximum.accumulate((least <= tail[0, order]).mean(axis=0))
    return ShuffledTests(p, adjusted)
