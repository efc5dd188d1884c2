"""Figures of the most used words and phrases: how often, how surely, in how many articles."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from analysis.figures.labels import row_labels, widest
from analysis.figures.marks import (
    NO_INTERVAL,
    beside,
    dots,
    extent,
    first_few,
    floats,
    leaders,
    name_rows,
    round_ticks,
    row_room,
)
from analysis.figures.report_figure import ReportFigure
from analysis.figures.style import EDGE, INK, SMALL, WIDTH, add_panel, new_figure, styled
from analysis.wording import interval, number, percent, plural, quoted, sentence

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
        f"{quoted(row['term'])} is the most frequent {noun}: {rate}"
        f"{interval(row['per_million_low'], row['per_million_high'])}, {_in_articles(row)}"
    )


def _in_articles(row: pd.Series) -> str:
    """Write "in 96 of 112 articles", where the total follows exactly from the share."""
    articles, share = float(row["articles"]), float(row["article_share"])
    total = round(articles / share) if share > 0 else 0
    if 0 < total < 100_000 and abs(total * share - articles) < 0.1:
        return f"in {number(articles)} of {plural(total, 'article')}"
    return f"in {plural(articles, 'article')} ({percent(share)})"


top_terms = ReportFigure(
    "top_terms",
    draw=plot_top_terms,
    sentence=say_top_terms,
    caption=(
        "The most frequent words. Line: 95% interval over independent texts. At the right: uses, and share of articles."
    ),
    empty="No word occurs in enough texts.",
)


top_phrases = ReportFigure(
    "top_phrases",
    draw=plot_top_phrases,
    sentence=say_top_phrases,
    caption=(
        "The most frequent phrases. Line: 95% interval over independent texts. At the right: uses, and share "
        "of articles."
    ),
    empty="No phrase occurs in enough independent texts.",
)
