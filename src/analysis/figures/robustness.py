"""The figure of robustness: in how many settings a finding holds, and which source or stories it hangs on."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.figures.labels import drawable, drawable_names, fit, row_labels, widest
from analysis.figures.marks import flags, floats, head_panel, name_rows, write_beside
from analysis.figures.panels import Grid
from analysis.figures.report_figure import ReportFigure
from analysis.figures.style import BLUE, GREEN, GREY, INK, LABEL, ORANGE, SMALL, SOFT, new_figure, styled
from analysis.wording import clean_label, listed, number, plural, quoted

_ROW, _TERM, _NEEDS = 0.21, 1.25, 1.25  # inches of a row, of a term and of a source's name at most


@styled
def plot_robustness(table: pd.DataFrame) -> Figure:
    """Draw in how many settings each finding holds, and without what it is no longer clear.

    Parameters
    ----------
    table : pandas.DataFrame
        One row per source and term, drawn in the order given: ``source, term, holds, settings, needs,
        without_copied``. ``holds`` of ``settings``, which is the same in all rows; ``needs`` names the source without
        which the finding is not clear, "" if there is none; ``without_copied`` is true where it is still clear without
        the three most copied stories.
    """
    names, terms = drawable_names(table["source"]), row_labels(table["term"])
    groups = table.groupby("source", sort=False).indices
    needs = table["needs"].fillna("")
    copied = ~flags(table["without_copied"]) & table["without_copied"].notna().to_numpy()
    settings = int(floats(table["settings"])[0])
    many = len(groups) > 1
    marked = [drawable(name, row) if name else "" for row, name in enumerate(needs, start=1)]
    most = max(len(rows) for rows in groups.values())
    left = min(widest(terms, SMALL) + 0.02, _TERM if many else 3.0) + 0.1
    grid = Grid(
        len(groups),
        2 if many else 1,
        height=_ROW * most,
        head=0.42 if many else 0.24,
        left=left,
        right=0.96 + min(max(widest(marked, SMALL), 0.5), _NEEDS if many else 2.5),
        under=0.32,
    )
    note = f"Filled: settings, of {settings}, in which the word is clearly more in the source."
    note += " Triangle: not clear without the source named." if (needs != "").any() else ""
    note += " Diamond: not clear without the three most copied stories." if copied.any() else ""
    title = f"In how many of {settings} settings each finding holds"
    figure = new_figure(title, note, body=grid.body, foot=0.4)
    for i, (ax, (source, rows)) in enumerate(zip(grid.add_to(figure), groups.items(), strict=True)):
        ax.set_xlim(0, settings)
        name_rows(ax, [fit(terms[row], left - 0.1, SMALL) for row in rows], left - 0.1, SMALL)
        ax.set_ylim(most - 0.5, -0.5)
        _strip(ax, floats(table["holds"])[rows], settings)
        _marks(ax, [marked[row] for row in rows], copied[rows], grid)
        ax.grid(visible=False)
        ax.spines[:].set_visible(False)
        ticks = sorted({0, settings // 2, settings})
        ax.set_xticks(ticks, labels=[number(tick) for tick in ticks], fontsize=SMALL)
        if grid.is_lowest(i):
            ax.set_xlabel("holds in n settings   more often →", fontsize=SMALL, loc="left", labelpad=2)
        if many:
            head_panel(ax, fit(names[source], left + grid.width + 0.4, LABEL, "bold"), left=-left)
    return figure


def _strip(ax: Axes, holds: np.ndarray, settings: int) -> None:
    """Draw a strip of one cell a setting, filled as far as the finding holds, and the number."""
    rows = np.arange(len(holds))
    ax.barh(rows, settings, 0.56, color="white", edgecolor=GREY, lw=0.8)
    for chosen, color in ((holds == settings, BLUE), (holds < settings, GREEN)):
        ax.barh(rows[chosen], holds[chosen], 0.56, color=color, lw=0)
    ax.vlines(np.arange(1, settings), -0.5, len(holds) - 0.5, color="white", lw=0.6)
    for row, held in enumerate(holds):
        write_beside(ax, number(held), (1, row), 0.26, rows=True, size=SMALL, color=INK)


def _marks(ax: Axes, needs: list[str], copied: np.ndarray, grid: Grid) -> None:
    """Mark right of the numbers what a finding hangs on: copied stories, then a source by name."""
    rows = np.arange(len(needs))
    named = np.array([bool(name) for name in needs])
    for chosen, inches, marker, color in ((copied, 0.42, "D", SOFT), (named, 0.62, "^", ORANGE)):
        x = np.full(chosen.sum(), 1 + inches / grid.width)
        ax.plot(x, rows[chosen], marker, color=color, ms=6, transform=ax.get_yaxis_transform(), clip_on=False)
    for row in rows[named]:
        text = fit(needs[row], grid.right - 0.84, SMALL)
        write_beside(ax, text, (1, row), 0.72, rows=True, align="left", size=SMALL, color=INK)


def say_robustness(table: pd.DataFrame) -> str:
    """State how many findings hold in all settings, and how many hang on one source or on copied stories."""
    holds, settings = floats(table["holds"]), floats(table["settings"])
    findings = plural(len(table), "finding")
    every = int(np.sum(holds == settings))
    verb = "holds" if every == 1 else "hold"
    text = f"{number(every)} of {findings} {verb} in all {number(settings[0])} settings."
    least = table[holds == np.nanmin(holds)] if np.isfinite(holds).any() else table[:0]
    if len(least) == 1 and every < len(table):
        row = least.iloc[0]
        name = f"{quoted(row['term'], 50)} ({clean_label(row['source'], 50)})"
        text += f" Least often: {name}, in {number(row['holds'])}."
    lone = int((table["needs"].fillna("") != "").sum())
    copied = int(np.sum(~flags(table["without_copied"]) & table["without_copied"].notna().to_numpy()))
    hang = [
        f"{what} ({plural(n, 'finding')})"
        for n, what in ((lone, "one source"), (copied, "the most copied stories"))
        if n
    ]
    return f"{text} Not clear without: {listed(hang, limit=3)}." if hang else text


robustness = ReportFigure(
    "robustness",
    draw=plot_robustness,
    sentence=say_robustness,
    caption="Settings in which the interval lies above 0, and what the difference cannot do without.",
    empty="No word sets a source apart beyond chance.",
)
