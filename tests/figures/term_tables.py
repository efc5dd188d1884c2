"""Invented tables of terms: company, headlines, chosen words and changes."""

from __future__ import annotations

import numpy as np
import pandas as pd
import tables as t


def collocates(n_terms: int = 2, n: int = 12, hostile: bool = False) -> pd.DataFrame:
    """One row per term and collocate, most exclusive first; terms have fewer and fewer."""
    blocks = [
        pd.DataFrame(
            {
                "term": term,
                "collocate": t.terms(size, hostile),
                "independent_texts": 5 + np.arange(size)[::-1] * 3,
            }
        )
        for i, term in enumerate(t.terms(n_terms + n, hostile)[n:])
        if (size := max(n - i % 5, 1))
    ]
    return pd.concat(blocks, ignore_index=True)


def headline_terms(n: int = 20, hostile: bool = False) -> pd.DataFrame:
    """One row per word, half of them used more in headlines, half less."""
    times = 2 ** (np.linspace(3.2, -2.4, n) if n > 1 else np.array([2.0]))
    used = np.linspace(220, 0, n).astype(int)
    ratio = np.where(used > 0, times, 0.0)
    return pd.DataFrame(
        {
            "term": t.terms(n, hostile),
            "headline_count": used,
            "expected": np.maximum(used, 20) / times,
            "ratio": ratio,
            "low": ratio / 2,
            "high": times * 2,
            "tier": np.where(np.abs(np.log2(times)) > 1, "clear", ""),
            "place": np.where(times > 1, "headline", "body"),
        }
    )


def focus(n_terms: int = 3, n_sources: int = 6, hostile: bool = False) -> pd.DataFrame:
    """One row per term and source, all sources first; the last sources use little."""
    rows = []
    for i, term in enumerate(t.terms(n_terms, hostile)):
        for j, source in enumerate(["all sources", *t.sources(n_sources, hostile)]):
            count = 4000 * (i + 1) if j == 0 else max(0, 700 - 111 * ((j + 2 * i) % 8))
            rate, known = count * (0.2 / (i + 1) if j == 0 else 1.7 * 9 ** (i % 3)), count > 100
            rows.append((term, source, count, rate, rate * 0.7 if known else np.nan))
    return pd.DataFrame(rows, columns=["term", "source", "count", "per_million", "per_million_low"])


def changed_trend(changed: list[int], at: int, change: str = "rises") -> pd.DataFrame:
    """A trend of three terms, some of which change at the period of place `at`."""
    table = t.term_trend(3)
    place = np.arange(len(table)) % 14
    number = np.arange(len(table)) // 14
    return table.assign(change=np.where((place == at) & np.isin(number, changed), change, ""))


def trend_by_source(
    n_terms: int = 2, n_sources: int = 7, n_periods: int = 5, hostile: bool = False, texts: int = 25
) -> pd.DataFrame:
    """One row per term, source and period; the last sources have few texts and no intervals."""
    blocks = []
    for i, term in enumerate(t.terms(n_terms, hostile)):
        for j, source in enumerate(t.sources(n_sources, hostile)):
            own = t.term_trend(1, n_periods).assign(term=term, source=source, texts=max(texts - 2 * j, 1))
            known = (own["count"] > 0) & (j < n_sources // 2)
            for name in ("per_million", "per_million_low", "per_million_high"):
                own[name] = own[name] * (1 + (i + j) % 4) * (1 if name == "per_million" else np.where(known, 1, np.nan))
            blocks.append(own)
    return pd.concat(blocks, ignore_index=True)
