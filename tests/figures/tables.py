"""Invented tables in the shapes the figures draw: small, large and odd ones."""

from __future__ import annotations

import numpy as np
import pandas as pd

OUTLETS = (
    "Daily Beacon", "Halvern Standard", "Meridian Wire", "Tamsin Observer", "Coast Business Review",
    "Leader Post Online", "other sources",
)  # fmt: skip
HOSTILE = (
    "$5 to $10 <b>&amp;",
    "$x_{ $\\badcmd$",
    "جريدة الشرق",
    "新华社 报道",
    "nul\x00tab\tline\nfeed\x1b[31m",
    "half \ufffd surrogate",
    "\u202eevil override",
    "",
    "Grüße – ŁÓDŹ",
    "a --> <!-- b",
    "The Extraordinarily Long-Winded Gazette of Upper and Lower Merrowgate, incorporating the Evening Advertiser",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
)
WORDS = [
    "said", "people", "government", "minister", "police", "year", "war", "city", "company", "court", "percent",
    "president", "country", "market", "attack", "week", "state", "party", "leader", "trade", "union", "bank", "water",
    "report", "election", "fire", "bridge", "match", "flood", "strike", "budget", "hospital", "school", "rail",
    "harbour", "storm", "vote", "trial", "judge", "army", "rebel", "front", "border", "talks", "oil", "price",
    "growth", "coach", "final", "penalty", "goal", "film",
]  # fmt: skip


def sources(n: int, hostile: bool = False) -> list[str]:
    """Name `n` sources."""
    if hostile:
        return [*HOSTILE[:n], *(f"{HOSTILE[10][:50]} {i}" for i in range(n - len(HOSTILE)))]
    return [*OUTLETS[: min(n, 7)], *(f"Regional Paper {i}" for i in range(8, n + 1))][:n]


def terms(n: int, hostile: bool = False) -> list[str]:
    """Give `n` different terms."""
    if hostile:
        return [f"{HOSTILE[i % len(HOSTILE)]}{i if i >= len(HOSTILE) else ''}" for i in range(n)]
    return [WORDS[i] if i < len(WORDS) else f"{WORDS[i % len(WORDS)]} {WORDS[i // len(WORDS)]}" for i in range(n)]


def months(n: int) -> list[str]:
    """Give `n` months from November 2019."""
    return [f"{2019 + (10 + i) // 12}-{(10 + i) % 12 + 1:02}" for i in range(n)]


def in_sources(table: pd.DataFrame, n: int) -> pd.DataFrame:
    """Give each of `n` sources the rows of the first source of a table."""
    own = table[table["source"] == table["source"].iloc[0]].drop(columns="source")
    return pd.DataFrame({"source": sources(n)}).merge(own, how="cross")


def seeded(*key: int) -> np.random.Generator:
    return np.random.default_rng([*key, 7])


def articles_by_source(n: int = 6, hostile: bool = False) -> pd.DataFrame:
    """One row per source, largest first; the articles of the first are twelve times as long."""
    median = seeded(n, 2).integers(180, 900, n) * np.where(np.arange(n) == 0, 12, 1)
    articles = np.sort(seeded(n).integers(1, 40 * n + 2, n))[::-1]
    return pd.DataFrame(
        {
            "source": sources(n, hostile),
            "articles": articles,
            "independent_texts": np.maximum(1, (articles * seeded(n, 1).uniform(0.4, 1, n)).astype(int)),
            "q1": median * 0.7,
            "median": median,
            "q3": median * 1.4,
        }
    )


def articles_over_time(
    n_sources: int = 6, n_periods: int = 14, hostile: bool = False, periods: list[str] | None = None
) -> pd.DataFrame:
    """One row per period and source; some pairs are missing, the ends are part periods."""
    periods = periods or months(n_periods)
    pairs = pd.MultiIndex.from_product([sources(n_sources, hostile), periods], names=["source", "period"])
    table = pairs.to_frame(index=False)[["period", "source"]]
    table["articles"] = seeded(len(table)).poisson(6, len(table)) + 1
    table["part_period"] = table["period"].isin([periods[0], periods[-1]])
    return table[(np.arange(len(table)) % 5 != 3) | (len(table) < 5)]


def top_terms(n: int = 25, hostile: bool = False, intervals: bool = True) -> pd.DataFrame:
    """One row per term, most frequent first: words, then phrases."""
    per_million = np.sort(9000 * np.arange(1, n + 1) ** -0.8 * seeded(n).uniform(0.95, 1.05, n))[::-1]
    width = 0.06 + 0.2 * seeded(n, 1).random(n)
    used = np.maximum(1, (112 * np.clip(seeded(n, 2).normal(0.5, 0.2, n), 0.02, 1)).astype(int))
    nan = 1.0 if intervals else np.nan
    return pd.DataFrame(
        {
            "term": terms(n, hostile),
            "count": (per_million / 20).astype(int) + 1,
            "per_million": per_million,
            "per_million_low": per_million * (1 - width) * nan,
            "per_million_high": per_million * (1 + width) * nan,
            "articles": used,
            "article_share": used / 112,
            "dispersion": np.clip(seeded(n, 3).beta(2, 3, n), 0, 1),
            "kind": np.where(np.arange(n) < (n + 1) // 2, "word", "phrase"),
        }
    )


def term_trend(
    n_terms: int = 6, n_periods: int = 14, hostile: bool = False, periods: list[str] | None = None
) -> pd.DataFrame:
    """One row per term and period; early periods have no interval."""
    periods = periods or months(n_periods)
    table = pd.MultiIndex.from_product([terms(n_terms, hostile), periods], names=["term", "period"]).to_frame(
        index=False
    )
    i = np.arange(len(table)) % len(periods)
    table["texts"] = 25
    table["words"] = 3000 + 400 * (i * 13 % 11)
    table["per_million"] = np.abs(seeded(len(table)).normal(900, 200, len(table)) + 30 * i)
    table["count"] = (table["per_million"] * table["words"] / 1e6).astype(int)
    table["per_million_low"] = (table["per_million"] * 0.7).where(i >= min(3, len(periods) - 1))
    table["per_million_high"] = (table["per_million"] * 1.4).where(i >= min(3, len(periods) - 1))
    return table
