"""Figures of the corpus: who, when, and how long."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from analysis.figures.labels import fit, row_labels, widest
from analysis.figures.marks import (
    extent,
    flags,
    floats,
    leaders,
    round_log_ticks,
    round_ticks,
    scale_upright,
    split,
    write_beside,
)
from analysis.figures.report_figure import ReportFigure
from analysis.figures.row_panels import Column, RowNames, RowPanels, scale_from_zero
from analysis.figures.style import BLUE, GREY, INK, LABEL, PanelGrid, PanelRow, new_figure
from analysis.figures.time_panels import PART, every_period, name_periods, place_periods
from analysis.vocabulary import ALL_SOURCES
from analysis.wording import clean_label, interval, listed, number, percent, period_words, plural, sentence, span, when

_ROW = 0.3  # inches


def _draw_articles_by_source(table: pd.DataFrame) -> Figure:
    names = row_labels(table["source"])
    articles, independent = floats(table["articles"]), floats(table["independent_texts"])
    counts = [f"{number(own)} of {number(n)}" for own, n in zip(independent, articles, strict=True)]
    spans = [span(first, last) for first, last in zip(table["first"], table["last"], strict=True)]
    columns = [Column("independent", counts), Column.of("words", table["words"])]
    figure, (panel,) = RowPanels(
        title=f"How many articles come from {'each source' if len(table) > 1 else names[0]}",
        note="Solid: independent texts. Hatched: further versions of texts already counted.",
        names=RowNames(names),
        columns=[*columns, Column("first – last", spans)] if any(spans) else columns,
        row=_ROW,
        room=2.3,
    ).make()
    panel.ax.barh(panel.at, independent, 0.62, color=BLUE)
    panel.ax.barh(panel.at, articles - independent, 0.62, independent, lw=0.8, fc="white", ec=BLUE, hatch="/////")
    panel.ax.set_xlim(0, extent(articles)[1] * 1.02)
    round_ticks(panel.ax.xaxis, *panel.ax.get_xlim(), whole=True)
    panel.ax.set_xlabel("articles", loc="left")
    return figure


def _sources(table: pd.DataFrame) -> str:
    return listed(map(clean_label, table["source"]), limit=3)


def _say_articles_by_source(table: pd.DataFrame) -> str:
    """State how many articles there are and which source has most; of one source, how many are independent."""
    total = table["articles"].sum()
    if len(table) == 1:
        name, independent = clean_label(table["source"].iloc[0], 60), table["independent_texts"].iloc[0]
        return f"{plural(total, 'article')} from {name}, {plural(independent, 'independent text')} among them."
    most = leaders(table, "articles")
    n = most["articles"].iloc[0]
    each = " each" if len(most) > 1 else ""
    # A text that two sources printed is one of each: their numbers do not add up to the corpus'.
    return (
        f"{plural(total, 'article')} from {plural(len(table), 'source')}."
        f" Most come from {_sources(most)}: {plural(n, 'article')}{each} ({percent(n / total)} of the whole)."
    )


def _draw_articles_over_time(table: pd.DataFrame) -> Figure:
    """Draw the articles of each period: all sources on top, then each source in a row of its own."""
    groups, periods = split(table, "source"), every_period(table["period"])
    place, articles = place_periods(table["period"], periods), floats(table["articles"])
    part = np.zeros(len(periods), dtype=bool)
    part[place[flags(table["part_period"])]] = True
    series = [(source, np.bincount(place[rows], articles[rows], len(periods))) for source, rows in groups]
    lowest = max(counts.max() for _, counts in series)
    rows = [PanelRow(1, 0.12, 1.35, 0.12)]
    if len(series) > 1:
        series = [(ALL_SOURCES, np.sum([counts for _, counts in series], axis=0)), *series]
        rows += [PanelRow(1, 0.1, 0.34)] * len(groups)
    room = min(widest([source for source, _ in series], LABEL) + 0.02, 1.9)
    grid = PanelGrid(tuple(rows), 1, left=room + 0.45, right=0.89)
    note = "Articles in each period." + (" Source rows share one scale." if len(series) > 1 else "")
    note += f" {PART}" if part.any() else ""
    figure = new_figure("When the articles were published", note, body=grid.body, foot=0.55)
    for i, (ax, (source, counts)) in enumerate(zip(grid.add_to(figure), series, strict=True)):
        color = GREY if i else BLUE
        ax.bar(np.flatnonzero(~part), counts[~part], 0.8, color=color)
        ax.bar(np.flatnonzero(part), counts[part], 0.8, facecolor="white", edgecolor=color, hatch="/////", lw=0.8)
        ax.set_ylim(0, extent(np.array([lowest]) if i else counts)[1] * 1.03)
        scale_upright(ax, most=4, whole=True)
        if i:
            ax.grid(visible=False)
            ax.set_yticks([])
        name_periods(ax, periods, grid.width)
        ax.tick_params(labelbottom=i == len(series) - 1)
        write_beside(ax, fit(source, room, LABEL), (0, 0.5), -0.42, size=LABEL, color=INK)
        write_beside(ax, plural(counts.sum(), "article"), (1, 0.5), 0.08, align="left")
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


def _draw_article_length(table: pd.DataFrame) -> Figure:
    """Draw the median, the middle half and the middle nine tenths of the words per article."""
    names = row_labels(table["source"])
    p5, q1, median, q3, p95 = (floats(table[name]) for name in ("p5", "q1", "median", "q3", "p95"))
    figure, (panel,) = RowPanels(
        title="How long the articles are" if len(table) > 1 else f"How long the articles of {names[0]} are",
        note="Dot: median. Thick line: middle half of the articles. Thin line: from the 5th to the 95th of a hundred.",
        names=RowNames(names),
        columns=[Column.of("median", table["median"]), Column.of("articles", table["articles"])],
        row=_ROW,
        room=2.5,
    ).make()
    ax = panel.ax
    ax.hlines(panel.at, p5, p95, color=BLUE, lw=1.2)
    ax.hlines(panel.at, q1, q3, color=BLUE, lw=7, alpha=0.4)
    ax.plot(median, panel.at, "o", color=BLUE, ms=6.5, mec="white", mew=1)
    low, high = extent(p5, p95, median, zero=False)
    if low > 0 and high / low > 40:  # one source of very long pieces must not flatten the others
        ax.set_xscale("log")
        ax.set_xlim(low / 1.15, high * 1.15)
        round_log_ticks(ax.xaxis, *ax.get_xlim())
        ax.set_xlabel("words per article, each step a multiple (log scale)", loc="left")
    else:
        scale_from_zero(ax, high, label="words per article")
    return figure


def _say_article_length(table: pd.DataFrame) -> str:
    """State the medians: the longest and the shortest, or the one there is."""
    longest = leaders(table, "median")
    if len(longest) == len(table):
        row = table.iloc[0]
        halves = interval(row["q1"], row["q3"]) if len(table) == 1 else ""
        middle = "; in brackets the middle half" if halves else ""
        each = " each" if len(table) > 1 else ""
        length = f"{plural(row['median'], 'word')}{each}{halves}{middle}"
        return sentence(f"median length of the articles of {_sources(table)}: {length}")
    shortest = table[table["median"] == table["median"].min()]
    ends = [f"{_sources(rows)} ({plural(rows['median'].iloc[0], 'word')})" for rows in (longest, shortest)]
    return f"By the median, the articles of {ends[0]} are the longest and those of {ends[1]} the shortest."


articles_by_source = ReportFigure(
    "articles_by_source",
    draw=_draw_articles_by_source,
    sentence=_say_articles_by_source,
    caption="Articles of each source, and the independent texts among them; words and dates are in the numbers.",
)
articles_over_time = ReportFigure(
    "articles_over_time",
    draw=_draw_articles_over_time,
    sentence=_say_articles_over_time,
    caption="Articles in each period, by source. Hatched: the corpus covers only part of the period.",
    empty="The articles have no dates, or all fall in one period, so their dates show nothing.",
)
article_length = ReportFigure(
    "article_length",
    draw=_draw_article_length,
    sentence=_say_article_length,
    caption="Words in an article: the thin line covers nine articles in ten, the thick one the middle half, the dot "
    "is the median.",
)
