"""Two sources compared with each other: every term in both, and which words make their divergence."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.counts import GroupCounts
from analysis.sources.comparison import ALL_TEXT, Comparison
from analysis.statistics import conservative_log_ratio, jensen_shannon_parts
from analysis.statistics.group_sums import sum_uses, two_sources
from analysis.statistics.grouped_keyness import contrast_sources
from analysis.tables import round_significant
from analysis.tables import source_tables as tables


def pair_terms(comparison: Comparison, pair: Sequence[str], limit: int = 1500) -> pd.DataFrame:
    """Contrast two sources with each other alone, as all sources are with all others.

    Parameters
    ----------
    comparison : Comparison
    pair : sequence of str
        From `analysis.corpus.choose_sources`.
    limit : int
        Maximum of terms that are not clear: those most used in either.

    Returns
    -------
    DataFrame
        `tables.RANK_TERMS`: tested terms that either uses, with intervals that hold for all of them at once. Empty
        without a pair.
    """
    rows = _rows_of(comparison, pair, comparison.tested)
    used = np.flatnonzero(np.asarray(rows.counts.sum(axis=0)).ravel())
    if not len(used):
        return tables.RANK_TERMS.empty()
    rows, terms = rows.take(used), comparison.terms[comparison.tested][used]
    contrast = contrast_sources(rows, 2, comparison.shuffles)
    uses, words = sum_uses(rows, rows.source, 2)
    rate, other_rate = round_significant(1e6 * uses / np.maximum(words, 1))
    low, high = round_significant(contrast.low[0]), round_significant(contrast.high[0])
    table = pd.DataFrame(
        {
            "term": terms,
            "source": pair[0],
            "other": pair[1],
            "count": uses[0].astype(np.int64),
            "other_count": uses[1].astype(np.int64),
            "per_million": rate,
            "other_per_million": other_rate,
            "rank": pd.Series(-rate).rank(),
            "other_rank": pd.Series(-other_rate).rank(),
            "log_odds": contrast.log_odds[0],
            "low": low,
            "high": high,
            "q": contrast.q[0],
            "lrc": conservative_log_ratio(low, high),
            "clear": (low > 0) | (high < 0),
        }
    )
    unclear = table.index[~table["clear"]]
    most_used = np.lexsort((terms[unclear].astype(str), -np.maximum(rate, other_rate)[unclear]))[:limit]
    nearest = np.maximum(np.maximum(low, -high), 0.0)
    size = round_significant(np.abs(contrast.z_grouped[0]))
    order = np.lexsort((terms.astype(str), -size, -nearest))
    shown = table["clear"].to_numpy() | np.isin(table.index, unclear[most_used])
    return tables.RANK_TERMS.build(table.iloc[order[shown[order]]])


def word_shift(comparison: Comparison, pair: Sequence[str], limit: int = 25) -> pd.DataFrame:
    """Tabulate which words make the Jensen-Shannon divergence of two sources.

    With p and q the shares of a word among the tested words of source and other, and m their mean, it adds
    (p log2(p / m) + q log2(q / m)) / 2 bits.

    Parameters
    ----------
    comparison : Comparison
    pair : sequence of str
        From `analysis.corpus.choose_sources`.
    limit : int
        Number of words.

    Returns
    -------
    DataFrame
        `tables.WORD_SHIFT`; over all words, ``contribution`` adds up in size to the divergence. Empty without a pair.

    References
    ----------
    Gallagher et al. (2021), Generalized word shift graphs, EPJ Data Science 10:4, eq. 13; Lin (1991).
    """
    rows = _rows_of(comparison, pair, comparison.words)
    uses, words = sum_uses(rows, rows.source, 2)
    share, other = uses / np.maximum(uses.sum(axis=1, keepdims=True), 1)
    rate, other_rate = 1e6 * uses / np.maximum(words, 1)
    parts = jensen_shannon_parts(share, other)
    table = pd.DataFrame(
        {
            "term": comparison.terms[comparison.words],
            "per_million": rate,
            "other_per_million": other_rate,
            "share": share,
            "other_share": other,
            "contribution": parts * np.where(other > share, 1, -1),
        }
    )
    order = np.lexsort((table["term"].astype(str), -round_significant(parts)))[:limit]
    cumulative = np.cumsum(parts[order]) / max(parts.sum(), 1e-300)
    table = table.iloc[order].assign(cumulative=cumulative)
    table["source"], table["other"] = pair or ("", "")
    return tables.WORD_SHIFT.build(table[table["contribution"] != 0])


def _rows_of(comparison: Comparison, pair: Sequence[str], terms: np.ndarray) -> GroupCounts:
    """Take the counts of two sources; no rows without a pair."""
    first, second = (comparison.names.index(name) for name in pair) if pair else (-1, -1)
    return two_sources(comparison.rows[ALL_TEXT].take(terms), first, second)
