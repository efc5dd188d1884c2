"""Terms over time."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.corpus import Corpus
from analysis.counts import count_terms
from analysis.statistics import MIN_TEXTS_FOR_INTERVAL, ratio_interval
from analysis.tables import term_tables as tables

# Resampling buckets of one period.
BUCKETS = 64


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
    texts, uses = uses_by_text(corpus, terms)
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


def uses_by_text(corpus: Corpus, terms: list[str]) -> tuple[pd.DataFrame, sparse.csr_matrix]:
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
