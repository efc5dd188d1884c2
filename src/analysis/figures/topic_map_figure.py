"""The map of topics: near each other when their words are alike, each numbered, and named where there is room."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle
from matplotlib.patheffects import withStroke

from analysis.figures.label_placing import Box, Spot, find_spot, leader
from analysis.figures.labels import fit, row_labels, text_width, widest, wrap
from analysis.figures.marks import extent, floats, leaders, percent_tick
from analysis.figures.report_figure import ReportFigure
from analysis.figures.style import BLUE, EDGE, GREY, INK, SMALL, SOFT, WIDTH, add_panel, ink_on, new_figure
from analysis.wording import clean_label, number, plural

_ACROSS = WIDTH - 2 * EDGE  # inches of the map
_SIDE, _TOP = 0.95, 0.45  # inches free around the outermost dots, for labels
_COLUMNS, _LINE = 3, 0.165  # of the list of topics without a label; inches of a line
_TEXT_LINE = 1.2 * SMALL / 72  # inches of a line of a label
_LABEL = 1.45  # inches across a label at most
_GAPS = (0.04, *np.arange(0.1, 3.0, 0.08))  # inches from a dot to its number, tried in this order
_KEY = 0.2  # inches of the largest radius in the key


@dataclass(frozen=True)
class _MapText:
    """A text on the map: of which topic, where, and whether it holds the label; no spot: the number in its dot."""

    index: int
    text: str
    spot: Spot | None
    named: bool = False


def _draw(table: pd.DataFrame) -> Figure:
    """Draw topics as dots whose distances say how different their words are; their areas are their shares.

    A line joins each topic to the most similar one of the table. Every topic is numbered. Labels are written where they
    find room, those of large topics first; the others are listed below.
    """
    share = np.nan_to_num(floats(table["share"]))
    points, high = _on_paper(floats(table["x"]), floats(table["y"]))
    radius = _radii(share, points)
    lines = _nearest(table, points)
    order = np.argsort(-share, kind="stable")
    dots = np.column_stack([points, radius])
    numbers, labels = [str(topic) for topic in table["topic"]], row_labels(table["label"])
    texts = _place_texts(dots, lines, order, numbers, labels, (_ACROSS, high))
    rest = sorted(set(range(len(table))) - {text.index for text in texts if text.named})
    below = _LINE * -(-len(rest) // _COLUMNS) + (0.1 if rest else 0.0)
    note = _how_to_read(len(table), bool(len(lines)), len(table) - len(rest))
    figure = new_figure(_title(len(table)), note, body=high + below, foot=0.45)
    ax = _paper(figure, below, high)
    for start, end in lines:
        ax.plot(*np.transpose([start, end]), color=GREY, lw=0.8, alpha=0.75, zorder=1)
    for index in order:  # large dots below small ones
        ax.add_patch(Circle(points[index], radius[index], facecolor=BLUE, edgecolor="white", lw=0.8, zorder=2))
    for text in texts:
        _put(ax, text, *dots[text.index])
    _key(figure, share, radius)
    if rest:
        _list(figure, [(numbers[i], labels[i]) for i in rest], below)
    return figure


def _paper(figure: Figure, bottom: float, high: float) -> Axes:
    """Add axes whose unit is the inch."""
    ax = add_panel(figure, EDGE, bottom, _ACROSS, high)
    ax.set_xlim(0, _ACROSS)
    ax.set_ylim(0, high)
    ax.axis("off")
    return ax


def _on_paper(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, float]:
    """Scale both axes by one factor to the width of the page; give places in inches, and the height."""
    wide, tall = float(np.ptp(x)), float(np.ptp(y))
    most_tall = min(3.0 + 0.16 * len(x), 6.5) - 2 * _TOP
    scale = min((_ACROSS - 2 * _SIDE) / wide if wide else np.inf, most_tall / tall if tall else np.inf)
    scale = scale if np.isfinite(scale) else 1.0
    if len(x) == 2:
        scale *= 0.5  # two dots at the ends of a page are hard to see at once
    high = max(tall * scale, 0.6) + 2 * _TOP
    middle = np.array([(x.min() + x.max()) / 2, (y.min() + y.max()) / 2])
    return (np.column_stack([x, y]) - middle) * scale + [_ACROSS / 2, high / 2], high


def _radii(share: np.ndarray, points: np.ndarray) -> np.ndarray:
    """Give each dot an area in proportion to its share; the more topics, the smaller all are."""
    largest = min(0.3, 1.05 / np.sqrt(len(points)))
    top = extent(share)[1]
    radii: np.ndarray = np.maximum(largest * np.sqrt(share / top), 0.02)
    return radii


def _nearest(table: pd.DataFrame, points: np.ndarray) -> np.ndarray:
    """List the lines from topics to their nearest, each pair once: shape (n, 2, 2)."""
    place = {str(topic): i for i, topic in enumerate(table["topic"])}
    pairs = {tuple(sorted((i, place.get(str(near), i)))) for i, near in enumerate(table["nearest"])}
    found = sorted((i, j) for i, j in pairs if i != j)
    return np.array([(points[i], points[j]) for i, j in found]).reshape(-1, 2, 2)


def _put(ax: Axes, text: _MapText, x: float, y: float, radius: float) -> None:
    """Write a text into its dot or beside it, with a line to the dot where it stands away."""
    weight = "normal" if text.named else "bold"
    if text.spot is None:
        inside = ax.text(x, y, text.text, ha="center", va="center", fontsize=SMALL, color=ink_on(BLUE), zorder=3)
        inside.set_fontweight(weight)
        return
    left, low, right, high = text.spot.box
    end = np.array([np.clip(x, left, right), np.clip(y, low, high)])
    if np.hypot(*(end - [x, y])) > radius + 0.1:
        ax.plot(*np.transpose([(x, y), end]), color=INK, lw=0.6, zorder=2.5)
    text.spot.write(ax, text.text, weight=weight, path_effects=[withStroke(linewidth=2, foreground="white")])


def _list(figure: Figure, topics: list[tuple[str, str]], high: float) -> None:
    """List, below the map, the topics whose labels found no room: down the columns."""
    ax = _paper(figure, 0, high)
    lines, across = -(-len(topics) // _COLUMNS), _ACROSS / _COLUMNS
    room = widest([topic for topic, _ in topics], SMALL, "bold")
    for i, (topic, label) in enumerate(topics):
        x, y = i // lines * across + room, high - 0.1 - (i % lines + 0.5) * _LINE
        ax.text(x, y, topic, ha="right", va="center_baseline", fontsize=SMALL, color=INK, weight="bold")
        label = fit(label, across - room - 0.2, SMALL)
        ax.text(x + 0.08, y, label, va="center_baseline", fontsize=SMALL, color=INK)


def _key(figure: Figure, share: np.ndarray, radius: np.ndarray) -> None:
    """Draw, below the map, dots of one or two round shares."""
    scale = radius.max() / np.sqrt(share.max()) if share.max() > 0 else 0
    rounds = [step * 10.0**power for power in range(-6, 1) for step in (1, 2, 5)]
    fitting = [value for value in rounds if value <= share.max() and scale * np.sqrt(value) <= _KEY]
    ax = _paper(figure, -0.45, 0.4)
    at = 0.0
    for value in fitting[-4::3] if len(fitting) > 3 else fitting[-1:]:
        size = scale * np.sqrt(value)
        ax.add_patch(Circle((at + size, 0.2), size, facecolor=GREY, edgecolor="none"))
        text = f"{percent_tick(value)} of the articles"
        ax.text(at + 2 * size + 0.06, 0.2, text, va="center_baseline", fontsize=SMALL, color=SOFT)
        at += 2 * size + 0.3 + text_width(text, SMALL)


def _place_texts(
    dots: np.ndarray,
    lines: np.ndarray,
    order: np.ndarray,
    numbers: list[str],
    labels: list[str],
    paper: tuple[float, float],
) -> list[_MapText]:
    """Find room for the number of every dot, then for as many labels as there is room for.

    Parameters
    ----------
    dots : ndarray
        Shape (n, 3), places and radii in inches.
    lines : ndarray
        Shape (m, 2, 2), starts and ends of lines that texts avoid if they can.
    order : ndarray
        Which dot chooses first.
    numbers, labels : list of str
        One a dot. A number is written in its dot where it fits, else beside it; a label beside it.
    paper : tuple of float
        Inches across and high.
    """
    along = np.concatenate([np.zeros((0, 2)), *(np.linspace(start, end, 60) for start, end in lines)])
    place = partial(find_spot, paper=paper)
    taken: dict[tuple[str, int], Box] = {
        ("dot", i): (x - radius, y - radius, x + radius, y + radius) for i, (x, y, radius) in enumerate(dots)
    }
    inside = {i for i in range(len(dots)) if _fits_inside(numbers[i], i, dots)}
    found = {i: _MapText(i, numbers[i], None) for i in order if i in inside}
    for i in order:
        if i in inside:
            continue
        size, texts = _text_size([numbers[i]], "bold"), [box for key, box in taken.items() if key[0] == "number"]
        near = partial(place, dots[i], size, lines=along, gaps=_GAPS)
        if spot := near(list(taken.values()), texts=texts) or near(list(taken.values())):
            found[i] = _MapText(i, numbers[i], spot)
            taken["number", i] = spot.box
            along = np.concatenate([along, leader(dots[i], spot.box)])
    for i in order:
        written = wrap(labels[i] if i in inside else f"{numbers[i]} {labels[i]}", _LABEL, SMALL)
        others = [box for key, box in taken.items() if key != ("number", i)]
        if spot := place(dots[i], _text_size(written), others, lines=along):
            taken.pop(("number", i), None)
            taken["label", i] = spot.box
            found[i if i not in inside else -1 - i] = _MapText(i, "\n".join(written), spot, named=True)
    return list(found.values())


def _text_size(lines: list[str], weight: str = "normal") -> tuple[float, float]:
    return max(text_width(line, SMALL, weight) for line in lines) + 0.03, _TEXT_LINE * len(lines)


def _fits_inside(number: str, index: int, dots: np.ndarray) -> bool:
    """Tell whether a number fits into its dot, and no other dot reaches into the number."""
    wide, high = _text_size([number], "bold")
    x, y, radius = dots[index]
    others = np.delete(dots, index, axis=0)
    aside = np.maximum(np.abs(others[:, 0] - x) - wide / 2, 0)
    above = np.maximum(np.abs(others[:, 1] - y) - high / 2, 0)
    return bool(np.hypot(wide, 0.7 * high) <= 2 * radius and np.all(np.hypot(aside, above) > others[:, 2]))


def _title(n: int) -> str:
    return "How near the topics are to each other in their words" if n > 1 else "There is one topic"


def _how_to_read(n: int, joined: bool, named: int) -> str:
    note = "Area of a dot: share of the articles."
    if n > 1:
        note += " The nearer two topics, the more alike their words; directions mean nothing."
    if joined:
        note += " Two dimensions cannot show every distance: a" if n > 3 else " A"
        note += " grey line leads from each topic to its most similar one."
    return note + (f" {named} of {n} labels found room, the others are listed below." if named < n else "")


def _say(table: pd.DataFrame) -> str:
    """State the two topics nearest to each other, and the one furthest from any other."""
    names = {
        str(topic): f"{topic} ({clean_label(label, 50)})"
        for topic, label in zip(table["topic"], table["label"], strict=True)
    }
    known = table[np.isfinite(floats(table["distance"])) & table["nearest"].astype(str).isin(names).to_numpy()]
    if known.empty:
        why = "there is no other to compare it with" if len(table) == 1 else "their distances are not known"
        return f"{plural(len(table), 'topic')}; {why}."
    near = leaders(known.assign(closeness=-floats(known["distance"])), "closeness")
    pairs = {tuple(sorted((str(row.topic), str(row.nearest)), key=list(names).index)) for row in near.itertuples()}
    least = number(float(near["distance"].iloc[0]))
    scale = "on a scale from 0, the same words, to 1, none in common"
    if len(pairs) > 1:
        return f"{plural(len(pairs), 'pair')} of topics are nearest to each other, {least} apart each, {scale}."
    one, other = next(iter(pairs))
    text = f"Nearest to each other are topics {names[one]} and {names[other]}: {least} apart {scale}."
    far = leaders(known, "distance")
    if len(far) > 1 or len(table) < 3:
        return text
    row = far.iloc[0]
    return f"{text} Furthest from any other is topic {names[str(row['topic'])]}: {number(row['distance'])}."


topic_map = ReportFigure(
    "topic_map",
    draw=_draw,
    sentence=_say,
    caption="Distances between topics in two dimensions; a line leads to the most similar other topic.",
    empty="No topics were found, so there is no map.",
)
