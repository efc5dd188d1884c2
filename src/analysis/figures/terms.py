"""Figures of single words and phrases: how often, how evenly, since when."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from analysis.figures.labels import clean_label, fit, row_labels, widest
from analysis.figures.marks import (
    NO_INTERVAL,
    beside,
    dots,
    extent,
    floats,
    name_rows,
    round_log_ticks,
    round_ticks,
    row_room,
)
from analysis.figures.placing import place_labels
from analysis.figures.style import BLUE, EDGE, INK, LABEL, SMALL, SOFT, WIDTH, add_panel, new_figure, styled
from analysis.figures.wording import counted, first_few, interval, leaders, number, percent, sentence

_ROW = 0.235  # inches
_TAG = 1.9  # inches that the name of a dot takes at most


@styled
def plot_top_terms(table: pd.DataFrame) -> Figure:
    """Draw how often each word is used, with its interval, and in how many articles.

    Parameters
    ----------
    table : pandas.DataFrame
        One row per term, drawn in the order given: ``term, count, per_million, per_million_low, per_million_high,
        articles, article_share, dispersion``.
    """
    return _ranked(table, "The most frequent word" + ("s" if len(table) > 1 else ""))


@styled
def plot_top_phrases(table: pd.DataFrame) -> Figure:
    """Draw how often each phrase is used; columns as for `plot_top_terms`."""
    return _ranked(table, "The most frequent phrase" + ("s" if len(table) > 1 else ""))


def _ranked(table: pd.DataFrame, title: str) -> Figure:
    names = row_labels(table["term"])
    rate, low, high = (floats(table[name]) for name in ("per_million", "per_million_low", "per_million_high"))
    uses = [number(n) for n in floats(table["count"])]
    shares = [percent(share) for share in floats(table["article_share"])]
    column = [0.2 + max(widest(uses, SMALL), 0.35), 0.2 + max(widest(shares, SMALL), 0.65)]
    known = np.isfinite(low) & np.isfinite(high)
    note = "Dot: uses per million words. Line: 95% interval." if known.any() else "Dot: uses per million words."
    note += "" if known.all() else f" {NO_INTERVAL.capitalize()}."
    figure = new_figure(title, note, body=0.24 + _ROW * len(table))
    left = EDGE + row_room(names, 3.0) + 0.1
    ax = add_panel(figure, left, 0, WIDTH - left - EDGE - sum(column), _ROW * len(table))
    dots(ax, np.arange(len(table)), rate, low, high)
    name_rows(ax, names, left - EDGE - 0.1)
    ax.set_xlim(0, extent(rate, high)[1] * 1.03)
    round_ticks(ax.xaxis, *ax.get_xlim())
    ax.set_xlabel("uses per million words", loc="left")
    beside(ax, "uses", uses, column[0], color=INK)
    beside(ax, "of articles", shares, sum(column))
    return figure


def say_top_terms(table: pd.DataFrame) -> str:
    """State the most frequent word, its interval, and how many articles use it."""
    return _say_ranked(table, "word")


def say_top_phrases(table: pd.DataFrame) -> str:
    """State the most frequent phrase, its interval, and how many articles use it."""
    return _say_ranked(table, "phrase")


def _say_ranked(table: pd.DataFrame, noun: str) -> str:
    most = leaders(table, "per_million")
    row = most.iloc[0]
    rate = f"{number(row['per_million'])} per million words"
    if len(most) > 1:
        return f"{first_few(list(most['term']), noun)} are the most frequent {noun}s: {rate} each."
    return sentence(
        f"“{clean_label(row['term'], 60)}” is the most frequent {noun}: {rate}"
        f"{interval(row['per_million_low'], row['per_million_high'])}, {_in_articles(row)}"
    )


def _in_articles(row: pd.Series) -> str:
    """Write "in 96 of 112 articles", where the total follows exactly from the share."""
    articles, share = float(row["articles"]), float(row["article_share"])
    total = round(articles / share) if share > 0 else 0
    if 0 < total < 100_000 and abs(total * share - articles) < 0.1:
        return f"in {number(articles)} of {counted(total, 'article')}"
    return f"in {counted(articles, 'article')} ({percent(share)})"


@styled
def plot_term_spread(table: pd.DataFrame) -> Figure:
    """Draw how often against how unevenly each word is used, named where there is room.

    Parameters
    ----------
    table : pandas.DataFrame
        One row per term, the most important first (it is named first); columns as for `plot_top_terms`.
        Terms without a rate or a dispersion are left out.
    """
    rate, uneven = floats(table["per_million"]), floats(table["dispersion"])
    shown = np.flatnonzero((rate > 0) & np.isfinite(uneven))
    labels = row_labels(table["term"])
    names = [fit(labels[row], _TAG, SMALL) for row in shown]
    rate, uneven = rate[shown], uneven[shown]
    width, height, left = WIDTH - 1.05 - EDGE, 4.6, 1.0
    low, high = (rate.min() / 1.25, rate.max() * 1.25) if len(shown) else (1.0, 10.0)
    while high / low < 4:  # a narrow span would name only one tick
        low, high = low / 1.1, high * 1.1
    points = np.column_stack([np.log(rate / low) / np.log(high / low) * width, (uneven + 0.03) / 1.06 * height])
    placed = place_labels(points, names, SMALL, (width, height))
    note = "Each dot is a word."
    if len(placed) < len(shown):
        note += f" {len(placed)} of {len(shown)} are named, the others are in the data."
    figure = new_figure("Words used everywhere, and words used in few places", note, body=height + 0.15, foot=0.55)
    ax = add_panel(figure, left, 0, width, height)
    ax.set_xscale("log")
    ax.set_xlim(low, high)
    ax.set_ylim(-0.03, 1.03)
    ax.grid(visible=True, axis="both")
    ax.plot(rate, uneven, "o", color=BLUE, ms=5, mec="white", mew=0.6, zorder=3)
    for label in placed:
        across, up = label.shift
        ax.annotate(
            names[label.index],
            (rate[label.index], uneven[label.index]),
            (across * 72, up * 72),
            textcoords="offset points",
            ha=label.ha,
            va=label.va,
            fontsize=SMALL,
            color=INK,
        )
    round_log_ticks(ax.xaxis, low, high)
    ax.set_xlabel("uses per million words (log scale)   more often →", loc="right")
    ends = ["0\nevenly\neverywhere", "1\nall in\none place"]
    ax.set_yticks([0, 0.25, 0.5, 0.75, 1], labels=[ends[0], "0.25", "0.5", "0.75", ends[1]])
    ax.tick_params(axis="y", labelsize=SMALL, labelcolor=SOFT)
    ax.set_ylabel("dispersion (DP)", fontsize=LABEL - 0.5, labelpad=2)
    return figure


def say_term_spread(table: pd.DataFrame) -> str:
    """State the most evenly and the least evenly spread word."""
    known = table[table["dispersion"].notna()]
    if known.empty:
        return "The spread of these words over the corpus is not known."
    value = known["dispersion"].astype(float)
    even, uneven = known[value == value.min()], known[value == value.max()]
    ends = [
        f"{first_few(list(rows['term']), 'word')} (dispersion {rows['dispersion'].iloc[0]:.2f})"
        for rows in (even, uneven)
    ]
    scale = "on a scale from 0, even, to 1, all in one place"
    if len(known) == 1:
        return f"The dispersion of “{clean_label(known['term'].iloc[0], 60)}” is {value.iloc[0]:.2f}, {scale}."
    if len(even) == len(known):
        return f"{ends[0]} are all spread alike, {scale}."
    return f"Most evenly spread: {ends[0]}; least evenly: {ends[1]}, {scale}."
