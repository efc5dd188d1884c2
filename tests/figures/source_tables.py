"""Invented tables for the figures that compare the words of sources."""

from __future__ import annotations

import numpy as np
import pandas as pd
from tables import seeded, sources, terms


def distinctive_terms(n_sources: int = 6, n: int = 12, hostile: bool = False) -> pd.DataFrame:
    """One row per source and term: the first half clear, the fourth of every five used nowhere else."""
    frames = []
    for s, source in enumerate(sources(n_sources, hostile)):
        ratio = 2 ** np.sort(seeded(s, n).uniform(0.6, 4, n))[::-1]
        nowhere = np.arange(n) % 5 == 3
        texts = 12 + np.arange(n)
        frame = pd.DataFrame(
            {
                "source": source,
                "term": [terms(60, hostile)[(s * 9 + i) % 60] for i in range(n)],
                "texts": texts,
                "all_texts": 120,
                "texts_others": np.where(nowhere, 0, texts + 9),
                "all_texts_others": 1100,
                "ratio": np.where(nowhere, np.nan, ratio),
                "ratio_low": ratio / 1.4,
                "ratio_high": np.where(nowhere, np.nan, ratio * 1.4),
                "ratio_told": ratio > 1.4,
                "per_million": 40 * ratio,
                "per_million_others": np.where(nowhere, 0.0, 40.0),
                "tier": np.where(np.arange(n) < (n + 1) // 2, "clear", "likely"),
                "within_topics": np.array(["style", "subject", "undecided"])[np.arange(n) % 3],
                "strength": np.log2(ratio / 1.4) * np.sqrt(texts),
            }
        )
        frames.append(frame)
    return pd.concat(frames, ignore_index=True)


def pair_terms(n: int = 30, hostile: bool = False) -> pd.DataFrame:
    """One row per term, clear ones first; the last terms are missing in one of the two sources."""
    source, other = sources(12, True)[10:] if hostile else sources(2)
    rate = 20_000 / np.arange(1, n + 1) ** 0.9
    doublings = seeded(n).normal(0, 1.4, n)
    return pd.DataFrame(
        {
            "term": terms(n, hostile),
            "source": source,
            "other": other,
            "per_million": rate * 2 ** (doublings / 2),
            "other_per_million": np.where(np.arange(n) > 0.9 * n, 0.0, rate * 2 ** (-doublings / 2)),
            "tier": np.where(np.arange(n) < (n + 1) // 2, "clear", "likely"),
            "more": doublings > 0,
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
        ratio=np.where(share > 0.2, 2 ** (6 * share), share),
        ratio_low=share,
        tier=np.array(["clear", "", "likely", ""])[place % 4],
        more=share > 0.2,
    )
