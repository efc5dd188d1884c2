"""Figures of many sources at once: words by sources, and sources by sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.colors import LinearSegmentedColormap, to_hex
from matplotlib.figure import Figure

from analysis.figures.labels import drawable_names, fit, widest
from analysis.figures.marks import drawn_of, flags, floats, places, split
from analysis.figures.matrix import add_cell, add_matrix, head_room
from analysis.figures.report_figure import ReportFigure
from analysis.figures.row_panels import RowNames
from analysis.figures.style import EDGE, PALE, SHADES, SMALL, is_narrow, new_figure, page_width
from analysis.vocabulary import CLEAR, LIKELY
from analysis.wording import clean_label, listed, number, plural, quoted

_TERMS, _FEW = 24, 3  # terms drawn at most; fewer are a sentence
_ROW, _COLUMN = 0.24, 0.95  # inches of a row, and of a column at most
_TURNED = 0.17  # inches that a name turned upright needs
_LESS = LinearSegmentedColormap.from_list("less", ["#fdf1e6", "#e69f00", "#a34700"])
_MAX_DOUBLINGS = 4.0


def _draw_cells(
    title: str,
    notes: tuple[str, str],
    names: tuple[list[str], list[str]],
    cells: Mapping[tuple[int, int], tuple[str, str | None]],
    strongest: Sequence[int],
    which: str,
    *,
    square: bool = False,
) -> Figure:
    """Draw cells with a colour and a text at some rows and columns.

    All columns that have room for their names are drawn; of more, as many as have room for the texts.

    Parameters
    ----------
    notes : tuple of str
        How to read cells with texts, and cells too narrow for them.
    names : tuple of list of str
        Of the rows and of the columns, which are sources.
    cells : mapping
        Colour and text at a row and a column; cells that are missing stay pale, those without a text empty.
    strongest : sequence of int
        All columns, the first to be drawn first.
    which : str
        Which these are.
    square : bool
        Whether the rows are cut to as many: the first; the sources are one more than the columns.
    """
    rows = RowNames(names[0], size=SMALL)
    left = EDGE + rows.room(1.7 if is_narrow() else 2.4) + 0.1
    inside = page_width() - left - EDGE
    needed = widest({text or "" for _, text in cells.values()}, SMALL) + 0.04
    n = len(names[1])
    n = n if n <= int(inside / _TURNED) else int(inside / needed)
    drawn = sorted(strongest[:n])
    heads = [fit(names[1][x], 2.0, SMALL) for x in drawn]
    rows = RowNames(names[0][:n], size=SMALL) if square else rows
    column = min(inside / n, _COLUMN)
    note = notes[needed > column] + drawn_of(n + square, len(names[1]) + square, "source", which)
    figure = new_figure(title, note, body=head_room(heads, True) + _ROW * len(rows.labels), foot=0.1)
    ax = add_matrix(figure, rows, heads, True, left=left, room=left - EDGE - 0.1, cell=(column, _ROW))
    for y in range(len(rows.labels)):
        for place, x in enumerate(drawn):
            color, text = cells.get((y, x), (PALE, ""))
            if text is not None:
                add_cell(ax, (place, y), color, text if needed <= column else "")
    return figure


def _draw_source_terms(table: pd.DataFrame) -> Figure:
    """Draw how many times as often as the others each source uses each word, where that is beyond chance."""
    terms, sources = ([label for label, _ in split(table, column)] for column in ("term", "source"))
    rows, columns = places(table["term"]), places(table["source"])
    found, more = table["tier"].isin([CLEAR, LIKELY]).to_numpy(), flags(table["more"])
    ratio, low = floats(table["ratio"]), floats(table["ratio_low"])
    cells = {}
    for row in np.flatnonzero(found & (rows < _TERMS)):
        known = np.isfinite(ratio[row])
        times = ratio[row] if known else low[row]
        with np.errstate(divide="ignore", invalid="ignore"):
            depth = float(np.clip(abs(np.log2(times)) / _MAX_DOUBLINGS, 0.05, 1)) if times > 0 else 1.0
        text = number(float(f"{times:.{2 if times >= 1 else 1}g}")) if times >= 0.01 else "0"
        text = text if known else "only"
        colour = to_hex((SHADES if more[row] else _LESS)(0.9 * depth))
        cells[rows[row], columns[row]] = (colour, text)
    note = "Times as often as in the other sources: blue more often, orange less. Pale: may be chance."
    note += drawn_of(min(len(terms), _TERMS), len(terms), "word", "the first")
    only = " only: in no other source." * any(text == "only" for _, text in cells.values())
    found_in = np.bincount([column for _, column in cells], minlength=len(sources))
    return _draw_cells(
        "Words that set several sources apart",
        (note + only, note),
        (terms[:_TERMS], sources),
        cells,
        np.argsort(-found_in, kind="stable").tolist(),
        "those that differ in most of the words",
    )


def _say_source_terms(table: pd.DataFrame) -> str:
    """State how many differences are beyond chance, and which word most sources use more."""
    found = table[table["tier"].isin([CLEAR, LIKELY])]
    pairs = f"of {plural(len(table), 'word and source', 'pairs of word and source')}"
    text = f"{number(len(found))} {pairs} {'is' if len(found) == 1 else 'are'} beyond chance."
    if found.empty:
        return text
    term = found["term"].iloc[0]
    own = found[found["term"] == term]
    more, less = (
        listed(map(clean_label, own["source"][side]), limit=3) for side in (flags(own["more"]), ~flags(own["more"]))
    )
    parts = [f"more in {more}"] * bool(more) + [f"less in {less}"] * bool(less)
    if table["term"].nunique() < _FEW:
        return f"{quoted(term, 50)} sets several sources apart: it is {', '.join(parts)}."
    return f"{text} {quoted(term, 50)} is {', '.join(parts)}."


def _draw_distances(table: pd.DataFrame) -> Figure:
    """Draw how far apart every two sources are, of 100 for the two furthest apart; those far from all others first."""
    names = drawable_names(pd.concat([table["source"], table["other"]]))
    excess, found = floats(table["excess"]), table["tier"].isin([CLEAR, LIKELY]).to_numpy()
    size = np.where(found, np.clip(np.nan_to_num(excess), 0, None), 0.0)
    far = dict.fromkeys(names, 0.0)
    for one, other, apart in zip(table["source"], table["other"], size, strict=True):
        far[one] += apart
        far[other] += apart
    place = {name: i for i, name in enumerate(sorted(far, key=lambda name: -round(far[name], 9)))}
    most = min(len(names), int(page_width() / _TURNED))  # more have no room
    # Each pair once: the first source has no row, the last no column.
    cells: dict[tuple[int, int], tuple[str, str | None]] = {
        (y, x): (PALE, None) for y in range(most) for x in range(y + 1, most)
    }
    for one, other, apart in zip(table["source"], table["other"], size / max(size.max(), 1e-12), strict=True):
        low, high = sorted((place[one], place[other]))
        if apart > 0 and high <= most:
            cells[high - 1, low] = to_hex(SHADES(max(0.9 * apart, 0.05))), f"{100 * apart:.0f}"
    labels = [names[name] for name in place]
    note = "" if found.all() else " Pale: may be chance."
    note += " Sources far from all others come first."
    return _draw_cells(
        "Distance of the sources in their words",
        (f"100: the two furthest apart.{note}", f"Darker: further apart.{note}"),
        (labels[1:], labels[:-1]),
        cells,
        range(len(labels) - 1),
        "those furthest from the others",
        square=True,
    )


def _furthest(table: pd.DataFrame) -> str:
    """Name the two sources that are furthest apart, of those that differ by more than chance."""
    found = table[table["tier"].isin([CLEAR, LIKELY])]
    pairs = f"{plural(len(table), 'pair')} of sources"
    if found.empty:
        return f"None of {pairs} differs in its words by more than chance."
    row = found.iloc[int(floats(found["excess"]).argmax())]
    both = f"{clean_label(row['source'], 60)} and {clean_label(row['other'], 60)}"
    verb = "differs" if len(found) == 1 else "differ"
    if len(table) == 1:
        return f"The words of {both} differ by more than chance."
    return f"Furthest apart in their words: {both}. By more than chance {verb} {number(len(found))} of {pairs}."


def _no_matrix(table: pd.DataFrame) -> str:
    """Say in a sentence what one pair, or none beyond chance, would make a drawing of."""
    found = table["tier"].isin([CLEAR, LIKELY]).any()
    return "" if found and len(table) > 1 else _furthest(table)


source_terms = ReportFigure(
    "source_terms",
    draw=_draw_source_terms,
    sentence=_say_source_terms,
    nothing=lambda table: _say_source_terms(table) if table["term"].nunique() < _FEW else "",
    caption="Words above that another source uses more or less than the others, too: clear and likely differences.",
    empty="No word sets more than one source apart beyond chance.",
)
source_distances = ReportFigure(
    "source_distances",
    draw=_draw_distances,
    sentence=_furthest,
    caption="Divergence of the (at most 2,000) most used words of two sources beyond shuffled texts, as a share of the "
    "largest. All pairs are tested together.",
    empty="Fewer than two sources have ten independent texts, so there are no distances.",
    nothing=_no_matrix,
)
