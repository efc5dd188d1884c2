"""Figures of the corpus overview: who, when, and how long."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from analysis.figures.labels import drawable_names, fit, row_labels, widest
from analysis.figures.marks import (
    beside,
    extent,
    flags,
    floats,
    leaders,
    name_rows,
    round_log_ticks,
    round_ticks,
    row_room,
    write_beside,
)
from analysis.figures.periods import PART, every_period, name_periods
from analysis.figures.report_figure import ReportFigure
from analysis.figures.style import BLUE, EDGE, GREY, INK, LABEL, SMALL, SOFT, WIDTH, add_panel, new_figure, styled
from analysis.wording import clean_label, interval, listed, number, percent, period_words, plural, sentence, span, when

_BAR = 0.62  # of a row's height


@styled
def plot_articles_by_source(table: pd.DataFrame) -> Figure:
    """Draw the articles of each source, the independent texts among them solid.

    Parameters
    ----------
    table : pandas.DataFrame
        One row per source, drawn in the order given: ``source, articles, independent_texts, words, first, last``.
    """
    names = row_labels(table["source"])
    articles, independent = floats(table["articles"]), floats(table["independent_texts"])
    counts = [f"{number(own)} of {number(n)}" for own, n in zip(independent, articles, strict=True)]
    words = [number(n) for n in floats(table["words"])]
    spans = [span(first, last) for first, last in zip(table["first"], table["last"], strict=True)]
    column = [0.15 + max(widest(texts, SMALL), 0.75) for texts in (counts, words, spans)]
    column[2] *= any(spans)

    title = f"How many articles come from {'each source' if len(table) > 1 else names[0]}"
    note = "Solid: independent texts. Hatched: further versions of texts already counted."
    figure = new_figure(title, note, body=0.3 + 0.3 * len(table))
    left = EDGE + row_room(names, 2.3) + 0.1
    ax = add_panel(figure, left, 0, WIDTH - left - EDGE - sum(column), 0.3 * len(table))
    rows = np.arange(len(table))
    ax.barh(rows, independent, _BAR, color=BLUE)
    ax.barh(rows, articles - independent, _BAR, left=independent, lw=0.8, fc="white", ec=BLUE, hatch="/////")
    name_rows(ax, names, left - EDGE - 0.1)
    ax.set_xlim(0, extent(articles)[1] * 1.02)
    round_ticks(ax.xaxis, *ax.get_xlim(), whole=True)
    ax.set_xlabel("articles", loc="left")
    beside(ax, "independent", counts, column[0], color=INK)
    beside(ax, "words", words, sum(column[:2]))
    if column[2]:
        beside(ax, "first – last", spans, sum(column))
    return figure


def _sources(table: pd.DataFrame) -> str:
    return listed(map(clean_label, table["source"]), limit=3)


def say_articles_by_source(table: pd.DataFrame) -> str:
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


@styled
def plot_articles_over_time(table: pd.DataFrame) -> Figure:
    """Draw the articles of each period: all sources on top, then each source in a row of its own.

    Parameters
    ----------
    table : pandas.DataFrame
        One row per period and source: ``period, source, articles, words, part_period``. A pair without a row has
        no articles; sources stand in the order of their first row, periods in the order of time.
    """
    names = drawable_names(table["source"])
    periods = every_period(table["period"])
    place = table["period"].astype(str).map({period: i for i, period in enumerate(periods)}).to_numpy()
    articles = floats(table["articles"])
    part = np.zeros(len(periods), dtype=bool)
    part[place[flags(table["part_period"])]] = True
    each = {
        source: np.bincount(place[rows], articles[rows], len(periods))
        for source, rows in table.groupby("source", sort=False).indices.items()
    }
    everything = np.sum(list(each.values()), axis=0)
    top, row, gap = 1.35, 0.34, 0.1
    body = 0.12 + top + (0.22 + len(each) * (row + gap) if len(each) > 1 else 0)
    note = "Articles in each period." + (" Source rows share one scale." if len(each) > 1 else "")
    note += f" {PART.capitalize()}." if part.any() else ""
    figure = new_figure("When the articles were published", note, body=body, foot=0.55)

    labels = ["all sources", *names.values()] if len(each) > 1 else list(names.values())
    left = EDGE + row_room(labels, 1.9) + 0.45
    width = WIDTH - left - 0.95
    panels = [add_panel(figure, left, body - 0.12 - top, width, top)]
    lowest = max(counts.max() for counts in each.values())
    if len(each) > 1:
        panels += [
            add_panel(figure, left, body - 0.34 - top - (i + 1) * (row + gap) + gap, width, row)
            for i in range(len(each))
        ]
    series = [everything, *each.values()] if len(each) > 1 else [everything]
    for i, (ax, label, counts) in enumerate(zip(panels, labels, series, strict=True)):
        color = BLUE if i == 0 else GREY
        ax.bar(np.flatnonzero(~part), counts[~part], 0.8, color=color)
        ax.bar(np.flatnonzero(part), counts[part], 0.8, facecolor="white", edgecolor=color, hatch="/////", lw=0.8)
        ax.set_ylim(0, extent(everything if i == 0 else np.array([lowest]))[1] * 1.03)
        ax.grid(visible=False, axis="x")
        round_ticks(ax.yaxis, *ax.get_ylim(), most=4 if i == 0 else 1, whole=True)
        ax.tick_params(axis="y", labelsize=SMALL, labelcolor=SOFT)
        if i == 0:
            ax.grid(visible=True, axis="y")
        else:
            ax.set_yticks([])
        name_periods(ax, periods, width)
        if ax is not panels[-1]:
            ax.tick_params(labelbottom=False)
        write_beside(ax, fit(label, left - EDGE - 0.45, LABEL), (0, 0.5), -0.42, align="right", size=LABEL, color=INK)
        write_beside(ax, plural(counts.sum(), "article"), (1, 0.5), 0.08, align="left")
    return figure


def say_articles_over_time(table: pd.DataFrame) -> str:
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


@styled
def plot_article_length(table: pd.DataFrame) -> Figure:
    """Draw the spread of words per article: median, middle half, and the middle nine tenths.

    Parameters
    ----------
    table : pandas.DataFrame
        One row per source, drawn in the order given: ``source, articles, p5, q1, median, q3, p95``.
    """
    names = row_labels(table["source"])
    p5, q1, median, q3, p95 = (floats(table[name]) for name in ("p5", "q1", "median", "q3", "p95"))
    counts = [number(n) for n in floats(table["articles"])]
    medians = [number(n) for n in median]
    column = [0.2 + max(widest(texts, SMALL), 0.5) for texts in (medians, counts)]
    title = "How long the articles are" if len(table) > 1 else f"How long the articles of {names[0]} are"
    note = "Dot: median. Thick line: middle half of the articles. Thin line: from the 5th to the 95th of a hundred."
    figure = new_figure(title, note, body=0.3 + 0.3 * len(table))
    left = EDGE + row_room(names, 2.5) + 0.1
    ax = add_panel(figure, left, 0, WIDTH - left - EDGE - sum(column), 0.3 * len(table))
    rows = np.arange(len(table))
    ax.hlines(rows, p5, p95, color=BLUE, lw=1.2)
    ax.hlines(rows, q1, q3, color=BLUE, lw=7, alpha=0.4)
    ax.plot(median, rows, "o", color=BLUE, ms=6.5, mec="white", mew=1)
    name_rows(ax, names, left - EDGE - 0.1)
    low, high = extent(p5, p95, median, zero=False)
    if low > 0 and high / low > 40:  # one source of very long pieces must not flatten the others
        ax.set_xscale("log")
        ax.set_xlim(low / 1.15, high * 1.15)
        round_log_ticks(ax.xaxis, *ax.get_xlim())
        ax.set_xlabel("words per article, each step a multiple (log scale)", loc="left")
    else:
        ax.set_xlim(0, high * 1.04)
        round_ticks(ax.xaxis, *ax.get_xlim())
        ax.set_xlabel("words per article", loc="left")
    beside(ax, "median", medians, column[0], color=INK)
    beside(ax, "articles", counts, sum(column))
    return figure


def say_article_length(table: pd.DataFrame) -> str:
    """State the medians: the longest and the shortest, or the one there is."""
    longest = leaders(table, "median")
    if len(longest) == len(table):
        who = _sources(table)
        row = table.iloc[0]
        halves = interval(row["q1"], row["q3"]) if len(table) == 1 else ""
        middle = "; in brackets the middle half" if halves else ""
        each = " each" if len(table) > 1 else ""
        length = f"{plural(row['median'], 'word')}{each}{halves}{middle}"
        return sentence(f"median length of the articles of {who}: {length}")
    shortest = table[table["median"] == table["median"].min()]
    ends = [f"{_sources(rows)} ({plural(rows['median'].iloc[0], 'word')})" for rows in (longest, shortest)]
    return f"By the median, the articles of {ends[0]} are the longest and those of {ends[1]} the shortest."


articles_by_source = ReportFigure(
    "articles_by_source",
    draw=plot_articles_by_source,
    sentence=say_articles_by_source,
    caption=("Articles of each source, and the independent texts among them; words and dates are in the numbers."),
)


articles_over_time = ReportFigure(
    "articles_over_time",
    draw=plot_articles_over_time,
    sentence=say_articles_over_time,
    caption="Articles in each period, by source. Hatched: the corpus covers only part of the period.",
    empty=(
        "The articles have no dates, or all fall in one period, so nothing can be said about when they were published."
    ),
)


article_length = ReportFigure(
    "article_length",
    draw=plot_article_length,
    sentence=say_article_length,
    caption=(
        "Words in an article: the thin line covers nine articles in ten, the thick one the middle half, the "
        "dot is the median."
    ),
)
