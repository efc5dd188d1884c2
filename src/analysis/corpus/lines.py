"""The text of a file as a stream, and its lines, none of which is held when it is too long."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TextIO

from analysis.corpus.decode import find_encoding
from analysis.corpus.parts import LARGEST, Part
from analysis.corpus.record import Notes

_SKIPPED_AT_ONCE = 1 << 20


def open_text(part: Part, given: str, notes: Notes) -> TextIO:
    r"""Open a part as text with line ends as ``\\n``; notes get its encoding.

    Raises
    ------
    ValueError
        When it is in no encoding that can be told.
    """
    encoding = find_encoding(part.chunks, given)
    notes.encoding, notes.guessed = str(encoding), encoding.guessed
    return io.TextIOWrapper(part.open(), encoding=encoding.codec, errors="replace")


def read_lines(text: TextIO) -> Iterator[str | None]:
    """Read lines with their ends; None stands for one that is longer than `LARGEST` characters."""
    while line := text.readline(LARGEST + 1):
        if len(line) <= LARGEST:
            yield line
            continue
        while line and not line.endswith("\n"):
            line = text.readline(_SKIPPED_AT_ONCE)
        yield None
