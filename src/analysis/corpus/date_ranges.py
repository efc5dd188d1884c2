"""Spans of days as people write them: 2016, 2016-Q1, 2016-03, 2016-W05 or a day, or from one to another."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd

# A day, an ISO week, a month, a quarter, a decade or a year.
_FORM = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?|-W(?P<week>\d\d)|-Q(?P<quarter>[1-4])|-(?P<last>\d{4}))?"
)
_JOINT = re.compile(r"\s*\.\.\s*|\s+to\s+")
_HALF = re.compile(r"(before|from)\s+(\S+)")
EXPECTED = "2016, 2016-Q1, 2016-01, 2016-W05, 2016-01-15 or 2016-01..2016-03"


@dataclass(frozen=True)
class DateRange:
    """From a first to a last day, both included, and how a report writes it; halves of the time have one end."""

    first: date
    last: date
    name: str


def read_range(text: str) -> DateRange | None:
    """Read a span of days; None for anything else.

    Examples
    --------
    >>> span = read_range("2016-01..2016-Q2")
    >>> span.first.isoformat(), span.last.isoformat(), span.name
    ('2016-01-01', '2016-06-30', '2016-01 to 2016-Q2')
    >>> read_range("before 2016-04").last.isoformat(), read_range("from 2016-04").first.isoformat()
    ('2016-03-31', '2016-04-01')
    >>> read_range("2016-02-30"), read_range("spring"), read_range("2016-03..2016-01")
    (None, None, None)
    """
    if half := _HALF.fullmatch(text.strip()):
        period, is_before = _read_period(half[2]), half[1] == "before"
        if period is None or (is_before and period[0] == date.min):
            return None
        ends = (date.min, period[0] - timedelta(days=1)) if is_before else (period[0], date.max)
        return DateRange(*ends, f"{half[1]} {half[2]}")
    begin, *rest = _JOINT.split(text.strip())
    if len(rest) > 1:
        return None
    start, end = _read_period(begin), _read_period(rest[0] if rest else begin)
    if start is None or end is None:
        return None
    first, last = start[0], end[1]
    return DateRange(first, last, " to ".join([begin, *rest])) if first <= last else None


def _read_period(text: str) -> tuple[date, date] | None:
    found = _FORM.fullmatch(text)
    if not found:
        return None
    part = {name: int(value) for name, value in found.groupdict().items() if value}
    year, first_month, last_month = part["year"], 1, 12
    try:
        if "last" in part:
            return (date(year, 1, 1), date(part["last"], 12, 31)) if part["last"] == year + 9 else None
        if "day" in part:
            day = date(year, part["month"], part["day"])
            return day, day
        if "week" in part:
            monday = date.fromisocalendar(year, part["week"], 1)
            return monday, monday + timedelta(days=6)
        if "month" in part:
            first_month = last_month = part["month"]
        if "quarter" in part:
            first_month, last_month = 3 * part["quarter"] - 2, 3 * part["quarter"]
        return date(year, first_month, 1), date(year, last_month, monthrange(year, last_month)[1])
    except (ValueError, OverflowError):  # no such day, week or year
        return None


def as_days(since: object, until: object) -> tuple[Any, Any]:
    """Give a first and a last day as text: of a date, a month, a quarter or a year; anything else as it is.

    Examples
    --------
    >>> as_days("2016-Q2", date(2016, 12, 31)), as_days("", "spring")
    (('2016-04-01', '2016-12-31'), ('', 'spring'))
    """
    # A timestamp is a date with a time.
    start, end = (str(given)[:10] if isinstance(given, date) else given for given in (since, until))
    first, last = (read_range(text) if isinstance(text, str) else None for text in (start, end))
    return first.first.isoformat() if first else start, last.last.isoformat() if last else end


def places_in(published: pd.Series, ranges: Iterable[DateRange]) -> np.ndarray:
    """Give the place of the last of some ranges that holds each day, -1 for none and for undated articles."""
    days = pd.to_datetime(published).to_numpy().astype("datetime64[D]")
    place = np.full(len(days), -1)
    for at, span in enumerate(ranges):
        place[(days >= np.datetime64(span.first)) & (days <= np.datetime64(span.last))] = at
    return place


def describe_dates(published: pd.Series) -> str:
    """Say of when articles are, as a person would give it: "the articles are from 2024-03-03 to 2024-06-01"."""
    days = published.dropna().dt.strftime("%Y-%m-%d")
    return f"the articles are from {days.min()} to {days.max()}" if len(days) else "the articles have no dates"
