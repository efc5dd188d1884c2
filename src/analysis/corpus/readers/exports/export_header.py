"""What a newspaper database prints around an article: its fields, and where the story begins and ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from analysis.corpus.readers.dates import read_date
from analysis.corpus.readers.exports.labels import languages
from analysis.corpus.readers.plain_text import one_line

# Headers and tails are looked for in so many characters and lines at either end of a text.
WINDOW, _LINES = 20_000, 120
# A byte-order mark may be left at the beginning.
BLANKS = "\ufeff \t\r\n\f\v\u00a0"
_LINE = re.compile(r"[^\n]+")
_BY = re.compile(r"\A(?:by|von|par|por|door|af|av|przez)\s+(?=\S)", re.IGNORECASE)
# More words are a title that begins with "By", or no date.
_MAX_BYLINE, _MAX_DATE = 12, 12
_MAX_QUOTES, _MAX_QUOTED = 6, 40


class DatabaseHeader(NamedTuple):
    """The fields printed around a story, each on one line, and the story; what the database does not print is empty."""

    section: str = ""
    title: str = ""
    # Without "By".
    byline: str = ""
    # An ISO date, or empty when the line of the date cannot be read.
    published: str = ""
    date_as_found: str = ""
    source: str = ""
    # Two-letter code.
    language: str = ""
    # The name the database gives the article.
    document: str = ""
    # The lines before and after the story, without blank ones.
    removed: tuple[str, ...] = ()
    # The story.
    body: str = ""


class Line(NamedTuple):
    """A line that is not blank: its place in the text, with the blanks around it, and without them."""

    start: int
    end: int
    raw: str
    plain: str
    after_blank: bool


def head_lines(text: str) -> list[Line]:
    """List the first lines of a text that are not blank, as far as a header can reach."""
    start = len(text) - len(text.lstrip(BLANKS))
    return list(islice(_lines(text, start, min(len(text), start + WINDOW)), _LINES))


def tail_lines(text: str, since: int) -> list[Line]:
    """List the last lines of a text that are not blank, as far as a tail can reach, from a character on."""
    end = len(text.rstrip())
    start = max(since, end - WINDOW)
    # The window may cut a line.
    if start > since:
        start = text.find("\n", start, end) + 1 or end
    return list(_lines(text, start, end))[-_LINES:]


def _lines(text: str, start: int, end: int) -> Iterator[Line]:
    last = start
    for match in _LINE.finditer(text, start, end):
        if plain := one_line(match[0]):
            yield Line(match.start(), match.end(), match[0], plain, match.start() > last + 1)
            last = match.end()


def make_header(
    text: str, start: int, end: int, *, found: str, language: str, byline: str = "", **fields: str
) -> DatabaseHeader:
    """Make a header of its fields as printed, ``found`` the line of the date; the story is ``text[start:end]``."""
    around = f"{text[:start]}\n{text[end:]}".replace("\ufeff", "").split("\n")
    return DatabaseHeader(
        **fields,
        byline=_BY.sub("", byline, count=1),
        published=read_day(found),
        date_as_found=found,
        language=read_language(language),
        removed=tuple(plain for line in around if (plain := one_line(line))),
        body=text[start:end],
    )


def read_day(line: str) -> str:
    """Read a line that begins with a date; an edition may follow: ``November 5, 2002 Tuesday Final Edition``."""
    words = line.split()
    if len(words) > _MAX_DATE or not any(c.isdigit() for c in line):
        return ""
    return next((day for n in range(len(words), 0, -1) if (day := read_date(" ".join(words[:n])))), "")


def quote_lines(lines: Sequence[str]) -> str:
    """Quote the first lines of a text in a message."""
    shown = [f"'{line[:_MAX_QUOTED]}{'…' if len(line) > _MAX_QUOTED else ''}'" for line in lines[:_MAX_QUOTES]]
    return ", ".join(shown) or "no lines"


def read_language(line: str) -> str:
    """Name the language of a line such as ``English`` or ``ENGLISH; ENGLISH`` by its code; empty for any other line."""
    return languages().get(re.split(r"[;,]", line, maxsplit=1)[0].strip().casefold(), "")


def is_byline(line: str) -> bool:
    """Say whether a line begins like "By Jane Smith"."""
    return _BY.match(line) is not None and len(line.split()) <= _MAX_BYLINE
