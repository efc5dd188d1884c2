"""The figure of distances between sources: a mileage chart in which likeness by chance is hatched."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from scipy.cluster.hierarchy import leaves_list, linkage

from analysis.figures.labels import clean_label, drawable_names, fit, text_width
from analysis.figures.marks import floats
from analysis.figures.style import (
    EDGE,
    GREY,
    LABEL,
    PALE,
    SHADES,
    SMALL,
    SOFT,
    WIDTH,
    add_panel,
    ink_on,
    new_figure,
    styled,
)
from analysis.figures.wording import counted, interval, leaders, number

_ROOM_FOR_INTERVAL = 0.62  # inches a cell must be wide to hold one


@styled
def plot_source_distances(table: pd.DataFrame) -> Figure:
    """Draw the distance of each pair of sources beyond chance, neighbours in the order standing close in words.

    Parameters
    ----------
    table : pandas.DataFrame
        One row per pair: ``source, other, divergence, excess, excess_low, excess_high, p``; each pair once; rows with
        ``source == other`` give the band in which two halves of one source differ.

    Notes
    -----
    Cells whose interval reaches zero, or without an interval whose ``p`` is 0.05 or more, are hatched grey.
    """
    sources = drawable_names(pd.concat([table["source"], table["other"]]))
    order = _near_first(table, list(sources))
    place = {source: i for i, source in enumerate(order)}
    n = len(order)
    names = [fit(sources[source], 2.4, LABEL) for source in order]
    cell = _cell(names)
    excess, low, high, p = (floats(table[name]) for name in ("excess", "excess_low", "excess_high", "p"))
    chance = np.where(np.isfinite(low), low <= 0, p >= 0.05)
    peak = np.nanmax(np.where(chance, np.nan, excess), initial=1e-9)
    digits = 0 if np.nanmax(np.abs(excess), initial=0) >= 0.01 or n > 18 else 1

    note = "Jensen-Shannon divergence of their words beyond chance, in thousandths"
    note += (
        "; below, over the highest and lowest 2.5% of shuffles"
        if cell >= _ROOM_FOR_INTERVAL and np.isfinite(low).any()
        else ""
    )
    note += ". Read left from a name and down from it; darker: further apart."
    note += " Hatched: within chance." if chance.any() else ""
    selves = table["source"].eq(table["other"])
    note += " Cell beside a name: two halves of that source." if selves.any() else ""
    title = "How far apart the sources are in their words" if n > 1 else f"How far {names[0]} differs from itself"
    figure = new_figure(title, note, body=cell * n + 0.05, foot=0.0)
    ax = add_panel(figure, EDGE, 0, WIDTH - 2 * EDGE, cell * n)
    ax.set_xlim(0, (WIDTH - 2 * EDGE) / cell)
    ax.set_ylim(n, 0)
    ax.axis("off")
    for row, (one, other) in enumerate(zip(table["source"], table["other"], strict=True)):
        down, across = max(place[one], place[other]), min(place[one], place[other])
        written = [_thousandths(x[row], digits) for x in (excess, low, high)]
        band = f"{written[1]} to {written[2]}" if np.isfinite(low[row]) and np.isfinite(high[row]) else ""
        band = band if cell >= _ROOM_FOR_INTERVAL else ""
        _fill(ax, across, down, excess[row] / peak, bool(chance[row]), written[0], band)
    for i, name in enumerate(names):
        ax.annotate(name, (i + 1, i + 0.5), (6, 0), textcoords="offset points", va="center_baseline", fontsize=LABEL)
    return figure


def _cell(names: list[str]) -> float:
    """Choose the largest cell, from 0.235 to 0.85 inches, with which every name ends inside the figure."""
    room = WIDTH - 2 * EDGE - 0.15
    widths = [(room - text_width(name, LABEL)) / (i + 1) for i, name in enumerate(names)]
    return min(max(min(widths), 0.2), 0.85)


def _near_first(table: pd.DataFrame, sources: list[object]) -> list[object]:
    """Order the sources so that neighbours are close: optimal leaf order of average linkage."""
    if len(sources) < 3:
        return sources
    place = {source: i for i, source in enumerate(sources)}
    far = np.nanmax(floats(table["excess"]), initial=0.0)
    distance = np.full((len(sources), len(sources)), far)
    for one, other, excess in zip(table["source"], table["other"], floats(table["excess"]), strict=True):
        apart = max(excess, 0.0) if np.isfinite(excess) else far
        distance[place[one], place[other]] = distance[place[other], place[one]] = apart
    pairs = distance[np.triu_indices(len(sources), 1)]
    leaves = leaves_list(linkage(pairs, "average", optimal_ordering=True))
    return [sources[leaf] for leaf in (leaves if leaves[0] <= leaves[-1] else leaves[::-1])]


def _thousandths(excess: float, digits: int) -> str:
    if not np.isfinite(excess):
        return "–"
    text = f"{1000 * excess:.{digits}f}"
    return text.lstrip("-") if float(text) == 0 else text.replace("-", "−")


def _fill(ax: Axes, across: int, down: int, depth: float, chance: bool, text: str, band: str) -> None:
    color = PALE if chance or not np.isfinite(depth) else to_hex(SHADES(min(max(depth, 0.0), 1.0)))
    ax.add_patch(
        Rectangle(
            (across + 0.02, down + 0.02),
            0.96,
            0.96,
            facecolor=color,
            edgecolor=GREY if chance else color,
            hatch="////" if chance else None,
            lw=0,
        )
    )
    ink = SOFT if color == PALE else ink_on(color)
    under = {"facecolor": color, "edgecolor": "none", "boxstyle": "square,pad=0.12"} if chance else None
    ax.text(
        across + 0.5,
        down + (0.36 if band else 0.5),
        text,
        ha="center",
        va="center",
        fontsize=LABEL if band else SMALL,
        color=ink,
        bbox=under,
    )
    if band:
        ax.text(across + 0.5, down + 0.7, band, ha="center", va="center", fontsize=8, color=ink, bbox=under)


def _beyond(excess: float) -> str:
    return f"{excess:.4f}".replace("-", "−")


def say_source_distances(table: pd.DataFrame) -> str:
    """State the pair furthest apart, and how many pairs are within chance."""
    pairs = table[table["source"] != table["other"]]
    if pairs.empty:
        row = table.iloc[0]
        band = interval(row["excess_low"], row["excess_high"], _beyond)
        return f"Two halves of {clean_label(row['source'], 60)} differ by {_beyond(row['excess'])}{band} beyond chance."
    low, p = floats(pairs["excess_low"]), floats(pairs["p"])
    apart = int(np.sum(np.where(np.isfinite(low), low > 0, p < 0.05)))
    verb = "differs" if apart == 1 else "differ"
    rest = f"{number(apart)} of {counted(len(pairs), 'pair')} of sources {verb} by more than chance."
    if pairs["excess"].isna().all():
        return f"How far {counted(len(pairs), 'pair')} of sources differ is not known."
    most = leaders(pairs, "excess")
    row = most.iloc[0]
    size = f"divergence {_beyond(row['excess'])} beyond chance"
    if len(most) > 1:
        return f"{counted(len(most), 'pair')} are furthest apart: {size} each. {rest}"
    names = f"{clean_label(row['source'], 60)} and {clean_label(row['other'], 60)}"
    furthest = "Furthest apart: " if len(pairs) > 1 else ""
    return f"{furthest}{names}, {size}{interval(row['excess_low'], row['excess_high'], _beyond)}. {rest}"
