"""Keywords in context: the sentences behind a number."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any, Literal

import numpy as np
import pandas as pd

from analysis.cache import kept
from analysis.corpus import Corpus, Shard, places_in, read_range
from analysis.counts.neighbour_counts import REACH
from analysis.errors import SettingsError
from analysis.settings.given_values import as_list, check_whole
from analysis.tables import term_tables as tables
from analysis.text.search_patterns import as_counted, is_counted_at, term_pattern
from analysis.vocabulary import ALL_SOURCES, HEADLINE

# What "all lines" of a term are at most.
MAX_LINES = 1000
# Characters on either side: about 30 words with the keyword, never an article's substance; of very short words 60.
CONTEXT = 90
MAX_WORDS = 60
# What a row of a table may narrow a term to, in the order of the columns.
NARROWED_BY = ("source", "period", "collocate", "place")


@kept
def concordance(
    corpus: Corpus, terms: str | Sequence[str], lines: int = 3, sort: Literal["date", "left", "right"] = "date"
) -> pd.DataFrame:
    """Collect lines with some terms, one for each independent text.

    Parameters
    ----------
    terms : str or sequence of str
        Words, or phrases with blanks, in any capitals (`as_counted`).
    lines : int
        Maximum for each term; 0 for all, up to 1,000.
    sort : {"date", "left", "right"}
        Order of the lines of a term: by date; or, to see what the term is used with, by the words to its left, read
        from the term outwards, or by those to its right, whatever their capitals.

    Returns
    -------
    DataFrame
        `tables.SENTENCES`, terms in the order given, then as ``sort`` says, then by date, source and id; at most 60
        words a line. The articles are those whose content hash comes first, of different days where there are enough;
        of a group of duplicates only its first article is quoted. Empty when no text holds a term.

    Raises
    ------
    SettingsError
        For another ``sort``, and ``lines`` that are not a whole number from 0.
    """
    if sort not in ("date", "left", "right"):
        raise SettingsError(f"sort must be date, left or right, not {sort!r}.")
    check_whole("lines", lines, 0)
    return _collect(corpus, pd.DataFrame({"term": as_list("terms", terms)}, dtype=object), lines, sort)


@kept
def term_sentences(
    corpus: Corpus, table: pd.DataFrame, sources: str | Sequence[str] = (), lines: int = 3
) -> pd.DataFrame:
    """Quote the sentences behind each row of a table of terms.

    Parameters
    ----------
    table : DataFrame
        ``term``, and what narrows it, if it has such a column: ``source`` ("all sources" for any), ``period``,
        ``collocate`` (within five words), ``place`` ("headline", else the text).
    sources : str or sequence of str
        Quote from these only; none for all.
    lines : int
        Maximum for each row.

    Returns
    -------
    DataFrame
        As `concordance`, rows in the order of the table; with a column ``source_of``, ``period_of`` … for each that
        narrows (`tables.LINE_OF`): the row a line belongs to.
    """
    keys = [column for column in NARROWED_BY if column in table]
    return _collect(corpus, table[["term", *keys]].drop_duplicates(), lines, "date", as_list("sources", sources))


class _LineSearch:
    """Lines still wanted for one row of a table."""

    def __init__(self, rank: int, row: Mapping[Hashable, Any], lines: int, language: str) -> None:
        self.rank, self.row, self.missing = rank, row, lines or MAX_LINES
        self.spread = bool(lines)
        self.language = language
        self.counted = as_counted(row["term"], language)
        self.pattern = term_pattern(self.counted, language)
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
            found = is_counted_at(text, start, end, self.counted, self.language)
            if found and self._is_near_collocate(text, start, end):
                self.groups.add(article["group"])
                row_of = {f"{key}_of": value for key, value in self.row.items() if key != "term"}
                where = {key: article[key] for key in ("source", "published", "article_id", "path")}
                return self._quote(
                    {"rank": self.rank, "term": self.row["term"], **cut_line(text, start, end), **where, **row_of}
                )
        return []

    def _is_near_collocate(self, text: str, start: int, end: int) -> bool:
        if not self.collocate:
            return True
        # Chunks without a word, as numbers, do not count: more are read than are needed.
        before = self._words(" ".join(text[:start].rsplit(maxsplit=2 * REACH)[-2 * REACH :]))
        after = self._words(" ".join(text[end:].split(maxsplit=2 * REACH)[: 2 * REACH]))
        return self.collocate in [*before[-REACH:], *after[:REACH]]

    def _words(self, text: str) -> list[str]:
        return as_counted(text, self.language).split(" ")

    def _quote(self, line: dict[str, Any]) -> list[dict[str, object]]:
        day = line["published"]
        if self.spread and pd.notna(day) and day in self.days:
            self.waiting += [line] if len(self.waiting) < self.missing else []
            return []
        self.days.add(day)
        self.missing -= 1
        return [line]


def _collect(corpus: Corpus, table: pd.DataFrame, lines: int, sort: str, sources: Sequence[str] = ()) -> pd.DataFrame:
    searches = [_LineSearch(rank, row, lines, corpus.language) for rank, row in enumerate(table.to_dict("records"))]
    # Rows by the source and the period they are narrowed to, "" for any.
    places: dict[tuple[str, str], list[_LineSearch]] = {}
    for search in searches:
        source = search.row.get("source", "")
        places.setdefault(("" if source == ALL_SOURCES else source, search.row.get("period", "")), []).append(search)
    rows: list[dict[str, object]] = []
    period_of = _periods(corpus, dict.fromkeys(period for _, period in places))
    for shard in corpus.shards:
        if not any(places.values()):
            break
        for article in _articles(corpus, shard, sources, period_of):
            source, period = article["source"], article["period"]
            for place in dict.fromkeys([("", ""), (source, ""), ("", period), (source, period)]):
                # Of a group of duplicates the first is quoted: of all, or of the row's source or period.
                if place in places and (any(place) or article["first"]):
                    rows += [line for search in places[place] for line in search.look(article)]
                    places[place] = [search for search in places[place] if search.missing]
    for search in searches:
        rows += search.waiting[: search.missing]
    return _ordered(rows, [str(key) for key in table if key != "term"], sort)


def _periods(corpus: Corpus, wanted: Iterable[str]) -> np.ndarray:
    """Give the one of some periods, of any length, in which each article of a corpus is; "" for none."""
    spans = [span for label in wanted if (span := read_range(label))]
    names = np.array([*(span.name for span in spans), ""], dtype=object)
    return np.asarray(names[places_in(corpus.articles["published"], spans)])


def _articles(corpus: Corpus, shard: Shard, sources: Sequence[str], period_of: np.ndarray) -> list[dict[Hashable, Any]]:
    read = shard.read(["title", "text", "published", "article_id", "path"])
    table = read.assign(
        source=[corpus.source_names[i] for i in shard.source],
        period=period_of[shard.article],
        group=shard.group,
        first=shard.first,
    )
    return (table[table["source"].isin(list(sources))] if sources else table).to_dict("records")


def _ordered(rows: list[dict[str, object]], keys: list[str], sort: str) -> pd.DataFrame:
    sentences = tables.sentences_behind("sentences", keys)
    if not rows:
        return sentences.empty()
    table = pd.DataFrame(rows)
    table["published"] = pd.to_datetime(table["published"])
    table["outwards"] = [_outwards(line, sort) for line in table[["left", "right"]].to_dict("records")]
    return sentences.build(table.sort_values(["rank", "outwards", "published", "source", "article_id"], kind="stable"))


def _outwards(line: Mapping[Hashable, str], sort: str) -> tuple[str, ...]:
    """List the words on one side of a keyword from it outwards; none when lines are sorted by date."""
    if sort == "date":
        return ()
    words = as_counted(line[sort]).casefold().split(" ")
    return tuple(words if sort == "right" else words[::-1])


def cut_line(text: str, start: int, end: int) -> dict[str, str]:
    """Cut a keyword, from character start to end, with the words around it out of a text of one paragraph a line.

    Returns
    -------
    dict of str to str
        ``left, keyword, right``, from the keyword's own paragraph, whole words only, with "…" where there is more.
    """
    left = text[max(0, start - CONTEXT) : start].split("\n")[-1]
    right = text[end : end + CONTEXT].split("\n")[0]
    cut_left = start - len(left) > 0 and text[start - len(left) - 1] != "\n"
    cut_right = end + len(right) < len(text) and text[end + len(right)] != "\n"
    keyword = text[start:end]
    words = (MAX_WORDS - len(keyword.split())) // 2
    left, right = left.split(" ", 1)[-1] if cut_left else left, right.rsplit(" ", 1)[0] if cut_right else right
    short_left, short_right = _last_words(left, words), _last_words(right[::-1], words)[::-1]
    return {
        "left": "… " + short_left if cut_left or short_left != left else left,
        "keyword": keyword,
        "right": short_right + " …" if cut_right or short_right != right else right,
    }


def _last_words(text: str, limit: int) -> str:
    """Cut a text to its last words, with the white space behind them."""
    starts = [match.start() for match in re.finditer(r"\S+", text)]
    return text[starts[-limit] :] if len(starts) > limit else text


def choose_texts(articles: pd.DataFrame, lines: int, within: Sequence[str] = ()) -> pd.DataFrame:
    """Choose articles to be quoted: of independent texts, and of different days where there are enough.

    Parameters
    ----------
    articles : DataFrame
        ``group`` of duplicates and ``published`` (missing for none), the first choice first.
    lines : int
        Maximum, of all, or of the articles that are alike in the columns ``within``.

    Returns
    -------
    DataFrame
        Rows of ``articles``: the first of each day before the second, articles without a date as if each had its own.
    """
    keys = list(within)
    once = articles.drop_duplicates([*keys, "group"])
    turn = once.groupby([*keys, "published"]).cumcount().where(once["published"].notna(), 0).to_numpy()
    chosen = once.iloc[np.argsort(turn, kind="stable")]
    return chosen.groupby(keys).head(lines) if keys else chosen.head(lines)


def read_articles(corpus: Corpus, positions: Iterable[int]) -> pd.DataFrame:
    """Read ``title, text`` of the articles at some positions in ``corpus.articles``, indexed by position.

    Rows are in the order of the shards; only shards that hold one are read.
    """
    wanted = np.unique(np.fromiter(positions, dtype=np.int64))
    parts = [pd.DataFrame(columns=["title", "text"])]
    for shard in corpus.shards:
        held = np.isin(shard.article, wanted)
        if held.any():
            parts.append(shard.read(["title", "text"])[held].set_index(shard.article[held]))
    return pd.concat(parts)
