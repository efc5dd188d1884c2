"""Tables as CSV files that are the same bytes everywhere and safe to open in a spreadsheet."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pandas as pd

# A cell that starts like this is a formula to a spreadsheet (OWASP, CSV injection); some take wide letters too.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def write_csv(table: pd.DataFrame, path: Path) -> None:
    r"""Write a table whole, without its index.

    Parameters
    ----------
    table : DataFrame
        Numbers are written with 6 significant digits, dates as ISO dates, missing values as nothing.
    path : Path
        UTF-8 with ``\n``; text is quoted, numbers are not; text that a spreadsheet would run gets a leading ``'``.

    Notes
    -----
    pandas' own writer quotes numbers as soon as their digits are limited.
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
