"""Excel workbooks (``.xlsx``): one article a row, the values of formulas, dates as dates; read row by row."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from importlib import import_module
from itertools import chain, islice
from typing import Any, BinaryIO
from zipfile import ZipFile

from analysis.corpus.readers.article_rows import Notes, RowReader, Rows
from analysis.corpus.readers.column_names import describe_columns
from analysis.corpus.readers.csv_dialect import map_head
from analysis.corpus.readers.csv_reader import describe_form
from analysis.corpus.readers.file_parts import TOO_LARGE, Part, open_seekable
from analysis.corpus.readers.plain_text import escape_name, one_line
from analysis.settings.settings_files import CorpusSettings

# Rows in which the header is looked for.
_HEAD_ROWS = 20
# Rows in memory at a time.
_BATCH = 100
# Of a sheet of Excel; and cells of a file, beyond which there is more empty space than text.
_MAX_ROWS, _MAX_CELLS = 1_048_576, 50_000_000
# Bytes of unpacked XML, which takes up to twenty times as many of memory; what shrinks to a hundredth is no text.
_MAX_XML, _MAX_PLAIN, _MAX_RATIO = 100_000_000, 20_000_000, 100
_OLD = b"\xd0\xcf\x11\xe0"
_SAVE_AGAIN = "open it in Excel or LibreOffice and save it again as .xlsx, or as CSV"

Row = tuple[object, ...]


@dataclass(frozen=True)
class _Table:
    """A sheet with a header: its number and name, the names in the header, which of them are ours, and its rows."""

    number: int
    title: str
    head: list[str]
    names: dict[str, str]
    doubts: tuple[str, ...]
    rows: Iterator[tuple[int, Row]]


def sheets_of(part: Part, settings: CorpusSettings) -> Iterator[Part]:
    """List the sheets with articles of a workbook, where there are several, as parts; else the workbook itself.

    One that cannot be opened stays one part, so that reading it says why.
    """
    try:
        with _open_workbook(part) as workbook:
            found = [table for table in _tables(workbook, settings.columns) if isinstance(table, _Table)]
    except (OSError, ValueError):
        found = []
    if len(found) < 2:
        yield part
        return
    paths: set[str] = set()
    for table in found:
        path = f"{part.path}/{table.title}"
        path = f"{path} ({table.number})" if path in paths else path
        paths.add(path)
        yield replace(part, path=path, sheet=table.number)


def read_spreadsheet(part: Part, settings: CorpusSettings, notes: Notes) -> Rows:
    """Read the sheet of a workbook that has a header with a column of texts; the line of a row is its number.

    Raises
    ------
    ValueError
        When the file is damaged, too large, protected or not a workbook, or not one sheet has such a header.
    """
    with _open_workbook(part) as workbook:
        found = list(_tables(workbook, settings.columns, part.sheet))
        tables = [table for table in found if isinstance(table, _Table)]
        if len(tables) > 1:
            listed = ", ".join(table.title for table in tables)
            raise ValueError(f"several sheets hold articles ({listed}): unpack the file, or save each as CSV")
        if not tables:
            raise ValueError(found[0] if found else "no articles in it")
        (table,) = tables
        notes.columns = describe_columns(table.names, table.head)
        places = [(name, table.head.index(name)) for name in table.names.values()]
        reader, typed = (RowReader(part, forms, table.head) for forms in (settings.date_format, ()))
        others = len(workbook.worksheets) - 1
        doubts = [f"sheet {table.title} of {others + 1}"] if others and not part.sheet else []
        doubts += table.doubts
        for line, cells in table.rows:
            row = {name: cells[i] for name, i in places if i < len(cells)}
            dated = isinstance(row.get(table.names.get("published", "")), date)
            notes.understood_as = notes.understood_as or describe_form(doubts, table.names, row)
            yield (typed if dated else reader).read(row, table.names, line)


@contextmanager
def _open_workbook(part: Part) -> Iterator[Any]:
    with open_seekable(part) as stream:
        _check(stream)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                openpyxl = import_module("openpyxl")
                workbook = openpyxl.load_workbook(stream, read_only=True, data_only=True, keep_links=False)
        # A damaged or hostile file may raise anything.
        except Exception as error:
            raise ValueError(f"not a complete Excel file ({_words(error)}): {_SAVE_AGAIN}") from error
        try:
            yield workbook
        finally:
            workbook.close()


def _check(stream: BinaryIO) -> None:
    """Refuse what is no workbook or unpacks to too much; no more is unpacked from a member than it claims."""
    if stream.read(len(_OLD)) == _OLD:
        raise ValueError(f"an old Excel file or one with a password: {_SAVE_AGAIN}")
    try:
        with ZipFile(stream) as archive:
            members = [i for i in archive.infolist() if i.filename.lower().endswith((".xml", ".rels"))]
    except Exception as error:
        raise ValueError(f"not a complete Excel file ({_words(error)}): {_SAVE_AGAIN}") from error
    total = sum(member.file_size for member in members)
    if total > max(_MAX_PLAIN, _MAX_RATIO * stream.seek(0, 2)):
        raise ValueError(TOO_LARGE)
    if total > _MAX_XML:
        raise ValueError(f"larger than {_MAX_XML // 10**6} MB when it is unpacked: save it as CSV")
    stream.seek(0)


def _tables(workbook: Any, columns: Mapping[str, Sequence[str]], number: int = 0) -> Iterator[_Table | str]:
    """Give each sheet as a table, or why it is none; ``number`` chooses one."""
    for i, sheet in enumerate(workbook.worksheets, 1):
        if number in (0, i):
            title = escape_name(one_line(str(sheet.title))).replace("/", "_")
            yield _read_head(i, title, _rows(sheet), columns)


def _read_head(
    number: int, title: str, rows: Iterator[tuple[int, Row]], columns: Mapping[str, Sequence[str]]
) -> _Table | str:
    """Find the header in the first rows that are not empty."""
    reason, widest, above = "no articles in it", 0, 0
    for line, row in rows:
        fields = ["" if cell is None else str(cell).strip() for cell in row]
        try:
            head, names = map_head(fields, columns, widest)
        except ValueError as error:
            reason = reason if above else str(error)
        else:
            doubts = (f"rows above the header: {above}",) if above else ()
            first = next(rows, None)
            return _Table(number, title, head, names, doubts, chain([first], rows)) if first else "no articles in it"
        widest, above = max(widest, sum(map(bool, fields))), above + 1
        if above == _HEAD_ROWS or line > _MAX_ROWS:
            break
    return reason


def _rows(sheet: Any) -> Iterator[tuple[int, Row]]:
    """Give the rows that are not empty with their numbers.

    Raises
    ------
    ValueError
        When the sheet is damaged, or larger than a sheet can be.
    """
    # What a sheet says of its size may be wrong.
    sheet.reset_dimensions()
    rows = sheet.iter_rows(values_only=True)
    line = cells = 0
    batch: list[Row] = [()]
    while batch:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                batch = list(islice(rows, _BATCH))
        except Exception as error:
            raise ValueError(f"damaged after row {line:,} ({_words(error)}): {_SAVE_AGAIN}") from error
        for row in batch:
            line, cells = line + 1, cells + len(row)
            if line > _MAX_ROWS or cells > _MAX_CELLS:
                raise ValueError(
                    f"more than {_MAX_ROWS:,} rows or {_MAX_CELLS:,} cells, hardly any with text: {_SAVE_AGAIN}"
                )
            if any(cell is not None and str(cell).strip() for cell in row):
                yield line, row


def _words(error: Exception) -> str:
    return escape_name((str(error).strip().splitlines() or [type(error).__name__])[0])[:100]
