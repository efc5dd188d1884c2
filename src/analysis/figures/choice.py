"""The figure of the number of topics: what speaks for the one chosen."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.figures.labels import text_width
from analysis.figures.marks import extent, flags, floats, head_panel, round_ticks
from analysis.figures.panels import Grid
from analysis.figures.style import BLUE, GREY, INK, ORANGE, SMALL, SOFT, new_figure, styled
from analysis.figures.wording import counted, interval, leaders, listed, number

_PANELS = (
    ("quality", "Quality: the three others multiplied"),
    ("stability", "Stability: the same words again?"),
    ("coherence", "Coherence: do the words keep company?"),
    ("diversity", "Diversity: words not shared by topics"),
)


@styled
def plot_n_topics(table: pd.DataFrame) -> Figure:
    """Draw quality, stability, coherence and diversity over the numbers of topics tried, the chosen one marked.

    Parameters
    ----------
    table : pandas.DataFrame
        One row per number of topics: ``n_topics, quality, quality_se, stability, coherence, diversity,
        stability_shuffled, chosen``; ``chosen`` is true in one row, or in none.
    """
    table = table.sort_values("n_topics", kind="stable", ignore_index=True)
    n, chosen = floats(table["n_topics"]), flags(table["chosen"])
    error = floats(table["quality_se"])
    grid = Grid(4, 2, height=1.45, head=0.42, left=0.5, right=0.3, under=0.12)
    note = "Line at a dot of the first panel: one standard error either way." if np.isfinite(error).any() else ""
    note += " Orange diamond: the number chosen." if chosen.any() else ""
    picked = listed([number(k) for k in n[chosen]]) if chosen.any() else ""
    title = "No number of topics was clear enough to be chosen"
    if picked:
        title = f"Why {picked} topic{'s' * (picked != '1')}"
    figure = new_figure(title, note.strip(), body=grid.body, foot=0.5)
    low, high = extent(n, zero=False)
    low, high = (low, high) if len(n) > 1 else (low - 1, low + 1)
    pad = (high - low) * 0.06
    for i, (ax, (column, heading)) in enumerate(zip(grid.add_to(figure), _PANELS, strict=True)):
        values = floats(table[column])
        spread = error if column == "quality" else np.full(len(n), np.nan)
        shuffled = floats(table["stability_shuffled"]) if column == "stability" else np.full(len(n), np.nan)
        _line(ax, n, values, spread, chosen)
        ax.set_xlim(low - pad, high + pad)
        bottom, top = extent(values - spread, values + spread, values, shuffled)
        ax.set_ylim(bottom - 0.02 * (top - bottom), top + 0.12 * (top - bottom))
        if np.isfinite(shuffled).any():
            ax.plot(n, shuffled, "s--", color=GREY, lw=1, ms=3.5, mfc="white")
            last = np.flatnonzero(np.isfinite(shuffled))[-1]
            ax.annotate(
                "with the words shuffled",
                (high, shuffled[last]),
                (4, 6),
                textcoords="offset points",
                ha="right",
                va="bottom",
                fontsize=SMALL,
                color=SOFT,
            )
        round_ticks(ax.yaxis, *ax.get_ylim(), most=4)
        ax.tick_params(axis="y", labelsize=SMALL, labelcolor=SOFT)
        ax.grid(visible=False, axis="x")
        ax.grid(visible=True, axis="y")
        _name_tried(ax, n, chosen, grid.width / (high - low + 2 * pad))
        ax.tick_params(labelbottom=grid.is_lowest(i))
        if grid.is_lowest(i):
            ax.set_xlabel("number of topics", loc="left")
        head_panel(ax, heading, left=-0.45)
    return figure


def _line(ax: Axes, n: np.ndarray, values: np.ndarray, error: np.ndarray, chosen: np.ndarray) -> None:
    for k in n[chosen]:
        ax.axvline(k, color=ORANGE, lw=0.9, alpha=0.7, zorder=1)
    ax.plot(n, values, "-", color=BLUE, lw=1.1)
    ax.vlines(n, values - error, values + error, color=BLUE, lw=2.2, alpha=0.45)
    ax.plot(n[~chosen], values[~chosen], "o", color=BLUE, ms=5)
    ax.plot(n[chosen], values[chosen], "D", color=ORANGE, ms=6.5)


def _name_tried(ax: Axes, n: np.ndarray, chosen: np.ndarray, inches: float) -> None:
    """Name the numbers tried, the chosen first, then from the left as far as there is room."""
    shown: list[float] = []
    for k in [*n[chosen], *n[~chosen]]:
        need = text_width(number(k), SMALL) + 0.08
        if all(abs(k - other) * inches >= need for other in shown):
            shown.append(float(k))
    ax.set_xticks(sorted(shown), labels=[number(k) for k in sorted(shown)])
    for label in ax.get_xticklabels():
        if label.get_text() in {number(k) for k in n[chosen]}:
            label.set(color=INK, weight="bold")


def say_n_topics(table: pd.DataFrame) -> str:
    """State the number chosen and its quality, or that none was."""
    picked = table[flags(table["chosen"])]
    tried = f"of {counted(len(table), 'number')} tried"
    if picked.empty:
        return f"No number of topics was chosen, {tried}."
    row = picked.iloc[0]
    k, quality, error = number(row["n_topics"]), float(row["quality"]), float(row["quality_se"])
    band = interval(quality - error, quality + error)
    within = f"{band[:-1]}, one standard error either way)" if band else ""
    best = leaders(table, "quality")
    least = " It is the best." if len(best) == 1 and best.index[0] == picked.index[0] and len(table) > 1 else ""
    noun = "topic was" if row["n_topics"] == 1 else "topics were"
    stable = f", stability {number(row['stability'])}"
    against = f" against {number(row['stability_shuffled'])} with the words shuffled"
    stable += against if np.isfinite(float(row["stability_shuffled"])) else ""
    return f"{k} {noun} chosen, {tried}: quality {number(quality)}{within}{stable}.{least}"
