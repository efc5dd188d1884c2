"""Texts on the map of topics: a number for every dot, and labels as far as there is room."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np

from analysis.figures.labels import text_width, wrap
from analysis.figures.placing import Box, Spot, find_spot, leader
from analysis.figures.style import SMALL

_LINE = 1.2 * SMALL / 72  # inches of a line
_ACROSS = 1.45  # inches across a label at most
_GAPS = (0.04, *np.arange(0.1, 3.0, 0.08))  # inches from a dot to its number, tried in this order


@dataclass(frozen=True)
class MapText:
    """A text on the map: of which topic, where, and whether it holds the label; no spot: the number in its dot."""

    index: int
    text: str
    spot: Spot | None
    named: bool = False


def write_map(
    dots: np.ndarray,
    lines: np.ndarray,
    order: np.ndarray,
    numbers: list[str],
    labels: list[str],
    paper: tuple[float, float],
) -> list[MapText]:
    """Find room for the number of every dot, then for as many labels as there is room for.

    Parameters
    ----------
    dots : numpy.ndarray
        Shape (n, 3), places and radii in inches.
    lines : numpy.ndarray
        Shape (m, 2, 2), starts and ends of lines that texts avoid if they can.
    order : numpy.ndarray
        Which dot chooses first.
    numbers, labels : list of str
        One a dot. A number stands in its dot where it fits, else beside it; a label stands beside it.
    paper : tuple of float
        Inches across and high.
    """
    along = np.concatenate([np.zeros((0, 2)), *(np.linspace(start, end, 60) for start, end in lines)])
    place = partial(find_spot, paper=paper)
    taken: dict[tuple[str, int], Box] = {
        ("dot", i): (x - radius, y - radius, x + radius, y + radius) for i, (x, y, radius) in enumerate(dots)
    }
    inside = {i for i in range(len(dots)) if _fits_inside(numbers[i], i, dots)}
    found = {i: MapText(i, numbers[i], None) for i in order if i in inside}
    for i in order:
        if i in inside:
            continue
        size, texts = _size([numbers[i]], "bold"), [box for key, box in taken.items() if key[0] == "number"]
        near = partial(place, dots[i], size, lines=along, gaps=_GAPS)
        if spot := near(taken.values(), texts=texts) or near(taken.values()):
            found[i] = MapText(i, numbers[i], spot)
            taken["number", i] = spot.box
            along = np.concatenate([along, leader(dots[i], spot.box)])
    for i in order:
        written = wrap(labels[i] if i in inside else f"{numbers[i]} {labels[i]}", _ACROSS, SMALL)
        others = [box for key, box in taken.items() if key != ("number", i)]
        if spot := place(dots[i], _size(written), others, lines=along):
            taken.pop(("number", i), None)
            taken["label", i] = spot.box
            found[i if i not in inside else -1 - i] = MapText(i, "\n".join(written), spot, named=True)
    return list(found.values())


def _size(lines: list[str], weight: str = "normal") -> tuple[float, float]:
    return max(text_width(line, SMALL, weight) for line in lines) + 0.03, _LINE * len(lines)


def _fits_inside(number: str, index: int, dots: np.ndarray) -> bool:
    """Tell whether a number fits into its dot, and no other dot reaches into the number."""
    wide, high = _size([number], "bold")
    x, y, radius = dots[index]
    others = np.delete(dots, index, axis=0)
    aside = np.maximum(np.abs(others[:, 0] - x) - wide / 2, 0)
    above = np.maximum(np.abs(others[:, 1] - y) - high / 2, 0)
    return bool(np.hypot(wide, 0.7 * high) <= 2 * radius and np.all(np.hypot(aside, above) > others[:, 2]))
