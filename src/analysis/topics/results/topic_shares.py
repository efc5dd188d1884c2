"""Who writes about what, and when: shares of topics, with intervals over independent texts, and their differences."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.corpus import Corpus, choose_sources, named_pair
from analysis.statistics import (
    MIN_TEXTS_FOR_INTERVAL,
    bootstrap_weights,
    percentile_interval,
    resampling_units,
    share_interval,
)
from analysis.tables import Table, round_significant
from analysis.tables.topic_tables import TOPIC_DIFFERENCES, TOPIC_PERIODS, TOPIC_SHARES, TOPIC_SOURCES, TOPIC_TREND
from analysis.topics.corpus_topics import Topics
from analysis.vocabulary import NO_TOPIC, NO_TOPIC_LABEL


def shares_of_topics(corpus: Corpus, topics: Topics, seed: int = 0) -> pd.DataFrame:
    """Tabulate the share of each topic in the corpus (`tables.TOPIC_SHARES`).

    As in all tables of shares, articles without a topic have a row of their own, the last, where there are any.
    """
    everything = np.zeros(len(corpus.articles), dtype=np.int64)
    return TOPIC_SHARES.build(_shares(corpus, topics, everything, [""], seed))


def shares_by_source(corpus: Corpus, topics: Topics, seed: int = 0) -> pd.DataFrame:
    """Tabulate the share of each topic among the articles of each source.

    Returns
    -------
    DataFrame
        `tables.TOPIC_SOURCES`; the shares of a source add to 1. Empty when there are no topics or one source.
    """
    return _by_part(corpus, topics, TOPIC_SOURCES, corpus.source_names, seed)


def shares_by_period(corpus: Corpus, topics: Topics, seed: int = 0) -> pd.DataFrame:
    """Tabulate the share of each topic in each period (`tables.TOPIC_TREND`): as `shares_by_source`.

    Undated articles are left out; empty for a corpus with fewer than two periods.
    """
    return _by_part(corpus, topics, TOPIC_TREND, corpus.periods, seed)


def _by_part(corpus: Corpus, topics: Topics, table: Table, names: list[str], seed: int) -> pd.DataFrame:
    if len(names) < 2 or not topics.n_topics:
        return table.empty()
    column = table.key[1]
    part = pd.Categorical(corpus.articles[column], categories=names).codes.astype(np.int64)
    shares = _shares(corpus, topics, part, names, seed).rename(columns={"part": column})
    if column == "period":
        in_part = corpus.articles.groupby("period")["part_period"].any()
        shares["part_period"] = shares["period"].map(in_part).astype(bool)
    return table.build(shares)


def _shares(corpus: Corpus, topics: Topics, part: np.ndarray, names: Sequence[str], seed: int) -> pd.DataFrame:
    """Compute the shares of each part that has articles; topics, then parts as named."""
    group = corpus.articles["group"].to_numpy()
    without = bool((topics.topic == NO_TOPIC).any())
    numbers = [*topics.numbers, NO_TOPIC][: topics.n_topics + without]
    labels = [*topics.labels, NO_TOPIC_LABEL][: topics.n_topics + without]
    tables = []
    for place, name in enumerate(names):
        at = np.flatnonzero(part == place)
        if not len(at) or not topics.n_topics:
            continue
        unit, n_texts = resampling_units(group[at])
        counts = _count_units(unit, topics.positions[at], topics.n_topics)
        articles = counts.sum(axis=0)[: len(numbers)]
        table = pd.DataFrame({"topic": numbers, "label": labels, "part": name, "articles": articles})
        table["share"] = articles / len(at)
        table["share_low"], table["share_high"] = (end[: len(numbers)] for end in share_interval(counts, n_texts, seed))
        texts = pd.Series(group[at]).groupby(topics.positions[at]).nunique()
        table["independent_texts"] = texts.reindex(table.index, fill_value=0)
        tables.append(table)
    return pd.concat(tables).sort_index(kind="stable") if tables else pd.DataFrame()


def source_differences(corpus: Corpus, topics: Topics, between: Sequence[str] = (), seed: int = 0) -> pd.DataFrame:
    """Compare the shares of topics in two sources.

    Without two sources in ``between``, those of `choose_sources`.

    Returns
    -------
    DataFrame
        `tables.TOPIC_DIFFERENCES`, intervals over groups of duplicates, drawn jointly. Empty with one source or no
        topics.

    Raises
    ------
    SettingsError
        When ``between`` names neither two sources nor two periods.
    """
    return TOPIC_DIFFERENCES.build(_compare(corpus, topics, "source", choose_sources(corpus, between), seed))


def period_differences(corpus: Corpus, topics: Topics, between: Sequence[str] = (), seed: int = 0) -> pd.DataFrame:
    """Compare the shares of topics in two periods (`tables.TOPIC_PERIODS`): as `source_differences`.

    Without ``between``, the first and the last period that the corpus covers whole and with at least 10 independent
    texts; empty when there are no two such periods.
    """
    pair = named_pair(corpus, between, corpus.periods)
    if not pair and len(corpus.periods) > 1:
        dated = corpus.articles.dropna(subset=["published"]).groupby("period")
        usable = ~dated["part_period"].any() & (dated["group"].nunique() >= MIN_TEXTS_FOR_INTERVAL)
        whole = [period for period in corpus.periods if usable.get(period, False)]
        pair = (whole[0], whole[-1]) if len(whole) > 1 else ()
    return TOPIC_PERIODS.build(_compare(corpus, topics, "period", pair, seed))


def _compare(corpus: Corpus, topics: Topics, column: str, pair: tuple[str, ...], seed: int) -> pd.DataFrame:
    if len(pair) < 2 or not topics.n_topics:
        return TOPIC_DIFFERENCES.empty()
    at = np.flatnonzero(corpus.articles[column].isin(pair))
    group = corpus.articles["group"].to_numpy()[at]
    side = (corpus.articles[column].to_numpy()[at] == pair[1]).astype(np.int64)
    unit, _ = resampling_units(group)
    n_units = int(unit.max(initial=0)) + 1
    counts = np.array(
        [_count_units(unit[side == one], topics.positions[at][side == one], topics.n_topics, n_units) for one in (0, 1)]
    )
    texts = [len(np.unique(group[side == one])) for one in (0, 1)]
    shares = counts.sum(axis=1) / np.maximum(counts.sum(axis=(1, 2)), 1)[:, None]
    weights = bootstrap_weights(n_units, seed)
    with np.errstate(divide="ignore", invalid="ignore"):
        drawn = [
            weights @ one.astype(float) / (weights @ one.sum(axis=1, keepdims=True).astype(float)) for one in counts
        ]
    low, high = percentile_interval(drawn[1] - drawn[0])
    known = (min(texts) >= MIN_TEXTS_FOR_INTERVAL) & (low < high)
    shown = slice(0, topics.n_topics)
    table = pd.DataFrame(
        {
            "topic": topics.numbers,
            "label": topics.labels,
            "first": pair[0],
            "second": pair[1],
            "share_first": shares[0, shown],
            "share_second": shares[1, shown],
            "difference": round_significant(shares[1, shown] - shares[0, shown]),
            "difference_low": np.where(known, low, np.nan)[shown],
            "difference_high": np.where(known, high, np.nan)[shown],
            "texts_first": texts[0],
            "texts_second": texts[1],
        }
    )
    return table.sort_values(["difference", "topic"], ascending=[False, True], kind="stable")


def _count_units(unit: np.ndarray, topic: np.ndarray, n_topics: int, n_units: int = 0) -> np.ndarray:
    """Count articles by resampling unit and topic, (n_units, n_topics + 1); those without a topic come last."""
    counts = np.zeros((n_units or unit.max() + 1, n_topics + 1), dtype=np.int64)
    np.add.at(counts, (unit, topic), 1)
    return counts
