"""Figures of the shares of topics: who writes about them, and when."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from analysis.figures.labels import drawable, wrap
from analysis.figures.marks import (
    FIRST,
    Estimates,
    dots,
    floats,
    leaders,
    percent_tick,
    places,
    split,
)
from analysis.figures.report_figure import ReportFigure
from analysis.figures.row_panels import Column, RowNames, RowPanels, row_lines, scale_around_zero, scale_from_zero
from analysis.figures.style import ORANGE, SMALL, balanced
from analysis.figures.time_panels import MANY, TimePanels, say_peak
from analysis.vocabulary import CLEAR, LIKELY, NO_TOPIC
from analysis.wording import (
    clean_label,
    interval,
    number,
    percent,
    period_words,
    plural,
    points,
)

_MOST_ROWS = 3 * MANY  # with subjects
_SIDE_BY_SIDE = 5  # sources in panels wide enough for small shares


def _shown(table: pd.DataFrame, most: int) -> tuple[pd.DataFrame, str]:
    """Leave out subjects where there are more topics than so many, and say what is drawn."""
    subject = table["topic"].str.contains(".", regex=False)
    if not subject.any():
        return table, ""
    if table["topic"].nunique() > most:
        return table[~subject], " Themes are shown; subjects are in the data."
    first = table["topic"][subject].iloc[0]
    return table, f" {first} is a subject, part of theme {first.partition('.')[0]}."


def _by_topic(table: pd.DataFrame) -> list[tuple[str, np.ndarray]]:
    """Head each topic "1  its label", and give its rows; articles without a topic have no number."""
    groups = [rows for _, rows in split(table, "topic")]
    first = [table.iloc[rows[0]] for rows in groups]
    labels = [drawable(row["label"], table.index[rows[0]] + 1) for row, rows in zip(first, groups, strict=True)]
    numbers = ["" if row["topic"] == NO_TOPIC else f"{row['topic']}  " for row in first]
    return [(number + label, rows) for number, label, rows in zip(numbers, labels, groups, strict=True)]


def _topic(row: pd.Series) -> str:
    return f"topic {row['topic']} ({clean_label(row['label'], 60)})"


def _row_height(n: int) -> float:
    return 0.26 if n <= 2 * MANY else 0.21


def _draw_topic_sources(table: pd.DataFrame) -> Figure:
    """Draw how much of each source goes to each topic.

    Several sources: one panel a topic, or one a source where that takes less room; a share that is beyond chance larger
    than every other source's is marked. One source: one panel, one row a topic.
    """
    sources = split(table, "source")
    table, levels = _shown(table, _MOST_ROWS if len(sources) <= _SIDE_BY_SIDE else MANY)
    share, topics = Estimates.of(table, "share"), _by_topic(table)
    best = table["tier"].isin([CLEAR, LIKELY]).to_numpy() & (len(sources) > 1)
    if len(sources) == 1:
        form = RowPanels(
            title=f"How much of {sources[0][0]} goes to each topic",
            note="Share of the source's articles." + share.note() + levels,
            names=RowNames.of_topics(table),
            columns=[Column.of("", table["share"], percent)],
            row=_row_height(len(table)),
            room=3.3,
        )
    else:
        note = f"Share of each source's articles.{share.note()} All panels on one scale.{levels}"
        form = _panels_of_topics(table, best, note)
        if len(topics) > max(MANY, len(sources)):
            form = _panels_of_sources(table, best, note)
    figure, panels = form.make()
    for i, panel in enumerate(panels):
        marked = best[panel.rows]
        row_lines(panel.ax, len(form.names.labels))
        looks = [(~marked, *FIRST), (marked, ORANGE, "D")]
        dots(panel.ax, panel.at, share[panel.rows], looks, size=4.5 if len(panels) > 1 else 6)
        named = "share of the source's articles" if panel.lowest and i % form.across == 0 else ""
        reach = 1 if form.columns else 0.85  # the last tick does not reach the next panel's first
        scale_from_zero(panel.ax, min(share.top, 1 / 1.04), percent_tick, named, reach=reach)
        panel.ax.tick_params(labelbottom=panel.lowest)
    return figure


def _panels_of_topics(table: pd.DataFrame, best: np.ndarray, note: str) -> RowPanels:
    topics, sources = _by_topic(table), [source for source, _ in split(table, "source")]
    shares = zip(floats(table["share"]), best, strict=True)
    across = balanced(len(topics), 4 if max(len(sources), len(topics)) <= MANY else 5)
    return RowPanels(
        title="How much of each source goes to each topic",
        note=f"{note} Diamond with number: larger than every other source's, beyond chance." if best.any() else note,
        names=RowNames(sources, size=SMALL),
        columns=[Column("", [percent(share) if more else "" for share, more in shares])],
        groups=topics,
        at=places(table["source"]),
        across=max(2, across),
        row=0.19 if len(sources) <= MANY else 0.155,
        room=1.7,
        lines=3,
        below=0.12 if len(topics) <= 4 * across else 0.36,
    )


def _panels_of_sources(table: pd.DataFrame, best: np.ndarray, note: str) -> RowPanels:
    sources = split(table, "source")
    return RowPanels(
        title="How much of each source goes to each topic",
        note=f"{note} Diamond: larger than every other source's, beyond chance." if best.any() else note,
        names=RowNames.of_topics(table.drop_duplicates("topic"), SMALL),
        groups=sources,
        at=places(table["topic"]),
        across=balanced(len(sources), 9),
        row=0.2,
        room=2.45,
        lines=4,
        gap=0.13,
        below=0.4,
    )


def _say_topic_sources(table: pd.DataFrame) -> str:
    """State the largest share of a source that goes to one topic."""
    most = leaders(table[table["topic"] != NO_TOPIC], "share")
    row = most.iloc[0]
    if len(most) > 1:
        return f"The largest share, {percent(row['share'])} of the articles of a source, is reached {len(most)} times."
    band = interval(row["share_low"], row["share_high"], percent)
    source = clean_label(row["source"], 60)
    return f"The largest share: {percent(row['share'])} of the articles of {source}{band} go to {_topic(row)}."


def _draw_topic_differences(table: pd.DataFrame) -> Figure:
    """Draw how much larger the share of each topic is in the second of two sources or periods than in the first."""
    table, levels = _shown(table, _MOST_ROWS)
    change = Estimates.of(table, "difference").times(100)
    first, second = (drawable(period_words(table[name].iloc[0])) for name in ("first", "second"))
    columns = [
        Column.of("\n".join(wrap(name, 0.95, SMALL)), table[share], percent)
        for name, share in ((first, "share_first"), (second, "share_second"))
    ]
    title = f"Which topics {first} and {second} differ in"
    note = "Dot: difference between the two shares of articles."
    note += change.line("Line: 95% interval of each by itself.")
    note += " Filled: they differ beyond chance, all topics tested together; hollow: it may be chance."
    told = table["tier"].isin([CLEAR, LIKELY]).to_numpy()
    texts = [set(table[name]) for name in ("texts_first", "texts_second")]
    once = all(len(numbers) == 1 for numbers in texts)
    of_texts = f", of {' and '.join(number(float(*numbers)) for numbers in texts)} independent texts" if once else ""
    figure, (panel,) = RowPanels(
        title=title if told.any() else f"{first} and {second} differ beyond chance in no topic",
        note=f"{note}{levels} At the right: the shares{of_texts}.",
        names=RowNames.of_topics(table),
        columns=columns,
        row=_row_height(len(table)),
        room=3.1,
        foot=0.62,
    ).make()
    row_lines(panel.ax, len(table))
    dots(panel.ax, panel.at, change, filled=told)
    scale_around_zero(panel, change, (first, "percentage points", second), points)
    return figure


def _say_topic_differences(table: pd.DataFrame) -> str:
    """State the largest difference that is beyond chance, and how many there are."""
    first, second = (clean_label(period_words(table[name].iloc[0]), 60) for name in ("first", "second"))
    told = table[table["tier"].isin([CLEAR, LIKELY])]
    if told.empty:
        which = "the one topic" if len(table) == 1 else f"any of {plural(len(table), 'topic')}"
        return f"{first} and {second} do not differ beyond chance in {which}."
    most = leaders(told.assign(size=100 * np.abs(floats(told["difference"]))), "size")
    row = most.iloc[0]
    size, verb = f"{number(row['size'])} percentage points", "differs" if len(told) == 1 else "differ"
    found = f" {number(len(told))} of {plural(len(table), 'topic')} {verb} beyond chance." if len(table) > 1 else ""
    if len(most) > 1:
        return f"{plural(len(most), 'topic')} differ most, by {size} each.{found}"
    where, sign = (second, 1) if row["difference"] > 0 else (first, -1)
    low, high = sorted(sign * 100 * float(row[name]) for name in ("difference_low", "difference_high"))
    most_of = " most" if found else ""
    return f"T{_topic(row)[1:]} differs{most_of}: {size}{interval(low, high)} more in {where}.{found}"


def _draw_topic_trend(table: pd.DataFrame) -> Figure:
    """Draw each topic's share of the articles in each period, all on one scale."""
    table, levels = _shown(table, MANY)
    groups, share = _by_topic(table), Estimates.of(table, "share")
    note = "Share of the articles of each period" + (", all panels on one scale." if len(groups) > 1 else ".") + levels
    panels = TimePanels(table, groups, share, percent_tick, top=min(share.top * 1.06, 1.02))
    return panels.make("Each topic's share of the articles, period by period", note)[0]


