"""How large a difference is: uses, texts and ratios of some terms in some sources."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.counts import GroupCounts
from analysis.counts.cell_counts import add_rows
from analysis.statistics.keyness import PRIOR_SHARE, Part, conservative_log_ratio, log_odds_ratio, rate_ratio
from analysis.tables import round_significant


def measure_effects(
    rows: GroupCounts,
    cells: tuple[np.ndarray, np.ndarray],
    level: float,
    stratum: np.ndarray | None = None,
) -> pd.DataFrame:
    """Compare the uses of a term in a source with those in all others, for some pairs of source and term.

    Parameters
    ----------
    cells : tuple of ndarray of int
        Numbers of the sources and of the terms.
    level : float
        Of the intervals.
    stratum : ndarray of int, (n_groups,), optional
        Stratum of each group, within which is compared (`rate_ratio`).

    Returns
    -------
    DataFrame
        One row for each pair, in their order: ``count`` (uses), ``words``, ``texts`` (independent texts that hold the
        term) and ``all_texts`` of the source, the same with ``_others``, then ``ratio, ratio_low, ratio_high``.
    """
    source, term = cells
    n_groups = int(rows.group.max(initial=-1)) + 1
    columns, parts = rows.counts.tocsc(), []
    order = np.argsort(source, kind="stable")
    for s in np.unique(source):
        own = rows.source == s
        block = sparse.csr_matrix(columns[:, term[order][source[order] == s]])
        here, there = (
            Part(sparse.csr_matrix(onto @ block[side]), onto @ rows.words[side])
            for side, onto in ((side, add_rows(rows.group[side], n_groups)) for side in (own, ~own))
        )
        parts.append(_describe(here, there, level, stratum))
    if not parts:
        nothing = Part(sparse.csr_matrix((0, 0), dtype=np.int64), np.zeros(0, dtype=np.int64))
        return _describe(nothing, nothing, level)
    return pd.concat(parts).iloc[np.argsort(order, kind="stable")].reset_index(drop=True)


def _describe(here: Part, there: Part, level: float, stratum: np.ndarray | None = None) -> pd.DataFrame:
    ratio = rate_ratio(here, there, level, stratum)
    table = pd.DataFrame({"ratio": ratio.ratio, "ratio_low": ratio.low, "ratio_high": ratio.high})
    for side, end in ((here, ""), (there, "_others")):
        table[f"count{end}"] = side.count
        table[f"words{end}"] = int(side.words.sum())
        table[f"texts{end}"] = side.holding
        table[f"all_texts{end}"] = int((side.words > 0).sum())
    return table


def compare_rates(effects: pd.DataFrame) -> pd.DataFrame:
    """Give the measures of other tools, ``log_odds``, ``z`` and ``lrc``, of rows of `measure_effects`.

    The prior of the log odds is a tenth of the smaller side's words, at the rate of both sides together.
    """
    uses, words, others, other_words = (
        effects[name].to_numpy(dtype=float) for name in ("count", "words", "count_others", "words_others")
    )
    prior_words = PRIOR_SHARE * np.minimum(words, other_words)
    log_odds, z = log_odds_ratio(
        uses, words, others, other_words, prior_words * (uses + others) / (words + other_words), prior_words
    )
    with np.errstate(divide="ignore"):
        low, high = np.log(effects["ratio_low"]), np.log(effects["ratio_high"].fillna(np.inf))
    return pd.DataFrame({"log_odds": log_odds, "z": z, "lrc": conservative_log_ratio(low, high)})


def leaves_one(effects: pd.DataFrame, more: np.ndarray) -> np.ndarray:
    """Tell whether the interval of the ratio is above 1 where a source uses a term more, else below 1: (n_rows,)."""
    return np.where(more, effects["ratio_low"] > 1, effects["ratio_high"] < 1)


def strength_of(effects: pd.DataFrame, more: np.ndarray) -> np.ndarray:
    """Give the end of the ratio's interval nearest 1, in doublings, times the root of the texts behind it."""
    nearest = np.where(more, effects["ratio_low"], 1 / effects["ratio_high"].replace(0.0, np.nan))
    texts = np.where(more, effects["texts"], effects["texts_others"])
    return round_significant(np.log2(np.fmax(nearest, 1.0)) * np.sqrt(texts))
