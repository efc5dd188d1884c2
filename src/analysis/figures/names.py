"""The figure of names: which of several names for one thing each source uses."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from analysis.figures.labels import drawable_names, fit, text_width, widest
from analysis.figures.marks import beside, floats, head_panel, leaders, name_rows, percent_tick, row_room
from analysis.figures.report_figure import ReportFigure
from analysis.figures.style import (
    AMBER,
    BLUE,
    EDGE,
    GREEN,
    GREY,
    INK,
    LABEL,
    ORANGE,
    PINK,
    SKY,
    SMALL,
    SOFT,
    WIDTH,
    add_panel,
    ink_on,
    new_figure,
    styled,
)
from analysis.wording import clean_label, interval, number, percent, plural, quoted

# Neighbours differ in lightness and in hatching as well as in hue; a second round of colours changes the hatching.
_COLORS = (BLUE, SKY, ORANGE, AMBER, GREEN, PINK, GREY)
_HATCHES = ("", "////", "", "\\\\\\\\", "", "xxxx", "", "////", "", "----", "", "xxxx", "", "||||")
_ROW, _LINE = 0.34, 0.2  # inches of a bar's row and of a line of the key


@styled
def plot_names(table: pd.DataFrame) -> Figure:
    """Draw which share of its mentions each source gives to each name, one panel a family of names.

    Parameters
    ----------
    table : pandas.DataFrame
        One row per family, variant and source: ``family, variant, source, count, share, share_low, share_high,
        independent_texts``. All stand in the order of their first rows. Bars are as long as ``share``; the thin line
        below the first variant's bar is its interval.
    """
    families = table.groupby("family", sort=False).indices
    titles, sources = drawable_names(table["family"]), drawable_names(table["source"])
    variants = drawable_names(table["variant"])
    left = EDGE + row_room(list(sources.values()), 2.1) + 0.1
    totals = table.groupby(["family", "source"], sort=False)["count"].sum()
    column = max(widest([number(n) for n in totals], SMALL), 0.6) + 0.15
    width = WIDTH - left - column - EDGE
    keys = {
        family: _key([variants[v] for v in table["variant"].iloc[rows].drop_duplicates()], WIDTH - 2 * EDGE)
        for family, rows in families.items()
    }
    rows_of = {family: table["source"].iloc[rows].nunique() for family, rows in families.items()}
    head = 0.2 if len(families) == 1 else 0.42
    lines = {family: 1 + max(line for _, line, _ in key) for family, key in keys.items()}
    high = {family: head + _LINE * lines[family] + 0.08 + _ROW * rows_of[family] + 0.34 for family in families}
    note = "Share of a source's mentions that use each name; n: mentions."
    if (np.isfinite(floats(table["share_low"])) & np.isfinite(floats(table["share_high"]))).any():
        note += " Thin line below a bar: 95% interval of the first name's share."
    title = "Which name each source uses" + (f": {next(iter(titles.values()))}" if len(families) == 1 else "")
    body = sum(high.values()) - 0.34
    figure = new_figure(title, note, body=body, foot=0.42)
    top = body
    for family, rows in families.items():
        key, bars = keys[family], _ROW * rows_of[family]
        ax = add_panel(figure, left, top - high[family] + 0.34, width, bars)
        faces = _family(ax, table.iloc[rows], variants, width)
        above = head - 0.2
        for (x, line, text), (color, hatch) in zip(key, faces, strict=True):
            _draw_key(figure, EDGE + x, top - above - _LINE * (line + 1), text, color, hatch)
        present = table["source"].iloc[rows].drop_duplicates()
        name_rows(ax, [sources[source] for source in present], left - EDGE - 0.1)
        counts = table.iloc[rows].groupby("source", sort=False)["count"].sum()
        beside(ax, "n", [number(counts[source]) for source in present], column)
        if len(families) > 1:
            heading = fit(titles[family], WIDTH - 2 * EDGE, LABEL, "bold")
            head_panel(ax, heading, left=EDGE - left, rise=(high[family] - 0.34 - bars - 0.19) * 72)
        ax.set_xlim(0, 1)
        ticks = [0, 0.25, 0.5, 0.75, 1]
        ax.set_xticks(ticks, labels=[percent_tick(tick) for tick in ticks])
        top -= high[family]
    ax.set_xlabel("share of the source's mentions, by the name used", loc="left")
    return figure


def _family(ax: Axes, rows: pd.DataFrame, variants: dict[object, str], width: float) -> list[tuple[str, str]]:
    """Draw the bars of one family and give each variant's colour and hatch."""
    names = list(rows["variant"].drop_duplicates())
    place = {source: i for i, source in enumerate(rows["source"].drop_duplicates())}
    faces = [(_COLORS[i % len(_COLORS)], _HATCHES[i % len(_HATCHES)]) for i in range(len(names))]
    start = np.zeros(len(place))
    for variant, (color, hatch) in zip(names, faces, strict=True):
        these = rows[rows["variant"] == variant]
        at = np.array([place[source] for source in these["source"]], dtype=int)
        share = np.nan_to_num(floats(these["share"]))
        ax.barh(at, share, 0.6, left=start[at], color=color, hatch=hatch or None, edgecolor="white", lw=0.8)
        for row, part in zip(at, share, strict=True):
            inside = next(
                (text for text in (variants[variant], percent(part)) if text_width(text, SMALL) + 0.14 <= part * width),
                "",
            )
            box = {"facecolor": color, "edgecolor": "none", "boxstyle": "square,pad=0.1"} if hatch else None
            if inside:
                ax.text(
                    start[row] + part / 2,
                    int(row),
                    inside,
                    ha="center",
                    va="center_baseline",
                    fontsize=SMALL,
                    color=ink_on(color),
                    bbox=box,
                )
        start[at] += share
    first = rows[(rows["variant"] == names[0]) & rows[["share", "share_low", "share_high"]].notna().all(axis=1)]
    at = np.array([place[source] for source in first["source"]], dtype=float)
    ax.hlines(at + 0.4, floats(first["share_low"]), floats(first["share_high"]), color=INK, lw=1.4)
    for row in np.flatnonzero(start == 0):
        ax.text(0, int(row), " not mentioned", ha="left", va="center_baseline", fontsize=SMALL, color=SOFT)
    return faces


