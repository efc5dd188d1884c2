"""Invented tables for the figures that compare sources and try a finding again."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.stats import rankdata
from tables import seeded, sources, terms

TEXTS = ("all text", "one per group of copies", "own sentences")


def survival(n_sources: int = 5, n: int = 8, hostile: bool = False) -> pd.DataFrame:
    """One row per source, term and text; every third finding is lost in the source's own sentences."""
    rows = []
    for s, source in enumerate(sources(n_sources, hostile)):
        start = np.sort(seeded(s, n).gamma(9, 0.25, n))[::-1]
        for i, term in enumerate(_some_terms(s, n, hostile)):
            lost = i % 3 == 1
            for k, text in enumerate(TEXTS):
                odds = start[i] * (1 - 0.06 * k) - (1.1 * k if lost else 0)
                rows.append((source, term, text, odds, odds - 0.8, odds + 0.8, not lost))
    return pd.DataFrame(rows, columns=["source", "term", "text", "log_odds", "low", "high", "survives"])


def rank_terms(n: int = 300, hostile: bool = False) -> pd.DataFrame:
    """One row per term, the most telling first; the last terms are missing in one of the two sources."""
    source, other = sources(12, True)[10:] if hostile else sources(2)
    rate = 20_000 / np.arange(1, n + 1) ** 0.9
    odds = seeded(n).normal(0, 1, n)
    table = pd.DataFrame(
        {
            "term": terms(n, hostile),
            "source": source,
            "other": other,
            "per_million": rate * np.exp(odds / 2),
            "other_per_million": np.where(np.arange(n) > 0.9 * n, 0.0, rate * np.exp(-odds / 2)),
            "log_odds": odds,
            "low": odds - 0.9,
            "high": odds + 0.9,
            "clear": np.abs(odds) > 0.9,
        }
    )
    table = table.assign(rank=rankdata(-table["per_million"]), other_rank=rankdata(-table["other_per_million"]))
    return table.iloc[np.argsort(-np.abs(odds), kind="stable")].reset_index(drop=True)


def word_shift(n: int = 20, hostile: bool = False) -> pd.DataFrame:
    """One row per term, the largest contribution first."""
    source, other = sources(12, True)[10:] if hostile else sources(2)
    size = 0.004 / np.arange(1, n + 1) ** 0.7
    sign = np.where(seeded(n, 3).random(n) < 0.5, -1, 1)
    share = seeded(n, 4).uniform(0.0001, 0.004, n)
    return pd.DataFrame(
        {
            "term": terms(n, hostile),
            "source": source,
            "other": other,
            "per_million": 5e5 * share,
            "other_per_million": 5e5 * share * np.where(sign > 0, 2.5, 0.3),
            "share": share,
            "other_share": share * np.where(sign > 0, 2.5, 0.3),
            "contribution": sign * size,
            "cumulative": np.cumsum(size) / (size.sum() * 1.8),
        }
    )


def source_terms(n_sources: int = 5, n_terms: int = 15, hostile: bool = False) -> pd.DataFrame:
    """One row per term and source; some pairs are not tested."""
    pairs = pd.MultiIndex.from_product(
        [terms(n_terms, hostile), sources(n_sources, hostile)], names=["term", "source"]
    ).to_frame(index=False)[["source", "term"]]
    odds = seeded(len(pairs)).normal(0, 1.1, len(pairs))
    odds[np.arange(len(pairs)) % 11 == 10] = np.nan
    return pairs.assign(log_odds=odds, low=odds - 1, high=odds + 1, clear=np.abs(odds) > 1)


def robustness(n_sources: int = 5, n: int = 6, hostile: bool = False) -> pd.DataFrame:
    """One row per source and term, some of which hang on one source or on copied stories."""
    names, rows = sources(n_sources, hostile), []
    for s, source in enumerate(names):
        for i, term in enumerate(_some_terms(s, n, hostile)):
            holds = 16 if i % 3 == 0 else int(seeded(s, i).integers(0, 16))
            needs = names[(s + i) % n_sources] if i % 4 == 2 else ""
            rows.append((source, term, holds, 16, needs, i % 5 != 1))
    return pd.DataFrame(rows, columns=["source", "term", "holds", "settings", "needs", "without_copied"])


def _some_terms(s: int, n: int, hostile: bool) -> list[str]:
    return [terms(60, hostile)[(s * 9 + i) % 60] for i in range(n)]
