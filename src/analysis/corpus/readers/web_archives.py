"""Web archives (WARC): the articles in the pages they hold."""

from __future__ import annotations

import zlib
from dataclasses import replace
from importlib import import_module
from itertools import count
from typing import Any

from analysis.corpus.readers.article_rows import ArticleRow, Notes, RefusedRow, Rows
from analysis.corpus.readers.file_parts import MAX_LENGTH, Part, UnreadableError
from analysis.corpus.readers.plain_text import one_line
from analysis.corpus.readers.web_pages import host_of, need_web, read_page
from analysis.settings.settings_files import CorpusSettings

_HTML = {"text/html", "application/xhtml+xml"}
_COMPRESSED, _PLAIN = {"gzip", "deflate"}, {"", "identity"}
# Bytes of the lines above a page.
_MAX_HEADER = 1_000_000


def read_warc(part: Part, settings: CorpusSettings, notes: Notes) -> Rows:
    """Read the pages of a web archive.

    A row is a response that is HTML, its line the number of the record in the archive. The id is the address, with the
    time of the capture for a later capture of the same address; the source is the host. Requests, images and other
    records are not articles.

    Raises
    ------
    ValueError
        When the archive is damaged or cut off, or the extra ``web`` is not installed.
    """
    need_web()
    with part.open() as stream:
        archive = import_module("warcio.archiveiterator").ArchiveIterator(stream)
        archive.reader = _Limited(archive.reader)
        archive.INC_RECORD = ""  # what it would write on the terminal; `err_count` says the same
        seen: set[str] = set()
        for number in count(1):
            try:
                record = next(archive, None)
                if record is None and archive.next_line is None:
                    return
                row = _read_response(record, part.path, number, seen) if record else None
                archive.read_to_end()
                is_whole = _is_whole(record) and not archive.err_count
            # A damaged archive may raise anything.
            except Exception as error:
                why = str(error) if isinstance(error, UnreadableError) else "not a WARC record"
                raise ValueError(f"damaged at record {number:,}: {why}") from error
            if not is_whole:
                raise ValueError(f"damaged or cut off at record {number:,}: copy or download it again")
            if row:
                yield row


def _is_whole(record: Any) -> bool:
    """Say whether a record that was read to its end has the length it announces."""
    announced = record is not None and record.rec_headers.get_header("Content-Length") is not None
    return announced and getattr(record.raw_stream, "limit", 0) <= 0


def _read_response(record: Any, path: str, number: int, seen: set[str]) -> ArticleRow | RefusedRow | None:
    http = record.http_headers
    if record.rec_type != "response" or http is None:
        return None
    content_type = http.get_header("Content-Type") or ""
    if content_type.partition(";")[0].strip().lower() not in _HTML:
        return None
    address = one_line(record.rec_headers.get_header("WARC-Target-URI") or "")
    name = _own_name(address, one_line(record.rec_headers.get_header("WARC-Date") or ""), number, seen)
    try:
        if not host_of(address):
            raise ValueError("no source: the address of the page names no host")
        if http.get_statuscode() != "200":
            raise ValueError(f"not a page: the server answered {one_line(http.get_statuscode())[:40]!r}")
        page = read_page(_body(record), content_type)
    except ValueError as error:
        return RefusedRow(path, number, name, str(error))
    return replace(page, path=path, line=number, article_id=name, source=host_of(address), url=address)


def _own_name(address: str, captured: str, number: int, seen: set[str]) -> str:
    """Name a capture: by its address, for a later one with its time, and if need be with its number."""
    names = (address, f"{address}@{captured}", f"{address}@{captured}@{number}")
    name = next(name for name in names if name not in seen)
    seen.add(name)
    return name


def _body(record: Any) -> bytes:
    """Read a page, unpacking it if it is compressed, up to one byte more than is used."""
    http = record.http_headers
    encoding = (http.get_header("Content-Encoding") or "").strip().lower()
    if encoding not in _COMPRESSED | _PLAIN:
        raise ValueError(f"the page is compressed with {one_line(encoding)[:40]!r}, which is not supported")
    stream = record.raw_stream
    if (http.get_header("Transfer-Encoding") or "").strip().lower() == "chunked":
        stream = import_module("warcio.bufferedreaders").ChunkedDataReader(stream)
    data = bytes(stream.read(MAX_LENGTH + 1))
    return _unpack(data) if encoding in _COMPRESSED else data


def _unpack(data: bytes) -> bytes:
    """Unpack gzip or deflate with or without a header; what is none of them is not compressed, whatever is declared."""
    for window in (32 + zlib.MAX_WBITS, -zlib.MAX_WBITS):
        unpacker = zlib.decompressobj(window)
        try:
            unpacked = unpacker.decompress(data, MAX_LENGTH + 1)
        except zlib.error:
            continue
        if unpacker.eof or len(unpacked) > MAX_LENGTH:
            return unpacked
    if data.startswith((b"\x1f\x8b", b"\x78")):
        raise ValueError("the page is compressed and damaged")
    return data


class _Limited:
    """A reader of an archive whose headers cannot fill the memory."""

    def __init__(self, reader: Any) -> None:
        self._reader, self._header = reader, 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._reader, name)

    def read(self, length: int | None = None) -> bytes:
        self._header = 0
        return bytes(self._reader.read(length))

    def readline(self, length: int | None = None) -> bytes:
        line = bytes(self._reader.readline(min(length or _MAX_HEADER, _MAX_HEADER)))
        self._header += len(line)
        if self._header > _MAX_HEADER:
            raise UnreadableError("a header without end")
        return line
