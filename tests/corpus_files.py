"""Files of a corpus made for one test, read or loaded."""

from __future__ import annotations

import io
import os
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from analysis.corpus import Corpus, load_corpus
from analysis.corpus.readers.article_rows import ArticleRow, FileOutcome, Notes, RefusedRow, Rows
from analysis.corpus.readers.file_parts import Part, first_folder, make_part
from analysis.corpus.readers.find_files import find_files
from analysis.corpus.readers.read_files import read_articles
from analysis.settings.settings_files import CorpusSettings

Content = Mapping[str, str | bytes]
WriteFiles = Callable[[Content], Path]
ReadFiles = Callable[..., tuple[list[ArticleRow], list[RefusedRow]]]
LoadFiles = Callable[..., Corpus]


def part_of(data: str | bytes, path: str, folder: str | None = None) -> Part:
    """Make a part of its bytes, packed as its ending says; its folder is the first of its path."""
    data = data.encode() if isinstance(data, str) else data
    folder = first_folder(path) if folder is None else folder
    return make_part(path, folder, lambda: io.BufferedReader(io.BytesIO(data)), len(data))


def read_part(
    reader: Callable[[Part, CorpusSettings, Notes], Rows], data: str | bytes, path: str, folder: str | None = None
) -> list[ArticleRow | RefusedRow] | str:
    """Read the bytes of a file, or say why it is refused."""
    try:
        return list(reader(part_of(data, path, folder), CorpusSettings(), Notes()))
    except ValueError as error:
        return str(error)


def articles_of(rows: list[ArticleRow | RefusedRow] | str | None) -> list[ArticleRow]:
    """Give rows of which none is refused."""
    assert isinstance(rows, list), rows
    articles = [row for row in rows if isinstance(row, ArticleRow)]
    assert len(articles) == len(rows), rows
    return articles


def zipped(members: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Make a zip archive of its members; the same members give the same bytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method, compresslevel=1) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return file.getvalue()


def parquet_file(table: pa.Table, **options: object) -> bytes:
    """Make a Parquet file of a table."""
    file = io.BytesIO()
    pq.write_table(table, file, **options)
    return file.getvalue()


@contextmanager
def soon(seconds: float) -> Iterator[None]:
    """Fail when this takes longer: in processor time, so that a busy machine does not matter."""
    start = time.process_time()
    yield
    assert time.process_time() - start < seconds


def write_files(folder: Path, content: Content) -> Path:
    """Write files (path below the folder: content; text as UTF-8) and give the folder."""
    folder.mkdir(exist_ok=True)
    for name, data in content.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
    return folder


def tale(i: int, end: str = ".") -> str:
    """A sentence that shares hardly a word with that of another number."""
    unlike = f"The {i}th boat of a{i} came in at b{i} in the dawn of c{i} with n{i} herrings and m{i} crabs"
    return f"{unlike} for the f{i} fair of the town{end}"


def tales(*fields: str, head: str = "text,source", first: int = 0) -> str:
    """Write a CSV table of tales, each before its other fields."""
    return f"{head}\n" + "".join(f"{tale(i)},{field}\n" for i, field in enumerate(fields, first))


def advice(told: str) -> str:
    """Give the YAML that the check says is to be written."""
    _, _, after = told.partition("Write into corpus.yml, beside the articles:\n\n")
    return after.partition("\n\nEvery list behind this")[0]


def read_all(folder: Path, **settings: object) -> tuple[list[ArticleRow], list[RefusedRow], list[FileOutcome]]:
    """Read every article below a folder (used, refused, files) and compare the counts of the files with the rows."""
    used: list[ArticleRow] = []
    refused: list[RefusedRow] = []
    files: list[FileOutcome] = []
    since = [0, 0]
    for found in read_articles(find_files(folder), CorpusSettings.model_validate(settings)):
        if isinstance(found, ArticleRow):
            used.append(found)
        elif isinstance(found, RefusedRow):
            refused.append(found)
        else:
            files.append(found)
            assert [found.articles, found.refused] == [len(used) - since[0], len(refused) - since[1]]
            assert {row.path for row in (*used[since[0] :], *refused[since[1] :])} == {found.path}
            since = [len(used), len(refused)]
    assert since == [len(used), len(refused)]
    places = [(row.path, row.line) for row in (*used, *refused)]
    assert len(set(places)) == len(places)
    return used, refused, files


def read_folder(folder: Path, **settings: object) -> tuple[list[ArticleRow], list[RefusedRow]]:
    """Read every article below a folder: used, refused."""
    return read_all(folder, **settings)[:2]


def lines_of(refused: list[RefusedRow]) -> list[tuple[str, int, str]]:
    """Path, line and reason of refused rows."""
    return [(row.path, row.line, row.reason) for row in refused]


def load_folder(folder: Path, **options: object) -> Corpus:
    """Load a folder as a corpus; small sources are not joined unless asked."""
    return load_corpus(os.fspath(folder), **{"min_articles": 1, **options})
