"""How far apart the sources are in their words, beyond what chance makes of sources of their size."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.contrast import jensen_shannon
from analysis.corpus import Corpus
from analysis.counts import GroupCounts, WordCounts, comparable_terms, count_groups
from analysis.resample import FEWEST_GROUPS, round_significant
from analysis.sources.permute import permuted_sums, sum_sources

PERMUTATIONS = 199
COLUMNS = ["source", "other", "divergence", "excess", "excess_low", "excess_high", "p"]


def source_distances(corpus: Corpus, counts: WordCounts, seed: int = 0) -> pd.DataFrame:
    """Tabulate the distance of every two sources.

    Parameters
    ----------
    corpus : Corpus
        Articles in play.
    counts : WordCounts
        Its words.
    seed : int
        Of the shuffles.

    Returns
    -------
    DataFrame
        One row per pair of sources, in the order of the corpus, and one per source with itself: ``divergence``
        (Jensen-Shannon, bits, over content words in at least 10 independent texts); ``excess`` over its mean when the
        source labels of all texts are shuffled, and over the 97.5 and 2.5 % points of the shuffles (``excess_low,
        excess_high``: above 0 together means further apart than chance); for a source with itself, the 95 % band of
        random halves of it around their mean; ``p``, the share of shuffles at least as far apart.
        Sources of fewer than 10 independent texts are left out; empty for fewer than two.

    References
    ----------
    Lin (1991) for the divergence.
    """
    terms = comparable_terms(counts, corpus.language)
    rows = count_groups(corpus, terms) if len(terms) else None
    if rows is None:
        return pd.DataFrame(columns=COLUMNS)
    n_sources = len(corpus.source_names)
    able = np.flatnonzero(np.bincount(rows.source, minlength=n_sources) >= FEWEST_GROUPS)
    if len(able) < 2:
        return pd.DataFrame(columns=COLUMNS)
    first, second = np.triu_indices(len(able), k=1)
    first, second = able[first], able[second]
    observed = jensen_shannon(*_two(sum_sources(rows, n_sources).here.uses, first, second))
    shuffled = np.array(
        [jensen_shannon(*_two(s.here.uses, first, second)) for s in permuted_sums(rows, n_sources, seed, PERMUTATIONS)]
    )
    excess = observed - shuffled.mean(axis=0)
    chance_low, chance_high = np.quantile(shuffled, [0.025, 0.975], axis=0)
    p = (1 + (shuffled >= observed).sum(axis=0)) / (1 + PERMUTATIONS)
    names = np.array(corpus.source_names, dtype=object)
    pairs = pd.DataFrame(
        {
            "source": names[first], "other": names[second], "divergence": observed, "excess": excess,
            "excess_low": observed - chance_high, "excess_high": observed - chance_low, "p": p,
        }
    )  # fmt: skip
    itself = pd.DataFrame([_with_itself(rows, int(s), str(names[s]), seed) for s in able], columns=COLUMNS)
    table = pd.concat([pairs, itself], ignore_index=True)
    for column in COLUMNS[2:]:
        table[column] = round_significant(table[column].to_numpy(dtype=float))
    return table


def _two(uses: np.ndarray, first: np.ndarray, second: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    shares = uses / np.maximum(uses.sum(axis=1, keepdims=True), 1.0)
    return shares[first], shares[second]


def _with_itself(rows: GroupCounts, source: int, name: str, seed: int) -> tuple[object, ...]:
    """Split the texts of one source in random halves again and again."""
    mine = np.flatnonzero(rows.source == source)
    half = GroupCounts(rows.group[mine], np.arange(len(mine)) % 2, rows.counts[mine], rows.words[mine])
    pair = np.array([0]), np.array([1])
    halves = np.array(
        [jensen_shannon(*_two(s.here.uses, *pair))[0] for s in permuted_sums(half, 2, seed, PERMUTATIONS)]
    )
    low, high = np.quantile(halves - halves.mean(), [0.025, 0.975])
    return name, name, halves.mean(), 0.0, low, high, np.nan
