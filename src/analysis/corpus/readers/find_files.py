"""Find the files of a corpus, in one fixed order, and hash them; nothing but ordinary files is opened."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import stat
from pathlib import Path
from typing import NamedTuple

from analysis.corpus.readers.plain_text import escape_name
from analysis.errors import CorpusError

# How browsers call the folder of a saved page, in some languages.
_OF_PAGES = {"files", "Dateien", "fichiers", "archivos", "file", "arquivos", "bestanden", "filer"}
_NO_ARTICLES = {"README.md", "SHA256SUMS", "LICENSE"}


class CorpusFile(NamedTuple):
    """A file of a corpus: where it is, its path below the corpus folder with ``/``, and why it is not read, if so."""

    path: Path
    relative: str
    reason: str = ""


def find_files(corpus: Path) -> list[CorpusFile]:
    """List the files of a corpus, a folder or a single file, by their path below it.

    Hidden files, ``README.md``, ``LICENSE``, ``SHA256SUMS`` and ``*.yml`` are not articles. What cannot be read safely
    is listed with the reason, to be refused: folders that cannot be opened, pipes and devices, and links that lead out,
    to a folder, in a circle or to nothing.

    Raises
    ------
    CorpusError
        When there is nothing at the path.
    """
    if corpus.is_file():
        return [CorpusFile(corpus, escape_name(corpus.name))]
    if not corpus.is_dir():
        raise CorpusError(f"There is no folder or file of articles at {corpus}: check the path.")
    root = os.path.realpath(corpus)
    found: list[tuple[Path, str]] = []
    for folder, folders, names in os.walk(corpus):
        own = [name for name in folders if not name.startswith(".") and not _belongs_to_page(name, names)]
        closed = {name: reason for name in own if (reason := _why_not_entered(Path(folder, name)))}
        folders[:] = [name for name in own if name not in closed]
        found += [(Path(folder, name), reason) for name, reason in closed.items()]
        found += [(path := Path(folder, name), _why_not_read(path, root)) for name in names if may_hold_articles(name)]
    files = [CorpusFile(path, escape_name(path.relative_to(corpus).as_posix()), reason) for path, reason in found]
    return sorted(files, key=lambda file: file.relative)


def _belongs_to_page(folder: str, files: list[str]) -> bool:
    """Say whether a browser saved the pictures and frames of a page beside it in this folder."""
    page, mark, _ = folder.replace("-", "_").rpartition("_")
    pages = (f"{page}.html", f"{page}.htm")
    return bool(mark) and folder[len(page) + 1 :] in _OF_PAGES and any(n.replace("-", "_") in pages for n in files)


def may_hold_articles(name: str) -> bool:
    """Say whether a file of this name (without folders) may hold articles."""
    return not name.startswith(".") and name not in _NO_ARTICLES and not name.endswith(".yml")


def _why_not_entered(folder: Path) -> str:
    if folder.is_symlink():
        return "a link to a folder: such links are not followed, put the folder itself there"
    return "" if os.access(folder, os.R_OK | os.X_OK) else "the folder cannot be opened"


def _why_not_read(path: Path, root: str) -> str:
    try:
        mode = path.stat().st_mode
    except OSError as error:
        if not path.is_symlink():
            return ""  # opening it will say what is wrong
        return "a link that leads in a circle" if error.errno == errno.ELOOP else "a link to a file that is not there"
    if not Path(os.path.realpath(path)).is_relative_to(root):
        return "a link that leads out of the corpus: put the file itself there"
    return "" if stat.S_ISREG(mode) else "a pipe, socket or device: only ordinary files are read"


def open_ordinary(path: Path) -> io.BufferedReader:
    """Open a file for reading, without waiting if it has become a pipe; OSError when it is not an ordinary file."""
    number = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    if not stat.S_ISREG(os.fstat(number).st_mode):
        os.close(number)
        raise OSError(errno.EINVAL, "not an ordinary file")
    return os.fdopen(number, "rb")


def fingerprint_files(files: list[CorpusFile]) -> str:
    """Hash the paths below the corpus and the bytes of files, or why they are not read: 64 hexadecimal digits."""
    total = hashlib.sha256()
    for path, relative, reason in files:
        digest = reason
        try:
            if not reason:
                with open_ordinary(path) as file:
                    digest = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            digest = "unreadable"
        total.update(f"{relative}\0{digest}\n".encode(errors="surrogateescape"))
    return total.hexdigest()
