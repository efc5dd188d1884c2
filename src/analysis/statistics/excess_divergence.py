"""How far the words of two sources are apart beyond chance: excess of the divergence, its interval and its test."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy import sparse
from scipy.special import ndtri, stdtr, stdtrit

from analysis.counts import GroupCounts
from analysis.statistics.distributions import jensen_shannon
from analysis.statistics.group_sums import shuffled_sources
from analysis.statistics.tails import pearson_tail

SHUFFLES = 99
# Labellings summed at once.
_AT_ONCE = 64
# Parts that the texts of a source are dealt into, to leave out one at a time, and shuffles of which this is done too.
_PARTS = 10
_JACKKNIFED = 3
# A deviation of divergences this small is rounding.
_NO_SPREAD = 1e-12


class Excess(NamedTuple):
    """The divergence of two sources, its excess over chance with the ends of the 95 % interval, and how probable."""

    divergence: float
    excess: float
    low: float
    high: float
    p: float


def divergence_excess(rows: GroupCounts, seed: int) -> Excess:
    """Compare the Jensen-Shannon divergence of two sources with shuffles of their labels.

    The excess is the divergence less its mean over 99 shuffles; p is the `divergence_tail`. Where sources differ much,
    the excess is a little too small, since shuffled sources mix what differs. So the interval is that of two estimates:
    it reaches as far as Student's t says below the smaller and above the larger of the excess and of the jackknife's
    estimate, which leaves out a tenth of the texts of either source at a time, less its mean over three shuffles. The
    error is the jackknife's, at least that of the shuffles.

    Parameters
    ----------
    rows : GroupCounts
        Of sources 0 and 1, each with at least ten texts; uses as floats.
    seed : int
        Of the shuffles.

    References
    ----------
    Lin (1991) for the divergence; Miller (1974), The jackknife: a review, Biometrika 61(1), for leaving out parts.
    """
    rows = rows.take(np.flatnonzero(_sum(rows.counts)))
    labels = list(shuffled_sources(rows, seed, range(SHUFFLES)))
    shuffled = _divergences(rows, labels)
    observed = float(_divergences(rows, [rows.source])[0])
    excess = observed - float(shuffled.mean())
    unbiased, variance = _jackknife(rows, rows.source, observed)
    again = [_jackknife(rows, *one)[0] for one in zip(labels[:_JACKKNIFED], shuffled, strict=False)]
    unbiased -= float(np.mean(again))
    reach = float(stdtrit(2 * (_PARTS - 1), 0.975) * np.sqrt(max(variance, shuffled.var(ddof=1))))
    low, high = min(excess, unbiased) - reach, max(excess, unbiased) + reach
    return Excess(observed, excess, low, high, divergence_tail(observed, shuffled))


def divergence_tail(observed: float, shuffled: np.ndarray) -> float:
    """Give the probability of a divergence as large or larger, from its place among shuffles.

    (observed - mean) / deviation of n shuffles, whose own errors make it sqrt(1 + 1 / n) times a Student's t of n - 1
    degrees of freedom; the normal z of the same probability goes to `pearson_tail` with the skewness of the shuffles.
    So p may be smaller than one in the number of shuffles. A divergence is nearly a sum of squares with weights, and
    such sums are at least as skewed as the gamma distribution of their mean and deviation: 2 deviation / mean. Never
    below the share of shuffles as large: one text with most of the words makes a distribution of another shape. 1 where
    no shuffle differs from another.
    """
    n, mean, deviation = len(shuffled), shuffled.mean(), shuffled.std(ddof=1)
    if deviation <= _NO_SPREAD:
        return 1.0
    t = (observed - mean) / (deviation * np.sqrt(1 + 1 / n))
    skewness = max(((shuffled - mean) ** 3).mean() / deviation**3, 2 * deviation / mean)
    return float(max(pearson_tail(-ndtri(stdtr(n - 1, -t)), skewness), (shuffled >= observed).sum() / (n + 1)))


def _jackknife(rows: GroupCounts, source: np.ndarray, divergence: float) -> tuple[float, float]:
    """Leave out each part of the texts of either source: the divergence without bias, and its variance."""
    order = np.argsort(source, kind="stable")
    start = np.searchsorted(source[order], source)
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    part = source * _PARTS + (rank - start) % _PARTS
    members = sparse.csr_matrix((np.ones(len(part)), (part, np.arange(len(part)))), shape=(2 * _PARTS, len(part)))
    uses = (members @ rows.counts).toarray().reshape(2, _PARTS, -1)
    whole = uses.sum(axis=1)
    unbiased, variance = divergence, 0.0
    for own, total, other in ((uses[0], *whole), (uses[1], *whole[::-1])):
        without = np.array([jensen_shannon(_shares(total - out), _shares(other)) for out in own])
        unbiased -= (_PARTS - 1) * float(without.mean() - divergence)
        variance += (_PARTS - 1) / _PARTS * float(((without - without.mean()) ** 2).sum())
    return unbiased, variance


def _divergences(rows: GroupCounts, labels: list[np.ndarray]) -> np.ndarray:
    """Give the divergence of two sides under several labellings, (n_labellings,)."""
    total, found = _sum(rows.counts), []
    for start in range(0, len(labels), _AT_ONCE):
        second = np.array(labels[start : start + _AT_ONCE], dtype=float) @ rows.counts
        # One after the other: arrays of one labelling stay in the processor's cache.
        found += [jensen_shannon(_shares(total - uses), _shares(uses)) for uses in second]
    return np.array(found)


def _sum(counts: sparse.csr_matrix) -> np.ndarray:
    return np.asarray(counts.sum(axis=0)).ravel()


def _shares(uses: np.ndarray) -> np.ndarray:
    return np.asarray(uses / max(uses.sum(), 1.0))
