"""Figures that compare sources: the words that set each apart, and how far apart they are."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from analysis.figures.labels import drawable_names, fit, row_labels, widest
from analysis.figures.marks import (
    beside,
    dots,
    extent,
    first_few,
    flags,
    floats,
    head_panel,
    leaders,
    name_rows,
    name_sides,
    round_ticks,
    row_room,
)
from analysis.figures.panels import Grid
from analysis.figures.report_figure import ReportFigure
from analysis.figures.style import BLUE, GREY, INK, LABEL, SMALL, new_figure, styled
from analysis.wording import clean_label, interval, number, plural

_ROW = 0.2  # inches


@styled
def plot_distinctive_terms(table: pd.DataFrame) -> Figure:
    """Draw the words that set each source apart, by log odds against all other sources.

    Parameters
    ----------
    table : pandas.DataFrame
        One row per source and term, drawn in the order given. Drawn: ``source, term, count, log_odds, low, high,
        survives``. Filled: ``low > 0``; diamond: filled, but not ``survives``.
    """
    sources, terms = drawable_names(table["source"]), row_labels(table["term"])
    odds, low, high = (floats(table[name]) for name in ("log_odds", "low", "high"))
    clear = low > 0
    lost = clear & ~flags(table["survives"]) & table["survives"].notna().to_numpy()
    groups = table.groupby("source", sort=False).indices
    counts = [number(n) for n in floats(table["count"])]
    most, column = max(len(rows) for rows in groups.values()), max(widest(counts, SMALL), 0.3) + 0.16
    left = row_room(terms, 1.7 if len(sources) > 1 else 3.0, LABEL - 0.5) + 0.1
    grid = Grid(
        len(sources),
        min(len(sources), 2),
        height=_ROW * most,
        head=0.45 if len(sources) > 1 else 0.25,
        left=left,
        right=column + 0.14,
        under=0.55,
    )
    only = next(iter(sources.values()))
    who = only if len(sources) == 1 else "each source"
    title = f"Words that set {who} apart" if clear.any() else f"No word clearly sets {who.replace('each', 'any')} apart"
    figure = new_figure(title, _how_to_read(clear, lost, low, high), body=grid.body, foot=0.5)
    left_end, right_end = extent(odds, low, high)
    pad = 0.04 * (right_end - left_end)
    for ax, (source, rows) in zip(grid.add_to(figure), groups.items(), strict=True):
        at = np.arange(len(rows))
        for chosen, color, marker in ((~lost[rows], BLUE, "o"), (lost[rows], GREY, "D")):
            these = rows[chosen]
            dots(
                ax,
                at[chosen],
                odds[these],
                low[these],
                high[these],
                color=color,
                marker=marker,
                size=5,
                filled=clear[these],
            )
        name_rows(ax, [terms[row] for row in rows], left - 0.1, LABEL - 0.5)
        ax.set_ylim(most - 0.5, -0.5)
        ax.set_xlim(left_end - pad, right_end + pad)
        ax.axvline(0, color=INK, lw=0.9, zorder=1)
        round_ticks(ax.xaxis, *ax.get_xlim(), most=5)
        beside(ax, "uses", [counts[row] for row in rows], column)
        zero = (pad - left_end) / (right_end - left_end + 2 * pad) * grid.width
        name_sides(ax, "others", "log odds", sources[source], (-left, grid.width + column, zero))
        if len(sources) > 1:
            head_panel(ax, fit(sources[source], left + grid.width - 0.2, LABEL, "bold"), left=-left)
    return figure


def _how_to_read(clear: np.ndarray, lost: np.ndarray, low: np.ndarray, high: np.ndarray) -> str:
    note = "Dot: log odds against all other sources."
    if (np.isfinite(low) & np.isfinite(high)).any():
        note += " Line: 95% interval that holds for all words and sources at once."
    note += " Filled: clearly more; hollow: not clearly."
    return note + (" Grey diamond: no longer clear in the source's own sentences." if lost.any() else "")


def say_distinctive_terms(table: pd.DataFrame) -> str:
    """State the clearest word of all, or that no word is clear."""
    clear = table[table["low"].astype(float) > 0]
    sources = table["source"].drop_duplicates()
    if clear.empty:
        who = clean_label(sources.iloc[0], 60) if len(sources) == 1 else f"any of the {number(len(sources))} sources"
        return f"No word clearly sets {who} apart from the others."
    most = leaders(clear, "low")
    row = most.iloc[0]
    kept = int(flags(clear["survives"]).sum())
    rest = f"Of {plural(len(table), 'word')} shown, {number(len(clear))} {'is' if len(clear) == 1 else 'are'} clear"
    rest += f", {number(kept)} also in the source's own sentences." if clear["survives"].notna().all() else "."
    if len(most) > 1:
        words = first_few([f"{r.term} ({r.source})" for r in most.itertuples()], "word")
        return f"Clearest: {words}, log odds at least {number(row['low'])}. {rest}"
    odds = f"log odds {number(row['log_odds'])}{interval(row['low'], row['high'])}"
    word, source = clean_label(row["term"], 60), clean_label(row["source"], 60)
    return f"Clearest: “{word}”, more in {source}: {odds}, {plural(row['count'], 'use')}. {rest}"


distinctive_terms = ReportFigure(
    "distinctive_terms",
    draw=plot_distinctive_terms,
    sentence=say_distinctive_terms,
    caption=(
        "Log odds against all other sources, simultaneous 95% intervals. Filled: beyond chance; diamond: not "
        "beyond chance in own sentences."
    ),
    empty=("There is only one source, or no word in ten independent texts, so no source can be told from another."),
)
