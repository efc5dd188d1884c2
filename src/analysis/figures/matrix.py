"""A matrix of coloured cells: named rows, columns named above, each cell with a text that can be read on it."""

from __future__ import annotations

from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from analysis.figures.labels import fit, widest, wrap
from analysis.figures.row_panels import RowNames
from analysis.figures.style import INK, SMALL, add_panel, ink_on

_UPRIGHT, _LINE = 1.5, 0.15  # inches up the page that a name may take, and of a line of one
_WIDE, _HIGH = 0.96, 0.92  # of a cell that is 1 by 1


def fit_heads(names: list[str], cell: float) -> tuple[list[str], bool]:
    """Break names to fit above columns `cell` inches wide; where one does not, tell that all run up the page."""
    broken = [wrap(name, cell - 0.06, SMALL, lines=3) for name in names]
    if all("".join("".join(lines).split()) == "".join(name.split()) for lines, name in zip(broken, names, strict=True)):
        return ["\n".join(lines) for lines in broken], False
    return [fit(name, _UPRIGHT, SMALL) for name in names], True


def head_room(heads: list[str], upright: bool) -> float:
    """Give the inches that the names above a matrix take."""
    return (widest(heads, SMALL) if upright else _LINE * max(head.count("\n") + 1 for head in heads)) + 0.12


def add_matrix(
    figure: Figure,
    names: RowNames,
    heads: list[str],
    upright: bool,
    *,
    left: float,
    room: float,
    cell: tuple[float, float],
) -> Axes:
    """Add a matrix without cells; the middle of a cell is at the numbers of its column and its row, from 0.

    All in inches: the cells begin at ``left``, of which the names of the rows have ``room``; ``cell`` is how wide and
    how high one is.
    """
    wide, high = cell
    ax = add_panel(figure, left, 0, wide * len(heads), high * len(names.labels))
    names.write(ax, room)
    ax.set(xlim=(-0.5, len(heads) - 0.5), ylim=(len(names.labels) - 0.5, -0.5))
    ax.set_xticks(range(len(heads)), labels=heads, rotation=90 if upright else 0, linespacing=1.05)
    ax.tick_params(axis="x", labeltop=True, labelbottom=False, labelcolor=INK)
    ax.grid(visible=False)
    ax.spines[:].set_visible(False)
    return ax


def add_cell(ax: Axes, at: tuple[int, int], color: str, text: str = "", ink: str = "", **frame: Any) -> None:
    """Colour the cell at a column and a row and write into it; `frame` goes to its rectangle."""
    x, y = at
    corner = (x - _WIDE / 2, y - _HIGH / 2)
    ax.add_patch(Rectangle(corner, _WIDE, _HIGH, **{"facecolor": color, "lw": 0, **frame}))
    if text:
        written = ax.text(x, y, text, ha="center", va="center_baseline", size=SMALL, color=ink or ink_on(color))
        written.set(weight="bold" if frame.get("lw") else "normal", zorder=4)
