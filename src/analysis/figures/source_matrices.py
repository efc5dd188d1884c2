"""Figures of many sources at once: words by sources, and sources by sources."""

from __future__ import annotations

from functools import partial

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from analysis.figures.labels import drawable_names, fit, text_width, widest
from analysis.figures.marks import FIRST, SECOND, Estimates, flags, floats, leaders, places, round_ticks, split
from analysis.figures.report_figure import ReportFigure
from analysis.figures.row_panels import RowNames
from analysis.figures.style import (
    EDGE,
    GREY,
    INK,
    LABEL,
    PALE,
    RULE,
    SHADES,
    SMALL,
    SOFT,
    add_panel,
    ink_on,
    new_figure,
    page_width,
)
from analysis.vocabulary import CLEAR, LIKELY, OTHER_SOURCES
from analysis.wording import clean_label, interval, number, percent, plural, quoted

_SOURCES, _TERMS = 40, 30  # drawn at most
_ROW, _COLUMN = 0.24, 0.95  # inches of a row, and of a column at most
_TREE, _TREE_GAP = 1.0, 0.08  # inches across the tree, and between it and the cells
_CELL = 0.85  # inches of a cell at most


def _draw_source_terms(table: pd.DataFrame) -> Figure:
    """Draw in which share of its texts every source holds every word: the larger the mark, the larger the share.

    Area of a mark: share of the source's texts. Pairs that are missing stay empty.
    """
    terms, sources = ([label for label, _ in split(table, column)] for column in ("term", "source"))
    rows, columns = places(table["term"]), places(table["source"])
    names = RowNames(terms[:_TERMS], size=SMALL)
    heads = [fit(source, 1.5, SMALL) for source in sources[:_SOURCES]]
    left = EDGE + names.room(1.7) + 0.1
    column = min((page_width() - left - EDGE) / len(heads), _COLUMN)
    note = "Area: share of the source's texts that hold the word. Circle: more than the others; diamond: less."
    note += " Filled: beyond chance. Empty: in none of its texts."
    if len(terms) > _TERMS or len(sources) > _SOURCES:
        note += f" Drawn are {len(names.labels)} of {plural(len(terms), 'word')}"
        note += f" and {len(heads)} of {plural(len(sources), 'source')}."
    high = _ROW * len(names.labels)
    title = "In how many of its texts each source has these words"
    figure = new_figure(title, note, body=widest(heads, SMALL) + 0.12 + high, foot=0.38)
    ax = add_panel(figure, left, 0, column * len(heads), high)
    names.write(ax, left - EDGE - 0.1)
    ax.set(xlim=(-0.5, len(heads) - 0.5), ylim=(len(names.labels) - 0.5, -0.5))
    ax.set_xticks(range(len(heads)), labels=heads, rotation=90)
    ax.tick_params(axis="x", labeltop=True, labelbottom=False, labelcolor=INK)
    ax.grid(visible=True, axis="both", color=RULE, lw=0.4)
    ax.spines[:].set_visible(False)
    drawn = (rows < _TERMS) & (columns < _SOURCES)
    share, found, more = floats(table["share"]), flags(table["tier"].isin([CLEAR, LIKELY])), flags(table["more"])
    top = float(np.nanmax(share[drawn], initial=0)) or 1.0
    points = 72 * 0.86 * min(column, _ROW)  # across the largest mark
    for (color, marker), side, stretch in ((FIRST, more, 1.0), (SECOND, ~more, np.pi / 4)):
        # A diamond as wide as a circle has less area; stretched, they have the same.
        for face, filled in ((color, found), ("white", ~found)):
            these = drawn & filled & side & (np.nan_to_num(share) > 0)
            area = share[these] * points**2 / top * stretch
            marks = ax.scatter(columns[these], rows[these], s=area, marker=marker, c=face, edgecolors=color)
            marks.set(lw=0.9, clip_on=False)
    _name_sizes(figure, top, points)
    return figure


