"""Figure of shares with something held equal: is it the source or the time."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from analysis.figures.labels import drawable
from analysis.figures.marks import Estimates, dots, floats
from analysis.figures.report_figure import ReportFigure
from analysis.figures.row_panels import Column, RowNames, RowPanels, row_lines, scale_around_zero
from analysis.figures.style import BLUE, ORANGE
from analysis.vocabulary import CLEAR, LIKELY
from analysis.wording import clean_label, interval, percent, period_parts, period_words, plural, points

_MAX_ROWS = 12
# Of differences that may all be chance.
_FEW = 4
_OTHER = {"source": "time", "period": "source"}
_HEADINGS = {"source": "Sources, with the time held equal", "period": "Periods, with the sources held equal"}


def _told(table: pd.DataFrame, name: str = "tier") -> np.ndarray:
    return table[name].isin([CLEAR, LIKELY]).to_numpy()


def _part(row: pd.Series) -> str:
    """Write a source, or one period or several: "Mar 2024", "Mar–May 2024"."""
    if row["compared"] == "source":
        return str(row["part"])
    first, _, last = str(row["part"]).partition(" to ")
    if not last:
        return period_words(first)
    (start, year), (end, last_year) = period_parts(first), period_parts(last)
    return f"{start}–{end} {year}".strip() if year == last_year else f"{start} {year}–{end} {last_year}"


def _choose_rows(table: pd.DataFrame) -> list[tuple[str, np.ndarray]]:
    """Give the rows drawn of sources and of periods: what they differ in beyond chance, and what they do not."""
    groups, decided = [], table["verdict"].isin(["source", "time"]).to_numpy()
    for compared, heading in _HEADINGS.items():
        rows = np.flatnonzero(table["compared"] == compared)
        told = rows[decided[rows]]
        chosen = told[:_MAX_ROWS] if len(told) else rows[:_FEW]
        groups += [(heading, chosen)] if len(chosen) else []
    return groups


def _draw_adjusted(table: pd.DataFrame) -> Figure:
    """Draw how far the surest differences are from the others, as they are and with the time or the sources equal."""
    chosen = _choose_rows(table)
    table = table.iloc[np.concatenate([rows for _, rows in chosen])]
    ends = np.cumsum([len(rows) for _, rows in chosen])
    groups = [(heading, np.arange(end - len(rows), end)) for (heading, rows), end in zip(chosen, ends, strict=True)]
    equal, raw = Estimates.of(table, "difference").times(100), 100 * floats(table["difference_raw"])
    raw_only = Estimates(raw, np.full(len(raw), np.nan), np.full(len(raw), np.nan))
    everything = np.ones(len(table), dtype=bool)
    labels = [
        f"{drawable(_part(row), place + 1)} · {drawable(row['label'], place + 1)}"
        for place, (_, row) in zip(table.index, table.iterrows(), strict=True)
    ]
    note = "Circle: difference of the share of a topic from the others' in the same periods, or the same sources."
    note += equal.line("Line: 95% interval of each by itself.")
    note += " Diamond: the difference as it is, at whatever time. Filled: beyond chance, all tested together."
    note += " At the right: the two shares, with the other held equal."
    figure, panels = RowPanels(
        title="What sources differ in at the same time, and periods in the same sources",
        note=note,
        names=RowNames(labels, [str(topic) for topic in table["topic"]]),
        columns=[Column.of("share", table["share"], percent), Column.of("others", table["share_others"], percent)],
        groups=groups,
        row=0.21,
        room=3.3,
        below=0.8,
        foot=0.62,
    ).make()
    for panel in panels:
        at, rows = panel.at, panel.rows
        row_lines(panel.ax, len(rows))
        looks = [(everything[rows], ORANGE, "D")]
        dots(panel.ax, at, raw_only[rows], looks, size=4.5, filled=_told(table, "tier_raw")[rows])
        dots(panel.ax, at, equal[rows], [(everything[rows], BLUE, "o")], filled=_told(table)[rows])
        scale = Estimates(np.append(equal.value[rows], raw[rows]), equal.low[rows], equal.high[rows])
        scale_around_zero(panel, scale, ("the others", "percentage points", "the one named"), points)
    return figure


def _say_adjusted(table: pd.DataFrame) -> str:
    """State in how many topics sources differ with the time held equal, the surest, and the same of periods."""
    sentences, n = [], table["topic"].nunique()
    for compared, what, other in (("source", "sources", "time"), ("period", "periods", "sources")):
        rows = table[table["compared"] == compared]
        found, gone = rows[_told(rows)], rows[(rows["verdict"] == _OTHER[compared]) & ~_told(rows)]
        if rows.empty:
            continue
        where = f"{len(set(found['topic'])) or 'none'} of {plural(n, 'topic')}" if n > 1 else "the one topic"
        verb = "do not differ" if n == 1 and found.empty else "differ"
        surest = f": {_describe(found.iloc[0])}" if len(found) else ""
        due = f"; in {plural(gone['topic'].nunique(), 'topic')} it is the {other}" if len(gone) else ""
        sentences.append(f"With the {other} held equal, {what} {verb} beyond chance in {where}{due}{surest}.")
    return " ".join(sentences)


def _describe(row: pd.Series) -> str:
    size = interval(100 * row["difference_low"], 100 * row["difference_high"])
    topic = f"topic {row['topic']} ({clean_label(row['label'], 40)})"
    return f"most surely {clean_label(_part(row), 40)} on {topic}, {points(100 * row['difference'])} points{size}"


topic_shares_adjusted = ReportFigure(
    "topic_shares_adjusted",
    draw=_draw_adjusted,
    sentence=_say_adjusted,
    caption="Difference of the share of a topic from all others': of a source in the same periods, of a period in the "
    "same sources (circle, with 95% interval over independent texts), and as it is (diamond); filled: beyond chance, "
    f"all tested together. Drawn are the first {_MAX_ROWS} of each that are; all are in the data.",
    empty="There is one source or one period, no two sources publish in the same period, or no topics were found, so "
    "neither source nor time can be held equal.",
)
