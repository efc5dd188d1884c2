"""Which two sources or spans of time are compared: what ``between`` means in every notebook."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.corpus.calendar_periods import coarser_periods
from analysis.corpus.corpus import Corpus
from analysis.corpus.date_ranges import EXPECTED, describe_dates, places_in, read_range
from analysis.errors import SettingsError, suggest
from analysis.settings.given_values import as_list
from analysis.vocabulary import OTHER_SOURCES
from analysis.wording import listed


class Parts(NamedTuple):
    """Two parts of the articles of a corpus.

    Attributes
    ----------
    names : tuple of str
        Two sources; spans of time as "2016-01 to 2016-03"; or "before 2016-03" and "from 2016-03".
    part : ndarray of int, (n_articles,)
        0 or 1, and -1 for articles in neither.
    in_time : bool
        Whether they are spans of time.
    """

    names: tuple[str, str]
    part: np.ndarray
    in_time: bool


def compared_parts(corpus: Corpus, between: str | Sequence[str] = ()) -> Parts | None:
    """Find the two parts of a corpus to compare.

    Parameters
    ----------
    between : sequence of str
        Two sources; or two spans of time, each a period (2016, 2016-Q1, 2016-01, 2016-W05, 2016-01-15) or from one to
        another, both included (2016-01..2016-03), that do not overlap. Without, the two halves of the time: it is cut
        where the numbers of independent texts before and after are most alike, between two periods of
        `coarser_periods`.

    Returns
    -------
    Parts or None
        None without ``between`` for a corpus with fewer than two periods.

    Raises
    ------
    SettingsError
        When ``between`` is anything else, or a span holds no article.
    """
    given = as_list("between", between)
    if not given:
        return _halves(corpus)
    if set(given) <= set(corpus.source_names) and len(set(given)) == len(given) == 2:
        first, second = given
        part = pd.Index(given).get_indexer(pd.Index(corpus.articles["source"]))
        return Parts((first, second), part, in_time=False)
    spans = [span for text in given if (span := read_range(text))]
    if len(given) != 2 or len(spans) != 2:
        raise SettingsError(_what_is_expected(corpus, given))
    first_span, second_span = sorted(spans, key=lambda span: span.first)
    if first_span.last >= second_span.first:
        raise SettingsError(f"{spans[0].name} and {spans[1].name} overlap; take spans without a common day.")
    part = places_in(corpus.articles["published"], spans)
    for place, span in enumerate(spans):
        if not (part == place).any():
            raise SettingsError(f"No article is of {span.name}; {describe_dates(corpus.articles['published'])}.")
    return Parts((spans[0].name, spans[1].name), part, in_time=True)


def split_corpus(corpus: Corpus, part: np.ndarray, names: Sequence[str]) -> Corpus:
    """Let parts of the articles be the sources that are compared: a corpus again, of their articles.

    ``part`` is the number of the part of each article, -1 for none; ``names`` are those of the parts.
    """
    reason = pd.Series(np.where(part < 0, "not compared", ""), index=corpus.articles.index, dtype=object)
    source = pd.Series(np.array([*names, ""], dtype=object)[part], index=corpus.articles.index)
    return corpus._keep(reason, source, names)


def choose_sources(corpus: Corpus, between: str | Sequence[str] = ()) -> tuple[str, ...]:
    """Choose the two sources to compare: those of ``between``, else the two with most independent texts.

    "other sources" is one of them only where there is nothing else.

    Returns
    -------
    tuple of str
        Two names, without ``between`` in the order of the corpus; empty for a corpus with one source, and where
        ``between`` is two spans of time.

    Raises
    ------
    SettingsError
        As `compared_parts`.
    """
    named = compared_parts(corpus, between) if between else None
    if named:
        return () if named.in_time else named.names
    single = [name for name in corpus.source_names if name != OTHER_SOURCES]
    names = single if len(single) > 1 else corpus.source_names
    texts = corpus.articles.groupby("source")["group"].nunique()
    largest = sorted(names, key=lambda name: -texts[name])[:2]
    return tuple(name for name in names if name in largest) if len(names) > 1 else ()


def _halves(corpus: Corpus) -> Parts | None:
    periods = coarser_periods(corpus)["period"]
    names = sorted(periods.dropna().unique())
    if len(names) < 2:
        return None
    texts = corpus.articles["group"].groupby(periods).nunique().reindex(names).cumsum().to_numpy()
    cut = names[int(np.abs(texts[:-1] - texts[-1] / 2).argmin()) + 1]
    part = np.where(periods.isna(), -1, (periods.fillna("") >= cut).astype(int))
    return Parts((f"before {cut}", f"from {cut}"), part, in_time=True)


def _what_is_expected(corpus: Corpus, given: Sequence[str]) -> str:
    unknown = [text for text in given if text not in corpus.source_names and not read_range(text)]
    names = f"Sources: {listed(corpus.source_names, 8)}."
    hint = suggest(unknown[0], corpus.source_names, names) if unknown else names
    return f"Compare two sources, or two spans of time such as {EXPECTED}; not {listed(given)}. {hint}"
