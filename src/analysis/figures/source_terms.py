"""The figure of words by source: which words any of many sources uses more, or less, than the others."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from analysis.figures.labels import drawable_names, fit, text_width, widest
from analysis.figures.marks import flags, floats, leaders, name_rows, row_room
from analysis.figures.report_figure import ReportFigure
from analysis.figures.sides import sides
from analysis.figures.style import EDGE, INK, RULE, SMALL, SOFT, WIDTH, add_panel, new_figure, styled
from analysis.wording import clean_label, interval, number, plural, quoted

SOURCES, TERMS = 40, 30  # drawn at most
_ROW, _COLUMN = 0.24, 0.95  # inches of a row, and of a column at most
_NAMES, _UP = 1.7, 1.5  # inches at most for a term, and for a source's name on end


@styled
def plot_source_terms(table: pd.DataFrame) -> Figure:
    """Draw the log odds of every word in every source: the larger the mark, the larger they are.

    Parameters
    ----------
    table : pandas.DataFrame
        One row per source and term: ``source, term, log_odds, low, high, clear``. Both stand in the order of their
        first rows; the first 40 sources and 30 terms are drawn. Pairs that are missing stay empty.

    Notes
    -----
    Area of a mark: size of the log odds. Circle: more; diamond: less. Filled: ``clear``.
    """
    terms, sources = drawable_names(table["term"]), drawable_names(table["source"])
    shown = [list(terms)[:TERMS], list(sources)[:SOURCES]]
    drawn = table[table["term"].isin(shown[0]) & table["source"].isin(shown[1])]
    names = [terms[term] for term in shown[0]]
    left = EDGE + row_room(names, _NAMES, SMALL) + 0.1
    column = min((WIDTH - left - EDGE) / len(shown[1]), _COLUMN)
    heads = [fit(sources[source], _UP, SMALL) for source in shown[1]]
    above = widest(heads, SMALL) + 0.12
    note = "Circle: more in the source than in all others; diamond: less. Filled: clearly; hollow: not clearly."
    note += " Empty: not compared."
    if len(terms) > TERMS or len(sources) > SOURCES:
        note += f" Drawn are {len(shown[0])} of {plural(len(terms), 'word')}, {len(shown[1])} of {len(sources)}"
        note += f" source{'s' * (len(sources) > 1)}."
    figure = new_figure(
        "Which words each source uses more, or less, than the others",
        note,
        body=above + _ROW * len(names),
        foot=0.38,
    )
    ax = add_panel(figure, left, 0, column * len(heads), _ROW * len(names))
    name_rows(ax, names, left - EDGE - 0.1, SMALL)
    ax.set_xlim(-0.5, len(heads) - 0.5)
    ax.set_xticks(range(len(heads)), labels=heads, rotation=90, fontsize=SMALL)
    ax.tick_params(axis="x", labeltop=True, labelbottom=False, labelcolor=INK)
    ax.grid(visible=True, axis="both", color=RULE, lw=0.4)
    ax.spines[:].set_visible(False)
    place = [{name: i for i, name in enumerate(side)} for side in shown]
    rows, columns = drawn["term"].map(place[0]).to_numpy(int), drawn["source"].map(place[1]).to_numpy(int)
    odds = floats(drawn["log_odds"])
    top = float(np.nanmax(np.abs(odds), initial=0)) or 1.0
    widest_mark = 72 * 0.86 * min(column, _ROW)  # points across
    _marks(ax, columns, rows, odds, flags(drawn["clear"]), widest_mark**2 / top)
    _name_sizes(figure, top, widest_mark)
    return figure


def _marks(ax: Axes, columns: np.ndarray, rows: np.ndarray, odds: np.ndarray, clear: np.ndarray, area: float) -> None:
    """Draw one mark a pair; `area` is the square of a mark's points across for log odds of one."""
    for chosen, color, marker in sides(odds):
        # A diamond as wide as a circle has less area; these have the same.
        stretch = 1.0 if marker == "o" else np.pi / 4
        for filled in (True, False):
            these = chosen & (clear == filled)
            face = color if filled else "white"
            size = np.abs(odds[these]) * area * stretch
            ax.scatter(
                columns[these], rows[these], s=size, marker=marker, c=face, edgecolors=color, lw=0.9, clip_on=False
            )


def _name_sizes(figure: Figure, top: float, widest_mark: float) -> None:
    """Show in the foot how large log odds of three sizes are drawn."""
    across, high = figure.get_size_inches()
    y = (figure.subplotpars.bottom * high - 0.24) / high
    x = EDGE
    figure.text(x / across, y, "log odds", fontsize=SMALL, color=SOFT, va="center_baseline")
    x += text_width("log odds", SMALL) + 0.2
    for share in (0.1, 0.4, 1.0):
        size = widest_mark * np.sqrt(share)
        mark = Line2D([x / across], [y], marker="o", ms=size, mfc="none", mec=SOFT, mew=0.9, ls="none")
        mark.set_transform(figure.transFigure)
        figure.add_artist(mark)
        text = number(float(f"{share * top:.2g}"))
        figure.text((x + 0.16) / across, y, text, fontsize=SMALL, color=SOFT, va="center_baseline")
        x += 0.45 + text_width(text, SMALL)


def say_source_terms(table: pd.DataFrame) -> str:
    """State how many differences are clear, and the largest of them."""
    known = table[table["log_odds"].notna()]
    clear = known[flags(known["clear"])]
    pairs = f"of {plural(len(known), 'word and source', 'pairs of word and source')}"
    if clear.empty:
        return f"None {pairs} is clearly apart from the others." if len(known) else "No word could be compared."
    verb = "is" if len(clear) == 1 else "are"
    text = f"{number(len(clear))} {pairs} {verb} clearly apart."
    most = leaders(clear.assign(size=np.abs(floats(clear["log_odds"]))), "size")
    if len(most) > 1:
        return text
    row = most.iloc[0]
    sign = 1 if row["log_odds"] > 0 else -1
    low, high = sorted(sign * float(row[end]) for end in ("low", "high"))
    more = f"{'more' if sign > 0 else 'less'} in {clean_label(row['source'], 50)}"
    size = f"log odds {number(row['size'])}{interval(low, high)}"
    return f"{text} Furthest: {quoted(row['term'], 50)}, {more}, {size}."


source_terms = ReportFigure(
    "source_terms",
    draw=plot_source_terms,
    sentence=say_source_terms,
    caption=(
        "Log odds of each word in each source against all others; filled: beyond chance, for all words and "
        "sources at once."
    ),
    empty="No word sets a source apart beyond chance.",
)
