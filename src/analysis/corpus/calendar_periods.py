"""Dates to periods: day, week, month, quarter, year or decade, so that a chart has at most 60 bars."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.errors import SettingsError
from analysis.vocabulary import PERIODS

if TYPE_CHECKING:
    from analysis.corpus.corpus import Corpus

MAX_PERIODS = 60
# Periods that a person asks for may be more, up to a year of days.
_MAX_ASKED = 400
# Texts in most periods from which their shares can be followed, in those of one source, and periods that make a course.
_ENOUGH_TEXTS, _ENOUGH_OF_SOURCE, _MIN_PERIODS = 30, 20, 4
# Texts of a source in a period that do, where longer periods would be fewer than four; two are better than none then.
_LEAST_OF_SOURCE, _LEAST_PERIODS = 10, 2
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
        One of `PERIODS`, or as `choose_frequency` gives it; chosen without.

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
    frequency = _frequency(first, last, frequency)
    # A million articles have some thousand days.
    of_day, days = pd.factorize(dates.dt.normalize())
    number = np.array([_number(day, frequency) for day in days])
    part = (number == number.min()) & (_days(int(number.min()), frequency)[0] < first.normalize())
    part |= (number == number.max()) & (_days(int(number.max()), frequency)[1] > last.normalize())
    labels = pd.array([*(_label(int(n), frequency) for n in number), None], dtype="string")
    return pd.DataFrame({"period": labels[of_day], "part_period": np.append(part, False)[of_day]}, index=dates.index)


def are_periods_of(periods: pd.Series, published: pd.Series) -> bool:
    """Tell whether each label is that of the period of its date, however long the periods are."""
    pairs = pd.DataFrame({"period": periods, "day": published}).drop_duplicates()
    shapes = {re.sub(r"\d", "0", _label(197, frequency)): frequency for frequency in _LABELS}
    shape = re.sub(r"\d", "0", str(pairs["period"].max()))
    return period_labels(pairs["day"], shapes.get(shape, ""))["period"].equals(pairs["period"].astype("string"))


def coarser_periods(corpus: Corpus, *, by_source: bool = False) -> pd.DataFrame:
    """Give each article of a corpus its period of `coarser_frequency`: as `period_labels`."""
    return period_labels(corpus.articles["published"], coarser_frequency(corpus, by_source=by_source))


def coarser_frequency(corpus: Corpus, *, by_source: bool = False) -> str:
    """Choose how long periods are in which shares are followed; "" without a date.

    Parameters
    ----------
    by_source : bool
        Whether each source is followed by itself.

    Returns
    -------
    str
        The period of the corpus, if one is given. Else the finest of which half hold at least 30 different texts, or
        half of the texts are among at least 20 of their source; where there would be fewer than four, the coarsest of
        which there are four, else the finest. By source there may be two, where of more half of the texts are not
        among ten.
    """
    articles = corpus.articles
    dates = articles["published"].dropna()
    if dates.empty:
        return ""
    chosen = _frequency(dates.min(), dates.max(), corpus.period)
    if corpus.period:
        return chosen
    few = _MIN_PERIODS
    for frequency in list(_LABELS)[list(_LABELS).index(chosen) :]:
        period = period_labels(articles["published"], frequency)["period"]
        if period.nunique() < few:
            break
        chosen = frequency
        texts = articles["group"].groupby([period, articles["source"]] if by_source else period).nunique()
        # Many small sources do not say how long periods must be.
        counted, enough = (texts.repeat(texts.tolist()), _ENOUGH_OF_SOURCE) if by_source else (texts, _ENOUGH_TEXTS)
        if counted.median() >= enough:
            break
        few = _LEAST_PERIODS if by_source and counted.median() < _LEAST_OF_SOURCE else _MIN_PERIODS
    return chosen


def choose_frequency(first: pd.Timestamp, last: pd.Timestamp) -> str:
    """Choose the finest frequency that cuts the span into at most 60 periods (days only up to 14)."""
    for frequency in _LABELS:
        steps = _number(last, frequency) - _number(first, frequency) + 1
        if steps <= (14 if frequency == "D" else MAX_PERIODS):
            return frequency
    return _DECADE


def _frequency(first: pd.Timestamp, last: pd.Timestamp, asked: str) -> str:
    """Give the frequency of a period that is asked for, if there are not too many of it, else the chosen one."""
    if asked not in PERIODS:
        return asked or choose_frequency(first, last)
    steps = _number(last, PERIODS[asked]) - _number(first, PERIODS[asked]) + 1
    if steps > _MAX_ASKED:
        raise SettingsError(f"period={asked}: {steps:,} periods are more than {_MAX_ASKED}; take a longer one.")
    return PERIODS[asked]


def all_periods(first: pd.Timestamp, last: pd.Timestamp, frequency: str = "") -> list[str]:
    """List the labels of every period of a span, those without articles too, in the order of time."""
    frequency = _frequency(first, last, frequency)
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
