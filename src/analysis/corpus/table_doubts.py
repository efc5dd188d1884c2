"""What the tables of a corpus and the dates in them show: columns used and not, and dates apart from others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from analysis.corpus.corpus import Corpus
from analysis.corpus.readers.column_names import holds_column, unused_columns
from analysis.tables.corpus_tables import UNREAD_DATE
from analysis.wording import day, one_line, plural, quoted

_SHOWN_TABLES, _LONGEST = 5, 250
# Names of columns that may hold dates, in the languages of the usual names.
_DATES = re.compile(
    r"(?<![a-z])date|datum|fecha|published|publicat|publicad|publié|parution|erschein|erschien|veröffentlich"
    r"|pubblicat|timestamp|(?<![a-z])(?:day|tag|data|dia|giorno|jour|dag)(?![a-z])|_at$",
    re.IGNORECASE,
)
# A kind of contradiction.
DATED_APART = "dated years apart from all others"
# Dates with a gap of so many days are apart, if they are at most such a share, and so many: more belong to the corpus.
_APART, _FEW, _MOST = 5 * 365, 0.05, 10
_MIN_DATES = 10


def describe_tables(files: pd.DataFrame) -> tuple[str, list[str]]:
    """Say which columns are used in which tables: a sentence, and a line for each kind of table."""
    kinds = files.sort_values("path").groupby("columns")["path"].agg(["size", "first"]).reset_index()
    kinds = kinds.sort_values(["size", "first"], ascending=[False, True])
    if len(kinds) == 1:
        return one_line(kinds["columns"].iloc[0], _LONGEST), []
    lines = []
    for kind in kinds.head(_SHOWN_TABLES).to_dict("records"):
        name = kind["first"] if kind["size"] == 1 else f"{kind['size']:,} tables such as {kind['first']}"
        lines.append(f"{one_line(name, 100)}: {one_line(kind['columns'], _LONGEST)}")
    if len(kinds) > _SHOWN_TABLES:
        lines.append(f"{plural(len(kinds) - _SHOWN_TABLES, 'more kind')} of tables: analysis check --full")
    return plural(len(files), "table"), lines


def absent_columns(columns: Mapping[str, Sequence[str]], found: Iterable[str]) -> list[str]:
    """List the columns that are set and in no table, as ``date=Day``; `found`: columns of each table, in words."""
    return [
        f"{ours}={one_line(name, 60)}"
        for ours, names in columns.items()
        for name in names
        if not any(holds_column(described, name) for described in found)
    ]


def undated_tables(corpus: Corpus) -> dict[str, str]:
    """Find tables without any date that have an unused column of dates, by its name: first such table -> column.

    A table with dates that were not understood has its column of dates.
    """
    unread = corpus.conflicts.loc[corpus.conflicts["kind"] == UNREAD_DATE, "article_id"]
    is_dated = corpus.articles["published"].notna() | corpus.articles["article_id"].isin(unread)
    dated = is_dated.groupby(corpus.articles["path"]).sum()
    found: dict[str, str] = {}
    for path, described in sorted(zip(corpus.files["path"], corpus.files["columns"], strict=True)):
        names = [name for name in unused_columns(described) if _DATES.search(name)]
        if names and dated.get(path) == 0 and names[0] not in found.values():
            found[path] = names[0]
    return found


def dated_apart(articles: pd.DataFrame, at_least: int = 0) -> pd.DataFrame:
    """Find the few articles that are dated years before or after all others, by date and id.

    There are five years or more between them and the others, more than between any of these. On each side they are at
    most ten and 5 % of the articles with a date, so that none of fewer than twenty is apart; of more than ten,
    ``at_least`` so many may be.
    """
    days = np.sort(articles["published"].dropna().to_numpy())
    if len(days) <= _MIN_DATES:
        return articles.head(0)
    few = max(at_least, min(_MOST, int(_FEW * len(days))))
    spans = np.diff(days.astype("datetime64[D]").astype(np.int64))
    gaps = np.flatnonzero(spans >= _APART) + 1
    first = max((at for at in gaps if at <= few), default=0)
    last = min((at for at in gaps if at >= len(days) - few), default=len(days))
    # Dates that are as far apart among themselves, as elections are, are none.
    longest = spans[first : last - 1].max(initial=0)
    first = first if first and spans[first - 1] > longest else 0
    last = last if last < len(days) and spans[last - 1] > longest else len(days)
    is_apart = (articles["published"] < days[first]) | (articles["published"] > days[last - 1])
    return pd.DataFrame(articles[is_apart]).sort_values(["published", "article_id"])


def name_undated(corpus: Corpus) -> list[str]:
    """Name the articles that count as undated because they are dated years apart from all others, with these dates."""
    apart = corpus.conflicts.loc[corpus.conflicts["kind"] == DATED_APART, ["article_id", "found"]]
    articles = corpus.articles.drop(columns="published")
    return name_dated(articles.merge(apart.rename(columns={"found": "published"}), on="article_id"))


def name_dated(articles: pd.DataFrame) -> list[str]:
    """Name articles with their dates, in the order of these."""
    rows = articles.sort_values(["published", "article_id"]).to_dict("records")
    return [f"{name_article(row)} ({day(row['published'])})" for row in rows]


def name_article(row: Mapping[Any, Any]) -> str:
    """Name an article by its title, or else its id, and its outlet."""
    return f"{quoted(row['title'] or row['article_id'])} of {one_line(row['outlet'], 60)}"
