"""Tables of articles: CSV, TSV, JSON lines and Parquet, one record a row."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from analysis.corpus.columns import map_columns, pick
from analysis.corpus.credits import find_copyright
from analysis.corpus.decode import decode
from analysis.corpus.record import Record, Refused, has_words, read_date

Found = Record | Refused


def read_csv(path: Path, relative: str) -> Iterator[Found]:
    """Read a CSV table (TSV by its ending), row by row, checking the width of each.

    Parameters
    ----------
    path : Path
        The file; its first row names the columns.
    relative : str
        Its path below the corpus folder.

    Yields
    ------
    Record or Refused
        One for each row; one `Refused` for the whole file when its head cannot be used.
    """
    csv.field_size_limit(sys.maxsize)
    text, _ = decode(path.read_bytes())
    dialect = "excel-tab" if path.suffix.lower() == ".tsv" else "excel"
    rows = csv.reader(io.StringIO(text, newline=""), dialect=dialect, strict=True)
    line = 1
    try:
        head = next(rows, [])
        names = map_columns(head) if text else {}
        line = rows.line_num + 1
        for row in rows:
            if row and len(row) != len(head):
                yield Refused(
                    relative,
                    line,
                    "",
                    f"{len(row)} {'field' if len(row) == 1 else 'fields'} where the header has {len(head)}",
                )
            elif row:
                yield _record(dict(zip(head, row, strict=True)), names, relative, line)
            line = rows.line_num + 1
    except csv.Error as error:
        yield Refused(relative, line, "", f"not CSV from here to the end of the file: {error}")


def read_jsonl(path: Path, relative: str) -> Iterator[Found]:
    """Read JSON lines: one object a line; each line is refused or used by itself."""
    with path.open("rb") as file:
        for line, data in enumerate(file, 1):
            if not data.strip():
                continue
            try:
                row = json.loads(decode(data)[0], object_pairs_hook=_each_key_once)
                if not isinstance(row, dict):
                    raise ValueError(f"a JSON {type(row).__name__} where an object was expected")
                yield _record(row, map_columns(list(row)), relative, line)
            except (ValueError, RecursionError) as error:
                yield Refused(relative, line, "", f"not a usable JSON object: {error}")


def _each_key_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    row = dict(pairs)
    if len(row) < len(pairs):
        raise ValueError("a key stands twice")
    return row


def read_parquet(path: Path, relative: str) -> Iterator[Found]:
    """Read a Parquet table in batches; the line is the number of the row."""
    line = 0
    with path.open("rb") as raw:
        try:
            file = pq.ParquetFile(raw)
            names = map_columns(file.schema_arrow.names)
            for batch in file.iter_batches(batch_size=2000, columns=list(names.values())):
                for row in _dates_as_text(batch).to_pylist():
                    line += 1
                    yield _record(row, names, relative, line)
        except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
            reason = f"not Parquet from here to the end of the file: {str(error).splitlines()[0]}"
            yield Refused(relative, line + 1, "", reason)


def _dates_as_text(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Write dates as text: Parquet can hold ones that Python cannot (the year 30000)."""
    schema = pa.schema(
        [field.with_type(pa.string()) if pa.types.is_temporal(field.type) else field for field in batch.schema]
    )
    return batch.cast(schema)


def _record(row: Mapping[str, object], names: Mapping[str, str], relative: str, line: int) -> Found:
    """Turn a row into a record; ids stay the text they are ("007"), "NA" and "null" stay words."""
    try:
        field = {ours: pick(row, names, ours) for ours in names}
    except ValueError as error:
        return Refused(relative, line, "", str(error))
    article_id = field.get("article_id") or f"{relative.rsplit('.', 1)[0]}/{line}"
    text, found = field["text"], field.get("published", "")
    source = field.get("source") or find_copyright(text).name
    if not has_words(text):
        return Refused(relative, line, article_id, "no text")
    if not source:
        return Refused(relative, line, article_id, "no source")
    return Record(
        article_id, source, read_date(found), field.get("title", ""), text, relative, line,
        field.get("label", ""), field.get("language", ""), field.get("byline", ""), found,
    )  # fmt: skip
