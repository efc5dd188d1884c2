"""Dates whose month is a word, which can be read in one way only: English, German, French and Spanish."""

from __future__ import annotations

import re

from analysis.corpus.readers.plain_text import read_date

_NAMES = (
    "january jan januar jänner janvier janv enero ene",
    "february feb februar février févr fév febrero",
    "march mar märz mär mrz mars marzo",
    "april apr avril avr abril abr",
    "may mai mayo",
    "june jun juni juin junio",
    "july jul juli juillet juil julio",
    "august aug août agosto ago",
    "september sept sep septembre septiembre",
    "october oct oktober okt octobre octubre",
    "november nov novembre noviembre",
    "december dec dezember dez décembre déc diciembre dic",
)
_MONTHS = {name: number for number, names in enumerate(_NAMES, 1) for name in names.split()}
_WORD = r"[^\W\d_]+\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|\.)?"
_YEAR = r",?\s+(?:de\s+)?(?P<year>\d{4})"
_MONTH = r"(?P<month>[^\W\d_]+)\.?"
_WEEKDAY = rf"(?:{_WORD},?\s+)?"
# A weekday, a time and its zone may follow.
_MORE = rf"(?:,?\s+(?:{_WORD}|\d{{1,2}}[:.]\d\d)){{0,5}}"
_FORMS = (
    re.compile(rf"{_WEEKDAY}{_DAY}\s+(?:de\s+)?{_MONTH}{_YEAR}{_MORE}", re.IGNORECASE),
    re.compile(rf"{_WEEKDAY}{_MONTH}\s+{_DAY}{_YEAR}{_MORE}", re.IGNORECASE),
)
_MAX_LENGTH = 80


def read_worded_date(line: str) -> str:
    """Read a line that is a date with the name of its month as ``YYYY-MM-DD``; empty for any other line.

    A weekday before or after the date, and a time after it, do not matter.

    Examples
    --------
    >>> read_worded_date("10 April 2014"), read_worded_date("April 3, 2014 Thursday"), read_worded_date("4/3/2014")
    ('2014-04-10', '2014-04-03', '')
    """
    line = line.strip()
    if len(line) > _MAX_LENGTH:
        return ""
    for form in _FORMS:
        match = form.fullmatch(line)
        if match and (month := _MONTHS.get(match["month"].lower())):
            return read_date(f"{match['year']}-{month:02}-{int(match['day']):02}")
    return ""
