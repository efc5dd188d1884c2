"""Uncertainty by resampling independent texts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.corpus import BUCKETS

DRAWS = 1000
# A term in fewer independent texts says nothing about a corpus; from fewer an interval would be unreliable.
MIN_TEXTS = 5
MIN_TEXTS_FOR_INTERVAL = 10


def bootstrap_weights(n_units: int, seed: int, draws: int = DRAWS) -> np.ndarray:
    """Draw how often each resampling unit (a group of duplicates, or a bucket of them) is in each resample.

    Returns
    -------
    ndarray of float, (draws, n_units)
        Whole numbers; each row adds to ``n_units``. As floats they multiply exactly.

    References
    ----------
    Efron & Tibshirani (1993), An Introduction to the Bootstrap, chapter 13.
    """
    return np.random.default_rng(seed).multinomial(n_units, np.full(n_units, 1 / n_units), size=draws).astype(float)


def percentile_interval(draws: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Take the middle 95 % of bootstrap draws.

    Parameters
    ----------
    draws : ndarray, (n_draws, ...)
        A statistic in each resample; NaN where it could not be computed.

    Returns
    -------
    low, high : ndarray, (...)
        Ends of the interval; NaN where more than half of the draws are.
    """
    usable = np.isfinite(draws).mean(axis=0) >= 0.5
    filled = np.where(usable, draws, 0.0)
    # Column by column is far slower, and only needed where some draws are missing.
    quantile = np.nanquantile if np.isnan(filled).any() else np.quantile
    low, high = quantile(filled, [0.025, 0.975], axis=0)
    return np.where(usable, low, np.nan), np.where(usable, high, np.nan)


def ratio_interval(parts: np.ndarray, wholes: np.ndarray, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Bootstrap the ratio of two sums over resampling units.

    Parameters
    ----------
    parts : ndarray of int, (n_units, n_items)
        What is counted in each unit.
    wholes : ndarray of int, (n_units, n_items) or (n_units, 1)
        What it is counted per.

    Returns
    -------
    low, high : ndarray, (n_items,)
        95 % percentile interval of sum(parts) / sum(wholes). Missing where no resample differs from another, as for
        something that no unit holds: resampling cannot tell how rare it is.
    """
    weights = bootstrap_weights(len(parts), seed)
    with np.errstate(divide="ignore", invalid="ignore"):
        draws = (weights @ parts.astype(float)) / (weights @ wholes.astype(float))
    low, high = percentile_interval(draws)
    return np.where(low < high, low, np.nan), np.where(low < high, high, np.nan)


def share_interval(counts: np.ndarray, wholes: np.ndarray, texts: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Bound the share of each item in a whole.

    Parameters
    ----------
    counts : ndarray of int, (n_units, n_items)
        Items counted in each resampling unit.
    wholes : ndarray of int, (n_units, 1)
        What they are a share of.
    texts : int
        Independent texts behind them.
    seed : int
        Of the draws.

    Returns
    -------
    low, high : ndarray, (n_items,)
        95 % interval of `ratio_interval`. All or nothing does not vary: there, exact limits, each text a trial, so that
        none of n texts reaches up to 1 - .025^(1/n). Missing for fewer than 10 texts.

    References
    ----------
    Clopper & Pearson (1934), The use of confidence or fiducial limits, Biometrika 26(4).
    """
    if texts < MIN_TEXTS_FOR_INTERVAL:
        return np.full(counts.shape[1], np.nan), np.full(counts.shape[1], np.nan)
    low, high = ratio_interval(counts, wholes, seed)
    count = counts.sum(axis=0)
    rare, never, always = 1 - 0.025 ** (1 / texts), count == 0, count == wholes.sum()
    low = np.where(never, 0.0, np.where(always, 1 - rare, low))
    return low, np.where(never, rare, np.where(always, 1.0, high))


def difference_interval(one: Sequence[np.ndarray], other: Sequence[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Bound the difference of two independent shares by the intervals of either.

    low = d - sqrt((p - l)^2 + (u' - p')^2), high = d + sqrt((u - p)^2 + (p' - l')^2), with shares p and p', their
    intervals l to u and l' to u', and d = p - p'.

    Parameters
    ----------
    one, other : three ndarrays
        Shares, and lower and upper ends of their intervals.

    Returns
    -------
    low, high : ndarray
        At the level of the two intervals; NaN where one of them is missing.

    References
    ----------
    Newcombe (1998), Statistics in Medicine 17, 873-890, method 10; Zou & Donner (2008), the same 27, 1693-1702.
    """
    (share, low, high), (theirs, their_low, their_high) = one, other
    below, above = np.hypot(share - low, their_high - theirs), np.hypot(high - share, theirs - their_low)
    return share - theirs - below, share - theirs + above


def resampling_units(group: np.ndarray) -> tuple[np.ndarray, int]:
    """Give each row its resampling unit - its group of duplicates, or one of 256 sets of groups - and count groups."""
    number, known = pd.factorize(group)
    return number % BUCKETS, len(known)
