"""The day of a date, in every form that can be read in one way only.

Packages that read "any" date (dateparser, htmldate) guess the order of ``04/03/2024`` from a language, fill gaps from
today's date and take milliseconds for each, so that only the names of months and weekdays come from a package (CLDR).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache

from babel import Locale

# The first newspaper is of 1605; 0001-01-01 and 9999-12-31 mean "unknown".
_YEARS = range(1600, 2200)
_MAX_LENGTH = 120
_ISO = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
# Croatian is last: its "listopada" is October, that of the others November.
_LANGUAGES = "en de fr es it pt nl da sv nb fi pl cs sk sl uk ru bg sr ro hu ca el tr ar et lv lt id hr"
_ALSO = {"sept": 9, "jänner": 1, "mrz": 3, "fév": 2, "setiembre": 9}
# Their months are numbers, their weekdays are not.
_WEEKDAYS_ALSO = "zh ja ko"
# Between the day, the month and the year: "5 de marzo de 2018", "5-Mar-2018", "5.März 2018", "d’abril".
_GAP = r"(?:\s*[-/]\s*|[\s,]+|(?<=\.))(?:(?:de|del|di|of|den)\s+|d['’])?"
_DAY = r"(?P<day>\d{1,2})(?P<ordinal>\.o|\.|st|nd|rd|th|er|re|o|a|°|:?e|:a)?"
_MONTH = r"(?P<name>[^\W\d_]+)\.?"
_YEAR = r"(?P<year>\d{4})(?!\d)"
_ARTICLE = r"(?:den|d\.|le|el|il|the|am)\s+"
_FIRST = rf"(?!{_ARTICLE})(?P<first>[^\W\d_]+(?:-feira)?)"
_BEFORE = rf"(?:\d{{1,2}}:\d\d(?:\s?[ap]m)?(?:\s[a-z]{{2,4}})?,?\s+)?(?:{_FIRST}\.?,?\s+)?(?:{_ARTICLE})?"
_CLOCK_BEFORE_YEAR = r"\d\d:\d\d(?::\d\d)?(?:\s[A-Z]{2,5}|\s[+-]\d{4})?"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE | re.ASCII if "name" not in form else re.IGNORECASE)
    for form in (
        r"(?P<year>\d{4})(?P<mark>[-/:]|\.\s?)(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?!\d)\.?",
        r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?=[T\s])",
        r"(?P<year>\d{4})\s?[年년]\s?(?P<month>\d{1,2})\s?[月월]\s?(?P<day>\d{1,2})\s?[日号號일]",
        rf"{_BEFORE}{_DAY}{_GAP}{_MONTH}{_GAP}{_YEAR}(?:\s(?:г|р)\.|\sroku\b)?",
        r"(?P<day>\d{1,2})(?P<name>[^\W\d_]{3,9})(?P<year>\d{4})",
        rf"{_BEFORE}{_MONTH}{_GAP}{_DAY}[\s,]+{_YEAR}",
        rf"{_BEFORE}{_MONTH}\s+{_DAY}\s+{_CLOCK_BEFORE_YEAR}\s+{_YEAR}",
        rf"{_YEAR}\.?{_GAP}{_MONTH}{_GAP}{_DAY}(?!\d)",
    )
)
# Only here two digits are a year: the standard of mail and feeds says which, and asks for the time and its zone.
_RFC_822 = re.compile(
    rf"(?:{_FIRST},?\s+)?(?P<day>\d{{1,2}})\s+(?P<name>[^\W\d_]{{3}})\s+(?P<short>\d\d)"
    r"(?=\s+\d\d:\d\d(?::\d\d)?\s+(?:[+-]\d{4}|[A-Z]{1,3})(?:\s\(|$))"
)
# What may follow the day, a word at a time: the time, its zone, a weekday.
_ZONE = (
    r"(?:(?:Z|[A-Z]{2,5}|gmt|utc|bst|cest|cet|[ecmp][sd]t)?(?:[+\-−](?:\d{1,2}:?\d\d|\d{1,2}))?)(?:\[[\w/+-]{1,40}\])?"
)
_TIME = re.compile(
    rf"(?:T?(?:[上下]午|오[전후])?(?:[01]?\d|2[0-3])(?:[:.hH时時시点](?:[0-5]\d(?:[:.](?:[0-5]\d|60)(?:[.,]\d{{1,9}})?)?)?[分분]?)"
    rf"|T(?:[01]\d|2[0-3])(?:[0-5]\d){{0,2}}|(?:[01]\d|2[0-3])[0-5]\d[0-5]\d|\d{{1,2}}(?=[ap]m))(?:[ap]\.?m\.?)?{_ZONE}|(?=[A-Z+\-−\[gubcemp]){_ZONE}"
)
_HOUR = re.compile(r"(?<![\d:.])(?P<hour>\d{1,2})\s?(?:h\s?(?P<minute>\d\d)?\b|uhr\b|(?=\s[ap]\.?m\b))", re.IGNORECASE)
_FILLING = re.compile(
    r"[ap]\.?m|at|um|kl|à|às|ore|ora|alle|om|klo|kello|uur|uhr|heures|[上下]午|오[전후]|[•|–-]|[a-z]{3,9}/[a-z_]{3,20}"
)
_BETWEEN, _MAX_WORDS = re.compile(r"[\s;]+|,(?!\d)"), 8
_IN_BRACKETS = re.compile(r"\([^()]{1,60}\)")
# Digits alone: with a time behind the day, or counted since 1970 as computers do.
_DIGITS = re.compile(r"\d{8,19}(?:\.\d{1,9})?", re.ASCII)
_STAMPS = {8: "%Y%m%d", 14: "%Y%m%d%H%M%S"}
_ALSO_STAMPS = {10: ("%Y%m%d%H", "%y%m%d%H%M"), 12: ("%Y%m%d%H%M", "%y%m%d%H%M%S")}
_PER_SECOND = {9: 0, 10: 0, 12: 3, 13: 3, 15: 6, 16: 6, 18: 9, 19: 9}


def read_date(found: str, *formats: str) -> str:
    """Reduce a date or time to its day.

    Parameters
    ----------
    found : str
        As in the file.
    *formats : str
        How dates are written, as in `datetime.strptime`, tried in order; a time may follow what they say. Read beside
        them is every form that has one reading only: year first (``2024-03-04``, ``2024/3/4``, ``20240304``), the month
        as a word in one of 30 languages, the dates of mail, feeds and programs, and seconds, milliseconds and so on
        since 1970.

    Returns
    -------
    str
        ``YYYY-MM-DD`` as the day is written, whatever the time zone (of seconds since 1970, the day in UTC); empty for
        anything else, and outside of the years 1600 to 2199. ``04/03/2024`` can be read in two ways and is not
        guessed; ``25/12/2024`` is of the same form, and to read it alone would leave each month without its first
        twelve days.

    Examples
    --------
    >>> read_date("2024-03-04T23:30:00-05:00"), read_date("04/03/2024"), read_date("04/03/2024", "%d/%m/%Y")
    ('2024-03-04', '', '2024-03-04')
    >>> read_date("Mon, 04 Mar 2024 23:30:00 GMT"), read_date("5. maj 2021 onsdag"), read_date("1520244000")
    ('2024-03-04', '2021-05-05', '2018-03-05')
    """
    found = found.strip()
    if day := next(filter(None, (_read_as(found, form) for form in formats)), ""):
        return day
    if len(found) == 10 and _ISO.fullmatch(found):
        return _day(int(found[:4]), int(found[5:7]), int(found[8:]))
    if len(found) > _MAX_LENGTH or not any(c.isdigit() for c in found):
        return ""
    if _DIGITS.fullmatch(found):
        return _read_digits(found)
    # Blanks that do not break, wide digits of Chinese and Japanese.
    plain = unicodedata.normalize("NFKC", found)
    match = next(filter(None, (form.match(plain) for form in (_RFC_822, *_FORMS))), None)
    if match is None or not _is_time(plain[match.end() :]):
        return ""
    part = match.groupdict()
    if part.get("first") and part["first"].casefold() not in _weekdays():
        return ""
    month = _month(part["name"], part.get("ordinal") or "") if part.get("name") else int(part["month"])
    short = int(part.get("short") or 0)
    year = int(part["year"]) if part.get("year") else short + (2000 if short < 50 else 1900)
    return _day(year, month, int(part["day"]))


def _read_as(found: str, date_format: str) -> str:
    """Read a date by its format: the whole, or as many words as the format has, and a time behind them."""
    if day := _strptime(found, date_format):
        return day
    head = re.match(rf"(?:\S+\s+){{{date_format.count(' ')}}}\S+?(?=[\s,;]|T\d)", found)
    return _strptime(head.group(), date_format) if head and _is_time(found[head.end() :]) else ""


def _strptime(found: str, date_format: str) -> str:
    try:
        day = datetime.strptime(found, date_format).date()
    except ValueError:
        return ""
    return _day(day.year, day.month, day.day)


def _day(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat() if year in _YEARS else ""
    except ValueError:
        return ""


def _is_time(rest: str) -> bool:
    """Say whether what follows a day is at most a weekday, a time and its zone."""
    rest = _HOUR.sub(lambda match: f"{match['hour']}:{match['minute'] or '00'} ", _IN_BRACKETS.sub(" ", rest))
    words = _BETWEEN.split(rest.strip(" ,;:"))
    return len(words) <= _MAX_WORDS and all(
        not word
        or _TIME.fullmatch(word)
        or _FILLING.fullmatch(plain := word.casefold().rstrip("."))
        or plain in _weekdays()
        for word in words
    )


def _read_digits(found: str) -> str:
    """Read ``20240304``, ``20240304235900``, or seconds since 1970 when the digits are not a date as well."""
    whole = found.partition(".")[0]
    if whole == found and len(whole) in _STAMPS:
        return _strptime(whole, _STAMPS[len(whole)])
    if len(whole) not in _PER_SECOND or any(_strptime(whole, form) for form in _ALSO_STAMPS.get(len(whole), ())):
        return ""
    day = date(1970, 1, 1) + timedelta(days=int(whole) // 10 ** _PER_SECOND[len(whole)] // 86_400)
    return _day(day.year, day.month, day.day)


def _month(name: str, ordinal: str) -> int:
    """Give the number of a month; 0 for another word, and for a name that means different months."""
    months = _months().get(name.casefold(), [0])
    return months[0] if len(months) == 1 or "." not in ordinal else 0


@cache
def _months() -> dict[str, list[int]]:
    names: dict[str, list[int]] = {name: [number] for name, number in _ALSO.items()}
    for language in _LANGUAGES.split():
        for number, name in _names(language, "months"):
            # Catalan: "de març", "d’abril".
            name = name.removeprefix("de ").removeprefix("d’")
            months = names.setdefault(name, [])
            months += [number] if number not in months else []
    return names


@cache
def _weekdays() -> frozenset[str]:
    languages = f"{_LANGUAGES} {_WEEKDAYS_ALSO}".split()
    # CLDR has one short form of each.
    english = frozenset(["tues", "weds", "thur", "thurs"])
    return english.union(name for language in languages for _, name in _names(language, "days"))


def _names(language: str, kind: str) -> Iterator[tuple[int, str]]:
    for forms in getattr(Locale(language), kind).values():
        for width in ("wide", "abbreviated"):
            for number, name in forms[width].items():
                yield number, unicodedata.normalize("NFKC", name).casefold().rstrip(".")
