"""Records to batches on disk, what was refused, and what became of each file."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis.corpus.readers.article_rows import FileRead, Record, Refused
from analysis.corpus.readers.find_files import CorpusFile
from analysis.corpus.readers.read_files import read_records
from analysis.settings.settings_files import CorpusSettings

BATCH_ARTICLES = 4000
# Of text: books among the articles must not make a batch larger than memory.
BATCH_CHARACTERS = 50_000_000


@dataclass(frozen=True)
class Batches:
    """What reading gave.

    Attributes
    ----------
    paths : list of Path
        Parquet files of at most 4,000 records.
    articles, characters : int
        In all of them.
    refused : DataFrame
        One row per record that cannot be used; columns ``path, line, article_id, reason``, in the order of the files.
    files : DataFrame
        One row per file or member of an archive, in order; columns as `analysis.corpus.readers.article_rows.FileRead`.
    """

    paths: list[Path]
    articles: int
    characters: int
    refused: pd.DataFrame
    files: pd.DataFrame


def read_batches(files: list[CorpusFile], folder: Path, settings: CorpusSettings) -> Batches:
    """Read all records and write the usable ones in batches.

    Parameters
    ----------
    files : list of CorpusFile
        As `analysis.corpus.readers.find_files.find_files` gives them.
    folder : Path
        Where the batches go.
    settings : CorpusSettings
        How files are read.

    Returns
    -------
    Batches
        Records of one id: the same record again is refused, another one gets an id of its own.
    """
    paths: list[Path] = []
    used: list[Record] = []
    refused: list[Refused] = []
    read: list[FileRead] = []
    seen: dict[str, tuple[str, bytes]] = {}
    articles = characters = held = 0

    def flush() -> None:
        path = folder / f"batch-{len(paths):05}.parquet"
        pq.write_table(pa.Table.from_pylist([asdict(record) for record in used]), path)
        paths.append(path)
        used.clear()

    for found in read_records(files, settings):
        if isinstance(found, FileRead):
            read.append(found)
            continue
        record = _own_id(found, seen) if isinstance(found, Record) else found
        if isinstance(record, Refused):
            refused.append(record)
            continue
        used.append(record)
        articles += 1
        held += len(record.text)
        if len(used) == BATCH_ARTICLES or held > BATCH_CHARACTERS:
            flush()
            characters, held = characters + held, 0
    if used:
        flush()
    return Batches(paths, articles, characters + held, _table(refused, Refused), _table(read, FileRead))


def _table(rows: list[Refused] | list[FileRead], kind: type[Refused] | type[FileRead]) -> pd.DataFrame:
    return pd.DataFrame([asdict(row) for row in rows], columns=[field.name for field in fields(kind)])


def _own_id(record: Record, seen: dict[str, tuple[str, bytes]]) -> Record | Refused:
    """Refuse a record that stands in the corpus twice; give another one with a used id an id of its own."""
    digest = hashlib.sha256(
        f"{record.title}\0{record.text}\0{record.source}\0{record.date_as_found}".encode(errors="replace")
    ).digest()
    at = f"{record.path}:{record.line}"
    before = seen.setdefault(record.article_id, (at, digest))
    if before[0] == at:
        return record
    if before[1] == digest:
        return Refused(record.path, record.line, record.article_id, f"the same record as {before[0]}, with the same id")
    return _own_id(replace(record, article_id=f"{record.article_id}@{at}"), seen)
