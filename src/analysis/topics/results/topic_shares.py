"""Who writes about what, and when: shares of topics, with intervals over independent texts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.corpus import Corpus
from analysis.statistics import difference_interval, judge_together, resampling_units, share_interval
from analysis.tables.topic_share_tables import TOPIC_SHARES, TOPIC_SOURCES, TOPIC_TREND
from analysis.topics.corpus_topics import THEME, Topics, all_topics
from analysis.topics.results.share_tests import nearest_rivals, texts_of_parts
from analysis.topics.results.topic_membership import further_topics, main_topics
from analysis.vocabulary import NO_TOPIC, NO_TOPIC_LABEL, OTHER_SOURCES

_ENDS, _ALSO = ["share", "share_low", "share_high"], ["also", "also_low", "also_high"]


def shares_of_topics(corpus: Corpus, topics: Topics, seed: int = 0) -> pd.DataFrame:
    """Tabulate the share of each topic in the corpus (`tables.TOPIC_SHARES`).

    As in all tables of shares, themes and subjects are in the order of `all_topics`, both as shares of all articles;
    articles without a theme have a row of their own, the last, where there are any.
    """
    everything = np.zeros(len(corpus.articles), dtype=np.int64)
    return TOPIC_SHARES.build(_shares(corpus, topics, everything, [""], seed))


def shares_by_source(corpus: Corpus, topics: Topics, seed: int = 0) -> pd.DataFrame:
    """Tabulate the share of each topic among the articles of each source, and whose is beyond chance the largest.

    A source has more of a topic than any other when it has more than the one that it is hardest to tell from
    (`nearest_rivals`): the difference of the two is compared with shuffles of their independent texts, groups of
    duplicates moving as blocks, one such test a topic, all judged together (`judge_together`). As a claim about all
    others needs every one of the differences, choosing the largest makes no false ones.

    Returns
    -------
    DataFrame
        `tables.TOPIC_SOURCES`; the shares of themes of a source add to 1. Empty when there are no topics or one source.

    References
    ----------
    Berger (1982), Multiparameter hypothesis testing and acceptance sampling, Technometrics 24(4): a claim that needs
    several is tested at the level of its least certain part.
    """
    if len(corpus.source_names) < 2 or not topics.n_topics:
        return TOPIC_SOURCES.empty()
    table = shares_of_parts(corpus, topics, "source", corpus.source_names, seed).rename(columns={"part": "source"})
    return TOPIC_SOURCES.build(_with_leaders(corpus, topics, table, seed))


def shares_by_period(corpus: Corpus, topics: Topics, seed: int = 0) -> pd.DataFrame:
    """Tabulate the share of each topic among the articles of each period (`tables.TOPIC_TREND`).

    Undated articles are left out; empty for a corpus with fewer than two periods, or without topics.
    """
    if len(corpus.periods) < 2 or not topics.n_topics:
        return TOPIC_TREND.empty()
    table = shares_of_parts(corpus, topics, "period", corpus.periods, seed).rename(columns={"part": "period"})
    partial = corpus.articles.groupby("period")["part_period"].any()
    return TOPIC_TREND.build(table.assign(part_period=table["period"].map(partial).astype(bool)))


def shares_of_parts(corpus: Corpus, topics: Topics, column: str, names: list[str], seed: int) -> pd.DataFrame:
    """Compute the shares of topics in each source or period named that has articles; by topic, then as named."""
    return _shares(corpus, topics, pd.Index(names).get_indexer(pd.Index(corpus.articles[column])), names, seed)


def _shares(corpus: Corpus, topics: Topics, part: np.ndarray, names: Sequence[str], seed: int) -> pd.DataFrame:
    group = corpus.articles["group"].to_numpy()
    main, also = main_topics(topics), further_topics(topics)
    rows = all_topics(topics)[["level", "topic", "label"]]
    if main[:, -1:].nnz:
        rows.loc[len(rows)] = [THEME, NO_TOPIC, NO_TOPIC_LABEL]
    tables = []
    for place, name in enumerate(names):
        at = np.flatnonzero(part == place)
        if not len(at) or not topics.n_topics:
            continue
        unit, n_texts = resampling_units(group[at])
        held = sparse.hstack([main[at][:, : len(rows)], also[at][:, : len(rows)]], format="csr")
        counts, texts = _sum_rows(held, unit).toarray(), _sum_rows(held, pd.factorize(group[at])[0])
        low, high = share_interval(counts, np.bincount(unit)[:, None], n_texts, seed)
        articles = counts.sum(axis=0)
        table = rows.assign(part=name, articles=articles[: len(rows)])
        table["independent_texts"] = texts.getnnz(axis=0)[: len(rows)]
        for prefix, own in (("share", slice(len(rows))), ("also", slice(len(rows), None))):
            table[prefix], table[f"{prefix}_low"], table[f"{prefix}_high"] = (
                articles[own] / len(at),
                low[own],
                high[own],
            )
        # The model says of themes only how much of an article they make.
        table.loc[(table["level"] != THEME) | (table["topic"] == NO_TOPIC), _ALSO] = np.nan
        tables.append(table)
    return pd.concat(tables).sort_index(kind="stable") if tables else pd.DataFrame()


def _sum_rows(held: sparse.csr_matrix, unit: np.ndarray) -> sparse.csr_matrix:
    """Sum the rows of each unit, (n_units, n_columns); nothing is kept for 0."""
    return sparse.csr_matrix((np.ones(len(unit), dtype=np.int64), (unit, np.arange(len(unit))))) @ held


def _with_leaders(corpus: Corpus, topics: Topics, shares: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Add to the row of the source with most of a topic the rival, how far it is ahead at least, and the tier."""
    names, texts = corpus.source_names, texts_of_parts(corpus, topics, "source", corpus.source_names)
    pairs = nearest_rivals(texts)
    if not pairs:
        return shares.assign(rival="", lead_low=np.nan, tier="")
    drawn = {pair: texts.differences(*pair, seed) for pair in dict.fromkeys(pairs)}
    draws = np.column_stack([drawn[pair][:, topic] for topic, pair in enumerate(pairs)])
    rows = [(names[own], names[other]) for own, other in pairs]
    tests = pd.DataFrame(rows, columns=["source", "rival"])
    tests = tests.assign(topic=all_topics(topics)["topic"], tier=judge_together(draws[0], draws[1:]).tier)
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
