"""Terms over time."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.corpus import Corpus
from analysis.counts import count_terms
from analysis.statistics import MIN_TEXTS_FOR_INTERVAL, ratio_interval
from analysis.tables import round_significant

# Resampling buckets of one period.
BUCKETS = 64
COLUMNS = ["term", "period", "words", "count", "per_million", "per_million_low", "per_million_high", "part_period"]


def term_trend(corpus: Corpus, terms: list[str], seed: int = 0) -> pd.DataFrame:
    """Tabulate how often terms are used in each period.

    Parameters
    ----------
    corpus : Corpus
        Articles in play.
    terms : list of str
        Words or phrases.
    seed : int
        Of the bootstrap.

    Returns
    -------
    DataFrame
        One row per term (in the order given) x period with articles (in time): ``term, period, words`` (all words of
        the period), ``count, per_million`` with its 95 % interval over groups (missing where fewer than 10
        independent texts of the period hold the term), ``part_period``. Empty for a corpus with fewer than two periods.
    """
    if len(corpus.periods) < 2 or not terms:
        return pd.DataFrame(columns=COLUMNS)
    words = words_by_group(corpus)
    uses = count_terms(corpus, terms, ("period", "group"))
    partial = corpus.articles.groupby("period")["part_period"].any()
    rows = []
    for number, period in enumerate(corpus.periods):
        in_period = words[words["period"] == number]
        if in_period.empty:
            continue
        chosen = uses.where(period=number)
        held = _align(chosen.cells[:, 1], chosen.select(terms).toarray(), in_period["group"].to_numpy())
        total = in_period["words"].to_numpy()
        low, high = _interval(held, total, seed)
        for i, term in enumerate(terms):
            count = int(held[:, i].sum())
            rows.append(
                (term, period, total.sum(), count, 1e6 * count / total.sum(), low[i], high[i], bool(partial[period]))
            )
    table = pd.DataFrame(rows, columns=COLUMNS)
    for column in COLUMNS[4:7]:
        table[column] = round_significant(table[column].to_numpy())
    order = {term: i for i, term in enumerate(terms)}
    return table.sort_values(["term", "period"], key=lambda c: c.map(order) if c.name == "term" else c).reset_index(
        drop=True
    )


def words_by_group(corpus: Corpus) -> pd.DataFrame:
    """Sum the words of each group in each period: columns period (number, -1 undated), group (number), words."""
    period = np.concatenate([shard.period for shard in corpus.shards])
    group = np.concatenate([shard.group for shard in corpus.shards])
    table = pd.DataFrame({"period": period, "group": group, "words": corpus.articles["words"].to_numpy()})
    return table.groupby(["period", "group"])["words"].sum().reset_index()


def _align(groups: np.ndarray, rows: np.ndarray, onto: np.ndarray) -> np.ndarray:
    """Lay rows of some groups out over all groups of a period (sorted); the others hold zeros."""
    laid = np.zeros((len(onto), rows.shape[1]), dtype=np.int64)
    laid[np.searchsorted(onto, groups)] = rows
    return laid


def _interval(uses: np.ndarray, words: np.ndarray, seed: int) -> tuple[np.ndarray, np.ndarray]:
    # Groups stand in the order of their content hash, so these buckets are as good as random.
    bucket = np.arange(len(words)) % BUCKETS
    summed, whole = np.zeros((bucket.max() + 1, uses.shape[1]), np.int64), np.zeros((bucket.max() + 1, 1), np.int64)
    np.add.at(summed, bucket, uses)
    np.add.at(whole, bucket, words[:, None])
    known = (uses > 0).sum(axis=0) >= MIN_TEXTS_FOR_INTERVAL
    low, high = (np.where(known, 1e6 * end, np.nan) for end in ratio_interval(summed, whole, seed))
    return low, high
