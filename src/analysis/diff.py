"""What changed between two report folders, in words: findings, topics, tables and their rows, figures."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.errors import SettingsError
from analysis.wording import plural

# Rows that are named of each kind of change; the rest are counted.
_MAX_NAMED = 3
_MAX_CELL = 60
# Tables that together say which topics a page has; their changes are given in sentences, topic by topic.
_TOPIC_TABLES = ("topic_terms.csv", "topic_card.csv", "article_topics.csv")
# What a page was made from beside its parameters.
_OTHER = {"corpus": "other articles, or read in another way", "lock": "other versions of packages"}
_IN_SENTENCES = (*_TOPIC_TABLES, "topic_changes.csv")


@dataclass(frozen=True)
class _Table:
    columns: list[str]
    rows: list[dict[str, str]]


def compare_reports(old: Path, new: Path) -> list[str]:
    """Say what changed between two report folders, each with one folder for each notebook.

    Returns
    -------
    list of str
        One line per change, by notebook and table; empty if nothing a reader sees changed.

    Raises
    ------
    SettingsError
        When one of them is not a report folder.
    """
    for folder in (old, new):
        if not folder.exists():
            raise SettingsError(f"There is no report folder {folder}.")
        if not _notebooks(folder):
            raise SettingsError(f"{folder} has no folder with tables in it (a page of a report? name its parent).")
    before, after = _notebooks(old), _notebooks(new)
    lines = []
    for name in sorted({*before, *after}):
        if name in before and name in after:
            pages = old / name, new / name
            lines += [f"{name}: {change}" for change in (*_made_differently(*pages), *compare_pages(*pages))]
        else:
            lines.append(f"{name}: the report is {'new' if name in after else 'gone'}")
    return lines


def compare_pages(old: Path, new: Path) -> list[str]:
    """Say what changed between two folders of one notebook's page: as `compare_reports`, without the name."""
    # Findings first, then topics: they are what a reader came for.
    names = {path.name for folder in (old, new) for path in folder.glob("*.csv")}
    lines = []
    if "findings.csv" in names:
        lines += [f"findings: {change}" for change in _file_changes(old / "findings.csv", new / "findings.csv", None)]
    topics = _topic_changes(old, new)
    lines += [f"topics: {sentence}" for sentence in topics or []]
    for name in sorted(names - {"findings.csv", "finding_pictures.csv"}):  # pictures repeat the tables
        lines += [f"{name}: {change}" for change in _file_changes(old / name, new / name, topics)]
    for figure in sorted(new.glob("*.svg")):
        table = f"{figure.stem}.csv"
        if _same(old / table, new / table) and (old / figure.name).is_file() and not _same(old / figure.name, figure):
            lines.append(f"{figure.name}: drawn differently from the same table")
    return lines


def _made_differently(old: Path, new: Path) -> Iterator[str]:
    """Say what else two pages were made from: parameters, articles, packages."""
    before, after = (_made_from(page) for page in (old, new))
    for name, value in after.items():
        if before.get(name, value) != value:
            yield _OTHER.get(name) or f"parameter {name}: {before[name]!r} → {value!r}"


def _made_from(page: Path) -> dict[str, Any]:
    """Read the parameters of a page, and the hashes of its articles and of the lock; nothing where it does not say."""
    try:
        found = json.loads((page / "made_from.json").read_text(encoding="utf-8"))
        parameters = found["parameters"]
        return {**parameters["default"], **parameters["changed"], **{name: found[name] for name in _OTHER}}
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return {}


def _notebooks(folder: Path) -> list[str]:
    return sorted({path.parent.name for path in folder.glob("[!._]*/*.csv")})


def _same(old: Path, new: Path) -> bool:
    return old.is_file() and new.is_file() and old.read_bytes() == new.read_bytes()


