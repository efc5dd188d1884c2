"""Panels over time: every period of the span along the axis, a curve with intervals in each panel."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.figures.labels import drawable, text_width, wrap
from analysis.figures.marks import Estimates, dots, flags, head_panel, runs, scale_upright
from analysis.figures.style import BLUE, PALE, SCREEN, SMALL, PanelGrid, balanced, even_rows, is_narrow, new_figure
from analysis.wording import number, period_parts

PART = "Grey: period covered in part only."
_FORMS = [re.compile(form) for form in (r"\d{4}-\d\d-\d\d", r"\d{4}-W\d\d", r"\d{4}-\d\d", r"\d{4}-Q[1-4]", r"\d{4}")]
_DAY, _WEEK, _MONTH, _QUARTER, _YEAR = _FORMS
# Every how many periods one is named; of months, quarters and years either such a part of a year, or years.
_STEPS = {_MONTH: (1, 2, 3, 4, 6), _QUARTER: (1, 2), _YEAR: (1, 2)}
_ANY_STEP = (1, 2, 3, 4, 6, 8, 12, 24, 36, 52, 104)
_BEGIN = re.compile(r"^\d{4}($|-01$|-Q1$|-W01$|-01-01$)")
_WIDEST = 0.8  # inches one period takes at most, so that few periods do not become walls
_MAX_PERIODS = 400  # a span that fills up to more than this is shown with its gaps closed
_DENSE = 0.045  # inches of a period under which dots would touch
_OUT = 0.6  # inches a heading may be wider than its panel
_LONG = 14  # periods; more do not fit beside an empty half page
TICKS = 0.42  # inches below a panel for the names of its periods


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
    if not any(all(form.fullmatch(period) for period in known) for form in _FORMS):
        return known
    filled = [known[0]]
    try:
        while filled[-1] < known[-1] and len(filled) <= _MAX_PERIODS:
            filled.append(_next(filled[-1]))
    except ValueError:  # a week 60, a month 13: not a calendar
        return known
    return filled if set(known) <= set(filled) else known


def place_periods(column: pd.Series, periods: Sequence[str]) -> np.ndarray:
    """Give the place of each row's period among all periods."""
    place = {period: i for i, period in enumerate(periods)}
    return np.array([place[str(period)] for period in column])


def are_dense(periods: Sequence[str], inches: float) -> bool:
    """Tell whether periods on an axis `inches` wide are so many that their marks would touch."""
    return inches / len(periods) < _DENSE


def set_periods(ax: Axes, periods: Sequence[str], inches: float, *, named: bool = True) -> None:
    """Let an axis `inches` wide run over periods; if it is ``named``, as many of them as fit are named below it."""
    # Ticks that are not seen would take as long to make as others.
    shown, names = _named_periods(periods, inches) if named else ([], [])
    ax.set_xticks(shown, labels=names)
    ax.set_xlim(-0.6, max(len(periods), inches / _WIDEST) - 0.4)


def _named_periods(periods: Sequence[str], inches: float) -> tuple[list[int], list[str]]:
    """Choose the periods that are named, and write their names; the year stands once, below its first.

    Where no part of a year is named, years are, at their first periods: each, or each that can be divided by 2, 5, ...
    """
    parts = [(drawable(short), year) for short, year in map(period_parts, periods)]
    # How many periods a name takes.
    need = (max(max(text_width(part, SMALL) for part in pair) for pair in parts) + 0.09) * len(periods) / inches
    form = next((form for form in _STEPS if all(map(form.fullmatch, periods))), None)
    step = next((step for step in (_STEPS[form] if form else _ANY_STEP) if step >= need), 0)
    years = [] if step else _years(periods, need)
    shown = years or range(0, len(periods), step or next((s for s in _ANY_STEP if s >= need), len(periods)))
    labels, year = [], ""
    for index in shown:
        short, its_year = (periods[index][:4], "") if years else parts[index]
        labels.append(f"{short}\n{its_year if its_year != year else ' '}")  # two lines each, so that all stand level
        year = its_year
    return [*shown], labels


def _years(periods: Sequence[str], need: float) -> list[int]:
    """Give the places where years begin that have room, if there are two."""
    if not all(re.match(r"\d{4}\b", period) for period in periods):
        return []
    years = [int(period[:4]) for period in periods]
    begins = [i for i, year in enumerate(years) if (year != years[i - 1] if i else _BEGIN.search(periods[0]))]
    for round_to in (1, 2, 5, 10, 20, 50):
        places = [i for i in begins if years[i] % round_to == 0]
        if len(places) > 1 and min(np.diff(places)) >= need:
            return places
    return []


