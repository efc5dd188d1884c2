"""What is read as one file: a plain or compressed file, or a member of a zip archive, as a stream of limited length.

Nothing is unpacked to disk, whatever path a member claims.
"""

from __future__ import annotations

import gzip
import io
import lzma
import stat
import struct
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath
from shutil import copyfileobj
from typing import TYPE_CHECKING, Any, BinaryIO, cast
from zipfile import BadZipFile, ZipFile, ZipInfo

import pyarrow as pa

from analysis.corpus.readers.find_files import may_hold_articles
from analysis.corpus.readers.plain_text import escape_name, one_line

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

# Bytes or characters of a text file, a line or a row; a book has a tenth of it.
MAX_LENGTH = 10_000_000
# What unpacks to more than both is not a file of articles.
MAX_UNPACKED, MAX_RATIO = 100_000_000, 200
TOO_LARGE = f"it unpacks to more than {MAX_RATIO} times its size"
SPREADSHEET = "xlsx"
_CHUNK = 1 << 16
_ENCRYPTED = 0x1
# What unpacking damaged bytes raises.
_DAMAGE = (OSError, EOFError, ValueError, RuntimeError, zlib.error, lzma.LZMAError, struct.error, BadZipFile)

Open = Callable[[], io.BufferedReader]


class UnreadableError(ValueError):
    """A stream that cannot be read to its end, and why."""


@dataclass(frozen=True)
class Part:
    """A file or a member of an archive: its path, a stream of its unpacked bytes, or why it is not read."""

    # Below the corpus folder with "/", "archive.zip/folder/name.txt" for a member.
    path: str
    # First folder inside the archive or else below the corpus: the source if nothing else names one; may be empty.
    folder: str
    open: Open
    reason: str = ""
    # Number of the sheet that is read of a workbook with several, whose name ends the path; 0 for any other part.
    sheet: int = 0

    @property
    def form(self) -> str:
        """Its ending in small letters, with the one before it when it is compressed: ``csv``, ``csv.gz``."""
        if self.sheet:
            return SPREADSHEET
        endings = [ending.lower() for ending in PurePosixPath(self.path).suffixes]
        return "".join(endings[-2:] if endings[-1:] and endings[-1] in _UNPACK else endings[-1:])[1:]

    @property
    def name(self) -> str:
        """Its path without the ending, both of a compressed file."""
        return self.path.rsplit(".", self.form.count(".") + 1)[0] if self.form and not self.sheet else self.path

    def chunks(self) -> Iterator[bytes]:
        """Give its bytes in pieces of at most 64 kB."""
        with self.open() as stream:
            while chunk := stream.read(_CHUNK):
                yield chunk

    def read(self) -> bytes:
        """Read all of a part that is one article.

        Raises
        ------
        ValueError
            When it has more than `MAX_LENGTH` bytes, or cannot be read to its end.
        """
        with self.open() as stream:
            data = stream.read(MAX_LENGTH + 1)
        if len(data) > MAX_LENGTH:
            raise ValueError(f"larger than an article can be ({MAX_LENGTH // 1_000_000} MB)")
        return data


