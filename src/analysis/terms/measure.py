"""How often, how surely and in how many texts chosen terms are used: what words, phrases and names are told by."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.counts import Counts, WordCounts
from analysis.statistics import MIN_TEXTS_FOR_INTERVAL, deviation_of_proportions, ratio_interval
from analysis.tables import round_significant

AXES = ("article", "source", "period", "bucket", "group")


def measure(uses: Counts, words: np.ndarray, n_articles: int, seed: int) -> pd.DataFrame:
    """Tabulate the uses of terms in some articles.

    Parameters
    ----------
    uses : Counts
        Uses of the terms; axes `AXES`, one row per article.
    words : ndarray of int, (n_buckets, 1)
        All words of these articles in each bucket that holds one, in the order of buckets.
    n_articles : int
        How many articles these are.
    seed : int
        Of the bootstrap.

    Returns
    -------
    DataFrame
        One row per term, in the order of ``uses.terms``: ``term, count, per_million`` with its 95 % grouped bootstrap
        interval ``per_million_low, per_million_high`` (missing when fewer than 10 independent texts hold the term),
        ``articles, article_share, independent_texts`` that hold it.
    """
    per_bucket = uses.by("bucket").matrix.toarray()
    low, high = ratio_interval(per_bucket, words, seed)
    count = per_bucket.sum(axis=0)
    articles, groups = (np.asarray((uses.by(axis).matrix > 0).sum(axis=0)).ravel() for axis in ("article", "group"))
    known = groups >= MIN_TEXTS_FOR_INTERVAL
    return pd.DataFrame(
        {
            "term": uses.terms,
            "count": count,
            "per_million": round_significant(1e6 * count / words.sum()),
            "per_million_low": np.where(known, round_significant(1e6 * low), np.nan),
            "per_million_high": np.where(known, round_significant(1e6 * high), np.nan),
            "articles": articles,
            "article_share": round_significant(articles / n_articles),
            "independent_texts": groups,
        }
    )


def measure_all(uses: Counts, counts: WordCounts, seed: int) -> pd.DataFrame:
    """Tabulate the uses of terms in all articles: columns as `measure`, then ``dispersion`` over source x period."""
    words = np.asarray(counts.uses.by("bucket").matrix.sum(axis=1), dtype=np.int64)
    table = measure(uses, words, counts.n_articles, seed)
    parts = uses.by("source", "period").matrix.toarray()
    part_words = np.asarray(counts.parts.matrix.sum(axis=1), dtype=np.int64).ravel()
    table["dispersion"] = round_significant(deviation_of_proportions(parts, part_words))
    return table
