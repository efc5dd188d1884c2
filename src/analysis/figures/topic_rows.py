"""What figures of topics share: a number and a label for every topic, rows named by both, classes of stability."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.figures.labels import drawable, drawable_names, fit, widest, wrap
from analysis.figures.marks import head_panel, write_beside
from analysis.figures.style import BLUE, GREEN, INK, LABEL, ORANGE

HEAD = 9.0  # points of a panel's heading
MANY = 12  # topics; more are drawn in a closer form
UNSTEADY, STEADY = 0.4, 0.6
_GAP = 0.1  # inches between a topic's number and its label


def headings(table: pd.DataFrame) -> dict[object, str]:
    """Map each topic to "1  its label", in the order of the table."""
    labels = drawable_names(table["label"])
    return {topic: f"{topic}  {labels[label]}" for topic, label in zip(table["topic"], table["label"], strict=True)}


def head_topic(ax: Axes, heading: str, inches: float, *, left: float = 0.0, lines: int = 2, size: float = HEAD) -> None:
    """Write a heading above a panel, from `left` inches off its left side, in at most `lines` lines."""
    head_panel(ax, "\n".join(wrap(heading, inches, size, "bold", lines)), left=-left, size=size)


def lines_of_heads(heads: list[str], inches: float, most: int, size: float = HEAD) -> int:
    """Count the lines that the longest of the headings takes."""
    return max(len(wrap(head, inches, size, "bold", most)) for head in heads)


def room_above(lines: int) -> float:
    """Give the inches above a panel for a heading of `lines` lines."""
    return 0.2 + 0.145 * lines


def row_height(n: int) -> float:
    """Give the inches of one row: closer when there are many."""
    return 0.26 if n <= 2 * MANY else 0.21


def topic_room(table: pd.DataFrame, most: float, size: float = LABEL) -> float:
    """Give the inches that `name_topics` needs, at most `most`."""
    labels = _labels(table)
    numbers = [str(topic) for topic in table["topic"]]
    return min(widest(numbers, size) + _GAP + widest(labels, size) + 0.02, most)


def name_topics(ax: Axes, table: pd.DataFrame, inches: float, size: float = LABEL) -> None:
    """Name one row a topic, the first at the top: numbers flush right, labels flush left, cut to `inches` in all.

    Parameters
    ----------
    table : pandas.DataFrame
        One row per topic: ``topic, label``; the index counts the rows of the saved table from 0.
    inches : float
        From the left end of the longest number to 0.1 inches left of the axes.
    """
    numbers = [str(topic) for topic in table["topic"]]
    room = inches - widest(numbers, size) - _GAP
    labels = [fit(label, room, size) for label in _labels(table)]
    ax.set_yticks(range(len(labels)), labels=labels, fontsize=size)
    ax.tick_params(axis="y", pad=72 * (room + 0.1))
    for label in ax.get_yticklabels():
        label.set_horizontalalignment("left")
    for row, topic in enumerate(numbers):
        write_beside(ax, topic, (0, row), -room - 0.1 - _GAP, rows=True, size=size, color=INK, weight="bold")
    ax.set_ylim(len(labels) - 0.5, -0.5)


def _labels(table: pd.DataFrame) -> list[str]:
    """Give the drawable labels of a table whose index counts the rows of the saved one."""
    return [drawable(label, row + 1) for row, label in zip(table.index, table["label"], strict=True)]


def classes(stability: np.ndarray) -> list[tuple[np.ndarray, str, str]]:
    """Split stabilities into stable, moderate and unstable: which, their color and their marker."""
    return [
        (stability >= STEADY, BLUE, "o"),
        ((stability >= UNSTEADY) & (stability < STEADY), GREEN, "D"),
        (stability < UNSTEADY, ORANGE, "v"),
    ]
