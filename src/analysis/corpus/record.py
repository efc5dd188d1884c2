"""One record as it was found, one that was refused, and the small rules for what stands in a record."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:$|[T ].*)")
# The first newspaper is of 1605; 0001-01-01 and 9999-12-31 stand for "unknown".
_YEARS = range(1600, 2200)
# Control characters have no place in an article; those that are white space become blanks.
_CONTROL = {code: None for code in [*range(32), *range(127, 160)] if not chr(code).isspace()}


@dataclass(frozen=True)
class Record:
    """An article as its file gives it; ``published`` is ISO text or empty, ``date_as_found`` what stood there."""

    article_id: str
    source: str
    published: str
    title: str
    text: str
    path: str
    line: int
    label: str = ""
    language: str = ""
    byline: str = ""
    date_as_found: str = ""


@dataclass(frozen=True)
class Refused:
    """A record, or a whole file, that cannot be used, and why."""

    path: str
    line: int
    article_id: str
    reason: str


def read_date(found: str) -> str:
    """Reduce an ISO date or time to its day.

    Parameters
    ----------
    found : str
        What stands in the file.

    Returns
    -------
    str
        ``YYYY-MM-DD``, or an empty string for anything that is not an ISO date of this calendar in the years 1600 to
        2199: ``13/01/2024`` could be read in two ways and is not guessed.
    """
    found = found.strip()
    if not _ISO.match(found):
        return ""
    try:
        if len(found) > 10:
            datetime.fromisoformat(found)
        day = date.fromisoformat(found[:10])
        return day.isoformat() if day.year in _YEARS else ""
    except ValueError:
        return ""


def one_line(text: str) -> str:
    """Make a paragraph, title or name one line: single blanks, composed Unicode, no control characters."""
    return unicodedata.normalize("NFC", " ".join(text.translate(_CONTROL).split()))


def has_words(text: str) -> bool:
    """Tell whether there is a letter or digit in a text: without one there is nothing to analyse."""
    return any(character.isalnum() for character in text)


def shown(text: str) -> str:
    """Write a path or name so that any table and terminal can show it: what is not printable stands as an escape.

    Different texts stay different, whatever bytes a file name holds.
    """
    return "".join(
        c if (c.isprintable() and c != "\\") or c in "\u200c\u200d" else c.encode("unicode_escape").decode()
        for c in text
    )
