"""Numbers, names, dates and lists as a reader expects them: the same in sentences, messages, figures and pages."""

from __future__ import annotations

import datetime
import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pandas as pd

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
BLANK = "(blank)"
# Without what ends an attribute, or is a "/" to browsers.
_ADDRESS, _MAX_ADDRESS = re.compile(r"https?://[^\s\"'<>\\/?#][^\s\"'<>\\]*", re.IGNORECASE), 2000
_JOINERS = "\u200c\u200d"  # the only invisible characters that change how a word is spelt


def one_line(text: object, limit: int = 160) -> str:
    r"""Make text from an article fit for one line; HTML is not escaped here.

    Control characters and all that is invisible go (a bidi control makes a line say what the text does not), half
    surrogates become "\ufffd", runs of blanks one blank, and what is longer than ``limit`` is cut with "…".

    Examples
    --------
    >>> one_line("a\x00\u202eb\nc"), one_line("abcdef", limit=4)
    ('ab c', 'abc…')
    """
    kept = []
    for letter in str(text):
        kind = unicodedata.category(letter)
        if letter.isspace():
            kept.append(" ")
        elif kind == "Cs":
            kept.append("\ufffd")
        elif kind not in ("Cc", "Cf") or letter in _JOINERS:
            kept.append(letter)
    line = " ".join("".join(kept).split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def is_web_address(text: object) -> bool:
    r"""Say whether text from an article is an address to link to: of http or https, without anything invisible.

    Examples
    --------
    >>> [is_web_address(text) for text in ("https://quay.test/a?b=1", "javascript:alert(1)", "http://a\u202eb", None)]
    [True, False, False, False]
    """
    return (
        isinstance(text, str)
        and len(text) <= _MAX_ADDRESS
        and _ADDRESS.fullmatch(text) is not None
        and one_line(text, _MAX_ADDRESS) == text
    )


def clean_label(text: object, limit: int = 80) -> str:
    """Make a name of `one_line`; one with nothing left is "(blank)"."""
    return one_line(text, limit) or BLANK


def quoted(term: object, limit: int = 60) -> str:
    """Write a term or name in quotation marks, cleaned."""
    return f"“{clean_label(term, limit)}”"


def headline(title: object, limit: int = 200) -> str:
    """Quote the headline of an article, or say that it has none.

    Examples
    --------
    >>> headline("Gates stay shut"), headline(" ")
    ('“Gates stay shut”', 'without title')
    """
    return quoted(title, limit) if one_line(title) else "without title"


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


def rounded(value: float) -> str:
    """Write a number as it is read: whole from 10 on, with three digits that count, else with two digits.

    Examples
    --------
    >>> rounded(8412.3), rounded(60.4), rounded(0.123)
    ('8,410', '60', '0.12')
    """
    return number(round(float(f"{value:.3g}"))) if abs(value) >= 10 else two_digits(value)


def two_digits(value: float) -> str:
    """Write a number with two digits that count."""
    return number(float(f"{value:.2g}"))


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


def points_between(low: float, high: float) -> str:
    """Write the ends of an interval in whole percentage points, in tenths where both would be the same, or one be 0.

    Examples
    --------
    >>> points_between(3.2, 11.8), points_between(20.91, 21.34), points_between(21.01, 21.02), points_between(0.4, 1.2)
    ('3 to 12', '20.9 to 21.3', '21.0', '0.4 to 1.2')
    """
    written = f"{low:.0f}", f"{high:.0f}"
    if written[0] == written[1] or written[0] == "0":
        written = f"{low:.1f}", f"{high:.1f}"
    return " to ".join(dict.fromkeys(written))


def compared(row: Mapping[str, Any]) -> str:
    """Say how much more, or less, a source uses a term than the others do: how often, and in how many texts.

    Parameters
    ----------
    row : mapping
        ``ratio, ratio_low, ratio_high, ratio_told, texts, all_texts, texts_others, all_texts_others``.

    Examples
    --------
    >>> texts = {"texts": 16, "all_texts": 16, "texts_others": 38, "all_texts_others": 91}
    >>> compared({"ratio": 7.04, "ratio_low": 4.2, "ratio_high": 12.1, "ratio_told": True, **texts})
    '7 times as often (4.2 to 12 times); in 16 of 16 texts, elsewhere in 38 of 91'
    """
    held = f"in {row['texts']:,} of {plural(row['all_texts'], 'text')}"
    if not row["texts_others"]:
        return f"{held}, nowhere else"
    held += f", elsewhere in {row['texts_others']:,} of {row['all_texts_others']:,}"
    if not row["ratio_told"]:
        return held
    ratio, low, high = (two_digits(row[name]) for name in ("ratio", "ratio_low", "ratio_high"))
    return f"{ratio} times as often ({low} to {high} times); {held}"


def plural(n: float, noun: str, several: str = "") -> str:
    """Count a noun: "1 article", "12,345 articles".

    Examples
    --------
    >>> plural(1, "article"), plural(12345, "article"), plural(0, "copy", "copies")
    ('1 article', '12,345 articles', '0 copies')
    """
    return f"{number(n)} {noun if n == 1 else several or noun + 's'}"


def listed(names: Iterable[str], limit: int = 0, joiner: str = "and") -> str:
    """List names in a sentence: "a, b and c"; of more than ``limit`` the rest is counted.

    Examples
    --------
    >>> listed(["a", "b", "c"]), listed(["a", "b", "c", "d"], limit=2), listed(["a"], joiner="or")
    ('a, b and c', 'a, b and 2 more', 'a')
    """
    names = list(names)
    shown = names if not limit or len(names) <= limit else [*names[:limit], f"{len(names) - limit:,} more"]
    return f"{', '.join(shown[:-1])} {joiner} {shown[-1]}" if len(shown) > 1 else "".join(shown)


def sentence(text: str) -> str:
    """Begin with a capital, where the first letter has one, and end with a full stop."""
    return text[:1].upper() + text[1:] + ("" if text.endswith(".") else ".")


def day(value: object) -> str:
    """Write a date as "3 Mar 2024"; nothing where it is missing, other text as it is."""
    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and math.isnan(value)):
        return ""
    try:
        date = value if isinstance(value, datetime.date) else datetime.date.fromisoformat(str(value)[:10])
    except ValueError:
        return clean_label(value, 20)
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def span(first: object, last: object) -> str:
    """Write two dates as one span, naming a shared year once: "3 Mar – 1 Jun 2024"."""
    start, end = day(first), day(last)
    if start == end or not start or not end:
        return start or end
    if start[-5:] == end[-5:]:
        start = start[:-5]
    return f"{start} – {end}"


