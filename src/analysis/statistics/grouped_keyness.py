"""Log odds of each source against all others, with errors over groups of duplicates and simultaneous intervals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial

import numpy as np

from analysis.counts import GroupCounts
from analysis.engine import Engine
from analysis.statistics.group_sums import (
    Side,
    Sums,
    first_groups,
    leave_one_group_out,
    shuffled_sources,
    sum_sources,
    sum_uses,
)
from analysis.statistics.keyness import PRIOR_SHARE, log_odds_ratio
from analysis.statistics.permutation import permutation_p
from analysis.tables import round_significant

LEVEL = 0.95
PERMUTATIONS = 999
# Groups of duplicates whose labels are shuffled to find a critical value; more would not move it.
MAX_GROUPS = 4_000
# Terms whose grouped error is computed first in every shuffle; others follow only where they could be larger.
_FIRST = 64
# Shuffles of one task.
_AT_ONCE = 100


@dataclass(frozen=True)
class Shuffles:
    """How labels are shuffled: from which seed, how often, and where the work is done."""

    seed: int = 0
    number: int = PERMUTATIONS
    engine: Engine = field(default_factory=Engine)


@dataclass(frozen=True)
class Contrast:
    """Log odds of each source against all others, and what of them is beyond chance; (n_sources, n_terms) each.

    Attributes
    ----------
    log_odds, error, z : ndarray
        ``error`` is the grouped standard error, ``z`` Monroe's, from words drawn one by one.
    lower, upper : list of tuple of ndarray
        Log odds and error without one group of duplicates, where that may lower or raise them (`leave_one_group_out`).
    chance : ndarray, (n_permutations,)
        The largest |log odds| / error of any tested term and source in each shuffle of the labels.
    """

    log_odds: np.ndarray
    error: np.ndarray
    z: np.ndarray
    lower: list[tuple[np.ndarray, np.ndarray]]
    upper: list[tuple[np.ndarray, np.ndarray]]
    chance: np.ndarray

    @property
    def critical(self) -> float:
        """Half the width of the simultaneous interval in errors."""
        return float(critical_values(self.chance))

    @property
    def z_grouped(self) -> np.ndarray:
        """Log odds over the grouped error."""
        return np.asarray(self.log_odds / self.error)

    @property
    def low(self) -> np.ndarray:
        """Lower end of the simultaneous interval."""
        return self.low_at(self.critical)

    @property
    def high(self) -> np.ndarray:
        """Upper end of the simultaneous interval."""
        ends = [odds + self.critical * error for odds, error in [(self.log_odds, self.error), *self.upper]]
        return np.asarray(np.max(ends, axis=0))

    @property
    def q(self) -> np.ndarray:
        """Share of shuffles in which any term and source is as far from 0 (single-step max T)."""
        above = np.min([self.z_grouped, *(odds / error for odds, error in self.lower)], axis=0)
        below = np.max([self.z_grouped, *(odds / error for odds, error in self.upper)], axis=0)
        size = round_significant(np.maximum(np.maximum(above, -below), 0.0), 10)
        return permutation_p(size, round_significant(self.chance, 10))

    def low_at(self, critical: float) -> np.ndarray:
        """Lower end of the interval that reaches ``critical`` errors to either side."""
        ends = [odds - critical * error for odds, error in [(self.log_odds, self.error), *self.lower]]
        return np.asarray(np.min(ends, axis=0))


def contrast_sources(
    rows: GroupCounts, n_sources: int, shuffles: Shuffles | None = None, tested: np.ndarray | None = None
) -> Contrast:
    """Contrast each source with all others, with errors over groups of duplicates.

    The critical value is the 95 % point, over shuffles of the source labels, of the largest |log odds| / error of any
    term and source: all intervals hold together. An interval also reaches as far as it would without any one story, the
    one that uses the term most or the longest, in the source or in all others: shuffles deal out a story that one
    source reprints like any other, and no error over groups knows what a single group does.

    Parameters
    ----------
    rows : GroupCounts
        One row for each group of duplicates x source.
    n_sources : int
        At least two.
    shuffles : Shuffles, optional
        999 from seed 0 unless given.
    tested : ndarray of bool, (n_terms,), optional
        The terms whose intervals hold together; all unless given.

    References
    ----------
    Westfall & Young (1993), Resampling-based multiple testing, section 2.6 (single-step max T).
    """
    some = rows if tested is None else rows.take(tested)
    every = np.ones((1, some.counts.shape[1]), dtype=bool)
    return contrast_with(rows, n_sources, largest_by_chance(some, n_sources, every, shuffles or Shuffles())[:, 0])


def contrast_with(rows: GroupCounts, n_sources: int, chance: np.ndarray) -> Contrast:
    """Contrast each source with all others, `largest_by_chance` being known."""
    sums = sum_sources(rows, n_sources)
    # The story is left out of the prior too, which holds more of it than a small source has words.
    lower, upper = ([grouped_log_odds(some)[:2] for some in part] for part in leave_one_group_out(rows, sums))
    return Contrast(*grouped_log_odds(sums), lower, upper, chance)


def critical_values(chance: np.ndarray) -> np.ndarray:
    """Give the 95 % point over shuffles (the first axis)."""
    return np.asarray(np.quantile(chance, LEVEL, axis=0, method="higher"))


def grouped_log_odds(sums: Sums) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Compute log odds ratios and their standard errors over groups; the prior is a tenth of what both sides hold.

    The error is the bootstrap's, to first order: with a = 1/(y + alpha) + 1/m, b = 1/m and m = n + alpha0 - y -
    alpha, a group with y_g uses in n_g words moves one side's log odds by a y_g - b n_g; its variance is the sum of
    squares of these around their mean. It is never taken smaller than if every word were drawn by itself, which a
    term with no use would be.

    Returns
    -------
    log_odds, error, z : ndarray, (n_sources, n_terms)
        ``z`` is Monroe's, from words drawn one by one.

    References
    ----------
    Efron & Tibshirani (1993), chapter 22.6: the infinitesimal jackknife estimate of the bootstrap error.
    """
    here, there = sums.here, sums.there
    prior, prior_words = _prior(here.uses + there.uses, here.words + there.words)
    odds = log_odds_ratio(here.uses, here.words, there.uses, there.words, prior, prior_words)
    variance = _side_variance(here, prior, prior_words) + _side_variance(there, prior, prior_words)
    return odds.log_odds, np.sqrt(np.maximum(variance, odds.variance)), odds.z


