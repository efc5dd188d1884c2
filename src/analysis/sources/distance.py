"""How far apart the sources are in their words or topics, beyond what chance makes of sources of their size."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.contrast import jensen_shannon
from analysis.corpus import Corpus
from analysis.counts import GroupCounts
from analysis.resample import FEWEST_GROUPS, round_significant
from analysis.sources.compare import Comparison
from analysis.sources.permute import shuffled_sources, sum_uses

PERMUTATIONS = 199
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
        (Jensen-Shannon, bits); ``excess`` over its mean when the source labels of all texts are shuffled, and over the
        97.5 and 2.5 % points of the shuffles (``excess_low, excess_high``: above 0 together means further apart than
        chance); for a source with itself, the 95 % band of random halves of it around their mean; ``p``, the share of
        shuffles at least as far apart. Sources of fewer than 10 independent texts are left out; empty for fewer than
        two, or without a column.

    References
    ----------
    Lin (1991) for the divergence.
    """
    n_sources = len(names)
    able = np.flatnonzero(np.bincount(rows.source, minlength=n_sources) >= FEWEST_GROUPS)
    if len(able) < 2 or not rows.counts.shape[1]:
        return pd.DataFrame(columns=COLUMNS)
    first, second = np.triu_indices(len(able), k=1)
    first, second = able[first], able[second]
    # As floats, or every product would turn them into floats again.
    rows = GroupCounts(rows.group, rows.source, rows.counts.astype(float), rows.words)

    def apart(source: np.ndarray) -> np.ndarray:
        return jensen_shannon(*_two(sum_uses(rows, source, n_sources)[0], first, second))

    observed = apart(rows.source)
    shuffled = np.array([apart(source) for source in shuffled_sources(rows, seed, range(PERMUTATIONS))])
    excess = observed - shuffled.mean(axis=0)
    chance_low, chance_high = np.quantile(shuffled, [0.025, 0.975], axis=0)
    p = (1 + (shuffled >= observed).sum(axis=0)) / (1 + PERMUTATIONS)
    called = np.array(names, dtype=object)
    pairs = pd.DataFrame(
        {
            "source": called[first], "other": called[second], "divergence": observed, "excess": excess,
            "excess_low": observed - chance_high, "excess_high": observed - chance_low, "p": p,
        }
    )  # fmt: skip
    itself = pd.DataFrame([_with_itself(rows, int(s), names[s], seed) for s in able], columns=COLUMNS)
    table = pd.concat([pairs, itself], ignore_index=True)
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


def _two(uses: np.ndarray, first: np.ndarray, second: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    shares = uses / np.maximum(uses.sum(axis=1, keepdims=True), 1.0)
    return shares[first], shares[second]


def _with_itself(rows: GroupCounts, source: int, name: str, seed: int) -> tuple[object, ...]:
    """Split the texts of one source in random halves again and again."""
    mine = np.flatnonzero(rows.source == source)
    half = GroupCounts(rows.group[mine], np.arange(len(mine)) % 2, rows.counts[mine], rows.words[mine])
    pair = np.array([0]), np.array([1])
    halves = np.array(
        [
            jensen_shannon(*_two(sum_uses(half, side, 2)[0], *pair))[0]
            for side in shuffled_sources(half, seed, range(PERMUTATIONS))
        ]
    )
    low, high = np.quantile(halves - halves.mean(), [0.025, 0.975])
    return name, name, halves.mean(), 0.0, low, high, np.nan
