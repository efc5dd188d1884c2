"""Invented tables of topics, sources and names, in the shapes the figures draw."""

from __future__ import annotations

import numpy as np
import pandas as pd
from tables import WORDS, months, seeded, sources, terms

from analysis.tables.source_tables import SOURCE_DISTANCES


def n_topics(n: int = 8, chosen: bool = True) -> pd.DataFrame:
    """One row per number of topics tried."""
    k = np.array([3, 5, 8, 10, 12, 15, 20, 25, 30, 35, 40, 45, 50, *range(55, 300, 5)][:n])
    stability = 0.85 - 0.006 * k + 0.01 * seeded(n).normal(size=n)
    coherence = 0.12 + 0.15 * np.exp(-(((k - 12) / 12) ** 2))
    diversity = 1 - 0.004 * k
    unity = 1 - 1 / k
    return pd.DataFrame(
        {
            "n_topics": k,
            "quality": stability**2 * coherence * diversity * unity,
            "quality_se": 0.012,
            "stability": stability,
            "stability_se": 0.02,
            "coherence": coherence,
            "coherence_se": 0.01,
            "diversity": diversity,
            "diversity_se": 0.005,
            "unity": unity,
            "unity_se": 0.01,
            "stability_shuffled": 0.15 + 0.001 * k,
            "chosen": (k == k[n // 2]) & chosen,
        }
    )


def topic_labels(n: int, hostile: bool = False) -> list[str]:
    """Name `n` topics by three terms."""
    names = terms(n, hostile)
    return (
        names
        if hostile
        else [
            f"{a}, {WORDS[(i * 3 + 20) % len(WORDS)]}, {WORDS[(i * 5 + 3) % len(WORDS)]}" for i, a in enumerate(names)
        ]
    )


def topic_numbers(n: int) -> list[int]:
    """Number `n` topics as reports do after the first: three is dropped, and later ones are far apart."""
    return [i + 1 + (i > 1) + 90 * (i > 7) for i in range(n)]


def topic_terms(n: int = 5, hostile: bool = False) -> pd.DataFrame:
    """One row per topic and rank."""
    labels = topic_labels(n, hostile)
    rows = [
        (topic_numbers(n)[topic], labels[topic], rank + 1, word, 0.09 / (rank + 1 + topic % 4) ** 0.7)
        for topic in range(n)
        for rank, word in enumerate(
            terms(10, hostile) if hostile else [WORDS[(topic * 10 + r) % len(WORDS)] for r in range(10)]
        )
    ]
    return pd.DataFrame(rows, columns=["topic", "label", "rank", "term", "weight"])


def topic_card(n: int = 5, hostile: bool = False, intervals: bool = True) -> pd.DataFrame:
    """One row per topic, largest first."""
    share = np.sort(seeded(n).dirichlet(np.full(n, 2.0)))[::-1]
    stability = np.clip(seeded(n, 1).normal(0.58, 0.15, n), 0, 1)
    verdict = np.where(stability < 0.4, "unstable", np.where(stability >= 0.6, "stable", "moderate")).astype(object)
    verdict[n // 2] = "house style of " + sources(11, hostile)[10 if hostile else 4]
    nan = 1.0 if intervals else np.nan
    return pd.DataFrame(
        {
            "topic": topic_numbers(n),
            "label": topic_labels(n, hostile),
            "share": share,
            "share_low": share * 0.75 * nan,
            "share_high": share * 1.3 * nan,
            "stability": stability,
            "coherence": 0.2,
            "coherence_held_out": 0.13,
            "independent_texts": seeded(n, 2).integers(3, 400, n),
            "duplicate_share": 0.1,
            "effective_sources": 3.2,
            "house_style": False,
            "verdict": verdict,
        }
    )


def topic_sources(n: int = 5, n_sources: int = 6, hostile: bool = False) -> pd.DataFrame:
    """One row per topic and source."""
    labels, names = topic_labels(n, hostile), sources(n_sources, hostile)
    share = seeded(n, n_sources).dirichlet(np.ones(n), n_sources).T.ravel()
    rows = [(topic_numbers(n)[topic], labels[topic], source) for topic in range(n) for source in names]
    table = pd.DataFrame(rows, columns=["topic", "label", "source"])
    few = np.arange(len(table)) % n_sources == n_sources - 1
    few &= n_sources > 1
    table["share"] = share
    table["share_low"], table["share_high"] = (
        np.where(few, np.nan, share * 0.7),
        np.where(few, np.nan, np.minimum(share * 1.35, 1)),
    )
    table["articles"], table["independent_texts"] = 20, np.where(few, 6, 19)
    largest = table["share"] == table.groupby("topic")["share"].transform("max")
    table["tier"] = np.where(largest & (n_sources > 1), "clear", "")
    return table


def topic_trend(
    n: int = 5, n_periods: int = 14, hostile: bool = False, periods: list[str] | None = None
) -> pd.DataFrame:
    """One row per topic and period."""
    periods = periods or months(n_periods)
    labels = topic_labels(n, hostile)
    rows = [(topic_numbers(n)[topic], labels[topic], period) for topic in range(n) for period in periods]
    table = pd.DataFrame(rows, columns=["topic", "label", "period"])
    table["share"] = seeded(n, len(periods)).dirichlet(np.full(n, 4.0), len(periods)).T.ravel()
    i = np.arange(len(table)) % len(periods)
    table["share_low"] = (table["share"] * 0.7).where(i > 0)
    table["share_high"] = (table["share"] * 1.35).where(i > 0)
    table["articles"], table["part_period"] = 30, i == len(periods) - 1
    return table


def with_no_topic(table: pd.DataFrame) -> pd.DataFrame:
    """Make the last topic of a table of shares the articles without one."""
    last = table["topic"] == table["topic"].iloc[-1]
    table = table.assign(label=table["label"].where(~last, "no topic"), topic=table["topic"].where(~last, 0))
    return table.assign(tier=table["tier"].where(~last, "")) if "tier" in table else table


def topic_map(n: int = 5, hostile: bool = False) -> pd.DataFrame:
    """One row per topic, largest first."""
    place, share = seeded(n, 4).normal(0, 0.2, (n, 2)), np.sort(seeded(n).dirichlet(np.full(n, 2.0)))[::-1]
    apart = np.hypot(*(place[:, None] - place[None]).transpose(2, 0, 1)) + np.diag(np.full(n, np.inf))
    numbers = np.array(topic_numbers(n))
    return pd.DataFrame(
        {
            "topic": numbers,
            "label": topic_labels(n, hostile),
            "x": place[:, 0],
            "y": place[:, 1],
            "share": share,
            "nearest": numbers[apart.argmin(axis=1)] if n > 1 else 0,
            "distance": apart.min(axis=1) if n > 1 else np.nan,
        }
    )


def topic_stability(n: int = 5, hostile: bool = False) -> pd.DataFrame:
    """One row per topic."""
    stability = np.clip(seeded(n, 1).normal(0.58, 0.15, n), 0, 1)
    return pd.DataFrame(
        {
            "topic": topic_numbers(n),
            "label": topic_labels(n, hostile),
            "stability": stability,
            "stability_low": stability * seeded(n, 2).uniform(0.6, 1, n),
            "stability_high": np.minimum(stability * seeded(n, 3).uniform(1, 1.3, n), 1),
        }
    )


def topic_differences(n: int = 5, hostile: bool = False, between: tuple[str, str] | None = None) -> pd.DataFrame:
    """One row per topic, by difference; the last has no interval."""
    first, second = between or (sources(12, hostile)[10 if hostile else 0], sources(12, hostile)[11 if hostile else 1])
    shares = seeded(n, 5).dirichlet(np.full(n, 2.0), 2)
    change = shares[1] - shares[0]
    half = seeded(n, 6).uniform(0.2, 1.6, n) * np.abs(change) + 0.001
    half[-1] = np.nan if n > 1 else half[-1]
    table = pd.DataFrame({"topic": topic_numbers(n), "label": topic_labels(n, hostile)})
    table = table.assign(first=first, second=second, share_first=shares[0], share_second=shares[1], difference=change)
    table = table.assign(difference_low=change - half, difference_high=change + half, texts_first=1204, texts_second=89)
    table["tier"] = np.where(half < np.abs(change), "likely", "")
    return table.sort_values("difference", ascending=False, kind="stable")


def adjusted_shares(n: int = 12, hostile: bool = False, told: bool = True) -> pd.DataFrame:
    """`n` rows of sources and as many of periods, surest first; the last of each has no interval."""
    sides = [sources(n, hostile), ["2024-W10", *[f"2024-W{i:02} to 2024-W{i + 2}" for i in range(11, 10 + n)]]]
    tables = []
    for compared, names in zip(("source", "period"), sides, strict=True):
        change = np.linspace(0.3, -0.05, n)
        table = pd.DataFrame({"compared": compared, "topic": topic_numbers(n), "label": topic_labels(n, hostile)})
        table = table.assign(part=names, difference=change, difference_raw=change[::-1], share=0.4, share_raw=0.5)
        table = table.assign(share_others=0.4 - change, share_low=0.3, share_high=0.5, texts=40, texts_others=300)
        table["difference_low"], table["difference_high"] = change - 0.1, change + 0.08
        table.loc[table.index[1:][-1:], ["difference_low", "difference_high"]] = np.nan
        rows = np.arange(n)
        table["tier"] = np.where((rows < n // 2) & told, "clear", "")
        table["tier_raw"] = np.where((rows >= n // 3) & told, "likely", "")
        own, other = ("source", "time") if compared == "source" else ("time", "source")
        table["verdict"] = np.where(table["tier"] != "", own, np.where(table["tier_raw"] != "", other, ""))
        tables.append(table)
    return pd.concat(tables, ignore_index=True)


def source_distances(n: int = 6, hostile: bool = False) -> pd.DataFrame:
    """One row per pair of sources, clear from .01 on and likely from .007, and one per source with itself."""
    names, rng, rows = sources(n, hostile), seeded(n), []
    where = rng.normal(size=(n, 2))
    for i in range(n):
        rows.append((names[i], names[i], 30, 0.02, rng.normal(0, 0.001), -0.002, 0.002, np.nan, np.nan, ""))
        for j in range(i + 1, n):
            excess = 0.01 * float(np.hypot(*(where[i] - where[j])))
            tier = "clear" if excess >= 0.01 else "likely" if excess >= 0.007 else ""
            ends = excess - 0.006, excess + 0.006
            rows.append((names[i], names[j], 60, excess + 0.02, excess, *ends, 0.001, 0.01, tier))
    return pd.DataFrame(rows, columns=SOURCE_DISTANCES.names)


def names(n_sources: int = 6, n_families: int = 1, n_variants: int = 4, hostile: bool = False) -> pd.DataFrame:
    """One row per family, variant and source; the last source of several names nobody."""
    variants = [
        "Inland Sovereignty Front",
        "Inland Sovereignty",
        "ISF",
        "IS",
        "the Front",
        "rebels",
        "militants",
        "insurgents",
        "terrorists",
        "fighters",
        "gunmen",
    ]
    rows = []
    for f in range(n_families):
        used = terms(n_variants, True) if hostile else variants[:n_variants]
        for s, source in enumerate(sources(n_sources, hostile)):
            count = seeded(f, s).multinomial(40, seeded(f, s, 1).dirichlet(np.full(n_variants, 0.7)))
            count = count * (0 if n_sources > 1 and s == n_sources - 1 else 1)
            share = count / count.sum() if count.sum() else np.full(n_variants, np.nan)
            rows += [
                (f"family {f + 1}", used[v], source, count[v], share[v], share[v] * 0.8, min(1, share[v] * 1.2), 12)
                for v in range(n_variants)
            ]
    columns = ["family", "variant", "source", "count", "share", "share_low", "share_high", "independent_texts"]
    table = pd.DataFrame(rows, columns=columns)
    more = table["share"] - 1 / n_variants
    tier = np.select([more > 0.3, more > 0.15], ["clear", "likely"], "")
    return table.assign(
        share_others=1 / n_variants, difference=more, difference_low=more - 0.1, difference_high=more + 0.1,
        p=0.01, p_adjusted=np.where(tier == "clear", 0.01, 0.2), q=np.where(tier == "", 0.2, 0.02), tier=tier,
    )  # fmt: skip
