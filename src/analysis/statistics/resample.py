"""Uncertainty by resampling groups of copies, and corrections for looking many times."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.corpus import BUCKETS

DRAWS = 1000
# Fewer independent texts give no interval that deserves the name.
FEWEST_GROUPS = 10


def bootstrap_weights(n_units: int, seed: int, draws: int = DRAWS) -> np.ndarray:
    """Draw how often each unit is taken in each bootstrap resample.

    Parameters
    ----------
    n_units : int
        Resampling units: groups of copies, or buckets of them.
    seed : int
        Same seed, same draws.
    draws : int
        Number of resamples.

    Returns
    -------
    ndarray of float, (draws, n_units)
        Whole numbers; each row adds to ``n_units``. As floats they multiply exactly.

    References
    ----------
    Efron & Tibshirani (1993), An Introduction to the Bootstrap, chapter 13.
    """
    return np.random.default_rng(seed).multinomial(n_units, np.full(n_units, 1 / n_units), size=draws).astype(float)


def percentile_interval(draws: np.ndarray, level: float = 0.95) -> tuple[np.ndarray, np.ndarray]:
    """Take the middle of bootstrap draws.

    Parameters
    ----------
    draws : ndarray, (n_draws, ...)
        A statistic in each resample; NaN where it could not be computed.
    level : float
        Share of the draws inside.

    Returns
    -------
    low, high : ndarray, (...)
        Ends of the interval; NaN where more than half of the draws are.
    """
    tail = (1 - level) / 2
    usable = np.isfinite(draws).mean(axis=0) >= 0.5
    filled = np.where(usable, draws, 0.0)
    low, high = np.nanquantile(filled, [tail, 1 - tail], axis=0)
    return np.where(usable, low, np.nan), np.where(usable, high, np.nan)


def ratio_interval(parts: np.ndarray, wholes: np.ndarray, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Bootstrap the ratio of two sums over resampling units.

    Parameters
    ----------
    parts : ndarray of int, (n_units, n_items)
        What is counted in each unit.
    wholes : ndarray of int, (n_units, n_items) or (n_units, 1)
        What it is counted per.
    seed : int
        Same seed, same interval.

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


def resampling_units(group: np.ndarray) -> tuple[np.ndarray, int]:
    """Give each row its resampling unit - its group of copies, or one of 256 sets of groups - and count the groups."""
    number, known = pd.factorize(group)
    return number % BUCKETS, len(known)


def blocks_of_groups(group: np.ndarray) -> list[np.ndarray]:
    """List the rows of groups with one row, two rows and so on: arrays of (n_groups, rows of each)."""
    order = np.argsort(group, kind="stable")
    _, start, size = np.unique(group[order], return_index=True, return_counts=True)
    return [order[start[size == n][:, None] + np.arange(n)] for n in np.unique(size)]


def shuffle_labels(labels: np.ndarray, blocks: list[np.ndarray], generator: np.random.Generator) -> np.ndarray:
    """Shuffle the labels of rows, groups of copies moving as blocks.

    Parameters
    ----------
    labels : ndarray, (n_rows,)
        Source or period of each row.
    blocks : list of ndarray
        From `blocks_of_groups`.
    generator : Generator
        Of the shuffle.

    Returns
    -------
    ndarray, (n_rows,)
        Each label as often as before. A group of several rows trades its whole set of labels with a group of as many,
        and deals them anew to its rows.
    """
    shuffled = labels.copy()
    for block in blocks:
        traded = labels[block[generator.permutation(len(block))]]
        shuffled[block] = generator.permuted(traded, axis=1)
    return shuffled


def trade_with_single(labels: np.ndarray, blocks: list[np.ndarray], generator: np.random.Generator) -> np.ndarray:
    """Let each row of a group of several trade its label with a group of one row, unless its group has that label.

    Parameters
    ----------
    labels, blocks, generator
        As in `shuffle_labels`.

    Returns
    -------
    ndarray, (n_rows,)
        Each label as often as before, and no group with a label twice if none had one before.
    """
    traded = labels.copy()
    single = next((block[:, 0] for block in blocks if block.shape[1] == 1), np.zeros(0, dtype=np.int64))
    for block in (block for block in blocks if block.shape[1] > 1):
        for place in range(block.shape[1]):
            n = min(len(block), len(single))
            rows, theirs = block[generator.permutation(len(block))[:n]], generator.permutation(single)[:n]
            beside = np.delete(traded[rows], place, axis=1)
            new = (beside != traded[theirs][:, None]).all(axis=1)
            ours, theirs = rows[new, place], theirs[new]
            traded[ours], traded[theirs] = traded[theirs], traded[ours]
    return traded


def false_discovery_rate(p: np.ndarray) -> np.ndarray:
    """Turn p-values into q-values: the share of false findings if all as small as this are called findings.

    q_(i) = min over j >= i of p_(j) m / j.

    Parameters
    ----------
    p : ndarray of float, (...)
        P-values.

    Returns
    -------
    ndarray of float, same shape
        Never smaller than p, at most 1; empty for empty.

    References
    ----------
    Benjamini & Hochberg (1995), J. R. Stat. Soc. B 57(1), procedure (1).
    """
    flat = np.asarray(p, dtype=float).ravel()
    order = np.argsort(flat, kind="stable")
    scaled = flat[order] * len(flat) / np.arange(1, len(flat) + 1)
    q = np.empty_like(flat)
    q[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1.0)
    return q.reshape(np.shape(p))
