"""Articles in batches on disk, what was refused, and the outcome of each file."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis.corpus.outlet_names import spelling_of
from analysis.corpus.readers.article_rows import ArticleRow, FileOutcome, RefusedRow
from analysis.corpus.readers.find_files import CorpusFile
from analysis.corpus.readers.read_files import Reading, read_articles
from analysis.settings.settings_files import CorpusSettings

BATCH_ARTICLES = 4000
# Of text: books among the articles must not make a batch larger than memory.
BATCH_CHARACTERS = 50_000_000


@dataclass(frozen=True)
class Batches:
    """What was read: Parquet files of at most 4,000 articles, and what is in all of them."""

    paths: list[Path]
    articles: int
    characters: int
    # Articles of each source, by its spelling.
    sources: Counter[str]
    # One row per article, row or file that cannot be used, in the order of the files; columns of `RefusedRow`.
    refused: pd.DataFrame
    # One row per file or member of an archive, in order; columns of `FileOutcome`.
    files: pd.DataFrame


def read_batches(
    files: list[CorpusFile], folder: Path, settings: CorpusSettings, moved: Callable[[int], None] = lambda _: None
) -> Batches:
    """Read all files and write the articles that can be used in batches into a folder; ``moved`` hears of bytes read.

    Of articles with one id, the same article again is refused, and another one gets an id of its own.
    """
    paths: list[Path] = []
    used: list[ArticleRow] = []
    refused: list[RefusedRow] = []
    outcomes: list[FileOutcome] = []
    seen: dict[str, tuple[str, bytes]] = {}
    characters = held = 0
    sources: Counter[str] = Counter()

    def flush() -> None:
        path = folder / f"batch-{len(paths):05}.parquet"
        pq.write_table(pa.Table.from_pylist([asdict(row) for row in used]), path)
        paths.append(path)
        used.clear()

    for found in read_articles(files, settings, Reading(moved)):
        row = _own_id(found, seen) if isinstance(found, ArticleRow) else found
        if isinstance(row, FileOutcome):
            outcomes.append(row)
        elif isinstance(row, RefusedRow):
            refused.append(row)
        else:
            used.append(row)
            characters += len(row.text)
            held += len(row.text)
            sources[spelling_of(row.source)] += 1
            if len(used) == BATCH_ARTICLES or held > BATCH_CHARACTERS:
                flush()
                held = 0
    if used:
        flush()
    tables = _table(refused, RefusedRow), _table(outcomes, FileOutcome)
    return Batches(paths, sources.total(), characters, sources, *tables)


def _table(rows: list[RefusedRow] | list[FileOutcome], kind: type[RefusedRow] | type[FileOutcome]) -> pd.DataFrame:
    return pd.DataFrame([asdict(row) for row in rows], columns=[field.name for field in fields(kind)])


def _own_id(row: ArticleRow, seen: dict[str, tuple[str, bytes]]) -> ArticleRow | RefusedRow:
    """Refuse an article that was read before; give another one with a used id an id of its own."""
    content = f"{row.title}\0{row.text}\0{row.source}\0{row.date_as_found}"
    digest = hashlib.sha256(content.encode(errors="replace")).digest()
    at = f"{row.path}:{row.line}"
    before = seen.setdefault(row.article_id, (at, digest))
    if before[0] == at:
        return row
    if before[1] == digest:
        return RefusedRow(row.path, row.line, row.article_id, f"the same article as {before[0]}, with the same id")
    return _own_id(replace(row, article_id=f"{row.article_id}@{at}"), seen)
