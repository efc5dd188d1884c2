"""Where the use of a term changes its level, if it does."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.corpus import Corpus
from analysis.counts import count_terms
from analysis.statistics import blocks_of_groups, permutation_p, shuffle_labels
from analysis.tables import round_significant
from analysis.terms.trend import words_by_group

PERMUTATIONS = 999
LEVEL = 0.95
COLUMNS = ["term", "period", "before_per_million", "after_per_million", "cusum", "bound", "changed", "p"]


def term_changes(corpus: Corpus, terms: list[str], seed: int = 0) -> pd.DataFrame:
    """Find the period from which each term stands on a new level.

    With u_p uses of a term among w_p words of period p, U and W in all, S_k = sum over p <= k of (u_p - w_p U / W) runs
    away from 0 as long as a term is used more, or less, than the words of each period would have it. ``cusum`` = max
    over k of abs(S_k), divided by sqrt(sum over texts of (u - w U / W)^2): so terms of all frequencies, and terms that
    a few texts are full of, go by one measure. The bound is the 95 % point of the largest ``cusum`` of all terms when
    the texts are dealt anew to the periods 999 times: in at most 5 % of corpora without a change any term passes it.

    Parameters
    ----------
    corpus : Corpus
        Articles in play; undated ones are left out.
    terms : list of str
        Words or phrases.
    seed : int
        Of the permutations.

    Returns
    -------
    DataFrame
        One row per term, in the order given: ``term``; ``period``, the first after the most extreme S_k (the earliest
        of equals); ``before_per_million`` and ``after_per_million`` words, in all periods before it and from it on;
        ``cusum``; ``bound``, the same for all terms; ``changed``: ``cusum > bound``; ``p``: share of the permutations,
        the observed order among them, whose largest cusum is no smaller, so adjusted for all terms. Part periods count
        with their words. A term without uses has no period, a cusum of 0, and has not changed. Empty for fewer than two
        periods with articles, or no terms.

    Notes
    -----
    A text and its copies keep together, and each period keeps its number of texts: a text that is printed in several
    periods trades its whole set of periods with one printed in as many, and deals them anew to its printings.
    The search ends at one change: a term that rises and falls again is told by its larger step, if by any.

    References
    ----------
    Page (1954), Continuous inspection schemes, Biometrika 41; Taylor (2000), Change-point analysis, for the bound by
    permutation; Westfall & Young (1993) for the largest of all terms.
    """
    texts = words_by_group(corpus)
    dated = texts["period"].to_numpy() >= 0
    texts = texts[dated]
    numbers, period = np.unique(texts["period"].to_numpy(), return_inverse=True)
    if len(numbers) < 2 or not terms:
        return pd.DataFrame(columns=COLUMNS)
    uses = count_terms(corpus, terms, ("period", "group")).select(terms)[dated]
    measured = _Cusum(uses, texts["words"].to_numpy(), len(numbers))
    by_period = measured.sums(period)
    running = measured.running(by_period)
    cusum = measured.largest(running)
    blocks, generator = blocks_of_groups(texts["group"].to_numpy()), np.random.default_rng(seed)
    dealt = (shuffle_labels(period, blocks, generator) for _ in range(PERMUTATIONS))
    chance = [measured.largest(measured.running(measured.sums(periods))).max() for periods in dealt]
    # With this rank a term passes the bound exactly when its p is at most 1 - LEVEL.
    bound = np.sort(chance)[int(LEVEL * (PERMUTATIONS + 1)) - 1]
    first = np.abs(running).argmax(axis=1) + 1
    total = np.cumsum(by_period, axis=1)
    before = total[np.arange(len(terms)), first - 1], total[-1, first - 1]
    after = total[:-1, -1] - before[0], total[-1, -1] - before[1]
    used = total[:-1, -1] > 0
    return pd.DataFrame(
        {
            "term": terms,
            "period": [corpus.periods[numbers[k]] if u else None for k, u in zip(first, used, strict=True)],
            "before_per_million": round_significant(1e6 * before[0] / np.maximum(before[1], 1)),
            "after_per_million": round_significant(1e6 * after[0] / np.maximum(after[1], 1)),
            "cusum": cusum,
            "bound": bound,
            "changed": cusum > bound,
            "p": permutation_p(cusum, np.array(chance)),
        }
    )


class _Cusum:
    """Uses and words of texts, summed over periods in whole numbers and compared with each other."""

    def __init__(self, uses: sparse.csr_matrix, words: np.ndarray, n_periods: int) -> None:
        self.rows = sparse.csr_matrix(sparse.hstack([uses, words[:, None]]).T.astype(np.int64))
        self.n_periods = n_periods
        self.total = np.asarray(self.rows.sum(axis=1), dtype=np.int64).ravel()
        rate = self.total[:-1] / max(self.total[-1], 1)
        squares = np.asarray(uses.power(2).sum(axis=0)).ravel()
        crosses = np.asarray(uses.T @ words).ravel()
        self.spread = np.sqrt(np.maximum(squares - 2 * rate * crosses + rate**2 * float((words**2).sum()), 0.0))

    def sums(self, period: np.ndarray) -> np.ndarray:
        """Sum over periods: (n_terms + 1, n_periods), the last row the words."""
        n = len(period)
        shape = (n, self.n_periods)
        onto = sparse.csr_matrix((np.ones(n, dtype=np.int64), period, np.arange(n + 1)), shape=shape)
        return np.asarray((self.rows @ onto).toarray())

    def running(self, by_period: np.ndarray) -> np.ndarray:
        """Give W S_k of each term after each period but the last: whole numbers, (n_terms, n_periods - 1)."""
        apart = by_period[:-1] * self.total[-1] - self.total[:-1, None] * by_period[-1]
        return np.asarray(np.cumsum(apart, axis=1)[:, :-1])

    def largest(self, running: np.ndarray) -> np.ndarray:
        """Give the cusum of each term; 0 for a term that is used in all texts alike, or in none."""
        steps = np.abs(running).max(axis=1) / max(self.total[-1], 1)
        known = self.spread > 0
        return round_significant(np.where(known, steps / np.where(known, self.spread, 1.0), 0.0))


def mark_changes(trend: pd.DataFrame, changes: pd.DataFrame) -> pd.DataFrame:
    """Mark in a trend where the level of a term changes.

    Parameters
    ----------
    trend : DataFrame
        From `analysis.terms.term_trend`.
    changes : DataFrame
        From `term_changes`.

    Returns
    -------
    DataFrame
        The rows and columns of the trend, then ``changed_here``: whether the period is the first of a new level.
    """
    changed = changes[changes["changed"].eq(True)]
    here = set(zip(changed["term"], changed["period"], strict=True))
    pairs = zip(trend["term"], trend["period"], strict=True)
    return trend.assign(changed_here=np.array([pair in here for pair in pairs], dtype=bool))


def describe_changes(table: pd.DataFrame) -> list[str]:
    """Say which terms change their level.

    Parameters
    ----------
    table : DataFrame
        From `term_changes`.

    Returns
    -------
    list of str
        One sentence per changed term, in the order of the table, such as "“drone” rises from 12 to 85 per million words
        from 2024-05 on."; one that says so when nothing changed, or when it cannot be known.
    """
    if not table["changed"].eq(True).any():
        return ["No change is beyond what shuffled texts show." if len(table) else "Too few periods to see a change."]
    changed = table[table["changed"].eq(True)]
    rates = changed[["before_per_million", "after_per_million"]].to_numpy(dtype=float)
    return [
        f"“{term}” {'rises' if after > before else 'falls'} from {_rate(before)} to {_rate(after)} per million words "
        f"from {period} on."
        for term, period, (before, after) in zip(changed["term"], changed["period"], rates, strict=True)
    ]


def _rate(per_million: float) -> str:
    return f"{per_million:,.0f}" if per_million >= 10 else f"{per_million:.2g}"
