"""CSV tables: rows of strict width; a broken one is refused, and reading takes up again at the next line."""

from __future__ import annotations

import csv
import sys
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from analysis.corpus.readers.article_rows import Notes
from analysis.corpus.readers.column_names import map_columns, say_columns
from analysis.corpus.readers.file_parts import LARGEST, Part
from analysis.corpus.readers.lines import read_lines, read_text
from analysis.corpus.readers.rows import RowReader, Rows
from analysis.settings.settings_files import CorpusSettings

_SEPARATORS = ",;\t|"
# Characters read in vain, looking for the end of a quotation, before no row may go over more than one line.
_PATIENCE = 100_000_000
_NOT_CLOSED = "unexpected end of data"


def read_csv(part: Part, settings: CorpusSettings, notes: Notes) -> Rows:
    """Read a CSV table, row by row, checking the width of each.

    Parameters
    ----------
    part : Part
        The file; its first row names the columns. Comma, semicolon, tab or bar separates: the one that gives a known
        column of texts.
    settings : CorpusSettings
        Encoding, columns and dates.
    notes : Notes
        Gets encoding and columns.

    Yields
    ------
    Record or Refused
        One for each row, with the line it begins at.

    Raises
    ------
    ValueError
        When the header cannot be used, the encoding cannot be told, or the file cannot be read on.
    """
    csv.field_size_limit(sys.maxsize)
    reader = RowReader(part, settings.date_format)
    table = _Table(read_lines(read_text(part, settings.encoding, notes)))
    head, names = _read_head(table, settings.columns)
    notes.columns = say_columns(names)
    while (row := table.read()) is not None:
        if row.error:
            yield reader.refuse(row.line, row.error)
        elif len(row.fields) != len(head):
            fields = "1 field" if len(row.fields) == 1 else f"{len(row.fields)} fields"
            yield reader.refuse(row.line, f"{fields} where the header has {len(head)}")
        elif any("\0" in cell for cell in row.fields):
            yield reader.refuse(row.line, "it holds NUL bytes")
        else:
            yield reader.record(dict(zip(head, row.fields, strict=True)), names, row.line)


@dataclass(frozen=True)
class _Row:
    """A row and the line it begins at, or what is wrong with that line."""

    line: int
    fields: list[str]
    error: str = ""


@dataclass
class _Table:
    """The rows of a table, cut from its lines; the lines of what turns out to be no row are read again one by one."""

    lines: Iterator[str | None]
    separator: str = ","
    line: int = 1
    _back: deque[str | None] = field(default_factory=deque)
    _taken: list[str] = field(default_factory=list)
    _length: int = 0
    _too_long: bool = False
    _vain: int = 0
    _all: int = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        """Give the csv module the next line of this row; it ends where a row would be too long."""
        in_vain = self._vain > _PATIENCE + 2 * self._all
        if self._length > LARGEST or (in_vain and self._taken):
            raise StopIteration
        line = self._back.popleft() if self._back else next(self.lines)
        if line is None:
            if self._taken:
                self._back.appendleft(None)
            self._too_long = not self._taken
            raise StopIteration
        self._taken.append(line)
        self._length += len(line)
        return line

    def read(self) -> _Row | None:
        """Cut the next row that is not empty; None at the end."""
        while True:
            row = self._cut()
            if row is None or row.error or row.fields:
                return row

    def _cut(self) -> _Row | None:
        start, self._taken, self._length, self._too_long = self.line, [], 0, False
        rows = csv.reader(self, delimiter=self.separator, strict=True)
        try:
            fields = next(rows, None)
        except csv.Error as error:
            self.line += 1
            self._back.extendleft(reversed(self._taken[1:]))
            self._vain += self._length
            del self._taken[1:]
            why = "a quotation mark is opened and not closed" if _NOT_CLOSED in str(error) else str(error)
            return _Row(start, [], f"not CSV: {why}")
        self.line += len(self._taken) + self._too_long
        self._all += self._length
        if self._too_long:
            return _Row(start, [], f"longer than {LARGEST:,} characters")
        return None if fields is None else _Row(start, fields)

    def give_back(self) -> None:
        """Take back the row that was read last, to be cut again."""
        self._back.extendleft([None] if self._too_long else reversed(self._taken))
        self.line -= len(self._taken) + self._too_long


def _read_head(table: _Table, columns: dict[str, str]) -> tuple[list[str], dict[str, str]]:
    """Read the header by the separator that gives a column of texts; of several, the one that gives most columns."""
    known: list[tuple[str, list[str], dict[str, str]]] = []
    wrong: list[tuple[list[str], str]] = []
    for separator in _SEPARATORS:
        table.separator = separator
        row = table.read()
        if row is None:
            return [], {}
        try:
            if row.error:
                raise ValueError(f"the header row: {row.error}")
            known.append((separator, row.fields, map_columns(row.fields, columns)))
        except ValueError as error:
            wrong.append((row.fields, str(error)))
        table.give_back()
    if not known:
        raise ValueError(max(wrong, key=lambda tried: max(len(tried[0]), 1))[1])
    table.separator, head, names = max(known, key=lambda tried: len(tried[1]))
    table.read()
    return head, names
