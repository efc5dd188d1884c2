"""The figure of names by place: in headlines or bodies, inside or outside quotation marks."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.figures.labels import drawable_names, fit, text_width
from analysis.figures.marks import (
    NO_INTERVAL,
    dots,
    floats,
    head_panel,
    name_rows,
    percent_tick,
    row_room,
    write_beside,
)
from analysis.figures.report_figure import ReportFigure
from analysis.figures.style import BLUE, EDGE, INK, LABEL, ORANGE, SMALL, WIDTH, add_panel, new_figure, styled
from analysis.wording import interval, number, percent, plural, quoted

_TOGETHER = "all sources"
_PAIRS = (("headline", "body"), ("inside quotation marks", "outside quotation marks"))
_IN_WORDS = {"headline": "in headlines", "body": "in bodies"}
_MARKS = ((ORANGE, "D", "◆", -0.17), (BLUE, "o", "●", 0.17))
_ROW, _KEY, _GAP = 0.36, 0.42, 0.55  # inches of a row, of a panel's key, and between the panels of a family


@styled
def plot_name_places(table: pd.DataFrame) -> Figure:
    """Draw each name's share of the mentions in headlines and bodies, inside and outside quotation marks.

    Parameters
    ----------
    table : pandas.DataFrame
        One row per family, variant, source and place: ``family, variant, source, place, count, share, share_low,
        share_high, independent_texts``. Drawn are the rows of "all sources", in the order of their first rows.
    """
    titles, variants = drawable_names(table["family"]), drawable_names(table["variant"])
    together = _together(table)
    families = together.groupby("family", sort=False)
    left = EDGE + row_room(list(variants.values()), 2.2) + 0.1
    width = (WIDTH - left - _GAP - EDGE - 0.2) / 2
    head = _KEY + (0.28 if len(families) > 1 else 0)
    high = {family: head + _ROW * rows["variant"].nunique() + 0.36 for family, rows in families}
    known = np.isfinite(floats(together["share_low"])) & np.isfinite(floats(together["share_high"]))
    note = "Share of the mentions in each place that use each name, all sources together; n: mentions."
    note += " Line: 95% interval." if known.any() else ""
    note += f" {NO_INTERVAL.capitalize()}." if not known.all() else ""
    title = "Where which name is used" + (f": {next(iter(titles.values()))}" if len(families) == 1 else "")
    figure = new_figure(title, note, body=sum(high.values()) - 0.36, foot=0.5)
    top = sum(high.values()) - 0.36
    for family, rows in families:
        names = list(rows["variant"].drop_duplicates())
        for i, pair in enumerate(_PAIRS):
            bottom = top - head - _ROW * len(names)
            ax = add_panel(figure, left + i * (width + _GAP), bottom, width, _ROW * len(names))
            name_rows(ax, [variants[name] for name in names] if i == 0 else [""] * len(names), left - EDGE - 0.1)
            _draw_pair(ax, rows, names, pair, width)
            if len(families) > 1 and i == 0:
                heading = fit(titles[family], WIDTH - 2 * EDGE, LABEL, "bold")
                head_panel(ax, heading, left=EDGE - left, rise=_KEY * 72 + 1)
        top -= high[family]
    for ax in figure.axes[-2:]:
        ax.set_xlabel("share of the mentions in that place", loc="left")
    return figure


def _draw_pair(ax: Axes, rows: pd.DataFrame, names: list[object], pair: tuple[str, str], width: float) -> None:
    """Draw two places in one panel, one above the other in each row, with their key above."""
    at = {name: i for i, name in enumerate(names)}
    for line, (place, (color, marker, sign, shift)) in enumerate(zip(pair, _MARKS, strict=True)):
        here = rows[rows["place"] == place]
        where = here["variant"].map(at).to_numpy(dtype=float) + shift
        share, low, high = (floats(here[column]) for column in ("share", "share_low", "share_high"))
        dots(ax, where, share, low, high, color=color, marker=marker, size=5.5)
        rise = 4 + 12 * (len(pair) - 1 - line)
        write_beside(ax, sign, (0, 1), 0, rise=rise, align="left", size=SMALL, color=color)
        text = fit(f"{place}, n {number(here['count'].sum())}", width - 0.2, SMALL)
        write_beside(ax, text, (0, 1), text_width("◆ ", SMALL) + 0.04, rise=rise, align="left", size=SMALL, color=INK)
    ax.set_xlim(0, 1)
    ticks = [0, 0.25, 0.5, 0.75, 1]
    ax.set_xticks(ticks, labels=[percent_tick(tick) for tick in ticks], fontsize=SMALL)


def _together(table: pd.DataFrame) -> pd.DataFrame:
    return table[table["source"].eq(_TOGETHER).fillna(False).to_numpy(dtype=bool)]


def say_name_places(table: pd.DataFrame) -> str:
    """State which name's share differs most between two places."""
    together = _together(table)
    n_families = together["family"].nunique()
    scope = f"{plural(n_families, 'family', 'families')} of names, all sources together"
    found = [
        (round(abs(float(one["share"]) - float(other["share"])), 6), one, other)
        for _, rows in together.groupby(["family", "variant"], sort=False)
        for one, other in (_pair_of(rows, *pair) for pair in _PAIRS)
        if one is not None and other is not None
    ]
    if not found:
        return f"{scope}; there are no two places to compare."
    # Where two names share a family, one gains what the other loses: the first is told.
    size, one, other = max(found, key=lambda pair: pair[0])
    if size == 0:
        return f"{scope}. No name's share differs between the places."
    return (
        f"{scope}. Largest difference: {quoted(one['variant'])} makes up {_size(one, together)}"
        f" and {_size(other, together)}."
    )


def _pair_of(rows: pd.DataFrame, one: str, other: str) -> tuple[pd.Series | None, pd.Series | None]:
    known = rows[rows["share"].notna()]
    first, second = (known[known["place"] == place] for place in (one, other))
    return (None, None) if first.empty or second.empty else (first.iloc[0], second.iloc[0])


def _size(row: pd.Series, together: pd.DataFrame) -> str:
    mentions = together[(together["family"] == row["family"]) & (together["place"] == row["place"])]["count"].sum()
    share = f"{percent(row['share'])}{interval(row['share_low'], row['share_high'], percent)}"
    place = str(row["place"])
    return f"{share} of {plural(mentions, 'mention')} {_IN_WORDS.get(place, place)}"


name_places = ReportFigure(
    "name_places",
    draw=plot_name_places,
    sentence=say_name_places,
    caption=(
        "Share of each name in headlines and bodies, inside and outside quotation marks, in all sources "
        "together; by source in the numbers."
    ),
    empty="No name families found.",
)
