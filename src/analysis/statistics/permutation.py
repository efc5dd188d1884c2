"""Tests by shuffled labels, one or several together, and corrections for many tests."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.statistics.tails import pearson_tail
from analysis.tables import round_significant
from analysis.vocabulary import CLEAR, LIKELY

ALPHA = 0.05
# A deviation of shares this small is rounding.
_NO_SPREAD = 1e-12


def permutation_p(observed: np.ndarray | float, shuffled: np.ndarray) -> np.ndarray:
    """Compute the share of labellings, the observed one among them, in which a statistic is at least as large.

    p = (1 + number of shuffles >= observed) / (1 + number of shuffles).

    Parameters
    ----------
    observed : ndarray of float, (...)
        Statistics under the labels as they are.
    shuffled : ndarray of float, (n_shuffles,)
        The statistic under each shuffle; the largest of several statistics adjusts p for all of them.

    Returns
    -------
    ndarray of float, (...)

    References
    ----------
    Phipson & Smyth (2010), Statistical Applications in Genetics and Molecular Biology 9(1); Westfall & Young (1993),
    Resampling-based multiple testing, section 2.6 (single-step max T).
    """
    below = np.searchsorted(np.sort(shuffled), observed, side="left")
    return np.asarray((1 + len(shuffled) - below) / (1 + len(shuffled)))


def blocks_of_groups(group: np.ndarray) -> list[np.ndarray]:
    """List the rows of groups with one row, two rows and so on: arrays of (n_groups, rows of each)."""
    order = np.argsort(group, kind="stable")
    _, start, size = np.unique(group[order], return_index=True, return_counts=True)
    return [order[start[size == n][:, None] + np.arange(n)] for n in np.unique(size)]


def shuffle_labels(labels: np.ndarray, blocks: list[np.ndarray], generator: np.random.Generator) -> np.ndarray:
    """Shuffle the labels (source or period) of rows, groups of duplicates moving as blocks (`blocks_of_groups`).

    A group of several rows swaps its whole set of labels with a group of as many, and shuffles them over its rows.
    """
    shuffled = labels.copy()
    for block in blocks:
        traded = labels[block[generator.permutation(len(block))]]
        shuffled[block] = generator.permuted(traded, axis=1)
    return shuffled


def swap_with_singletons(labels: np.ndarray, blocks: list[np.ndarray], generator: np.random.Generator) -> np.ndarray:
    """Let each row of a group of several swap its label with a group of one row, unless its group has that label.

    After `shuffle_labels`: no group has a label twice if none had one before.
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

    q_(i) = min over j >= i of p_(j) m / j: never smaller than p, at most 1; the shape of ``p`` stays.

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


def holm_adjusted(p: np.ndarray) -> np.ndarray:
    """Adjust p-values so that any false one among those at most a has a probability of at most a.

    p_(i) -> max over j <= i of (m - j + 1) p_(j), at most 1; the shape of ``p`` stays.

    References
    ----------
    Holm (1979), A simple sequentially rejective multiple test procedure, Scand. J. Statist. 6(2).
    """
    flat = np.asarray(p, dtype=float).ravel()
    order = np.argsort(flat, kind="stable")
    scaled = flat[order] * np.arange(len(flat), 0, -1)
    adjusted = np.empty_like(flat)
    adjusted[order] = np.minimum(np.maximum.accumulate(scaled), 1.0)
    return adjusted.reshape(np.shape(p))


def name_tiers(p: np.ndarray, family: np.ndarray | None = None) -> tuple[np.ndarray, np.ndarray]:
    """Judge a family of tests together.

    Parameters
    ----------
    p : ndarray of float, (...)
    family : ndarray of bool, (...), optional
        The tests of the family; all unless given.

    Returns
    -------
    tier : ndarray of str, (...)
        "clear": Holm's p is at most .05; "likely": q is at most .05; else empty.
    q : ndarray of float, (...)
        Benjamini and Hochberg's; missing outside the family.
    """
    family = np.ones(np.shape(p), dtype=bool) if family is None else family
    tier, q = np.full(np.shape(p), "", dtype=object), np.full(np.shape(p), np.nan)
    tested = np.asarray(p, dtype=float)[family]
    q[family] = round_significant(false_discovery_rate(tested))
    # Outside the family q is missing, and no comparison holds.
    tier[q <= ALPHA] = LIKELY
    adjusted = np.full(np.shape(p), np.nan)
    adjusted[family] = round_significant(holm_adjusted(tested))
    tier[adjusted <= ALPHA] = CLEAR
    return tier, q


def interval_level(n_found: int, n_tests: int) -> float:
    """Give the level at which 95 % of the intervals of what was found among many tests hold the truth.

    1 - .05 R / m for R found of m tests.

    References
    ----------
    Benjamini & Yekutieli (2005), J. Am. Stat. Assoc. 100(469): false coverage rate.
    """
    return 1 - ALPHA * max(n_found, 1) / max(n_tests, 1)


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
