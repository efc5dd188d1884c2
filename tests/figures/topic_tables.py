"""Invented tables of topics, sources and names, in the shapes the figures draw."""

from __future__ import annotations

import numpy as np
import pandas as pd
from tables import HOSTILE, WORDS, months, seeded, sources, terms


def n_topics(n: int = 8, themes: int = 1, subjects: int = 4) -> pd.DataFrame:
    """One row per number of topics tried; of the numbers at two places themes and subjects are made."""
    k = np.array([2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 25, 30, 40, 50, 60, 80, 100, *range(101, 150)][:n])
    reliable = np.minimum(k, 6 + k // 4)
    place = np.arange(n)
    return pd.DataFrame(
        {
            "n_topics": k,
            "reliable": reliable,
            "reliable_share": reliable / k,
            "chosen": np.select([place == themes, place == subjects], ["themes", "subjects"], "").astype(object),
        }
    )


def topic_labels(n: int, hostile: bool = False) -> list[str]:
    """Name `n` topics by three terms."""
    names, size = terms(n, hostile), len(WORDS)
    if hostile:
        return names
    return [f"{a}, {WORDS[(i * 3 + 20) % size]}, {WORDS[(i * 5 + 3) % size]}" for i, a in enumerate(names)]


def topic_numbers(n: int) -> list[str]:
    """Number `n` topics as reports do after the first: themes 1, 2, 4, ..., the second and later ones with subjects."""
    numbers, theme = [], 1
    while len(numbers) < n:
        numbers += [str(theme), *(f"{theme}.{subject}" for subject in range(1, 1 + 3 * (theme > 1)))]
        theme += 1 + (theme == 2)
    return numbers[:n]


def topic_parents(n: int) -> list[str]:
    """Give the theme of each topic that is a subject."""
    return ["" if "." not in number else number.split(".")[0] for number in topic_numbers(n)]


def topic_words(n: int = 5, hostile: bool = False) -> pd.DataFrame:
    """One row per topic."""
    ten = [terms(10, True) if hostile else [WORDS[(10 * i + r) % len(WORDS)] for r in range(10)] for i in range(n)]
    share = np.sort(seeded(n).dirichlet(np.full(n, 2.0)))[::-1]
    labels = topic_labels(n, hostile)
    divided = np.isin(topic_numbers(n), topic_parents(n))
    titles = [f"“{label} and {labels[::-1][place]}”, {labels[0]}" for place, label in enumerate(labels)]
    return pd.DataFrame(
        {
            "topic": topic_numbers(n),
            "parent": topic_parents(n),
            "label": labels,
            "share": share,
            "share_low": np.where(np.arange(n) < max(n - 1, 1), share * 0.75, np.nan),
            "share_high": np.where(np.arange(n) < max(n - 1, 1), share * 1.3, np.nan),
            "independent_texts": seeded(n, 2).integers(3, 400, n),
            "verdict": [["stable", "moderate", "mixed", "almost only in " + labels[0]][i % 4] for i in range(n)],
            "words": [" ".join(words) for words in ten],
            "article": np.where(divided, "", titles),
            "second_article": np.where(divided, "", titles[::-1]),
        }
    )


def topic_sources(n: int = 5, n_sources: int = 6, hostile: bool = False) -> pd.DataFrame:
    """One row per topic and source."""
    labels, names = topic_labels(n, hostile), sources(n_sources, hostile)
    share = seeded(n, n_sources).dirichlet(np.ones(n), n_sources).T.ravel()
    rows = [(topic_numbers(n)[topic], labels[topic], source) for topic in range(n) for source in names]
    table = pd.DataFrame(rows, columns=["topic", "label", "source"])
    few = (np.arange(len(table)) % n_sources == n_sources - 1) & (n_sources > 1)
    table["share"], table["share_low"] = share, np.where(few, np.nan, share * 0.7)
    table["share_high"], table["articles"] = np.where(few, np.nan, np.minimum(share * 1.35, 1)), 20
    largest = table["share"] == table.groupby("topic")["share"].transform("max")
    table["tier"] = np.where(largest & (n_sources > 1), "clear", "")
    table["share_others"] = 1 / n
    table["difference"] = table["share"] - 1 / n
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
    largest = table["share"] == table.groupby("topic")["share"].transform("max")
    table["difference"] = table["share"] - 0.8 * table.groupby("topic")["share"].transform("mean")
    return table.assign(tier=np.where(largest, "clear", ""))


def with_no_topic(table: pd.DataFrame) -> pd.DataFrame:
    """Make the last topic of a table of shares the articles without one."""
    last = table["topic"] == table["topic"].iloc[-1]
    table = table.assign(label=table["label"].where(~last, "no topic"), topic=table["topic"].where(~last, ""))
    return table.assign(tier=table["tier"].where(~last, "")) if "tier" in table else table


def topic_differences(n: int = 5, hostile: bool = False, between: tuple[str, str] | None = None) -> pd.DataFrame:
    """One row per topic, by difference; the last has no interval."""
    first, second = between or (sources(12, hostile)[10 if hostile else 0], sources(12, hostile)[11 if hostile else 1])
    shares = seeded(n, 5).dirichlet(np.full(n, 2.0), 2)
    change = shares[1] - shares[0]
    half = seeded(n, 6).uniform(0.2, 1.2, n) * np.abs(change) + 0.001
    half[-1] = np.nan if n > 1 else half[-1]
    table = pd.DataFrame({"topic": topic_numbers(n), "label": topic_labels(n, hostile)})
    table = table.assign(first=first, second=second, share_first=shares[0], share_second=shares[1], difference=change)
    table["tier"] = np.where((half < np.abs(change)) | (np.arange(n) == 0), "likely", "")
    return table.sort_values("difference", ascending=False, kind="stable")


def source_distances(n: int = 6, hostile: bool = False) -> pd.DataFrame:
    """One row per pair of sources, clear from .01 on and likely from .007."""
    names, rng, rows = sources(n, hostile), seeded(n), []
    where = rng.normal(size=(n, 2))
    for i in range(n):
        for j in range(i + 1, n):
            excess = 0.01 * float(np.hypot(*(where[i] - where[j])))
            tier = "clear" if excess >= 0.01 else "likely" if excess >= 0.007 else ""
            rows.append((names[i], names[j], excess, tier))
    return pd.DataFrame(rows, columns=["source", "other", "excess", "tier"])


def names(n_sources: int = 6, n_families: int = 1, n_variants: int = 4, hostile: bool = False) -> pd.DataFrame:
    """One row per family, variant and source; the last source of several names nobody."""
    variants = ["Inland Sovereignty Front", "Inland Sovereignty", "ISF", "IS", "the Front"]
    variants += ["rebels", "militants", "insurgents", "terrorists", "fighters", "gunmen"]
    rows = []
    for f in range(n_families):
        used = terms(n_variants, True) if hostile else variants[:n_variants]
        for s, source in enumerate(sources(n_sources, hostile)):
            count = seeded(f, s).multinomial(40, seeded(f, s, 1).dirichlet(np.full(n_variants, 0.7)))
            count = count * (0 if n_sources > 1 and s == n_sources - 1 else 1)
            share = count / count.sum() if count.sum() else np.full(n_variants, np.nan)
            rows += [
                (f"family {f + 1}", used[v], source, count[v], share[v], share[v] * 0.8, min(1, share[v] * 1.2))
                for v in range(n_variants)
            ]
    columns = ["family", "variant", "source", "count", "share", "share_low", "share_high"]
    table = pd.DataFrame(rows, columns=columns)
    more = table["share"] - 1 / n_variants
    tier = np.select([more > 0.3, more > 0.15], ["clear", "likely"], "")
    return table.assign(share_others=1 / n_variants, difference=more, difference_low=more - 0.1, p=0.01, tier=tier)


def topic_by_source(n_sources: int = 7, n_periods: int = 5, hostile: bool = False, texts: int = 25) -> pd.DataFrame:
    """One topic in each source and period; the last sources have few texts."""
    blocks = []
    for j, source in enumerate(sources(n_sources, hostile)):
        periods, n = months(n_periods), max(texts - 2 * j, 1)
        articles = np.minimum((np.arange(n_periods) * (1 + j % 4)) % 11, n)
        share = articles / n
        known = n >= 10
        blocks.append(
            pd.DataFrame(
                {
                    "label": HOSTILE[1] if hostile else "oil, opec", "source": source, "period": periods, "texts": n,
                    "share": share, "share_low": share * 0.6 if known else np.nan,
                    "share_high": share * 1.3 if known else np.nan, "articles": articles, "all_articles": n,
                }
            )
        )  # fmt: skip
    return pd.concat(blocks, ignore_index=True)