class _Unpacked(io.RawIOBase):
    """An unpacked stream that ends with a clear error where it is damaged or grows beyond reason."""

    def __init__(self, unpacked: BinaryIO, packed_size: int, packed: BinaryIO | None = None) -> None:
        self._unpacked, self._packed_size, self._packed, self._size = unpacked, packed_size, packed, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        room = memoryview(buffer).cast("B")
        try:
            data = self._unpacked.read(len(room))
        except EOFError as error:
            raise UnreadableError("the compressed file is cut off: copy or download it again") from error
        except _DAMAGE as error:
            raise UnreadableError(
                f"the compressed file is damaged ({str(error) or type(error).__name__}): copy or download it again"
            ) from error
        self._size += len(data)
        if self._size > MAX_UNPACKED and self._size > MAX_RATIO * self._packed_size:
            raise UnreadableError(TOO_LARGE)
        room[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._unpacked.close()
            if self._packed:
                self._packed.close()
        super().close()


_UNPACK: dict[str, Callable[[BinaryIO], Any]] = {
    ".gz": lambda packed: gzip.GzipFile(fileobj=packed),
    ".zst": lambda packed: pa.CompressedInputStream(pa.PythonFile(packed, mode="r"), "zstd"),
}


def _open_packed(ending: str, opened: Open, size: int) -> io.BufferedReader:
    packed = opened()
    return io.BufferedReader(_Unpacked(_UNPACK[ending](packed), size, packed), _CHUNK)


def make_part(path: str, folder: str, opened: Open, size: int, reason: str = "") -> Part:
    """Make a part of a file or member whose bytes ``opened`` gives; a compressed one is unpacked while it is read."""
    ending = PurePosixPath(path).suffix.lower()
    return Part(path, folder, partial(_open_packed, ending, opened, size) if ending in _UNPACK else opened, reason)


@contextmanager
def open_seekable(part: Part) -> Iterator[BinaryIO]:
    """Open a part so that any place in it can be reached; a compressed one is unpacked into a temporary file."""
    with part.open() as stream:
        if stream.seekable():
            yield stream
            return
        with tempfile.TemporaryFile() as unpacked:
            copyfileobj(stream, unpacked)
            unpacked.seek(0)
            yield cast(BinaryIO, unpacked)


def first_folder(path: str) -> str:
    """Name the first folder of a path, as a source is named; empty when there is none."""
    folders = [part for part in path.split("/")[:-1] if part not in ("", ".", "..")]
    return one_line(folders[0]) if folders else ""


def zip_members(opened: Open, path: str, folder: str) -> Iterator[Part]:
    """List the members of a zip archive that may hold articles by path, each to be read before the next is asked for.

    A damaged or empty archive is one `Part` with the reason.
    """
    with opened() as file:
        size = file.seek(0, 2)
        try:
            archive = ZipFile(file)
            members = sorted(_candidates(archive))
        except _DAMAGE as error:
            reason = f"not a complete zip archive ({str(error) or type(error).__name__}): copy or download it again"
            yield Part(path, folder, opened, reason)
            return
        names: set[str] = set()
        total = 0
        for name, _, info in members:
            reason = _why_not_read(info, total, size)
            total += 0 if reason else info.file_size
            names.add(own := _own_name(name, names))
            stream = partial(_open_member, archive, info, size)
            yield make_part(f"{path}/{own}", first_folder(name) or folder, stream, info.file_size, reason)
        if not names:
            yield Part(path, folder, opened, "no articles in it")


def _candidates(archive: ZipFile) -> Iterator[tuple[str, int, ZipInfo]]:
    """Give the path, number and description of the members that may hold articles."""
    for i, info in enumerate(archive.infolist()):
        name = escape_name(info.filename.replace("\\", "/"))
        *folders, last = name.rstrip("/").split("/")
        hidden = any(part.startswith(".") and part not in (".", "..") for part in folders)
        if may_hold_articles(last) and not hidden and (info.file_size or not name.endswith("/")):
            yield name, i, info


def _own_name(name: str, names: set[str]) -> str:
    """Tell members of one name apart: ``a.txt``, ``a (2).txt``."""
    folders, slash, last = name.rpartition("/")
    stem, dot, endings = last.partition(".")
    own, number = name, 1
    while own in names:
        number += 1
        own = f"{folders}{slash}{stem} ({number}){dot}{endings}"
    return own


def _why_not_read(info: ZipInfo, total: int, size: int) -> str:
    if info.flag_bits & _ENCRYPTED:
        return "it is encrypted: unpack the archive with its password"
    if stat.S_ISLNK(info.external_attr >> 16):
        return "a link: put the file itself into the archive"
    if info.filename.lower().endswith(".zip"):
        return "an archive in an archive: unpack the outer one"
    # What a member claims is an upper bound: no more is unpacked from it.
    for unpacked, packed in ((info.file_size, min(info.compress_size, size)), (total + info.file_size, size)):
        if unpacked > MAX_UNPACKED and unpacked > MAX_RATIO * packed:
            return TOO_LARGE
    return ""


def _open_member(archive: ZipFile, info: ZipInfo, size: int) -> io.BufferedReader:
    try:
        member = cast(BinaryIO, archive.open(info))
    except _DAMAGE as error:
        raise UnreadableError(
            f"the archive is damaged ({str(error) or type(error).__name__}): copy or download it again"
        ) from error
    return io.BufferedReader(_Unpacked(member, min(info.compress_size, size)), _CHUNK)
