"""The cells of a report's CSV file with their types: as declared, else as they were written."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from analysis.errors import SettingsError
from analysis.report.csv_files import without_guard
from analysis.tables import Column, find
from analysis.tables.schema import Kind

_FIELD = re.compile(r'("[^"]*(?:""[^"]*)*"|[^",\n]*)(,|\n|\Z)')
_WHOLE = r"-?(?:0|[1-9][0-9]{0,17})"
_NUMBER = r"-?(?:(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:e[+-]?[0-9]+)?|inf)"
_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"


def read_typed(path: Path) -> tuple[pd.DataFrame, tuple[Column, ...]]:
    """Read a CSV file of a report.

    Returns
    -------
    DataFrame
        Whole numbers, numbers, true and false, or text; dates are text as ``2024-03-31``, missing text is "". A file
        without columns gives a table without columns.
    tuple of Column
        As `analysis.tables` declares them. Of other columns the type is taken from the file: what is quoted is text,
        and so are ids, whatever they look like.

    Raises
    ------
    SettingsError
        When the file is damaged, or a declared column holds something else.
    """
    try:
        cells = pd.read_csv(path, dtype=str, keep_default_na=False, na_filter=False, encoding="utf-8")
        cells = cells.rename(columns=without_guard)
    except pd.errors.EmptyDataError:
        return pd.DataFrame(), ()
    except (OSError, ValueError) as error:
        raise SettingsError(f"{path} cannot be read: {error}.") from error
    declared = find(path.stem)
    known = {column.name: column for column in declared.columns} if declared else {}
    quoted = set() if {*cells} <= {*known} else _quoted_columns(path.read_text(encoding="utf-8"), len(cells.columns))
    columns = tuple(
        known.get(name) or Column(name, _guess(cells[name], name, i in quoted), "")
        for i, name in enumerate(map(str, cells))
    )
    return pd.DataFrame({column.name: _typed(cells[column.name], column, path) for column in columns}), columns


def is_day(cells: pd.Series) -> bool:
    """Say whether all filled cells are days as ``2024-03-31``, and one is."""
    filled = cells[cells != ""]
    if not len(filled) or not filled.str.fullmatch(_DAY).all():
        return False
    return bool(pd.to_datetime(filled, format="%Y-%m-%d", errors="coerce").notna().all())


def _quoted_columns(text: str, n_columns: int) -> set[int]:
    """Find the columns whose first filled cell is quoted: our files quote text, and nothing else."""
    found: dict[int, bool] = {}
    row = column = 0
    for field in _FIELD.finditer(text):
        if row and field[1]:
            found.setdefault(column, field[1].startswith('"'))
            if len(found) == n_columns:
                break
        row, column = (row, column + 1) if field[2] == "," else (row + 1, 0)
    return {column for column, is_quoted in found.items() if is_quoted}


def _guess(cells: pd.Series, name: str, is_quoted: bool) -> Kind:
    filled = cells[cells != ""]
    if is_day(cells):
        return "date"
    if is_quoted or not len(filled) or re.search(r"(^|_)ids?$", name.lower()):
        return "text"
    kinds: tuple[tuple[Kind, str], ...] = (("flag", "True|False"), ("integer", _WHOLE), ("number", _NUMBER))
    return next((kind for kind, form in kinds if filled.str.fullmatch(form).all()), "text")


def _typed(cells: pd.Series, column: Column, path: Path) -> pd.Series:
    if column.kind in ("text", "date"):
        return cells.map(without_guard)
    values = _READ[column.kind](cells.where(cells != ""))
    wrong = values.isna() & (cells != "") & (cells != "nan")
    if wrong.any():
        row = int(wrong.to_numpy().argmax())
        what = {"flag": "True or False", "integer": "a whole number", "number": "a number"}[column.kind]
        raise SettingsError(
            f"{path}, row {row + 1}: {column.name} should be {what}, not {cells[row]!r}; make the report again."
        )
    return values


def _flags(cells: pd.Series) -> pd.Series:
    flags = cells.map({"True": True, "False": False}).astype("boolean")
    return flags if flags.hasnans else flags.astype(bool)


def _integers(cells: pd.Series) -> pd.Series:
    whole = cells.where(cells.str.fullmatch(_WHOLE).fillna(False).astype(bool)).astype("Int64")
    return whole if whole.hasnans else whole.astype("int64")


_READ: dict[str, Callable[[pd.Series], pd.Series]] = {
    "flag": _flags,
    "integer": _integers,
    "number": lambda cells: pd.to_numeric(cells, errors="coerce").astype("float64"),
}
