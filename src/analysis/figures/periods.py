"""Periods along the axis: every period of the span, labels that do not touch, hatching where only a part is covered."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence

import numpy as np
from matplotlib.axes import Axes

from analysis.figures.labels import drawable, text_width
from analysis.figures.style import GREY, PALE, SMALL
from analysis.wording import period_parts

PART = "hatched: period covered in part only"
_DAY, _WEEK, _MONTH, _QUARTER, _YEAR = (
    re.compile(form) for form in (r"\d{4}-\d\d-\d\d", r"\d{4}-W\d\d", r"\d{4}-\d\d", r"\d{4}-Q[1-4]", r"\d{4}")
)
_WIDEST = 0.8  # inches one period takes at most, so that few periods do not become walls
_MOST = 400  # a span that fills up to more than this is shown with its gaps closed


def _next(period: str) -> str:
    year, rest = int(period[:4]), period[5:]
    if _DAY.fullmatch(period):
        return (datetime.date.fromisoformat(period) + datetime.timedelta(days=1)).isoformat()
    if _WEEK.fullmatch(period):
        week = (datetime.date.fromisocalendar(year, int(rest[1:]), 1) + datetime.timedelta(weeks=1)).isocalendar()
        return f"{week.year:04}-W{week.week:02}"
    if _MONTH.fullmatch(period):
        return f"{year + int(rest) // 12:04}-{int(rest) % 12 + 1:02}"
    if _QUARTER.fullmatch(period):
        return f"{year + int(rest[1]) // 4:04}-Q{int(rest[1]) % 4 + 1}"
    return f"{year + 1:04}"


def every_period(periods: Iterable[object]) -> list[str]:
    """List all periods from the first to the last, so that a silence takes its place on the axis.

    Labels of more than one form, or of none of the five, are only sorted.
    """
    known = sorted({str(period) for period in periods})
    if not any(all(form.fullmatch(one) for one in known) for form in (_DAY, _WEEK, _MONTH, _QUARTER, _YEAR)):
        return known
    filled = [known[0]]
    try:
        while filled[-1] < known[-1] and len(filled) <= _MOST:
            filled.append(_next(filled[-1]))
    except ValueError:  # a week 60, a month 13: not a calendar
        return known
    return filled if set(known) <= set(filled) else known


def name_periods(ax: Axes, periods: Sequence[str], inches: float) -> None:
    """Name as many periods as fit below an axis `inches` wide; the year stands once, below its first."""
    spoken = [(drawable(short), year) for short, year in map(period_parts, periods)]
    need = max(max(text_width(part, SMALL) for part in pair) for pair in spoken) + 0.09
    slot = inches / len(periods)
    step = next((s for s in (1, 2, 3, 4, 6, 8, 12, 24, 36, 52, 104) if s * slot >= need), len(periods))
    shown = range(0, len(periods), step)
    labels, year = [], ""
    for index in shown:
        short, its_year = spoken[index]
        labels.append(f"{short}\n{its_year if its_year != year else ' '}")  # two lines each, so that all stand level
        year = its_year
    ax.set_xticks(list(shown), labels=labels)
    ax.set_xlim(-0.6, max(len(periods), inches / _WIDEST) - 0.4)


def hatch_parts(ax: Axes, parts: Iterable[int]) -> None:
    """Hatch the periods that the corpus covers only in part."""
    for part in parts:
        ax.axvspan(part - 0.5, part + 0.5, facecolor=PALE, edgecolor=GREY, hatch="////", lw=0, alpha=0.55, zorder=0)


def runs(values: np.ndarray) -> list[np.ndarray]:
    """Give the places of unbroken runs of numbers: a line must not cross a gap."""
    places = np.flatnonzero(np.isfinite(values))
    return [run for run in np.split(places, np.flatnonzero(np.diff(places) > 1) + 1) if len(run)]
