"""Which words and phrases set each source apart from all others, and how surely."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.stats import norm

from analysis.resample import false_discovery_rate, round_significant
from analysis.sources.compare import ALL_TEXT, OWN, Comparison
from analysis.sources.permute import sum_sources

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
        ``q`` over all tested terms and sources; ``lrc``, the end of the interval nearest zero in doublings (log2; 0
        when the interval holds 0); ``survives``: ``low > 0`` also when only the source's own sentences are counted.
        A word that stands in a clear phrase in two thirds of its uses in the source is left to the phrase. Empty
        without a comparison.

    References
    ----------
    Monroe, Colaresi & Quinn (2008); Westfall & Young (1993); Benjamini & Hochberg (1995); Evert (2022) for ``lrc``.
    """
    if comparison is None:
        return pd.DataFrame(columns=COLUMNS)
    contrast, own = comparison.contrasts[ALL_TEXT], comparison.contrasts[OWN]
    sums = sum_sources(comparison.views.all_text, comparison.n_sources).here
    z_grouped = round_significant(contrast.log_odds / contrast.error)
    q = np.ones(z_grouped.shape)
    q[:, comparison.tested] = false_discovery_rate(2 * norm.sf(np.abs(contrast.log_odds / contrast.error))[
        :, comparison.tested])  # fmt: skip
    low, high = round_significant(contrast.low), round_significant(contrast.high)
    lrc = conservative_log_ratio(low, high)
    blocks = []
    for s, name in enumerate(comparison.names):
        used = np.flatnonzero((sums.uses[s] > 0) & comparison.tested)
        clear = np.maximum(low[s, used], 0.0)
        ordered = used[np.lexsort((used, -z_grouped[s, used], -clear))]
        top = _without_parts(ordered, comparison, sums.uses[s], low[s] > 0)[:top_n]
        blocks.append(
            pd.DataFrame(
                {
                    "source": name,
                    "term": comparison.terms[top],
                    "count": sums.uses[s, top].astype(np.int64),
                    "per_million": round_significant(1e6 * sums.uses[s, top] / sums.words[s]),
                    "log_odds": round_significant(contrast.log_odds[s, top]),
                    "low": low[s, top],
                    "high": high[s, top],
                    "z": round_significant(contrast.z[s, top]),
                    "z_grouped": z_grouped[s, top],
                    "q": round_significant(q[s, top]),
                    "lrc": round_significant(lrc[s, top]),
                    "survives": (low[s, top] > 0) & (own.low[s, top] > 0),
                }
            )
        )
    return pd.concat(blocks, ignore_index=True)


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
