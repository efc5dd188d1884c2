"""Does an article keep to one name? Variants mixed inside single articles."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.corpus import Corpus
from analysis.statistics import MIN_TEXTS_FOR_INTERVAL, ratio_interval, resampling_units
from analysis.tables import round_significant
from analysis.tables import source_tables as tables


def name_consistency(corpus: Corpus, mentions: pd.DataFrame, seed: int = 0) -> pd.DataFrame:
    """Measure how far the articles of each source mix the names of one thing.

    ``mixed_share`` is the share of articles with more than one variant; ``entropy`` the mean of -sum p log2 p over the
    shares p of the variants in an article. The full name once before its abbreviation is mixed too.

    Parameters
    ----------
    corpus : Corpus
    mentions : DataFrame
        From `analysis.counts.find_names`.
    seed : int
        Of the bootstrap.

    Returns
    -------
    DataFrame
        `tables.NAME_CONSISTENCY`; intervals are drawn over groups of duplicates.

    References
    ----------
    Shannon (1948), A Mathematical Theory of Communication, section 6.
    """
    articles = _variants_by_article(mentions)
    group, source = (corpus.articles[column].to_numpy() for column in ("group", "source"))
    rows: list[tuple[object, ...]] = []
    for f, family in enumerate(corpus.name_families):
        of_family = articles[articles["family"] == f]
        for name in corpus.source_names:
            own = of_family[source[of_family["article"]] == name]
            if own.empty:
                continue
            unit, texts = resampling_units(group[own["article"]])
            measured = np.column_stack([own["variants"] > 1, own["entropy"], np.ones(len(own))])
            summed = np.zeros((int(unit.max()) + 1, 3))
            np.add.at(summed, unit, measured)
            mixed, entropy = measured[:, :2].mean(axis=0)
            low = high = np.full(2, np.nan)
            if texts >= MIN_TEXTS_FOR_INTERVAL:
                low, high = ratio_interval(summed[:, :2], summed[:, 2:], seed)
            rows.append((family, name, len(own), mixed, low[0], high[0], entropy, low[1], high[1], texts))
    return tables.NAME_CONSISTENCY.build(rows)


def mixed_articles(corpus: Corpus, mentions: pd.DataFrame, limit: int = 20) -> pd.DataFrame:
    """List the articles that mix the names of one thing most: probably stitched together from several texts.

    Parameters
    ----------
    corpus : Corpus
    mentions : DataFrame
        From `analysis.counts.find_names`.
    limit : int
        Number of rows.

    Returns
    -------
    DataFrame
        `tables.MIXED_ARTICLES`. ``names`` is such as "ISF 3, IS 2", equals in the order of ``names.yml``. Of a group of
        duplicates only the first in the order of the table.
    """
    families = list(corpus.name_families.items())
    articles = _variants_by_article(mentions)
    mixed = articles[articles["variants"] > 1].reset_index(drop=True)
    about = corpus.articles[["article_id", "source", "published", "path", "group"]]
    table = pd.concat([mixed, about.iloc[mixed["article"]].reset_index(drop=True)], axis=1)
    table["entropy"] = round_significant(table["entropy"].to_numpy(dtype=float))
    table = table.sort_values(
        ["entropy", "mentions", "article_id", "family"], ascending=[False, False, True, True], kind="stable"
    )
    table = table.drop_duplicates(["family", "group"]).head(limit)
    by_article = mentions.groupby(["article", "family"])["variant"]
    names = [
        _list_counts(by_article.get_group((article, family)), families[family][1])
        for article, family in zip(table["article"], table["family"], strict=True)
    ]
    return tables.MIXED_ARTICLES.build(table.assign(names=names, family=[families[f][0] for f in table["family"]]))


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


def _list_counts(variant: pd.Series[int], variants: list[str]) -> str:
    """Write "ISF 3, IS 2"."""
    counts = variant.value_counts()
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return ", ".join(f"{variants[int(str(v))]} {n}" for v, n in ordered)