def _name_sizes(figure: Figure, top: float, points: float) -> None:
    """Show in the foot how large shares of three sizes are drawn."""
    ax = add_panel(figure, EDGE, -0.36, page_width() - 2 * EDGE, 0.24)
    ax.set(xlim=(0, page_width() - 2 * EDGE), ylim=(0, 1))
    ax.axis("off")
    texts = ["share of texts", *(percent(float(f"{share * top:.2g}")) for share in (0.1, 0.4, 1.0))]
    x = 0.0
    for share, text in zip((0, 0.1, 0.4, 1.0), texts, strict=True):
        if share:
            ax.add_line(Line2D([x], [0.5], marker="o", ms=points * np.sqrt(share), mfc="none", mec=SOFT, mew=0.9))
            x += 0.16
        ax.text(x, 0.5, text, fontsize=SMALL, color=SOFT, va="center_baseline")
        x += text_width(text, SMALL) + 0.26


def _say_source_terms(table: pd.DataFrame) -> str:
    """State how many differences are beyond chance, and the largest share."""
    found = table[table["tier"].isin([CLEAR, LIKELY])]
    pairs = f"of {plural(len(table), 'word and source', 'pairs of word and source')}"
    verb = "is" if len(found) == 1 else "are"
    text = f"{number(len(found))} {pairs} {verb} beyond chance."
    most = leaders(found, "share")
    if len(most) != 1:
        return text
    row = most.iloc[0]
    held = f"in {percent(row['share'])} of its texts"
    return f"{text} Most: {quoted(row['term'], 50)} in {clean_label(row['source'], 50)}, {held}."


def _draw_distances(table: pd.DataFrame, things: str) -> Figure:
    """Draw the distance of each pair of sources beyond chance, as an ordered half matrix and a tree.

    Pairs that are neither clear nor likely are hatched grey, likely ones dotted. The tree joins groups at the average
    of their excess (average linkage, optimal leaf order); a negative excess counts as zero there, a missing one as the
    largest.
    """
    names = drawable_names(pd.concat([table["source"], table["other"]]))
    excess = Estimates.of(table, "excess")
    far, order, brackets = _join(table, list(names), excess.value)
    place = {list(names)[leaf]: i for i, leaf in enumerate(order)}
    has_tree = far > 0
    left = EDGE + (_TREE + _TREE_GAP if has_tree else 0)
    labels, cell = _fit_names([names[source] for source in place], page_width() - EDGE - left)
    likely = table["tier"].eq(LIKELY).to_numpy(dtype=bool)
    chance = ~(likely | table["tier"].eq(CLEAR).to_numpy(dtype=bool))
    peak = np.nanmax(np.where(chance, np.nan, excess.value), initial=1e-9)
    digits = 0 if np.nanmax(np.abs(excess.value), initial=0) >= 0.01 or len(names) > 18 else 1
    texts, lows, highs = ([_thousandths(x, digits) for x in ends] for ends in (excess.value, excess.low, excess.high))
    bands = [f"{a} to {b}" if known else "" for a, b, known in zip(lows, highs, excess.known, strict=True)]
    with_numbers = widest(texts, SMALL) + 0.02 <= cell
    with_bands = bool(excess.known.any()) and widest(bands, SMALL) + 0.1 <= cell
    note = f"Jensen-Shannon divergence of their {things} beyond chance, in thousandths"
    note += "" if with_numbers else "; the numbers are in the data"
    note += "; below, the 95% interval" if with_bands else ""
    note += ". Read left from a name and down from it; darker: further apart."
    note += " Dotted: likely." if likely.any() else ""
    note += " Hatched: may be chance." if chance.any() else ""
    note += " Cell beside a name: random halves of it." if table["source"].eq(table["other"]).any() else ""
    note += " Tree: groups join at their average distance." if has_tree else ""
    title = f"How far apart the sources are in their {things}"
    title = title if len(names) > 1 else f"How far {labels[0]} differs from itself in its {things}"
    figure = new_figure(title, note, body=cell * len(names) + 0.05, foot=0.46 if has_tree else 0.0)
    ax = add_panel(figure, left, 0, page_width() - EDGE - left, cell * len(names))
    ax.set(xlim=(0, (page_width() - EDGE - left) / cell), ylim=(len(names), 0))
    ax.axis("off")
    for row, (one, other) in enumerate(zip(table["source"], table["other"], strict=True)):
        across, down = sorted((place[one], place[other]))
        written = (texts[row] if with_numbers else "", bands[row] if with_bands else "")
        hatch = "////" if chance[row] else "..." if likely[row] else ""
        _fill(ax, (across, down), -1.0 if chance[row] else excess.value[row] / peak, hatch, written)
    for i, label in enumerate(labels):
        ax.annotate(label, (i + 1, i + 0.5), (6, 0), textcoords="offset points", va="center_baseline", fontsize=SMALL)
    if not with_numbers:
        _key(ax, cell, peak)
    if has_tree:
        _draw_tree(add_panel(figure, EDGE, 0, _TREE, cell * len(names)), brackets, far)
    return figure


