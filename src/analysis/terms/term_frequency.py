"""How often, how surely and how evenly words, phrases and names are used."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.cache import kept
from analysis.corpus import Corpus
from analysis.counts import Counts, WordCounts, count_families, count_terms
from analysis.settings.given_values import as_list
from analysis.statistics.distributions import deviation_of_proportions
from analysis.statistics.resampling import MIN_TEXTS, MIN_TEXTS_FOR_INTERVAL, ratio_interval
from analysis.tables import term_tables as tables
from analysis.text import PROTECTED_NAMES, as_counted
from analysis.vocabulary import ALL_SOURCES

# The axes over which chosen terms are counted to be measured.
AXES = ("article", "source", "period", "bucket", "group")
TERMS_AT_ONCE = 2000


def term_table(counts: WordCounts, language: str, seed: int = 0) -> pd.DataFrame:
    """Tabulate the words of a corpus, all but stop words and single characters.

    Returns
    -------
    DataFrame
        `tables.TERMS`, by count, then term: words in at least 5 independent texts (in any, in a corpus of fewer than 50
        articles). Intervals are grouped bootstrap intervals, missing under 10 independent texts; ``dispersion`` is
        `deviation_of_proportions` over the source x period parts.
    """
    terms, by_bucket = content_words(counts, language, min_texts(counts.n_articles)), counts.buckets
    blocks = [tables.TERMS.empty()]
    for start in range(0, len(terms), TERMS_AT_ONCE):
        block = terms[start : start + TERMS_AT_ONCE]
        held = {
            "term": block,
            "articles": counts.articles.per_term(block),
            "independent_texts": counts.groups.per_term(block),
        }
        uses = by_bucket.select(block).toarray()
        measured = _with_rates(pd.DataFrame(held), uses, by_bucket.per_cell(), counts.n_articles, seed)
        blocks.append(measured.assign(dispersion=_dispersion(counts.parts.select(block).toarray(), counts)))
    return tables.TERMS.build(_by_count(pd.concat(blocks)))


def content_words(counts: WordCounts, language: str, least: int = MIN_TEXTS_FOR_INTERVAL) -> np.ndarray:
    """List the words in at least so many independent texts that are not stop words or single characters; sorted."""
    texts = zip(counts.groups.terms, counts.groups.per_term(), strict=True)
    return np.array([word for word, n in texts if n >= least and counts.is_content(word, language)], dtype=object)


def min_texts(n_articles: int) -> int:
    """Give the independent texts that must hold a word for it to be shown: 5, in fewer than 50 articles one."""
    return MIN_TEXTS if n_articles >= 10 * MIN_TEXTS else 1


def family_table(corpus: Corpus, counts: WordCounts, seed: int = 0) -> pd.DataFrame:
    """Tabulate the families of ``names.yml`` like words: each is one term, counted under all its variants.

    Returns
    -------
    DataFrame
        `tables.NAME_FAMILIES`, by count, then term; ``count`` is of mentions, however many words each has. A family
        that is never mentioned stays, with 0. Empty without families.
    """
    if not corpus.name_families:
        return tables.NAME_FAMILIES.empty()
    return tables.NAME_FAMILIES.build(_by_count(measure_all(count_families(corpus, AXES), counts, seed)))


@kept
def focus_table(corpus: Corpus, counts: WordCounts, focus: str | Sequence[str], seed: int = 0) -> pd.DataFrame:
    """Tabulate how often each source uses chosen words and phrases.

    Parameters
    ----------
    focus : str or sequence of str
        Words and phrases in any capitals; names that would turn into stop words (IS, US, WHO) must be in capitals. Of
        two that are counted alike (`analysis.text.as_counted`) the first stays.

    Returns
    -------
    DataFrame
        `tables.FOCUS`: terms as given, "all sources" first, then the sources of the corpus in their order; rates and
        shares are of the source's own words and articles, ``dispersion`` only of all sources. A term that never occurs
        stays, with 0. Empty without terms.
    """
    given: dict[str, str] = {}
    for term in as_list("focus", focus):
        given.setdefault(as_counted(term, corpus.language), term)
    if not given:
        return tables.FOCUS.empty()
    uses = count_terms(corpus, list(given), AXES)
    blocks = [measure_all(uses, counts, seed).assign(source=ALL_SOURCES)]
    articles = corpus.articles["source"].value_counts()
    for number, source in enumerate(corpus.source_names):
        words = counts.lengths.where(source=number).per_cell()
        here = measure(uses.where(source=number), words, int(articles[source]), seed)
        blocks.append(here.assign(source=source, dispersion=np.nan))
    table = pd.concat(blocks)
    rank = {term: i for i, term in enumerate(given)}
    order = table.sort_values("term", key=lambda column: column.map(rank), kind="stable")
    return tables.FOCUS.build(order.assign(term=order["term"].map(given)))


def measure(uses: Counts, words: np.ndarray, n_articles: int, seed: int) -> pd.DataFrame:
    """Measure the uses of terms in some articles.

    Parameters
    ----------
    uses : Counts
        Uses of the terms; axes `AXES`, one row per article.
    words : ndarray of int, (n_buckets,)
        All words of these articles in each bucket that holds one, in the order of buckets.
    n_articles : int
        How many articles these are.

    Returns
    -------
    DataFrame
        One row per term, in the order of ``uses.terms``: columns as `tables.FOCUS` without ``source, dispersion``.
    """
    articles, texts = (np.asarray((uses.by(axis).matrix > 0).sum(axis=0)).ravel() for axis in ("article", "group"))
    held = pd.DataFrame({"term": uses.terms, "articles": articles, "independent_texts": texts})
    return _with_rates(held, uses.by("bucket").matrix.toarray(), words, n_articles, seed)


def measure_all(uses: Counts, counts: WordCounts, seed: int) -> pd.DataFrame:
    """Measure the uses of terms in all articles: columns as `measure`, then ``dispersion`` over source x period."""
    table = measure(uses, counts.buckets.per_cell(), counts.n_articles, seed)
    return table.assign(dispersion=_dispersion(uses.by("source", "period").matrix.toarray(), counts))


def _with_rates(held: pd.DataFrame, uses: np.ndarray, words: np.ndarray, n_articles: int, seed: int) -> pd.DataFrame:
    """Add counts, rates with intervals and shares to a table of terms, their articles and independent texts."""
    low, high = ratio_interval(uses, words[:, None], seed)
    count, known = uses.sum(axis=0), held["independent_texts"] >= MIN_TEXTS_FOR_INTERVAL
    return held.assign(
        count=count,
        per_million=1e6 * count / words.sum(),
        per_million_low=np.where(known, 1e6 * low, np.nan),
        per_million_high=np.where(known, 1e6 * high, np.nan),
        article_share=held["articles"] / n_articles,
    )


def _dispersion(uses: np.ndarray, counts: WordCounts) -> np.ndarray:
    return deviation_of_proportions(uses, counts.parts.per_cell())


def _by_count(table: pd.DataFrame) -> pd.DataFrame:
    return table.sort_values(["count", "term"], ascending=[False, True], kind="stable")


def stop_list_removals(counts: WordCounts, language: str) -> pd.DataFrame:
    """List what the stop list removed, so that a name among it is noticed: `tables.STOP_LIST`, by count, then term."""
    number = dict(zip(counts.uses.terms, counts.uses.per_term(), strict=True))
    removed = [term for term in counts.articles.terms if not counts.is_content(term, language)]
    names = [term.upper() if term.upper() in PROTECTED_NAMES else "" for term in removed]
    table = {
        "term": removed,
        "count": [number[term] for term in removed],
        "articles": counts.articles.per_term(removed),
        "kept_in_capitals": [number.get(name, 0) for name in names],
    }
    return tables.STOP_LIST.build(_by_count(pd.DataFrame(table)))
