"""The figure of ranks: which words stand higher in one source than in another."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.figures.labels import fit, row_labels, text_width
from analysis.figures.marks import flags, floats, leaders, write_beside
from analysis.figures.placing import place_labels
from analysis.figures.report_figure import ReportFigure
from analysis.figures.sides import FIRST, SECOND, two_sources
from analysis.figures.style import EDGE, GREY, INK, SMALL, SOFT, WIDTH, add_panel, new_figure, styled
from analysis.wording import clean_label, interval, number, plural, quoted

_TAG = 1.7  # inches that the name of a point takes at most
_HIGH, _LEFT = 5.6, 0.75  # inches high of the axes, and left of them


@styled
def plot_rank_terms(table: pd.DataFrame) -> Figure:
    """Draw the rank of each word in one source against its rank in another, the most frequent at the top right.

    Parameters
    ----------
    table : pandas.DataFrame
        One row per term, the most telling first (it is named first): ``term, source, other, per_million,
        other_per_million, rank, other_rank, log_odds, low, high, clear``. ``source`` and ``other`` are the same in all
        rows; ``log_odds``
        above zero is more in ``source``. Terms that are equally frequent share the middle of their ranks.
    """
    source, other = two_sources(table)
    x, y = (floats(table[name]) for name in ("rank", "other_rank"))
    clear, odds = flags(table["clear"]), floats(table["log_odds"])
    chosen = [clear & (odds > 0), clear & (odds < 0)]
    named = np.flatnonzero(chosen[0] | chosen[1])
    labels = row_labels(table["term"])
    tags = [fit(labels[row], _TAG, SMALL) for row in named]
    far = 1.35 * max(x.max(initial=1), y.max(initial=1), 4)
    near, width = 1 / 1.35, WIDTH - _LEFT - EDGE - 0.05
    # Ranks run from the far corner towards the near one on a log scale.
    inches = [(np.log(far / ranks) / np.log(far / near)) for ranks in (x, y)]
    points = np.column_stack([inches[0] * width, inches[1] * _HIGH])
    placed = place_labels(points[named], tags, SMALL, (width, _HIGH))
    note = f"Each point is a word. Circle: clearly more in {source}; diamond: clearly more in {other}."
    note += " Pale: not clearly in either." if len(named) < len(table) else ""
    if len(placed) < len(named):
        note += f" {len(placed)} of {len(named)} are named, the others are in the data."
    figure = new_figure(f"Which words stand higher in {source} or in {other}", note, body=_HIGH + 0.24, foot=0.62)
    ax = add_panel(figure, _LEFT, 0, width, _HIGH)
    _scale(ax, far, near)
    ax.plot([far, near], [far, near], color=SOFT, lw=0.8, zorder=1)
    pale = np.unique(np.column_stack([x, y])[~(chosen[0] | chosen[1])], axis=0)
    ax.plot(pale[:, 0], pale[:, 1], "s", color=GREY, alpha=0.35, ms=2.2, mew=0, zorder=2)
    for rows, (color, marker) in zip(chosen, (FIRST, SECOND), strict=True):
        ax.plot(x[rows], y[rows], marker, color=color, ms=4.5, mec="white", mew=0.5, zorder=3)
    for label in placed:
        row = named[label.index]
        shift = (72 * label.shift[0], 72 * label.shift[1])
        tag = ax.annotate(tags[label.index], (x[row], y[row]), shift, textcoords="offset points", ha=label.ha)
        tag.set(va=label.va, fontsize=SMALL, color=INK)
    _name_sides(ax, source, other, width)
    return figure


def _scale(ax: Axes, far: float, near: float) -> None:
    ticks = [10**power for power in range(8) if 10**power <= far]
    ticks += [5 * 10**power for power in range(8) if len(ticks) < 3 and 5 * 10**power <= far]
    ax.set(xscale="log", yscale="log")
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_ticks(sorted(ticks), labels=[number(tick) for tick in sorted(ticks)], fontsize=SMALL)
        axis.set_ticks([], minor=True)
    ax.set(xlim=(far, near), ylim=(far, near))
    ax.tick_params(axis="y", labelcolor=SOFT)
    ax.grid(visible=True, axis="both")


def _name_sides(ax: Axes, source: str, other: str, width: float) -> None:
    """Say along the axes which way is more often, and above them which words lie on which side of the line."""
    ax.set_xlabel(_around("rank in ", source, "   more often →", width), loc="right", fontsize=SMALL)
    ax.set_ylabel(_around("rank in ", other, "   more often →", _HIGH), loc="top", fontsize=SMALL, labelpad=4)
    half = 0.48 * width
    for text, place, align, color in (
        (_around("↖ above the line: more in ", other, "", half), 0.0, "left", SECOND[0]),
        (_around("below the line: more in ", source, " ↘", half), 1.0, "right", FIRST[0]),
    ):
        write_beside(ax, text, (place, 1), 0, rise=4, align=align, size=SMALL, color=color, weight="bold")


def _around(before: str, name: str, after: str, inches: float) -> str:
    """Cut a name so that it fits with the words around it."""
    return before + fit(name, inches - text_width(f"{before}{after}", SMALL, "bold"), SMALL, "bold") + after


def say_rank_terms(table: pd.DataFrame) -> str:
    """State how many words are clearly more in either source, and the clearest of each."""
    clear = table[flags(table["clear"])]
    odds = floats(clear["log_odds"])
    if clear.empty:
        return f"No word is clearly more in {_name(table, 'source')} or in {_name(table, 'other')}."
    parts = []
    for side, rows, sign in (("source", clear[odds > 0], 1), ("other", clear[odds < 0], -1)):
        name = _name(table, side)
        if rows.empty:
            parts.append(f"No word is clearly more in {name}.")
            continue
        most = leaders(rows.assign(size=sign * floats(rows["log_odds"])), "size")
        text = f"{plural(len(rows), 'word')} {'is' if len(rows) == 1 else 'are'} clearly more in {name}"
        row = most.iloc[0]
        if len(most) == 1:
            low, high = sorted(sign * float(row[end]) for end in ("low", "high"))
            text += f", most {quoted(row['term'], 40)}: log odds {number(row['size'])}{interval(low, high)}"
        parts.append(f"{text}.")
    return " ".join(parts)


def _name(table: pd.DataFrame, side: str) -> str:
    return clean_label(table[side].iloc[0], 40)


rank_terms = ReportFigure(
    "rank_terms",
    draw=plot_rank_terms,
    sentence=say_rank_terms,
    caption=("Words by rank in two sources; coloured: log odds of the two beyond chance, for all words at once."),
    empty=("There is only one source, or no word in ten independent texts, so no two sources can be compared."),
)
