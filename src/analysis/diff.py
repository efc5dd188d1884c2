"""What changed between two report folders, in words: findings, tables and their rows, figures."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.errors import SettingsError
from analysis.topics.history.topic_changes import TOLD, compare_topics, has_topics

# Rows named of each kind of change; the rest is counted.
_NAMED = 3
# Characters of a cell that are told.
_LONGEST = 60


@dataclass(frozen=True)
class _Table:
    columns: list[str]
    rows: list[dict[str, str]]


def compare_reports(old: Path, new: Path) -> list[str]:
    """Say what changed between two report folders.

    Parameters
    ----------
    old, new : Path
        Report folders, each with one folder for each notebook.

    Returns
    -------
    list of str
        One line per change, by notebook and table; empty if nothing a reader sees changed.

    Raises
    ------
    SettingsError
        When one of them is no report folder.
    """
    for folder in (old, new):
        if not _notebooks(folder):
            raise SettingsError(f"{folder} has no folder with tables in it (a page of a report? name its parent).")
    return list(_changes(old, new))


def compare_pages(old: Path, new: Path) -> list[str]:
    """Say what changed between two folders of one notebook's report.

    Parameters
    ----------
    old, new : Path
        Folders that hold the tables and figures of one page.

    Returns
    -------
    list of str
        As `compare_reports`, without the name of the notebook.
    """
    return list(_notebook_changes(old, new))


def _changes(old: Path, new: Path) -> Iterator[str]:
    before, after = _notebooks(old), _notebooks(new)
    for name in sorted(set(before) | set(after)):
        if name not in after:
            yield f"{name}: the report is gone"
        elif name not in before:
            yield f"{name}: the report is new"
        else:
            yield from (f"{name}: {change}" for change in _notebook_changes(old / name, new / name))


def _notebooks(folder: Path) -> list[str]:
    return sorted({path.parent.name for path in folder.glob("[!._]*/*.csv")})


def _notebook_changes(old: Path, new: Path) -> Iterator[str]:
    # Findings first, then topics: they are what a reader came for.
    names = {path.name for folder in (old, new) for path in folder.glob("*.csv")}
    if "findings.csv" in names:
        yield from (f"findings: {change}" for change in _file_changes(old / "findings.csv", new / "findings.csv", None))
    topics = _topics(old, new)
    yield from (f"topics: {sentence}" for sentence in topics or [])
    for name in sorted(names - {"findings.csv"}):
        yield from (f"{name}: {change}" for change in _file_changes(old / name, new / name, topics))
    for path in sorted(new.glob("*.svg")):
        other, data = old / path.name, f"{path.stem}.csv"
        drawn_alike = other.is_file() and other.read_bytes() == path.read_bytes()
        if other.is_file() and not drawn_alike and _same(old / data, new / data):
            yield f"{path.name}: drawn differently from the same table"


def _same(old: Path, new: Path) -> bool:
    return old.is_file() and new.is_file() and old.read_bytes() == new.read_bytes()


def _topics(old: Path, new: Path) -> list[str] | None:
    """Say what became of the topics; None where not both pages have tables that can be read as topics."""
    if not (has_topics(old) and has_topics(new)):
        return None
    try:
        return compare_topics(old, new)
    except (SettingsError, ValueError):
        # Another form of these tables, or a damaged one: row by row, their change is told as any other.
        return None


def _file_changes(old: Path, new: Path, topics: list[str] | None) -> Iterator[str]:
    if not new.is_file():
        yield "gone"
    elif not old.is_file():
        yield "new"
    elif old.read_bytes() != new.read_bytes():
        if topics is None or new.name not in TOLD:
            yield from _table_changes(_read(old), _read(new))
        else:
            yield from _untold_changes(new.name, _read(old), _read(new), bool(topics))


def _untold_changes(name: str, old: _Table, new: _Table, sentences: bool) -> Iterator[str]:
    """Say of a table of topics what sentences on topics leave out."""
    told = list(_column_changes(old, new))
    if name == "article_topics.csv":
        before, after = ({row["article_id"] for row in table.rows} for table in (old, new))
        counts = ((len(after - before), "new"), (len(before - after), "gone"))
        words = [f"{count:,} {'article' if count == 1 else 'articles'} {what}" for count, what in counts if count]
        told += [", ".join(words)] if words else []
    # Nothing a reader sees may change without a line; the table of changes is about other reports.
    if not told and not sentences and name != "topic_changes.csv":
        rows = list(zip(old.rows, new.rows, strict=False))
        cells = [column for column in new.columns if any(a[column] != b[column] for a, b in rows)]
        told = [f"the same topics; changed: {', '.join(cells)}" if cells else "the same topics in other rows"]
    yield from told


def _column_changes(old: _Table, new: _Table) -> Iterator[str]:
    gone = [column for column in old.columns if column not in new.columns]
    come = [column for column in new.columns if column not in old.columns]
    if gone:
        yield f"columns gone: {', '.join(gone)}"
    if come:
        yield f"columns new: {', '.join(come)}"


def _table_changes(old: _Table, new: _Table) -> Iterator[str]:
    told = list(_column_changes(old, new))
    yield from told
    shared = [column for column in old.columns if column in new.columns]
    key = _key(shared, old.rows, new.rows)
    if not key:
        yield f"{len(old.rows):,} rows became {len(new.rows):,}, with no column that names them"
        return
    before = {tuple(row[column] for column in key): row for row in old.rows}
    after = {tuple(row[column] for column in key): row for row in new.rows}
    yield from _told("new", [", ".join(map(_cut, name)) for name in after if name not in before])
    yield from _told("gone", [", ".join(map(_cut, name)) for name in before if name not in after])
    yield from _told(
        "changed",
        [words for name in after if name in before and (words := _row_change(name, before[name], after[name], shared))],
    )
    if not told and before == after:
        yield "the same rows in another order"


def _row_change(name: Sequence[str], old: dict[str, str], new: dict[str, str], columns: list[str]) -> str:
    changed = [
        f"{column} {_cut(old[column]) or 'missing'} → {_cut(new[column]) or 'missing'}"
        for column in columns
        if old[column] != new[column]
    ]
    return f"{', '.join(map(_cut, name))}: {', '.join(changed)}" if changed else ""


def _cut(cell: str) -> str:
    return cell if len(cell) <= _LONGEST else cell[: _LONGEST - 1] + "…"


def _told(what: str, rows: list[str]) -> Iterator[str]:
    if rows:
        more = f" and {len(rows) - _NAMED:,} more" if len(rows) > _NAMED else ""
        yield f"{len(rows):,} {'row' if len(rows) == 1 else 'rows'} {what} ({'; '.join(rows[:_NAMED])}{more})"


def _key(columns: list[str], *tables: list[dict[str, str]]) -> list[str]:
    """Find the fewest leading columns that name each row of both tables."""
    for count in range(1, len(columns) + 1):
        key = columns[:count]
        if all(len({tuple(row[column] for column in key) for row in rows}) == len(rows) for rows in tables):
            return key
    return []


def _read(path: Path) -> _Table:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            rows = list(reader)
            if any(None in row or None in row.values() for row in rows):
                raise csv.Error("its rows are not all of one length")
            return _Table(list(reader.fieldnames or []), rows)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SettingsError(f"{path} cannot be read: {error}.") from error
