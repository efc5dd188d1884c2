"""Parquet tables: one record a row, read in batches; what is broken is refused, the other row groups are used."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from shutil import copyfileobj
from typing import BinaryIO, cast

import pyarrow as pa
import pyarrow.parquet as pq

from analysis.corpus.readers.article_rows import Notes
from analysis.corpus.readers.column_names import map_columns, say_columns
from analysis.corpus.readers.file_parts import MOST_TIMES, MOST_UNPACKED, Part
from analysis.corpus.readers.rows import RowReader, Rows
from analysis.settings.settings_files import CorpusSettings

# Rows in memory at a time: a text that stands in the file once may stand in all of them.
_BATCH = 50
# Bytes of a column in memory at a time.
_BUFFER = 1 << 20
# More rows than any file has; a broken one may claim them.
_MOST_ROWS = 10**12
# What Arrow raises for broken files.
_ERRORS = (pa.ArrowException, OSError, ValueError, LookupError, OverflowError, MemoryError)


def read_parquet(part: Part, settings: CorpusSettings, notes: Notes) -> Rows:
    """Read a Parquet table.

    Parameters
    ----------
    part : Part
        The file.
    settings : CorpusSettings
        Columns, and the form of dates that are texts.
    notes : Notes
        Gets the columns.

    Yields
    ------
    Record or Refused
        One for each row; the line is its number. One `Refused` for the rows of a group from where it is broken.

    Raises
    ------
    ValueError
        When the file is no Parquet or its columns cannot be used.
    """
    with _seekable(part) as stream:
        try:
            file = pq.ParquetFile(stream, buffer_size=_BUFFER)
            schema = file.schema_arrow
            groups = [file.metadata.row_group(i) for i in range(file.metadata.num_row_groups)]
            unpacked = sum(group.total_byte_size for group in groups)
        except _ERRORS as error:
            raise ValueError(f"not Parquet: {_say(error)}") from error
        if unpacked > MOST_UNPACKED and unpacked > MOST_TIMES * stream.seek(0, 2):
            raise ValueError(f"it unpacks to more than {MOST_TIMES} times its size: not read")
        names = map_columns(schema.names, settings.columns)
        notes.columns = say_columns(names)
        typed = "published" in names and pa.types.is_temporal(schema.field(names["published"]).type)
        reader = RowReader(part, "" if typed else settings.date_format)
        line = 0
        for number, group in enumerate(groups):
            end = line + min(max(group.num_rows, 0), _MOST_ROWS)
            wrong = "the file ends"
            try:
                for row in _rows(file, number, list(dict.fromkeys(names.values()))):
                    line += 1
                    if isinstance(row, ValueError):
                        yield reader.refuse(line, str(row))
                    else:
                        yield reader.record(row, names, line)
            except _ERRORS as error:
                wrong, end = _say(error), max(end, line + 1)
            if line < end:
                yield reader.refuse(line + 1, f"rows {line + 1:,} to {end:,} cannot be read: {wrong}")
                line = end


@contextmanager
def _seekable(part: Part) -> Iterator[BinaryIO]:
    """Open a part so that any place in it can be reached; what is packed is unpacked into a temporary file."""
    with part.open() as stream:
        if stream.seekable():
            yield stream
            return
        with tempfile.TemporaryFile() as unpacked:
            copyfileobj(stream, unpacked)
            unpacked.seek(0)
            yield cast(BinaryIO, unpacked)


def _rows(file: pq.ParquetFile, group: int, columns: list[str]) -> Iterator[dict[str, object] | ValueError]:
    for batch in file.iter_batches(batch_size=_BATCH, row_groups=[group], columns=columns):
        fields = [_values(_dates_as_text(batch.column(name))) for name in columns]
        for values in zip(*fields, strict=True):
            broken = [value for value in values if isinstance(value, ValueError)]
            yield broken[0] if broken else dict(zip(columns, values, strict=True))


def _values(column: pa.Array) -> list[object]:
    """Give the values of a column; an error for one that is not what its type says."""
    try:
        return list(column.to_pylist())
    except ValueError:
        return [_value(value) for value in column]


def _value(value: pa.Scalar) -> object:
    try:
        return value.as_py()
    except ValueError as error:
        return ValueError(f"a field cannot be read: {error}")


def _dates_as_text(column: pa.Array) -> pa.Array:
    """Write dates as text: Parquet can hold ones that Python cannot (the year 30000)."""
    return column.cast(pa.string()) if pa.types.is_temporal(column.type) else column


def _say(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
