"""Put labels beside points so that none touches another, a point or the edge; always the same way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes

from analysis.figures.labels import text_width
from analysis.figures.style import INK, SMALL

Box = tuple[float, float, float, float]  # left, low, right, high in inches
_LINE = 1.25 * SMALL / 72  # inches of a line
# Directions from a dot (across, up) in the order they are tried; those of the second line only away from it.
_SIDES = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1))
_AROUND = (*_SIDES, *((a, u) for a in (0.5, -0.5) for u in (1, -1)), *((a, u) for a in (1, -1) for u in (0.5, -0.5)))


@dataclass(frozen=True)
class Spot:
    """Free room for a text beside a dot, and on which side of the dot it is: 1 right, -1 left, 0 above or below."""

    box: Box
    side: int

    def write(self, ax: Axes, text: str, **style: object) -> None:
        """Write the text on axes whose size is that of the paper in inches."""
        left, low, right, high = self.box
        x, align = {1: (left, "left"), 0: ((left + right) / 2, "center"), -1: (right, "right")}[self.side]
        across, up = ax.bbox.width / ax.figure.dpi, ax.bbox.height / ax.figure.dpi
        written = ax.text(x / across, (low + high) / 2 / up, text, transform=ax.transAxes, ha=align, va="center")
        written.set(**{"fontsize": SMALL, "color": INK, "linespacing": 1.1, "zorder": 4, **style})


def find_spot(
    dot: np.ndarray,
    size: tuple[float, float],
    taken: Sequence[Box] | np.ndarray,
    paper: tuple[float, float],
    *,
    lines: np.ndarray | None = None,
    gaps: Sequence[float] = (0.05,),
    texts: Iterable[Box] = (),
) -> Spot | None:
    """Find free room beside a dot, the nearest first; of equally near ones that with the least of the lines under it.

    Parameters
    ----------
    dot : ndarray
        Place and radius in inches.
    size : tuple of float
        Inches across and high of the text.
    taken : sequence of tuple of float, or ndarray of shape (m, 4)
        Boxes that must stay free: left, low, right, high in inches.
    paper : tuple of float
        Inches across and high that may be used.
    lines : ndarray, optional
        Shape (m, 2), points along lines.
    gaps : sequence of float
        Inches from the edge of the dot to try, in this order.
    texts : iterable of tuple of float
        Boxes that a line to a text away from its dot must not cross.
    """
    x, y, radius = dot
    wide, high = size
    full = np.asarray(taken, dtype=float).reshape(-1, 4)
    for gap in gaps:
        free: list[tuple[int, Spot]] = []
        for across, up in _AROUND if gap > gaps[0] else _SIDES:
            reach = (radius + gap) / (float(np.hypot(across, up)) if across and up else 1.0)
            left = x + across * reach + wide * (np.sign(across) - 1) / 2
            low = y + up * reach + high * (np.sign(up) - 1) / 2
            box = (float(left), float(low), float(left + wide), float(low + high))
            inside = box[0] >= 0 and box[1] >= 0 and box[2] <= paper[0] and box[3] <= paper[1]
            crosses = gap > gaps[0] and any(_points_in(word, leader(dot, box)) for word in texts)
            if inside and not _touches(box, full) and not crosses:
                free.append((0 if lines is None else _points_in(box, lines), Spot(box, int(np.sign(across)))))
        if free:
            return min(free, key=lambda spot: spot[0])[1]
    return None


def place_labels(points: np.ndarray, labels: Sequence[str], paper: tuple[float, float]) -> dict[int, Spot]:
    """Give each label the first free place beside its point; those without one are not named.

    Parameters
    ----------
    points : ndarray
        Shape (n, 2), inches from the lower left corner of the axes; no label covers one of them, and the first
        choose first. There may be more points than labels.
    labels : sequence of str
    paper : tuple of float
        Inches across and high that may be used.

    Returns
    -------
    dict of int to Spot
    """
    taken = np.column_stack([points - 0.042, points + 0.042])
    spots = {}
    for index, label in enumerate(labels):
        size = text_width(label, SMALL) + 0.02, _LINE
        if spot := find_spot(np.array([*points[index], 0.042]), size, taken, paper, gaps=(0.02,)):
            spots[index] = spot
            taken = np.vstack([taken, spot.box])
    return spots


def leader(dot: np.ndarray, box: Box) -> np.ndarray:
    """Give points along the line from the middle of a dot to the nearest point of a box: shape (30, 2)."""
    return np.linspace(dot[:2], (np.clip(dot[0], box[0], box[2]), np.clip(dot[1], box[1], box[3])), 30)


def _points_in(box: Box, points: np.ndarray) -> int:
    x, y = points[:, 0], points[:, 1]
    return int(np.sum((x > box[0]) & (x < box[2]) & (y > box[1]) & (y < box[3])))


def _touches(spot: Box, taken: np.ndarray) -> bool:
    left, low, right, high = spot
    return bool(np.any((taken[:, 0] < right) & (taken[:, 2] > left) & (taken[:, 1] < high) & (taken[:, 3] > low)))
