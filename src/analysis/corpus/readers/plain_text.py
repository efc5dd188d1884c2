"""Rules for the text, names and dates of an article, whatever file they come from."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:$|[T ].*)")
# The first newspaper is of 1605; 0001-01-01 and 9999-12-31 mean "unknown".
_YEARS = range(1600, 2200)
# Control characters have no place in an article; those that are white space become blanks.
_CONTROL = {code: None for code in [*range(32), *range(127, 160)] if not chr(code).isspace()}
_JOINERS = "\u200c\u200d"


def one_line(text: str) -> str:
    """Make a paragraph, title or name one line: single blanks, composed Unicode, no control characters."""
    return unicodedata.normalize("NFC", " ".join(text.translate(_CONTROL).split()))


def has_words(text: str) -> bool:
    """Say whether there is a letter or digit in a text: without one there is nothing to analyse."""
    return any(character.isalnum() for character in text)


def escape_name(name: str) -> str:
    """Write the characters of a path or name that cannot be printed as escapes; different names stay different."""
    return "".join(
        c if (c.isprintable() and c != "\\") or c in _JOINERS else c.encode("unicode_escape").decode() for c in name
    )


def read_date(found: str, date_format: str = "") -> str:
    """Reduce a date or time to its day.

    Parameters
    ----------
    found : str
        As in the file.
    date_format : str
        How dates are written, as in `datetime.strptime`; empty for ISO 8601.

    Returns
    -------
    str
        ``YYYY-MM-DD`` as the day is written, whatever the time zone; empty for anything that is not a date in this
        format in the years 1600 to 2199: ``13/01/2024`` could be read in two ways and is not guessed.

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
