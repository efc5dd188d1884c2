"""Dates to periods: day, week, month, quarter, year or decade, so that a chart has at most 60 bars."""

from __future__ import annotations

from functools import cache

import pandas as pd

MAX_PERIODS = 60
# Texts in most periods from which their shares can be followed, and periods that make a course.
_ENOUGH_TEXTS, _MIN_PERIODS = 30, 4
_DECADE = "decade"
PERIOD_NOUNS = {
    "D": "days", "W-SUN": "weeks", "M": "months", "Q-DEC": "quarters", "Y-DEC": "years", _DECADE: "decades",
}  # fmt: skip
# From fine to coarse: frequencies of pandas, and decades, which pandas counts from 1970 and not from round years.
_LABELS = {
    "D": "%Y-%m-%d",
    "W-SUN": "%G-W%V",
    "M": "%Y-%m",
    "Q-DEC": "%Y-Q{quarter}",
    "Y-DEC": "%Y",
    _DECADE: "%Y-{last}",
}


def period_labels(published: pd.Series, frequency: str = "") -> pd.DataFrame:
    """Give each date the label of its period.

    Parameters
    ----------
    frequency : str
        As `choose_frequency` gives it; chosen without.

    Returns
    -------
    DataFrame
        With the index of ``published``: ``period``, text that sorts in time (``2024-03-04`` days, ``2024-W10`` ISO
        weeks, ``2024-03``, ``2024-Q1``, ``2024``, ``2020-2029``; missing for undated), and ``part_period``, true where
        the corpus begins after the first or ends before the last day of the period. It is the finest period with at
        most 60 steps (days: 14) between the first and the last date.
    """
    dates = pd.to_datetime(published)
    empty = pd.DataFrame({"period": pd.Series(None, index=dates.index, dtype="string"), "part_period": False})
    if dates.notna().sum() == 0:
        return empty
    first, last = dates.min(), dates.max()
    frequency = frequency or choose_frequency(first, last)
    number = dates.map(lambda day: _number(day, frequency), na_action="ignore")
    empty["period"] = number.map(lambda n: _label(int(n), frequency), na_action="ignore").astype("string")
    begins_late = (number == number.min()) & (_days(int(number.min()), frequency)[0] < first.normalize())
    ends_early = (number == number.max()) & (_days(int(number.max()), frequency)[1] > last.normalize())
    empty["part_period"] = begins_late | ends_early
    return empty


def coarser_periods(articles: pd.DataFrame) -> pd.DataFrame:
    """Give each article a period long enough to follow shares: half of the periods hold at least 30 different texts.

    Parameters
    ----------
    articles : DataFrame
        ``published, group``.

    Returns
    -------
    DataFrame
        As of `period_labels`: the finest such periods; where there would be fewer than four of them, the coarsest of
        which there are four, else the finest.
    """
    return period_labels(articles["published"], coarser_frequency(articles))


def coarser_frequency(articles: pd.DataFrame) -> str:
    """Choose how long the periods of `coarser_periods` are; "" without a date."""
    dates = articles["published"].dropna()
    if dates.empty:
        return ""
    chosen = choose_frequency(dates.min(), dates.max())
    for frequency in list(_LABELS)[list(_LABELS).index(chosen) :]:
        texts = articles["group"].groupby(period_labels(articles["published"], frequency)["period"]).nunique()
        if len(texts) < _MIN_PERIODS:
            break
        chosen = frequency
        if texts.median() >= _ENOUGH_TEXTS:
            break
    return chosen


def choose_frequency(first: pd.Timestamp, last: pd.Timestamp) -> str:
    """Choose the finest frequency that cuts the span into at most 60 periods (days only up to 14)."""
    for frequency in _LABELS:
        steps = _number(last, frequency) - _number(first, frequency) + 1
        if steps <= (14 if frequency == "D" else MAX_PERIODS):
            return frequency
    return _DECADE


def all_periods(first: pd.Timestamp, last: pd.Timestamp, frequency: str = "") -> list[str]:
    """List the labels of every period of a span, those without articles too, in the order of time."""
    frequency = frequency or choose_frequency(first, last)
    return [_label(n, frequency) for n in range(_number(first, frequency), _number(last, frequency) + 1)]


def _number(day: pd.Timestamp, frequency: str) -> int:
    """Give the number of the period of a day: neighbours have neighbouring numbers."""
    return day.year // 10 if frequency == _DECADE else int(day.to_period(frequency).ordinal)


def _days(number: int, frequency: str) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Give the first and the last day of a period."""
    if frequency == _DECADE:
        return pd.Timestamp(number * 10, 1, 1), pd.Timestamp(number * 10 + 9, 12, 31)
    period = pd.Period(ordinal=number, freq=frequency)
    return period.start_time.normalize(), period.end_time.normalize()


@cache
def _label(number: int, frequency: str) -> str:
    first, last = _days(number, frequency)
    return first.strftime(_LABELS[frequency]).format(quarter=first.quarter, last=last.year)
