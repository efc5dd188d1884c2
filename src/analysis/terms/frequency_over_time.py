"""Terms over time, and where their use changes its level."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.corpus import Corpus
from analysis.counts import count_terms
from analysis.statistics import (
    MIN_TEXTS_FOR_INTERVAL,
    blocks_of_groups,
    permutation_p,
    ratio_interval,
    shuffle_labels,
)
from analysis.tables import round_significant
from analysis.tables import term_tables as tables

# Resampling buckets of one period.
BUCKETS = 64
PERMUTATIONS = 999
LEVEL = 0.95


def term_trend(corpus: Corpus, terms: list[str], seed: int = 0) -> pd.DataFrame:
    """Tabulate how often words or phrases are used in each period.

    Returns
    -------
    DataFrame
        `tables.TERM_TREND`: terms in the order given, then the periods with articles in time. Intervals are grouped
        bootstrap intervals, missing where fewer than 10 independent texts of the period hold the term. Empty for fewer
        than two periods, or no terms.
    """
    if len(corpus.periods) < 2 or not terms:
        return tables.TERM_TREND.empty()
    texts, uses = _uses_by_text(corpus, terms)
    partial = corpus.articles.groupby("period")["part_period"].any()
    blocks = []
    for number in texts["period"].unique():
        here = (texts["period"] == number).to_numpy()
        held, words, period = uses[here].toarray(), texts["words"].to_numpy()[here], corpus.periods[number]
        count, (low, high) = held.sum(axis=0), _interval(held, words, seed)
        block = {"term": terms, "rank": range(len(terms)), "period": period, "words": words.sum(), "count": count}
        rates = {"per_million": 1e6 * count / words.sum(), "per_million_low": low, "per_million_high": high}
        blocks.append(pd.DataFrame({**block, **rates, "part_period": bool(partial[period])}))
    return tables.TERM_TREND.build(pd.concat(blocks).sort_values("rank", kind="stable"))


def _uses_by_text(corpus: Corpus, terms: list[str]) -> tuple[pd.DataFrame, sparse.csr_matrix]:
    """Give ``period, group, words`` of each dated independent text in each period, and its uses of the terms."""
    table = pd.DataFrame({"words": corpus.articles["words"].to_numpy()})
    for axis in ("period", "group"):
        table[axis] = np.concatenate([getattr(shard, axis) for shard in corpus.shards])
    texts = table.groupby(["period", "group"])["words"].sum().reset_index()
    dated = texts["period"].to_numpy() >= 0
    # The cells of the counts are the same periods and groups, in the same order.
    return texts[dated], count_terms(corpus, terms, ("period", "group")).select(terms)[dated]


def _interval(uses: np.ndarray, words: np.ndarray, seed: int) -> tuple[np.ndarray, np.ndarray]:
    # Groups are in the order of their content hash, so these buckets are as good as random.
    bucket = np.arange(len(words)) % BUCKETS
    summed, whole = np.zeros((bucket.max() + 1, uses.shape[1]), np.int64), np.zeros((bucket.max() + 1, 1), np.int64)
    np.add.at(summed, bucket, uses)
    np.add.at(whole, bucket, words[:, None])
    known = (uses > 0).sum(axis=0) >= MIN_TEXTS_FOR_INTERVAL
    low, high = (np.where(known, 1e6 * end, np.nan) for end in ratio_interval(summed, whole, seed))
    return low, high


def term_changes(corpus: Corpus, terms: list[str], seed: int = 0) -> pd.DataFrame:
    """Find the period from which each word or phrase is used on a new level.

    With u_p uses of a term among w_p words of period p, U and W in all, S_k = sum over p <= k of (u_p - w_p U / W)
    leaves 0 as long as a term is used more, or less, than the words of each period would have it. ``cusum`` = max
    over k of abs(S_k), divided by sqrt(sum over texts of (u - w U / W)^2): so terms of all frequencies, and terms that
    a few texts are full of, are comparable. The bound is the 95 % point of the largest ``cusum`` of all terms when the
    texts are shuffled over the periods 999 times: in at most 5 % of corpora without a change any term passes it.

    Returns
    -------
    DataFrame
        `tables.TERM_CHANGES`, terms in the order given: ``period`` is the first after the most extreme S_k (the
        earliest of equals), ``p`` is adjusted for all terms. Part periods count with their words. A term without uses
        has no period, a cusum of 0, and has not changed. Empty for fewer than two periods with articles, or no terms.

    Notes
    -----
    A text and its duplicates keep together, and each period keeps its number of texts (`shuffle_labels`). One change a
    term: one that rises and falls again is reported by its larger step, if by any.

    References
    ----------
    Page (1954), Continuous inspection schemes, Biometrika 41; Taylor (2000), Change-point analysis, for the bound by
    permutation; Westfall & Young (1993) for the largest of all terms.
    """
    if not terms:
        return tables.TERM_CHANGES.empty()
    texts, uses = _uses_by_text(corpus, terms)
    numbers, period = np.unique(texts["period"].to_numpy(), return_inverse=True)
    if len(numbers) < 2:
        return tables.TERM_CHANGES.empty()
    measured = _Cusum(uses, texts["words"].to_numpy(), len(numbers))
    by_period = measured.sums(period)
    running = measured.running(by_period)
    cusum = measured.largest(running)
    blocks, generator = blocks_of_groups(texts["group"].to_numpy()), np.random.default_rng(seed)
    shuffled = (shuffle_labels(period, blocks, generator) for _ in range(PERMUTATIONS))
    chance = np.array([measured.largest(measured.running(measured.sums(periods))).max() for periods in shuffled])
    # With this rank a term passes the bound exactly when its p is at most 1 - LEVEL.
    bound = np.sort(chance)[int(LEVEL * (PERMUTATIONS + 1)) - 1]
    first = np.abs(running).argmax(axis=1) + 1
    total = np.cumsum(by_period, axis=1)
    before = total[np.arange(len(terms)), first - 1], total[-1, first - 1]
    after = total[:-1, -1] - before[0], total[-1, -1] - before[1]
    used = total[:-1, -1] > 0
    return tables.TERM_CHANGES.build(
        {
            "term": terms,
            "period": [corpus.periods[numbers[k]] if u else None for k, u in zip(first, used, strict=True)],
            "before_per_million": 1e6 * before[0] / np.maximum(before[1], 1),
            "after_per_million": 1e6 * after[0] / np.maximum(after[1], 1),
            "cusum": cusum,
            "bound": bound,
            "changed": cusum > bound,
            "p": permutation_p(cusum, chance),
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
    """Mark in a `term_trend` where the level of a term changes (`term_changes`): `tables.MARKED_TREND`."""
    changed = changes[changes["changed"].eq(True)]
    here = set(zip(changed["term"], changed["period"], strict=True))
    marks = [pair in here for pair in zip(trend["term"], trend["period"], strict=True)]
    return tables.MARKED_TREND.build(trend.assign(changed_here=np.array(marks, dtype=bool)))
