"""The figure of topics and sources: how much of each source goes to each topic."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.figures.labels import clean_label, drawable_names, text_width, widest, wrap
from analysis.figures.marks import (
    NO_INTERVAL,
    beside,
    dots,
    extent,
    floats,
    head_panel,
    name_rows,
    percent_tick,
    round_ticks,
    row_room,
)
from analysis.figures.panels import Grid
from analysis.figures.style import BLUE, EDGE, INK, ORANGE, SMALL, WIDTH, add_panel, new_figure, styled
from analysis.figures.topics import headings
from analysis.figures.wording import interval, leaders, percent

_HEAD = 9.0  # points of a panel's heading


@styled
def plot_topic_sources(table: pd.DataFrame) -> Figure:
    """Draw how much of each source goes to each topic, with intervals.

    Several sources: one panel a topic, its largest share numbered. One source: one panel, one row a topic.

    Parameters
    ----------
    table : pandas.DataFrame
        One row per topic and source: ``topic, label, source, share, share_low, share_high, articles,
        independent_texts``. Topics and sources stand in the order of their first rows.
    """
    low, high = floats(table["share_low"]), floats(table["share_high"])
    known = np.isfinite(low) & np.isfinite(high)
    note = "Share of each source's articles" if table["source"].nunique() > 1 else "Share of the source's articles"
    note += ", with 95% interval." if known.any() else "."
    note += "" if known.all() else f" {NO_INTERVAL.capitalize()}."
    return _panels(table, note) if table["source"].nunique() > 1 else _rows(table, note)


def _rows(table: pd.DataFrame, note: str) -> Figure:
    share, low, high = (floats(table[name]) for name in ("share", "share_low", "share_high"))
    names, shares = list(headings(table).values()), [percent(value) for value in share]
    source = next(iter(drawable_names(table["source"]).values()))
    column = 0.2 + widest(shares, SMALL)
    figure = new_figure(f"How much of {source} goes to each topic", note, body=0.1 + 0.26 * len(table))
    left = EDGE + row_room(names, 3.0) + 0.1
    ax = add_panel(figure, left, 0, WIDTH - left - EDGE - column, 0.26 * len(table))
    dots(ax, np.arange(len(table)), share, low, high)
    name_rows(ax, names, left - EDGE - 0.1)
    ax.set_xlim(0, extent(share, high)[1] * 1.03)
    round_ticks(ax.xaxis, *ax.get_xlim(), percent_tick)
    ax.set_xlabel("share of the source's articles", loc="left")
    beside(ax, "", shares, column, color=INK)
    return figure


def _panels(table: pd.DataFrame, note: str) -> Figure:
    sources, heads = drawable_names(table["source"]), headings(table)
    place = {source: i for i, source in enumerate(sources)}
    share, low, high = (floats(table[name]) for name in ("share", "share_low", "share_high"))
    topics = table.groupby("topic", sort=False).indices
    columns = max(2, min(len(topics), 4)) if len(topics) <= 12 else 6
    names = list(sources.values())
    margin = EDGE + row_room(names, 1.7, SMALL) + 0.1
    grid = Grid(
        len(topics),
        columns,
        height=(0.19 if len(names) <= 12 else 0.155) * len(names),
        right=0.3,
        under=0.12,
        margin=margin,
    )
    one_line = max(text_width(head, _HEAD, "bold") for head in heads.values()) <= grid.width + 0.12
    grid = replace(grid, head=0.34 if one_line else 0.5).room_for_ticks(0.3)
    note += " All panels on one scale. Diamond with number: the largest share of the topic."
    figure = new_figure("How much of each source goes to each topic", note, body=grid.body, foot=0.5)
    top = min(extent(share, high)[1] * 1.04, 1.0)
    for i, (ax, (topic, rows)) in enumerate(zip(grid.add_to(figure), topics.items(), strict=True)):
        at = np.array([place[source] for source in table["source"].iloc[rows]])
        best = share[rows] == extent(share[rows])[1]
        for chosen, color, marker in ((~best, BLUE, "o"), (best, ORANGE, "D")):
            these = rows[chosen]
            dots(ax, at[chosen], share[these], low[these], high[these], color=color, marker=marker, size=4.5)
        name_rows(ax, names if i % columns == 0 else [""] * len(names), margin - EDGE - 0.1, SMALL)
        ax.set_xlim(0, top)
        round_ticks(ax.xaxis, 0, top, percent_tick, most=3 if columns < 6 else 2)
        ax.tick_params(labelbottom=grid.has_ticks(i))
        for row in np.flatnonzero(best):
            _number_dot(ax, at[row], np.fmax(share[rows][row], high[rows][row]), share[rows][row], top, grid.width)
        head_panel(ax, "\n".join(wrap(heads[topic], grid.width + 0.12, _HEAD, "bold")), size=_HEAD)
        if grid.is_lowest(i) and i % columns == 0:
            ax.set_xlabel("share of the source's articles", loc="left")
    return figure


def _number_dot(ax: Axes, row: float, end: float, share: float, top: float, inches: float) -> None:
    """Write a share right of its interval, or above the line where the panel ends."""
    text = percent(share)
    inside = end / top * inches + 0.1 + text_width(text, 8) <= inches + 0.15
    ax.annotate(
        text,
        (end if inside else top, row),
        (6, 0) if inside else (8, 4.5),
        textcoords="offset points",
        ha="left" if inside else "right",
        va="center_baseline" if inside else "bottom",
        fontsize=8,
        color=INK,
        annotation_clip=False,
    )


def say_topic_sources(table: pd.DataFrame) -> str:
    """State the largest share of a source that goes to one topic."""
    most = leaders(table, "share")
    row = most.iloc[0]
    if len(most) > 1:
        return f"The largest share, {percent(row['share'])} of the articles of a source, is reached {len(most)} times."
    band = interval(row["share_low"], row["share_high"], percent)
    source = clean_label(row["source"], 60)
    topic = f"topic {row['topic']} ({clean_label(row['label'], 60)})"
    return f"The largest share: {percent(row['share'])} of the articles of {source}{band} go to {topic}."
