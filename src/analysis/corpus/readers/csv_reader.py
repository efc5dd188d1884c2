"""CSV tables: a row that is damaged is refused, a file that cannot be read to its end as a whole."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence

from analysis.corpus.readers.article_rows import Notes, RowReader, Rows
from analysis.corpus.readers.column_names import GIVEN_NAMES, describe_columns
from analysis.corpus.readers.csv_dialect import NOT_AVAILABLE, find_form
from analysis.corpus.readers.encodings import open_text, read_lines
from analysis.corpus.readers.file_parts import MAX_LENGTH, Part
from analysis.corpus.readers.plain_text import escape_name, one_line
from analysis.settings.settings_files import CorpusSettings
from analysis.wording import plural

# Of each field of the first row that is shown where a form is doubtful.
_SHOWN = 40


def read_csv(part: Part, settings: CorpusSettings, notes: Notes) -> Rows:
    """Read a CSV table in the form that `find_form` finds, row by row, checking the width of each.

    The line of a row is where it begins. Empty fields at the end of a row do not count. A row that ends before the
    header does is read if it has the text and the source and no row of the file is damaged: else it may have been cut
    within a text.

    Raises
    ------
    ValueError
        When the header cannot be used, the encoding cannot be found, or the file is not CSV to its end.
    """
    csv.field_size_limit(MAX_LENGTH)
    text = open_text(part, settings.encoding, notes)
    form = find_form(lambda: _lines(read_lines(text())), settings.columns, settings.csv)
    reader = RowReader(part, settings.date_format, form.head)
    notes.columns = describe_columns(form.names, form.head)
    notes.understood_as = describe_form(form.doubts, form.names, dict(zip(form.head, form.first, strict=False)))
    width = len(form.head)
    needed = width if form.damaged else form.needed
    places = [(name, form.head.index(name)) for name in form.names.values()]
    bare = {name for ours, name in form.names.items() if ours == "text" or form.quoted_head}
    for line, fields in form.rows(_lines(read_lines(text()))):
        if len(fields) < needed or (len(fields) > width and any(map(str.strip, fields[width:]))):
            yield reader.refuse(line, f"{plural(len(fields), 'field')} where the header has {width}")
            continue
        row = {name: fields[i] for name, i in places if i < len(fields)}
        for name, cell in row.items():
            if NOT_AVAILABLE[0] in cell:
                row[name] = "" if cell == NOT_AVAILABLE and name in bare else cell.replace(NOT_AVAILABLE[0], "")
        yield reader.read(row, form.names, line)


def holds_table(part: Part, settings: CorpusSettings) -> bool:
    """Say whether a text file is a table with tabs, as the "Unicode text" of Excel, with rows as wide as the header."""
    if b"\t" not in next(part.chunks(), b"").partition(b"\n")[0]:
        return False
    try:
        text = open_text(part, settings.encoding, Notes())
        form = find_form(lambda: _lines(read_lines(text())), settings.columns, settings.csv)
    except ValueError:
        return False
    return form.dialect.separator == "\t" and len(form.names) > 1 and bool(form.first) and not form.damaged


def _lines(lines: Iterator[str | None]) -> Iterator[str]:
    for number, line in enumerate(lines, 1):
        if line is None:
            raise ValueError(f"not CSV at line {number:,}: the line is longer than {MAX_LENGTH:,} characters")
        yield line


def describe_form(doubts: Sequence[str], names: Mapping[str, str], row: Mapping[str, object]) -> str:
    """Say how a doubtful table was understood, with its first row; empty without doubt."""
    cells = (f"{GIVEN_NAMES.get(ours, ours)}={_shorten(str(row.get(name, '')))}" for ours, name in names.items())
    return f"{', '.join(doubts)}; first row: {', '.join(cells)}" if doubts else ""


def _shorten(cell: str) -> str:
    text = escape_name(one_line(cell[: 2 * _SHOWN]))
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
