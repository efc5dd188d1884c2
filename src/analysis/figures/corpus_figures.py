"""Figures of the corpus: who wrote how much, and when."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from analysis.figures.labels import drawable, text_width, widest, wrap
from analysis.figures.marks import (
    drawn_of,
    extent,
    flags,
    floats,
    largest,
    leaders,
    round_ticks,
    scale_upright,
    split,
    write_beside,
)
from analysis.figures.report_figure import ReportFigure
from analysis.figures.row_panels import Column, RowNames, RowPanels, scale_from_zero, ticks_with_room
from analysis.figures.style import BLUE, INK, LABEL, PALE, SMALL, TINT, PanelGrid, PanelRow, is_narrow, new_figure
from analysis.figures.time_panels import PART, are_dense, every_period, place_periods, set_periods
from analysis.vocabulary import ALL_SOURCES, OTHER_SOURCES
from analysis.wording import clean_label, listed, number, percent, period_words, plural, when

_MAX_SOURCES = 26  # of many sources the largest are drawn; 25 named ones and the others may be all
_LEAST_HEIGHT = 0.1  # of the highest bar, which three quarters of the sources reach where all share a scale
_STRIP = 1.9  # inches across the lengths
_ROOM = 1.3  # inches for numbers of texts; where they need more, those of copies are left to the bars


def _draw_articles_by_source(table: pd.DataFrame) -> Figure:
    """Draw articles as bars, copies faint, and beside them how long the articles are."""
    left_out = drawn_of(_MAX_SOURCES, len(table), "source")
    table = table.iloc[largest(floats(table["articles"]), _MAX_SOURCES)]
    articles, independent = floats(table["articles"]), floats(table["independent_texts"])
    q1, median, q3 = (floats(table[name]) for name in ("q1", "median", "q3"))
    lengths = "" if is_narrow() else "Dot: median length; line: middle half of the articles."
    copies = "Faint: copies of texts already counted. " if (independent < articles).any() else ""
    counts = [
        number(all_of_it) if own == all_of_it else f"{number(own)} of {number(all_of_it)}"
        for own, all_of_it in zip(independent, articles, strict=True)
    ]
    texts = Column("independent\ntexts", counts)
    if texts.room > _ROOM:
        texts = Column.of(texts.heading, pd.Series(independent))
    figure, (panel,) = RowPanels(
        title="Articles and their length",
        note=f"{copies}{lengths}{left_out}".strip(),
        names=RowNames([drawable(name, row + 1) for row, name in zip(table.index, table["source"], strict=True)]),
        columns=[texts, Column.of("median\nwords", table["median"].round())],
        strip=_STRIP if lengths else 0.0,
        row=0.28,
        room=2.3,
    ).make()
    panel.ax.barh(panel.at, independent, 0.62, color=BLUE)
    panel.ax.barh(panel.at, articles - independent, 0.62, independent, color=TINT)
    panel.ax.set_xlim(0, extent(articles)[1] * 1.02)
    most = ticks_with_room(panel.ax, number(articles.max()), 4)
    round_ticks(panel.ax.xaxis, *panel.ax.get_xlim(), most=most, whole=True)
    panel.ax.set_xlabel("articles", loc="left")
    if lengths:
        panel.strip.hlines(panel.at, q1, q3, color=TINT, lw=6)
        panel.strip.plot(median, panel.at, "o", color=BLUE, ms=6)
        scale_from_zero(panel.strip, extent(q3)[1], label="words per article")
    return figure


def _sources(table: pd.DataFrame) -> str:
    return listed(map(clean_label, table["source"]), limit=3)


def _say_articles_by_source(table: pd.DataFrame) -> str:
    """State how many articles there are, which source has most, and whose are longest and shortest."""
    total, named = table["articles"].sum(), table[table["source"] != OTHER_SOURCES]
    if len(table) == 1:
        row = table.iloc[0]
        independent = plural(row["independent_texts"], "independent text")
        name = clean_label(row["source"], 60)
        length = plural(row["median"], "word")
        return f"{plural(total, 'article')} from {name}, {independent} among them; median length {length}."
    most = leaders(named, "articles")
    n, each = most["articles"].iloc[0], " each" if len(most) > 1 else ""
    others = "" if len(named) == len(table) else " and small others"
    # A text that two sources printed is one of each: their numbers do not add up to the corpus'.
    said = (
        f"{plural(total, 'article')} from {plural(len(named), 'source')}{others}."
        f" Most come from {_sources(most)}: {plural(n, 'article')}{each} ({percent(n / total)} of the whole)."
    )
    longest, shortest = leaders(named, "median"), named[named["median"] == named["median"].min()]
    if len(longest) == len(named):
        return said
    ends = [f"{_sources(rows)} ({number(rows['median'].iloc[0])} words)" for rows in (longest, shortest)]
    return f"{said} By the median, the longest articles are those of {ends[0]}, the shortest those of {ends[1]}."


def _draw_articles_over_time(table: pd.DataFrame) -> Figure:
    """Draw the articles of each period: all sources on top, then each source in a row of its own."""
    groups, periods = split(table, "source"), every_period(table["period"])
    place, articles = place_periods(table["period"], periods), floats(table["articles"])
    part = np.zeros(len(periods), dtype=bool)
    part[place[flags(table["part_period"])]] = True
    series = [(source, np.bincount(place[rows], articles[rows], len(periods))) for source, rows in groups]
    all_sources = np.sum([counts for _, counts in series], axis=0)
    drawn = largest([counts.sum() for _, counts in series], _MAX_SOURCES)
    series = [series[i] for i in drawn] if len(series) > 1 else []
    tops = [counts.max() for _, counts in series]
    highest = max(tops, default=0)
    # On the scale of a giant one would see nothing of the others.
    shared = bool(tops) and np.quantile(tops, 0.25) >= _LEAST_HEIGHT * highest
    rows = [PanelRow(1, 0.12, 1.35, 0.12), *[PanelRow(1, 0.1, 0.34)] * len(series)]
    series = [(ALL_SOURCES if series else groups[0][0], all_sources), *series]
    room = min(widest([source for source, _ in series], LABEL) + 0.02, 1.1 if is_narrow() else 1.9)
    # Left of the numbers along the axis, and right of the panels.
    aside = max(0.42, text_width(number(all_sources.max()), SMALL) + 0.12)
    total = max(0.55, text_width(number(all_sources.sum()), SMALL) + 0.15)
    grid = PanelGrid(tuple(rows), 1, left=room + aside + 0.03, right=total + 0.05)
    scale = f" {'The rows below share one scale' if shared else 'Each row has its own scale'}."
    dated = plural(table["articles"].sum(), "article with a date", "articles with a date")
    left_out = drawn_of(_MAX_SOURCES, len(groups), "source")
    weeks = " Weeks are named by their Monday." if "W" in periods[0] else ""
    note = f"{dated}.{scale if tops else ''}{left_out}{weeks}"
    note += f" {PART}" if part.any() else ""
    figure = new_figure("Articles in each period", note, body=grid.body, foot=0.55)
    # Few periods fill the width, with bars that do not become walls; between many there is no room for gaps.
    bar, dense = min(0.8, 0.6 * len(periods) / grid.width), are_dense(periods, grid.width)
    for i, (ax, (source, counts)) in enumerate(zip(grid.add_to(figure), series, strict=True)):
        if dense:
            ax.stairs(counts, np.arange(len(periods) + 1) - 0.5, fill=True, color=BLUE, lw=0)
        else:
            ax.bar(np.arange(len(periods)), counts, bar, color=BLUE)
        for place_of_part in np.flatnonzero(part):
            ax.axvspan(place_of_part - 0.5, place_of_part + 0.5, facecolor=PALE, lw=0, zorder=0)
        ax.set_ylim(0, extent(np.array([highest]) if i and shared else counts)[1] * 1.03)
        scale_upright(ax, most=4, whole=True)
        if i:
            ax.grid(visible=False)
            ax.set_yticks([])
        set_periods(ax, periods, grid.width, named=i == len(series) - 1)
        ax.set_xlim(-0.55, len(periods) - 0.45)
        write_beside(ax, "\n".join(wrap(source, room, LABEL)), (0, 0.5), -aside, size=LABEL, color=INK)
        write_beside(ax, number(counts.sum()), (1, 0.5), total)
    return figure


def _say_articles_over_time(table: pd.DataFrame) -> str:
    """State the span, and the period with most articles."""
    totals = table.groupby(table["period"].astype(str))["articles"].sum().rename("articles").reset_index()
    all_articles = plural(totals["articles"].sum(), "article")
    if len(totals) == 1:
        verb = "was" if totals["articles"].sum() == 1 else "were"
        return f"{all_articles} {verb} published {when(totals['period'])}."
    most = leaders(totals, "articles")
    first, last = period_words(totals["period"].iloc[0]), period_words(totals["period"].iloc[-1])
    n, each = plural(most["articles"].iloc[0], "article"), " each" if len(most) > 1 else ""
    return f"{all_articles}, {first} to {last}; most {when(most['period'])}, with {n}{each}."


articles_by_source = ReportFigure(
    "articles_by_source",
    draw=_draw_articles_by_source,
    sentence=_say_articles_by_source,
    caption="Articles of each source, the independent texts among them, and the words per article. Sources with long "
    "articles weigh more in every count of words.",
)
articles_over_time = ReportFigure(
    "articles_over_time",
    draw=_draw_articles_over_time,
    sentence=_say_articles_over_time,
    caption="Articles of each source in each period; undated ones are not in it.",
    empty="The articles have no dates, or all fall in one period, so their dates show nothing.",
)
