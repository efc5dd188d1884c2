"""Is it the outlet or the time: shares of topics by source with the time held equal, and by period with the sources."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.corpus import Corpus
from analysis.statistics import MIN_TEXTS_FOR_INTERVAL, name_tiers
from analysis.statistics.score_test import Texts, presence_test, share_weights, sum_scores
from analysis.statistics.stratified_shares import StratifiedShares, stratified_shares
from analysis.tables import round_significant
from analysis.tables.share_model_table import TOPIC_SHARES_ADJUSTED
from analysis.topics.corpus_topics import Topics, all_topics
from analysis.topics.results.topic_membership import main_topics
from analysis.vocabulary import CLEAR, LIKELY, OTHER_SOURCES

# Periods that are compared, at most.
MAX_PARTS = 12
SOURCE, TIME, UNDECIDED = "source", "time", "undecided"
_PART, _HELD_EQUAL = "part", "held equal"


def adjusted_shares(corpus: Corpus, topics: Topics) -> pd.DataFrame:
    """Compare the topics of each source with all others in the same periods, and of each period in the same sources.

    Returns
    -------
    DataFrame
        `tables.TOPIC_SHARES_ADJUSTED`, from `compare_parts`; sources with all themes and subjects are one family of
        tests, periods another. Undated articles are left out. Empty with one source, one period or no topics, and
        without what was never published beside others.
    """
    source = pd.Index(corpus.source_names).get_indexer(pd.Index(corpus.articles["source"]))
    period = pd.Index(corpus.periods, dtype="string").get_indexer(pd.Index(corpus.articles["period"]))
    # The earliest article stands for its group.
    rows = np.argsort(~corpus.articles["first_of_group"].to_numpy(), kind="stable")
    rows = rows[period[rows] >= 0]
    source, period, group = (values[rows] for values in (source, period, corpus.articles["group"].to_numpy()))
    if len(np.unique(source)) < 2 or len(np.unique(period)) < 2 or not topics.n_topics:
        return TOPIC_SHARES_ADJUSTED.empty()
    items = main_topics(topics)[rows, :-1]
    texts = np.bincount(period[np.unique(group, return_index=True)[1]], minlength=len(corpus.periods))
    fine = join_neighbours(texts, MIN_TEXTS_FOR_INTERVAL)
    broad = join_neighbours(texts, max(MIN_TEXTS_FOR_INTERVAL, -(-int(texts.sum()) // MAX_PARTS)))
    by_source = compare_parts(items, source, fine[period], group)
    by_period = compare_parts(items, broad[period], source, group)
    names = {"source": corpus.source_names, "period": _name_joined(corpus.periods, broad)}
    tables = [
        table.assign(
            compared=compared,
            part=np.array(names[compared], dtype=object)[table["part"]],
            verdict=table["verdict"].replace({_PART: own, _HELD_EQUAL: other}),
        )
        for compared, table, own, other in (("source", by_source, SOURCE, TIME), ("period", by_period, TIME, SOURCE))
    ]
    table = pd.concat(tables)
    table = table[table["part"] != OTHER_SOURCES]
    named = ["level", "topic", "label"]
    table[named] = all_topics(topics)[named].iloc[table["topic"]].to_numpy()
    return TOPIC_SHARES_ADJUSTED.build(table)


def compare_parts(items: sparse.csr_matrix, part: np.ndarray, stratum: np.ndarray, group: np.ndarray) -> pd.DataFrame:
    """Compare the shares of topics in each part with those of all others, within strata.

    A group of duplicates is one text: its first row says its topics and its stratum, and all of them its parts. The
    shares are those of `stratified_shares`; the tier is that of all topics and parts judged together (`name_tiers`) by
    the score test of a logistic regression on part and strata, with its permutation moments (`presence_test`), so that
    texts in several parts and cells with few or no texts need no care. With two parts one test stands for both.

    Parameters
    ----------
    items : csr_matrix of int, (n_rows, n_topics)
        1 where an article has the topic.
    part, stratum, group : ndarray of int, (n_rows,)
        What is compared, what is held equal, and the group of duplicates.

    Returns
    -------
    DataFrame
        A row for each part (a number) and topic (a position), with the further columns of
        `tables.TOPIC_SHARES_ADJUSTED`; no interval and no tier where either side has under 10 texts; surest difference
        first. Parts that no stratum shares with others are left out. ``verdict`` of a difference that is beyond chance:
        "part" when it is with the strata held equal; "held equal" when its interval then ends below half of it; else
        "undecided".
    """
    _, first, text = np.unique(group, return_index=True, return_inverse=True)
    n_parts, stratum = int(part.max(initial=0)) + 1, stratum[first]
    pairs = (np.ones(len(part), dtype=np.int64), (text, part))
    copies = sparse.csr_matrix(pairs, shape=(len(first), n_parts))
    items = sparse.csr_matrix(items[first])
    equal, raw = (_Compared.of(items, copies, number) for number in (stratum, np.zeros_like(stratum)))
    table = pd.DataFrame(
        {
            "part": np.repeat(np.arange(n_parts), items.shape[1]),
            "topic": np.tile(np.arange(items.shape[1]), n_parts),
            "share_raw": raw.shares.share.ravel(),
            "difference_raw": raw.shares.difference.ravel(),
            "tier_raw": raw.tier.ravel(),
            "share": equal.shares.share.ravel(),
            **{name: end.ravel() for name, end in equal.ends.items()},
            "share_others": equal.shares.share_others.ravel(),
            "difference": equal.shares.difference.ravel(),
            "texts": np.repeat(equal.shares.texts, items.shape[1]),
            "texts_others": np.repeat(equal.shares.texts_others, items.shape[1]),
            "tier": equal.tier.ravel(),
        }
    )
    table = table[table["share"].notna()]
    table["verdict"] = _judge(table)
    low, high = table["difference_low"].to_numpy(), table["difference_high"].to_numpy()
    surely = np.nan_to_num(np.where(table["difference"] > 0, low, -high), nan=-1.0)
    rank = table["tier"].map({CLEAR: 0, LIKELY: 1, "": 2}).to_numpy()
    return table.iloc[np.lexsort((table["part"], table["topic"], -round_significant(surely), rank))]


def join_neighbours(texts: np.ndarray, least: int) -> np.ndarray:
    """Give neighbouring periods one number, (n_periods,), until they have so many texts; the last takes the rest.

    Examples
    --------
    >>> join_neighbours(np.array([12, 4, 0, 9, 30, 3]), 10).tolist()
    [0, 1, 1, 1, 2, 2]
    """
    numbers, reached, number = np.zeros(len(texts), dtype=np.int64), 0, 0
    left = np.cumsum(texts[::-1])[::-1]
    for period, count in enumerate(texts):
        if reached >= least and left[period] >= least:
            number, reached = number + 1, 0
        numbers[period] = number
        reached += int(count)
    return numbers


def _name_joined(periods: list[str], numbers: np.ndarray) -> list[str]:
    joined = [np.flatnonzero(numbers == number) for number in range(int(numbers.max()) + 1)]
    return [periods[at[0]] if len(at) == 1 else f"{periods[at[0]]} to {periods[at[-1]]}" for at in joined]


def _judge(table: pd.DataFrame) -> np.ndarray:
    """Say what a difference goes with: the part, where it is beyond chance; else what is held equal, where it goes."""
    raw = table["difference_raw"].to_numpy()
    left = np.where(raw > 0, table["difference_high"], -table["difference_low"])
    found = table["tier_raw"] != ""
    # A comparison with a missing end is false.
    choices = [table["tier"] != "", found & (left < np.abs(raw) / 2), found]
    return np.select(choices, [_PART, _HELD_EQUAL, UNDECIDED], "").astype(object)


@dataclass(frozen=True)
class _Compared:
    """Shares of parts, (n_parts, n_topics), and which differences are beyond chance."""

    shares: StratifiedShares
    ends: dict[str, np.ndarray]
    tier: np.ndarray

    @classmethod
    def of(cls, items: sparse.csr_matrix, copies: sparse.csr_matrix, stratum: np.ndarray) -> _Compared:
        n_strata, n_parts = int(stratum.max(initial=0)) + 1, copies.shape[1]
        shares = stratified_shares(items, copies, stratum, n_strata)
        test = presence_test(sum_scores(Texts(items, np.ones(len(stratum)), share_weights(copies)), stratum, n_strata))
        enough = (np.minimum(shares.texts, shares.texts_others) >= MIN_TEXTS_FOR_INTERVAL)[:, None]
        once = np.arange(n_parts)[:, None] < (1 if n_parts == 2 else n_parts)
        tier, _ = name_tiers(test.p, test.varies & enough & once)
        if n_parts == 2:
            tier[1] = tier[0]
        # A difference is reported only when the test, in which copies weigh less, has the same direction.
        tier[test.direction != np.sign(shares.difference)] = ""
        names = ("share_low", "share_high", "difference_low", "difference_high")
        ends = (shares.low, shares.high, shares.difference_low, shares.difference_high)
        return cls(shares, {name: np.where(enough, end, np.nan) for name, end in zip(names, ends, strict=True)}, tier)
