"""Who writes about what, and when: shares that add to 1, with intervals over groups of copies."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.corpus import BUCKETS, Corpus
from analysis.errors import SettingsError
from analysis.statistics import MIN_TEXTS_FOR_INTERVAL, bootstrap_weights, percentile_interval, ratio_interval
from analysis.tables import round_significant
from analysis.topics.corpus_topics import Topics
from analysis.vocabulary import OTHER_SOURCES


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


COLUMNS = [
    "topic", "label", "first", "second", "share_first", "share_second", "difference", "difference_low",
    "difference_high", "texts_first", "texts_second",
]  # fmt: skip


def source_differences(corpus: Corpus, topics: Topics, between: Sequence[str] = (), seed: int = 0) -> pd.DataFrame:
    """Compare the shares of topics in two sources.

    Parameters
    ----------
    corpus : Corpus
        Articles in play.
    topics : Topics
        Of the same corpus.
    between : sequence of str
        Two sources; when they are two periods or nothing, the two largest sources.
    seed : int
        Of the bootstrap.

    Returns
    -------
    DataFrame
        One row per topic, by difference, largest first, then topic: ``topic, label, first, second, share_first,
        share_second`` (of the articles of each), ``difference`` (second minus first, as a share) with its 95 % interval
        over groups of copies, drawn jointly (missing where a side has fewer than 10 independent texts), ``texts_first,
        texts_second`` (independent texts of either side, in all topics). Empty with one source or no topics.

    Raises
    ------
    SettingsError
        When ``between`` names neither two sources nor two periods.
    """
    pair = _pair(corpus, between, corpus.source_names)
    if not pair:
        articles = corpus.articles["source"].value_counts()
        named = [name for name in corpus.source_names if name != OTHER_SOURCES]
        largest = sorted(named, key=lambda name: -articles[name])[:2]
        pair = tuple(name for name in named if name in largest)
    return _compare(corpus, topics, "source", pair, seed)


def period_differences(corpus: Corpus, topics: Topics, between: Sequence[str] = (), seed: int = 0) -> pd.DataFrame:
    """Compare the shares of topics in two periods: as `source_differences`.

    Without ``between``, the first and the last period that the corpus covers whole and with at least 10 independent
    texts; empty when there are no two such periods.
    """
    pair = _pair(corpus, between, corpus.periods)
    if not pair and len(corpus.periods) > 1:
        dated = corpus.articles.dropna(subset=["published"])
        by_period = dated.groupby("period").agg(part=("part_period", "any"), texts=("group", "nunique"))
        whole = [p for p in corpus.periods if p in by_period.index and not by_period["part"][p]]
        whole = [p for p in whole if by_period["texts"][p] >= MIN_TEXTS_FOR_INTERVAL]
        pair = (whole[0], whole[-1]) if len(whole) > 1 else ()
    return _compare(corpus, topics, "period", pair, seed)


def _pair(corpus: Corpus, between: Sequence[str], names: Sequence[str]) -> tuple[str, ...]:
    between = [str(name) for name in between]
    if between and not any(set(between) <= set(known) for known in (corpus.source_names, corpus.periods)):
        known = ", ".join([*corpus.source_names, *corpus.periods[:3]])
        raise SettingsError(f"between: {', '.join(between)}: two sources or two periods are needed, such as {known}.")
    if between and (len(between) != 2 or between[0] == between[1]):
        raise SettingsError(f"between: two different names are needed, not {len(between)}.")
    return tuple(between) if between and set(between) <= set(names) else ()


def _compare(corpus: Corpus, topics: Topics, column: str, pair: tuple[str, ...], seed: int) -> pd.DataFrame:
    if len(pair) < 2 or not topics.n_topics:
        return pd.DataFrame(columns=COLUMNS)
    part = corpus.articles[column]
    at = np.flatnonzero(part.isin(pair))
    group = pd.factorize(corpus.articles["group"].to_numpy()[at])[0]
    side = (part.to_numpy()[at] == pair[1]).astype(np.int64)
    unit = group % BUCKETS
    held = np.zeros((2, int(unit.max(initial=0)) + 1, topics.n_topics + 1), dtype=np.int64)
    np.add.at(held, (side, unit, topics.columns[at]), 1)
    weights = bootstrap_weights(held.shape[1], seed)
    shares = held.sum(axis=1) / np.maximum(held.sum(axis=(1, 2)), 1)[:, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        drawn = [weights @ one.astype(float) / (weights @ one.sum(axis=1, keepdims=True).astype(float)) for one in held]
    low, high = percentile_interval(drawn[1] - drawn[0])
    texts = [len(np.unique(group[side == one])) for one in (0, 1)]
    known = min(texts) >= MIN_TEXTS_FOR_INTERVAL
    shown = slice(0, topics.n_topics)
    table = pd.DataFrame({"topic": topics.numbers, "label": topics.labels, "first": pair[0], "second": pair[1]})
    table["share_first"], table["share_second"] = shares[0, shown], shares[1, shown]
    table["difference"] = shares[1, shown] - shares[0, shown]
    table["difference_low"], table["difference_high"] = (
        (np.where(known & (low < high), end, np.nan)[shown]) for end in (low, high)
    )
    table["texts_first"], table["texts_second"] = texts
    for measured in COLUMNS[4:9]:
        table[measured] = round_significant(table[measured].to_numpy())
    return table.sort_values(["difference", "topic"], ascending=[False, True], kind="stable").reset_index(drop=True)
