"""The figure of survival: whether a word still sets its source apart when copied text is taken out."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.figures.labels import drawable, drawable_names, fit, row_labels, text_width, widest, wrap
from analysis.figures.marks import extent, flags, floats, head_panel, round_ticks
from analysis.figures.panels import Grid, balanced
from analysis.figures.placing import spread
from analysis.figures.report_figure import ReportFigure
from analysis.figures.style import BLUE, EDGE, GREY, INK, LABEL, SMALL, SOFT, new_figure, styled
from analysis.wording import clean_label, listed, number, plural, quoted

MOST = 9  # panels
_STEP = 0.165  # inches between two names
_NAMES = 1.15  # inches that a name takes at most
_ASIDE = 0.14  # inches from the names to the first column


@styled
def plot_survival(table: pd.DataFrame) -> Figure:
    """Draw log odds of each source's words in all text, in one text of each group of copies, in its own sentences.

    Parameters
    ----------
    table : pandas.DataFrame
        One row per source, term and text: ``source, term, text, log_odds, low, high, survives``. Sources, terms and
        texts stand in the order of their first rows; the first nine sources are drawn. ``survives`` is the same in all
        rows of a source and term.

    Notes
    -----
    Filled: ``low > 0``. Grey and dashed: ``survives`` is false.
    """
    names, texts = drawable_names(table["source"]), list(table["text"].drop_duplicates())
    terms = np.array(row_labels(table["term"]), dtype=object)
    shown = list(names)[:MOST]
    drawn = table[table["source"].isin(shown)]
    odds = floats(drawn["log_odds"])
    most = int(drawn.groupby("source", sort=False)["term"].nunique().max())
    columns = balanced(len(shown), 3)
    words = min(widest(terms[drawn.index], SMALL) + 0.02, _NAMES if columns > 1 else 3.0)
    grid = Grid(
        len(shown),
        columns,
        height=max(1.9, _STEP * (most + 1)),
        head=0.34,
        left=words + _ASIDE,
        right=0.46,
        under=0.62,
        margin=EDGE + 0.22,
    )
    title = "Which words still set a source apart when copied text is taken out"
    note = "Line: one word; its log odds against all other sources." + _how_to_read(drawn, len(names))
    figure = new_figure(title, note, body=grid.body, foot=0.62)
    bottom, top = extent(odds)
    pad = 0.07 * (top - bottom)
    columns_at = {text: i for i, text in enumerate(texts)}
    groups = drawn.groupby("source", sort=False).indices
    for i, (ax, (source, rows)) in enumerate(zip(grid.add_to(figure), groups.items(), strict=True)):
        ax.set_xlim(-0.12, max(len(texts) - 1, 1) + 0.12)
        ax.set_ylim(bottom - pad, top + pad)
        _panel(ax, drawn.iloc[rows], terms[drawn.index[rows]], columns_at, (words, grid.height))
        _name_texts(ax, texts, grid.width / (ax.get_xlim()[1] - ax.get_xlim()[0]))
        ax.axhline(0, color=INK, lw=0.9, zorder=1)
        ax.yaxis.tick_right()
        round_ticks(ax.yaxis, *ax.get_ylim(), most=5)
        ax.tick_params(axis="y", labelsize=SMALL, labelcolor=SOFT, pad=3)
        ax.grid(visible=False, axis="x")
        ax.grid(visible=True, axis="y")
        head_panel(ax, fit(names[source], grid.left + grid.width + 0.3, LABEL, "bold"), left=-grid.left, rise=7)
        if i % columns == 0:
            _name_axis(ax, grid)
    return figure


def _how_to_read(drawn: pd.DataFrame, sources: int) -> str:
    note = " Filled: clearly more; hollow: not clearly." if drawn["low"].notna().any() else ""
    if drawn["survives"].eq(False).fillna(False).any():
        note += " Grey and dashed: no longer clear in the source's own sentences."
    return note + (f" Drawn are the first {MOST} of {sources} sources; all are in the data." if sources > MOST else "")


def _panel(
    ax: Axes, rows: pd.DataFrame, terms: np.ndarray, columns: dict[str, int], paper: tuple[float, float]
) -> None:
    """Draw the lines of one source, and their names left of them, moved apart; `paper`: inches of names and axes."""
    words, high = paper
    bottom, top = ax.get_ylim()
    lines, firsts, labels = [], [], []
    for positions in rows.groupby("term", sort=False).indices.values():
        line = rows.iloc[positions]
        values = np.full(len(columns), np.nan)
        filled = np.zeros(len(columns), dtype=bool)
        at = [columns[text] for text in line["text"]]
        values[at], filled[at] = floats(line["log_odds"]), floats(line["low"]) > 0
        lost = bool(line["survives"].eq(False).fillna(False).all())
        known = np.flatnonzero(np.isfinite(values))
        color = GREY if lost else BLUE
        ax.plot(known, values[known], color=color, lw=1.3, ls=(0, (4, 2)) if lost else "-", zorder=1.8 if lost else 2)
        for chosen, face in ((filled, color), (~filled, "white")):
            spots = np.intersect1d(known, np.flatnonzero(chosen))
            marker = "D" if lost else "o"
            ax.plot(spots, values[spots], marker, color=color, mfc=face, mew=1.2, ms=4.5, zorder=3, clip_on=False)
        lines.append((values[known[0]] if len(known) else 0.0, known[0] if len(known) else None))
        labels.append(terms[positions[0]])
        firsts.append((lines[-1][0] - bottom) / (top - bottom) * high)
    places = spread(np.array(firsts), _STEP, -0.02, high + 0.02)
    left = ax.get_xlim()[0]
    inch = (ax.get_xlim()[1] - left) / (ax.bbox.width / ax.figure.dpi)
    for (value, start), label, place in zip(lines, labels, places, strict=True):
        name = fit(label, words, SMALL)
        y = bottom + place / high * (top - bottom)
        ends = [left - _ASIDE * inch, start if start is not None else left], [y, value]
        if start is not None:
            ax.plot(*ends, color=SOFT, lw=0.5, clip_on=False, zorder=1.5)
        x = left - (_ASIDE + 0.03) * inch
        ax.text(x, y, name, ha="right", va="center_baseline", fontsize=SMALL, color=INK if start is not None else SOFT)


def _name_texts(ax: Axes, texts: list[object], inches: float) -> None:
    """Name the columns, `inches` apart; the first reaches out to the left and the last to the right."""
    last = len(texts) - 1
    ax.set_xticks(range(len(texts)), labels=[""] * len(texts))
    for i, text in enumerate(texts):
        room, shift, align = (inches + 0.1, 0.0, "center")
        if i in (0, last):
            room, shift, align = (0.72, -0.12, "left") if i else (0.6, 0.16, "right")
        lines = "\n".join(wrap(drawable(text), room, SMALL, lines=3))
        note = ax.annotate(lines, (i, 0), (72 * shift, -5), ("data", "axes fraction"), "offset points", ha=align)
        note.set(va="top", fontsize=SMALL, color=SOFT, annotation_clip=False)


def _name_axis(ax: Axes, grid: Grid) -> None:
    """Say along a row of panels which way is which."""
    text = "log odds   more in the source →"
    text = text if text_width(text, SMALL) <= grid.height + 0.5 else "more in the source →"
    ax.annotate(
        text,
        (0, 0.5),
        (-72 * (grid.left + 0.13), 0),
        xycoords="axes fraction",
        textcoords="offset points",
        rotation=90,
        ha="center",
        va="center",
        fontsize=SMALL,
        color=SOFT,
    )


def say_survival(table: pd.DataFrame) -> str:
    """State how many findings survive in the sources' own sentences, and name some that do not."""
    findings = table.drop_duplicates(["source", "term"])
    known = findings[findings["survives"].notna()]
    if known.empty:
        return f"Whether {plural(len(findings), 'finding')} would survive without copied text is not known."
    lost = known[~flags(known["survives"])]
    kept = len(known) - len(lost)
    verb = "is" if kept == 1 else "are"
    text = f"{number(kept)} of {plural(len(known), 'finding')} {verb} still clear in the source's own sentences."
    if lost.empty:
        return text
    names = listed((f"{quoted(r.term, 40)} ({clean_label(r.source, 40)})" for r in lost.itertuples()), limit=3)
    return f"{text} Lost: {names}."


survival = ReportFigure(
    "survival",
    draw=plot_survival,
    sentence=say_survival,
    caption=(
        "Log odds in all text, in one article of each group of duplicates, in own sentences; filled: the "
        "interval lies above 0."
    ),
    empty="No word sets a source apart beyond chance.",
)
