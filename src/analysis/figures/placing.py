"""Put labels beside points so that none touches another, a point or the edge; always the same way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import isotonic_regression

from analysis.figures.labels import text_width

Box = tuple[float, float, float, float]  # left, low, right, high in inches
# Sides tried in this order: (horizontal, vertical) direction from the point.
_SIDES = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1))
# Directions around a point for marks that must find a place somewhere, the sides first.
_AROUND = (*_SIDES, *((a, u) for a in (0.5, -0.5) for u in (1, -1)), *((a, u) for a in (1, -1) for u in (0.5, -0.5)))
_ALIGN = {1: ("left", "bottom"), 0: ("center", "center"), -1: ("right", "top")}


@dataclass(frozen=True)
class Placed:
    """A label that found room: which point, the shift in inches, and the alignments."""

    index: int
    shift: tuple[float, float]
    ha: str
    va: str


def place_labels(
    points: np.ndarray, labels: Sequence[str], size: float, box: tuple[float, float], gap: float = 0.06
) -> list[Placed]:
    """Give each label the first free place beside its point; those without one stay away.

    Parameters
    ----------
    points : numpy.ndarray
        Shape (n, 2), inches from the lower left corner of the axes; earlier points choose first.
    labels : sequence of str
        One a point.
    size : float
        Points high.
    box : tuple of float
        Inches across and high that the labels may use.
    gap : float
        Inches between point and label.
    """
    high = size * 1.25 / 72
    taken = np.array([(x - gap * 0.7, y - gap * 0.7, x + gap * 0.7, y + gap * 0.7) for x, y in points])
    placed = []
    for index, ((x, y), label) in enumerate(zip(points, labels, strict=True)):
        wide = text_width(label, size) + 0.02
        for across, up in _SIDES:
            reach = gap if 0 in (across, up) else gap * 0.6
            left = x + across * reach + wide * (across - 1) / 2
            low = y + up * reach + high * (up - 1) / 2
            spot = (left, low, left + wide, low + high)
            inside = left >= 0 and low >= 0 and spot[2] <= box[0] and spot[3] <= box[1]
            if inside and not _touches(spot, np.delete(taken, index, axis=0) if 0 in (across, up) else taken):
                taken = np.vstack([taken, spot])
                placed.append(Placed(index, (across * reach, up * reach), _ALIGN[across][0], _ALIGN[up][1]))
                break
    return placed


def spread(places: np.ndarray, step: float, low: float, high: float) -> np.ndarray:
    """Move places along a line apart, as little as possible in squares, in their order; equal ones first come lower.

    Parameters
    ----------
    places : numpy.ndarray
        Where each would like to be.
    step : float
        Least distance between two.
    low, high : float
        Ends of the line; it is left at `high` where there is not enough room.
    """
    if not len(places):
        return places
    order = np.argsort(places, kind="stable")
    steps = step * np.arange(len(places))
    # Less their steps, places that are far enough apart only have to rise.
    apart = np.asarray(isotonic_regression(places[order] - steps).x)
    moved = np.empty(len(places))
    moved[order] = np.clip(apart, low, max(high - steps[-1], low)) + steps
    return moved


@dataclass(frozen=True)
class Spot:
    """Free room for a text beside a dot, and on which side of the dot it is: 1 right, -1 left, 0 above or below."""

    box: Box
    side: int

    @property
    def anchor(self) -> tuple[float, float, str]:
        """Where to put the text, centred vertically, and its horizontal alignment."""
        left, low, right, high = self.box
        x, ha = {1: (left, "left"), 0: ((left + right) / 2, "center"), -1: (right, "right")}[self.side]
        return x, (low + high) / 2, ha


def find_spot(
    dot: np.ndarray,
    size: tuple[float, float],
    taken: Iterable[Box],
    paper: tuple[float, float],
    lines: np.ndarray,
    *,
    gaps: Sequence[float] = (0.05,),
    texts: Iterable[Box] = (),
) -> Spot | None:
    """Find free room beside a dot, the nearest first; of equally near ones that with the least of the lines under it.

    Parameters
    ----------
    dot : numpy.ndarray
        Place and radius in inches.
    size : tuple of float
        Inches across and high of the text.
    taken : iterable of tuple of float
        Boxes that must stay free: (left, low, right, high) in inches.
    paper : tuple of float
        Inches across and high that may be used.
    lines : numpy.ndarray
        Shape (m, 2), points along lines.
    gaps : sequence of float
        Inches from the edge of the dot to try, in this order.
    texts : iterable of tuple of float
        Boxes that a line to a text away from its dot must not cross.
    """
    x, y, radius = dot
    wide, high = size
    full, words = np.array(list(taken)).reshape(-1, 4), list(texts)
    for gap in gaps:
        free: list[tuple[int, Spot]] = []
        for across, up in _AROUND if gap > gaps[0] else _SIDES:
            reach = (radius + gap) / float(np.hypot(across, up)) if 0 not in (across, up) else radius + gap
            left = x + across * reach + wide * (np.sign(across) - 1) / 2
            low = y + up * reach + high * (np.sign(up) - 1) / 2
            box = (float(left), float(low), float(left + wide), float(low + high))
            inside = box[0] >= 0 and box[1] >= 0 and box[2] <= paper[0] and box[3] <= paper[1]
            crosses = gap > gaps[0] and any(_points_in(word, leader(dot, box)) for word in words)
            if inside and not _touches(box, full) and not crosses:
                free.append((_points_in(box, lines), Spot(box, int(np.sign(across)))))
        if free:
            return min(free, key=lambda one: one[0])[1]
    return None


def leader(dot: np.ndarray, box: Box) -> np.ndarray:
    """Give points along the line from the middle of a dot to the nearest point of a box: shape (30, 2)."""
    return np.linspace(dot[:2], (np.clip(dot[0], box[0], box[2]), np.clip(dot[1], box[1], box[3])), 30)


def _points_in(box: Box, points: np.ndarray) -> int:
    x, y = points[:, 0], points[:, 1]
    return int(np.sum((x > box[0]) & (x < box[2]) & (y > box[1]) & (y < box[3])))


def _touches(spot: Box, taken: np.ndarray) -> bool:
    left, low, right, high = spot
    return bool(np.any((taken[:, 0] < right) & (taken[:, 2] > left) & (taken[:, 1] < high) & (taken[:, 3] > low)))