def _fit_names(names: list[str], inches: float) -> tuple[list[str], float]:
    """Cut the names, and choose the largest cell with which every name ends inside the figure."""
    names = [fit(name, 2.4 if len(names) <= 18 else 1.5, SMALL) for name in names]
    cell = min((inches - 0.15 - text_width(name, SMALL)) / (i + 1) for i, name in enumerate(names))
    return names, min(cell, _CELL)


def _join(
    table: pd.DataFrame, sources: list[object], excess: np.ndarray
) -> tuple[float, list[int], list[tuple[np.ndarray, np.ndarray]]]:
    """Join the nearest groups of sources first.

    Returns
    -------
    float, list of int, list of (ndarray, ndarray)
        The distance of the last join; the sources in an order in which neighbours are close, of an order and its
        reverse that which begins with the lower number; and for each join its bracket: distances and rows.
    """
    from scipy.cluster.hierarchy import dendrogram, linkage

    n = len(sources)
    if n < 2:
        return 0.0, list(range(n)), []
    place = {source: i for i, source in enumerate(sources)}
    far = np.nanmax(excess, initial=0.0)
    distance = np.full((n, n), far)
    for one, other, apart in zip(table["source"], table["other"], excess, strict=True):
        size = max(apart, 0.0) if np.isfinite(apart) else far
        distance[place[one], place[other]] = distance[place[other], place[one]] = size
    joins = linkage(distance[np.triu_indices(n, 1)], "average", optimal_ordering=True)
    drawn = dendrogram(joins, no_plot=True)
    order, turned = drawn["leaves"], drawn["leaves"][0] > drawn["leaves"][-1]
    # scipy draws leaf i at 10 i + 5.
    rows = [(np.array(ends) - 5) / 10 for ends in drawn["icoord"]]
    brackets = [(np.array(d), n - 1 - r if turned else r) for d, r in zip(drawn["dcoord"], rows, strict=True)]
    return float(joins[-1, 2]), order[::-1] if turned else order, brackets


def _draw_tree(ax: Axes, brackets: list[tuple[np.ndarray, np.ndarray]], far: float) -> None:
    """Draw the tree with its leaves at the cells of the rows, and a scale below it."""
    for distances, rows in brackets:
        ax.plot(distances, rows, color=SOFT, lw=1, solid_joinstyle="miter")
    ax.set(xlim=(1.04 * far, 0), ylim=(len(brackets) + 0.5, -0.5), yticks=[])
    round_ticks(ax.xaxis, 0, far, lambda tick: number(1000 * tick), most=2)
    ax.set_xlabel("← further apart", loc="left", labelpad=2)


def _thousandths(excess: float, digits: int) -> str:
    if not np.isfinite(excess):
        return "–"
    text = f"{1000 * excess:.{digits}f}"
    return text.lstrip("-") if float(text) == 0 else text.replace("-", "−")


def _fill(ax: Axes, cell: tuple[int, int], depth: float, hatch: str, texts: tuple[str, str]) -> None:
    """Fill a cell in the shade of its depth, 0 to 1; pale where there is none."""
    across, down = cell
    color = PALE if not depth >= 0 else to_hex(SHADES(min(depth, 1.0)))
    edge = GREY if hatch else color
    ax.add_patch(Rectangle((across + 0.02, down + 0.02), 0.96, 0.96, fc=color, ec=edge, hatch=hatch, lw=0))
    text, band = texts
    for line, rise, size in ((text, 0.36 if band else 0.5, LABEL if band else SMALL), (band, 0.7, SMALL)):
        if text and line:
            written = ax.text(across + 0.5, down + rise, line, ha="center", va="center", fontsize=size)
            written.set_color(SOFT if color == PALE else ink_on(color))
            if hatch:
                written.set_bbox({"facecolor": color, "edgecolor": "none", "boxstyle": "square,pad=0.12"})