@dataclass(frozen=True)
class TimePanels:
    """Panels of one curve each over the same periods."""

    table: pd.DataFrame  # has ``period`` and ``part_period``
    groups: list[tuple[str, np.ndarray]]  # heading and rows of the table of each panel
    values: Estimates  # of all rows of the table
    write: Callable[[float], str] = number  # writes the ticks
    grey: str = PART  # says what the grey periods are, where there are any

    @cached_property
    def periods(self) -> list[str]:
        """Every period of the span."""
        return every_period(self.table["period"])

    @cached_property
    def at(self) -> np.ndarray:
        """Place of each row of the table along the axis."""
        return place_periods(self.table["period"], self.periods)

    @cached_property
    def grid(self) -> PanelGrid:
        """Three panels a row, fewer for fewer."""
        n = len(self.groups)
        columns = max(balanced(n, 2 if is_narrow() else 3), 1 if len(self.periods) > _LONG else 2)
        grid = PanelGrid((), columns, left=0.5, right=0.18)
        lines = max(len(self._break(heading, grid)) for heading, _ in self.groups)
        below = TICKS if n > columns * SCREEN else 0.1
        return replace(grid, rows=even_rows(n, columns, 0.2 + 0.14 * lines, 1.0 if n > 2 else 1.6, below))

    def _break(self, heading: str, grid: PanelGrid) -> list[str]:
        return wrap(heading, grid.width + _OUT, SMALL, "bold")

    def note(self) -> str:
        """Say what is drawn at a dot, and what is grey."""
        line = "Band" if are_dense(self.periods, self.grid.width) else "Line at a dot"
        part = f" {self.grey}" if flags(self.table["part_period"]).any() else ""
        return self.values.note(f"{line}: 95% interval.") + part

    def make(self, title: str, note: str) -> tuple[Figure, list[Axes]]:
        """Make the figure."""
        grid = self.grid
        figure = new_figure(title, note + self.note(), body=grid.body, foot=0.62)
        axes = grid.add_to(figure)
        for ax, (heading, rows), ticked in zip(axes, self.groups, self.ticked(), strict=True):
            self._curve(ax, rows)
            set_periods(ax, self.periods, grid.width, named=ticked)
            head_panel(ax, "\n".join(self._break(heading, grid)), left=0.45, size=SMALL)
        return figure, axes

    def ticked(self) -> list[bool]:
        """Tell which panels name the periods."""
        return self.grid.ticked()

    def _curve(self, ax: Axes, rows: np.ndarray) -> None:
        """Join the values of neighbouring periods only; where periods are narrow, draw a band and no dots."""
        at, values, slot = self.at[rows], self.values[rows], self.grid.width / len(self.periods)
        line, floor, roof = (np.full(len(self.periods), np.nan) for _ in range(3))
        line[at], floor[at], roof[at] = values.value, values.low, values.high
        dense = are_dense(self.periods, self.grid.width)
        for run in runs(line):
            ax.plot(run, line[run], color=BLUE, lw=1, alpha=1.0 if dense else 0.6, zorder=2.5)
        if dense:
            banded = np.isfinite(line) & np.isfinite(floor) & np.isfinite(roof)
            alone = np.isfinite(line) & ~banded
            for run in runs(np.where(banded, line, np.nan)):
                if len(run) > 1:
                    ax.fill_between(run, floor[run], roof[run], color=BLUE, alpha=0.22, lw=0, zorder=2)
                else:
                    alone[run] = True
            at = np.flatnonzero(alone)
            values = Estimates(line[at], floor[at], roof[at])
        dots(ax, at, values, size=min(max(0.7 * 72 * slot, 1.8), 4.5), upright=True)
        ax.set_ylim(0, self.values[rows].top * 1.06)
        self.finish(ax, rows)

    def finish(self, ax: Axes, rows: np.ndarray) -> None:
        """Shade the periods covered in part, and set the ticks of the numbers."""
        for part in sorted(set(self.at[rows][flags(self.table["part_period"].iloc[rows])].tolist())):
            ax.axvspan(part - 0.5, part + 0.5, facecolor=PALE, lw=0, zorder=0)
        scale_upright(ax, self.write)
