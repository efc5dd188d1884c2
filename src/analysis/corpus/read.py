"""Find the files of a corpus and read every record in them, in one fixed order."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from analysis.corpus.record import Record, Refused
from analysis.corpus.tables import read_csv, read_jsonl, read_parquet
from analysis.corpus.text_files import read_text_file
from analysis.errors import CorpusError

_TABLES = {".csv": read_csv, ".tsv": read_csv, ".jsonl": read_jsonl, ".ndjson": read_jsonl, ".parquet": read_parquet}
_NO_RECORDS = {"README.md", "SHA256SUMS"}


def find_files(corpus: Path) -> list[tuple[Path, str]]:
    """List the files of a corpus.

    Parameters
    ----------
    corpus : Path
        A folder, or a single file.

    Returns
    -------
    list of (Path, str)
        Each file and its path below the folder with ``/``, in the order of those paths, whatever order the disk has.
        Hidden files, ``README.md``, ``SHA256SUMS`` and ``*.yml`` are no records; links that lead out are not followed.

    Raises
    ------
    CorpusError
        When there is nothing at the path.
    """
    if corpus.is_file():
        return [(corpus, corpus.name)]
    if not corpus.is_dir():
        raise CorpusError(f"There is no folder or file of articles at {corpus}: name one with --articles.")
    root = corpus.resolve()
    found = []
    for folder, folders, names in os.walk(corpus):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(folder, name)
            ordinary = not name.startswith(".") and name not in _NO_RECORDS and path.suffix != ".yml"
            if ordinary and path.is_file() and path.resolve().is_relative_to(root):
                found.append((path, path.relative_to(corpus).as_posix()))
    return sorted(found, key=lambda pair: pair[1])


def fingerprint_files(files: list[tuple[Path, str]]) -> str:
    """Hash what is in the files and where they stand in the corpus.

    Parameters
    ----------
    files : list of (Path, str)
        As `find_files` gives them.

    Returns
    -------
    str
        64 hexadecimal digits: equal exactly when paths below the corpus and bytes are equal.
    """
    total = hashlib.sha256()
    for path, relative in files:
        try:
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            digest = "unreadable"
        total.update(f"{relative}\0{digest}\n".encode(errors="surrogateescape"))
    return total.hexdigest()


def read_records(files: list[tuple[Path, str]]) -> Iterator[tuple[Record | Refused, str]]:
    """Read every record of a corpus.

    Parameters
    ----------
    files : list of (Path, str)
        As `find_files` gives them.

    Yields
    ------
    record : Record or Refused
        In the order of the files and of the lines in them. A file of a form that is not read is one `Refused`.
    encoding : str
        The encoding of a text file; empty for tables.
    """
    for path, relative in files:
        suffix = path.suffix.lower()
        if suffix == ".txt":
            yield read_text_file(path, relative)
        elif suffix in _TABLES:
            try:
                for record in _TABLES[suffix](path, relative):
                    yield record, ""
            except (OSError, ValueError) as error:
                yield Refused(relative, 1, "", str(error)), ""
        else:
            forms = ", ".join([".txt", *_TABLES])
            yield (
                Refused(relative, 1, "", f"the form {suffix or 'without an ending'} is not read (read are {forms})"),
                "",
            )