def period_parts(period: object) -> tuple[str, str]:
    """Split a period into its short name and its year: "2024-03" into "Mar" and "2024"; another text has no year.

    A week is named by its Monday.

    Examples
    --------
    >>> [period_parts(period) for period in ("2024-03-04", "2024-W05", "2024-Q1", "2024", "soon")]
    [('4 Mar', '2024'), ('29 Jan', '2024'), ('Q1', '2024'), ('2024', ''), ('soon', '')]
    """
    if found := re.fullmatch(r"(\d{4})-W(\d\d)", str(period)):
        try:
            period = datetime.date.fromisocalendar(int(found[1]), int(found[2]), 1)
        except ValueError:  # a week 60
            return clean_label(period), ""
    if found := re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])(?:-(\d\d))?", str(period)):
        year, month, its_day = found.groups()
        return f"{int(its_day)} {MONTHS[int(month) - 1]}" if its_day else MONTHS[int(month) - 1], year
    if re.fullmatch(r"\d{4}-Q[1-4]", str(period)):
        return str(period)[5:], str(period)[:4]
    return clean_label(period), ""


def period_words(period: object) -> str:
    """Write a period, or several from one to another, as words.

    Examples
    --------
    >>> [period_words(period) for period in ("2024-03", "2024-W10", "2024-03 to 2024-05", "2023-11 to 2024-01")]
    ['March 2024', 'the week of 4 Mar 2024', 'Mar – May 2024', 'Nov 2023 – Jan 2024']
    """
    if found := re.fullmatch(r"(\d{4}\S{0,6}) to (\d{4}\S{0,6})", str(period)):
        (start, year), (end, last_year) = map(period_parts, found.groups())
        return f"{start}{'' if year == last_year else f' {year}'} – {end} {last_year}".strip()
    short, year = period_parts(period)
    if short in MONTHS and year:
        return f"{_MONTH_NAMES[MONTHS.index(short)]} {year}"
    return f"{'the week of ' if year and 'W' in str(period) else ''}{short} {year}".strip()


def span_words(span: object) -> str:
    """Write a period, a span of several, or a half of the time as words; another text stays as it is.

    Examples
    --------
    >>> [span_words(span) for span in ("2016-01 to 2016-03", "before 2016-04", "from 2016-Q2", "nyt")]
    ['Jan – Mar 2016', 'before April 2016', 'from April 2016', 'nyt']
    """
    found = re.fullmatch(r"(before|from) (\d{4}\S{0,6})", str(span))
    return f"{found[1]} {begin_of_period(found[2])}" if found else period_words(span)


def in_span(span: object) -> str:
    """Write a span of time, or a source, with its preposition: "in Jan – Mar 2016", "before April 2016", "in nyt"."""
    words = span_words(span)
    return words if re.match("(before|from) ", words) else f"in {words}"


def between_spans(first: object, second: object) -> str:
    """Write two spans of time, or two sources, between which something differs.

    Examples
    --------
    >>> between_spans("2024-04", "2024-05")
    'between April 2024 and May 2024'
    >>> between_spans("before 2024-04", "from 2024-04")
    'before April 2024 and from April 2024'
    >>> between_spans("nyt", "breitbart")
    'between nyt and breitbart'
    """
    one, other = span_words(first), span_words(second)
    return f"{one} and {other}" if re.match("(before|from) ", one) else f"between {one} and {other}"


def begin_of_period(period: str) -> str:
    """Say when a period begins, as people say it after "from".

    Examples
    --------
    >>> [begin_of_period(period) for period in ("2024-03-04", "2024-W10", "2024-03", "2024-Q3", "2024", "2020-2029")]
    ['4 March 2024', '4 March 2024', 'March 2024', 'July 2024', '2024', '2020']
    """
    if found := re.fullmatch(r"(\d{4})-W(\d\d)", period):
        period = datetime.date.fromisocalendar(int(found[1]), int(found[2]), 1).isoformat()
    if found := re.fullmatch(r"(\d{4})-Q([1-4])", period):
        period = f"{found[1]}-{3 * int(found[2]) - 2:02}"
    if found := re.fullmatch(r"(\d{4})-(\d\d)(?:-(\d\d))?", period):
        month = _MONTH_NAMES[int(found[2]) - 1]
        return f"{int(found[3])} {month} {found[1]}" if found[3] else f"{month} {found[1]}"
    return period[:4] if re.fullmatch(r"\d{4}-\d{4}", period) else period


def when(periods: Iterable[object]) -> str:
    """Write periods with their preposition: "in March 2024 and May 2024", "on 4 Mar 2024"."""
    periods = list(periods)
    on_days = re.fullmatch(r"\d{4}-\d\d-\d\d", str(periods[0]))
    return f"{'on' if on_days else 'in'} {listed(map(period_words, periods), limit=3)}"
