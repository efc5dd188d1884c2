"""Tables as CSV files, the same bytes everywhere and safe to open in a spreadsheet; and how they are read back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, cast

import pandas as pd

from analysis.tables import find

# A cell that starts like this is a formula to a spreadsheet (OWASP, CSV injection); some take wide letters too.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def write_csv(table: pd.DataFrame, path: Path) -> None:
    r"""Write a table whole, without its index, in UTF-8 with ``\n``.

    Numbers are written with 6 significant digits, dates as ISO dates, missing values as nothing. Text is quoted, and
    numbers are not, as they would be by pandas' own writer; text that a spreadsheet would run gets a leading ``'``.
    """
    columns = [_cells(table[name]) for name in table.columns]
    lines = [",".join(_quoted(str(name)) for name in table.columns), *map(",".join, zip(*columns, strict=True))]
    path.write_bytes(("\n".join(lines) + "\n").encode("utf-8"))


def _cells(column: pd.Series) -> list[str]:
    if pd.api.types.is_bool_dtype(column):
        return ["" if pd.isna(value) else str(bool(value)) for value in column]
    if pd.api.types.is_float_dtype(column):
        return ["" if pd.isna(value) else f"{value:.6g}" for value in column]
    if pd.api.types.is_integer_dtype(column):
        return ["" if pd.isna(value) else str(value) for value in column]
    if pd.api.types.is_datetime64_any_dtype(column):
        return ["" if pd.isna(value) else f'"{value:%Y-%m-%d}"' for value in column]
    return ["" if pd.isna(value) else _quoted(str(value)) for value in column]


def _quoted(text: str) -> str:
    # Lone surrogates (from file names that are not UTF-8) cannot be encoded.
    text = text.encode("utf-8", "replace").decode("utf-8").replace('"', '""')
    return f'"\'{text}"' if text.startswith(_FORMULA_STARTS) else f'"{text}"'


def without_guard(cell: str) -> str:
    """Give text as it was before `write_csv` kept spreadsheets from running it.

    Examples
    --------
    >>> without_guard("'=1+1"), without_guard("'tis")
    ('=1+1', "'tis")
    """
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(_FORMULA_STARTS) else cell


def digest_tables(reports: Path) -> str:
    """Hash the tables of a report folder: sha256 over the paths and contents of the CSV files of all its pages."""
    total = hashlib.sha256()
    for path in sorted(reports.glob("[!._]*/*.csv")):
        name = path.relative_to(reports).as_posix().encode(errors="surrogateescape")
        total.update(name + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


class ReportTables:
    """Reads tables of a report folder by name, whichever of its `pages` has them; of several the first."""

    def __init__(self, folder: Path, pages: Iterable[str]) -> None:
        self._folder = folder
        self.pages = list(pages)
        self._files = {page: sorted(path.stem for path in (folder / page).glob("*.csv")) for page in self.pages}
        self._read: dict[tuple[str, str], pd.DataFrame] = {}

    def page_of(self, name: str) -> str:
        """Name the first page that has a table; empty when none does."""
        return next((page for page in self.pages if name in self._files[page]), "")

    def read(self, name: str, *columns: str) -> pd.DataFrame:
        """Read a table, whichever page has it: columns of the kinds that `analysis.tables` declares, others as text.

        It is without rows when no page has it, it cannot be read, or one of ``columns`` is missing, as in a report of
        an earlier version.
        """
        return self.read_of(self.page_of(name), name, *columns)

    def read_of(self, page: str, name: str, *columns: str) -> pd.DataFrame:
        """Read the table of one page, as `read`."""
        if (page, name) not in self._read:
            self._read[page, name] = read_table(self._folder / page / f"{name}.csv") if page else pd.DataFrame()
        table = self._read[page, name]
        return table if set(columns) <= set(table) else pd.DataFrame(columns=list(columns))


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Give the rows of a table as mappings."""
    return cast("list[dict[str, Any]]", table.to_dict("records"))


def read_table(path: Path) -> pd.DataFrame:
    """Read one CSV file of a report; one that is not there or damaged has no rows and no columns."""
    try:
        table = pd.read_csv(path, dtype=str, keep_default_na=False, na_filter=False, encoding="utf-8")
    except (OSError, ValueError):
        return pd.DataFrame()
    declared = find(path.stem)
    kinds = {column.name: column.kind for column in declared.columns} if declared else {}
    for name in table:
        kind = kinds.get(str(name), "text")
        if kind in ("number", "integer"):
            table[name] = pd.to_numeric(table[name], errors="coerce")
        elif kind == "flag":
            table[name] = table[name] == "True"
        else:
            table[name] = table[name].map(without_guard)
    return table
