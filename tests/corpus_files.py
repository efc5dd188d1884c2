"""Files of a corpus made for one test, read or loaded."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

from analysis.corpus import Corpus, load_corpus
from analysis.corpus.read import find_files, read_records
from analysis.corpus.record import Record, Refused

Content = Mapping[str, str | bytes]
WriteFiles = Callable[[Content], Path]
ReadFiles = Callable[[Content], tuple[list[Record], list[Refused]]]
LoadFiles = Callable[..., Corpus]


def write_files(folder: Path, content: Content) -> Path:
    """Write files (path below the folder: content; text as UTF-8) and give the folder."""
    folder.mkdir(exist_ok=True)
    for name, data in content.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
    return folder


def read_folder(folder: Path) -> tuple[list[Record], list[Refused]]:
    """Read every record below a folder: used, refused."""
    records = [record for record, _ in read_records(find_files(folder))]
    used = [record for record in records if isinstance(record, Record)]
    return used, [record for record in records if isinstance(record, Refused)]


def load_folder(folder: Path, **options: object) -> Corpus:
    """Load a folder as a corpus; small sources are not joined unless asked."""
    return load_corpus(os.fspath(folder), **{"min_articles": 1, **options})