def largest_by_chance(rows: GroupCounts, n_sources: int, families: np.ndarray, shuffles: Shuffles) -> np.ndarray:
    """Find how far the largest |log odds| / error of a family of terms goes by chance.

    Parameters
    ----------
    rows : GroupCounts
        Of the terms; of more than 4,000 groups of duplicates the first are shuffled.
    n_sources : int
        At least two.
    families : ndarray of bool, (n_families, n_terms)
        The terms tested together.
    shuffles : Shuffles
        Of the source labels.

    Returns
    -------
    ndarray of float, (n_permutations, n_families)
        In each shuffle; 0 for a family without terms.

    References
    ----------
    Westfall & Young (1993), Resampling-based multiple testing, section 2.6 (single-step max T).
    """
    rows = first_groups(rows, MAX_GROUPS)
    # As floats, or every product would turn them into floats again.
    rows = replace(rows, counts=rows.counts.astype(float))
    job = partial(_largest, rows=rows, n_sources=n_sources, families=families, seed=shuffles.seed)
    return np.vstack(shuffles.engine.map(job, list(_spans(shuffles.number)), "shuffling sources"))


def _spans(number: int) -> Iterator[range]:
    for start in range(0, number, _AT_ONCE):
        yield range(start, min(start + _AT_ONCE, number))


def _largest(span: range, rows: GroupCounts, n_sources: int, families: np.ndarray, seed: int) -> np.ndarray:
    """Give the largest |log odds| / error of each family in each of some shuffles, (n_shuffles, n_families)."""
    by_column = rows.counts.tocsc()
    total, all_words = np.asarray(rows.counts.sum(axis=0)).ravel(), float(rows.words.sum())
    prior, prior_words = _prior(total, all_words)
    largest = np.zeros((len(span), len(families)))

    def exact(source: np.ndarray, terms: np.ndarray) -> np.ndarray:
        some = GroupCounts(rows.group, source, by_column[:, terms].tocsr(), rows.words)
        delta, error, _ = grouped_log_odds(sum_sources(some, n_sources))
        return np.asarray(np.abs(delta / error).max(axis=0))

    for at, source in enumerate(shuffled_sources(rows, seed, span)):
        uses, words = sum_uses(rows, source, n_sources)
        # No grouped error is smaller than that of words drawn one by one, so no ratio is larger than this.
        odds = log_odds_ratio(uses, words, total - uses, all_words - words, prior, prior_words)
        bound = np.abs(odds.z).max(axis=0)
        found = np.full(len(bound), -1.0)
        first = np.unique(np.concatenate([np.flatnonzero(family)[_top(bound[family])] for family in families]))
        if len(first):
            found[first] = exact(source, first)
        reached = np.array([found[family].max(initial=0.0) for family in families])
        more = np.flatnonzero((found < 0) & (families & (bound > reached[:, None])).any(axis=0))
        if len(more):
            found[more] = exact(source, more)
        largest[at] = [found[family].max(initial=0.0) for family in families]
    return largest


def _top(values: np.ndarray) -> np.ndarray:
    return np.argpartition(-values, _FIRST)[:_FIRST] if len(values) > _FIRST else np.arange(len(values))


def _prior(uses: np.ndarray, words: np.ndarray | float) -> tuple[np.ndarray, np.ndarray | float]:
    """Give the prior counts of the terms, a tenth of their uses, and their sum over all words."""
    return PRIOR_SHARE * np.maximum(uses, 1.0), PRIOR_SHARE * words


def _side_variance(side: Side, prior: np.ndarray, prior_words: float | np.ndarray) -> np.ndarray:
    y = side.uses + prior
    m = side.words + prior_words - y
    a, b = 1 / y + 1 / m, 1 / m
    squares = a**2 * side.uses2 - 2 * a * b * side.cross + b**2 * side.words2
    return np.asarray(squares - (a * side.uses - b * side.words) ** 2 / np.maximum(side.groups, 1.0))
