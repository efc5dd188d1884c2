"""What is drawn in panels: dots with intervals, texts beside them, and round ticks; and how columns are read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.ticker import MaxNLocator

from analysis.figures.labels import drawable
from analysis.figures.style import BLUE, INK, LABEL, SMALL, SOFT
from analysis.wording import number, plural


def floats(column: pd.Series) -> np.ndarray:
    """Read a column as floats, with NaN for what is missing or infinite."""
    values: np.ndarray = column.to_numpy(dtype=float, na_value=np.nan)
    return np.where(np.isfinite(values), values, np.nan)


def flags(column: pd.Series) -> np.ndarray:
    """Read a column as true or false; missing is false."""
    return column.eq(True).fillna(False).to_numpy(dtype=bool)  # a missing flag is not a claim


def extent(*columns: np.ndarray) -> tuple[float, float]:
    """Give the smallest and the largest number there is, zero among them; never an empty span."""
    values = np.concatenate([*columns, [0.0]])
    values = values[np.isfinite(values)]
    low, high = float(values.min()), float(values.max())
    return (low, high) if high > low else (low, low + 1)


def split(table: pd.DataFrame, column: str, rows: np.ndarray | None = None) -> list[tuple[str, np.ndarray]]:
    """Give the drawable name and the rows of each value of a column, in the order of their first rows.

    Only `rows` of the table are looked at; all without.
    """
    rows = np.arange(len(table)) if rows is None else rows
    codes = places(table[column].iloc[rows])
    groups = [rows[codes == code] for code in range(codes.max(initial=-1) + 1)]
    return [(drawable(table[column].iloc[group[0]], int(group[0]) + 1), group) for group in groups]


def places(column: pd.Series) -> np.ndarray:
    """Give the place of each row's value among the different values, in the order of their first rows."""
    return np.asarray(pd.factorize(column, use_na_sentinel=False)[0])


def largest(sizes: Iterable[float], most: int) -> list[int]:
    """Give the places of the `most` largest numbers, in the order of the places; of equal ones the first."""
    known = np.nan_to_num(np.array([*sizes], dtype=float))
    return sorted(np.argsort(-known, kind="stable")[:most].tolist())


def drawn_of(drawn: int, total: int, noun: str, which: str = "the largest") -> str:
    """Give a blank and the sentence that says which of many are drawn; nothing where all are.

    Examples
    --------
    >>> drawn_of(12, 500, "source"), drawn_of(5, 5, "source")
    (' Drawn are 12 of 500 sources: the largest.', '')
    """
    return f" Drawn are {number(drawn)} of {plural(total, noun)}: {which}." if drawn < total else ""


def leaders(table: pd.DataFrame, column: str) -> pd.DataFrame:
    """Keep the rows that share the largest number of `column`; all rows when it is missing everywhere."""
    values = table[column].astype(float)
    return table if values.isna().all() else table[values == values.max()]


@dataclass(frozen=True)
class Estimates:
    """Numbers with their intervals; NaN where there is none."""

    value: np.ndarray
    low: np.ndarray
    high: np.ndarray

    @classmethod
    def of(cls, table: pd.DataFrame, name: str) -> Estimates:
        """Read the column `name` and the ends of its interval."""
        return cls(*(floats(table[column]) for column in (name, f"{name}_low", f"{name}_high")))

    @property
    def known(self) -> np.ndarray:
        """Tell which numbers have an interval."""
        return np.asarray(np.isfinite(self.low) & np.isfinite(self.high))

    @property
    def top(self) -> float:
        """The largest number or end of an interval."""
        return extent(self.value, self.high)[1]

    def __getitem__(self, rows: np.ndarray) -> Estimates:
        return Estimates(self.value[rows], self.low[rows], self.high[rows])

    def line(self, sentence: str) -> str:
        """Give a blank and the sentence that explains the lines, if there are any."""
        return f" {sentence}" if self.known.any() else ""

    def note(self, sentence: str = "Line: 95% interval.") -> str:
        """Say what a line at a dot is, and why some dots have none; each with a blank before it."""
        hollow = " Hollow: no interval, from too few independent texts or none."
        return self.line(sentence) + hollow * bool((np.isfinite(self.value) & ~self.known).any())


def dots(
    ax: Axes,
    at: np.ndarray,
    numbers: Estimates,
    *,
    size: float = 6,
    filled: np.ndarray | None = None,
    upright: bool = False,
) -> None:
    """Draw one dot and interval each at its place along the other axis; no line where there is no interval.

    Filled are those with an interval, unless it is said which. If `upright`, values run up the page instead of across.
    """
    filled = numbers.known if filled is None else filled
    line = ax.vlines if upright else ax.hlines
    drawn = np.isfinite(numbers.value)
    lined = drawn & numbers.known
    if lined.any():
        line(at[lined], numbers.low[lined], numbers.high[lined], color=BLUE, lw=size / 2.6, alpha=0.45, zorder=2)
    for these, face in ((drawn & filled, BLUE), (drawn & ~filled, "white")):
        if these.any():
            x, y = (at[these], numbers.value[these]) if upright else (numbers.value[these], at[these])
            ax.plot(x, y, "o", color=BLUE, mfc=face, mew=1.2, ms=size, zorder=3, clip_on=False)


def round_ticks(
    axis: Axis, low: float, high: float, write: Callable[[float], str] = number, *, most: int = 6, whole: bool = False
) -> None:
    """Set round ticks inside `low` to `high`, with labels that are fixed here and do not change when saved."""
    ticks = MaxNLocator(nbins=most, steps=[1, 2, 2.5, 5, 10], integer=whole).tick_values(low, high)
    slack = (high - low) * 1e-6
    ticks = [float(tick) for tick in ticks if low - slack <= tick <= high + slack]
    axis.set_ticks(ticks, labels=[write(0.0 if abs(tick) <= slack else tick) for tick in ticks])


def percent_tick(share: float) -> str:
    """Write a tick of a share: as many digits as it needs."""
    return f"{round(100 * share, 6):g}%".replace("-", "−")


def scale_upright(ax: Axes, write: Callable[[float], str] = number, most: int = 3, *, whole: bool = False) -> None:
    """Let numbers run up the page: round ticks in small soft letters, and lines across at them."""
    round_ticks(ax.yaxis, *ax.get_ylim(), write, most=most, whole=whole)
    ax.tick_params(axis="y", labelsize=SMALL, labelcolor=SOFT, pad=3)
    ax.grid(visible=False, axis="x")
    ax.grid(visible=True, axis="y")


def inches_across(ax: Axes) -> float:
    """Give the inches across of axes."""
    return ax.bbox.width / ax.figure.dpi


def runs(values: np.ndarray) -> list[np.ndarray]:
    """Give the places of unbroken runs of numbers: a line must not cross a gap."""
    known = np.flatnonzero(np.isfinite(values))
    return [run for run in np.split(known, np.flatnonzero(np.diff(known) > 1) + 1) if len(run)]


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


def head_panel(ax: Axes, text: str, *, left: float = 0.0, rise: float = 5.0, size: float = LABEL) -> None:
    """Write the heading of one of several panels `rise` points above it, from `left` inches left of it."""
    write_beside(ax, text, (0, 1), -left, rise=rise, align="left", size=size, color=INK, weight="bold")
