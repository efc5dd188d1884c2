"""Numbers, intervals and lists in words: the same on axes, beside marks and in sentences."""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable, Iterable, Sequence

import pandas as pd

from analysis.figures.labels import clean_label

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def number(value: float) -> str:
    """Write a number with three significant digits, or all digits before the point.

    Examples
    --------
    >>> number(8412.3), number(0.04567), number(-2.5), number(3)
    ('8,412', '0.0457', '−2.5', '3')
    """
    if not math.isfinite(value):
        return "–"
    size = abs(value)
    form = ",.0f" if size >= 99.95 or size == int(size) else ".3g" if size >= 1e-4 else ".1e"
    text = f"{size:{form}}"
    return f"−{text}" if value < 0 and text.strip("0.") else text


def percent(share: float) -> str:
    """Write a share of 1 as per cent, never rounding something to nothing or to all.

    Examples
    --------
    >>> percent(0.123), percent(0.0456), percent(0.0001), percent(0.9999), percent(1)
    ('12%', '4.6%', 'under 0.1%', 'over 99.9%', '100%')
    """
    if not math.isfinite(share):
        return "–"
    value = 100 * share
    if value in (0, 100) or 9.95 <= value < 99.5:
        return f"{value:.0f}%"
    if 0 < value < 0.05:
        return "under 0.1%"
    return "over 99.9%" if 99.95 <= value < 100 else f"{value:.1f}%"


def points(value: float) -> str:
    """Write a difference in percentage points, with its sign.

    Examples
    --------
    >>> points(12.34), points(-0.5), points(0.0)
    ('+12.3', '−0.5', '0')
    """
    text = number(value)
    return text if text == "0" or value < 0 or not math.isfinite(value) else f"+{text}"


def interval(low: float, high: float, write: Callable[[float], str] = number) -> str:
    """Write " (low to high)" to follow a number; nothing where there is no interval."""
    return f" ({write(low)} to {write(high)})" if math.isfinite(low) and math.isfinite(high) else ""


def counted(n: float, one: str, many: str | None = None) -> str:
    """Write a count with its noun: "1 article", "2 articles"."""
    return f"{number(n)} {one if n == 1 else many or one + 's'}"


def listed(names: Iterable[object], most: int = 3, quote: bool = False) -> str:
    """Join names: "a", "a and b", "a, b and c", "a, b, c and 4 more"."""
    labels = [clean_label(name, 60) for name in names]
    shown = [f"“{label}”" if quote else label for label in labels[:most]]
    if len(labels) > most:
        shown.append(f"{len(labels) - most} more")
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def sentence(text: str) -> str:
    """Begin with a capital, where the first letter has one, and end with a full stop."""
    return text[:1].upper() + text[1:] + ("" if text.endswith(".") else ".")


def day(value: object) -> str:
    """Write a date as "3 Mar 2024"; nothing where it is missing, other text as it is."""
    if value is None or value is pd.NaT or (isinstance(value, float) and math.isnan(value)):
        return ""
    try:
        date = value if isinstance(value, datetime.date) else datetime.date.fromisoformat(str(value)[:10])
    except ValueError:
        return "" if value is pd.NA else clean_label(value, 20)
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def span(first: object, last: object) -> str:
    """Write two dates as one span, naming a shared year once."""
    start, end = day(first), day(last)
    if start == end or not start or not end:
        return start or end
    if start[-5:] == end[-5:]:
        start = start[:-5]
    return f"{start} – {end}"


def leaders(table: pd.DataFrame, column: str) -> pd.DataFrame:
    """Keep the rows that share the largest number of `column`; all rows when it is missing everywhere."""
    values = table[column].astype(float)
    return table if values.isna().all() else table[values == values.max()]


def first_few(names: Sequence[object], one: str, many: str | None = None) -> str:
    """Name one to three names, or count them when more share a place."""
    return listed(names, quote=True) if len(names) <= 3 else counted(len(names), one, many)
