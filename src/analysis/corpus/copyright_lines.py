"""Copyright lines: whose an article is, and when that was claimed."""

from __future__ import annotations

import re
from typing import NamedTuple

_MARK = r"(?:©|\(c\)|\bcopyright\b)"
_MARKS = rf"{_MARK}\s*(?:©|\(c\))?\s*"
_YEAR = r"(?:19|20)\d\d"
_RESERVED = "all rights reserved"
# The dots of "St. Louis Post", "U.S. News" and "NJ.com" do not end a name.
_INNER_DOT = r"(?:\.(?=\w)|(?<=\b\w)\.|(?<=\bSt)\.)"
_YEAR_FIRST = re.compile(
    rf"{_MARKS}(?P<first>{_YEAR})(?:\s*[-–]\s*(?P<last>{_YEAR}))?[,\s]*"
    rf"(?:by\s+)?(?P<name>[^\W\d_](?:[^.|\n]|{_INNER_DOT}){{0,60}}?)?\s*"
    rf"(?:\bLtd\b|\bInc\b|\bLLC\b|\bAll rights\b|(?!{_INNER_DOT})[.|\n]|$)",
    re.IGNORECASE,
)
_NAME_FIRST = re.compile(
    rf"{_MARKS}(?:by\s+)?(?P<name>[^\W\d_][^.|\d\n]{{0,60}}?)[,\s]+"
    rf"(?:(?P<first>{_YEAR})\s*[-–]\s*)?(?P<last>{_YEAR})\b",
    re.IGNORECASE,
)
# Notices begin a line, but for the name of a paper; "(c)" alone may number a point.
_NOTICE = re.compile(
    rf".{{0,60}}©|.{{0,60}}\(c\)[^.]{{0,60}}\b{_YEAR}|c {_YEAR}\b|\W{{0,3}}copyright\b[^.]{{0,80}}?\b{_YEAR}"
    rf"|{_RESERVED}",
    re.IGNORECASE,
)
_MENTION = re.compile(rf"{_MARK}|\b{_RESERVED}\b", re.IGNORECASE)
# A longer paragraph or line is prose that mentions a copyright.
_MAX_PARAGRAPH, _MAX_NOTICE = 300, 400
# "Copyright law was amended in 2019" would pass for a name and a year; only a short line is believed.
_MAX_NAME_FIRST = 60


class Copyright(NamedTuple):
    """A copyright line: the name and the latest year in it (0: none), and the line itself."""

    name: str
    year: int
    sentence: str


def find_copyright(text: str) -> Copyright:
    r"""Find the last copyright line among the last three paragraphs of a text; empty for none.

    Examples
    --------
    >>> find_copyright("They fled.\\n\\n© 2015 Leader Call. All Rights reserved.")[:2]
    ('Leader Call', 2015)
    """
    paragraphs = [line.strip() for line in text.rstrip()[-3000:].split("\n") if line.strip()]
    for paragraph in reversed(paragraphs[-3:]):
        match = _YEAR_FIRST.search(paragraph) if len(paragraph) <= _MAX_PARAGRAPH else None
        if match is None and len(paragraph) <= _MAX_NAME_FIRST:
            match = _NAME_FIRST.match(paragraph)
        if match:
            name = (match["name"] or "").strip(" .,;-")
            return Copyright(name, int(match["last"] or match["first"]), paragraph)
    return Copyright("", 0, "")


def is_copyright(line: str) -> bool:
    """Say whether a line is a copyright notice."""
    return len(line) <= _MAX_NOTICE and _NOTICE.match(line) is not None


def mentions_copyright(text: str) -> bool:
    """Say whether there are words or signs of a copyright notice in a text."""
    return _MENTION.search(text) is not None
