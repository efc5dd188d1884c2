"""The objects of a JSON text, cut out one by one: of an array, of lines, or simply one after another."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TextIO

from analysis.corpus.parts import LARGEST

Object = dict[str, object]

_CHUNK = 1 << 16
# A string ends at a line end at the latest: JSON allows none in it, so that a lost quotation mark is found out there.
_STRING = r'"[^"\\\n]*+(?:\\.[^"\\\n]*+)*+(?P<end>"?)'
_TOKEN = re.compile(_STRING + r"|[{}]")
# What may stand between objects: commas and brackets; or how an object ends that holds a list of them.
_VALUE = _STRING.replace("(?P<end>\"?)", '"') + r"|[-+.\w]++"
_BETWEEN = re.compile(rf"[\s,\[\]]*|\s*\](?:\s*,\s*(?:{_VALUE})\s*:\s*(?:{_VALUE}))*+\s*\}}\s*")
_FIRST_KEY = re.compile(r'\{\s*("[^"\\\n]{0,1000}")\s*:')


def parse_object(text: str) -> Object:
    """Parse one JSON object; whole numbers stay the text they are, so that an id of any length does.

    Raises
    ------
    ValueError
        When it is something else, nested too deeply, or holds a key twice.
    """
    try:
        found = json.loads(text, object_pairs_hook=_each_key_once, parse_int=str)
    except RecursionError as error:
        raise ValueError("not a usable JSON object: nested too deeply") from error
    except json.JSONDecodeError as error:
        raise ValueError(f"not a usable JSON object: {error.msg} at character {error.pos + 1:,}") from error
    except ValueError as error:
        raise ValueError(f"not a usable JSON object: {error}") from error
    if not isinstance(found, dict):
        raise ValueError(f"not a usable JSON object: a JSON {type(found).__name__} where an object was expected")
    return found


def _each_key_once(pairs: list[tuple[str, object]]) -> Object:
    row = dict(pairs)
    if len(row) < len(pairs):
        raise ValueError("a key stands twice")
    return row


def read_objects(text: TextIO, opened: int = 0) -> Iterator[Object | ValueError]:
    r"""Cut a text into JSON objects, whatever separates them.

    Parameters
    ----------
    text : text stream
        With line ends as ``\\n``.
    opened : int
        How many lists are open where it begins.

    Yields
    ------
    dict or ValueError
        Each object, or why what stands there is none. What is broken is cut wherever an object begins as the first one
        does, so that it takes no other with it. An object longer than `LARGEST` is skipped without being held.
    """
    pieces = _Pieces()
    for piece in pieces.cut(text):
        if piece is None:
            yield ValueError(f"longer than {LARGEST:,} characters")
        elif _BETWEEN.fullmatch(piece):
            opened += piece.count("[") - piece.count("]")
        else:
            yield from _parse(piece, pieces.beginnings(piece))
    if opened > 0:
        yield ValueError("the list of objects does not end: the file is cut off")


def _parse(piece: str, beginnings: list[int]) -> Iterator[Object | ValueError]:
    """Parse a piece as a whole, or else what stands between the beginnings in it."""
    try:
        yield parse_object(piece.strip(" \t\n,[]"))
    except ValueError as error:
        if not beginnings:
            yield error
        for start, end in pairwise([0, *beginnings, len(piece)] if beginnings else []):
            yield from _parse(piece[start:end], [])


class _Pieces:
    """Cuts a text into the objects that stand in no other and what stands between them."""

    def __init__(self) -> None:
        self._knows = False
        self._beginning = re.compile(r"(?!)")
        self._buffer = ""
        # In the buffer: where the piece begins, how far it is scanned, how many braces are open there.
        self._start = self._at = self._depth = 0
        self._too_long = False

    def cut(self, text: TextIO) -> Iterator[str | None]:
        """Give the pieces in their order; None for one that is too long."""
        while chunk := text.read(max(_CHUNK, len(self._buffer))):
            self._buffer += chunk
            while True:
                yield from self._scan()
                if len(self._buffer) - self._start <= LARGEST and not self._too_long:
                    break
                # No end in sight: what is here goes, and reading takes up at an object that begins here, if any.
                later = self.beginnings(self._buffer[self._start :])
                if not later:
                    yield from [None] * (not self._too_long)
                    self._too_long = True
                    self._forget()
                    break
                at = self._start + later[0 if self._too_long else -1]
                yield from [self._buffer[self._start : at]] * (not self._too_long)
                self._start, self._at, self._depth, self._too_long = at, at, 0, False
            self._buffer = self._buffer[self._start :]
            self._start, self._at = 0, self._at - self._start
        if self._buffer and not self._too_long:
            yield self._buffer

    def _scan(self) -> Iterator[str]:
        """Go on to the end of the buffer, or to a string that may go on in the next chunk."""
        for token in _TOKEN.finditer(self._buffer, self._at):
            if token["end"] == "" and token.end() >= len(self._buffer) - 1:
                return
            self._at = token.end()
            if token[0] == "{":
                if not self._depth:
                    yield from self._end_piece(token.start())
                    self._learn()
                self._depth += 1
            elif token[0] == "}" and self._depth:
                self._depth -= 1
                if not self._depth:
                    yield from self._end_piece(token.end())

    def _end_piece(self, end: int) -> Iterator[str]:
        if end > self._start and not self._too_long:
            yield self._buffer[self._start : end]
        self._start, self._too_long = end, False

    def _forget(self) -> None:
        """Drop what is scanned; of a string that is open, keep the opening and what may escape the next character."""
        opened = _TOKEN.search(self._buffer, self._at)
        self._buffer = '"' + self._buffer[opened.end() :] if opened else ""
        self._start = self._at = 0

    def _learn(self) -> None:
        """Remember how the first object begins."""
        if not self._knows and (first := _FIRST_KEY.match(self._buffer, self._start)):
            self._knows, self._beginning = True, re.compile(r"\{\s*" + re.escape(first[1]) + r"\s*:")

    def beginnings(self, piece: str) -> list[int]:
        """Find where objects seem to begin in a piece, its own beginning aside: not as the value of a key."""
        found = []
        for match in self._beginning.finditer(piece, 1):
            before = match.start() - 1
            while before and piece[before] in " \t":
                before -= 1
            if piece[before] in "\n,[}":
                found.append(match.start())
        return found
