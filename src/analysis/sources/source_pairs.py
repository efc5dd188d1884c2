"""Two sources compared with each other: every term in both, and which words make their divergence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from analysis.counts import GroupCounts
from analysis.sources.comparison import ALL_TEXT, Comparison
from analysis.sources.effects import compare_rates, measure_effects, strength_of
from analysis.statistics import interval_level, jensen_shannon_parts, name_tiers
from analysis.statistics.group_sums import sum_uses, two_sources
from analysis.statistics.score_test import score_texts
from analysis.tables import round_significant
from analysis.tables import source_tables as tables
from analysis.vocabulary import CLEAR


def pair_terms(comparison: Comparison, pair: Sequence[str], limit: int = 1500) -> pd.DataFrame:
    """Test two sources against each other alone, as all sources are against all others.

    Parameters
    ----------
    comparison : Comparison
    pair : sequence of str
        From `analysis.corpus.choose_sources`.
    limit : int
        Maximum of terms that are neither clear nor likely: those most used in either.

    Returns
    -------
    DataFrame
        `tables.RANK_TERMS`: tested terms that either uses, house marks of neither. Empty without a pair.
    """
    if not pair or not len(comparison.terms):
        return tables.RANK_TERMS.empty()
    chosen = [comparison.names.index(name) for name in pair]
    weights = comparison.texts.weights[:, chosen]
    texts = replace(comparison.texts, weights=weights).select(np.asarray(weights.sum(axis=1)).ravel() > 0)
    test = score_texts(texts)
    marks = comparison.marks["term"][comparison.marks["source"].isin(chosen)]
    rows = two_sources(comparison.rows[ALL_TEXT], *chosen)
    used = np.asarray(rows.counts.sum(axis=0)).ravel() > 0
    used[marks] = False
    family = test.varies[0] & used
    tier, q = name_tiers(test.p[0], family)
    level = interval_level(int((tier != "").sum()), int(family.sum()))
    at = np.flatnonzero(used)
    cells, more = (np.zeros(len(at), dtype=np.int64), at), test.direction[0, at] > 0
    effects = measure_effects(rows, cells, level)
    rate, other_rate = (
        round_significant(1e6 * (effects[f"count{end}"] / effects[f"words{end}"].clip(lower=1)).to_numpy())
        for end in ("", "_others")
    )
    table = effects.assign(
        term=comparison.terms[at],
        source=pair[0],
        other=pair[1],
        other_count=effects["count_others"],
        per_million=rate,
        other_per_million=other_rate,
        rank=pd.Series(-rate).rank(),
        other_rank=pd.Series(-other_rate).rank(),
        tier=tier[at],
        q=q[at],
        more=more,
        **compare_rates(effects),
    )
    found = (table["tier"] != "").to_numpy()
    most_used = np.lexsort((table["term"].astype(str), -np.maximum(rate, other_rate), found))[: (~found).sum()][:limit]
    order = np.lexsort(
        (table["term"].astype(str), table["q"], -strength_of(effects, more), table["tier"] != CLEAR, ~found)
    )
    shown = found | np.isin(np.arange(len(found)), most_used)
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
