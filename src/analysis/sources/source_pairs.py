"""Two sources compared with each other: the terms that differ between the two alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from analysis.sources.comparison import ALL_TEXT, Comparison
from analysis.sources.effects import compare_rates, measure_effects, strength_of
from analysis.statistics import interval_level, name_tiers
from analysis.statistics.group_sums import two_sources
from analysis.statistics.score_test import score_texts
from analysis.tables import source_tables as tables
from analysis.vocabulary import CLEAR


def pair_terms(comparison: Comparison, pair: Sequence[str]) -> pd.DataFrame:
    """Test two sources against each other alone, as all sources are against all others.

    Parameters
    ----------
    comparison : Comparison
    pair : sequence of str
        From `analysis.corpus.choose_sources`.

    Returns
    -------
    DataFrame
        `tables.PAIR_TERMS`: clear and likely differences of the two, house marks of neither. Empty without a pair.
    """
    if not pair or not len(comparison.terms):
        return tables.PAIR_TERMS.empty()
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
    at = np.flatnonzero(tier != "")
    cells, more = (np.zeros(len(at), dtype=np.int64), at), test.direction[0, at] > 0
    effects = measure_effects(rows, cells, level)
    rates = {
        name: 1e6 * effects[f"count{end}"] / effects[f"words{end}"].clip(lower=1)
        for name, end in (("per_million", ""), ("other_per_million", "_others"))
    }
    table = effects.assign(
        term=comparison.terms[at],
        source=pair[0],
        other=pair[1],
        other_count=effects["count_others"],
        other_texts=effects["texts_others"],
        tier=tier[at],
        q=q[at],
        more=more,
        **rates,
        **compare_rates(effects),
    )
    order = np.lexsort((table["term"].astype(str), table["q"], -strength_of(effects, more), table["tier"] != CLEAR))
    return tables.PAIR_TERMS.build(table.iloc[order])
