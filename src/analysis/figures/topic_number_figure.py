"""The figure of the number of topics: what is gained and lost by going finer."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.figures.labels import text_width
from analysis.figures.marks import extent, floats, inches_across, scale_upright
from analysis.figures.report_figure import ReportFigure
from analysis.figures.style import BLUE, EDGE, GREEN, GREY, INK, ORANGE, SMALL, add_panel, new_figure, page_width
from analysis.wording import number, percent, plural

_LOOKS = {"themes": (ORANGE, "D", "Diamond"), "subjects": (GREEN, "s", "Square")}


def _draw(table: pd.DataFrame) -> Figure:
    """Draw how many topics are reliable over the numbers of topics tried."""
    table = table.sort_values("n_topics", kind="stable", ignore_index=True)
    n, chosen, reliable = floats(table["n_topics"]), table["chosen"].to_numpy(), floats(table["reliable"])
    note = "Each number of topics that was tried, and how many of them are reliable. Grey: if all were."
    note += "".join(f" {word}: used for {name}." for name, (*_, word) in _LOOKS.items() if name in chosen)
    figure = new_figure("How many topics can be told apart", note, body=1.9, foot=0.5)
    ax = add_panel(figure, EDGE + 0.45, 0, page_width() - 2 * EDGE - 0.65, 1.9)
    ax.plot(n, n, "-", color=GREY, lw=0.8, zorder=1)
    ax.plot(n, reliable, "-", color=BLUE, lw=1.1)
    ax.plot(n[chosen == ""], reliable[chosen == ""], "o", color=BLUE, ms=4)
    for name, (color, marker, _) in _LOOKS.items():
        ax.plot(n[chosen == name], reliable[chosen == name], marker, color=color, ms=7, zorder=3)
    top = 1.12 * extent(reliable)[1]
    ax.set(xscale="log", xlim=(n[0] / 1.12, n[-1] * 1.12), ylim=(0, top))
    scale_upright(ax, number, most=4, whole=True)
    _name_tried(ax, n, chosen != "")
    ax.set_xlabel("number of topics looked for", loc="left")
    return figure


def _name_tried(ax: Axes, n: np.ndarray, chosen: np.ndarray) -> None:
    """Name the numbers tried, the chosen first, then from the left as far as there is room."""
    low, high = np.log(ax.get_xlim())
    inches = inches_across(ax) / (high - low)
    shown: list[float] = []
    for k in [*n[chosen], *n[~chosen]]:
        need = text_width(number(k), SMALL) + 0.1
        if all(abs(np.log(k / other)) * inches >= need for other in shown):
            shown.append(float(k))
    ax.set_xticks(sorted(shown), labels=[number(k) for k in sorted(shown)])
    ax.set_xticks([], minor=True)
    for label in ax.get_xticklabels():
        if label.get_text() in {number(k) for k in n[chosen]}:
            label.set(color=INK, weight="bold")


def _say(table: pd.DataFrame) -> str:
    """State what the themes are worth, and what is gained and lost with the subjects."""
    used = [(name, row) for name in _LOOKS for _, row in table[table["chosen"] == name].iterrows()]
    if not used:
        return f"No number of topics was chosen, of {number(len(table))} tried."
    (name, row), *more = used
    text = f"Of {plural(row['n_topics'], 'topic')} looked for as {name}, {_are_reliable(row)}"
    for name, finer in more:
        text += f"; of {number(finer['n_topics'])} as {name}, {_are_reliable(finer)}"
        gained = finer["reliable"] - row["reliable"]
        lost = round(100 * (row["reliable_share"] - finer["reliable_share"]))
        text += f": {number(gained)} more" * (gained > 0)
        text += f", for {plural(lost, 'point')} of the texts less" * (gained > 0 and lost > 0)
    return f"{text}."


def _are_reliable(row: pd.Series) -> str:
    verb = "is" if row["reliable"] == 1 else "are"
    return f"{number(row['reliable'])} {verb} reliable, with {percent(row['reliable_share'])} of the texts"


n_topics = ReportFigure(
    "n_topics",
    draw=_draw,
    sentence=_say,
    caption="Topics that are reliable (from .5, in ten texts or more), by the number of topics looked for.",
    empty="No topics were found.",
)
