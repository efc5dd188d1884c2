"""Columns of numbers right of a panel, in the size of the ticks below it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes

from analysis.figures.labels import widest
from analysis.figures.marks import write_beside
from analysis.figures.style import INK, SMALL

_GAP = 0.14  # inches left of a column


def column_room(heading: str, texts: Sequence[str]) -> float:
    """Give the inches that a column takes, with the gap left of it."""
    return widest([heading, *texts], SMALL) + _GAP


def write_columns(ax: Axes, columns: Mapping[str, Sequence[str]]) -> None:
    """Write columns of short texts right of the axes, one text a row, flush right under their headings.

    Parameters
    ----------
    columns : mapping of str to sequence of str
        Heading and texts of each column, the nearest first; all as wide as `column_room` says.
    """
    inches = 0.0
    for heading, texts in columns.items():
        inches += column_room(heading, texts)
        for row, text in enumerate(texts):
            write_beside(ax, text, (1, row), inches, rows=True, size=SMALL, color=INK)
        write_beside(ax, heading, (1, 1), inches, rise=4, size=SMALL)
