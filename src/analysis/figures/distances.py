"""Figures of distances between sources: a mileage chart in which likeness by chance is hatched, and its tree."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from analysis.figures.labels import drawable_names, fit, text_width, widest
from analysis.figures.marks import floats, leaders, round_ticks
from analysis.figures.report_figure import ReportFigure
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
from analysis.figures.tree import Tree, join_nearest
from analysis.wording import clean_label, interval, number, plural

_TREE = 1.0  # inches across the tree
_GAP = 0.08  # inches between the tree and the cells
_LAST_NAME = 1.5  # inches that the names keep right of the lowest row, where there are many


@styled
def plot_source_distances(table: pd.DataFrame) -> Figure:
    """Draw the distance of each pair of sources in words beyond chance, as an ordered half matrix and a tree.

    Parameters
    ----------
    table : pandas.DataFrame
        One row per pair: ``source, other, divergence, excess, excess_low, excess_high, p``; each pair once; rows with
        ``source == other`` give the band in which two halves of one source differ.

    Notes
    -----
    Cells whose interval reaches zero, or without an interval whose ``p`` is 0.05 or more, are hatched grey. The tree
    joins groups at the average of their excess (average linkage, optimal leaf order); a negative excess counts as
    zero there, a missing one as the largest.
    """
    return _plot(table, "words")


@styled
def plot_topic_distances(table: pd.DataFrame) -> Figure:
    """Draw the distance of each pair of sources in topics; columns and marks as for `plot_source_distances`."""
    return _plot(table, "topics")


def _plot(table: pd.DataFrame, things: str) -> Figure:
    sources = drawable_names(pd.concat([table["source"], table["other"]]))
    tree = _join(table, list(sources))
    order = [list(sources)[leaf] for leaf in tree.order]
    place = {source: i for i, source in enumerate(order)}
    n, (low, high) = len(order), (floats(table[name]) for name in ("excess_low", "excess_high"))
    excess = floats(table["excess"])
    has_tree = bool(len(tree.joins)) and tree.joins[-1, 2] > 0
    left = EDGE + (_TREE + _GAP if has_tree else 0)
    names, cell = _fit_names([sources[source] for source in order], WIDTH - EDGE - left)
    chance = np.where(np.isfinite(low), low <= 0, floats(table["p"]) >= 0.05)
    peak = np.nanmax(np.where(chance, np.nan, excess), initial=1e-9)
    digits = 0 if np.nanmax(np.abs(excess), initial=0) >= 0.01 or n > 18 else 1
    written = [[_thousandths(x, digits) for x in column] for column in (excess, low, high)]
    with_numbers = widest(written[0], SMALL) + 0.02 <= cell
    known = np.isfinite(low) & np.isfinite(high)
    bands = [f"{a} to {b}" if there else "" for a, b, there in zip(written[1], written[2], known, strict=True)]
    with_bands = bool(known.any()) and widest(bands, SMALL) + 0.1 <= cell
    title = f"How far apart the sources are in their {things}"
    title = title if n > 1 else f"How far {names[0]} differs from itself in its {things}"
    note = _how_to_read(table, things, (with_numbers, with_bands, bool(chance.any()), has_tree))
    figure = new_figure(title, note, body=cell * n + 0.05, foot=0.46 if has_tree else 0.0)
    ax = add_panel(figure, left, 0, WIDTH - EDGE - left, cell * n)
    ax.set_xlim(0, (WIDTH - EDGE - left) / cell)
    ax.set_ylim(n, 0)
    ax.axis("off")
    for row, (one, other) in enumerate(zip(table["source"], table["other"], strict=True)):
        down, across = max(place[one], place[other]), min(place[one], place[other])
        text = written[0][row] if with_numbers else ""
        _fill(ax, across, down, excess[row] / peak, bool(chance[row]), text, bands[row] if with_bands else "")
    for i, name in enumerate(names):
        ax.annotate(name, (i + 1, i + 0.5), (6, 0), textcoords="offset points", va="center_baseline", fontsize=SMALL)
    if not with_numbers:
        _key(ax, cell, peak)
    if has_tree:
        _draw_tree(add_panel(figure, EDGE, 0, _TREE, cell * n), tree)
    return figure


def _how_to_read(table: pd.DataFrame, things: str, shown: tuple[bool, bool, bool, bool]) -> str:
    with_numbers, with_bands, chance, has_tree = shown
    note = f"Jensen-Shannon divergence of their {things} beyond chance"
    note += ", in thousandths" if with_numbers else ", in thousandths; the numbers are in the data"
    note += "; below, over the highest and lowest 2.5% of shuffles" if with_bands else ""
    note += ". Read left from a name and down from it; darker: further apart."
    note += " Hatched: within chance." if chance else ""
    note += " Cell beside a name: two halves of it." if table["source"].eq(table["other"]).any() else ""
    return note + (" Tree: groups join at their average distance." if has_tree else "")


def _fit_names(names: list[str], inches: float) -> tuple[list[str], float]:
    """Cut the names, and choose the largest cell, up to 0.85 inches, with which every name ends inside the figure."""
    room = inches - 0.15
    most = 2.4 if len(names) <= 18 else _LAST_NAME
    names = [fit(name, most, SMALL) for name in names]
    cell = min((room - text_width(name, SMALL)) / (i + 1) for i, name in enumerate(names))
    return names, min(cell, 0.85)


def _join(table: pd.DataFrame, sources: list[object]) -> Tree:
    """Join sources by their excess; a negative one counts as zero, a missing one as the largest."""
    place = {source: i for i, source in enumerate(sources)}
    far = np.nanmax(floats(table["excess"]), initial=0.0)
    distance = np.full((len(sources), len(sources)), far)
    for one, other, excess in zip(table["source"], table["other"], floats(table["excess"]), strict=True):
        apart = max(excess, 0.0) if np.isfinite(excess) else far
        distance[place[one], place[other]] = distance[place[other], place[one]] = apart
    return join_nearest(distance)


def _draw_tree(ax: Axes, tree: Tree) -> None:
    """Draw the tree with its leaves at the cells of the rows, and a scale below it."""
    tree.draw(ax)
    far = float(tree.joins[-1, 2])
    ax.set_xlim(1.04 * far, 0)
    ax.set_ylim(len(tree.order) - 0.5, -0.5)
    ax.set_yticks([])
    round_ticks(ax.xaxis, 0, far, lambda tick: number(1000 * tick), most=2)
    ax.tick_params(axis="x", labelsize=SMALL)
    ax.set_xlabel("← further apart", fontsize=SMALL, loc="left", labelpad=2)


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
    if not text:
        return
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
        ax.text(across + 0.5, down + 0.7, band, ha="center", va="center", fontsize=SMALL, color=ink, bbox=under)


def _key(ax: Axes, cell: float, peak: float) -> None:
    """Show three shades with their numbers in the empty corner of a matrix whose cells are too small for numbers."""
    right = ax.get_xlim()[1]
    for i, share in enumerate((0.1, 0.5, 1.0)):
        x, wide = right - (1.75 - 0.6 * i) / cell, 0.5 / cell
        ax.add_patch(Rectangle((x, 0.05), wide, 0.16 / cell, facecolor=to_hex(SHADES(share)), lw=0))
        text = number(float(f"{1000 * share * peak:.2g}"))
        ax.text(x + wide / 2, 0.3 / cell, text, ha="center", va="center_baseline", fontsize=SMALL, color=SOFT)


def _beyond(excess: float) -> str:
    return f"{excess:.4f}".replace("-", "−")


def say_source_distances(table: pd.DataFrame) -> str:
    """State the pair furthest apart in words, and how many pairs are within chance."""
    return _say(table, "")


def say_topic_distances(table: pd.DataFrame) -> str:
    """State the pair furthest apart in topics, and how many pairs are within chance."""
    return _say(table, " in topics")


def _say(table: pd.DataFrame, things: str) -> str:
    pairs = table[table["source"] != table["other"]]
    if pairs.empty:
        row = table.iloc[0]
        band = interval(row["excess_low"], row["excess_high"], _beyond)
        size = f"{_beyond(row['excess'])}{band}"
        return f"Two halves of {clean_label(row['source'], 60)} differ{things} by {size} beyond chance."
    low, p = floats(pairs["excess_low"]), floats(pairs["p"])
    apart = int(np.sum(np.where(np.isfinite(low), low > 0, p < 0.05)))
    verb = "differs" if apart == 1 else "differ"
    rest = f"{number(apart)} of {plural(len(pairs), 'pair')} of sources {verb}{things} by more than chance."
    if pairs["excess"].isna().all():
        return f"How far {plural(len(pairs), 'pair')} of sources differ is not known."
    most = leaders(pairs, "excess")
    row = most.iloc[0]
    size = f"divergence {_beyond(row['excess'])} beyond chance"
    if len(most) > 1:
        return f"{plural(len(most), 'pair')} are furthest apart: {size} each. {rest}"
    names = f"{clean_label(row['source'], 60)} and {clean_label(row['other'], 60)}"
    furthest = "Furthest apart: " if len(pairs) > 1 else ""
    return f"{furthest}{names}, {size}{interval(row['excess_low'], row['excess_high'], _beyond)}. {rest}"


source_distances = ReportFigure(
    "source_distances",
    draw=plot_source_distances,
    sentence=say_source_distances,
    caption=(
        "Divergence beyond chance, in thousandths of a bit; hatched: within the range of shuffled texts, each "
        "pair judged by itself."
    ),
    empty="Fewer than two sources have ten independent texts, so there are no distances.",
)


topic_distances = ReportFigure(
    "topic_distances",
    draw=plot_topic_distances,
    sentence=say_topic_distances,
    caption=(
        "Divergence of the topics of two sources beyond chance, in thousandths of a bit; hatched: within the "
        "range of shuffled texts, each pair judged by itself. Below zero: more alike than shuffled texts, as "
        "where all cover the same stories."
    ),
    empty="No topics were found, or fewer than two sources have ten independent texts.",
)
