"""Which words and phrases set each source apart from all others, and how surely."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.sources.comparison import ALL_TEXT, OWN, Comparison
from analysis.statistics import conservative_log_ratio
from analysis.statistics.group_sums import sum_uses
from analysis.tables import round_significant
from analysis.tables import source_tables as tables

# A word that a phrase holds in so large a part of its uses is left to the phrase.
_PART_OF_PHRASE = 2 / 3


def distinctive_terms(comparison: Comparison, top_n: int = 12) -> pd.DataFrame:
    """Tabulate the terms that set each source apart.

    Parameters
    ----------
    comparison : Comparison
    top_n : int
        Terms shown for each source.

    Returns
    -------
    DataFrame
        `tables.DISTINCTIVE_TERMS`. Clear terms (``low > 0``) come first. A word that a clear phrase holds in two thirds
        of its uses in the source is left to the phrase.

    References
    ----------
    Monroe, Colaresi & Quinn (2008); Westfall & Young (1993) for intervals and ``q``; Evert (2022) for ``lrc``.
    """
    contrast = comparison.contrasts[ALL_TEXT]
    low, z = round_significant(contrast.low), round_significant(contrast.z_grouped)
    rows = comparison.rows[ALL_TEXT]
    uses, _ = sum_uses(rows, rows.source, comparison.n_sources)
    shown = []
    for s in range(comparison.n_sources):
        used = np.flatnonzero((uses[s] > 0) & comparison.tested)
        ordered = used[np.lexsort((used, -z[s, used], -np.maximum(low[s, used], 0.0)))]
        shown.append(_without_parts(ordered, comparison, uses[s], low[s] > 0)[:top_n])
    source = np.repeat(np.arange(comparison.n_sources), [len(terms) for terms in shown])
    return tables.DISTINCTIVE_TERMS.build(_describe(comparison, source, np.concatenate(shown)))


def clear_terms(comparison: Comparison) -> pd.DataFrame:
    """Tabulate every difference beyond chance, terms that a source uses less among them: `tables.CLEAR_TERMS`."""
    contrast = comparison.contrasts[ALL_TEXT]
    source, term = np.nonzero(((contrast.low > 0) | (contrast.high < 0)) & comparison.tested)
    table = _describe(comparison, source, term)
    order = np.lexsort((table["term"].astype(str), -round_significant(table["lrc"].to_numpy()), source))
    return tables.CLEAR_TERMS.build(table.iloc[order])


def source_terms(comparison: Comparison, findings: pd.DataFrame, limit: int = 24) -> pd.DataFrame:
    """Tabulate the clearest terms of each source, in all sources.

    Parameters
    ----------
    comparison : Comparison
    findings : DataFrame
        From `distinctive_terms`; of the clear rows the first of every source are taken, then the second, and so on.
    limit : int
        Number of terms.

    Returns
    -------
    DataFrame
        `tables.SOURCE_TERMS`; empty when nothing is clear.
    """
    clear = findings[findings["low"] > 0]
    turn = clear.groupby("source", sort=False).cumcount()
    picked = clear.assign(turn=turn).sort_values("turn", kind="stable").drop_duplicates("term").head(limit)
    terms = picked.sort_index()["term"].to_numpy(dtype=object)
    at = np.searchsorted(comparison.terms, terms)
    contrast = comparison.contrasts[ALL_TEXT]
    low, high = (round_significant(end[:, at].T.ravel()) for end in (contrast.low, contrast.high))
    return tables.SOURCE_TERMS.build(
        {
            "source": np.tile(comparison.names, len(terms)),
            "term": np.repeat(terms, comparison.n_sources),
            "log_odds": contrast.log_odds[:, at].T.ravel(),
            "low": low,
            "high": high,
            "clear": (low > 0) | (high < 0),
        }
    )


def texts_behind(comparison: Comparison, findings: pd.DataFrame) -> pd.DataFrame:
    """Add the evidence behind terms that set sources apart.

    Returns
    -------
    DataFrame
        The same rows with ``independent_texts`` of the source that hold the term, and ``others_per_million``, its uses
        per million words in all other sources.
    """
    rows, texts, elsewhere = comparison.rows[ALL_TEXT], [], []
    for source, term in zip(*comparison.positions(findings), strict=True):
        uses, own = rows.counts[:, [term]].toarray().ravel(), rows.source == source
        texts.append(int((uses[own] > 0).sum()))
        elsewhere.append(1e6 * uses[~own].sum() / max(rows.words[~own].sum(), 1))
    return findings.assign(independent_texts=texts, others_per_million=elsewhere)


def _describe(comparison: Comparison, source: np.ndarray, term: np.ndarray) -> pd.DataFrame:
    """Describe some terms of some sources, given by number, in the columns of `tables.DISTINCTIVE_TERMS`."""
    contrast, rows = comparison.contrasts[ALL_TEXT], comparison.rows[ALL_TEXT]
    uses, words = sum_uses(rows, rows.source, comparison.n_sources)
    low, high = (round_significant(end[source, term]) for end in (contrast.low, contrast.high))
    survives = pd.array(comparison.contrasts[OWN].low[source, term] > 0, dtype="boolean")
    survives[low <= 0] = pd.NA
    return pd.DataFrame(
        {
            "source": np.array(comparison.names, dtype=object)[source],
            "term": comparison.terms[term],
            "count": uses[source, term].astype(np.int64),
            "per_million": 1e6 * uses[source, term] / words[source, 0],
            "log_odds": contrast.log_odds[source, term],
            "low": low,
            "high": high,
            "z": contrast.z[source, term],
            "z_grouped": contrast.z_grouped[source, term],
            "q": contrast.q[source, term],
            "lrc": conservative_log_ratio(low, high),
            "survives": survives,
        }
    )


def _without_parts(ordered: np.ndarray, comparison: Comparison, uses: np.ndarray, clear: np.ndarray) -> np.ndarray:
    """Leave words to the clear phrases that hold them in most of their uses."""
    position = {str(comparison.terms[t]): int(t) for t in ordered}
    parts = {
        position[word]
        for t in ordered
        if comparison.phrase[t] and clear[t]
        for word in str(comparison.terms[t]).split(" ")
        if word in position and uses[t] >= _PART_OF_PHRASE * uses[position[word]]
    }
    return np.array([t for t in ordered if int(t) not in parts], dtype=np.int64)
