"""Parquet tables: one article a row, read in batches."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from analysis.corpus.readers.article_rows import Notes, RowReader, Rows
from analysis.corpus.readers.column_names import describe_columns, map_columns
from analysis.corpus.readers.file_parts import MAX_RATIO, MAX_UNPACKED, TOO_LARGE, Part, open_seekable
from analysis.corpus.readers.json_articles import MAX_DEPTH, flatten
from analysis.settings.settings_files import CorpusSettings

# Rows in memory at a time: a text that is stored once may be the text of every row.
_BATCH = 50
# Bytes of a column in memory at a time.
_BUFFER = 1 << 20
# What Arrow raises for damaged files.
_DAMAGE = (pa.ArrowException, OSError, ValueError, LookupError, OverflowError, MemoryError)


def read_parquet(part: Part, settings: CorpusSettings, notes: Notes) -> Rows:
    """Read a Parquet table; the line of a row is its number.

    Raises
    ------
    ValueError
        When the file is damaged or not Parquet, or its columns cannot be used.
    """
    with open_seekable(part) as stream:
        file = _open(stream)
        schema = file.schema_arrow
        paths = dict(path for field in schema for path in _paths(field))
        columns = [path for field in schema for path, _ in _paths(field)]
        names = map_columns(columns, settings.columns)
        notes.columns = describe_columns(names, columns)
        typed = "published" in names and pa.types.is_temporal(paths[names["published"]].type)
        reader = RowReader(part, () if typed else settings.date_format, columns)
        used = [name for name in schema.names if any(f"{path}.".startswith(f"{name}.") for path in names.values())]
        for line, row in enumerate(_rows(file, list(dict.fromkeys(used))), 1):
            yield reader.read(flatten(row), names, line)


def _paths(field: pa.Field, above: str = "") -> Iterator[tuple[str, pa.Field]]:
    """Give the paths of the values in a column with their types: ``source.name`` of a column of structs."""
    path = above + field.name
    if pa.types.is_struct(field.type) and field.type.num_fields and above.count(".") < MAX_DEPTH:
        for part in field.type:
            yield from _paths(part, f"{path}.")
    else:
        yield path, field


def _open(stream: BinaryIO) -> pq.ParquetFile:
    try:
        file = pq.ParquetFile(stream, buffer_size=_BUFFER)
        unpacked = sum(file.metadata.row_group(i).total_byte_size for i in range(file.metadata.num_row_groups))
        file.schema_arrow  # noqa: B018  the schema may be damaged too
    except _DAMAGE as error:
        raise ValueError(f"not a complete Parquet file ({_first_line(error)})") from error
    if unpacked > MAX_UNPACKED and unpacked > MAX_RATIO * stream.seek(0, 2):
        raise ValueError(TOO_LARGE)
    return file


def _rows(file: pq.ParquetFile, columns: list[str]) -> Iterator[dict[str, object]]:
    number = 0
    try:
        for batch in file.iter_batches(batch_size=_BATCH, columns=columns):
            # Parquet can hold dates that Python cannot (the year 30000).
            fields = [field.cast(pa.string()) if pa.types.is_temporal(field.type) else field for field in batch]
            for row in pa.RecordBatch.from_arrays(fields, batch.schema.names).to_pylist():
                number += 1
                yield row
        if number != file.metadata.num_rows:
            raise ValueError(f"{file.metadata.num_rows:,} rows were announced")
    except _DAMAGE as error:
        raise ValueError(f"damaged after row {number:,} ({_first_line(error)})") from error


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
