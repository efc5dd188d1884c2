"""Figures over time in small multiples: words and topics, period by period, with their intervals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.figures.labels import drawable_names, text_width
from analysis.figures.marks import NO_INTERVAL, dots, extent, flags, floats, leaders, percent_tick, round_ticks
from analysis.figures.panels import Grid, balanced
from analysis.figures.periods import PART, every_period, hatch_parts, name_periods, runs
from analysis.figures.report_figure import ReportFigure
from analysis.figures.style import BLUE, EDGE, GREY, ORANGE, SMALL, SOFT, new_figure, styled
from analysis.figures.topic_rows import HEAD, MANY, head_topic, headings, lines_of_heads, room_above
from analysis.wording import clean_label, interval, number, percent, period_words, plural, quoted, sentence, when

_DENSE = 0.045  # inches of a period under which dots would touch
_OUT = 0.6  # inches a heading may be wider than its panel


@styled
def plot_term_trend(table: pd.DataFrame) -> Figure:
    """Draw each word's uses per million in each period, and the words there were to count.

    Parameters
    ----------
    table : pandas.DataFrame
        One row per term and period: ``term, period, words, count, per_million, per_million_low, per_million_high,
        part_period``. Terms stand in the order of their first row; the last panel shows ``words``. With a column
        ``changed_here``, a line stands before each period from which the term is on a new level.
    """
    labels = drawable_names(table["term"])
    periods = every_period(table["period"])
    at = _places(table, periods)
    low, high = floats(table["per_million_low"]), floats(table["per_million_high"])
    grid = _grid([*labels.values(), ""], len(periods))
    note = "Uses per million words in each period, each panel on its own scale. "
    slot = grid.width / len(periods)
    note += _how_to_read(table, low, high, slot)
    changed = flags(table["changed_here"]) if "changed_here" in table else np.zeros(len(table), dtype=bool)
    note += " Upright line: from here on a new level." if changed.any() else ""
    words = "each word" if len(labels) > 1 else f"“{next(iter(labels.values()))}”"
    figure = new_figure(f"How often {words} is used over time", note, body=grid.body, foot=0.62)
    axes = grid.add_to(figure)
    for ax, (term, rows) in zip(axes, table.groupby("term", sort=False, dropna=False).indices.items(), strict=False):
        rate = floats(table["per_million"].iloc[rows])
        _curve(ax, at[rows], rate, low[rows], high[rows], slot)
        ax.set_ylim(0, extent(rate, high[rows])[1] * 1.06)
        for place in at[rows][changed[rows]]:
            ax.axvline(place - 0.5, color=ORANGE, lw=1.1, zorder=1.5)
        _finish(ax, table.iloc[rows], periods, grid.width, number)
        _head(ax, labels[term], grid.width)
    read = table.assign(at=at).drop_duplicates("at")
    axes[-1].bar(read["at"], floats(read["words"]), 0.7, color=GREY)
    axes[-1].set_ylim(0, extent(floats(read["words"]))[1] * 1.06)
    _finish(axes[-1], read, periods, grid.width, number)
    _head(axes[-1], "words in each period", grid.width)
    for i, ax in enumerate(axes):
        ax.tick_params(labelbottom=grid.has_ticks(i))
    return figure


@styled
def plot_topic_trend(table: pd.DataFrame) -> Figure:
    """Draw each topic's share of the articles in each period.

    Parameters
    ----------
    table : pandas.DataFrame
        One row per topic and period: ``topic, label, period, share, share_low, share_high, articles, part_period``.
        Topics stand in the order of their first row, all on one scale.
    """
    periods = every_period(table["period"])
    at = _places(table, periods)
    share, low, high = (floats(table[name]) for name in ("share", "share_low", "share_high"))
    topics = table.groupby("topic", sort=False).indices
    heads = headings(table)
    many = len(topics) > MANY
    grid = _close_grid(list(heads.values())) if many else _grid(list(heads.values()), len(periods))
    note = "Share of the articles of each period" + (", all panels on one scale. " if len(topics) > 1 else ". ")
    note += _how_to_read(table, low, high, grid.width / len(periods))
    figure = new_figure("Each topic's share of the articles, period by period", note, body=grid.body, foot=0.62)
    top = min(extent(share, high)[1] * 1.06, 1.02)
    for i, (ax, (topic, rows)) in enumerate(zip(grid.add_to(figure), topics.items(), strict=True)):
        _curve(ax, at[rows], share[rows], low[rows], high[rows], grid.width / len(periods))
        ax.set_ylim(0, top)
        _finish(ax, table.iloc[rows], periods, grid.width, percent_tick)
        if many:
            head_topic(ax, heads[topic], grid.width + 0.1, lines=3)
            ax.tick_params(labelleft=i % grid.columns == 0)
        else:
            _head(ax, heads[topic], grid.width)
        ax.tick_params(labelbottom=grid.has_ticks(i))
    return figure


def _close_grid(heads: list[str]) -> Grid:
    """Make room for many panels on one scale, five a row, the scale named once a row."""
    grid = Grid(len(heads), 5, height=0.72, right=0.16, under=0.1, margin=EDGE + 0.4)
    lines = lines_of_heads(heads, grid.width + 0.1, 3)
    return replace(grid, head=room_above(lines)).room_for_ticks(0.36)


def _grid(heads: list[str], n_periods: int) -> Grid:
    """Make room for three panels a row, fewer for fewer; a short span does not fill the page."""
    n = len(heads)
    columns = max(balanced(n, 3), 1 if n_periods > 14 else 2)
    grid = Grid(n, columns, height=1.0 if n > 2 else 1.6, left=0.5, right=0.18, under=0.1)
    one_line = max(text_width(heading, HEAD, "bold") for heading in heads) <= grid.width + _OUT
    return replace(grid, head=0.34 if one_line else 0.48).room_for_ticks(0.42)


def _places(table: pd.DataFrame, periods: list[str]) -> np.ndarray:
    place = {period: i for i, period in enumerate(periods)}
    return np.array([place[str(period)] for period in table["period"]])


def _how_to_read(table: pd.DataFrame, low: np.ndarray, high: np.ndarray, slot: float) -> str:
    known = np.isfinite(low) & np.isfinite(high)
    note = f"{'Band' if slot < _DENSE else 'Line at a dot'}: 95% interval." if known.any() else ""
    note += "" if known.all() else f" {NO_INTERVAL.capitalize()}."
    return f"{note} {PART.capitalize()}.".strip() if flags(table["part_period"]).any() else note.strip()


def _curve(ax: Axes, at: np.ndarray, values: np.ndarray, low: np.ndarray, high: np.ndarray, slot: float) -> None:
    """Join the values of neighbouring periods only; periods of few inches each (`slot`) get a band, not dots."""
    order = np.argsort(at, kind="stable")
    line, floor, roof = (np.full(int(at.max()) + 1, np.nan) for _ in range(3))
    line[at[order]], floor[at[order]], roof[at[order]] = values[order], low[order], high[order]
    dense = slot < _DENSE
    for run in runs(line):
        ax.plot(run, line[run], color=BLUE, lw=1, alpha=1.0 if dense else 0.6, zorder=2.5)
    if not dense:
        dots(ax, at, values, low, high, size=4.5 if slot > 1.4 * _DENSE else 2.6, upright=True)
        return
    known = np.isfinite(line) & np.isfinite(floor) & np.isfinite(roof)
    alone = np.isfinite(line) & ~known
    for run in runs(np.where(known, line, np.nan)):
        if len(run) > 1:
            ax.fill_between(run, floor[run], roof[run], color=BLUE, alpha=0.22, lw=0, zorder=2)
        else:
            alone[run] = True
    places = np.flatnonzero(alone)
    dots(ax, places, line[places], floor[places], roof[places], size=2.6, upright=True)


def _finish(ax: Axes, rows: pd.DataFrame, periods: list[str], inches: float, write: Callable[[float], str]) -> None:
    place = {period: i for i, period in enumerate(periods)}
    hatch_parts(ax, sorted({place[str(period)] for period in rows["period"][flags(rows["part_period"])]}))
    name_periods(ax, periods, inches)
    round_ticks(ax.yaxis, *ax.get_ylim(), write, most=3)
    ax.tick_params(axis="y", labelsize=SMALL, labelcolor=SOFT, pad=3)
    ax.grid(visible=False, axis="x")
    ax.grid(visible=True, axis="y")


def _head(ax: Axes, heading: str, inches: float) -> None:
    head_topic(ax, heading, inches + _OUT, left=0.45)


def say_term_trend(table: pd.DataFrame) -> str:
    """State when the first word was used most, and how many words change their level."""
    terms = list(table["term"].drop_duplicates())
    rows = table[table["term"] == terms[0]]
    more = f" {plural(len(terms), 'word')} are shown." if len(terms) > 1 else ""
    changed = table[flags(table["changed_here"])] if "changed_here" in table else table.head(0)
    if len(changed) == 1:
        term, period = changed.iloc[0][["term", "period"]]
        more += f" {quoted(term)} stands on a new level from {period_words(period)} on."
    elif len(changed):
        more += f" {number(len(changed))} of them change their level."
    name = f"{quoted(terms[0])}"
    return _say_peak(rows, "per_million", name, "used", lambda x: f"{number(x)} per million words", number) + more


def say_topic_trend(table: pd.DataFrame) -> str:
    """State when the first topic had its largest share."""
    topics = list(table["topic"].drop_duplicates())
    rows = table[table["topic"] == topics[0]]
    more = f" {plural(len(topics), 'topic')} are shown." if len(topics) > 1 else ""
    name = f"topic {topics[0]} ({clean_label(rows['label'].iloc[0], 60)})"
    return _say_peak(rows, "share", name, "present", lambda x: f"{percent(x)} of the articles", percent) + more


def _say_peak(
    rows: pd.DataFrame, column: str, name: str, verb: str, full: Callable[[float], str], write: Callable[[float], str]
) -> str:
    known = rows[rows[column].notna()]
    if known.empty:
        return sentence(f"{name} has no period with enough text to measure")
    most = leaders(known, column)
    row = most.iloc[0]
    size = full(row[column]) + interval(row[f"{column}_low"], row[f"{column}_high"], write)
    if len(most) > 1:
        times = "every period" if len(most) == len(known) else f"{len(most)} of {len(known)} periods"
        return sentence(f"{name} reaches its highest rate, {full(row[column])}, in {times}")
    time = when(most["period"])
    if len(known) == 1:
        return sentence(f"{name} is {verb} {time}, the only period: {size}")
    return sentence(f"{name} is {verb} most {time}, one of {plural(len(known), 'period')}: {size}")


term_trend = ReportFigure(
    "term_trend",
    draw=plot_term_trend,
    sentence=say_term_trend,
    caption=(
        "Uses per million words in each period, with 95% intervals; hatched where the corpus covers part of a period."
    ),
    empty="The articles have no dates, or all fall in one period, so there is no trend to show.",
)


topic_trend = ReportFigure(
    "topic_trend",
    draw=plot_topic_trend,
    sentence=say_topic_trend,
    caption=(
        "Share of each period's articles by topic, with 95% intervals; hatched where the corpus covers part "
        "of a period."
    ),
    empty="There are no topics, no dates, or only one period, so nothing can be followed over time.",
)
