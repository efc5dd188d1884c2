"""CSV tables, read strictly: a row of the wrong width is refused, a file with a lost quotation mark as a whole."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import chain, islice

from analysis.corpus.readers.article_rows import Notes, RowReader, Rows
from analysis.corpus.readers.column_names import describe_columns, map_columns
from analysis.corpus.readers.encodings import read_lines, read_text
from analysis.corpus.readers.file_parts import MAX_LENGTH, Part
from analysis.settings.settings_files import CorpusSettings
from analysis.wording import plural

_SEPARATORS = ",;\t|"
# Names in a header may hold line ends.
_HEAD_LINES = 20
LOST_QUOTE = "a quotation mark is missing, or is not doubled inside a field"


def read_csv(part: Part, settings: CorpusSettings, notes: Notes) -> Rows:
    """Read a CSV table, row by row, checking the width of each.

    The first row names the columns. Comma, semicolon, tab or bar separates: the one that gives a column of texts, and
    of several the one that gives most columns. The line of a row is where it begins.

    Raises
    ------
    ValueError
        When the header cannot be used, the encoding cannot be found, or the file is not CSV to its end.
    """
    csv.field_size_limit(MAX_LENGTH)
    reader = RowReader(part, settings.date_format)
    lines = _lines(read_lines(read_text(part, settings.encoding, notes)))
    first = list(islice(lines, _HEAD_LINES))
    separator, head, names = _read_head(first, settings.columns)
    notes.columns = describe_columns(names)
    for line, fields in islice(_rows(chain(first, lines), separator), 1, None):
        if len(fields) != len(head):
            yield reader.refuse(line, f"{plural(len(fields), 'field')} where the header has {len(head)}")
        else:
            yield reader.read(dict(zip(head, fields, strict=True)), names, line)


def _lines(lines: Iterator[str | None]) -> Iterator[str]:
    for number, line in enumerate(lines, 1):
        if line is None:
            raise ValueError(f"not CSV at line {number:,}: the line is longer than {MAX_LENGTH:,} characters")
        yield line


def _rows(lines: Iterator[str], separator: str) -> Iterator[tuple[int, list[str]]]:
    """Give rows that are not empty, with the line each begins at."""
    rows = csv.reader(lines, delimiter=separator, strict=True)
    line = 1
    try:
        for fields in rows:
            if fields:
                yield line, fields
            line = rows.line_num + 1
    except csv.Error as error:
        raise ValueError(f"not CSV at line {line:,}: {LOST_QUOTE} ({error})") from error


def _read_head(lines: list[str], columns: dict[str, str]) -> tuple[str, list[str], dict[str, str]]:
    """Read the header: the separator, its fields, and which of them are ours."""
    usable: list[tuple[str, list[str], dict[str, str]]] = []
    wrong: list[tuple[int, str]] = [(0, "no articles in it")]
    for separator in _SEPARATORS:
        fields: list[str] = []
        try:
            for _, fields in islice(_rows(iter(lines), separator), 1):
                usable.append((separator, fields, map_columns(fields, columns)))
        except ValueError as error:
            wrong.append((max(len(fields), 1), str(error)))
    if not usable:
        raise ValueError(max(wrong, key=lambda tried: tried[0])[1])
    return max(usable, key=lambda found: len(found[1]))
