"""Two sources face to face: every term on either side, and which words make their divergence."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy.stats import rankdata

from analysis.counts import GroupCounts
from analysis.errors import SettingsError
from analysis.sources.comparison import Comparison
from analysis.sources.distinctive import conservative_log_ratio
from analysis.statistics import jensen_shannon_parts
from analysis.statistics.group_sums import sum_uses, two_sides
from analysis.statistics.grouped_keyness import contrast_sources
from analysis.tables import round_significant

PAIR_COLUMNS = [
    "term", "source", "other", "count", "other_count", "per_million", "other_per_million", "rank", "other_rank",
    "log_odds", "low", "high", "q", "lrc", "clear",
]  # fmt: skip
SHIFT_COLUMNS = [
    "term", "source", "other", "per_million", "other_per_million", "share", "other_share", "contribution", "cumulative",
]  # fmt: skip


def choose_pair(comparison: Comparison | None, between: Sequence[str] = ()) -> tuple[str, str] | None:
    """Choose the two sources to put face to face: those named, or else the two of most independent texts.

    Raises
    ------
    SettingsError
        When a source named is not there, or is named twice.
    """
    if comparison is None:
        return None
    if not between:
        texts = np.bincount(comparison.views.all_text.source, minlength=comparison.n_sources)
        first, second = sorted(np.argsort(-texts, kind="stable")[:2])
        return comparison.names[first], comparison.names[second]
    unknown = [name for name in between if name not in comparison.names]
    if unknown:
        raise SettingsError(f"between: there is no source {unknown[0]!r}; there are {', '.join(comparison.names)}.")
    if len(set(between)) != 2:
        raise SettingsError("between: two different sources are needed.")
    return between[0], between[1]


def pair_terms(comparison: Comparison | None, pair: tuple[str, str] | None, most: int = 1500) -> pd.DataFrame:
    """Contrast two sources with each other alone.

    Parameters
    ----------
    comparison : Comparison or None
        From `compare_sources`.
    pair : tuple of str
        From `choose_pair`.
    most : int
        Terms that are not clear, at most: those most used in either.

    Returns
    -------
    DataFrame
        One row per tested term that either uses: ``term, source, other``; uses (``count``) and uses per million words
        of each; its ``rank`` in source and ``other_rank`` among all tested terms that either uses (1 is the most used;
        the mean of equals); ``log_odds`` of source against other with its simultaneous interval ``low, high`` over all
        these terms, ``q`` and ``lrc`` as in `distinctive_terms`;
        ``clear`` (the interval does not hold 0); the clear ones first, by the end nearest to zero, then by log odds
        over its error, both from the largest in size, then term. Empty without a pair.
    """
    if comparison is None or pair is None:
        return pd.DataFrame(columns=PAIR_COLUMNS)
    rows = _two(comparison, pair, comparison.tested)
    used = np.flatnonzero(np.asarray(rows.counts.sum(axis=0)).ravel())
    if not len(used):
        return pd.DataFrame(columns=PAIR_COLUMNS)
    rows = rows.take(used)
    contrast = contrast_sources(rows, 2, comparison.seed, engine=comparison.engine)
    uses, words = sum_uses(rows, rows.source, 2)
    rate = round_significant(1e6 * uses / np.maximum(words, 1))
    low, high = round_significant(contrast.low[0]), round_significant(contrast.high[0])
    terms = comparison.terms[comparison.tested][used]
    table = pd.DataFrame({
        "term": terms, "source": pair[0], "other": pair[1], "per_million": rate[0], "other_per_million": rate[1],
        "rank": rankdata(-rate[0]), "other_rank": rankdata(-rate[1]),
        "count": uses[0].astype(np.int64), "other_count": uses[1].astype(np.int64),
        "log_odds": round_significant(contrast.log_odds[0]), "low": low, "high": high,
        "q": round_significant(contrast.q[0]), "lrc": round_significant(conservative_log_ratio(low, high)),
        "clear": (low > 0) | (high < 0),
    })[PAIR_COLUMNS]  # fmt: skip
    nearest = np.maximum(np.maximum(low, -high), 0.0)
    size = round_significant(np.abs(contrast.log_odds[0] / contrast.error[0]))
    order = np.lexsort((terms.astype(str), -size, -nearest))
    unclear = table.index[~table["clear"]]
    used_most = np.lexsort((terms[unclear].astype(str), -rate[:, unclear].max(axis=0)))[:most]
    shown = table["clear"].to_numpy() | np.isin(table.index, unclear[used_most])
    return table.iloc[order[shown[order]]].reset_index(drop=True)


def word_shift(comparison: Comparison | None, pair: tuple[str, str] | None, most: int = 25) -> pd.DataFrame:
    """Tell which words make the Jensen-Shannon divergence of two sources.

    With p and q the shares of a word among the tested words of source and other, and m their mean, it adds
    (p log2(p / m) + q log2(q / m)) / 2 bits.

    Parameters
    ----------
    comparison : Comparison or None
        From `compare_sources`.
    pair : tuple of str
        From `choose_pair`.
    most : int
        Words tabulated.

    Returns
    -------
    DataFrame
        One row per word, the largest part first, then term: ``term, source, other``; uses per million words of each;
        ``share, other_share`` (of the tested words, 0-1); ``contribution`` (bits, with the sign: above 0 where
        ``other`` uses it more); ``cumulative``, the part of the whole divergence reached. Over all words their sizes
        add up to the divergence. Empty without a pair.

    References
    ----------
    Gallagher et al. (2021), Generalized word shift graphs, EPJ Data Science 10:4, eq. 13; Lin (1991).
    """
    if comparison is None or pair is None:
        return pd.DataFrame(columns=SHIFT_COLUMNS)
    words = comparison.tested & ~comparison.phrase
    rows = _two(comparison, pair, words)
    uses, of_words = sum_uses(rows, rows.source, 2)
    rate = round_significant(1e6 * uses / np.maximum(of_words, 1))
    share, other = uses / np.maximum(uses.sum(axis=1, keepdims=True), 1)
    parts = jensen_shannon_parts(share, other)
    terms = comparison.terms[words]
    order = np.lexsort((terms.astype(str), -round_significant(parts)))[:most]
    reached = np.cumsum(parts[order]) / max(parts.sum(), 1e-300)
    table = pd.DataFrame({
        "term": terms[order], "source": pair[0], "other": pair[1],
        "per_million": rate[0][order], "other_per_million": rate[1][order],
        "share": round_significant(share[order]), "other_share": round_significant(other[order]),
        "contribution": round_significant(parts * np.where(other > share, 1, -1))[order],
        "cumulative": round_significant(reached),
    })  # fmt: skip
    return table[table["contribution"] != 0].reset_index(drop=True)


def _two(comparison: Comparison, pair: tuple[str, str], terms: np.ndarray) -> GroupCounts:
    rows = comparison.views.all_text.take(terms)
    first, second = (comparison.names.index(name) for name in pair)
    return two_sides(rows, np.isin(rows.source, (first, second)), rows.source == second)
