"""Find the files of a corpus and read every record in them, in one fixed order."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from analysis.corpus.record import Record, Refused, shown
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
        A folder that cannot be opened stands in the list, to be refused.

    Raises
    ------
    CorpusError
        When there is nothing at the path.
    """
    if corpus.is_file():
        return [(corpus, corpus.name)]
    if not corpus.is_dir():
        raise CorpusError(f"There is no folder or file of articles at {corpus}: check the path.")
    root = corpus.resolve()
    found = []
    for folder, folders, names in os.walk(corpus):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [path for name in folders if not os.access(path := Path(folder, name), os.R_OK | os.X_OK)]
        for name in names:
            path = Path(folder, name)
            ordinary = not name.startswith(".") and name not in _NO_RECORDS and path.suffix != ".yml"
            # Neither pipes (opening one would wait for ever) nor what links lead to outside.
            if ordinary and os.path.isfile(path) and path.resolve().is_relative_to(root):  # noqa: PTH113 - never raises
                found.append(path)
    return sorted(((path, shown(path.relative_to(corpus).as_posix())) for path in found), key=lambda pair: pair[1])


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
        if path.is_dir():
            yield Refused(relative, 1, "", "the folder cannot be opened"), ""
        elif suffix == ".txt":
            yield read_text_file(path, relative)
        elif suffix in _TABLES:
            for record in _read_table(path, relative):
                yield record, ""
        else:
            forms = ", ".join([".txt", *_TABLES])
            yield (
                Refused(relative, 1, "", f"the form {suffix or 'without an ending'} is not read (read are {forms})"),
                "",
            )


def _read_table(path: Path, relative: str) -> Iterator[Record | Refused]:
    empty = True
    try:
        for record in _TABLES[path.suffix.lower()](path, relative):
            empty = False
            yield record
        if empty:
            yield Refused(relative, 1, "", "no records in it")
    except (OSError, ValueError) as error:
        yield Refused(relative, 1, "", (error.strerror if isinstance(error, OSError) else None) or str(error))
