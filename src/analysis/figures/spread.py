"""The figure of spread: words used in fewer places than words as frequent as they."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.figures.labels import fit, row_labels
from analysis.figures.marks import first_few, flags, floats, leaders, round_log_ticks
from analysis.figures.placing import place_labels
from analysis.figures.report_figure import ReportFigure
from analysis.figures.style import BLUE, EDGE, INK, ORANGE, SMALL, SOFT, WIDTH, add_panel, new_figure, styled
from analysis.wording import number, plural, quoted

_TAG = 1.9  # inches that the name of a dot takes at most
_NAMED = 40  # words furthest above the line that may be named
_STEP = 0.1  # inches between the points of the line that no name may cover
_WIDTH, _HEIGHT, _LEFT = WIDTH - 1.15 - EDGE, 4.6, 1.1


@styled
def plot_term_spread(table: pd.DataFrame) -> Figure:
    """Draw how often against how unevenly each word is used, and what to expect; those furthest above it are named.

    Parameters
    ----------
    table : pandas.DataFrame
        One row per term: ``term, per_million, dispersion, followed, expected, residual``. Terms without a rate or a
        dispersion are left out; those ``followed`` are named first, and drawn as diamonds.
    """
    rate, uneven = floats(table["per_million"]), floats(table["dispersion"])
    residual, chosen = floats(table["residual"]), flags(table["followed"])
    shown = np.flatnonzero((rate > 0) & np.isfinite(uneven))
    shown = shown[np.lexsort((-np.nan_to_num(residual[shown]), ~chosen[shown]))]
    chosen = chosen[shown]
    labels = row_labels(table["term"])
    above = int((residual[shown[~chosen]] > 0).sum())
    names = [fit(labels[row], _TAG, SMALL) for row in shown]
    rate, uneven, expected = rate[shown], uneven[shown], floats(table["expected"])[shown]
    low, high = (rate.min() / 1.25, rate.max() * 1.25) if len(shown) else (1.0, 10.0)
    while high / low < 4:  # a narrow span would name only one tick
        low, high = low / 1.1, high * 1.1
    note = "Each dot is a word. Line: the dispersion to expect of words so frequent."
    note += " Named: words furthest above it, where there is room." if above else " No word is above it."
    note += " Diamonds: the words of focus." if chosen.any() else ""
    figure = new_figure("Words used in fewer places than their frequency lets one expect", note, body=4.75, foot=0.55)
    ax = add_panel(figure, _LEFT, 0, _WIDTH, _HEIGHT)
    ax.set_xscale("log")
    ax.set_xlim(low, high)
    ax.set_ylim(-0.03, 1.03)
    ax.grid(visible=True, axis="both")
    order = np.argsort(rate, kind="stable")
    ax.plot(rate[order], expected[order], color=ORANGE, lw=1.6, zorder=2.5)
    for marker, color, these in (("o", BLUE, ~chosen), ("D", INK, chosen)):
        ax.plot(rate[these], uneven[these], marker, color=color, ms=5, mec="white", mew=0.6, zorder=3)
    across = np.log(rate / low) / np.log(high / low) * _WIDTH
    points, line = (np.column_stack([across, (up + 0.03) / 1.06 * _HEIGHT]) for up in (uneven, expected))
    _name(ax, points, line[order], names[: chosen.sum() + min(above, _NAMED)])
    round_log_ticks(ax.xaxis, low, high)
    ax.set_xlabel("uses per million words (log scale)   more often →", loc="right")
    ends = ["0\nevenly\neverywhere", "1\nall in\none place"]
    ax.set_yticks([0, 0.25, 0.5, 0.75, 1], labels=[ends[0], "0.25", "0.5", "0.75", ends[1]])
    ax.tick_params(axis="both", labelsize=SMALL, labelcolor=SOFT)
    ax.set_ylabel("dispersion (DP)", fontsize=SMALL, labelpad=2)
    return figure


def _name(ax: Axes, points: np.ndarray, line: np.ndarray, names: list[str]) -> None:
    """Name the first points where there is room beside all points and the line."""
    if not names:
        return
    along = np.arange(line[0, 0], line[-1, 0], _STEP)
    taken = np.vstack([points, np.column_stack([along, np.interp(along, line[:, 0], line[:, 1])])])
    for label in place_labels(taken, names + [""] * (len(taken) - len(names)), SMALL, (_WIDTH, _HEIGHT)):
        if label.index < len(names):
            x, y = points[label.index]
            across, up = label.shift
            ax.annotate(
                names[label.index],
                (x / _WIDTH, y / _HEIGHT),
                (across * 72, up * 72),
                xycoords="axes fraction",
                textcoords="offset points",
                ha=label.ha,
                va=label.va,
                fontsize=SMALL,
                color=INK,
            )


def say_term_spread(table: pd.DataFrame) -> str:
    """State the word that is furthest above the dispersion to expect, and how many are above it."""
    known = table[table["dispersion"].notna()]
    if known.empty:
        return "The spread of these words over the corpus is not known."
    scale = "on a scale from 0, even, to 1, all in one place"
    above = known[floats(known["residual"]) > 0]
    if above.empty:
        return f"Of {plural(len(known), 'word')}, none is spread less evenly than its frequency lets one expect."
    most = leaders(above, "residual")
    row = most.iloc[0]
    if len(most) > 1:
        return (
            f"Furthest above what their frequency lets one expect: {first_few(list(most['term']), 'word')}, each by "
            f"{number(row['residual'])}, {scale}."
        )
    return (
        f"Furthest above what its frequency lets one expect: {quoted(row['term'])}, dispersion "
        f"{number(row['dispersion'])} instead of {number(row['expected'])}, {scale}. {plural(len(above), 'word')} of "
        f"{number(len(known))} {'is' if len(above) == 1 else 'are'} above it."
    )


term_spread = ReportFigure(
    "term_spread",
    draw=plot_term_spread,
    sentence=say_term_spread,
    caption=(
        "Each dot is one of the most frequent words: further right, more frequent; further up, more "
        "concentrated. Line: what is usual for words so frequent. Diamonds: words of focus."
    ),
    empty=("There is only one source and one period, so there are no parts over which words could be spread."),
)
