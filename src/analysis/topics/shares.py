"""Who writes about what, and when: shares that add to 1, with intervals over groups of copies."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.corpus import BUCKETS, Corpus
from analysis.statistics import MIN_TEXTS_FOR_INTERVAL, ratio_interval
from analysis.tables import round_significant
from analysis.topics.model import Topics


def shares_of_topics(corpus: Corpus, topics: Topics, seed: int = 0) -> pd.DataFrame:
    """Tabulate the share of each topic in the corpus: as `shares_by_source`, one row per topic, without ``source``."""
    everything = np.zeros(len(corpus.articles), dtype=np.int64)
    return _shares(corpus, topics, everything, ["all"], "part", seed).drop(columns="part")


def shares_by_source(corpus: Corpus, topics: Topics, seed: int = 0) -> pd.DataFrame:
    """Tabulate the share of each topic among the articles of each source.

    Parameters
    ----------
    corpus : Corpus
        Articles in play.
    topics : Topics
        Of the same corpus.
    seed : int
        Of the bootstrap.

    Returns
    -------
    DataFrame
        One row per topic x source, by topic, then source in the order of the corpus: ``topic, label, source, share``
        (of the source's articles whose main topic it is; with articles without a topic they add to 1) with its 95 %
        interval over groups (missing for a source of fewer than 10 independent texts), ``articles,
        independent_texts`` of topic and source. Empty when there are no topics or one source.
    """
    code = pd.Categorical(corpus.articles["source"], categories=corpus.source_names).codes.astype(np.int64)
    table = _shares(corpus, topics, code, corpus.source_names, "source", seed)
    return table if len(corpus.source_names) > 1 else table.iloc[:0]


def shares_by_period(corpus: Corpus, topics: Topics, seed: int = 0) -> pd.DataFrame:
    """Tabulate the share of each topic in each period: as `shares_by_source`, with ``period`` and ``part_period``.

    Undated articles are left out; empty for a corpus with fewer than two periods.
    """
    code = pd.Categorical(corpus.articles["period"], categories=corpus.periods).codes.astype(np.int64)
    table = _shares(corpus, topics, code, corpus.periods, "period", seed)
    partial = corpus.articles.groupby("period")["part_period"].any()
    table["part_period"] = table["period"].map(partial).astype(bool) if len(table) else False
    return table if len(corpus.periods) > 1 else table.iloc[:0]


def _shares(corpus: Corpus, topics: Topics, code: np.ndarray, names: list[str], name: str, seed: int) -> pd.DataFrame:
    group = pd.factorize(corpus.articles["group"])[0]
    column = topics.columns
    rows = []
    for number, part in enumerate(names):
        at = np.flatnonzero(code == number)
        if not len(at) or not topics.n_topics:
            continue
        held = count_units(group[at], column[at], topics.n_topics)
        texts = len(np.unique(group[at]))
        low, high = ratio_interval(held, held.sum(axis=1, keepdims=True), seed)
        for i, (topic, label) in enumerate(zip(topics.numbers, topics.labels, strict=True)):
            mine = at[column[at] == i]
            interval = (low[i], high[i]) if texts >= MIN_TEXTS_FOR_INTERVAL else (np.nan, np.nan)
            rows.append((topic, label, part, len(mine) / len(at), *interval, len(mine), len(np.unique(group[mine]))))
    columns = ["topic", "label", name, "share", "share_low", "share_high", "articles", "independent_texts"]
    table = pd.DataFrame(rows, columns=columns)
    for measured in columns[3:6]:
        table[measured] = round_significant(table[measured].to_numpy())
    order = {part: i for i, part in enumerate(names)}
    return table.sort_values(["topic", name], key=lambda c: c.map(order) if c.name == name else c).reset_index(
        drop=True
    )


def count_units(group: np.ndarray, column: np.ndarray, n_topics: int) -> np.ndarray:
    """Count articles by resampling unit and topic.

    Parameters
    ----------
    group : ndarray of int, (n_articles,)
        Group of copies of each article.
    column : ndarray of int, (n_articles,)
        `Topics.columns`.
    n_topics : int
        How many are shown; articles without a topic are in the column behind them.

    Returns
    -------
    ndarray of int64, (n_units, n_topics + 1)
        A unit is a group, or one of 256 sets of groups.
    """
    unit = pd.factorize(group)[0] % BUCKETS
    held = np.zeros((unit.max() + 1, n_topics + 1), dtype=np.int64)
    np.add.at(held, (unit, column), 1)
    return held
