"""Who writes about what, and when: shares of topics, with intervals over independent texts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.corpus import Corpus
from analysis.statistics import difference_interval, judge_together, resampling_units, share_interval
from analysis.tables.topic_tables import TOPIC_SHARES, TOPIC_SOURCES, TOPIC_TREND
from analysis.topics.corpus_topics import Level
from analysis.topics.results.share_tests import nearest_rivals, texts_of_parts
from analysis.vocabulary import NO_TOPIC, NO_TOPIC_LABEL, OTHER_SOURCES

_ENDS = ["share", "share_low", "share_high"]


def shares_of_topics(corpus: Corpus, topics: Level, seed: int = 0) -> pd.DataFrame:
    """Tabulate the share of each topic in the corpus (`tables.TOPIC_SHARES`).

    As in all tables of shares, articles without a topic have a row of their own, the last, where there are any.
    """
    everything = np.zeros(len(corpus.articles), dtype=np.int64)
    return TOPIC_SHARES.build(_shares(corpus, topics, everything, [""], seed))


def shares_by_source(corpus: Corpus, topics: Level, seed: int = 0) -> pd.DataFrame:
    """Tabulate the share of each topic among the articles of each source, and whose is beyond chance the largest.

    A source has more of a topic than any other when it has more than the one that it is hardest to tell from
    (`nearest_rivals`): the difference of the two is compared with shuffles of their independent texts, groups of
    duplicates moving as blocks, one such test a topic, all judged together (`judge_together`). As a claim about all
    others needs every one of the differences, choosing the largest makes no false ones.

    Returns
    -------
    DataFrame
        `tables.TOPIC_SOURCES`; the shares of a source add to 1. Empty when there are no topics or one source.

    References
    ----------
    Berger (1982), Multiparameter hypothesis testing and acceptance sampling, Technometrics 24(4): a claim that needs
    several is tested at the level of its least certain part.
    """
    if len(corpus.source_names) < 2 or not topics.n_topics:
        return TOPIC_SOURCES.empty()
    table = shares_of_parts(corpus, topics, "source", corpus.source_names, seed).rename(columns={"part": "source"})
    return TOPIC_SOURCES.build(_with_leaders(corpus, topics, table, seed))


def shares_by_period(corpus: Corpus, topics: Level, seed: int = 0) -> pd.DataFrame:
    """Tabulate the share of each topic among the articles of each period (`tables.TOPIC_TREND`).

    Undated articles are left out; empty for a corpus with fewer than two periods, or without topics.
    """
    if len(corpus.periods) < 2 or not topics.n_topics:
        return TOPIC_TREND.empty()
    table = shares_of_parts(corpus, topics, "period", corpus.periods, seed).rename(columns={"part": "period"})
    partial = corpus.articles.groupby("period")["part_period"].any()
    return TOPIC_TREND.build(table.assign(part_period=table["period"].map(partial).astype(bool)))


def shares_of_parts(corpus: Corpus, topics: Level, column: str, names: list[str], seed: int) -> pd.DataFrame:
    """Compute the shares of topics in each source or period named that has articles; by topic, then as named."""
    return _shares(corpus, topics, pd.Index(names).get_indexer(pd.Index(corpus.articles[column])), names, seed)


def _shares(corpus: Corpus, topics: Level, part: np.ndarray, names: Sequence[str], seed: int) -> pd.DataFrame:
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
        counts = np.zeros((int(unit.max()) + 1, topics.n_topics + 1), dtype=np.int64)
        np.add.at(counts, (unit, topics.positions[at]), 1)
        articles = counts.sum(axis=0)[: len(numbers)]
        table = pd.DataFrame({"topic": numbers, "label": labels, "part": name, "articles": articles})
        table["share"] = articles / len(at)
        table["share_low"], table["share_high"] = (end[: len(numbers)] for end in share_interval(counts, n_texts, seed))
        texts = pd.Series(group[at]).groupby(topics.positions[at]).nunique()
        table["independent_texts"] = texts.reindex(table.index, fill_value=0)
        tables.append(table)
    return pd.concat(tables).sort_index(kind="stable") if tables else pd.DataFrame()


def _with_leaders(corpus: Corpus, topics: Level, shares: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Add to the row of the source with most of a topic the rival, how far it is ahead at least, and the tier."""
    names, texts = corpus.source_names, texts_of_parts(corpus, topics, "source", corpus.source_names)
    pairs = nearest_rivals(texts)
    if not pairs:
        return shares.assign(rival="", lead_low=np.nan, tier="")
    drawn = {pair: texts.differences(*pair, seed) for pair in dict.fromkeys(pairs)}
    draws = np.column_stack([drawn[pair][:, topic] for topic, pair in enumerate(pairs)])
    rows = [(names[own], names[other]) for own, other in pairs]
    tests = pd.DataFrame(rows, columns=["source", "rival"])
    tests = tests.assign(topic=topics.numbers, tier=judge_together(draws[0], draws[1:]).tier)
    theirs = shares[["topic", "source", *_ENDS]].rename(columns={"source": "rival"})
    table = shares.merge(tests, how="left").merge(theirs, how="left", on=["topic", "rival"], suffixes=("", "_rival"))
    table["lead_low"], _ = difference_interval(
        [table[name].to_numpy() for name in _ENDS], [table[f"{name}_rival"].to_numpy() for name in _ENDS]
    )
    # What is said of articles must hold for independent texts too.
    largest = table["share"] == table.groupby("topic")["share"].transform("max")
    told = table["rival"].notna() & largest & (table["source"] != OTHER_SOURCES)
    words = ["rival", "tier"]
    return table.assign(lead_low=table["lead_low"].where(told), **{name: table[name].where(told, "") for name in words})
