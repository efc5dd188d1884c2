"""The picture most figures are: panels of named rows with a mark each, and columns of numbers at their right."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.figures.labels import drawable, fit, text_width, widest, wrap
from analysis.figures.marks import Estimates, extent, floats, head_panel, inches_across, round_ticks, write_beside
from analysis.figures.style import INK, LABEL, RULE, SMALL, PanelGrid, PanelRow, is_narrow, new_figure
from analysis.vocabulary import NO_TOPIC
from analysis.wording import number

_GAP = 0.14  # inches left of a column of numbers
_TOPIC_GAP = 0.1  # inches between a topic's number and its label
_LINE = 0.155  # inches of a line of a heading
_BESIDE, _STRIP_GAP = 0.2, 0.25  # inches between panels side by side, and left of a strip


@dataclass(frozen=True)
class RowNames:
    """Names of rows, top down; those of topics have their number apart in bold, and themes with subjects are bold."""

    labels: Sequence[str]
    numbers: Sequence[str] = ()
    size: float = LABEL
    lines: int = 1

    def _weight(self, row: int) -> str:
        divided = any("." in number for number in self.numbers)
        return "bold" if divided and self.numbers[row] and "." not in self.numbers[row] else "normal"

    @property
    def widest(self) -> float:
        """Inches of the widest name, without its number."""
        return max(
            (text_width(label, self.size, self._weight(row)) for row, label in enumerate(self.labels)), default=0
        )

    @classmethod
    def of(cls, column: Iterable[object], size: float = LABEL) -> RowNames:
        """Make the names of a table's rows; an empty name for none."""
        return cls([drawable(name, row) for row, name in enumerate(column, start=1)], size=size)

    @classmethod
    def of_topics(cls, table: pd.DataFrame, size: float = LABEL, lines: int = 1) -> RowNames:
        """Make the names of a table of topics, whose index counts the rows of the saved table."""
        labels = [drawable(label, row + 1) for row, label in zip(table.index, table["label"], strict=True)]
        return cls(labels, ["" if topic == NO_TOPIC else str(topic) for topic in table["topic"]], size, lines)

    def __getitem__(self, rows: np.ndarray) -> RowNames:
        numbers = [self.numbers[row] for row in rows if self.numbers]
        return replace(self, labels=[self.labels[row] for row in rows], numbers=numbers)

    @property
    def aside(self) -> float:
        """Inches that the numbers take."""
        return widest(self.numbers, self.size, "bold") + _TOPIC_GAP if self.numbers else 0.0

    def room(self, most: float) -> float:
        """Give the inches the names need, at most `most`."""
        return min(self.aside + self.widest + 0.02, most)

    def write(self, ax: Axes, inches: float) -> None:
        """Name the rows left of the axes, in `lines` lines of at most `inches`."""
        inches -= self.aside
        labels = [
            "\n".join(wrap(label, inches, self.size, self._weight(row), self.lines))
            for row, label in enumerate(self.labels)
        ]
        ax.set_yticks(range(len(labels)), labels=labels, fontsize=self.size)
        if self.numbers:
            ax.tick_params(axis="y", pad=72 * (inches + 0.1))
            for row, label in enumerate(ax.get_yticklabels()):
                label.set(horizontalalignment="left", weight=self._weight(row))
            for row, topic in enumerate(self.numbers):
                place = -inches - 0.1 - _TOPIC_GAP
                write_beside(ax, topic, (0, row), place, rows=True, size=self.size, color=INK, weight="bold")


@dataclass(frozen=True)
class Column:
    """Short texts flush right beside the rows, under a heading."""

    heading: str
    texts: Sequence[str]

    @classmethod
    def of(cls, heading: str, column: pd.Series, write: Callable[[float], str] = number) -> Column:
        """Write the numbers of a table's column."""
        return cls(heading, [write(value) for value in floats(column)])

    @property
    def room(self) -> float:
        """Inches across, with the gap left of it."""
        return widest([line for text in (self.heading, *self.texts) for line in text.split("\n")], SMALL) + _GAP

    def write(self, ax: Axes, rows: np.ndarray, inches: float, *, headed: bool = True) -> None:
        """Write the texts of some rows of the table from the top, their ends `inches` right of the axes."""
        for place, row in enumerate(rows):
            write_beside(ax, self.texts[row], (1, place), inches, rows=True, color=INK)
        write_beside(ax, self.heading if headed else "", (1, 1), inches, rise=4)


@dataclass(frozen=True)
class RowPanel:
    """A panel that is ready for its marks."""

    ax: Axes
    strip: Axes  # the second panel beside it; the same where there is none
    rows: np.ndarray  # of the table, drawn here
    at: np.ndarray  # their places from the top
    beside: tuple[float, float]  # inches of names left of the axes, and of columns right of them


