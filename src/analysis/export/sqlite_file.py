"""All tables in one SQLite file, with types, keys and links: for Datasette, pandas, R and others."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path

from analysis.export.export_tables import ExportTable

_TYPES = {"text": "TEXT", "date": "TEXT", "integer": "INTEGER", "flag": "INTEGER", "number": "REAL"}
# Columns that name a row of another table.
_LINKS = {
    **dict.fromkeys(("article_id", "earlier_id", "later_id"), ("articles", "article_id")),
    **dict.fromkeys(("topic", "subject", "parent", "topic_of"), ("topic_card", "topic")),
}
# Where the file names the version of the library that wrote it; readers do not use it.
_VERSION = slice(96, 100)


def write_sqlite(tables: Sequence[ExportTable], path: Path) -> None:
    """Write the tables into a file that is not there yet; the same tables give the same bytes.

    Their keys become primary keys. A column that names articles or topics refers to these where all are there. Dates
    are text, flags 1 and 0, missing values NULL.
    """
    named = {table.name: table for table in tables}
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        for pragma in ("page_size = 4096", "encoding = 'UTF-8'", "journal_mode = OFF", "synchronous = OFF"):
            file.execute(f"PRAGMA {pragma}")
        file.execute("BEGIN")
        for table in tables:
            file.execute(_create(table, named))
            places = ", ".join("?" for _ in table.columns)
            file.executemany(f"INSERT INTO {_quoted(table.name)} VALUES ({places})", zip(*table.values, strict=True))  # noqa: S608
        file.execute("COMMIT")
    content = bytearray(path.read_bytes())
    content[_VERSION] = bytes(4)
    path.write_bytes(content)


def _create(table: ExportTable, named: dict[str, ExportTable]) -> str:
    parts = [f"{_quoted(column.name)} {_TYPES[column.kind]}" for column in table.columns]
    if table.key:
        parts.append(f"PRIMARY KEY ({_list(table.key)})")
    for column in table.columns:
        other, its_column = _LINKS.get(column.name, ("", ""))
        if other in named and _refers(table, column.name, named[other], its_column):
            parts.append(f"FOREIGN KEY ({_quoted(column.name)}) REFERENCES {_quoted(other)} ({_quoted(its_column)})")
    lines = ",\n  ".join(parts)
    return f"CREATE TABLE {_quoted(table.name)} (\n  {lines}\n)"


def _refers(table: ExportTable, column: str, other: ExportTable, its_column: str) -> bool:
    """Say whether all values of a column name rows of the other table; its own key does not."""
    is_itself = table is other and column == its_column
    named = {*table.column(column)} - {None}
    return not is_itself and other.key == (its_column,) and bool(named) and named <= {*other.column(its_column)}


def _list(names: Iterable[str]) -> str:
    return ", ".join(map(_quoted, names))


def _quoted(name: str) -> str:
    return f'"{name}"'  # of letters, digits and underscores
