"""Which sources did not write at the same time: what sets them apart may be the time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.corpus.calendar_periods import PERIOD_NOUNS, are_periods_of, coarser_frequency, coarser_periods
from analysis.corpus.corpus import Corpus
from analysis.vocabulary import OTHER_SOURCES
from analysis.wording import listed

# Articles from which a source is looked at.
_MIN_ARTICLES = 20
# Two sources have hardly a period in common where their shares of articles in the same periods add to less.
_MIN_COMMON = 0.05
_NAMED = 3


def sources_apart(corpus: Corpus) -> list[str]:
    """List the sources that have hardly a period in common with all others together.

    Of sources with at least 20 dated articles, where years or months are not themselves compared. Periods are those of
    the figures over time (`coarser_periods`); hardly one is in common where the shares of articles in the same periods
    add to less than a twentieth.
    """
    counts = _count(corpus)
    all_sources = counts.sum(axis=1)
    others = {name: all_sources - counts[name] for name in _many(counts)}
    return [name for name in others if others[name].any() and _common(counts[[name]], others[name])[0] < _MIN_COMMON]


def describe_apart(corpus: Corpus) -> list[str]:
    """Say which sources have no period in common, or no known dates: what differs may be the time; sentences."""
    counts = _count(corpus)
    names = _many(counts)
    pairs = {
        (name, names[j]): common[j]
        for i, name in enumerate(names)
        for common in [_common(counts[names], counts[name])]
        for j in np.flatnonzero(common < _MIN_COMMON)
        if j > i
    }
    articles = corpus.articles["source"].value_counts()
    dated = corpus.articles["published"].notna().groupby(corpus.articles["source"]).any()
    undated = [name for name in _named(corpus) if not dated[name] and articles[name] >= _MIN_ARTICLES]
    said = []
    outlets = "outlets" if corpus.compares_outlets else "sources"
    if pairs:
        period = PERIOD_NOUNS[coarser_frequency(corpus)].removesuffix("s")
        none = f"{'hardly a' if any(pairs.values()) else 'no'} {period} in common"
        said.append(f"{_who(list(pairs), none, outlets)}: differences may be of dates, not of {outlets}.")
    if undated and dated.any():
        have = "has" if len(undated) == 1 else "have"
        said.append(f"{listed(undated, _NAMED)} {have} no known dates: differences from the others may be of dates.")
    return said


def _who(pairs: Sequence[tuple[str, str]], none: str, outlets: str) -> str:
    """Name a pair, or the one source of all pairs and the others, or count the pairs."""
    if len(pairs) == 1:
        return f"{listed(pairs[0])} have {none}"
    if shared := sorted(set(pairs[0]).intersection(*pairs)):
        others = [name for pair in pairs for name in pair if name != shared[0]]
        return f"{shared[0]} has {none} with {listed(others, _NAMED)}"
    return f"{len(pairs):,} pairs of {outlets} have {none}, such as {listed(pairs[0])}"


def _count(corpus: Corpus) -> pd.DataFrame:
    """Count dated articles, one row a period and one column a source; none where periods are compared."""
    articles = corpus.articles
    if are_periods_of(articles["source"], articles["published"]):
        return pd.DataFrame()
    return pd.crosstab(coarser_periods(corpus)["period"], articles["source"])


def _named(corpus: Corpus) -> list[str]:
    return [name for name in corpus.source_names if name != OTHER_SOURCES]


def _many(counts: pd.DataFrame) -> list[str]:
    """Name the sources with enough dated articles, most first."""
    total = counts.sum().drop(OTHER_SOURCES, errors="ignore")
    return sorted(total.index[total >= _MIN_ARTICLES], key=lambda name: (-total[name], name))


def _common(counts: pd.DataFrame, other: pd.Series) -> np.ndarray:
    """Add up what each column has in common with another one, in shares: 0 where they have no period in common."""
    shares, others = (
        part.to_numpy(dtype=float) / np.maximum(part.to_numpy().sum(axis=0), 1) for part in (counts, other)
    )
    return np.asarray(np.minimum(shares, others[:, None]).sum(axis=0))
