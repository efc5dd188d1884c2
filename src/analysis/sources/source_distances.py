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
    false_discovery_rate,
    jensen_shannon,
    jensen_shannon_parts,
    permutation_p,
)
from analysis.statistics.group_sums import select_rows, shuffled_sources, sum_uses, two_sources
from analysis.tables import round_significant
from analysis.tables import source_tables as tables
from analysis.tables.term_tables import Finding
from analysis.vocabulary import LIKELY
from analysis.wording import plural

PERMUTATIONS = 199
# Largest share of false findings among the distances reported.
MAX_Q = 0.05
# Labellings summed at once.
_AT_ONCE = 64


def source_distances(comparison: Comparison, seed: int = 0) -> pd.DataFrame:
    """Tabulate the distance of every two sources in their tested words, without phrases: `tables.SOURCE_DISTANCES`."""
    rows = comparison.rows[ALL_TEXT].take(comparison.words)
    return distances(rows, comparison.names, seed)


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

    ``excess_low`` above 0 means further apart than chance. For a source with itself, ``excess_low`` and ``excess_high``
    are the 95 % band of random halves of it around their mean. Sources of fewer than 10 independent texts are left out;
    the table is empty for fewer than two, or when nothing is counted.

    Parameters
    ----------
    rows : GroupCounts
        What is used, by group of duplicates and source.
    names : list of str
        Of the sources.
    seed : int
        Of the shuffles.

    References
    ----------
    Lin (1991) for the divergence.
    """
    texts = np.bincount(rows.source, minlength=len(names))
    able = [s for s in range(len(names)) if texts[s] >= MIN_TEXTS_FOR_INTERVAL]
    if len(able) < 2 or not rows.counts.shape[1]:
        return tables.SOURCE_DISTANCES.empty()
    # As floats, or every product would turn them into floats again.
    rows = replace(rows, counts=rows.counts.astype(float))
    pairs = [(names[a], names[b], *_distance(two_sources(rows, a, b), seed)) for a, b in combinations(able, 2)]
    alone = [(names[s], names[s], *_within(select_rows(rows, rows.source == s), seed)) for s in able]
    return tables.SOURCE_DISTANCES.build(pairs + alone)


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
    rows, terms = comparison.rows[ALL_TEXT].take(comparison.words), comparison.terms[comparison.words]
    uses, _ = sum_uses(rows, rows.source, comparison.n_sources)
    share = uses / np.maximum(uses.sum(axis=1, keepdims=True), 1)
    wanted = []
    for first, second in zip(pairs["source"], pairs["other"], strict=True):
        a, b = share[comparison.names.index(first)], share[comparison.names.index(second)]
        parts = jensen_shannon_parts(a, b)
        for at in np.lexsort((terms.astype(str), -round_significant(parts)))[:lines]:
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
    """Name the two sources that are furthest apart beyond chance."""
    pairs = distances[distances["source"] != distances["other"]]
    apart = pairs.assign(q=false_discovery_rate(pairs["p"].to_numpy(dtype=float)))
    apart = apart[(apart["excess_low"] > 0) & (apart["q"] <= MAX_Q)]
    first = apart.sort_values(["excess", "source", "other"], ascending=[False, True, True]).head(1)
    differ = "differ in" if len(pairs) == 1 else "are furthest apart in"
    for row in first.to_dict("records"):
        yield (
            "distance",
            row["source"],
            f"{row['source']} and {row['other']} {differ} their words.",
            f"{1000 * row['excess']:.0f} thousandths of a bit more than with shuffled texts, "
            f"{1000 * row['excess_low']:.0f} more than in 97.5% of the shuffles; "
            f"q = {row['q']:.3f} over {plural(len(pairs), 'pair')}",
            LIKELY,
            row["excess_low"],
            "source_distances",
        )


def _count_topics(corpus: Corpus, topic: np.ndarray) -> GroupCounts:
    """Count the articles of each topic by group of duplicates and source."""
    source = np.concatenate([shard.source for shard in corpus.shards])
    group = np.concatenate([shard.group for shard in corpus.shards])
    cells, row = np.unique(np.column_stack([group, source]), axis=0, return_inverse=True)
    _, column = np.unique(topic, return_inverse=True)
    ones = np.ones(len(topic), dtype=np.int64)
    counts = sparse.coo_matrix((ones, (row.ravel(), column))).tocsr()
    return GroupCounts(cells[:, 0], cells[:, 1], counts, np.asarray(counts.sum(axis=1)).ravel())


def _distance(rows: GroupCounts, seed: int) -> tuple[float, ...]:
    """Compare two sources; only their own labels are shuffled, for a third source says nothing about their chance."""
    rows = _used(rows)
    observed, shuffled = float(_divergences(rows, [rows.source])[0]), _shuffled(rows, seed)
    low, high = np.quantile(shuffled, [0.025, 0.975])
    p = float(permutation_p(observed, shuffled))
    return observed, observed - shuffled.mean(), observed - high, observed - low, p


def _within(rows: GroupCounts, seed: int) -> tuple[float, ...]:
    """Split the texts of one source in random halves again and again."""
    alternate = np.arange(1, len(rows.source) + 1) % 2 == 0
    halves = _shuffled(_used(replace(rows, source=alternate.astype(np.int64))), seed)
    low, high = np.quantile(halves - halves.mean(), [0.025, 0.975])
    return halves.mean(), 0.0, low, high, np.nan


def _used(rows: GroupCounts) -> GroupCounts:
    """Leave out the terms that no row uses."""
    return rows.take(np.flatnonzero(np.asarray(rows.counts.sum(axis=0)).ravel()))


def _shuffled(rows: GroupCounts, seed: int) -> np.ndarray:
    """Give the divergence of the two sides in each shuffle of their labels."""
    return _divergences(rows, list(shuffled_sources(rows, seed, range(PERMUTATIONS))))


def _divergences(rows: GroupCounts, labels: list[np.ndarray]) -> np.ndarray:
    """Give the divergence of two sides under several labellings, (n_labellings,)."""
    total, found = np.asarray(rows.counts.sum(axis=0)).ravel(), []
    for start in range(0, len(labels), _AT_ONCE):
        second = np.array(labels[start : start + _AT_ONCE], dtype=float) @ rows.counts
        found.append(jensen_shannon(_shares(total - second), _shares(second)))
    return np.concatenate(found)


def _shares(uses: np.ndarray) -> np.ndarray:
    return np.asarray(uses / np.maximum(uses.sum(axis=1, keepdims=True), 1.0))