def _topic_changes(old: Path, new: Path) -> list[str] | None:
    """Say what became of the topics; None where not both pages have tables that can be read as topics."""
    if not all((page / name).is_file() for page in (old, new) for name in _TOPIC_TABLES):
        return None
    # Topics need scikit-learn; most pages have none.
    from analysis.topics.history.earlier_topics import read_topic_page
    from analysis.topics.history.topic_changes import compare_topics

    try:
        return compare_topics(read_topic_page(new), read_topic_page(old))
    except (SettingsError, ValueError):
        # Another form of these tables, or a damaged one: they are compared row by row like any other.
        return None


def _file_changes(old: Path, new: Path, topics: list[str] | None) -> Iterator[str]:
    if not new.is_file():
        yield "gone"
    elif not old.is_file():
        yield "new"
    elif old.read_bytes() != new.read_bytes():
        if topics is None or new.name not in _IN_SENTENCES:
            yield from _table_changes(_read(old), _read(new))
        else:
            yield from _changes_beside_sentences(new.name, _read(old), _read(new), bool(topics))


def _changes_beside_sentences(name: str, old: _Table, new: _Table, has_sentences: bool) -> list[str]:
    """Say of a table of topics what the sentences about topics leave out."""
    lines = _column_changes(old, new)
    if name == "article_topics.csv":
        before, after = ({row["article_id"] for row in table.rows} for table in (old, new))
        counts = ((len(after - before), "new"), (len(before - after), "gone"))
        lines += [", ".join(f"{plural(n, 'article')} {what}" for n, what in counts if n)] if before != after else []
    # Nothing a reader sees may change without a line; the table of changes is about other reports.
    if not lines and not has_sentences and name != "topic_changes.csv":
        rows = list(zip(old.rows, new.rows, strict=False))
        cells = [column for column in new.columns if any(a[column] != b[column] for a, b in rows)]
        lines = [f"the same topics; changed: {', '.join(cells)}" if cells else "the same topics in other rows"]
    return lines


def _column_changes(old: _Table, new: _Table) -> list[str]:
    gone = [column for column in old.columns if column not in new.columns]
    added = [column for column in new.columns if column not in old.columns]
    return [f"columns {what}: {', '.join(names)}" for what, names in (("gone", gone), ("new", added)) if names]


def _table_changes(old: _Table, new: _Table) -> Iterator[str]:
    column_changes = _column_changes(old, new)
    yield from column_changes
    shared = [column for column in old.columns if column in new.columns]
    key = _key(shared, old.rows, new.rows)
    if not key:
        yield f"{len(old.rows):,} rows became {len(new.rows):,}, with no column that names them"
        return
    before, after = ({tuple(row[column] for column in key): row for row in table.rows} for table in (old, new))
    yield from _count_rows("new", [", ".join(map(_shorten, name)) for name in after if name not in before])
    yield from _count_rows("gone", [", ".join(map(_shorten, name)) for name in before if name not in after])
    changed = [_row_change(name, before[name], after[name], shared) for name in after if name in before]
    yield from _count_rows("changed", [change for change in changed if change])
    if not column_changes and before == after:
        yield "the same rows in another order"


def _row_change(name: Sequence[str], old: dict[str, str], new: dict[str, str], columns: list[str]) -> str:
    changed = [
        f"{column} {_shorten(old[column]) or 'missing'} → {_shorten(new[column]) or 'missing'}"
        for column in columns
        if old[column] != new[column]
    ]
    return f"{', '.join(map(_shorten, name))}: {', '.join(changed)}" if changed else ""


def _shorten(cell: str) -> str:
    return cell if len(cell) <= _MAX_CELL else cell[: _MAX_CELL - 1] + "…"


def _count_rows(what: str, rows: list[str]) -> Iterator[str]:
    if rows:
        more = f" and {len(rows) - _MAX_NAMED:,} more" if len(rows) > _MAX_NAMED else ""
        yield f"{plural(len(rows), 'row')} {what} ({'; '.join(rows[:_MAX_NAMED])}{more})"


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
