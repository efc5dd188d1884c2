"""Invented tables of names: by place, and over time."""

from __future__ import annotations

import numpy as np
import pandas as pd
import tables as t

VARIANTS = [
    "Inland Sovereignty Front", "Inland Sovereignty", "ISF", "IS", "the Front", "rebels", "militants", "insurgents",
    "terrorists", "fighters", "gunmen", "the Inland Sovereignty Front of Upper and Lower Merrowgate",
]  # fmt: skip
PLACES = ["headline", "body", "inside quotation marks", "outside quotation marks"]


def name_places(n_variants: int = 4, n_families: int = 1, hostile: bool = False) -> pd.DataFrame:
    """One row per family, variant, source and place; a headline has no interval."""
    variants = t.terms(n_variants, True) if hostile else VARIANTS[:n_variants]
    parts = [(source, place) for source in (*t.sources(2), "all sources") for place in PLACES]
    return _shares("places", variants, n_families, parts, ["source", "place"], lambda part: part[1] == "headline")


def names_over_time(
    n_variants: int = 4, n_periods: int = 14, n_families: int = 1, hostile: bool = False, skip: int = -1
) -> pd.DataFrame:
    """One row per family, variant and period; the first three have no interval, period `skip` no row."""
    variants = t.terms(n_variants, True) if hostile else VARIANTS[:n_variants]
    periods = t.months(n_periods)
    parts = [(period,) for i, period in enumerate(periods) if i != skip]
    table = _shares("time", variants, n_families, parts, ["period"], lambda part: part[0] in periods[:3])
    return table.assign(part_period=table["period"].isin([periods[0], periods[-1]]))


def _shares(kind, variants, n_families, parts, named, few) -> pd.DataFrame:
    rows = []
    for f in range(n_families):
        draws = [t.seeded(len(kind), f, p) for p in range(len(parts))]
        counts = np.array([rng.multinomial(60, rng.dirichlet(np.full(len(variants), 0.9))) for rng in draws])
        for v, variant in enumerate(variants):
            for p, part in enumerate(parts):
                share = counts[p, v] / 60
                low, high = (np.nan, np.nan) if few(part) or not share else (share * 0.8, min(1, share * 1.3))
                rows.append((f"family {f + 1}", variant, *part, counts[p, v], share, low, high, 6 if few(part) else 25))
    columns = ["family", "variant", *named, "count", "share", "share_low", "share_high", "independent_texts"]
    return pd.DataFrame(rows, columns=columns)
