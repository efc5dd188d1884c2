"""Figures of names: which of several names for one thing each source uses, where, and when."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from analysis.figures.labels import drawable_names, fit, text_width
from analysis.figures.marks import (
    Estimates,
    drawn_of,
    floats,
    inches_across,
    largest,
    leaders,
    percent_tick,
    split,
    write_beside,
)
from analysis.figures.report_figure import ReportFigure
from analysis.figures.row_panels import Column, RowNames, RowPanels
from analysis.figures.style import AMBER, EDGE, INK, PINK, SKY, SMALL, SOFT, ink_on, page_width
from analysis.vocabulary import CLEAR, LIKELY
from analysis.wording import clean_label, interval, number, percent, plural, quoted

# Neighbours differ in lightness and in hatching as well as in hue; a second round of colours changes the hatching.
# Near those of all figures; they do not turn on dark paper, where the ink on them would no longer contrast.
_COLORS = ("#0071b1", SKY, "#d45d00", AMBER, "#009d72", PINK, "#8992a2")
_HATCHES = ("", "////", "", "\\\\\\\\", "", "xxxx", "", "////", "", "----", "", "xxxx", "", "||||")
_SOURCES = 25  # drawn at most
_KEY_LINE = 0.2  # inches of a line of the key
_QUARTERS = (0, 0.25, 0.5, 0.75, 1)


def _title(question: str, table: pd.DataFrame) -> str:
    families = drawable_names(table["family"])
    return question + (f": {next(iter(families.values()))}" if len(families) == 1 else "")


def _draw_names(table: pd.DataFrame) -> Figure:
    """Draw which share of its mentions each source gives to each name, as stacked bars, one panel a family of names.

    The thin line below the first name's bar is its interval; a triangle above a part that a source uses more than the
    others is filled where that is clear, hollow where it is likely.
    """
    mentions = table.groupby("source", sort=False)["count"].sum()
    left_out = drawn_of(_SOURCES, len(mentions), "source", "those with most mentions")
    table = table[table["source"].isin(mentions.index[largest(mentions, _SOURCES)])].reset_index(drop=True)
    labels, first = drawable_names(table["source"]), table.drop_duplicates(["family", "source"])
    variants = drawable_names(table["variant"])
    totals = table.groupby(["family", "source"], sort=False)["count"].transform("sum")
    totals = totals[~table.duplicated(["family", "source"])]
    parts = [rows for _, rows in split(table, "family")]
    keys = [_key([variants[name] for name in table["variant"].iloc[rows].drop_duplicates()]) for rows in parts]
    note = f"Share of a source's mentions that use each name.{left_out}"
    if Estimates.of(table, "share").known.any():
        note += " Thin line below a bar: 95% interval of the first name's share."
    if len(_preferred(table)):
        note += " Triangle: more than in the other sources, filled: clearly; hollow: likely."
    figure, panels = RowPanels(
        title=_title("Which name each source uses", table),
        note=note,
        names=RowNames([labels[source] for source in first["source"]]),
        columns=[Column.of("mentions", totals)],
        groups=split(first, "family"),
        above=[_KEY_LINE * (1 + key[-1][1]) for key in keys],
        row=0.34,
        room=2.1,
        below=0.42,
    ).make()
    for panel, rows, key in zip(panels, parts, keys, strict=True):
        faces = _stack(panel.ax, table.iloc[rows], variants)
        for (x, line, text), (color, hatch) in zip(key, faces, strict=True):
            left, high = x - panel.beside[0], 72 * (0.06 + _KEY_LINE * (key[-1][1] - line))
            _draw_key(panel.ax, (left, high), text, color, hatch)
        panel.ax.set_xlim(0, 1)
        panel.ax.set_xticks(_QUARTERS, labels=map(percent_tick, _QUARTERS))
    return figure


def _stack(ax: Axes, rows: pd.DataFrame, variants: dict[object, str]) -> list[tuple[str, str]]:
    """Draw the bars of one family and give each variant's colour and hatch."""
    names = list(rows["variant"].drop_duplicates())
    place = {source: i for i, source in enumerate(rows["source"].drop_duplicates())}
    faces = [(_COLORS[i % len(_COLORS)], _HATCHES[i % len(_HATCHES)]) for i in range(len(names))]
    start, across = np.zeros(len(place)), inches_across(ax)
    for variant, (color, hatch) in zip(names, faces, strict=True):
        these = rows[rows["variant"] == variant]
        at = np.array([place[source] for source in these["source"]], dtype=int)
        share = np.nan_to_num(floats(these["share"]))
        ax.barh(at, share, 0.6, left=start[at], color=color, hatch=hatch or None, edgecolor="white", lw=0.8)
        box = {"facecolor": color, "edgecolor": "none", "boxstyle": "square,pad=0.1"} if hatch else None
        for row, part in zip(at, share, strict=True):
            for text in (f"{variants[variant]} {percent(part)}", variants[variant]):
                if text_width(text, SMALL) + 0.14 <= part * across:
                    inside = ax.text(start[row] + part / 2, int(row), text, ha="center", va="center_baseline")
                    inside.set(fontsize=SMALL, color=ink_on(color), bbox=box)
                    break
        _mark(ax, at, start[at] + share / 2, these)
        start[at] += share
    first = rows[rows["variant"] == names[0]]
    shares = Estimates.of(first, "share")
    at = np.array([place[source] for source in first["source"]])[shares.known]
    ax.hlines(at + 0.4, shares.low[shares.known], shares.high[shares.known], color=INK, lw=1.4)
    for row in np.flatnonzero(start == 0):
        ax.text(0, int(row), " not mentioned", ha="left", va="center_baseline", fontsize=SMALL, color=SOFT)
    return faces


