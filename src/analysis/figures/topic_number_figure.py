"""The figure of the number of topics: what speaks for the one chosen."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.figures.labels import text_width
from analysis.figures.marks import extent, flags, floats, head_panel, inches_across, leaders, runs, scale_upright
from analysis.figures.report_figure import ReportFigure
from analysis.figures.style import BLUE, GREY, INK, ORANGE, SMALL, PanelGrid, even_rows, new_figure
from analysis.wording import interval, listed, number, plural

_PANELS = (
    ("quality", "Quality: all four, stability twice"),
    ("stability", "Stability: the same words again?"),
    ("coherence", "Coherence: do the words occur together?"),
    ("diversity", "Diversity: words not shared by topics"),
    ("unity", "Unity: articles with words of their topic"),
)


def _draw(table: pd.DataFrame) -> Figure:
    """Draw quality, stability, coherence, diversity and unity over the numbers of topics tried, the chosen one marked.

    Band: plus and minus one standard error. Dashed in the panel of quality: the highest quality minus its standard
    error; the smallest number whose quality is not below is the one to choose.
    """
    table = table.sort_values("n_topics", kind="stable", ignore_index=True)
    n, chosen = floats(table["n_topics"]), flags(table["chosen"])
    shuffled = floats(table["stability_shuffled"])
    level = _best_less_error(table)
    grid = PanelGrid(even_rows(len(_PANELS), 2, 0.42, 1.55, 0.12), 2, left=0.5, right=0.3)
    figure = new_figure(_title(n[chosen]), _how_to_read(table, chosen, level), body=grid.body, foot=0.5)
    low, high = extent(n, zero=False) if len(n) > 1 else (n[0] - 1, n[0] + 1)
    pad = (high - low) * 0.06
    axes = grid.add_to(figure)
    for ax, (column, heading), ticked in zip(axes, _PANELS, grid.ticked(), strict=True):
        values, error = floats(table[column]), floats(table[f"{column}_se"])
        _curve(ax, n, values, error, chosen)
        bottom, top = extent(values - error, values + error, values, zero=False)
        if column == "stability" and np.isfinite(shuffled).any():
            bottom, top = extent(np.array([bottom, top]), shuffled, zero=False)
            there = np.isfinite(shuffled)
            ax.plot(n[there], shuffled[there], "s--", color=GREY, lw=1, ms=4, mfc="white", zorder=3)
        if column == "quality" and np.isfinite(level):
            ax.axhline(level, color=INK, lw=0.8, ls=(0, (4, 3)), zorder=1.5)
        ax.set_xlim(low - pad, high + pad)
        ax.set_ylim(bottom - 0.08 * (top - bottom), top + 0.14 * (top - bottom))
        scale_upright(ax, most=4)
        _name_tried(ax, n, chosen)
        ax.tick_params(labelbottom=ticked)
        ax.set_xlabel("number of topics" if ticked else "", loc="left")
        head_panel(ax, heading, left=0.45)
    return figure


def _best_less_error(table: pd.DataFrame) -> float:
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
    return f"Why {numbers} {'topic' if numbers == '1' else 'topics'}"


def _how_to_read(table: pd.DataFrame, chosen: np.ndarray, level: float) -> str:
    known = any(np.isfinite(floats(table[f"{column}_se"])).any() for column, _ in _PANELS)
    notes = ["Band: one standard error either way."] if known else []
    notes += ["Dashed: the best quality minus one standard error."] if np.isfinite(level) else []
    if chosen.any():
        inside = np.flatnonzero(floats(table["quality"]) >= level)  # the table is sorted by number
        smallest = len(inside) > 0 and np.flatnonzero(chosen)[0] == inside[0]
        rule = ", the smallest whose quality is not below the dashed line" if smallest else ""
        notes.append(f"Orange diamond: the number chosen{rule}.")
    notes += ["Square: with the words shuffled."] if table["stability_shuffled"].notna().any() else []
    return " ".join(notes)


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


def _name_tried(ax: Axes, n: np.ndarray, chosen: np.ndarray) -> None:
    """Name the numbers tried, the chosen first, then from the left as far as there is room."""
    inches = inches_across(ax) / np.ptp(ax.get_xlim())
    shown: list[float] = []
    for k in [*n[chosen], *n[~chosen]]:
        need = text_width(number(k), SMALL) + 0.08
        if all(abs(k - other) * inches >= need for other in shown):
            shown.append(float(k))
    ax.set_xticks(sorted(shown), labels=[number(k) for k in sorted(shown)])
    for label in ax.get_xticklabels():
        if label.get_text() in {number(k) for k in n[chosen]}:
            label.set(color=INK, weight="bold")


def _say(table: pd.DataFrame) -> str:
    """State the number chosen and its quality, or that none was."""
    picked = table[flags(table["chosen"])]
    tried = f"of {plural(len(table), 'number')} tried"
    if picked.empty:
        return f"No number of topics was chosen, {tried}."
    row = picked.iloc[0]
    quality, error = float(row["quality"]), float(row["quality_se"])
    band = interval(quality - error, quality + error)
    within = f"{band[:-1]}, one standard error either way)" if band else ""
    best = leaders(table, "quality")
    least = " It is the best." if len(best) == 1 and best.index[0] == picked.index[0] and len(table) > 1 else ""
    verb = "was" if row["n_topics"] == 1 else "were"
    stable = f", stability {number(row['stability'])}"
    if np.isfinite(float(row["stability_shuffled"])):
        stable += f" against {number(row['stability_shuffled'])} with the words shuffled"
    chosen = f"{plural(row['n_topics'], 'topic')} {verb} chosen, {tried}"
    return f"{chosen}: quality {number(quality)}{within}{stable}.{least}"


n_topics = ReportFigure(
    "n_topics",
    draw=_draw,
    sentence=_say,
    caption="Quality of each number of topics, with bands of one standard error; square: stability of shuffled words.",
    empty="The number of topics was given, or there are too few texts to choose one.",
)
