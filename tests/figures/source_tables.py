"""Invented tables for the figures that compare the words of sources."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.stats import rankdata
from tables import seeded, sources, terms

TEXTS = ("all", "one copy each", "own")


def distinctive_terms(n_sources: int = 6, n: int = 12, hostile: bool = False) -> pd.DataFrame:
    """One row per source and term: the first half clear, the fourth of every five used nowhere else."""
    frames = []
    for s, source in enumerate(sources(n_sources, hostile)):
        ratio = 2 ** np.sort(seeded(s, n).uniform(0.6, 4, n))[::-1]
        within = ratio ** np.array([0.9, 0.1, 0.5])[np.arange(n) % 3]
        nowhere = np.arange(n) % 5 == 3
        texts = 12 + np.arange(n)
        frame = pd.DataFrame(
            {
                "source": source,
                "term": _some_terms(s, n, hostile),
                "count": 2 * texts,
                "texts": texts,
                "all_texts": 120,
                "texts_others": np.where(nowhere, 0, texts + 9),
                "all_texts_others": 1100,
                "ratio": np.where(nowhere, np.nan, ratio),
                "ratio_low": ratio / 1.4,
                "ratio_high": np.where(nowhere, np.nan, ratio * 1.4),
                "ratio_told": ratio > 1.4,
                "tier": np.where(np.arange(n) < (n + 1) // 2, "clear", "likely"),
                "within_topics": np.array(["style", "subject", "undecided"])[np.arange(n) % 3],
                "topic_ratio": np.where(nowhere, np.nan, within),
                "topic_ratio_low": within / 1.6,
                "topic_ratio_high": np.where(nowhere, np.nan, within * 1.6),
                "survives": np.arange(n) % 4 != 2,
                "strength": np.log2(ratio / 1.4) * np.sqrt(texts),
            }
        )
        frames.append(frame)
    return pd.concat(frames, ignore_index=True)


def survival(n_sources: int = 5, n: int = 8, hostile: bool = False) -> pd.DataFrame:
    """One row per source, term and text; every third word is lost in the source's own sentences."""
    rows = []
    for s, source in enumerate(sources(n_sources, hostile)):
        start = 2 ** np.sort(seeded(s, n).uniform(1, 4, n))[::-1]
        for i, term in enumerate(_some_terms(s, n, hostile)):
            lost = i % 3 == 1
            for k, text in enumerate(TEXTS):
                ratio = start[i] * 0.95**k * (0.3 if lost and k == 2 else 1)
                rows.append((source, term, text, ratio, ratio / 1.7, ratio * 1.7, not lost))
    columns = ["source", "term", "text", "ratio", "ratio_low", "ratio_high", "survives"]
    return pd.DataFrame(rows, columns=columns)


def rank_terms(n: int = 300, hostile: bool = False) -> pd.DataFrame:
    """One row per term, the most telling first; the last terms are missing in one of the two sources."""
    source, other = sources(12, True)[10:] if hostile else sources(2)
    rate = 20_000 / np.arange(1, n + 1) ** 0.9
    doublings = seeded(n).normal(0, 1.4, n)
    table = pd.DataFrame(
        {
            "term": terms(n, hostile),
            "source": source,
            "other": other,
            "per_million": rate * 2 ** (doublings / 2),
            "other_per_million": np.where(np.arange(n) > 0.9 * n, 0.0, rate * 2 ** (-doublings / 2)),
            "ratio": 2**doublings,
            "ratio_low": 2 ** (doublings - 1),
            "ratio_high": 2 ** (doublings + 1),
            "tier": np.select([np.abs(doublings) > 1.6, np.abs(doublings) > 1.2], ["clear", "likely"], ""),
            "more": doublings > 0,
        }
    )
    table = table.assign(rank=rankdata(-table["per_million"]), other_rank=rankdata(-table["other_per_million"]))
    return table.iloc[np.argsort(-np.abs(doublings), kind="stable")].reset_index(drop=True)


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
    """One row per term and source; some sources never use a term, in some it is neither clear nor likely."""
    pairs = pd.MultiIndex.from_product(
        [terms(n_terms, hostile), sources(n_sources, hostile)], names=["term", "source"]
    ).to_frame(index=False)[["source", "term"]]
    place = np.arange(len(pairs))
    share = seeded(len(pairs)).beta(1, 3, len(pairs)) * (place % 11 != 10)
    return pairs.assign(
        texts=np.rint(100 * share).astype(int),
        share=share,
        tier=np.array(["clear", "", "likely", ""])[place % 4],
        more=share > 0.2,
    )


def robustness(n_sources: int = 5, n: int = 6, hostile: bool = False) -> pd.DataFrame:
    """One row per source and term, some of which fail in a half of the time or without another source."""
    names, rows = sources(n_sources, hostile), []
    for s, source in enumerate(names):
        for i, term in enumerate(_some_terms(s, n, hostile)):
            fails = [["first half", "without titles"], [f"without {names[(s + i) % n_sources]}"], []][i % 3]
            tested = 10 - i % 2
            rows.append((source, term, tested - len(fails), tested, ", ".join(fails)))
    return pd.DataFrame(rows, columns=["source", "term", "agree", "tested", "fails"])


def _some_terms(s: int, n: int, hostile: bool) -> list[str]:
    return [terms(60, hostile)[(s * 9 + i) % 60] for i in range(n)]
