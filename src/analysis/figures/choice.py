"""The figure of the number of topics: what speaks for the one chosen."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.figures.labels import text_width
from analysis.figures.marks import extent, flags, floats, head_panel, leaders, round_ticks
from analysis.figures.panels import Grid
from analysis.figures.periods import runs
from analysis.figures.report_figure import ReportFigure
from analysis.figures.style import BLUE, GREY, INK, ORANGE, SMALL, SOFT, new_figure, styled
from analysis.wording import interval, listed, number, plural

_PANELS = (
    ("quality", "Quality: the three others multiplied"),
    ("stability", "Stability: the same words again?"),
    ("coherence", "Coherence: do the words keep company?"),
    ("diversity", "Diversity: words not shared by topics"),
)
_LEVEL, _SHUFFLED = "best minus one standard error", "with the words shuffled"


@styled
def plot_n_topics(table: pd.DataFrame) -> Figure:
    """Draw quality, stability, coherence and diversity over the numbers of topics tried, the chosen one marked.

    Parameters
    ----------
    table : pandas.DataFrame
        One row per number of topics: ``n_topics, quality, quality_se, stability, stability_se, coherence,
        coherence_se, diversity, diversity_se, stability_shuffled, chosen``; ``chosen`` is true in one row, or in none.

    Notes
    -----
    Band: plus and minus one standard error. Dashed in the panel of quality: the highest quality minus its standard
    error; the smallest number whose quality is not below is the one to choose.
    """
    table = table.sort_values("n_topics", kind="stable", ignore_index=True)
    n, chosen = floats(table["n_topics"]), flags(table["chosen"])
    level = best_less_error(table)
    grid = Grid(4, 2, height=1.55, head=0.42, left=0.5, right=0.3, under=0.12)
    figure = new_figure(_title(n[chosen]), _how_to_read(table, chosen, level), body=grid.body, foot=0.5)
    low, high = extent(n, zero=False)
    low, high = (low, high) if len(n) > 1 else (low - 1, low + 1)
    pad = (high - low) * 0.06
    for i, (ax, (column, heading)) in enumerate(zip(grid.add_to(figure), _PANELS, strict=True)):
        values, error = floats(table[column]), floats(table[f"{column}_se"])
        shuffled = floats(table["stability_shuffled"]) if column == "stability" else np.full(len(n), np.nan)
        _curve(ax, n, values, error, chosen)
        ax.set_xlim(low - pad, high + pad)
        bottom, top = extent(values - error, values + error, values, shuffled, zero=False)
        ax.set_ylim(bottom - 0.08 * (top - bottom), top + 0.14 * (top - bottom))
        size = grid.width, grid.height
        curves = [(n, values - error), (n, values), (n, values + error)]
        if column == "quality" and np.isfinite(level):
            ax.axhline(level, color=INK, lw=0.8, ls=(0, (4, 3)), zorder=1.5)
            _name_line(ax, _LEVEL, np.array([low - pad, high + pad]), np.full(2, level), curves, size)
        there = np.isfinite(shuffled)
        if there.any():
            ax.plot(n[there], shuffled[there], "s--", color=GREY, lw=1, ms=4, mfc="white", zorder=3)
            _name_line(ax, _SHUFFLED, n[there], shuffled[there], curves, size)
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


def best_less_error(table: pd.DataFrame) -> float:
    """Give the highest quality minus its standard error; NaN where not known, or one number was tried."""
    quality = floats(table["quality"])
    if len(table) < 2 or not np.isfinite(quality).any():
        return float("nan")
    best = int(np.nanargmax(quality))
    return float(quality[best] - floats(table["quality_se"])[best])


def _title(picked: np.ndarray) -> str:
    if not len(picked):
        return "No number of topics was clear enough to be chosen"
    numbers = listed(map(number, picked), limit=3)
    return f"Why {numbers} topic{'s' * (numbers != '1')}"


def _how_to_read(table: pd.DataFrame, chosen: np.ndarray, level: float) -> str:
    known = any(np.isfinite(floats(table[f"{column}_se"])).any() for column, _ in _PANELS)
    note = "Band: one standard error either way." if known else ""
    note += " Orange diamond: the number chosen" if chosen.any() else ""
    if chosen.any():
        quality, first = floats(table["quality"]), int(np.flatnonzero(chosen)[0])
        inside = np.flatnonzero(quality >= level) if np.isfinite(level) else np.array([], dtype=int)
        smallest = len(inside) > 0 and first == inside[0]  # the table is sorted by number
        note += ", the smallest whose quality is not below the dashed line." if smallest else "."
    return note.strip()


def _curve(ax: Axes, n: np.ndarray, values: np.ndarray, error: np.ndarray, chosen: np.ndarray) -> None:
    for k in n[chosen]:
        ax.axvline(k, color=ORANGE, lw=0.9, alpha=0.7, zorder=1)
    for run in runs(values + error):
        low, high = values[run] - error[run], values[run] + error[run]
        if len(run) > 1:
            ax.fill_between(n[run], low, high, color=BLUE, alpha=0.2, lw=0, zorder=1.2)
        else:
            ax.vlines(n[run], low, high, color=BLUE, lw=2.2, alpha=0.45)
    ax.plot(n, values, "-", color=BLUE, lw=1.1)
    ax.plot(n[~chosen], values[~chosen], "o", color=BLUE, ms=4.5)
    ax.plot(n[chosen], values[chosen], "D", color=ORANGE, ms=6.5)


def _name_line(
    ax: Axes,
    text: str,
    x: np.ndarray,
    y: np.ndarray,
    curves: list[tuple[np.ndarray, np.ndarray]],
    size: tuple[float, float],
) -> None:
    """Write a text above or below one end of a line, where it is furthest from the curves, or beside a point."""
    (left, right), (bottom, top) = ax.get_xlim(), ax.get_ylim()
    if len(x) == 1:
        side = 1 if (right - x[0]) / (right - left) > 0.5 else -1
        shift, align = (7.0 * side, 0.0), "left" if side > 0 else "right"
        note = ax.annotate(text, (x[0], y[0]), shift, textcoords="offset points", ha=align, va="center_baseline")
        note.set(fontsize=SMALL, color=SOFT)
        return
    wide = text_width(text, SMALL) / size[0] * (right - left)
    high = 1.25 * SMALL / 72 / size[1] * (top - bottom)
    gap = 0.06 / size[1] * (top - bottom)
    best, spot = -np.inf, (left, bottom)
    for end in (-1, 0):
        start = min(max(x[end] - wide if end else x[end], left + 0.01 * (right - left)), right - wide)
        across = np.linspace(start, start + wide, 30)
        own = np.interp(across, x, y)
        for low in (own.max() + gap, own.min() - gap - high):
            if low < bottom or low + high > top:
                continue
            free = min(_distance(np.interp(across, *curve), low, low + high) for curve in curves)
            if free > best + 1e-9:
                best, spot = free, (start, low)
    ax.text(*spot, text, ha="left", va="bottom", fontsize=SMALL, color=SOFT, zorder=4)


def _distance(values: np.ndarray, low: float, high: float) -> float:
    """Measure how far a curve stays from the room between `low` and `high`; below zero inside."""
    values = values[np.isfinite(values)]
    return float(np.min(np.maximum(low - values, values - high))) if len(values) else np.inf


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
    tried = f"of {plural(len(table), 'number')} tried"
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


n_topics = ReportFigure(
    "n_topics",
    draw=plot_n_topics,
    sentence=say_n_topics,
    caption=(
        "Quality of each number of topics, with bands of one standard error; square: stability of shuffled words."
    ),
    empty="The number of topics was given, or there are too few texts to choose one.",
)
