"""All tables in one Excel workbook: a sheet a table, the first with links to the others."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink

from analysis.export.export_tables import CONTENTS, ExportTable, contents, unique_name
from analysis.export.office_xml import legal, write_without_times
from analysis.export.typed_columns import is_day
from analysis.tables import Column

# What Excel takes: rows of a sheet with the headings, letters of a cell, letters of a sheet's name.
MAX_ROWS, MAX_LETTERS, _MAX_NAME = 1_048_576, 32_767, 31
_EXACT = 10**15  # digits of a number beyond which Excel writes zeros
# "_x0041_" in a cell is read as "A"; the underscore written so is not.
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
# Text that a program may take for a formula, an error or a number when a person edits the cell.
_FORMULA = re.compile(r"[=+\-@#\t\r\n\uff1d\uff0b\uff0d\uff20]")
_NUMBER = re.compile(r"[0-9.,]+(?:[eE][0-9]+)?|[0-9]+[-/:][0-9/:-]+")
_FONT = "Calibri"  # of all other cells, by default
_ROWS_MEASURED = 200
_WIDEST = 60


def write_workbook(tables: Sequence[ExportTable], path: Path) -> None:
    """Write the tables; the same tables give the same bytes.

    Those without rows are listed in the contents alone. Numbers and dates are such, ids and other text stay text,
    whatever they look like. A table longer than a sheet is cut, as the contents say; a cell longer than Excel's 32,767
    letters ends with "…".
    """
    book = Workbook(write_only=True)
    taken = {CONTENTS, "history"}  # Excel keeps this one for itself
    filled = [table for table in tables if len(table)]
    sheets = {table.name: unique_name(table.name, taken, _MAX_NAME) for table in filled}
    _add_sheet(book, CONTENTS, contents(map(_cut_noted, tables)), sheets)
    for table in filled:
        _add_sheet(book, sheets[table.name], table, {})
    write_without_times(book.save, path)


def _cut_noted(table: ExportTable) -> ExportTable:
    """Say of a table that is longer than a sheet that it is cut, and of an empty one that it has none."""
    if not len(table):
        return replace(table, about=f"{table.about} No rows, so no sheet.")
    if len(table) < MAX_ROWS:
        return table
    note = f"A sheet holds its first {MAX_ROWS - 1:,} rows; all are in tables.sqlite."
    return replace(table, about=f"{table.about} {note}")


def _add_sheet(book: Workbook, title: str, table: ExportTable, links: dict[str, str]) -> None:
    """Add a sheet; cells of its first column lead to the sheets that ``links`` name."""
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    rows = min(len(table), MAX_ROWS - 1)
    for i, (column, values) in enumerate(zip(table.columns, table.values, strict=True), start=1):
        sheet.column_dimensions[get_column_letter(i)].width = _width(column.name, values)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{rows + 1}"
    sheet.append([_heading(sheet, column) for column in table.columns])
    writers = [
        _writer(sheet, column.kind, values, column.name in table.key or column.name.endswith("id"))
        for column, values in zip(table.columns, table.values, strict=True)
    ]
    for row in zip(*(values[:rows] for values in table.values), strict=True):
        cells = [None if value is None else write(value) for write, value in zip(writers, row, strict=True)]
        if row[0] in links:
            cells[0] = _link(sheet, row[0], links[row[0]])
        sheet.append(cells)


def _heading(sheet: Any, column: Column) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, column.name)
    cell.font = Font(name=_FONT, bold=True)
    cell.alignment = Alignment(horizontal="right" if column.kind in ("integer", "number") else "left")
    return cell


def _link(sheet: Any, words: str, target: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, words)
    cell.hyperlink = Hyperlink(ref="", location=f"'{target}'!A1")
    cell.font = Font(name=_FONT, color="0563C1", underline="single")
    return cell


def _width(name: str, values: Iterable[Any]) -> int:
    longest = max((len(str(value)) for value in list(values)[:_ROWS_MEASURED] if value is not None), default=0)
    return min(max(longest, len(name)) + 3, _WIDEST)


def _writer(sheet: Any, kind: str, values: list[Any], is_name: bool) -> Callable[[Any], Any]:
    """Choose how the values of a column become cells."""

    def write_text(value: str) -> Any:
        text = _ESCAPE.sub("_x005F_", legal(value))
        if len(text.encode("utf-16-le")) // 2 > MAX_LETTERS:
            text = text.encode("utf-16-le")[: 2 * (MAX_LETTERS - 1)].decode("utf-16-le", "ignore") + "…"
        if not _FORMULA.match(text) and not _NUMBER.fullmatch(text):
            return text or None
        cell = WriteOnlyCell(sheet, text)
        cell.data_type = "s"
        cell.number_format = "@"
        cell.quotePrefix = bool(_FORMULA.match(text))
        return cell

    def write_number(value: float) -> Any:
        return value if abs(value) < _EXACT else write_text(str(value))

    def write_day(value: str) -> WriteOnlyCell:
        cell = WriteOnlyCell(sheet, datetime.date.fromisoformat(value))
        cell.number_format = "yyyy-mm-dd"
        return cell

    if kind == "flag":
        return bool
    if kind in ("integer", "number"):
        return write_number
    return write_day if not is_name and _are_days(values) else write_text


def _are_days(values: list[Any]) -> bool:
    """Say whether all are days that Excel knows: it begins in 1900."""
    filled = [value for value in values if value is not None]
    return bool(filled) and min(filled) > "1900-03" and is_day(pd.Series(filled, dtype="str"))
