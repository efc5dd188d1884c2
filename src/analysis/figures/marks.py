"""The marks all figures share: dots with intervals, named rows, columns of numbers beside them, round ticks."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.ticker import MaxNLocator

from analysis.figures.labels import fit, text_width, widest
from analysis.figures.style import BLUE, INK, LABEL, SMALL, SOFT
from analysis.wording import listed, number, plural, quoted

NO_INTERVAL = "hollow: no interval, from too few independent texts or none"


def floats(column: pd.Series) -> np.ndarray:
    """Read a column as floats, with NaN for what is missing or infinite."""
    values: np.ndarray = column.to_numpy(dtype=float, na_value=np.nan)
    return np.where(np.isfinite(values), values, np.nan)


def flags(column: pd.Series) -> np.ndarray:
    """Read a column as true or false; missing is false."""
    return column.eq(True).fillna(False).to_numpy(dtype=bool)  # a missing flag is not a claim


def extent(*columns: np.ndarray, zero: bool = True) -> tuple[float, float]:
    """Give the smallest and the largest number there is, with zero if `zero`; never an empty span."""
    values = np.concatenate([np.ravel(column) for column in columns])
    values = values[np.isfinite(values)]
    values = np.append(values, 0.0) if zero or not len(values) else values
    low, high = float(values.min()), float(values.max())
    return (low, high) if high > low else (low, low + 1)


def leaders(table: pd.DataFrame, column: str) -> pd.DataFrame:
    """Keep the rows that share the largest number of `column`; all rows when it is missing everywhere."""
    values = table[column].astype(float)
    return table if values.isna().all() else table[values == values.max()]


def first_few(names: Sequence[object], noun: str) -> str:
    """Name one to three names, or count them when more share a place."""
    return listed(map(quoted, names)) if len(names) <= 3 else plural(len(names), noun)


def dots(
    ax: Axes,
    at: np.ndarray,
    values: np.ndarray,
    low: np.ndarray,
    high: np.ndarray,
    *,
    color: str = BLUE,
    marker: str = "o",
    size: float = 6,
    filled: np.ndarray | None = None,
    upright: bool = False,
) -> None:
    """Draw one dot and interval each; hollow without a line where there is no interval.

    Parameters
    ----------
    at : numpy.ndarray
        Place along the other axis.
    values, low, high : numpy.ndarray
        The dot and its interval; NaN where there is none.
    filled : numpy.ndarray of bool, optional
        Which dots are filled; those with an interval unless told.
    upright : bool
        Values run up the page instead of across.
    """
    known = np.isfinite(low) & np.isfinite(high)
    filled = known if filled is None else filled
    line = ax.vlines if upright else ax.hlines
    line(at[known], low[known], high[known], color=color, lw=size / 2.6, alpha=0.45, zorder=2)
    for chosen, face in ((filled, color), (~filled, "white")):
        x, y = (at[chosen], values[chosen]) if upright else (values[chosen], at[chosen])
        ax.plot(x, y, marker, color=color, mfc=face, mew=1.2, ms=size, zorder=3, clip_on=False)


def round_ticks(
    axis: Axis, low: float, high: float, write: Callable[[float], str] = number, *, most: int = 6, whole: bool = False
) -> None:
    """Set round ticks inside `low` to `high`, with labels that are fixed here and do not change when saved."""
    ticks = MaxNLocator(nbins=most, steps=[1, 2, 2.5, 5, 10], integer=whole).tick_values(low, high)
    slack = (high - low) * 1e-6
    ticks = [float(tick) for tick in ticks if low - slack <= tick <= high + slack]
    axis.set_ticks(ticks, labels=[write(0.0 if abs(tick) <= slack else tick) for tick in ticks])


def round_log_ticks(axis: Axis, low: float, high: float) -> None:
    """Set ticks at 1, 2 and 5 (or 1 alone over three decades) times powers of ten."""
    decades = np.arange(np.floor(np.log10(low)), np.ceil(np.log10(high)) + 1)
    steps = (1, 2, 5) if high / low < 1e3 else (1,)
    ticks = [float(step * 10.0**decade) for decade in decades for step in steps]
    ticks = [tick for tick in ticks if low * 0.999 <= tick <= high * 1.001]
    axis.set_ticks(ticks, labels=[number(tick) for tick in ticks])
    axis.set_ticks([], minor=True)


def percent_tick(share: float) -> str:
    """Write a tick of a share: as many digits as it needs."""
    return f"{round(100 * share, 6):g}%".replace("-", "−")


def name_rows(ax: Axes, names: Sequence[str], inches: float, size: float = LABEL) -> None:
    """Name one row each, the first at the top, cut to `inches`."""
    ax.set_yticks(range(len(names)), labels=[fit(name, inches, size) for name in names], fontsize=size)
    ax.set_ylim(len(names) - 0.5, -0.5)


def row_room(names: Sequence[str], most: float, size: float = LABEL) -> float:
    """Give the inches that the names of rows need, at most `most`."""
    return min(widest(names, size) + 0.02, most)


def write_beside(
    ax: Axes,
    text: str,
    spot: tuple[float, float],
    inches: float,
    *,
    rows: bool = False,
    rise: float = 0.0,
    align: str = "right",
    size: float = SMALL,
    color: str = SOFT,
    weight: str = "normal",
) -> None:
    """Write `text` some inches right of a spot of the axes.

    Parameters
    ----------
    spot : tuple of float
        Shares of the axes' width and height; the second is a row number with `rows`.
    inches, rise : float
        Shift to the right in inches, and up in points; text that is raised stands on its line.
    """
    ax.annotate(
        text,
        spot,
        (inches * 72, rise),
        xycoords=("axes fraction", "data" if rows else "axes fraction"),
        textcoords="offset points",
        ha=align,
        va="bottom" if rise else "center_baseline",
        fontsize=size,
        color=color,
        weight=weight,
        linespacing=1.15,
        annotation_clip=False,
    )


def beside(
    ax: Axes, heading: str, texts: Sequence[str], inches: float, *, color: str = SOFT, align: str = "right"
) -> None:
    """Write a column of short texts `inches` right of the axes, one a row, under a small heading."""
    for row, text in enumerate(texts):
        write_beside(ax, text, (1, row), inches, rows=True, align=align, color=color)
    write_beside(ax, heading, (1, 1), inches, rise=4, align=align)


def head_panel(ax: Axes, text: str, *, left: float = 0.0, rise: float = 5.0, size: float = LABEL) -> None:
    """Write the heading of one of several panels `rise` points above it, from `left` inches off its left side."""
    write_beside(ax, text, (0, 1), left, rise=rise, align="left", size=size, color=INK, weight="bold")


def name_sides(ax: Axes, less: str, unit: str, more: str, span: tuple[float, float, float]) -> None:
    """Say below the axis which way is which, the unit below zero if there is room.

    Parameters
    ----------
    less, more : str
        What has more to the left, and to the right, of zero; cut to what fits.
    span : tuple of float
        Inches from the axes' left side to the left and the right end of the room, and to zero.
    """
    left, right, zero = span
    before, between, after = "more in ", " ← ", " → more in "
    room = right - left - text_width(f"{before}{between}{unit}{after}x", SMALL)  # a space at the end has no width
    less = fit(less, max(room / 2, room - text_width(more, SMALL)), SMALL)
    more = fit(more, room - text_width(less, SMALL), SMALL)
    head = before + less + between
    start = zero - text_width(head, SMALL) - text_width(unit, SMALL) / 2
    start = max(min(start, right - text_width(head + unit + after + more, SMALL)), left)
    write_beside(ax, head + unit + after + more, (0, 0), start, rise=-32, align="left")
