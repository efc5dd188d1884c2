"""How far apart the sources are in their words or topics, beyond what chance makes of sources of their size."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.corpus import Corpus
from analysis.counts import GroupCounts, term_sentences
from analysis.sources.comparison import Comparison
from analysis.statistics import MIN_TEXTS_FOR_INTERVAL, jensen_shannon, jensen_shannon_parts
from analysis.statistics.group_sums import shuffled_sources, sum_uses, two_sides
from analysis.tables import round_significant
from analysis.tables.term_tables import SENTENCES

PERMUTATIONS = 199
# Labellings summed at once.
_AT_ONCE = 64
COLUMNS = ["source", "other", "divergence", "excess", "excess_low", "excess_high", "p"]


def source_distances(comparison: Comparison | None, seed: int = 0) -> pd.DataFrame:
    """Tabulate the distance of every two sources in their words: `distances` over the tested words, no phrases.

    Empty without a comparison.
    """
    if comparison is None:
        return pd.DataFrame(columns=COLUMNS)
    rows = comparison.views.all_text.take(comparison.tested & ~comparison.phrase)
    return distances(rows, comparison.names, seed)


def topic_distances(corpus: Corpus, topic: np.ndarray, seed: int = 0) -> pd.DataFrame:
    """Tabulate the distance of every two sources in their topics: `distances` over the articles' main topics.

    Parameters
    ----------
    corpus : Corpus
        Articles in play.
    topic : ndarray of int, (n_articles,)
        Number of the main topic of each article; 0 (none) counts like a topic.
    seed : int
        Of the shuffles.
    """
    return distances(topic_rows(corpus, topic), corpus.source_names, seed)


def distances(rows: GroupCounts, names: list[str], seed: int = 0) -> pd.DataFrame:
    """Tabulate the distance of every two sources.

    Parameters
    ----------
    rows : GroupCounts
        What is used, by group of copies and source.
    names : list of str
        Of the sources.
    seed : int
        Of the shuffles.

    Returns
    -------
    DataFrame
        One row per pair of sources, in the order of ``names``, and one per source with itself: ``divergence``
        (Jensen-Shannon, bits); ``excess`` over its mean when the labels of the two sources' texts are shuffled, and
        over the 97.5 and 2.5 % points of the shuffles (``excess_low, excess_high``: above 0 together means further
        apart than chance); for a source with itself, the 95 % band of random halves of it around their mean; ``p``, the
        share of shuffles at least as far apart. Sources of fewer than 10 independent texts are left out; empty for
        fewer than two, or without a column.

    References
    ----------
    Lin (1991) for the divergence.
    """
    texts = np.bincount(rows.source, minlength=len(names))
    able = [s for s in range(len(names)) if texts[s] >= MIN_TEXTS_FOR_INTERVAL]
    if len(able) < 2 or not rows.counts.shape[1]:
        return pd.DataFrame(columns=COLUMNS)
    # As floats, or every product would turn them into floats again.
    rows = GroupCounts(rows.group, rows.source, rows.counts.astype(float), rows.words)
    told = [_apart(rows, names, pair, seed) for pair in combinations(able, 2)]
    told += [_with_itself(rows, s, names[s], seed) for s in able]
    table = pd.DataFrame(told, columns=COLUMNS)
    for column in COLUMNS[2:]:
        table[column] = round_significant(table[column].to_numpy(dtype=float))
    return table


def topic_rows(corpus: Corpus, topic: np.ndarray) -> GroupCounts:
    """Count the articles of each topic by group of copies and source."""
    source = np.concatenate([shard.source for shard in corpus.shards])
    group = np.concatenate([shard.group for shard in corpus.shards])
    cells, row = np.unique(np.column_stack([group, source]), axis=0, return_inverse=True)
    _, column = np.unique(topic, return_inverse=True)
    ones = np.ones(len(topic), dtype=np.int64)
    counts = sparse.coo_matrix((ones, (row.ravel(), column))).tocsr()
    return GroupCounts(cells[:, 0], cells[:, 1], counts, np.asarray(counts.sum(axis=1)).ravel())


def _apart(rows: GroupCounts, names: list[str], pair: tuple[int, int], seed: int) -> tuple[object, ...]:
    """Compare two sources; only their own labels are shuffled, for a third source says nothing about their chance."""
    both = _used(two_sides(rows, np.isin(rows.source, pair), rows.source == pair[1]))
    observed, shuffled = float(_divergences(both, [both.source])[0]), _shuffled(both, seed)
    low, high = np.quantile(shuffled, [0.025, 0.975])
    p = (1 + (shuffled >= observed).sum()) / (1 + PERMUTATIONS)
    first, second = (names[s] for s in pair)
    return first, second, observed, observed - shuffled.mean(), observed - high, observed - low, p


def _with_itself(rows: GroupCounts, source: int, name: str, seed: int) -> tuple[object, ...]:
    """Split the texts of one source in random halves again and again."""
    mine = rows.source == source
    halves = _shuffled(_used(two_sides(rows, mine, np.cumsum(mine) % 2 == 0)), seed)
    low, high = np.quantile(halves - halves.mean(), [0.025, 0.975])
    return name, name, halves.mean(), 0.0, low, high, np.nan


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


def distance_sentences(
    corpus: Corpus, comparison: Comparison | None, distances: pd.DataFrame, lines: int = 3
) -> pd.DataFrame:
    """Quote, for every two sources, the words that add most to their divergence, each where it is used more.

    Parameters
    ----------
    corpus : Corpus
        Articles in play.
    comparison : Comparison or None
        From `compare_sources`.
    distances : DataFrame
        From `source_distances`.
    lines : int
        Words, and sentences, for each pair.

    Returns
    -------
    DataFrame
        As `analysis.counts.concordance`, pairs in the order of ``distances``, the word of the largest part first; with
        ``source_of, other_of``, the pair a line belongs to. Nothing for a source with itself.
    """
    keys = ["source_of", "other_of"]
    pairs = distances[distances["source"] != distances["other"]]
    if comparison is None or pairs.empty:
        return pd.DataFrame(columns=[*SENTENCES.names, *keys])
    words = comparison.tested & ~comparison.phrase
    rows, terms = comparison.views.all_text.take(words), comparison.terms[words]
    uses, _ = sum_uses(rows, rows.source, comparison.n_sources)
    share = uses / np.maximum(uses.sum(axis=1, keepdims=True), 1)
    wanted = []
    for first, second in zip(pairs["source"], pairs["other"], strict=True):
        a, b = share[comparison.names.index(first)], share[comparison.names.index(second)]
        parts = jensen_shannon_parts(a, b)
        for at in np.lexsort((terms.astype(str), -round_significant(parts)))[:lines]:
            wanted.append((first, second, terms[at], first if a[at] > b[at] else second))
    table = pd.DataFrame(wanted, columns=[*keys, "term", "source"])
    quoted = term_sentences(corpus, table[["term", "source"]], lines=lines).rename(columns={"source_of": "used_by"})
    told = table.rename(columns={"source": "used_by"}).assign(word=np.arange(len(table)))
    told = told.merge(quoted, on=["term", "used_by"], how="inner")
    # Each sentence of a pair is of another article, where the words allow.
    new = ~told.duplicated([*keys, "article_id"])
    chosen = told[new].drop_duplicates("word")
    return chosen[[*SENTENCES.names, *keys]].reset_index(drop=True)
