"""Chosen words and phrases, followed through every source."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.corpus import Corpus
from analysis.counts import WordCounts, as_counted, count_terms
from analysis.terms.frequency import COLUMNS as TERM_COLUMNS
from analysis.terms.measure import AXES, measure, measure_all
from analysis.vocabulary import ALL_SOURCES

COLUMNS = [
    "term", "source", "count", "per_million", "per_million_low", "per_million_high", "articles", "article_share",
    "dispersion", "independent_texts",
]  # fmt: skip


def focus_table(corpus: Corpus, counts: WordCounts, focus: list[str], seed: int = 0) -> pd.DataFrame:
    """Tabulate how often each source uses chosen words and phrases.

    Parameters
    ----------
    corpus : Corpus
        Articles in play.
    counts : WordCounts
        Its words.
    focus : list of str
        Words and phrases in any capitals; names that would turn into stop words (IS, US, WHO) are meant when they are
        in capitals. Of two that are counted alike (`analysis.counts.as_counted`) the first stays.
    seed : int
        Of the bootstrap.

    Returns
    -------
    DataFrame
        One row per term (as given, in this order) x source: "all sources" first, then the sources of the corpus in
        their order: ``term, source, count, per_million`` words of the source, with its 95 % grouped bootstrap interval
        (missing when fewer than 10 independent texts hold the term); ``articles`` and ``article_share`` of the source's
        articles; ``dispersion`` (in rows of all sources: over the source x period parts); ``independent_texts`` that
        hold the term. A term that nowhere occurs stays, with 0. Empty without terms.
    """
    given: dict[str, str] = {}
    for term in focus:
        given.setdefault(as_counted(term), term)
    if not given:
        return pd.DataFrame(columns=COLUMNS)
    uses = count_terms(corpus, list(given), AXES)
    blocks = [measure_all(uses, counts, seed).assign(source=ALL_SOURCES)]
    articles = corpus.articles["source"].value_counts()
    for number, source in enumerate(corpus.source_names):
        words = np.asarray(counts.uses.where(source=number).by("bucket").matrix.sum(axis=1), dtype=np.int64)
        here = measure(uses.where(source=number), words, int(articles[source]), seed)
        blocks.append(here.assign(source=source, dispersion=np.nan))
    table = pd.concat(blocks, ignore_index=True)
    place = {term: i for i, term in enumerate(given)}
    order = table.sort_values("term", key=lambda column: column.map(place), kind="stable")
    return order.assign(term=order["term"].map(given))[COLUMNS].reset_index(drop=True)


def focus_terms(corpus: Corpus, counts: WordCounts, focus: list[str], seed: int = 0) -> pd.DataFrame:
    """Tabulate chosen words and phrases in all sources together: columns and intervals as `analysis.terms.term_table`.

    One row per term, as it is counted (`analysis.counts.as_counted`), sorted; empty without terms.
    """
    given = sorted({as_counted(term) for term in focus} - {""})
    if not given:
        return pd.DataFrame(columns=TERM_COLUMNS)
    return measure_all(count_terms(corpus, given, AXES), counts, seed)[TERM_COLUMNS]
