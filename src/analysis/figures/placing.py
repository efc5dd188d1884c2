"""Put labels beside points so that none touches another, a point or the edge; always the same way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.figures.labels import text_width

# Sides tried in this order: (horizontal, vertical) direction from the point.
_SIDES = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1))
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


def _touches(spot: tuple[float, float, float, float], taken: np.ndarray) -> bool:
    left, low, right, high = spot
    return bool(np.any((taken[:, 0] < right) & (taken[:, 2] > left) & (taken[:, 1] < high) & (taken[:, 3] > low)))
