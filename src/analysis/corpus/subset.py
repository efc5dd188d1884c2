"""Some of the articles of a corpus: found by what their texts hold, and numbered so that only they are counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.corpus.calendar_periods import all_periods, period_labels
from analysis.corpus.shards import BUCKETS, Shard
from analysis.engine import Engine
from analysis.errors import SettingsError
from analysis.settings.given_values import as_words
from analysis.text import as_counted, is_counted_at, term_pattern
from analysis.wording import day, listed, plural, quoted, span

Rows = tuple[Path, np.ndarray]
# Sources that are named one by one where some are chosen.
_NAMED = 4


@dataclass(frozen=True)
class Places:
    """Where the texts of articles are; files and rows in order."""

    paths: list[Path]  # shard files
    file: np.ndarray  # of int, (n_articles,): number of the file of each article
    row: np.ndarray  # of int, (n_articles,): its row there

    @classmethod
    def of(cls, shards: Sequence[Shard]) -> Places:
        """Give the places of the articles of shards, in the order of ``Corpus.articles``."""
        n = sum(len(shard.rows) for shard in shards)
        file, row = np.zeros(n, dtype=np.int64), np.zeros(n, dtype=np.int64)
        for number, shard in enumerate(shards):
            file[shard.article], row[shard.article] = number, shard.rows
        return cls([shard.path for shard in shards], file, row)

    def take(self, kept: np.ndarray) -> Places:
        """Keep some articles, given as flags or as rows in their order."""
        return Places(self.paths, self.file[kept], self.row[kept])

    def holding(self, terms: Sequence[str], language: str, engine: Engine) -> np.ndarray:
        """Tell which articles hold one of some `counted_terms` in title or text, (n_articles,) of bool."""
        counted = counted_terms(terms, language)
        used = np.unique(self.file)
        files = [(self.paths[number], self.row[self.file == number]) for number in used]
        search = partial(_rows_holding, terms=counted, language=language)
        found = np.zeros(len(self.file), dtype=bool)
        for number, holds in zip(used, engine.map(search, files, "searching articles"), strict=True):
            found[self.file == number] = holds
        return found

    def shards(self, articles: pd.DataFrame, names: list[str], periods: list[str], language: str) -> tuple[Shard, ...]:
        """Make shards of all articles, which have ``source, period, group, first_of_group``."""
        group = pd.factorize(articles["group"])[0]
        hashed = articles["group"].str[8:16].apply(int, base=16).to_numpy() % BUCKETS
        bucket = group if group.max() < BUCKETS else hashed
        source = pd.Index(names).get_indexer(pd.Index(articles["source"]))
        period = pd.Index(periods, dtype="string").get_indexer(pd.Index(articles["period"]))
        shards = []
        for number in np.unique(self.file):
            at = np.flatnonzero(self.file == number)
            shard = Shard(
                path=self.paths[number],
                rows=self.row[at],
                article=at,
                source=source[at],
                period=period[at],
                bucket=bucket[at],
                group=group[at],
                first=articles["first_of_group"].to_numpy()[at],
                language=language,
            )
            shards.append(shard)
        return tuple(shards)


def _rows_holding(rows: Rows, terms: Sequence[str], language: str) -> np.ndarray:
    path, numbers = rows
    read = pd.read_parquet(path, columns=["title", "text"]).iloc[numbers]
    patterns = [(term, term_pattern(term, language)) for term in terms]

    def holds(text: str) -> bool:
        return any(
            is_counted_at(text, match.start(), match.end(), term, language)
            for term, pattern in patterns
            for match in pattern.finditer(text)
        )

    return np.array([holds(title) or holds(text) for title, text in zip(read["title"], read["text"], strict=True)])


def leave_out(
    reason: pd.Series, places: Places, contains: Sequence[str], exclude: Sequence[str], language: str, engine: Engine
) -> pd.Series:
    """Say of articles without a reason to be left out yet that they hold no word of ``contains``, or one of others.

    ``reason`` is empty for those that are kept. Empty ``contains`` or ``exclude`` leave out none. A SettingsError is
    raised for what holds no word.
    """
    reason = reason.copy()
    for terms, wanted in ((contains, True), (exclude, False)):
        kept = np.flatnonzero(reason == "")
        if terms and len(kept):
            holds = places.take(kept).holding(terms, language, engine)
            quoted = listed([f'"{term}"' for term in terms], joiner="or")
            reason.iloc[kept[holds != wanted]] = f"{'does not mention' if wanted else 'mentions'} {quoted}"
    return reason


def counted_terms(terms: Sequence[str], language: str) -> tuple[str, ...]:
    """Give terms as they are counted, each once; one without a word, or with a ``*``, is a ``SettingsError``."""
    counted = tuple(dict.fromkeys(as_counted(term, language) for term in as_words("words", terms)))
    if "" in counted:
        raise SettingsError(f"There is no word in {next(t for t in terms if not as_counted(t, language))!r}.")
    return counted


def describe_choice(
    sources: Sequence[str] = (),
    since: str = "",
    until: str = "",
    contains: Sequence[str] = (),
    exclude: Sequence[str] = (),
) -> tuple[str, ...]:
    """Say behind the word "articles" which are chosen, a part for each condition; none without conditions.

    Examples
    --------
    >>> describe_choice(["nyt"], since="2016-03-01", contains=["border", "wall"])
    ('of nyt', 'published from 1 Mar 2016 on', 'that mention “border” or “wall”')
    """
    when = f"published from {day(since)} on" if since else f"published until {day(until)}" if until else ""
    parts = (
        f"of {listed(sources) if len(sources) <= _NAMED else plural(len(sources), 'source')}" if sources else "",
        f"published {span(since, until)}" if since and until else when,
        f"that mention {listed(map(quoted, contains), joiner='or')}" if contains else "",
        f"that do not mention {listed(map(quoted, exclude), joiner='or')}" if exclude else "",
    )
    return tuple(filter(None, parts))


def add_periods(articles: pd.DataFrame, period: str) -> tuple[pd.DataFrame, list[str]]:
    """Add ``period, part_period, first_of_group`` to articles, and list the periods from the first to the last."""
    labels = period_labels(articles["published"], period)
    dated = articles["published"].dropna()
    periods = all_periods(dated.min(), dated.max(), period) if len(dated) else []
    added = {"period": labels["period"], "part_period": labels["part_period"]}
    return articles.assign(**added, first_of_group=~articles["group"].duplicated()), periods
