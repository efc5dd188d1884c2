"""The figure of names over time: one panel a name, families one below the other."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.figures.labels import drawable_names, fit
from analysis.figures.marks import NO_INTERVAL, dots, extent, flags, floats, head_panel, percent_tick, round_ticks
from analysis.figures.panels import balanced
from analysis.figures.periods import PART, every_period, hatch_parts, name_periods, runs
from analysis.figures.report_figure import ReportFigure
from analysis.figures.style import BLUE, EDGE, SMALL, SOFT, WIDTH, add_panel, new_figure, styled
from analysis.wording import interval, percent, plural, quoted, when

_HEAD = 10.5  # points of a family's heading
_LONG = 14  # periods; more do not fit beside an empty half page
_SCREEN = 4  # rows of panels that can be seen at once
_LEFT, _RIGHT = 0.5, 0.18  # inches beside a panel
_ABOVE, _FAMILY = 0.3, 0.28  # inches above a panel for its heading, and for the family's
_TICKS, _BELOW = 0.48, 0.1  # inches below a panel with its periods named, and without
_OUT = 0.6  # inches a heading may be wider than its panel


@dataclass(frozen=True)
class _Row:
    """A row of panels: its family and variants, whether it begins the family, and whether it names the periods."""

    family: object
    variants: list[object]
    first: bool
    ticks: bool


@styled
def plot_names_over_time(table: pd.DataFrame) -> Figure:
    """Draw which share of the mentions of a thing each of its names has, period by period.

    Parameters
    ----------
    table : pandas.DataFrame
        One row per family, variant and period: ``family, variant, period, count, share, share_low, share_high,
        independent_texts, part_period``. Families and variants stand in the order of their first rows, all panels on
        one scale. A period that does not mention the family is a gap.
    """
    titles, variants = drawable_names(table["family"]), drawable_names(table["variant"])
    periods = every_period(table["period"])
    place = {period: i for i, period in enumerate(periods)}
    at = np.array([place[str(period)] for period in table["period"]])
    share, low, high = (floats(table[column]) for column in ("share", "share_low", "share_high"))
    names = table.groupby(["family", "variant"], sort=False).indices
    variants_of: dict[object, list[object]] = {
        family: list(of_family["variant"].drop_duplicates())
        for family, of_family in table.groupby("family", sort=False)
    }
    columns = max(balanced(max(map(len, variants_of.values())), 3), 1 if len(periods) > _LONG else 2)
    rows = _rows(variants_of, columns)
    width = (WIDTH - 2 * EDGE) / columns - _LEFT - _RIGHT
    height = 1.6 if len(names) <= 2 else 1.0
    head = {True: _ABOVE + (_FAMILY if len(titles) > 1 else 0), False: _ABOVE}
    below = sum(_TICKS if row.ticks else _BELOW for row in rows[:-1])
    body = sum(head[row.first] + height for row in rows) + below
    figure = new_figure(_title(titles), _how_to_read(table, low, high), body=body, foot=0.62)
    scale = extent(share, high)[1] * 1.06
    size = min(max(0.7 * 72 * width / len(periods), 1.8), 4.5)
    top = body
    for row in rows:
        bottom = top - head[row.first] - height
        for i, variant in enumerate(row.variants):
            ax = add_panel(figure, EDGE + i * (_LEFT + width + _RIGHT) + _LEFT, bottom, width, height)
            of_name = names[row.family, variant]
            _draw_line(ax, at[of_name], share[of_name])
            dots(ax, at[of_name], share[of_name], low[of_name], high[of_name], size=size, upright=True)
            ax.set_ylim(0, scale)
            hatch_parts(ax, sorted(at[of_name][flags(table["part_period"].iloc[of_name])].tolist()))
            _finish(ax, periods, width)
            ax.tick_params(labelbottom=row.ticks)
            head_panel(ax, fit(variants[variant], width + _OUT, SMALL, "bold"), left=0.05 - _LEFT, size=SMALL)
            if row.first and i == 0 and len(titles) > 1:
                heading = fit(titles[row.family], WIDTH - 2 * EDGE, _HEAD, "bold")
                head_panel(ax, heading, left=-_LEFT, rise=24, size=_HEAD)
        top = bottom - (_TICKS if row.ticks else _BELOW)
    return figure


def _rows(variants_of: dict[object, list[object]], columns: int) -> list[_Row]:
    """Break every family into rows; its last names the periods, each one does where they would be out of sight."""
    rows = []
    for family, variants in variants_of.items():
        starts = range(0, len(variants), columns)
        for start in starts:
            # Above an empty place of the last row the periods are named too.
            rest = len(variants) - start - columns
            ticks = rest < columns or len(starts) > _SCREEN
            rows.append(_Row(family, variants[start : start + columns], start == 0, ticks))
    return rows


def _title(titles: dict[object, str]) -> str:
    return "Which name is used when" + (f": {next(iter(titles.values()))}" if len(titles) == 1 else "")


def _how_to_read(table: pd.DataFrame, low: np.ndarray, high: np.ndarray) -> str:
    known = np.isfinite(low) & np.isfinite(high)
    note = "Share of the mentions in each period that use each name, all panels on one scale."
    note += " Line at a dot: 95% interval." if known.any() else ""
    note += "" if known.all() else f" {NO_INTERVAL.capitalize()}."
    return note + (f" {PART.capitalize()}." if flags(table["part_period"]).any() else "")


def _draw_line(ax: Axes, at: np.ndarray, share: np.ndarray) -> None:
    """Join the shares of neighbouring periods only."""
    line = np.full(int(at.max()) + 1, np.nan)
    line[at] = share
    for run in runs(line):
        ax.plot(run, line[run], color=BLUE, lw=1, alpha=0.6, zorder=2.5)


def _finish(ax: Axes, periods: list[str], inches: float) -> None:
    name_periods(ax, periods, inches)
    round_ticks(ax.yaxis, *ax.get_ylim(), percent_tick, most=3)
    ax.tick_params(axis="x", labelsize=SMALL)
    ax.tick_params(axis="y", labelsize=SMALL, labelcolor=SOFT, pad=3)
    ax.grid(visible=False, axis="x")
    ax.grid(visible=True, axis="y")


def say_names_over_time(table: pd.DataFrame) -> str:
    """State whose share has the widest range over the periods covered in full and from enough texts for an interval."""
    families, periods = table["family"].nunique(), table["period"].nunique()
    scope = f"{plural(families, 'family', 'families')} of names in {plural(periods, 'period')}"
    full = table.reset_index(drop=True).assign(share=floats(table["share"]))
    known = full[["share", "share_low", "share_high"]].notna().all(axis=1)
    changing = _widest(full[known & ~flags(full["part_period"])])
    if changing.empty:
        return f"{scope}; no name has intervals in two of them that are covered in full, so nothing can be compared."
    share = changing["share"].to_numpy()
    least, most = changing.iloc[int(share.argmin())], changing.iloc[int(share.argmax())]
    if least["share"] == most["share"]:
        return f"{scope}. No name's share changes."
    return f"{scope}. Widest range: {quoted(least['variant'])} from {_size(least)} to {_size(most)}."


def _widest(table: pd.DataFrame) -> pd.DataFrame:
    """Keep the rows of the first name whose share has the widest range; none where no name has two periods."""
    names = table.groupby(["family", "variant"], sort=False)
    several = table[names["period"].transform("nunique") > 1]
    if several.empty:
        return several
    share = several.groupby(["family", "variant"], sort=False)["share"]
    span = (share.transform("max") - share.transform("min")).round(6).to_numpy()
    first = several.iloc[int(span.argmax())]
    return pd.DataFrame(several[(several["family"] == first["family"]) & (several["variant"] == first["variant"])])


def _size(row: pd.Series) -> str:
    size = f"{percent(row['share'])}{interval(row['share_low'], row['share_high'], percent)}"
    return f"{size} {when([row['period']])}"


names_over_time = ReportFigure(
    "names_over_time",
    draw=plot_names_over_time,
    sentence=say_names_over_time,
    caption=(
        "Share of each name among the mentions of its family in each period, with 95% intervals from ten "
        "independent texts on."
    ),
    empty="No name families found, or only one period.",
)
