"""Terms over time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.cache import kept
from analysis.corpus import Corpus, coarser_periods
from analysis.counts import count_terms
from analysis.counts.cell_counts import add_rows
from analysis.statistics.house_marks import houses
from analysis.statistics.resampling import MIN_TEXTS_FOR_INTERVAL, ratio_interval
from analysis.tables import term_tables as tables
from analysis.terms.leading_terms import given_terms

# Resampling buckets of one period.
BUCKETS = 64


@kept
def term_trend(corpus: Corpus, terms: str | Sequence[str], seed: int = 0) -> pd.DataFrame:
    """Tabulate how often words or phrases are used in each period.

    Parameters
    ----------
    terms : str or sequence of str
        One, or several, in any capitals; names that would turn into stop words (IS, US, WHO) must be in capitals.
    seed : int
        Of the intervals.

    Returns
    -------
    DataFrame
        `tables.TERM_TREND`: terms in the order given, then the periods with articles in time. Intervals are grouped
        bootstrap intervals, missing where fewer than 10 independent texts of the period hold the term. Empty for fewer
        than two periods, or no terms.
    """
    return tables.TERM_TREND.build(_measure(corpus, terms, ["period"], seed))


@kept
def trend_by_source(corpus: Corpus, terms: str | Sequence[str], seed: int = 0) -> pd.DataFrame:
    """Tabulate how often each source uses words or phrases in each period.

    Parameters
    ----------
    terms, seed
        As of `term_trend`.

    Returns
    -------
    DataFrame
        `tables.TREND_BY_SOURCE`: as `term_trend`, of each source by itself, in the order of the corpus. Periods are so
        long that half of the texts are among at least 20 of their source, unless the corpus has a period.
    """
    table = _measure(corpus, terms, ["source", "period"], seed)
    order = {name: place for place, name in enumerate(corpus.source_names)}
    sources = table["source"].map(order)
    return tables.TREND_BY_SOURCE.build(table.assign(place=sources).sort_values(["rank", "place"], kind="stable"))


def _measure(corpus: Corpus, given: str | Sequence[str], parts: list[str], seed: int) -> pd.DataFrame:
    """Measure the uses of terms in each period, or in each source and period: by ``rank`` of the term, then part."""
    none, terms = pd.DataFrame({"rank": [], "source": []}), given_terms(given, corpus.language)
    if len(corpus.periods) < 2 or not terms:
        return none
    texts, uses = uses_by_text(corpus, terms, parts)
    if texts["period"].nunique() < 2:
        return none
    blocks = []
    for part, rows in texts.groupby(parts, sort=True).indices.items():
        held, words = uses[rows].toarray(), texts["words"].to_numpy()[rows]
        count, (low, high) = held.sum(axis=0), _interval(held, words, seed)
        block = {"term": terms, "rank": range(len(terms)), "texts": len(rows), "words": words.sum(), "count": count}
        block["independent_texts"] = (held > 0).sum(axis=0)
        block |= dict(zip(parts, part if isinstance(part, tuple) else (part,), strict=True))
        rates = {"per_million": 1e6 * count / words.sum(), "per_million_low": low, "per_million_high": high}
        blocks.append(pd.DataFrame({**block, **rates, "part_period": texts["part_period"].iloc[rows[0]]}))
    return pd.concat(blocks).sort_values("rank", kind="stable")


def uses_by_text(
    corpus: Corpus, terms: list[str], parts: Sequence[str] = ("period",)
) -> tuple[pd.DataFrame, sparse.csr_matrix]:
    """Give ``period, group, words, part_period, outlet`` of each dated independent text in each period, and its uses.

    Periods are those of `coarser_periods`. The outlet is the source of its first article, or its outlet where years,
    groups or labels are compared.

    Parameters
    ----------
    parts : sequence of str
        In which a text is counted once: in each ``period``, or in each ``source`` and ``period``.
    """
    table = coarser_periods(corpus, by_source="source" in parts).reset_index(drop=True)
    table = table.assign(**{name: corpus.articles[name].to_numpy() for name in ("source", "group", "words")})
    table["outlet"] = corpus.articles["source" if houses(corpus) else "outlet"].to_numpy()
    dated = np.flatnonzero(table["period"].notna())
    texts = table.iloc[dated].groupby([*parts, "group"], sort=True)
    row, uses = texts.ngroup().to_numpy(), count_terms(corpus, terms, ("article",)).select(terms)[dated]
    summed = texts.agg({"words": "sum", "part_period": "any", "outlet": "first"}).reset_index()
    return summed, sparse.csr_matrix(add_rows(row, len(summed)) @ uses)


def _interval(uses: np.ndarray, words: np.ndarray, seed: int) -> tuple[np.ndarray, np.ndarray]:
    # Groups are in the order of their content hash, so these buckets are as good as random.
    bucket = np.arange(len(words)) % BUCKETS
    summed, whole = np.zeros((bucket.max() + 1, uses.shape[1]), np.int64), np.zeros((bucket.max() + 1, 1), np.int64)
    np.add.at(summed, bucket, uses)
    np.add.at(whole, bucket, words[:, None])
    known = (uses > 0).sum(axis=0) >= MIN_TEXTS_FOR_INTERVAL
    low, high = (np.where(known, 1e6 * end, np.nan) for end in ratio_interval(summed, whole, seed))
    return low, high