def _preferred(table: pd.DataFrame) -> pd.DataFrame:
    """Keep the rows of a source that uses a name clearly or likely more than the others, clear ones first."""
    told = table[table["tier"].isin([CLEAR, LIKELY]) & (floats(table["difference"]) > 0)]
    return told.sort_values("tier", kind="stable")


def _mark(ax: Axes, at: np.ndarray, middle: np.ndarray, rows: pd.DataFrame) -> None:
    """Draw a triangle above each part of a bar that is more than in the other sources."""
    more = floats(rows["difference"]) > 0
    for tier, face in ((CLEAR, INK), (LIKELY, "white")):
        these = more & rows["tier"].eq(tier).to_numpy(dtype=bool)
        ax.plot(middle[these], at[these] - 0.4, "v", ms=4.5, mfc=face, mec=INK, mew=0.7, ls="", clip_on=False)


def _key(names: list[str]) -> list[tuple[float, int, str]]:
    """Break the key into lines: left edge in inches, line, and text of each entry."""
    entries, x, line = [], 0.0, 0
    for name in names:
        text = fit(name, 2.6, SMALL)
        wide = 0.24 + text_width(text, SMALL) + 0.18
        if x and x + wide > page_width() - 2 * EDGE - 0.6:  # the numbers at the right have a heading
            x, line = 0.0, line + 1
        entries.append((x, line, text))
        x += wide
    return entries


def _draw_key(ax: Axes, spot: tuple[float, float], text: str, color: str, hatch: str) -> None:
    """Draw an entry of the key at inches right of, and points above, the upper left corner of the axes."""
    across, high = inches_across(ax), ax.bbox.height / ax.figure.dpi
    corner = spot[0] / across, 1 + (spot[1] / 72 - 0.02) / high
    patch = Rectangle(corner, 0.18 / across, 0.12 / high, facecolor=color, hatch=hatch * 2 or None, edgecolor="white")
    patch.set(lw=0, transform=ax.transAxes, clip_on=False)
    ax.figure.add_artist(patch)
    write_beside(ax, text, (0, 1), spot[0] + 0.24, rise=spot[1] - 2, align="left", color=INK)


def _say_names(table: pd.DataFrame) -> str:
    """State how many sources prefer a name by more than chance, and the strongest preference."""
    families, sources = table["family"].nunique(), table["source"].nunique()
    scope = f"{plural(families, 'family', 'families')} of names in {plural(sources, 'source')}"
    if not (table["count"] > 0).any():
        return f"{scope}; none of the names is used."
    if table["p"].isna().all():
        return f"{scope}. None is tested: too few independent texts name them."
    told = _preferred(table)
    if told.empty:
        return f"{scope}. No source uses a name more than the others by more than chance."
    clear = int((told["tier"] == CLEAR).sum())
    counted = f"{number(clear)} clearly, {number(len(told) - clear)} likely"
    row = leaders(told[told["tier"] == told["tier"].iloc[0]], "difference_low").iloc[0]
    everything = table[(table["family"] == row["family"]) & (table["source"] == row["source"])]["count"].sum()
    share = f"{percent(row['share'])}{interval(row['share_low'], row['share_high'], percent)}"
    return (
        f"{scope}. More than in the other sources: {counted}. Largest {row['tier']} difference:"
        f" {quoted(row['variant'])} makes up {share} of the {plural(everything, 'mention')} in"
        f" {clean_label(row['source'], 60)}, {percent(row['share_others'])} in the others."
    )


names = ReportFigure(
    "names",
    draw=_draw_names,
    sentence=_say_names,
    caption="A source is tested when at least ten independent texts name the family, and as many elsewhere; all "
    "families, names and sources together.",
    empty="To compare what outlets call the same thing, list its names in a file names.yml in the folder of the "
    "articles, as here.",
)
