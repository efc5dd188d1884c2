"""The figure of headlines: which words stand in headlines, and which in the text below them."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from analysis.figures.columns import column_room, write_columns
from analysis.figures.labels import row_labels, text_width
from analysis.figures.marks import (
    dots,
    extent,
    first_few,
    floats,
    leaders,
    name_rows,
    round_ticks,
    row_room,
    write_beside,
)
from analysis.figures.report_figure import ReportFigure
from analysis.figures.style import BLUE, EDGE, INK, ORANGE, SMALL, WIDTH, add_panel, new_figure, styled
from analysis.wording import interval, number, plural, quoted

_ROW = 0.225  # inches
_LESS, _UNIT, _MORE = "more in the text ← ", "log odds", " → more in headlines"


@styled
def plot_headline_terms(table: pd.DataFrame) -> Figure:
    """Draw how much more each word is used in headlines than in the text below them, or less.

    Parameters
    ----------
    table : pandas.DataFrame
        One row per word, drawn in the order given: ``term, headline_count, body_count, headline_per_million,
        body_per_million, log_odds, low, high``. Filled: the interval leaves out 0.
    """
    names = row_labels(table["term"])
    odds, low, high = (floats(table[name]) for name in ("log_odds", "low", "high"))
    columns = {
        "headlines": [number(n) for n in floats(table["headline_count"])],
        "text": [number(n) for n in floats(table["body_count"])],
    }
    clear = (low > 0) | (high < 0)
    note = "Dot: log odds of headlines against text."
    if (np.isfinite(low) & np.isfinite(high)).any():
        note += " Line: 95% interval that holds for all words at once."
    note += " Filled: clearly more in one of them; hollow: not clearly. At the right: uses in each."
    title = "Words of headlines, and words of the text" if clear.any() else "No word is clearly one of headlines"
    figure = new_figure(title, note, body=0.24 + _ROW * len(table), foot=0.5)
    left = row_room(names, 2.6) + 0.1
    right = sum(column_room(heading, texts) for heading, texts in columns.items()) + 0.1
    width = WIDTH - 2 * EDGE - left - right
    ax = add_panel(figure, EDGE + left, 0, width, _ROW * len(table))
    at = np.arange(len(table))
    for chosen, color in ((~(odds < 0), BLUE), (odds < 0, ORANGE)):
        dots(ax, at[chosen], odds[chosen], low[chosen], high[chosen], color=color, size=5.5, filled=clear[chosen])
    name_rows(ax, names, left - 0.1)
    start, end = extent(odds, low, high)
    pad = 0.04 * (end - start)
    ax.set_xlim(start - pad, end + pad)
    ax.axvline(0, color=INK, lw=0.9, zorder=1)
    round_ticks(ax.xaxis, *ax.get_xlim())
    ax.tick_params(axis="x", labelsize=SMALL)
    write_columns(ax, columns)
    zero = (pad - start) / (end - start + 2 * pad) * width
    begin = zero - text_width(_LESS, SMALL) - text_width(_UNIT, SMALL) / 2
    begin = min(max(begin, -left), width + right - text_width(_LESS + _UNIT + _MORE, SMALL))
    write_beside(ax, _LESS + _UNIT + _MORE, (0, 0), begin, rise=-32, align="left", size=SMALL)
    return figure


def say_headline_terms(table: pd.DataFrame) -> str:
    """State the clearest word of headlines and the clearest word of the text."""
    low, high = floats(table["low"]), floats(table["high"])
    said = [
        _say_side(table[low > 0].assign(clear=low[low > 0]), "headlines"),
        _say_side(table[high < 0].assign(clear=-high[high < 0]), "the text"),
    ]
    return " ".join(filter(None, said)) or "No word is clearly used more in headlines, or in the text."


def _say_side(rows: pd.DataFrame, where: str) -> str:
    if rows.empty:
        return ""
    most = leaders(rows, "clear")
    row = most.iloc[0]
    head = f"{plural(len(rows), 'word')} {'is' if len(rows) == 1 else 'are'} clearly more in {where}, most clearly "
    if len(most) > 1:
        return head + f"{first_few(list(most['term']), 'word')}."
    odds = f"log odds {number(row['log_odds'])}{interval(row['low'], row['high'])}"
    return f"{head}{quoted(row['term'])}: {odds}."


headline_terms = ReportFigure(
    "headline_terms",
    draw=plot_headline_terms,
    sentence=say_headline_terms,
    caption="Words used more in headlines, or less, than in bodies; filled: beyond chance.",
    empty="There are no headlines, or no word occurs in enough texts.",
)