def _key(ax: Axes, cell: float, peak: float) -> None:
    """Show three shades with their numbers in the empty corner of a matrix whose cells are too small for numbers."""
    right = ax.get_xlim()[1]
    for i, share in enumerate((0.1, 0.5, 1.0)):
        x, wide = right - (1.75 - 0.6 * i) / cell, 0.5 / cell
        ax.add_patch(Rectangle((x, 0.05), wide, 0.16 / cell, facecolor=to_hex(SHADES(share)), lw=0))
        text = number(float(f"{1000 * share * peak:.2g}"))
        ax.text(x + wide / 2, 0.3 / cell, text, ha="center", va="center_baseline", fontsize=SMALL, color=SOFT)


def _four_digits(excess: float) -> str:
    return f"{excess:.4f}".replace("-", "−")


def _say_distances(table: pd.DataFrame, things: str) -> str:
    """State how many pairs differ by more than chance, and which of them is furthest apart."""
    pairs = table[table["source"] != table["other"]]
    if pairs.empty:
        row = table.iloc[0]
        size = _four_digits(row["excess"]) + interval(row["excess_low"], row["excess_high"], _four_digits)
        return f"Two halves of {clean_label(row['source'], 60)} differ{things} by {size} beyond chance."
    if pairs["excess"].isna().all():
        return f"How far {plural(len(pairs), 'pair')} of sources differ is not known."
    apart = pairs[pairs["tier"].isin([CLEAR, LIKELY])]
    clear = int((apart["tier"] == CLEAR).sum())
    verb = "differs" if len(apart) == 1 else "differ"
    counted = f"{number(len(apart))} of {plural(len(pairs), 'pair')} of sources {verb}{things} by more than chance"
    counted += f", {number(clear)} of them clearly." if len(apart) else "."
    named = apart[(apart["source"] != OTHER_SOURCES) & (apart["other"] != OTHER_SOURCES)]
    if named.empty:
        return counted
    most = leaders(named, "excess")
    row = most.iloc[0]
    size = f"divergence {_four_digits(row['excess'])} beyond chance"
    if len(most) > 1:
        return f"{plural(len(most), 'pair')} are furthest apart: {size} each. {counted}"
    names = f"{clean_label(row['source'], 60)} and {clean_label(row['other'], 60)}"
    furthest = "Furthest apart: " if len(named) > 1 else ""
    return f"{furthest}{names}, {size}{interval(row['excess_low'], row['excess_high'], _four_digits)}. {counted}"


_DISTANCE = (
    "beyond chance, in thousandths of a bit. All pairs are tested together; hatched: may be chance; dotted: likely, of "
    "which about one in twenty is chance. Of more than 40 sources, the 40 with most independent texts."
)
source_terms = ReportFigure(
    "source_terms",
    draw=_draw_source_terms,
    sentence=_say_source_terms,
    caption="Share of each source's texts that hold each word; filled: clear or likely difference from the others.",
    empty="No word sets a source apart beyond chance.",
)
source_distances = ReportFigure(
    "source_distances",
    draw=partial(_draw_distances, things="words"),
    sentence=partial(_say_distances, things=""),
    caption=f"Divergence of the (at most 2,000) most used words of two sources {_DISTANCE}",
    empty="Fewer than two sources have ten independent texts, so there are no distances.",
)
topic_distances = ReportFigure(
    "topic_distances",
    draw=partial(_draw_distances, things="topics"),
    sentence=partial(_say_distances, things=" in topics"),
    caption=f"Divergence of the topics of two sources {_DISTANCE} Below zero: more alike than shuffled texts, as where "
    "all cover the same stories.",
    empty="No topics were found, or fewer than two sources have ten independent texts.",
)
