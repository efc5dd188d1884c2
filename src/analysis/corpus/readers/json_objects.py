"""The objects of a JSON text, cut out one by one: of an array, of lines, or simply one after another."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import pairwise

from analysis.corpus.readers.file_parts import LARGEST

Object = dict[str, object]

_WHITE = " \t\r\n"

_TOKEN = re.compile(r'["{}]')
# A string ends at a line end at the latest: JSON allows none in it, so that a lost quotation mark is found out there.
_REST_OF_STRING = re.compile(r'[^"\\\n]*+(?:\\.[^"\\\n]*+)*+(?P<end>"?)')
# What may stand between objects: commas and brackets; or how an object ends that holds a list of them.
VALUE = r'(?:"[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"|[-+.\w]++)'
_BETWEEN = re.compile(rf"[\s,\[\]]*|\s*\](?:\s*,\s*{VALUE}\s*:\s*{VALUE})*+\s*\}}\s*")
_FIRST_KEY = re.compile(r'\{\s*("[^"\\\n]{0,1000}")\s*:')


def object_or_reason(text: str, around: str = "") -> Object | str:
    """Parse one JSON object; whole numbers stay the text they are, so that an id of any length does.

    Parameters
    ----------
    text : str
        An object.
    around : str
        Characters that may stand before and after it, beside white space.

    Returns
    -------
    dict or str
        The object; or why there is none: it is something else, nested too deeply, or a key stands in it twice.
    """
    try:
        text = text.lstrip(_WHITE + around.replace("}", ""))
        found, end = _DECODER.raw_decode(text)
        if text[end:].strip(_WHITE + around):
            raise json.JSONDecodeError("Extra data", text, end)
    except RecursionError:
        why = "nested too deeply"
    except json.JSONDecodeError as error:
        why = f"{error.msg} at character {error.pos + 1:,}"
    except ValueError as error:
        why = str(error)
    else:
        if isinstance(found, dict):
            return found
        why = f"a JSON {type(found).__name__} where an object was expected"
    return f"not a usable JSON object: {why}"


def _each_key_once(pairs: list[tuple[str, object]]) -> Object:
    row = dict(pairs)
    if len(row) < len(pairs):
        raise ValueError("a key stands twice")
    return row


_DECODER = json.JSONDecoder(object_pairs_hook=_each_key_once, parse_int=str)


def read_objects(text: Iterator[str], opened: int = 0) -> Iterator[Object | str]:
    r"""Cut a text into JSON objects, whatever separates them.

    Parameters
    ----------
    text : iterator of str
        In pieces, with line ends as ``\\n``.
    opened : int
        How many lists are open where it begins.

    Yields
    ------
    dict or str
        Each object, or why what stands there is none. What is broken is cut wherever an object begins as the first one
        does, so that it takes no other with it. An object longer than `LARGEST` is skipped without being held.
    """
    pieces = _Pieces()
    found: Object | str = {}
    for piece in pieces.cut(text):
        if piece is None:
            yield (found := f"longer than {LARGEST:,} characters")
        elif _BETWEEN.fullmatch(piece):
            opened += piece.count("[") - piece.count("]")
        else:
            for found in _parse(piece, pieces.beginnings(piece)):
                yield found
            opened -= piece[-100:].rstrip().endswith("]")
    if opened > 0 and isinstance(found, dict):
        yield "the list of objects does not end: the file is cut off"


def _parse(piece: str, beginnings: list[int]) -> list[Object | str]:
    """Parse a piece as a whole, or else what stands between the beginnings in it."""
    found = object_or_reason(piece, around=",[]}")
    if isinstance(found, dict) or not beginnings:
        return [found]
    cuts = pairwise([0, *beginnings, len(piece)])
    return [object_or_reason(piece[start:end], around=",[]}") for start, end in cuts]


class _Pieces:
    """Cuts a text into the objects that stand in no other and what stands between them."""

    def __init__(self) -> None:
        self._knows = False
        self._beginning = re.compile(r"\{(?!)")  # matches nothing, and fast
        self._buffer = ""
        # In the buffer: where the piece begins, how far it is scanned, how many braces are open there.
        self._start = self._at = self._depth = 0
        self._in_string = self._too_long = False

    def cut(self, text: Iterator[str]) -> Iterator[str | None]:
        """Give the pieces in their order; None for one that is too long."""
        for piece in text:
            self._buffer += piece
            while True:
                yield from self._scan()
                if len(self._buffer) - self._start <= LARGEST and not self._too_long:
                    break
                # No end in sight: what is here goes, and reading takes up at an object that begins here, if any.
                later = self.beginnings(self._buffer[self._start :])
                if not later:
                    yield from [None] * (not self._too_long)
                    self._start, self._too_long = self._at, True
                    break
                at = self._start + later[0 if self._too_long else -1]
                yield from [self._buffer[self._start : at]] * (not self._too_long)
                self._start, self._at, self._depth = at, at, 0
                self._too_long = self._in_string = False
            self._buffer = self._buffer[self._start :]
            self._start, self._at = 0, self._at - self._start
        if self._buffer and not self._too_long:
            yield self._buffer

    def _scan(self) -> Iterator[str | None]:
        """Go on to the end of the buffer."""
        while self._closes_string() and (token := _TOKEN.search(self._buffer, self._at)):
            self._at = token.end()
            if token[0] == '"':
                self._in_string = True
            elif token[0] == "{":
                if not self._depth:
                    yield from self._end_piece(token.start())
                    self._learn()
                self._depth += 1
            elif self._depth:
                self._depth -= 1
                if not self._depth:
                    yield from self._end_piece(token.end())
        self._at = self._at if self._in_string else len(self._buffer)

    def _closes_string(self) -> bool:
        """Go to the end of the string, if one is open; False when it is not in the buffer."""
        if self._in_string and (rest := _REST_OF_STRING.match(self._buffer, self._at)):
            self._at = rest.end()
            # The last character may escape the next one.
            self._in_string = not rest["end"] and self._at >= len(self._buffer) - 1
        return not self._in_string

    def _end_piece(self, end: int) -> Iterator[str | None]:
        if end > self._start and not self._too_long:
            yield self._buffer[self._start : end] if end - self._start <= LARGEST else None
        self._start, self._too_long = end, False

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