def _key(names: list[str], width: float) -> list[tuple[float, int, str]]:
    """Break the key into lines: left edge in inches, line, and text of each entry."""
    entries, x, line = [], 0.0, 0
    for name in names:
        text = fit(name, 2.6, SMALL)
        wide = 0.24 + text_width(text, SMALL) + 0.18
        if x and x + wide > width:
            x, line = 0.0, line + 1
        entries.append((x, line, text))
        x += wide
    return entries


def _draw_key(figure: Figure, x: float, y: float, text: str, color: str, hatch: str) -> None:
    across, high = figure.get_size_inches()
    foot = figure.subplotpars.bottom * high
    figure.add_artist(
        Rectangle(
            (x / across, (y + foot + 0.03) / high),
            0.18 / across,
            0.12 / high,
            facecolor=color,
            hatch=hatch * 2 or None,
            edgecolor="white",
            lw=0,
            transform=figure.transFigure,
        )
    )
    figure.text((x + 0.24) / across, (y + foot + 0.09) / high, text, fontsize=SMALL, va="center_baseline", color=INK)


def say_names(table: pd.DataFrame) -> str:
    """State the strongest preference of a source for one name."""
    families, sources = table["family"].nunique(), table["source"].nunique()
    named = table[table["share"].notna() & (table["count"] > 0)]
    scope = f"{plural(families, 'family', 'families')} of names in {plural(sources, 'source')}"
    if named.empty:
        return f"{scope}; none of the names is used."
    most = leaders(named, "share")
    row = most.iloc[0]
    if len(most) > 1:
        return f"{scope}. The largest share of one name is {percent(row['share'])}, reached {len(most)} times."
    everything = table[(table["family"] == row["family"]) & (table["source"] == row["source"])]["count"].sum()
    size = f"{percent(row['share'])}{interval(row['share_low'], row['share_high'], percent)}"
    return (
        f"{scope}. Most one-sided: {quoted(row['variant'])} makes up {size} of the"
        f" {plural(everything, 'mention')} in {clean_label(row['source'], 60)}."
    )


names = ReportFigure(
    "names",
    draw=plot_names,
    sentence=say_names,
    caption=(
        "Share of each name among a source's mentions; n: mentions. Intervals, from ten independent texts on, "
        "are in the numbers."
    ),
    empty=(
        "No name families found: there is no names.yml in the corpus folder, or none of its names occurs in "
        "the articles."
    ),
)
