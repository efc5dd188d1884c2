"""How often each word is used, how surely, and how evenly."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from analysis.counts import WordCounts
from analysis.statistics import MIN_TEXTS, MIN_TEXTS_FOR_INTERVAL, deviation_of_proportions, ratio_interval
from analysis.tables import round_significant
from analysis.text import is_content

COLUMNS = [
    "term",
    "count",
    "per_million",
    "per_million_low",
    "per_million_high",
    "articles",
    "article_share",
    "dispersion",
]
_TERMS_AT_ONCE = 2000


def term_table(
    counts: WordCounts, language: str, seed: int = 0, keep: Callable[[str, str], bool] = is_content
) -> pd.DataFrame:
    """Tabulate the words of a corpus.

    Parameters
    ----------
    counts : WordCounts
        From `analysis.counts.count_words`.
    language : str
        Of the stop list.
    seed : int
        Of the bootstrap.
    keep : callable
        Which words to show: of a word and the language; by default all but stop words and single characters.

    Returns
    -------
    DataFrame
        One row per word in at least 5 independent texts (in any, in a corpus of fewer than 50), ordered by count, then
        term: ``term``; ``count`` (uses); ``per_million`` words with its 95 % grouped bootstrap interval (missing
        under 10 independent texts); ``articles``; ``article_share`` (0-1); ``dispersion`` (`deviation_of_proportions`
        over the source x period parts; missing when there is one part).
    """
    groups = np.asarray(counts.groups.matrix.sum(axis=0)).ravel()
    n_articles = counts.n_articles
    least = MIN_TEXTS if n_articles >= 10 * MIN_TEXTS else 1
    shown = np.array(
        [n >= least and keep(str(t), language) for t, n in zip(counts.groups.terms, groups, strict=True)], dtype=bool
    )
    terms = counts.groups.terms[shown]
    per_bucket = counts.uses.by("bucket")
    parts = counts.parts
    words = np.asarray(per_bucket.matrix.sum(axis=1), dtype=np.int64)
    part_words = np.asarray(parts.matrix.sum(axis=1), dtype=np.int64).ravel()
    blocks = []
    for start in range(0, len(terms), _TERMS_AT_ONCE):
        block = terms[start : start + _TERMS_AT_ONCE]
        uses = per_bucket.select(block).toarray()
        low, high = ratio_interval(uses, words, seed)
        held = np.asarray(counts.articles.select(block).sum(axis=0)).ravel()
        known = groups[shown][start : start + _TERMS_AT_ONCE] >= MIN_TEXTS_FOR_INTERVAL
        blocks.append(
            pd.DataFrame(
                {
                    "term": block,
                    "count": uses.sum(axis=0),
                    "per_million": round_significant(1e6 * uses.sum(axis=0) / words.sum()),
                    "per_million_low": np.where(known, round_significant(1e6 * low), np.nan),
                    "per_million_high": np.where(known, round_significant(1e6 * high), np.nan),
                    "articles": held,
                    "article_share": round_significant(held / n_articles),
                    "dispersion": round_significant(
                        deviation_of_proportions(parts.select(block).toarray(), part_words)
                    ),
                }
            )
        )
    table = pd.concat(blocks, ignore_index=True) if blocks else pd.DataFrame(columns=COLUMNS)
    return table.sort_values(["count", "term"], ascending=[False, True], kind="stable").reset_index(drop=True)


def stop_list_casualties(counts: WordCounts, language: str, protected: frozenset[str]) -> pd.DataFrame:
    """List what the stop list removed, so that a name among it is noticed.

    Parameters
    ----------
    counts : WordCounts
        From `analysis.counts.count_words`.
    language : str
        Of the stop list.
    protected : frozenset of str
        Names in capitals that were kept apart from stop words.

    Returns
    -------
    DataFrame
        One row per word removed, by count, then term: ``term, count, articles``, and ``kept_in_capitals``: uses of
        the same word in capitals that were kept as a name ("IS" beside "is").
    """
    terms = counts.articles.terms
    count = np.asarray(counts.uses.matrix.sum(axis=0)).ravel()
    held = np.asarray(counts.articles.matrix.sum(axis=0)).ravel()
    number = dict(zip(terms, count, strict=True))
    gone = np.array([not is_content(str(term), language) for term in terms], dtype=bool)
    table = pd.DataFrame({"term": terms[gone], "count": count[gone], "articles": held[gone]})
    table["kept_in_capitals"] = [int(number.get(t.upper(), 0)) if t.upper() in protected else 0 for t in table["term"]]
    return table.sort_values(["count", "term"], ascending=[False, True], kind="stable").reset_index(drop=True)
