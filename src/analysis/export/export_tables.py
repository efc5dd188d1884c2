"""The tables of all pages as other programs take them: one of each name, with contents and codebook."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from analysis.export.report_folder import PageTable, ReportPage
from analysis.tables import Column

CONTENTS, CODEBOOK = "contents", "codebook"
_PAGE = Column("page", "text", "page that shows the row")


@dataclass(frozen=True)
class ExportTable:
    """A table of the export."""

    name: str  # letters, digits and underscores; no other table has it, in capitals or not
    about: str  # what it is, in a sentence
    pages: tuple[str, ...]
    columns: tuple[Column, ...]  # their names are like that of the table
    values: list[list[Any]]  # one list a column: int, float, bool, str, or None where there is no value
    key: tuple[str, ...] = ()  # columns that together name a row, where they do

    def __len__(self) -> int:
        return len(self.values[0])

    def column(self, name: str) -> list[Any]:
        """Give the values of a column."""
        return self.values[[column.name for column in self.columns].index(name)]


def export_tables(pages: Sequence[ReportPage]) -> list[ExportTable]:
    """Join the tables of all pages: what several pages have is one table, with the page as its first column."""
    same: dict[str, list[PageTable]] = defaultdict(list)
    for table in (table for page in pages for table in page.tables):
        same[table.name].append(table)
    taken = {CONTENTS, CODEBOOK}
    return [_join(name, tables, taken) for name, tables in same.items()]


def contents(tables: Iterable[ExportTable]) -> ExportTable:
    """List the tables: name, pages, number of rows, and what each is."""
    rows = [(table.name, ", ".join(table.pages), len(table), table.about) for table in tables]
    columns = (
        Column("table_name", "text", "name of the table"),
        Column("pages", "text", "pages that show it"),
        Column("rows", "integer", "its rows", "rows"),
        Column("about", "text", "what it is"),
    )
    return _of_rows(CONTENTS, "The tables and what each is.", columns, rows, ("table_name",))


def codebook(tables: Iterable[ExportTable]) -> ExportTable:
    """List the columns of all tables: type, unit and meaning."""
    rows = [(table.name, c.name, c.kind, c.unit, c.meaning) for table in tables for c in table.columns]
    columns = (
        Column("table_name", "text", "name of the table"),
        Column("column_name", "text", "name of the column"),
        Column("type", "text", "text, integer, number, flag (true or false) or date"),
        Column("unit", "text", "unit of the values"),
        Column("meaning", "text", "what the values are"),
    )
    return _of_rows(
        CODEBOOK, "The columns of all tables and what each means.", columns, rows, ("table_name", "column_name")
    )


def unique_name(name: str, taken: set[str], limit: int = 100) -> str:
    """Make a name of letters, digits and underscores that is not taken, and take it.

    Examples
    --------
    >>> taken = {"terms"}
    >>> [unique_name(name, taken) for name in ("Terms", "terms", "share (%)", "")]
    ['Terms_2', 'terms_3', 'share_', 'unnamed']
    """
    plain = re.sub(r"\W+", "_", name)[:limit] or "unnamed"
    found, n = plain, 1
    while found.lower() in taken:
        n += 1
        found = f"{plain[: limit - len(str(n)) - 1]}_{n}"
    taken.add(found.lower())
    return found


def _of_rows(
    name: str, about: str, columns: tuple[Column, ...], rows: Sequence[tuple[Any, ...]], key: tuple[str, ...]
) -> ExportTable:
    values = [[None if value == "" else value for value in column] for column in zip(*rows, strict=True)]
    return ExportTable(name, about, (), columns, values or [[] for _ in columns], key)


def _join(name: str, tables: list[PageTable], taken: set[str]) -> ExportTable:
    columns: dict[str, Column] = {}
    for column in (column for table in tables for column in table.columns):
        first = columns.setdefault(column.name, column)
        if first.kind != column.kind:  # tables of one's own that share a name and no more
            columns[column.name] = replace(first, kind="text")
    joined = [_join_column(tables, column) for column in columns.values()]
    shown = list(columns.values())
    key = tables[0].declared.key if tables[0].declared else ()
    if len(tables) > 1:
        shown = [_PAGE, *shown]
        joined = [[table.page for table in tables for _ in range(len(table.frame))], *joined]
        key = (_PAGE.name, *key) if key else ()
    used: set[str] = set()
    named = tuple(replace(column, name=unique_name(column.name, used)) for column in shown)
    safe = re.sub("^sqlite_", "of_sqlite_", name, flags=re.IGNORECASE)
    pages = tuple(table.page for table in tables)
    made = ExportTable(unique_name(safe, taken), tables[0].caption, pages, named, joined)
    return replace(made, key=key) if _names_rows(made, key) else made


def _join_column(tables: list[PageTable], column: Column) -> list[Any]:
    values: list[Any] = []
    for table in tables:
        own = {found.name: found.kind for found in table.columns}
        found = _plain(table.frame[column.name]) if column.name in own else [None] * len(table.frame)
        as_text = column.kind == "text" and own.get(column.name) not in ("text", "date")
        values += [str(value) if as_text and value is not None else value for value in found]
    return values


def _plain(column: pd.Series) -> list[Any]:
    """Give the values as Python has them; None for missing ones and empty text."""
    if pd.api.types.is_string_dtype(column) or column.dtype == object:
        return [value or None for value in column.tolist()]
    return [None if missing else value for value, missing in zip(column.tolist(), column.isna(), strict=True)]


def _names_rows(table: ExportTable, key: tuple[str, ...]) -> bool:
    if not key or not {*key} <= {column.name for column in table.columns}:
        return False
    rows = list(zip(*(table.column(name) for name in key), strict=True))
    return len({*rows}) == len(rows) and not any(None in row for row in rows)
