"""Which words and phrases set each source apart from all others, and how surely."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.sources.comparison import ALL_TEXT, OWN, Comparison
from analysis.statistics.group_sums import sum_sources
from analysis.tables import round_significant

COLUMNS = [
    "source", "term", "count", "per_million", "log_odds", "low", "high", "z", "z_grouped", "q", "lrc", "survives",
]  # fmt: skip
# A word that stands in one phrase in so large a part of its uses is told by the phrase.
INSIDE = 2 / 3


def distinctive_terms(comparison: Comparison | None, top_n: int = 12) -> pd.DataFrame:
    """Tabulate the terms that set each source apart.

    Parameters
    ----------
    comparison : Comparison or None
        From `compare_sources`.
    top_n : int
        Terms shown for each source.

    Returns
    -------
    DataFrame
        One row per source x term shown, sources in the order of the corpus, first the clear ones (``low > 0``) by
        ``low``, then the others by ``z_grouped``, both from the largest, then term: ``count`` and ``per_million``
        words in the source; ``log_odds`` against all others (natural log, above 0: more in the source) with its
        simultaneous 95 % interval ``low, high``; ``z`` (words drawn one by one) and ``z_grouped`` (groups drawn);
        ``q``, the share of shuffles of the labels in which any tested term and source lies as far from 0: it bounds the
        share of false findings; ``lrc``, the end of the interval nearest zero in doublings (log2; 0 when the interval
        holds 0); ``survives``: ``low > 0`` also when only the source's own sentences are counted (missing where it is
        not in all text).
        A word that stands in a clear phrase in two thirds of its uses in the source is left to the phrase. Empty
        without a comparison.

    References
    ----------
    Monroe, Colaresi & Quinn (2008); Westfall & Young (1993) for intervals and ``q``; Evert (2022) for ``lrc``.
    """
    if comparison is None:
        return pd.DataFrame(columns=COLUMNS)
    low, shown = round_significant(comparison.contrasts[ALL_TEXT].low), []
    sums = sum_sources(comparison.views.all_text, comparison.n_sources).here
    z = round_significant(_z_grouped(comparison))
    for s in range(comparison.n_sources):
        used = np.flatnonzero((sums.uses[s] > 0) & comparison.tested)
        ordered = used[np.lexsort((used, -z[s, used], -np.maximum(low[s, used], 0.0)))]
        top = _without_parts(ordered, comparison, sums.uses[s], low[s] > 0)[:top_n]
        shown.append((np.full(len(top), s), top))
    return _tabulate(comparison, *(np.concatenate(part) for part in zip(*shown, strict=True)))


def clear_terms(comparison: Comparison | None) -> pd.DataFrame:
    """Tabulate every difference beyond chance, terms that a source uses less among them.

    Parameters
    ----------
    comparison : Comparison or None
        From `compare_sources`.

    Returns
    -------
    DataFrame
        Columns as `distinctive_terms`, one row per source x tested term whose interval does not hold 0: sources in the
        order of the corpus, by ``lrc`` from the largest, then term. Empty without a comparison.
    """
    if comparison is None:
        return pd.DataFrame(columns=COLUMNS)
    contrast = comparison.contrasts[ALL_TEXT]
    clear = ((contrast.low > 0) | (contrast.high < 0)) & comparison.tested
    table = _tabulate(comparison, *np.nonzero(clear))
    order = np.lexsort((table["term"].astype(str), -table["lrc"], np.nonzero(clear)[0]))
    return table.iloc[order].reset_index(drop=True)


def _z_grouped(comparison: Comparison) -> np.ndarray:
    contrast = comparison.contrasts[ALL_TEXT]
    return np.asarray(contrast.log_odds / contrast.error)


def _tabulate(comparison: Comparison, source: np.ndarray, term: np.ndarray) -> pd.DataFrame:
    """Tabulate some terms of some sources, given by number."""
    contrast, own = comparison.contrasts[ALL_TEXT], comparison.contrasts[OWN]
    sums = sum_sources(comparison.views.all_text, comparison.n_sources).here
    uses, words = sums.uses[source, term], sums.words[source, 0]
    low, high = (round_significant(end[source, term]) for end in (contrast.low, contrast.high))
    table = pd.DataFrame(
        {
            "source": np.array(comparison.names, dtype=object)[source],
            "term": comparison.terms[term],
            "count": uses.astype(np.int64),
            "per_million": round_significant(1e6 * uses / words),
            "log_odds": round_significant(contrast.log_odds[source, term]),
            "low": low,
            "high": high,
            "z": round_significant(contrast.z[source, term]),
            "z_grouped": round_significant(_z_grouped(comparison)[source, term]),
            "q": round_significant(contrast.q[source, term]),
            "lrc": round_significant(conservative_log_ratio(low, high)),
            "survives": pd.array(own.low[source, term] > 0, dtype="boolean"),
        },
        columns=COLUMNS,
    )
    return table.assign(survives=table["survives"].where(table["low"] > 0))


def conservative_log_ratio(low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Give the end of an interval of natural log odds that is nearest to zero, in doublings; 0 where it holds zero.

    References
    ----------
    Evert (2022), Measuring keyness (LRC).
    """
    return np.asarray(np.where(low > 0, low, np.where(high < 0, high, 0.0)) / np.log(2))


def _without_parts(ordered: np.ndarray, comparison: Comparison, uses: np.ndarray, clear: np.ndarray) -> np.ndarray:
    """Leave words to the clear phrases they mostly stand in."""
    position = {str(comparison.terms[t]): int(t) for t in ordered}
    parts = {
        position[word]
        for t in ordered
        if comparison.phrase[t] and clear[t]
        for word in str(comparison.terms[t]).split(" ")
        if word in position and uses[t] >= INSIDE * uses[position[word]]
    }
    return np.array([t for t in ordered if int(t) not in parts], dtype=np.int64)


_OVERVIEW_COLUMNS = ["source", "term", "log_odds", "low", "high", "clear"]


def source_terms(comparison: Comparison | None, findings: pd.DataFrame, most: int = 24) -> pd.DataFrame:
    """Tabulate the clearest terms over all sources.

    Parameters
    ----------
    comparison : Comparison or None
        From `compare_sources`.
    findings : DataFrame
        Rows of `distinctive_terms`; of those with ``low > 0`` the first of every source are taken, then the second, and
        so on.
    most : int
        Terms.

    Returns
    -------
    DataFrame
        One row per term (those of the first source first) x source: ``source, term``; ``log_odds`` against all others
        with its simultaneous interval ``low, high``; ``clear``: it does not hold 0. Empty when nothing is clear.
    """
    clear = findings[findings["low"] > 0]
    if comparison is None or clear.empty:
        return pd.DataFrame(columns=_OVERVIEW_COLUMNS)
    turn = clear.groupby("source", sort=False).cumcount()
    picked = clear.assign(turn=turn).sort_values("turn", kind="stable").drop_duplicates("term").head(most)
    terms = picked.sort_index()["term"].to_numpy(dtype=object)
    at = np.searchsorted(comparison.terms, terms)
    contrast = comparison.contrasts[ALL_TEXT]
    table = pd.DataFrame({
        "source": np.tile(comparison.names, len(terms)), "term": np.repeat(terms, comparison.n_sources),
        "log_odds": round_significant(contrast.log_odds[:, at].T.ravel()),
        "low": round_significant(contrast.low[:, at].T.ravel()),
        "high": round_significant(contrast.high[:, at].T.ravel()),
    })  # fmt: skip
    table["clear"] = (table["low"] > 0) | (table["high"] < 0)
    return table
