"""What is read in one go: a file, plain or packed, or a member of an archive, as a stream of bounded length."""

from __future__ import annotations

import gzip
import io
import lzma
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, BinaryIO, cast
from zipfile import BadZipFile

import pyarrow as pa

from analysis.corpus.readers.article_rows import one_line

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

# Bytes of a text file, a line, a row or an object; a book has a tenth of it.
LARGEST = 10_000_000
# What unpacks to more than both is no newspaper.
MOST_UNPACKED, MOST_TIMES = 100_000_000, 200
_CHUNK = 1 << 16
# What unpacking broken bytes raises.
UNPACKING_ERRORS = (OSError, EOFError, ValueError, RuntimeError, zlib.error, lzma.LZMAError, BadZipFile)

Open = Callable[[], io.BufferedReader]


class UnreadableError(ValueError):
    """A stream that cannot be read on; the text says why."""


@dataclass(frozen=True)
class Part:
    """A file or a member of an archive.

    Attributes
    ----------
    path : str
        As shown: below the corpus folder with ``/``, ``archive.zip/folder/name.txt`` for a member.
    folder : str
        First folder inside the archive or else below the corpus: the source of what names none; may be empty.
    open : callable
        Gives a stream of its bytes, unpacked, from the beginning.
    size : int or None
        Bytes, when it is known without reading.
    reason : str
        Why it is not read; empty if it is.
    """

    path: str
    folder: str
    open: Open
    size: int | None = None
    reason: str = ""

    @property
    def form(self) -> str:
        """Its ending in small letters, with the one before it when it is packed: ``csv``, ``csv.gz``."""
        return form_of(self.path)

    @property
    def name(self) -> str:
        """Its path without the ending."""
        return without_ending(self.path)

    def chunks(self) -> Iterator[bytes]:
        """Give its bytes in pieces of 64 kB, as far as they can be read."""
        try:
            with self.open() as stream:
                while chunk := stream.read(_CHUNK):
                    yield chunk
        except UnreadableError:
            return


class _Watched(io.RawIOBase):
    """An unpacked stream that ends in a clear error where it breaks or grows beyond reason."""

    def __init__(self, unpacked: BinaryIO, packed: int, beneath: BinaryIO | None = None) -> None:
        self._unpacked, self._packed, self._beneath, self._given = unpacked, packed, beneath, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        room = memoryview(buffer).cast("B")
        try:
            # read1 gives what there is before an error; Arrow's stream has no such method.
            data = getattr(self._unpacked, "read1", self._unpacked.read)(len(room))
        except EOFError as error:
            raise UnreadableError("the packed file is cut off") from error
        except UnreadableError:
            raise
        except UNPACKING_ERRORS as error:
            raise UnreadableError(f"the packed file is damaged ({str(error) or type(error).__name__})") from error
        self._given += len(data)
        if self._given > MOST_UNPACKED and self._given > MOST_TIMES * self._packed:
            raise UnreadableError(f"it unpacks to more than {MOST_TIMES} times its size: not read further")
        room[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._unpacked.close()
            if self._beneath:
                self._beneath.close()
        super().close()


def watch(unpacked: BinaryIO, packed: int, beneath: BinaryIO | None = None) -> io.BufferedReader:
    """Guard an unpacked stream against broken and endless data.

    Parameters
    ----------
    unpacked : binary stream
        As a decompressor gives it.
    packed : int
        Bytes it is unpacked from.
    beneath : binary stream, optional
        Closed with it.
    """
    return io.BufferedReader(_Watched(unpacked, packed, beneath), _CHUNK)


def _unpack_gzip(packed: Open, size: int) -> io.BufferedReader:
    beneath = packed()
    return watch(cast(BinaryIO, gzip.GzipFile(fileobj=beneath)), size, beneath)


def _unpack_zstandard(packed: Open, size: int) -> io.BufferedReader:
    beneath = packed()
    return watch(pa.CompressedInputStream(pa.PythonFile(beneath, mode="r"), "zstd"), size, beneath)


PACKED: dict[str, Callable[[Open, int], io.BufferedReader]] = {".gz": _unpack_gzip, ".zst": _unpack_zstandard}


def make_part(path: str, folder: str, stream: Open, size: int, reason: str = "") -> Part:
    """Make a part of a file or member, unpacking it if its ending says that it is packed.

    Parameters
    ----------
    path, folder, reason : str
        As in `Part`.
    stream : callable
        Opens it as it is.
    size : int
        Bytes it has as it is.
    """
    unpack = PACKED.get(PurePosixPath(path).suffix.lower())
    if unpack is None:
        return Part(path, folder, stream, size, reason)
    return Part(path, folder, partial(unpack, stream, size), None, reason)


def form_of(path: str) -> str:
    """Name the form of a file by its ending in small letters, with the one before it when it is packed."""
    endings = [ending.lower() for ending in PurePosixPath(path).suffixes]
    return "".join(endings[-2:] if endings[-1:] and endings[-1] in PACKED else endings[-1:])[1:]


def without_ending(path: str) -> str:
    """Take the ending off a path, both of a packed file."""
    form = form_of(path)
    return path.rsplit(".", form.count(".") + 1)[0] if form else path


def first_folder(path: str) -> str:
    """Name the first folder of a path, as a source is named; empty when there is none."""
    folders = [part for part in path.split("/")[:-1] if part not in ("", ".", "..")]
    return one_line(folders[0]) if folders else ""
