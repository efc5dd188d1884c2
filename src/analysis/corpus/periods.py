"""Dates to periods: day, week, month, quarter or year, so that a chart has at most 60 bars."""

from __future__ import annotations

import pandas as pd

MOST_PERIODS = 60
_FREQUENCIES = ("D", "W-SUN", "M", "Q-DEC", "Y-DEC")


def period_labels(published: pd.Series) -> pd.DataFrame:
    """Give each date the label of its period.

    Parameters
    ----------
    published : Series of datetime64
        Days of publication; NaT for undated articles.

    Returns
    -------
    DataFrame
        One row per date, with its index: ``period``, text that sorts in time (``2024-03-04`` days, ``2024-W10`` ISO
        weeks, ``2024-03``, ``2024-Q1``, ``2024``; missing for undated), and ``part_period``, true where the corpus
        begins after the first or ends before the last day of the period. The finest period with at most 60 steps
        between the first and the last date is taken; weeks are the finest for a corpus of more than 14 days.
    """
    dates = pd.to_datetime(published)
    empty = pd.DataFrame({"period": pd.Series(None, index=dates.index, dtype="string"), "part_period": False})
    if dates.notna().sum() == 0:
        return empty
    first, last = dates.min(), dates.max()
    frequency = choose_frequency(first, last)
    periods = dates.dt.to_period(frequency)
    empty["period"] = periods.map(lambda period: _label(period, frequency), na_action="ignore")
    empty["period"] = empty["period"].astype("string")
    begins_late = (periods == first.to_period(frequency)) & (first.to_period(frequency).start_time.normalize() < first)
    ends_early = (periods == last.to_period(frequency)) & (last.to_period(frequency).end_time.normalize() > last)
    empty["part_period"] = (begins_late | ends_early).fillna(False).astype(bool)
    return empty


def choose_frequency(first: pd.Timestamp, last: pd.Timestamp) -> str:
    """Choose the finest pandas frequency that cuts the span into at most 60 periods (days only up to 14)."""
    for frequency in _FREQUENCIES:
        steps = (last.to_period(frequency) - first.to_period(frequency)).n + 1
        if steps <= (14 if frequency == "D" else MOST_PERIODS):
            return frequency
    return _FREQUENCIES[-1]


def all_periods(first: pd.Timestamp, last: pd.Timestamp) -> list[str]:
    """List the labels of every period of a span, those without articles too, in the order of time."""
    frequency = choose_frequency(first, last)
    return [_label(period, frequency) for period in pd.period_range(first, last, freq=frequency)]


def _label(period: pd.Period, frequency: str) -> str:
    if frequency == "D":
        return str(period.start_time.date())
    if frequency == "W-SUN":
        year, week, _ = period.start_time.isocalendar()
        return f"{year}-W{week:02}"
    if frequency == "M":
        return f"{period.year}-{period.month:02}"
    return f"{period.year}-Q{period.quarter}" if frequency == "Q-DEC" else str(period.year)