def _say_topic_trend(table: pd.DataFrame) -> str:
    """State when the first topic had its largest share."""
    shown, _ = _shown(table, MANY)
    topics = [topic for topic in shown["topic"].drop_duplicates() if topic != NO_TOPIC]
    rows = table[table["topic"] == topics[0]]
    more = f" {plural(len(topics), 'topic')} are shown." if len(topics) > 1 else ""
    return say_peak(rows, "share", _topic(rows.iloc[0]), "present") + more


topic_sources = ReportFigure(
    "topic_sources",
    draw=_draw_topic_sources,
    sentence=_say_topic_sources,
    caption="Share of each source's articles by main topic, with 95% intervals over independent texts (none under "
    "ten); diamond: more than any other source, all topics tested together.",
    empty="There is only one source, or no topics were found, so there is nothing to compare.",
)
topic_differences = ReportFigure(
    "topic_differences",
    draw=_draw_topic_differences,
    sentence=_say_topic_differences,
    caption="Difference between two sources in the share of each topic, with 95% intervals over independent texts; "
    "filled: beyond chance, all topics tested together.",
    empty="There is only one source, or no topics were found, so no two sources can be compared.",
)
topic_periods = ReportFigure(
    "topic_periods",
    draw=_draw_topic_differences,
    sentence=_say_topic_differences,
    caption="Difference between two periods in the share of each topic, with 95% intervals over independent texts; "
    "filled: beyond chance, all topics tested together.",
    empty="There are no two whole periods with ten independent texts each to compare.",
)
topic_trend = ReportFigure(
    "topic_trend",
    draw=_draw_topic_trend,
    sentence=_say_topic_trend,
    caption="Share of each period's articles by topic, with 95% intervals; hatched where the corpus covers part of a "
    "period.",
    empty="There are no topics, no dates, or only one period, so nothing can be followed over time.",
)
