"""The figure of collocates: which words stand near a word, and how exclusively."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from analysis.figures.columns import column_room, write_columns
from analysis.figures.labels import drawable_names, fit, row_labels
from analysis.figures.marks import dots, first_few, floats, head_panel, leaders, name_rows, round_ticks, row_room
from analysis.figures.panels import Grid
from analysis.figures.report_figure import ReportFigure
from analysis.figures.style import LABEL, PALE, SMALL, new_figure, styled
from analysis.wording import number, plural, quoted

_ROW = 0.215  # inches
_MOST = 14.0  # logDice of words that never stand apart


@styled
def plot_collocates(table: pd.DataFrame) -> Figure:
    """Draw the words that stand near each term by logDice, one panel a term.

    Parameters
    ----------
    table : pandas.DataFrame
        One row per term and collocate, drawn in the order given: ``term, collocate, together, independent_texts,
        log_dice, g2``.
    """
    terms, names = drawable_names(table["term"]), row_labels(table["collocate"])
    exclusive = floats(table["log_dice"])
    columns = {
        "uses": [number(n) for n in floats(table["together"])],
        "texts": [number(n) for n in floats(table["independent_texts"])],
    }
    groups = table.groupby("term", sort=False, dropna=False).indices
    alone = len(groups) == 1
    most = max(len(rows) for rows in groups.values())
    left = row_room(names, 3.0 if alone else 1.7) + 0.1
    grid = Grid(
        len(groups),
        1 if alone else 2,
        height=_ROW * most,
        head=0.25 if alone else 0.47,
        left=left,
        right=sum(column_room(heading, texts) for heading, texts in columns.items()) + 0.2,
        under=0.55,
    )
    which = f"“{next(iter(terms.values()))}”" if alone else "each term"
    note = (
        "Dot: logDice, 14 when two never stand apart, one less for each halving. At the right: uses of the word within "
    )
    note += "five words of the term, and the independent texts that hold them."
    figure = new_figure(f"Words in the company of {which}", note, body=grid.body, foot=0.5)
    known = exclusive[np.isfinite(exclusive)]
    low = float(np.floor(known.min() - 0.3)) if len(known) else _MOST - 2
    nothing = np.full(len(table), np.nan)
    for ax, (term, rows) in zip(grid.add_to(figure), groups.items(), strict=True):
        at = np.arange(len(rows))
        ax.hlines(at, low, _MOST, color=PALE, lw=1, zorder=1)
        dots(ax, at, exclusive[rows], nothing[rows], nothing[rows], filled=np.ones(len(rows), dtype=bool), size=5.5)
        name_rows(ax, [names[row] for row in rows], left - 0.1)
        ax.set_ylim(most - 0.5, -0.5)
        ax.set_xlim(low, _MOST)
        round_ticks(ax.xaxis, low, _MOST, most=5)
        ax.tick_params(axis="x", labelsize=SMALL)
        ax.set_xlabel("logDice   more exclusive →", loc="right", fontsize=SMALL)
        write_columns(ax, {heading: [texts[row] for row in rows] for heading, texts in columns.items()})
        if not alone:
            head_panel(ax, fit(terms[term], left + grid.width, LABEL, "bold"), left=-left, rise=22)
    return figure


def say_collocates(table: pd.DataFrame) -> str:
    """State the most exclusive company of the first term."""
    terms = list(table["term"].drop_duplicates())
    rows = leaders(table[table["term"] == terms[0]], "log_dice")
    row = rows.iloc[0]
    more = f" {plural(len(terms), 'term')} are shown." if len(terms) > 1 else ""
    name = f"{quoted(terms[0])}"
    if len(rows) > 1:
        words = first_few(list(rows["collocate"]), "word")
        return f"Most exclusively in the company of {name}: {words}, logDice {number(row['log_dice'])} each.{more}"
    return (
        f"Most exclusively in the company of {name}: {quoted(row['collocate'])}, logDice "
        f"{number(row['log_dice'])}, {plural(row['together'], 'use')} in {plural(row['independent_texts'], 'text')}."
        f"{more}"
    )


collocates = ReportFigure(
    "collocates",
    draw=plot_collocates,
    sentence=say_collocates,
    caption=("Words near the leading words, or those of focus: logDice, and the independent texts that hold both."),
    empty="No word occurs near the leading words in enough texts.",
)
