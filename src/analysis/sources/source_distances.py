"""How far apart the sources are in their words or topics, beyond what chance makes of sources of their size."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.corpus import Corpus
from analysis.counts import GroupCounts, term_sentences
from analysis.sources.comparison import ALL_TEXT, Comparison
from analysis.statistics import (
    MIN_TEXTS_FOR_INTERVAL,
    divergence_excess,
    divergence_of_halves,
    jensen_shannon_parts,
    name_tiers,
)
from analysis.statistics.group_sums import select_rows, sum_uses, two_sources
from analysis.tables import round_significant
from analysis.tables import source_tables as tables
from analysis.tables.findings import Finding
from analysis.vocabulary import OTHER_SOURCES
from analysis.wording import plural

# Pairs of more sources, and more words, would take minutes, and rare words add noise: of sources those with most
# independent texts, of words those most used.
MAX_SOURCES, MAX_WORDS = 40, 2000


def source_distances(comparison: Comparison, seed: int = 0) -> pd.DataFrame:
    """Tabulate the distance of every two sources in their tested words, without phrases: `tables.SOURCE_DISTANCES`."""
    return distances(_most_used(comparison)[0], comparison.names, seed)


def source_topic_distances(corpus: Corpus, topic: np.ndarray, seed: int = 0) -> pd.DataFrame:
    """Tabulate the distance of every two sources in their topics: `tables.TOPIC_DISTANCES`.

    Parameters
    ----------
    corpus : Corpus
    topic : ndarray of int, (n_articles,)
        Number of the main topic of each article; 0 (none) counts like a topic. Without any topic the table is empty.
    seed : int
        Of the shuffles.
    """
    if not topic.any():
        return tables.TOPIC_DISTANCES.empty()
    return distances(_count_topics(corpus, topic), corpus.source_names, seed)


def distances(rows: GroupCounts, names: list[str], seed: int = 0) -> pd.DataFrame:
    """Measure the distance of every two sources: `tables.SOURCE_DISTANCES`.

    ``excess``, its interval and ``p`` are those of `divergence_excess`; ``q`` and ``tier`` judge all pairs together
    (`name_tiers`). For a source with itself, ``excess_low`` and ``excess_high`` are the 95 % band of random halves of
    it around their mean. Compared are the 40 sources with most independent texts, at least 10; of equal ones the first.
    The table is empty for fewer than two, or when nothing is counted.

    Parameters
    ----------
    rows : GroupCounts
        What is used, by group of duplicates and source.
    names : list of str
        Of the sources.
    seed : int
        Of the shuffles.
    """
    texts = np.bincount(rows.source, minlength=len(names))
    largest = np.argsort(-texts, kind="stable")[:MAX_SOURCES]
    able = sorted(s for s in largest if texts[s] >= MIN_TEXTS_FOR_INTERVAL)
    if len(able) < 2 or not rows.counts.shape[1]:
        return tables.SOURCE_DISTANCES.empty()
    # As floats, or every product would turn them into floats again.
    rows = replace(rows, counts=rows.counts.astype(float))
    found = []
    for one, other in combinations(able, 2):
        pair = two_sources(rows, one, other)
        found.append((names[one], names[other], len(np.unique(pair.group)), *divergence_excess(pair, seed)))
    measured = [column.name for column in tables.SOURCE_DISTANCES.columns[:-2]]
    pairs = pd.DataFrame(found, columns=measured)
    pairs["tier"], pairs["q"] = name_tiers(pairs["p"].to_numpy())
    alone = pd.DataFrame([_within(rows, names[s], s, seed) for s in able], columns=measured)
    return tables.SOURCE_DISTANCES.build(pd.concat([pairs, alone.assign(q=np.nan, tier="")]))


def distance_sentences(corpus: Corpus, comparison: Comparison, distances: pd.DataFrame, lines: int = 3) -> pd.DataFrame:
    """Quote, for every two sources, the words that add most to their divergence, each where it is used more.

    Parameters
    ----------
    corpus : Corpus
    comparison : Comparison
    distances : DataFrame
        From `source_distances`.
    lines : int
        Words, and sentences, for each pair.

    Returns
    -------
    DataFrame
        `tables.DISTANCE_SENTENCES`, pairs in the order of ``distances``, the word with the largest part first.
    """
    keys = ["source_of", "other_of"]
    pairs = distances[distances["source"] != distances["other"]]
    rows, terms = _most_used(comparison)
    uses, _ = sum_uses(rows, rows.source, comparison.n_sources)
    share = uses / np.maximum(uses.sum(axis=1, keepdims=True), 1)
    wanted = []
    for first, second in zip(pairs["source"], pairs["other"], strict=True):
        a, b = share[comparison.names.index(first)], share[comparison.names.index(second)]
        # Of equal parts the first in the alphabet.
        for at in np.argsort(-round_significant(jensen_shannon_parts(a, b)), kind="stable")[:lines]:
            wanted.append((first, second, terms[at], first if a[at] > b[at] else second))
    words = pd.DataFrame(wanted, columns=[*keys, "term", "used_by"], dtype=object)
    quoted = term_sentences(corpus, words[["term", "used_by"]].rename(columns={"used_by": "source"}), lines=lines)
    found = words.assign(word=np.arange(len(words))).merge(
        quoted.rename(columns={"source_of": "used_by"}), on=["term", "used_by"], how="inner"
    )
    # Each sentence of a pair is of another article, where the words allow.
    new = found[~found.duplicated([*keys, "article_id"])]
    return tables.DISTANCE_SENTENCES.build(new.drop_duplicates("word"))


def distance_findings(distances: pd.DataFrame) -> Iterator[Finding]:
    """Name the two sources that differ most surely in their words, if any do by more than chance.

    Parameters
    ----------
    distances : DataFrame
        From `source_distances`.
    """
    pairs = distances[(distances["source"] != distances["other"]) & (distances["other"] != OTHER_SOURCES)]
    apart = pairs[(pairs["tier"] != "") & (pairs["source"] != OTHER_SOURCES)]
    strength = apart["excess_low"].clip(lower=0) * np.sqrt(apart["independent_texts"])
    # "clear" comes before "likely" in the alphabet too.
    surest = apart.assign(strength=round_significant(strength.to_numpy(dtype=float)))
    surest = surest.sort_values(["tier", "strength"], ascending=[True, False], kind="stable")
    for row in surest.head(1).to_dict("records"):
        both = f"{row['source']} and {row['other']}"
        several = (
            f"Of {plural(len(pairs), 'pair')} of sources, {len(apart):,} differ in their words by more than chance"
        )
        size, low, high = (f"{1000 * row[column]:,.0f}" for column in ("excess", "excess_low", "excess_high"))
        yield Finding(
            "distance",
            both,
            f"{several}: {both} most surely."
            if len(apart) > 1
            else f"{both} differ in their words by more than chance.",
            f"{row['tier']} · {size} thousandths of a bit beyond shuffled texts (95% interval {low} to {high}) · "
            f"{plural(row['independent_texts'], 'independent text')}",
            row["tier"],
            row["strength"],
            "source_distances",
        )


def _most_used(comparison: Comparison) -> tuple[GroupCounts, np.ndarray]:
    """Take the tested words that are used most, of equal ones the first: their counts, and the words in order."""
    rows, words = comparison.rows[ALL_TEXT], np.flatnonzero(comparison.words)
    uses = np.asarray(rows.counts.sum(axis=0)).ravel()[words]
    most = np.sort(words[np.argsort(-uses, kind="stable")[:MAX_WORDS]])
    return rows.take(most), comparison.terms[most]


def _within(rows: GroupCounts, name: str, source: int, seed: int) -> tuple[object, ...]:
    """Split the texts of one source in random halves again and again."""
    own = select_rows(rows, rows.source == source)
    halves = divergence_of_halves(own, seed)
    low, high = np.quantile(halves - halves.mean(), [0.025, 0.975])
    return name, name, len(own.source), halves.mean(), 0.0, low, high, np.nan


def _count_topics(corpus: Corpus, topic: np.ndarray) -> GroupCounts:
    """Count the articles of each topic by group of duplicates and source."""
    source = np.concatenate([shard.source for shard in corpus.shards])
    group = np.concatenate([shard.group for shard in corpus.shards])
    cells, row = np.unique(np.column_stack([group, source]), axis=0, return_inverse=True)
    _, column = np.unique(topic, return_inverse=True)
    ones = np.ones(len(topic), dtype=np.int64)
    counts = sparse.coo_matrix((ones, (row.ravel(), column))).tocsr()
    return GroupCounts(cells[:, 0], cells[:, 1], counts, np.asarray(counts.sum(axis=1)).ravel())
