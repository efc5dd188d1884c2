"""The figure of topics and sources: how much of each source goes to each topic."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.figures.labels import drawable_names, text_width, widest
from analysis.figures.marks import (
    NO_INTERVAL,
    beside,
    dots,
    extent,
    floats,
    leaders,
    name_rows,
    percent_tick,
    round_ticks,
    row_room,
)
from analysis.figures.panels import Grid, balanced
from analysis.figures.report_figure import ReportFigure
from analysis.figures.style import BLUE, EDGE, INK, ORANGE, RULE, SMALL, WIDTH, add_panel, new_figure, styled
from analysis.figures.topic_rows import (
    MANY,
    head_topic,
    headings,
    lines_of_heads,
    name_topics,
    room_above,
    row_height,
    topic_room,
)
from analysis.wording import clean_label, interval, percent

_ACROSS = 9  # panels in a row, one a source
_ROW = 0.2  # inches of one topic in them


@styled
def plot_topic_sources(table: pd.DataFrame) -> Figure:
    """Draw how much of each source goes to each topic, with intervals.

    Several sources: one panel a topic, or one a source where that takes less room; the largest share of each topic is
    marked. One source: one panel, one row a topic.

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
    if table["source"].nunique() == 1:
        return _rows(table, note)
    topics, sources = table["topic"].nunique(), table["source"].nunique()
    return _by_source(table, note) if topics > max(MANY, sources) else _by_topic(table, note)


def _rows(table: pd.DataFrame, note: str) -> Figure:
    share, low, high = (floats(table[name]) for name in ("share", "share_low", "share_high"))
    shares = [percent(value) for value in share]
    source = next(iter(drawable_names(table["source"]).values()))
    column, row = 0.2 + widest(shares, SMALL), row_height(len(table))
    figure = new_figure(f"How much of {source} goes to each topic", note, body=0.1 + row * len(table))
    left = EDGE + topic_room(table, 3.3) + 0.1
    ax = add_panel(figure, left, 0, WIDTH - left - EDGE - column, row * len(table))
    dots(ax, np.arange(len(table)), share, low, high)
    name_topics(ax, table, left - EDGE - 0.1)
    ax.set_xlim(0, extent(share, high)[1] * 1.03)
    round_ticks(ax.xaxis, *ax.get_xlim(), percent_tick)
    ax.set_xlabel("share of the source's articles", loc="left")
    beside(ax, "", shares, column, color=INK)
    return figure


def _by_topic(table: pd.DataFrame, note: str) -> Figure:
    sources, heads = drawable_names(table["source"]), headings(table)
    topics = table.groupby("topic", sort=False).indices
    names = list(sources.values())
    columns = max(2, balanced(len(topics), 4 if len(names) <= MANY and len(topics) <= MANY else 6))
    margin = EDGE + row_room(names, 1.7, SMALL) + 0.1
    height = (0.19 if len(names) <= MANY else 0.155) * len(names)
    grid = Grid(len(topics), columns, height=height, right=0.36, under=0.12, margin=margin)
    lines = lines_of_heads(list(heads.values()), grid.width + 0.24, 3)
    grid = replace(grid, head=room_above(lines)).room_for_ticks(0.3)
    note += " All panels on one scale. Diamond with number: the largest share of the topic."
    figure = new_figure("How much of each source goes to each topic", note, body=grid.body, foot=0.5)
    place, best, top = {source: i for i, source in enumerate(sources)}, _largest(table), _top(table)
    for i, (ax, (topic, rows)) in enumerate(zip(grid.add_to(figure), topics.items(), strict=True)):
        at = np.array([place[source] for source in table["source"].iloc[rows]])
        _draw(ax, table.iloc[rows], at, best[rows], top)
        _number_largest(ax, table.iloc[rows][best[rows]], at[best[rows]], grid.width)
        round_ticks(ax.xaxis, 0, top, percent_tick, most=3 if grid.width > 1.2 else 2)
        name_rows(ax, names if i % columns == 0 else [""] * len(names), margin - EDGE - 0.1, SMALL)
        ax.tick_params(labelbottom=grid.has_ticks(i))
        head_topic(ax, heads[topic], grid.width + 0.24, lines=3)
        if grid.is_lowest(i) and i % columns == 0:
            ax.set_xlabel("share of the source's articles", loc="left")
    return figure


