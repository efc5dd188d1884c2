"""Small multiples: panels of one size in rows and columns."""

from __future__ import annotations

from dataclasses import dataclass, replace

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.figures.style import EDGE, WIDTH, add_panel

_SCREEN = 4  # rows of panels that can be seen at once


def balanced(n: int, most: int) -> int:
    """Give the columns, at most `most`, in which `n` panels fill their rows most evenly: 5 in 3 and 2, not 4 and 1."""
    return -(-n // -(-n // most))


@dataclass(frozen=True)
class Grid:
    """Places for `n` panels, read like text.

    Parameters
    ----------
    n, columns : int
        Panels, and panels in a row.
    height : float
        Inches high of one panel's axes.
    head : float
        Inches above each panel for its heading.
    left : float
        Inches left of each panel for its labels.
    right : float
        Inches right of each panel for its numbers and as a gap.
    under : float
        Inches below each panel for its tick labels.
    margin : float
        Inches left of the whole grid, for labels that stand once a row.
    """

    n: int
    columns: int
    height: float
    head: float = 0.32
    left: float = 0.0
    right: float = 0.25
    under: float = 0.0
    margin: float = EDGE

    @property
    def rows(self) -> int:
        """Rows of panels."""
        return -(-self.n // self.columns)

    @property
    def width(self) -> float:
        """Inches across one panel's axes."""
        return (WIDTH - self.margin - EDGE) / self.columns - self.left - self.right

    @property
    def body(self) -> float:
        """Inches high of all panels, without the tick labels of the last row, which stand in the foot."""
        return self.rows * (self.head + self.height) + (self.rows - 1) * self.under

    def add_to(self, figure: Figure) -> list[Axes]:
        """Add the panels to a figure whose body is `body` inches high."""
        across, step = self.left + self.width + self.right, self.head + self.height + self.under
        return [
            add_panel(
                figure,
                self.margin + (i % self.columns) * across + self.left,
                self.body - (i // self.columns) * step - self.head - self.height,
                self.width,
                self.height,
            )
            for i in range(self.n)
        ]

    def is_lowest(self, i: int) -> bool:
        """Tell whether no panel stands below panel `i`."""
        return i + self.columns >= self.n

    def room_for_ticks(self, inches: float) -> Grid:
        """Make room for tick labels below every row of a grid that is taller than a screen."""
        return replace(self, under=inches) if self.rows > _SCREEN else self

    def has_ticks(self, i: int) -> bool:
        """Tell whether panel `i` carries tick labels."""
        return self.rows > _SCREEN or self.is_lowest(i)
