"""Does an article keep to one name? Variants mixed inside single articles."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.corpus import Corpus
from analysis.statistics import MIN_TEXTS_FOR_INTERVAL, ratio_interval, resampling_units
from analysis.tables import round_significant

COLUMNS = [
    "family", "source", "articles", "mixed_share", "mixed_share_low", "mixed_share_high", "entropy", "entropy_low",
    "entropy_high", "independent_texts",
]  # fmt: skip
ARTICLE_COLUMNS = ["article_id", "source", "published", "path", "family", "names", "entropy"]


def name_consistency(corpus: Corpus, mentions: pd.DataFrame, seed: int = 0) -> pd.DataFrame:
    """Measure how far the articles of each source mix the names of one thing.

    Parameters
    ----------
    corpus : Corpus
        Articles in play.
    mentions : DataFrame
        From `analysis.counts.find_names`.
    seed : int
        Of the bootstrap.

    Returns
    -------
    DataFrame
        One row per family (in the order of ``names.yml``) x source (in the order of the corpus) with ``articles`` that
        mention the family at least twice: ``mixed_share`` of them use more than one variant; ``entropy`` is their mean
        of -sum p log2 p over the shares p of the variants in an article, in bits (0: one name; 1: two in equal
        parts). Both with 95 % intervals over groups of copies, missing under 10 ``independent_texts`` among those
        articles. The full name once before its abbreviation is mixed too. Empty when no article mentions a family
        twice.

    References
    ----------
    Shannon (1948), A Mathematical Theory of Communication, section 6.
    """
    held = _variants_by_article(mentions)
    group = corpus.articles["group"].to_numpy()
    source = corpus.articles["source"].to_numpy()
    rows: list[tuple[object, ...]] = []
    for f, family in enumerate(corpus.name_families):
        of_family = held[held["family"] == f]
        for name in corpus.source_names:
            mine = of_family[source[of_family["article"]] == name]
            if mine.empty:
                continue
            unit, texts = resampling_units(group[mine["article"]])
            measured = np.column_stack([mine["variants"] > 1, mine["entropy"], np.ones(len(mine))])
            summed = np.zeros((int(unit.max()) + 1, 3))
            np.add.at(summed, unit, measured)
            mixed, entropy = measured[:, :2].mean(axis=0)
            low = high = np.full(2, np.nan)
            if texts >= MIN_TEXTS_FOR_INTERVAL:
                low, high = ratio_interval(summed[:, :2], summed[:, 2:], seed)
            rows.append((family, name, len(mine), mixed, low[0], high[0], entropy, low[1], high[1], texts))
    table = pd.DataFrame(rows, columns=COLUMNS)
    for column in COLUMNS[3:9]:
        table[column] = round_significant(table[column].to_numpy(dtype=float))
    return table


def mixed_articles(corpus: Corpus, mentions: pd.DataFrame, most: int = 20) -> pd.DataFrame:
    """List the articles that mix the names of one thing most: probably stitched together from several texts.

    Parameters
    ----------
    corpus : Corpus
        Articles in play.
    mentions : DataFrame
        From `analysis.counts.find_names`.
    most : int
        Rows at most.

    Returns
    -------
    DataFrame
        One row per article x family with more than one variant, highest ``entropy`` (in bits, see `name_consistency`)
        first, then most mentions, then by id and family: ``article_id, source, published, path, family, names``
        ("ISF 3, IS 2": most mentions first, then in the order of ``names.yml``), ``entropy``. Of a group of copies
        only the first in this order. Empty when no article mixes names.
    """
    families = list(corpus.name_families.items())
    held = _variants_by_article(mentions)
    held = held[held["variants"] > 1].reset_index(drop=True)
    about = ["article_id", "source", "published", "path", "group"]
    table = pd.concat([held, corpus.articles[about].iloc[held["article"]].reset_index(drop=True)], axis=1)
    table["entropy"] = round_significant(table["entropy"].to_numpy(dtype=float))
    table = table.sort_values(
        ["entropy", "mentions", "article_id", "family"], ascending=[False, False, True, True], kind="stable"
    )
    table = table.drop_duplicates(["family", "group"]).head(most).reset_index(drop=True)
    by_article = mentions.groupby(["article", "family"])
    table["names"] = [
        _say_counts(by_article.get_group((article, family)), families[family][1])
        for article, family in zip(table["article"], table["family"], strict=True)
    ]
    table["family"] = [families[family][0] for family in table["family"]]
    return table[ARTICLE_COLUMNS]


def _variants_by_article(mentions: pd.DataFrame) -> pd.DataFrame:
    """Measure each article that mentions a family twice.

    Columns: ``family`` and ``article`` (numbers, which give the order), ``mentions``, ``variants`` used, ``entropy``.
    """
    article = ["family", "article"]
    counted = mentions.groupby([*article, "variant"]).size().reset_index(name="count")
    share = counted["count"] / counted.groupby(article)["count"].transform("sum")
    # Adding 0 turns the -0.0 of a single name into 0.
    counted["bits"] = -share * np.log2(share) + 0.0
    table = counted.groupby(article).agg(
        mentions=("count", "sum"), variants=("variant", "size"), entropy=("bits", "sum")
    )
    return table[table["mentions"] > 1].reset_index()


def _say_counts(mentions: pd.DataFrame, variants: list[str]) -> str:
    counts = mentions["variant"].value_counts()
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return ", ".join(f"{variants[int(str(v))]} {n}" for v, n in ordered)
