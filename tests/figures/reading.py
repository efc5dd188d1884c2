"""Read dots, lines and texts back from a figure."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.text import Text


def points(ax: Axes, *, hollow: bool | None = None, upright: bool = False) -> dict[float, float]:
    """Map place to number for the dots drawn."""
    found = {}
    for line in ax.lines:
        if line.get_marker() in ("o", "D", "v") and line.get_linestyle() == "None":
            if hollow is not None and (line.get_markerfacecolor() == "white") != hollow:
                continue
            x, y = line.get_data()
            found |= dict(zip(x, y, strict=True)) if upright else dict(zip(y, x, strict=True))
    return found


def spans(ax: Axes) -> list[tuple[float, float]]:
    return sorted((seg[0][0], seg[1][0]) for lines in ax.collections for seg in getattr(lines, "get_segments", list)())


def texts(figure) -> set[str]:
    return {text.get_text() for text in figure.findobj(Text)}


def prose(figure) -> str:
    """All texts, in lines of any length."""
    return " ".join(" ".join(texts(figure)).split())


def labels(ax: Axes) -> list[str]:
    return [label.get_text() for label in ax.get_yticklabels()]


def cells(ax: Axes) -> dict[tuple[int, int], Rectangle]:
    """Map row and column to the cells of a matrix."""
    return {(round(cell.get_y() + 0.46), round(cell.get_x() + 0.48)): cell for cell in ax.patches}


def written(ax: Axes) -> dict[tuple[int, int], str]:
    """Map row and column to the text of a cell."""
    return {(round(text.get_position()[1]), round(text.get_position()[0])): text.get_text() for text in ax.texts}


def bands(ax: Axes) -> dict[float, tuple[float, float]]:
    """Map place to (low, high) for the bands drawn."""
    found = {}
    for band in ax.collections:
        for path in band.get_paths() if type(band).__name__ in ("FillBetweenPolyCollection", "PolyCollection") else []:
            for x, y in path.vertices:
                low, high = found.get(x, (np.inf, -np.inf))
                found[x] = (min(low, y), max(high, y))
    return found
