"""Keywords in context: the sentences behind a number."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any, Literal

import pandas as pd

from analysis.corpus import Corpus, Shard
from analysis.counts.context import COLUMNS, cut_line
from analysis.counts.neighbours import REACH
from analysis.counts.term_pattern import as_counted, term_pattern
from analysis.errors import SettingsError
from analysis.text import words_of_piece
from analysis.vocabulary import ALL_SOURCES

# What "all lines" of a term are at most.
ALL_LINES = 1000
HEADLINE = "headline"
# What a row of a table may narrow a term to, in the order of the columns.
NARROWED = ["source", "period", "collocate", "place"]


def concordance(
    corpus: Corpus, terms: Sequence[str], lines: int = 3, sort: Literal["date", "left", "right"] = "date"
) -> pd.DataFrame:
    """Collect lines in which terms stand, one for each independent text.

    Parameters
    ----------
    corpus : Corpus
        Articles in play.
    terms : sequence of str
        Words, or phrases with blanks, in any capitals (`as_counted`).
    lines : int
        At most so many for each term; 0 for all, up to 1,000.
    sort : {"date", "left", "right"}
        Order of the lines of a term: by date; or, to see what the term is used with, by the words to its left, read
        from the term outwards, or by those to its right, whatever their capitals.

    Returns
    -------
    DataFrame
        One row per line, terms in the order given, then as ``sort`` says, then by date, source and id: ``term, left,
        keyword, right, source, published, article_id, path``; at most 60 words a line. The articles are those whose
        content hash comes first, of different days where there are enough; of a group of copies only its first article
        is quoted. Empty when no text holds a term.

    Raises
    ------
    SettingsError
        For another ``sort``.
    """
    if sort not in ("date", "left", "right"):
        raise SettingsError(f"sort: {sort!r} is none of date, left and right.")
    return _collect(corpus, pd.DataFrame({"term": list(terms)}, dtype=object), [], lines, sort)


def term_sentences(corpus: Corpus, table: pd.DataFrame, sources: Sequence[str] = (), lines: int = 3) -> pd.DataFrame:
    """Quote what stands behind each row of a table of terms.

    Parameters
    ----------
    corpus : Corpus
        Articles in play.
    table : DataFrame
        ``term``, and what narrows it, if it has such a column: ``source`` ("all sources" for any), ``period``,
        ``collocate`` (within five words), ``place`` ("headline", else the text).
    sources : sequence of str
        Quote from these only; none for all.
    lines : int
        At most so many for each row.

    Returns
    -------
    DataFrame
        As `concordance`, rows in the order of the table; with a column ``source_of``, ``period_of`` … for each that
        narrows, which tells the row a line belongs to.
    """
    keys = [column for column in NARROWED if column in table]
    return _collect(corpus, table[["term", *keys]].drop_duplicates(), keys, lines, "date", sources)


class _Wanted:
    """Lines still wanted for one row."""

    def __init__(self, rank: int, row: Mapping[Hashable, Any], lines: int) -> None:
        self.rank, self.row, self.missing = rank, row, lines or ALL_LINES
        self.spread = bool(lines)
        self.counted = as_counted(row["term"])
        self.pattern = term_pattern(self.counted)
        self.collocate = row.get("collocate", "")
        self.field = "title" if row.get("place") == HEADLINE else "text"
        self.days, self.groups = set[object](), set[int]()
        # Lines of a day that is quoted already wait for what other days have.
        self.waiting: list[dict[str, object]] = []

    def look(self, article: Mapping[Hashable, Any]) -> list[dict[str, object]]:
        """Give the article's line if it is to be quoted now."""
        if article["group"] in self.groups:
            return []
        text = article[self.field]
        for match in self.pattern.finditer(text):
            start, end = match.span()
            if " ".join(_words(match.group())) == self.counted and self._in_company(text, start, end):
                self.groups.add(article["group"])
                told = {f"{key}_of": value for key, value in self.row.items() if key != "term"}
                where = {key: article[key] for key in COLUMNS[4:]}
                return self._quote(
                    {"rank": self.rank, "term": self.row["term"], **cut_line(text, start, end), **where, **told}
                )
        return []

    def _in_company(self, text: str, start: int, end: int) -> bool:
        """Tell whether the collocate is within reach on either side."""
        if not self.collocate:
            return True
        # Pieces without a word, as numbers, do not count: more are read than are needed.
        before = _words(" ".join(text[:start].rsplit(maxsplit=2 * REACH)[-2 * REACH :]))
        after = _words(" ".join(text[end:].split(maxsplit=2 * REACH)[: 2 * REACH]))
        return self.collocate in [*before[-REACH:], *after[:REACH]]

    def _quote(self, line: dict[str, Any]) -> list[dict[str, object]]:
        day = line["published"]
        if self.spread and pd.notna(day) and day in self.days:
            self.waiting += [line] if len(self.waiting) < self.missing else []
            return []
        self.days.add(day)
        self.missing -= 1
        return [line]


