"""The text of a file in pieces, and its lines, none of which is held when it is too long."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterable, Iterator

from analysis.corpus.readers.article_rows import Notes
from analysis.corpus.readers.encodings import find_encoding
from analysis.corpus.readers.file_parts import LARGEST, Part

_PIECE = 1 << 16


def read_text(part: Part, given: str, notes: Notes) -> Iterator[str]:
    r"""Read a part as text in pieces of at most 64 kB, with line ends as ``\\n``; notes get its encoding.

    All that can be read comes before the error, if there is one.

    Raises
    ------
    ValueError
        When it is in no encoding that can be told, or cannot be read on.
    """
    encoding = find_encoding(part.chunks, given)
    notes.encoding, notes.guessed = str(encoding), encoding.guessed
    decoder = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder(encoding.codec)("replace"), translate=True)
    with part.open() as stream:
        while data := stream.read1(_PIECE):
            yield decoder.decode(data)
    yield decoder.decode(b"", final=True)


def read_lines(pieces: Iterable[str]) -> Iterator[str | None]:
    """Cut a text into lines with their ends; None stands for one of more than `LARGEST` characters."""
    begun: list[str] = []
    length = 0
    for piece in pieces:
        *lines, rest = piece.split("\n")
        for line in lines:
            yield None if length + len(line) >= LARGEST else f"{''.join(begun)}{line}\n"
            begun, length = [], 0
        length += len(rest)
        begun = [*begun, rest] if length <= LARGEST else []
    if length:
        yield None if length > LARGEST else "".join(begun)
