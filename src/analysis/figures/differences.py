"""The figure of differences: which topics one source, or one period, has more of than another."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from analysis.figures.labels import drawable, widest, wrap
from analysis.figures.marks import beside, dots, extent, floats, leaders, name_sides, round_ticks
from analysis.figures.report_figure import ReportFigure
from analysis.figures.style import EDGE, INK, RULE, SMALL, WIDTH, add_panel, new_figure, styled
from analysis.figures.topic_rows import name_topics, row_height, topic_room
from analysis.wording import clean_label, interval, number, percent, period_words, plural, points

_COLUMN = 0.95  # inches at most for the name over a column of shares


@styled
def plot_topic_differences(table: pd.DataFrame) -> Figure:
    """Draw how much larger the share of each topic is in the second of two sources or periods than in the first.

    Parameters
    ----------
    table : pandas.DataFrame
        One row per topic, drawn in the order given: ``topic, label, first, second, share_first, share_second,
        difference, difference_low, difference_high, texts_first, texts_second``. ``first`` and ``second`` are the same
        in all rows; ``difference`` is ``share_second - share_first``, shown in percentage points. Filled: the interval
        excludes zero.
    """
    change, low, high = (100 * floats(table[name]) for name in ("difference", "difference_low", "difference_high"))
    first, second = (drawable(period_words(table[name].iloc[0])) for name in ("first", "second"))
    clear = _clear(low, high)
    row = row_height(len(table))
    heads = ["\n".join(wrap(name, _COLUMN, SMALL)) for name in (first, second)]
    lines = max(head.count("\n") + 1 for head in heads)
    figure = new_figure(
        f"Which topics {first} and {second} differ in"
        if clear.any()
        else f"{first} and {second} differ clearly in no topic",
        _how_to_read(table, clear, np.isfinite(low) & np.isfinite(high)),
        body=0.12 + 0.14 * lines + row * len(table),
        foot=0.62,
    )
    shares = [[percent(share) for share in floats(table[name])] for name in ("share_first", "share_second")]
    ends, column = [], 0.1
    for head, texts in zip(heads, shares, strict=True):
        column += 0.12 + widest([*head.split("\n"), *texts], SMALL)
        ends.append(column)
    left = EDGE + topic_room(table, 3.1) + 0.1
    width = WIDTH - left - EDGE - column
    ax = add_panel(figure, left, 0, width, row * len(table))
    rows = np.arange(len(table))
    ax.hlines(rows, 0, 1, color=RULE, lw=0.4, zorder=0, transform=ax.get_yaxis_transform())
    dots(ax, rows, change, low, high, filled=clear)
    name_topics(ax, table, left - EDGE - 0.1)
    start, end = extent(change, low, high)
    pad = 0.04 * (end - start)
    ax.set_xlim(start - pad, end + pad)
    ax.axvline(0, color=INK, lw=0.9, zorder=1)
    round_ticks(ax.xaxis, *ax.get_xlim(), points, most=5)
    zero = (pad - start) / (end - start + 2 * pad) * width
    name_sides(ax, first, "percentage points", second, (-left + EDGE, width + column - 0.15, zero))
    for head, texts, place in zip(heads, shares, ends, strict=True):
        beside(ax, head, texts, place)
    return figure


def _clear(low: np.ndarray, high: np.ndarray) -> np.ndarray:
    with np.errstate(invalid="ignore"):
        return (low > 0) | (high < 0)


def _how_to_read(table: pd.DataFrame, clear: np.ndarray, known: np.ndarray) -> str:
    note = "Dot: difference between the two shares of articles"
    note += ", with 95% interval. " if known.any() else ", without an interval. "
    if known.any():
        note += (
            "Filled: the interval excludes zero; hollow: it does not"
            if clear.any()
            else "Hollow: it does not exclude zero"
        )
        note += "." if known.all() else ", or there is none."
    texts = [table[name].drop_duplicates() for name in ("texts_first", "texts_second")]
    if all(len(column) == 1 for column in texts):
        first, second = (number(float(column.iloc[0])) for column in texts)
        note += f" At the right: the shares, of {first} and {second} independent texts."
    else:
        note += " At the right: the shares."
    return note.replace("  ", " ")


def say_topic_differences(table: pd.DataFrame) -> str:
    """State the largest difference whose interval excludes zero, and how many there are."""
    first, second = (clean_label(period_words(table[name].iloc[0]), 60) for name in ("first", "second"))
    clear = table[_clear(floats(table["difference_low"]), floats(table["difference_high"]))]
    if clear.empty:
        return f"{first} and {second} do not clearly differ in {_any_of(len(table))}."
    most = leaders(clear.assign(size=100 * np.abs(floats(clear["difference"]))), "size")
    row = most.iloc[0]
    size, verb = f"{number(row['size'])} percentage points", "differs" if len(clear) == 1 else "differ"
    found = f" {number(len(clear))} of {plural(len(table), 'topic')} clearly {verb}." if len(table) > 1 else ""
    if len(most) > 1:
        return f"{plural(len(most), 'topic')} differ most, by {size} each.{found}"
    low, high = sorted(100 * abs(float(row[name])) for name in ("difference_low", "difference_high"))
    name, where = f"Topic {row['topic']} ({clean_label(row['label'], 60)})", second if row["difference"] > 0 else first
    return f"{name} differs{' most' if found else ''}: {size}{interval(low, high)} more in {where}.{found}"


def _any_of(n: int) -> str:
    return "the one topic" if n == 1 else f"any of {plural(n, 'topic')}"


topic_differences = ReportFigure(
    "topic_differences",
    draw=plot_topic_differences,
    sentence=say_topic_differences,
    caption=("Difference between two sources in the share of each topic, with 95% intervals over independent texts."),
    empty="There is only one source, or no topics were found, so no two sources can be compared.",
)


topic_periods = ReportFigure(
    "topic_periods",
    draw=plot_topic_differences,
    sentence=say_topic_differences,
    caption=("Difference between two periods in the share of each topic, with 95% intervals over independent texts."),
    empty="There are no two whole periods with ten independent texts each to compare.",
)
