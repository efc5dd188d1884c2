"""Figure of how each source covers a topic: a panel a topic, a row a source."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.figures.labels import drawable, fit
from analysis.figures.marks import FIRST, Estimates, dots, extent, floats, leaders, percent_tick, split, write_beside
from analysis.figures.report_figure import ReportFigure
from analysis.figures.row_panels import Column, RowNames, RowPanel, RowPanels, row_lines, scale_from_zero
from analysis.figures.style import BLUE, INK, ORANGE, RULE, SMALL
from analysis.figures.time_panels import every_period, name_periods
from analysis.vocabulary import CLEAR, LIKELY
from analysis.wording import clean_label, interval, percent, plural

_NAMES, _SHARE, _STRIP, _WORDS = 1.6, 0.5, 1.9, 2.1  # inches
# Part of a row's height that the largest share takes.
_HIGH = 0.84


def _heading(row: pd.Series, place: int) -> str:
    return f"{row['topic']}  {drawable(row['label'], place + 1)}"


def _draw_coverage(table: pd.DataFrame) -> Figure:
    """Draw the share of each source, its course over time, and its own words."""
    whole = np.flatnonzero(table["period"] == "")
    drawn, ends = table.iloc[whole], _ends(table)
    periods = every_period(ends.ravel()) if len(ends) else []
    groups = split(drawn, "topic")
    share = Estimates.of(drawn, "share")
    ahead = drawn["tier"].isin([CLEAR, LIKELY]).to_numpy()
    note = f"Left: share of each source's articles.{share.note()}"
    note += " Diamond: larger than every other source's, beyond chance." if ahead.any() else ""
    note += " Middle: the same over time, each row from 0 to the share named; shaded: 95% interval." if periods else ""
    if any(drawn["words"]):
        note += " Right: words that the source uses more than the others within the topic."
    else:
        note += " Within no topic does a source use words beyond chance more than the others."
    title = "How each source covers a topic"
    if len(groups) == 1:
        title = f"How each source covers topic {_heading(drawn.iloc[0], int(whole[0]))}"
    names = [drawable(name, place + 1) for name, place in zip(drawn["source"], whole.tolist(), strict=True)]
    words = [fit(drawable(text), _WORDS, SMALL) if text else "" for text in drawn["words"]]
    columns = [Column("its own words", words, words=True)] if any(words) else []
    if not periods:
        columns.insert(0, Column.of("", drawn["share"], percent))
    figure, panels = RowPanels(
        title=title,
        note=note,
        names=RowNames(names, size=SMALL),
        columns=columns,
        groups=[(_heading(drawn.iloc[rows[0]], int(whole[rows[0]])), rows) for _, rows in groups],
        row=0.25 if len(groups) > 1 else 0.34,
        room=_NAMES,
        strip=_STRIP if periods else 0.0,
        strip_gap=_SHARE + 0.2,
        above=[0.16] if len(groups) == 1 else (),
        below=0.52,
    ).make()
    for panel in panels:
        marked = ahead[panel.rows]
        row_lines(panel.ax, len(panel.rows))
        dots(panel.ax, panel.at, share[panel.rows], [(~marked, *FIRST), (marked, ORANGE, "D")], size=5)
        scale_from_zero(panel.ax, share[panel.rows].top, percent_tick)
        if periods:
            for row, at in zip(panel.rows, panel.at, strict=True):
                write_beside(panel.ax, percent(share.value[row]), (1, at), _SHARE, rows=True, color=INK)
            _draw_courses(panel, table, drawn, periods)
    return figure


def _ends(table: pd.DataFrame) -> np.ndarray:
    """Give the first and the last of the periods joined in each row that is of periods, (n_rows, 2)."""
    parts = [str(period).partition(" to ") for period in table["period"] if period]
    return np.array([(first, last or first) for first, _, last in parts], dtype=object).reshape(-1, 2)


def _draw_courses(panel: RowPanel, table: pd.DataFrame, drawn: pd.DataFrame, periods: list[str]) -> None:
    """Draw in each row of the strip the share in its periods, all rows of the panel on one scale."""
    ax, place = panel.strip, {period: i for i, period in enumerate(periods)}
    topic = drawn["topic"].iloc[panel.rows[0]]
    rows = table[(table["topic"] == topic) & (table["period"] != "")]
    name_periods(ax, periods, _STRIP)
    ax.grid(visible=False)
    ax.hlines(panel.at + _HIGH / 2, *ax.get_xlim(), color=RULE, lw=0.6, zorder=0)
    # Wide intervals are cut, so that the course of the others can be seen.
    top = min(Estimates.of(rows, "share").top, 1.25 * extent(floats(rows["share"]))[1]) if len(rows) else 0.0
    write_beside(ax, f"over time, 0–{percent(top)}" if top else "over time", (0, 1), 0, rise=4, align="left")
    for at, source in zip(panel.at, drawn["source"].iloc[panel.rows], strict=True):
        own = rows[rows["source"] == source]
        if len(own) and top:
            spans = np.array([[place[first], place[last]] for first, last in _ends(own)], dtype=float)
            _draw_course(ax, float(at), spans + np.array([-0.5, 0.5]), Estimates.of(own, "share").times(1 / top))


def _draw_course(ax: Axes, at: float, spans: np.ndarray, share: Estimates) -> None:
    """Draw one row: a level for each period, or for several joined, and its interval as far as the row is high."""
    foot = at + _HIGH / 2
    level, low, high = (foot - _HIGH * np.minimum(end, 1.0) for end in (share.value, share.low, share.high))
    width = spans[:, 1] - spans[:, 0]
    ax.bar(spans[:, 0], high - low, width, low, align="edge", color=BLUE, alpha=0.18, lw=0, zorder=1)
    ax.hlines(level, *spans.T, color=BLUE, lw=1.4, zorder=3)
    # Neighbours are joined; a silence of the source is left open.
    after = np.flatnonzero(spans[:-1, 1] == spans[1:, 0])
    ax.vlines(spans[after, 1], level[after], level[after + 1], color=BLUE, lw=0.7, zorder=2)


def _say_coverage(table: pd.DataFrame) -> str:
    """State in how many topics one source is ahead, and where most surely; else the largest share."""
    whole = table[table["period"] == ""]
    ahead, n = whole[whole["tier"].isin([CLEAR, LIKELY])], whole["topic"].nunique()
    rows = ahead if len(ahead) else whole
    row = leaders(rows, "share").iloc[0]
    where = f"In {len(ahead) or 'none'} of {plural(n, 'topic')} one source has a larger share than every other. "
    size = percent(row["share"]) + interval(row["share_low"], row["share_high"], percent)
    words = f"; its own words there: {clean_label(row['words'], 80)}" if row["words"] else ""
    topic = f"topic {row['topic']} ({clean_label(row['label'], 50)})"
    where = f"{where}The largest:" if n > 1 else "The largest share:"
    return f"{where} {topic} is {size} of the articles of {clean_label(row['source'], 40)}{words}."


topic_coverage = ReportFigure(
    "topic_coverage",
    draw=_draw_coverage,
    sentence=_say_coverage,
    caption="Share of each source's articles by main topic, over the whole time and in its periods (joined until each "
    "has ten texts), with 95% intervals over independent texts, and the words it uses more than the others within the "
    "topic. Drawn are the sources of each topic with most of it, ten (of one topic alone thirty); all are in the table "
    "of shares.",
    empty="There is only one source, or no topic is reliable, so no coverage can be compared; topic=3 shows topic 3.",
)