@dataclass(frozen=True, kw_only=True)
class RowPanels:
    """Panels of named rows; all sizes are inches."""

    title: str
    note: str
    names: RowNames  # of all rows of the table
    columns: Sequence[Column] = ()  # of all rows, too
    groups: Sequence[tuple[str, np.ndarray]] = ()  # heading and rows of each panel; without, all rows in one
    across: int = 1  # panels side by side
    row: float = 0.225  # high
    room: float = 3.0  # across the names at most
    strip: float = 0.0  # across a second panel between rows and columns
    above: Sequence[float] = ()  # kept free above each panel
    lines: int = 1  # that a heading may take
    once: bool = False  # whether columns are headed in the first row of panels alone
    below: float = 0.6  # a row of panels
    foot: float = 0.5  # below the last

    def make(self) -> tuple[Figure, list[RowPanel]]:
        """Make the figure with its names, columns and headings; the marks are left to the caller.

        On a phone no panels are side by side, and names are shorter.
        """
        return (replace(self, across=1, room=min(self.room, 1.7)) if is_narrow() else self)._make()

    def _make(self) -> tuple[Figure, list[RowPanel]]:
        groups = self.groups or [("", np.arange(len(self.names.labels)))]
        headed = len(groups) > 1
        room = self.names.room(self.room) + 0.1
        strip = self.strip + _STRIP_GAP if self.strip else 0.0
        beside = sum(column.room for column in self.columns) + strip
        grid = PanelGrid((), self.across, room, beside + (_BESIDE if self.across > 1 else 0))
        inches = room + grid.width + (0 if self.columns else grid.right) - 0.1
        free = beside if self.once else 0.0
        heads = [
            wrap(heading, inches + free * (i >= self.across), LABEL, "bold", self.lines) if headed else []
            for i, (heading, _) in enumerate(groups)
        ]
        titles = 0.14 * max((column.heading.count("\n") + 1 for column in self.columns if column.heading), default=0)
        high = 0.1 + _LINE * max(map(len, heads)) if headed else 0.0
        first = max(high, titles + 0.1)
        grid = replace(grid, rows=self._rows(groups, first, high if self.once else first))
        figure = new_figure(self.title, self.note, body=grid.body, foot=self.foot)
        panels = []
        for i, (ax, (_, rows)) in enumerate(zip(grid.add_to(figure), groups, strict=True)):
            self.names[rows].write(ax, room - 0.1)
            ax.set_ylim(round(grid.rows[i // self.across].height / self.row) - 0.5, -0.5)
            if heads[i]:
                rise = 5 + 72 * (self.above[i] if self.above else 0)
                head_panel(ax, "\n".join(heads[i]), left=room, rise=rise)
            second = ax
            if self.strip:
                second = figure.add_axes(_right_of(ax, _STRIP_GAP, self.strip))
                second.set(ylim=ax.get_ylim(), yticks=[])
            end = strip
            for column in self.columns:
                end += column.room
                column.write(ax, rows, end, headed=not self.once or i < self.across)
            panels.append(RowPanel(ax, second, rows, np.arange(len(rows)), (room, beside)))
        return figure, panels

    def _rows(self, groups: Sequence[tuple[str, np.ndarray]], first: float, head: float) -> tuple[PanelRow, ...]:
        counts = [len(rows) for _, rows in groups]
        above = self.above or [0.0] * len(groups)
        parts = [slice(start, start + self.across) for start in range(0, len(groups), self.across)]
        return tuple(
            PanelRow(
                len(counts[part]),
                (head if part.start else first) + max(above[part]),
                self.row * max(counts[part]),
                self.below,
            )
            for part in parts
        )


def _right_of(ax: Axes, gap: float, inches: float) -> tuple[float, float, float, float]:
    """Give the place of a strip of some inches, a gap beside axes."""
    box, across = ax.get_position(), inches_across(ax) / ax.get_position().width
    return (box.x1 + gap / across, box.y0, inches / across, box.height)


def row_lines(ax: Axes, n: int) -> None:
    """Draw a fine line through each row, where the eye has far to go."""
    ax.hlines(np.arange(n), 0, 1, color=RULE, lw=0.4, zorder=0, transform=ax.get_yaxis_transform())


def scale_from_zero(
    ax: Axes, top: float, write: Callable[[float], str] = number, label: str = "", *, reach: float = 1.0
) -> None:
    """Let the axis across run from 0 to a little over `top`, with ticks as far as it has room and `reach` goes."""
    ax.set_xlim(0, top * 1.04)
    round_ticks(ax.xaxis, 0, reach * ax.get_xlim()[1], write, most=ticks_with_room(ax, write(top), 6))
    ax.set_xlabel(label, loc="left")


def ticks_with_room(ax: Axes, longest: str, most: int) -> int:
    """Give how many ticks, at most `most`, the axis across has room for when the longest is labelled `longest`."""
    return min(max(int(inches_across(ax) / (text_width(longest, SMALL) + 0.1)), 1), most)


def scale_around_zero(
    panel: RowPanel, numbers: Estimates, sides: tuple[str, str, str], write: Callable[[float], str]
) -> None:
    """Let the axis across hold all numbers and a line at zero, and say below it which side is which.

    The sides: what is more to the left, left out where all numbers are above zero, the unit, what is more to the right.
    """
    ax = panel.ax
    low, high = extent(numbers.value, numbers.low, numbers.high)
    pad = 0.04 * (high - low)
    ax.set_xlim(low - pad, high + pad)
    ax.axvline(0, color=INK, lw=0.9, zorder=1)
    round_ticks(ax.xaxis, *ax.get_xlim(), write, most=5, whole=True)
    less, unit, more = sides
    across = inches_across(ax)
    left, right = -panel.beside[0], across + panel.beside[1]
    before, between, after = "more in ", " ← ", " → more in "
    if low >= 0:
        before = less = between = ""
    room = right - left - text_width(f"{before}{between}{unit}{after}x", SMALL)  # a space at the end has no width
    less = fit(less, max(room / 2, room - text_width(more, SMALL)), SMALL)
    more = fit(more, room - text_width(less, SMALL), SMALL)
    head, tail = before + less + between, unit + after + more
    start = (pad - low) / (high - low + 2 * pad) * across - text_width(head, SMALL) - text_width(unit, SMALL) / 2
    start = max(min(start, right - text_width(head + tail, SMALL)), left)
    write_beside(ax, head + tail, (0, 0), start, rise=-32, align="left")
