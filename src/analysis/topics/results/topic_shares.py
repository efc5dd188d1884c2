"""Who writes about what, and when: shares of topics with intervals over independent texts, and where they differ."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.cache import kept
from analysis.corpus import Corpus, coarser_periods, compared_parts
from analysis.counts.cell_counts import add_rows
from analysis.statistics.permutation import name_tiers
from analysis.statistics.resampling import MIN_TEXTS_FOR_INTERVAL, resampling_units, share_interval
from analysis.statistics.score_test import Texts, presence_test, share_weights, sum_scores
from analysis.statistics.stratified_shares import stratified_shares
from analysis.tables.topic_share_tables import TOPIC_DIFFERENCES, TOPIC_SHARES, TOPIC_SOURCES, TOPIC_TREND
from analysis.topics.corpus_topics import SUBJECT, THEME, Topics, all_topics
from analysis.topics.results.topic_membership import further_topics, main_topics
from analysis.vocabulary import NO_TOPIC, NO_TOPIC_LABEL, OTHER_SOURCES
from analysis.wording import listed

_ALSO = ["also", "also_low", "also_high"]
_ENDS = ["share", "share_low", "share_high"]
_MAX_NAMED = 3


def shares_of_topics(corpus: Corpus, topics: Topics, seed: int = 0) -> pd.DataFrame:
    """Tabulate the share of each topic in the corpus (`tables.TOPIC_SHARES`).

    As in all tables of shares, themes and subjects are in the order of `all_topics`, both as shares of all articles;
    articles without a theme have a row of their own, the last, where there are any.
    """
    everything = np.zeros(len(corpus.articles), dtype=np.int64)
    return TOPIC_SHARES.build(shares_of_parts(corpus, topics, everything, [""], seed))


@kept
def shares_by_source(corpus: Corpus, topics: Topics, seed: int = 0) -> pd.DataFrame:
    """Tabulate the share of each topic among the articles of each source, and which differ from the others' together.

    A difference is that of the source and all others in the same periods (`coarser_periods`; undated articles are
    compared with undated ones), over independent texts: `compare_shares`, all topics and sources one family. A source
    that is mostly undated is compared with all texts of the others. A difference has a tier where the shares
    themselves differ that way, too, and by no less than the near end of its interval.

    Returns
    -------
    DataFrame
        `tables.TOPIC_SOURCES`; the shares of themes of a source add to 1. Empty when there are no topics or one source.
        "other sources", which is nobody, has no tier.
    """
    if len(corpus.source_names) < 2 or not topics.n_topics:
        return TOPIC_SOURCES.empty()
    part = pd.Index(corpus.source_names).get_indexer(pd.Index(corpus.articles["source"]))
    table = shares_of_parts(corpus, topics, part, corpus.source_names, seed)
    periods = coarser_periods(corpus)["period"]
    undated = np.bincount(part, weights=periods.isna()) > np.bincount(part) / 2
    # One test stands for both of two.
    undated |= len(undated) == 2 and undated.any()
    compared = compare_shares(corpus, topics, part, strata(periods), undated)
    table = _with_differences(table, compared, corpus.source_names).rename(columns={"part": "source"})
    table["compared"] = table["source"].map(dict(zip(corpus.source_names, _at_one_time(corpus, undated), strict=True)))
    table["tier"] = table["tier"].where(table["source"] != OTHER_SOURCES, "")
    return TOPIC_SOURCES.build(table)


@kept
def shares_by_period(corpus: Corpus, topics: Topics, seed: int = 0) -> pd.DataFrame:
    """Tabulate the share of each topic in each period, and which differ from those of all other periods together.

    Periods are those of `coarser_periods`. Differences are as in `shares_by_source`, with the sources held equal.

    Returns
    -------
    DataFrame
        `tables.TOPIC_TREND`, without undated articles. Empty with fewer than two periods, or without topics.
    """
    periods = coarser_periods(corpus)
    names = sorted(periods["period"].dropna().unique())
    if len(names) < 2 or not topics.n_topics:
        return TOPIC_TREND.empty()
    part = pd.Index(names).get_indexer(pd.Index(periods["period"]))
    table = shares_of_parts(corpus, topics, part, names, seed)
    compared = compare_shares(corpus, topics, part, strata(corpus.articles["source"]))
    table = _with_differences(table, compared, names).rename(columns={"part": "period"})
    partial = periods.groupby("period")["part_period"].any()
    return TOPIC_TREND.build(table.assign(part_period=table["period"].map(partial).astype(bool)))


def strata(column: pd.Series) -> np.ndarray:
    """Give each value of a column its number, from 0, (n_articles,); missing ones have one together."""
    return np.asarray(pd.factorize(column, use_na_sentinel=False)[0], dtype=np.int64)


def _at_one_time(corpus: Corpus, undated: np.ndarray) -> list[str]:
    """Say of each source with which others it is compared at the same time; "" for an undated one, and for none."""
    written = pd.crosstab(corpus.articles["source"], coarser_periods(corpus)["period"])
    wrote = written.reindex(corpus.source_names, fill_value=0).to_numpy() > 0
    if wrote.shape[1] < 2:
        return [""] * len(wrote)
    wrote[undated] = False
    together = (wrote.astype(np.int64) @ wrote.T > 0) & ~np.eye(len(wrote), dtype=bool)
    said = []
    for row in together:
        others = [name for name, is_there in zip(corpus.source_names, row, strict=True) if is_there]
        named = listed(others) if len(others) <= _MAX_NAMED else f"{len(others):,} of the others"
        some = f"than {named} " if len(others) < len(wrote) - 1 else ""
        said.append(f"{some}at the same time" if others else "")
    return said


def _with_differences(table: pd.DataFrame, compared: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """Add the share of the topic in all other parts together, and what `compare_shares` found."""
    articles = table.groupby("part")["all_articles"].first()
    of_all = table.groupby("topic")["articles"].transform("sum") - table["articles"]
    table["share_others"] = of_all / (articles.sum() - table["all_articles"])
    compared = compared.assign(part=np.array(names, dtype=object)[compared["part"]])
    table = table.merge(compared, how="left", on=["topic", "part"]).fillna({"tier": ""})
    return _only_visible(table, table["share"] - table["share_others"])


def _only_visible(table: pd.DataFrame, plain: pd.Series) -> pd.DataFrame:
    """Leave a tier to those differences alone of which the ``plain`` shares show the near end of the interval or more.

    "8.8%, the others 7.4%" beside "4 to 8 points more at the same time" contradicts itself to a reader: most of it is
    when they write.
    """
    more = table["difference"] > 0
    nearest = table["difference_low"].where(more, -table["difference_high"]).clip(lower=0)
    shown = plain.where(more, -plain)
    return table.assign(tier=table["tier"].where((shown > 0) & (shown >= nearest), ""))


def shares_of_parts(
    corpus: Corpus, topics: Topics, part: np.ndarray, names: Sequence[str | int], seed: int
) -> pd.DataFrame:
    """Compute the shares of topics in each part that has articles; by topic, then as named.

    Parameters
    ----------
    part : ndarray of int, (n_articles,)
        Number of the part of each article, -1 for none.
    names : sequence
        Of the parts.
    """
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
        table = rows.assign(part=name, articles=articles[: len(rows)], all_articles=len(at))
        table["independent_texts"] = texts.getnnz(axis=0)[: len(rows)]
        for columns, own in ((_ENDS, slice(len(rows))), (_ALSO, slice(len(rows), None))):
            table[columns] = np.column_stack([articles[own] / len(at), low[own], high[own]])
        # The model says of themes only how much of an article they make.
        table.loc[(table["level"] != THEME) | (table["topic"] == NO_TOPIC), _ALSO] = np.nan
        tables.append(table)
    return pd.concat(tables).sort_index(kind="stable") if tables else pd.DataFrame()


def _sum_rows(held: sparse.csr_matrix, unit: np.ndarray) -> sparse.csr_matrix:
    """Sum the rows of each unit, (n_units, n_columns); nothing is kept for 0."""
    return add_rows(unit, int(unit.max()) + 1) @ held


@kept
def topic_differences(corpus: Corpus, topics: Topics, between: str | Sequence[str] = (), seed: int = 0) -> pd.DataFrame:
    """Compare the shares of topics in two sources, two spans of time, or the first and the second half of the time.

    Parameters
    ----------
    between : sequence of str
        As of `analysis.corpus.compared_parts`.

    Returns
    -------
    DataFrame
        `tables.TOPIC_DIFFERENCES`. The difference is that of the independent texts in the same periods, or of the same
        sources, where spans of time are compared (`compare_shares`); all themes and subjects are judged together. Empty
        without topics, and without ``between`` for a corpus with fewer than two periods.

    Raises
    ------
    SettingsError
        As `analysis.corpus.compared_parts`.
    """
    parts = compared_parts(corpus, between)
    if parts is None or not topics.n_topics:
        return TOPIC_DIFFERENCES.empty()
    pair, part = parts.names, parts.part
    shares = shares_of_parts(corpus, topics, part, pair, seed)
    shares = shares[shares["topic"] != NO_TOPIC]
    first, second = (shares[shares["part"] == name].reset_index(drop=True) for name in pair)
    equal = corpus.articles["source"] if parts.in_time else coarser_periods(corpus)["period"]
    compared = compare_shares(corpus, topics, part, strata(equal))
    texts = corpus.articles["group"].groupby(part).nunique()
    table = first[["level", "topic", "label"]].assign(
        first=pair[0],
        second=pair[1],
        **{f"{name}_first": first[name] for name in _ENDS},
        **{f"{name}_second": second[name] for name in _ENDS},
        texts_first=texts[0],
        texts_second=texts[1],
        is_subject=first["level"] == SUBJECT,
    )
    table = table.merge(compared[compared["part"] == 1], how="left", on="topic").fillna({"tier": ""})
    table = _only_visible(table, table["share_second"] - table["share_first"])
    # Equal differences keep the order of `all_topics`.
    return TOPIC_DIFFERENCES.build(
        table.sort_values(["is_subject", "difference"], ascending=[True, False], kind="stable")
    )


def compare_shares(
    corpus: Corpus, topics: Topics, part: np.ndarray, stratum: np.ndarray, whole: np.ndarray | None = None
) -> pd.DataFrame:
    """Compare the topics of each part of a corpus with those of all others, within strata (`compare_parts`).

    Parameters
    ----------
    part, stratum : ndarray of int, (n_articles,)
        What is compared, -1 for articles in no part, and what is held equal, from 0.
    whole : ndarray of bool, (n_parts,), optional
        Parts that are compared with all others whatever their stratum.

    Returns
    -------
    DataFrame
        ``part, topic`` (its number), and what `compare_parts` gives.
    """
    # The earliest article stands for its group.
    rows = np.argsort(~corpus.articles["first_of_group"].to_numpy(), kind="stable")
    rows = rows[part[rows] >= 0]
    items, group = main_topics(topics)[rows, :-1], corpus.articles["group"].to_numpy()[rows]
    table = compare_parts(items, part[rows], stratum[rows], group, whole)
    return table.assign(topic=all_topics(topics)["topic"].to_numpy()[table["topic"]])


def compare_parts(
    items: sparse.csr_matrix,
    part: np.ndarray,
    stratum: np.ndarray,
    group: np.ndarray,
    whole: np.ndarray | None = None,
) -> pd.DataFrame:
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
    whole : ndarray of bool, (n_parts,), optional
        Parts that are compared with all others whatever their stratum.

    Returns
    -------
    DataFrame
        A row for each part (a number) and topic (a position): ``part, topic, difference, difference_low,
        difference_high, tier``; no interval and no tier where either side has under 10 texts, and no difference where a
        part shares no stratum with others.
    """
    _, first, text = np.unique(group, return_index=True, return_inverse=True)
    n_parts = int(part.max(initial=0)) + 1
    pairs = (np.ones(len(part), dtype=np.int64), (text, part))
    copies = sparse.csr_matrix(pairs, shape=(len(first), n_parts))
    items, stratum = sparse.csr_matrix(items[first]), stratum[first]
    found = _measure(items, copies, stratum)
    if whole is not None and whole.any():
        of_all = _measure(items, copies, np.zeros_like(stratum))
        found = {name: np.where(whole[:, None], of_all[name], values) for name, values in found.items()}
    once = np.arange(n_parts)[:, None] < (1 if n_parts == 2 else n_parts)
    tier, _ = name_tiers(found["p"], found["varies"] & found["enough"] & once)
    if n_parts == 2:
        tier[1] = tier[0]
    # A difference is reported only when the test, in which copies weigh less, has the same direction.
    tier[found["direction"] != np.sign(found["difference"])] = ""
    return pd.DataFrame(
        {
            "part": np.repeat(np.arange(n_parts), items.shape[1]),
            "topic": np.tile(np.arange(items.shape[1]), n_parts),
            "difference": found["difference"].ravel(),
            **{f"difference_{end}": np.where(found["enough"], found[end], np.nan).ravel() for end in ("low", "high")},
            "tier": tier.ravel(),
        }
    )


def _measure(items: sparse.csr_matrix, copies: sparse.csr_matrix, stratum: np.ndarray) -> dict[str, np.ndarray]:
    """Measure and test each part against all others within strata, (n_parts, n_topics) each."""
    n_strata = int(stratum.max(initial=0)) + 1
    shares = stratified_shares(items, copies, stratum, n_strata)
    test = presence_test(sum_scores(Texts(items, np.ones(len(stratum)), share_weights(copies)), stratum, n_strata))
    enough = np.minimum(shares.texts, shares.texts_others) >= MIN_TEXTS_FOR_INTERVAL
    return {
        "difference": shares.difference,
        "low": shares.difference_low,
        "high": shares.difference_high,
        "enough": np.broadcast_to(enough[:, None], shares.difference.shape),
        "p": test.p,
        "varies": test.varies,
        "direction": test.direction,
    }