def _by_source(table: pd.DataFrame, note: str) -> Figure:
    """Draw one panel a source and one row a topic: the form for many topics."""
    sources = drawable_names(table["source"])
    topics = table.drop_duplicates("topic")
    place = {topic: i for i, topic in enumerate(topics["topic"])}
    columns = balanced(len(sources), _ACROSS)
    margin = EDGE + topic_room(topics, 2.45, SMALL) + 0.1
    grid = Grid(len(sources), columns, height=_ROW * len(topics), right=0.13, under=0.4, margin=margin)
    lines = lines_of_heads(list(sources.values()), grid.width + 0.1, 4, SMALL)
    grid = replace(grid, head=room_above(lines))
    note += " All panels on one scale. Diamond: the largest share of the topic."
    figure = new_figure("How much of each source goes to each topic", note, body=grid.body, foot=0.5)
    best, top = _largest(table), _top(table)
    groups = table.groupby("source", sort=False, dropna=False).indices
    for i, (ax, (source, rows)) in enumerate(zip(grid.add_to(figure), groups.items(), strict=True)):
        at = np.array([place[topic] for topic in table["topic"].iloc[rows]])
        _draw(ax, table.iloc[rows], at, best[rows], top)
        round_ticks(ax.xaxis, 0, top * 0.85, percent_tick, most=2)  # the last does not reach the next panel's first
        ax.hlines(range(len(topics)), 0, top, color=RULE, lw=0.4, zorder=0)
        if i % columns == 0:
            name_topics(ax, topics, margin - EDGE - 0.1, SMALL)
        else:
            name_rows(ax, [""] * len(topics), 0)
        head_topic(ax, sources[source], grid.width + 0.1, lines=4, size=SMALL)
        if grid.is_lowest(i) and i % columns == 0:
            ax.set_xlabel("share of the source's articles", loc="left")
    return figure


def _largest(table: pd.DataFrame) -> np.ndarray:
    """Tell which rows hold the largest share of their topic; none where it is zero or not known."""
    share = pd.Series(floats(table["share"]))
    most = share.groupby(table["topic"].to_numpy()).transform("max")
    return ((share == most) & (share > 0)).to_numpy()


def _top(table: pd.DataFrame) -> float:
    return min(extent(floats(table["share"]), floats(table["share_high"]))[1] * 1.04, 1.0)


def _draw(ax: Axes, rows: pd.DataFrame, at: np.ndarray, best: np.ndarray, top: float) -> None:
    share, low, high = (floats(rows[name]) for name in ("share", "share_low", "share_high"))
    for chosen, color, marker in ((~best, BLUE, "o"), (best, ORANGE, "D")):
        dots(ax, at[chosen], share[chosen], low[chosen], high[chosen], color=color, marker=marker, size=4.5)
    ax.set_xlim(0, top)


def _number_largest(ax: Axes, rows: pd.DataFrame, at: np.ndarray, inches: float) -> None:
    """Write shares right of their intervals, else left of them, else above the line where the panel ends."""
    share, low, high = (floats(rows[name]) for name in ("share", "share_low", "share_high"))
    top = ax.get_xlim()[1]
    for row, value, start, end in zip(at, share, np.fmin(share, low), np.fmax(share, high), strict=True):
        text = percent(value)
        need = text_width(text, SMALL) + 0.1
        if end / top * inches + need <= inches + 0.1:
            x, shift, align, stand = end, (6.0, 0.0), "left", "center_baseline"
        elif start / top * inches >= need:
            x, shift, align, stand = start, (-6.0, 0.0), "right", "center_baseline"
        else:
            x, shift, align, stand = top, (8.0, 4.5), "right", "bottom"
        note = ax.annotate(text, (x, row), shift, textcoords="offset points", ha=align, va=stand)
        note.set(fontsize=SMALL, color=INK, annotation_clip=False)


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


topic_sources = ReportFigure(
    "topic_sources",
    draw=plot_topic_sources,
    sentence=say_topic_sources,
    caption=(
        "Share of each source's articles by main topic, with 95% intervals over independent texts (none under "
        "ten, or for a share of zero)."
    ),
    empty="There is only one source, or no topics were found, so there is nothing to compare.",
)
