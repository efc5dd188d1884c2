"""Calls and assignments of scripts between the words of a text, where the tags around them are lost."""

from __future__ import annotations

import re

# Longer ones are not looked at.
_MAX_CODE = 5000
_NAME = r"[A-Za-z_$][\w$]{0,40}"
# The name of a method, "(function" and "(ads = window.ads", each before its bracket.
_START = re.compile(rf"(?<![\w.$])(?:{_NAME}(?:\.{_NAME}){{1,6}}(?=\()|!?(?=\((?:function\b|{_NAME} ?= ?window\.)))")
_NEXT = re.compile(rf"(?:\s{{0,5}}\.{_NAME})?\s?\(")
_END = re.compile(r"\s{0,5};")
_BRACKET = re.compile(r"[()]")
# Values as only programs write them: "text", {...}, [...], beside others.
_VALUES = re.compile(
    r"\s*+(?:(?:\"[^\"\n]*+\"|'[^'\n]*+'|\{[^{}()]*+\}|\[[^\[\]()]*+\]|[\d.]++|[a-z]++\b)\s*+(?:[,+]\s*+)?)*+",
    re.IGNORECASE,
)
_ASSIGNMENT = re.compile(r"(?<![\w.$])(?:window|document)(?:\.[\w$]{1,40}){1,6}\s?=(?!=)[^;\n]{1,500};")


def strip_calls(text: str) -> str:
    """Remove calls that end with a semicolon and have a function or values of programs in them, and assignments.

    Examples
    --------
    >>> strip_calls("They left. ads.push(function() { ads.show('top'); }); The ships (two; see page 3) stayed.")
    'They left.   The ships (two; see page 3) stayed.'
    """
    text = _ASSIGNMENT.sub(" ", text)
    closing = _pair_brackets(text)
    kept: list[str] = []
    at = 0
    for match in _START.finditer(text):
        if match.start() >= at and (end := _end_of_call(text, match.end(), closing)):
            kept += [text[at : match.start()], " "]
            at = end
    return "".join([*kept, text[at:]])


def _pair_brackets(text: str) -> dict[int, int]:
    """Give where each bracket that is opened is closed."""
    pairs: dict[int, int] = {}
    opened: list[int] = []
    for match in _BRACKET.finditer(text):
        if match.group() == "(":
            opened.append(match.start())
        elif opened:
            pairs[opened.pop()] = match.start()
    return pairs


def _end_of_call(text: str, start: int, closing: dict[int, int]) -> int:
    """Find where the code ends that begins with the bracket at ``start``; 0 for what is no code."""
    opened, is_code = start, False
    while opened in closing and closing[opened] - start <= _MAX_CODE:
        inside, end = text[opened + 1 : closing[opened]], closing[opened] + 1
        has_function = "function" in inside and "{" in inside
        is_code = is_code or has_function or (_has_marks(inside) and _VALUES.fullmatch(inside) is not None)
        if further := _NEXT.match(text, end):
            opened = further.end() - 1
            continue
        last = _END.match(text, end)
        return last.end() if last and is_code else 0
    return 0


def _has_marks(inside: str) -> bool:
    return not inside.strip() or any(mark in inside for mark in "\"'{[")
