"""A record as it was found or refused, what became of a file, and the rules for what stands in a record."""

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


@dataclass(frozen=True)
class FileRead:
    """What became of a file, or of a member of an archive; it comes after the records found in it.

    Attributes
    ----------
    path : str
        As in the records; ``archive.zip/folder/name.txt`` for a member.
    form : str
        Its ending: ``csv``, ``csv.gz``; empty without one.
    encoding : str
        ``utf-8``, ``cp1252 with 3 broken bytes``; empty for forms that are no text and for what was not read.
    guessed : bool
        Whether the encoding is a guess: neither a mark, valid UTF-8 nor asked for.
    columns : str
        ``text=body, source=outlet``: our names and the names in the table; empty for forms without columns.
    records, refused : int
        How many `Record` and `Refused` came before it; together all that was found in it.
    repaired : int
        Records of these whose wrongly decoded characters were mended.
    """

    path: str
    form: str
    encoding: str
    guessed: bool
    columns: str
    records: int
    refused: int
    repaired: int


@dataclass
class Notes:
    """What a reader of a form finds out on its way, for `FileRead`."""

    encoding: str = ""
    guessed: bool = False
    columns: str = ""


def read_date(found: str, date_format: str = "") -> str:
    """Reduce a date or time to its day.

    Parameters
    ----------
    found : str
        What stands in the file.
    date_format : str
        How dates are written, as in `datetime.strptime`; empty for ISO 8601.

    Returns
    -------
    str
        ``YYYY-MM-DD`` as the day is written, whatever the time zone. An empty string for anything that is not such a
        date of this calendar in the years 1600 to 2199: ``13/01/2024`` could be read in two ways and is not guessed.

    Examples
    --------
    >>> read_date("2024-03-04T23:30:00-05:00"), read_date("04/03/2024"), read_date("04/03/2024", "%d/%m/%Y")
    ('2024-03-04', '', '2024-03-04')
    """
    found = found.strip()
    try:
        if date_format:
            day = datetime.strptime(found, date_format).date()
        elif _ISO.match(found):
            if len(found) > 10:
                datetime.fromisoformat(found)
            day = date.fromisoformat(found[:10])
        else:
            return ""
    except ValueError:
        return ""
    return day.isoformat() if day.year in _YEARS else ""


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
