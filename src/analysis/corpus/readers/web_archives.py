"""Web archives (WARC): the articles in the pages they hold."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from itertools import count
from typing import Any, BinaryIO, TypeVar

from analysis.corpus.readers.article_rows import Record, Refused, one_line
from analysis.corpus.readers.file_parts import LARGEST, UnreadableError
from analysis.corpus.readers.web_pages import NEEDS_WEB, has_web, host_of, make_record, read_page

_HTML = {"text/html", "application/xhtml+xml"}
_UNPACKED = {"", "identity", "gzip", "deflate"}
# Bytes of the lines above a page.
_LONGEST_HEADER = 1_000_000

T = TypeVar("T")


def read_warc(stream: BinaryIO, relative: str) -> Iterator[Record | Refused]:
    """Read the pages of a web archive.

    Parameters
    ----------
    stream : binary stream
        The archive, packed with gzip or not; it need not be able to seek.
    relative : str
        Its path below the corpus folder, with ``/``.

    Yields
    ------
    Record or Refused
        One for each response that is HTML, in the order of the archive; the line is the number of the record in it.
        The id is the address, with the time of the capture for a later capture of the same address; the source is the
        host. Requests, images and other records are no articles. Where an archive is cut off or damaged, one `Refused`
        stands for the rest.
    """
    if not has_web():
        yield Refused(relative, 1, "", NEEDS_WEB)
        return
    archive = import_module("warcio.archiveiterator").ArchiveIterator(stream)
    archive.reader = _Careful(archive.reader)
    taken: set[str] = set()
    for number in count(1):
        try:
            record, _ = _quietly(partial(next, archive, None))
            if record is None:
                return
            if record.rec_headers.get_header("Content-Length") is None:
                raise UnreadableError("it is cut off or damaged")
            found = _read_response(record, relative, number, taken)
            # Only when it has been read to its end is it known whether it was whole.
            _quietly(archive.read_to_end)
            if getattr(record.raw_stream, "limit", 0) > 0 or archive.err_count:
                raise UnreadableError("it is cut off or damaged")
        # A damaged archive may raise anything.
        except Exception as error:
            said = one_line(str(error)) if isinstance(error, UnreadableError) else "no WARC record begins there"
            yield Refused(relative, number, "", f"the archive cannot be read from its record {number:,} on: {said}")
            return
        if found:
            yield found


def _read_response(record: Any, relative: str, number: int, taken: set[str]) -> Record | Refused | None:
    http = record.http_headers
    if record.rec_type != "response" or http is None:
        return None
    form, _, parameters = (http.get_header("Content-Type") or "").partition(";")
    if form.strip().lower() not in _HTML:
        return None
    address = one_line(record.rec_headers.get_header("WARC-Target-URI") or "")
    name = _name(address, one_line(record.rec_headers.get_header("WARC-Date") or ""), number, taken)
    if not host_of(address):
        return Refused(relative, number, name, "no source: the address of the page names no host")
    if http.get_statuscode() != "200":
        return Refused(relative, number, name, f"no page: the server answered {one_line(http.get_statuscode())[:40]!r}")
    packing = (http.get_header("Content-Encoding") or "").strip().lower()
    if packing not in _UNPACKED:
        return Refused(relative, number, name, f"the page is packed with {one_line(packing)[:40]!r}, which is not read")
    data, complaint = _quietly(partial(record.content_stream().read, LARGEST + 1))
    if complaint:
        return Refused(relative, number, name, "the page is packed, and its packing is damaged")
    try:
        page = read_page(data, _charset(parameters))
    except ValueError as error:
        return Refused(relative, number, name, str(error))
    return make_record(page, name, host_of(address), relative, number)


def _name(address: str, captured: str, number: int, taken: set[str]) -> str:
    """Name a capture: by its address, for a later one with its time, and if need be with its number."""
    names = (address, f"{address}@{captured}", f"{address}@{captured}@{number}")
    name = next(name for name in names if name not in taken)
    taken.add(name)
    return name


def _charset(parameters: str) -> str:
    """Find the encoding in what stands behind ``text/html;``."""
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return value.strip(" \"'")
    return ""


class _Careful:
    """A reader of an archive whose headers cannot fill the memory."""

    def __init__(self, reader: Any) -> None:
        self._reader, self._header = reader, 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._reader, name)

    def read(self, length: int | None = None) -> bytes:
        self._header = 0
        return bytes(self._reader.read(length))

    def readline(self, length: int | None = None) -> bytes:
        line = bytes(self._reader.readline(min(length or _LONGEST_HEADER, _LONGEST_HEADER)))
        self._header += len(line)
        if self._header > _LONGEST_HEADER:
            raise UnreadableError("a header without end")
        return line


def _quietly(call: Callable[[], T]) -> tuple[T, str]:
    """Call something that complains on the terminal; give its result and the complaint."""
    with contextlib.redirect_stderr(io.StringIO()) as said:
        return call(), said.getvalue()
