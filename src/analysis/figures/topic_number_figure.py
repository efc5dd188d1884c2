"""The figure of the number of topics: what is gained and lost by going finer."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.figures.labels import text_width
from analysis.figures.marks import extent, floats, head_panel, inches_across, scale_upright
from analysis.figures.report_figure import ReportFigure
from analysis.figures.style import BLUE, GREEN, GREY, INK, ORANGE, SMALL, PanelGrid, even_rows, new_figure
from analysis.wording import number, percent, plural

_PANELS = (
    ("reliable", "Topics that are reliable"),
    ("reliable_share", "Share of the texts in them"),
    ("reliability", "Reliability, mean over texts"),
    ("separation", "How far topics are apart"),
)
_SHARES = ("reliable_share",)
_LOOKS = {"themes": (ORANGE, "D"), "subjects": (GREEN, "s")}


def _draw(table: pd.DataFrame) -> Figure:
    """Draw reliable topics, texts in them, reliability and separation over the numbers of topics tried."""
    table = table.sort_values("n_topics", kind="stable", ignore_index=True)
    n, chosen = floats(table["n_topics"]), table["chosen"].to_numpy()
    grid = PanelGrid(even_rows(len(_PANELS), 2, 0.42, 1.45, 0.14), 2, left=0.5, right=0.3)
    marked = [f"{word}: {name}" for name, word in (("themes", "Diamond"), ("subjects", "Square")) if name in chosen]
    note = "Each number of topics that was tried." + "".join(f" {part}." for part in marked)
    note += " Grey: if every topic were reliable."
    figure = new_figure("What is gained and lost by going finer", note, body=grid.body, foot=0.5)
    for ax, (column, heading), ticked in zip(grid.add_to(figure), _PANELS, grid.ticked(), strict=True):
        values = floats(table[column])
        ax.plot(n, values, "-", color=BLUE, lw=1.1)
        ax.plot(n[chosen == ""], values[chosen == ""], "o", color=BLUE, ms=4)
        for name, (color, marker) in _LOOKS.items():
            ax.plot(n[chosen == name], values[chosen == name], marker, color=color, ms=7, zorder=3)
        bottom, top = extent(values)
        if column == "reliable":
            ax.plot(n, n, "-", color=GREY, lw=0.8, zorder=1)
        top = 1.0 if column in _SHARES else top * 1.12
        ax.set(xscale="log", xlim=(n[0] / 1.12, n[-1] * 1.12), ylim=(bottom, top))
        scale_upright(ax, percent if column in _SHARES else number, most=4)
        _name_tried(ax, n, chosen != "")
        ax.tick_params(labelbottom=ticked)
        ax.set_xlabel("number of topics" if ticked else "", loc="left")
        head_panel(ax, heading, left=0.45)
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
    caption="Reliable topics (reliability from .5, in ten texts or more), share of the texts in them, mean reliability "
    "and separation, by number of topics.",
    empty="There are too few texts for topics, so no number of them was tried.",
)
