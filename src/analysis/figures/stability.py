"""The figure of the stability of topics: how well each is found again."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from analysis.figures.labels import widest
from analysis.figures.marks import beside, floats, leaders, write_beside
from analysis.figures.report_figure import ReportFigure
from analysis.figures.style import EDGE, INK, RULE, SMALL, SOFT, WIDTH, add_panel, new_figure, styled
from analysis.figures.topic_rows import STEADY, UNSTEADY, classes, name_topics, row_height, topic_room
from analysis.wording import clean_label, interval, listed, number, plural


@styled
def plot_topic_stability(table: pd.DataFrame) -> Figure:
    """Draw how much of each topic comes back when topics are found again in part of the articles.

    Parameters
    ----------
    table : pandas.DataFrame
        One row per topic, drawn in the order given: ``topic, label, stability, stability_low, stability_high``: the
        mean, smallest and largest match, from 0 to 1.

    Notes
    -----
    Circle: from 0.6; diamond: from 0.4; triangle: under 0.4. A topic without a number has an empty row.
    """
    mean, low, high = (floats(table[name]) for name in ("stability", "stability_low", "stability_high"))
    known = np.isfinite(low) & np.isfinite(high)
    note = "Words a topic has in common with its like when the topics are found again in part of the articles:"
    note += " 0 none, 1 all. Dot: mean" + ("; line: from the smallest to the largest." if known.any() else ".")
    note += " Circle: stable; diamond: moderate; triangle: unstable."
    title = "Which topics are found again" if len(table) > 1 else "Whether the topic is found again"
    row = row_height(len(table))
    figure = new_figure(title, note, body=0.26 + row * len(table), foot=0.5)
    means = [_written(value) for value in mean]
    ranges = [f"{a:.2f} to {b:.2f}" if there else "–" for a, b, there in zip(low, high, known, strict=True)]
    columns = [0.2 + widest([*means, "mean"], SMALL)]
    columns.append(columns[0] + 0.2 + widest([*ranges, "range"], SMALL))
    left = EDGE + topic_room(table, 3.2) + 0.1
    ax = add_panel(figure, left, 0, WIDTH - left - EDGE - columns[1], row * len(table))
    rows = np.arange(len(table))
    for chosen, color, marker in classes(mean):
        lined = chosen & known
        ax.hlines(rows[lined], low[lined], high[lined], color=color, lw=2.3, alpha=0.45, zorder=2)
        ax.plot(mean[chosen], rows[chosen], marker, color=color, ms=6, clip_on=False, zorder=3)
    name_topics(ax, table, left - EDGE - 0.1)
    ax.set_xlim(0, 1)
    ax.set_xticks([0, 0.2, 0.4, 0.6, 0.8, 1], labels=["0", "0.2", "0.4", "0.6", "0.8", "1"])
    ax.grid(visible=False)
    ax.hlines(rows, 0, 1, color=RULE, lw=0.4, zorder=0)
    for edge in (UNSTEADY, STEADY):
        ax.axvline(edge, color=SOFT, lw=0.8, zorder=1)
    for middle, word in ((UNSTEADY / 2, "unstable"), ((UNSTEADY + STEADY) / 2, "moderate"), (0.8, "stable")):
        write_beside(ax, word, (middle, 1), 0, rise=4, align="center")
    ax.set_xlabel("stability: words in both, of the words in either", loc="left")
    beside(ax, "mean", means, columns[0], color=INK)
    beside(ax, "range", ranges, columns[1])
    return figure


def _written(stability: float) -> str:
    """Write two digits, or three where two would name another class."""
    if not np.isfinite(stability):
        return "–"
    moved = any((stability < edge) != (round(stability, 2) < edge) for edge in (UNSTEADY, STEADY))
    return f"{stability:.{3 if moved else 2}f}"


def say_topic_stability(table: pd.DataFrame) -> str:
    """State how many topics are stable, moderate and unstable, and the least stable."""
    values = floats(table["stability"])
    if not np.isfinite(values).any():
        return f"How stable {plural(len(table), 'topic')} would be is not known."
    least = leaders(table.assign(stability=-values), "stability")
    row = table.loc[least.index[0]]
    size = number(row["stability"]) + interval(row["stability_low"], row["stability_high"])
    name = f"topic {row['topic']} ({clean_label(row['label'], 60)})"
    if len(table) == 1:
        return f"T{name[1:]} has stability {size}."
    found = [int(chosen.sum()) for chosen, _, _ in classes(values)]
    parts = [f"{found[0]} {'is' if found[0] == 1 else 'are'} stable", f"{found[1]} moderate", f"{found[2]} unstable"]
    parts += [f"{len(table) - sum(found)} not known"] if sum(found) < len(table) else []
    text = f"Of {plural(len(table), 'topic')}, {listed(parts)}."
    if len(least) > 1:
        return f"{text} {plural(len(least), 'topic')} are the least stable: {number(row['stability'])} each."
    return f"{text} The least stable is {name}: {size}."


topic_stability = ReportFigure(
    "topic_stability",
    draw=plot_topic_stability,
    sentence=say_topic_stability,
    caption=("Words shared with the best-matching topic in ten draws (Jaccard similarity): mean, least and most."),
    empty="No topics were found, so stability is not shown.",
)