def _collect(
    corpus: Corpus, table: pd.DataFrame, keys: list[str], lines: int, sort: str, sources: Sequence[str] = ()
) -> pd.DataFrame:
    wanted = [_Wanted(rank, row, lines) for rank, row in enumerate(table.to_dict("records"))]
    # Rows by the source and the period they are narrowed to, "" for any.
    places: dict[tuple[str, str], list[_Wanted]] = {}
    for row in wanted:
        source = row.row.get("source", "")
        places.setdefault(("" if source == ALL_SOURCES else source, row.row.get("period", "")), []).append(row)
    rows: list[dict[str, object]] = []
    for shard in corpus.shards:
        if not any(places.values()):
            break
        for article in _articles(corpus, shard, sources):
            for place in _places(article):
                # Of a group of copies the first is quoted: of all, or of the row's source or period.
                if place in places and (any(place) or article["first"]):
                    rows += [line for row in places[place] for line in row.look(article)]
                    places[place] = [row for row in places[place] if row.missing]
    for row in wanted:
        rows += row.waiting[: row.missing]
    return _ordered(rows, [f"{key}_of" for key in keys], sort)


def _articles(corpus: Corpus, shard: Shard, sources: Sequence[str]) -> list[dict[Hashable, Any]]:
    read = shard.read(["title", "text", "published", "article_id", "path"])
    table = read.assign(
        source=[corpus.source_names[i] for i in shard.source],
        period=[corpus.periods[i] if i >= 0 else "" for i in shard.period],
        group=shard.group,
        first=shard.first,
    )
    return (table[table["source"].isin(list(sources))] if sources else table).to_dict("records")


def _places(article: Mapping[Hashable, Any]) -> list[tuple[str, str]]:
    """List what rows an article may stand behind, by their source and period, "" for any."""
    source, period = article["source"], article["period"]
    return list(dict.fromkeys([("", ""), (source, ""), ("", period), (source, period)]))


def _ordered(rows: list[dict[str, object]], keys: list[str], sort: str) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["rank", *COLUMNS, *keys])
    table["published"] = pd.to_datetime(table["published"])
    table["outwards"] = [_outwards(line, sort) for line in table[["left", "right"]].to_dict("records")]
    order = table.sort_values(["rank", "outwards", "published", "source", "article_id"], kind="stable")
    return order[[*COLUMNS, *keys]].reset_index(drop=True)


def _outwards(line: Mapping[Hashable, str], sort: str) -> tuple[str, ...]:
    """List the words on one side of a keyword from it outwards; none when lines are sorted by date."""
    if sort == "date":
        return ()
    words = [word.casefold() for word in _words(line[sort])]
    return tuple(words if sort == "right" else words[::-1])


def _words(text: str) -> list[str]:
    return [word for piece in text.split() for word in words_of_piece(piece)]
