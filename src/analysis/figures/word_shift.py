"""The figure of the word shift: which words make the divergence between two sources."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.figures.labels import fit, row_labels, text_width, wrap
from analysis.figures.marks import floats, leaders, percent_tick, round_ticks, write_beside
from analysis.figures.report_figure import ReportFigure
from analysis.figures.sides import FIRST, SECOND, two_sources
from analysis.figures.style import EDGE, INK, RULE, SMALL, SOFT, WIDTH, add_panel, new_figure, styled
from analysis.wording import clean_label, number, percent, plural, quoted

_ROW, _TAG = 0.21, 1.9  # inches of a row, and of a term at most
_SIDE = 2.7  # inches at most that are kept on either side of zero for its name
_CURVE, _COLUMN = 0.95, 0.9  # inches of the curve, and of a column of rates


@styled
def plot_word_shift(table: pd.DataFrame) -> Figure:
    """Draw what each word adds to the divergence between two sources, to the side of the source that uses it more.

    Parameters
    ----------
    table : pandas.DataFrame
        One row per term, drawn in the order given, the largest first: ``term, source, other, share, other_share,
        contribution, cumulative``. ``source`` and ``other`` are the same in all rows; ``contribution`` above zero is
        more in ``other``; ``cumulative`` is the share of all of the divergence reached after the row.
    """
    source, other = two_sources(table)
    terms = [fit(term, _TAG, SMALL) for term in row_labels(table["term"])]
    size = floats(table["contribution"])
    rates = [[number(rate) for rate in floats(table[name])] for name in ("per_million", "other_per_million")]
    heads = [wrap(name, _COLUMN - 0.1, SMALL, lines=3) for name in (source, other)]
    note = "Bar: what a word adds to the Jensen-Shannon divergence of the two, drawn to the side that uses it more."
    note += " Curve: share of all of the divergence reached. At the right: uses per million words."
    high = _ROW * len(table)
    head = 0.14 * max(map(len, heads)) + 0.1
    figure = new_figure(f"Which words make {source} and {other} differ", note, body=head + high, foot=0.62)
    width = WIDTH - 2 * EDGE - _CURVE - 2 * _COLUMN - 0.42
    ax = add_panel(figure, EDGE, 0, width, high)
    sides = _sides(table, source, other)
    least = [min(text_width(before + name + after, SMALL, "bold") + 0.16, _SIDE) for before, name, after in sides]
    zero, scale = _fit_bars(size, terms, width, least)
    ax.set_xlim(-zero / scale, (width - zero) / scale)
    ax.set_ylim(len(table) - 0.5, -0.5)
    _bars(ax, size, terms, width)
    _name_sides(ax, sides, zero, width)
    curve = add_panel(figure, EDGE + width + 0.25, 0, _CURVE, high)
    _curve(curve, floats(table["cumulative"]))
    for i, (lines, texts) in enumerate(zip(heads, rates, strict=True)):
        inches = 0.12 + _COLUMN * (i + 1)
        for row, text in enumerate(texts):
            write_beside(curve, text, (1, row), inches, rows=True, size=SMALL)
        write_beside(curve, "\n".join(lines), (1, 1), inches, rise=4, size=SMALL)
    return figure


def _fit_bars(size: np.ndarray, terms: list[str], width: float, least: list[float]) -> tuple[float, float]:
    """Find the inches left of zero, and the largest inches of one unit, with which all bars and terms fit."""
    length = np.nan_to_num(np.abs(size))
    words = np.array([text_width(term, SMALL) + 0.12 for term in terms])

    def sides(scale: float) -> list[float]:
        reach = length * scale + words
        reached = (float(reach[rows].max(initial=0)) for rows in (size < 0, ~(size < 0)))
        return [max(inches, kept) for inches, kept in zip(reached, least, strict=True)]

    little, much = 0.0, width / max(float(length.max()), 1e-12)
    for _ in range(40):
        middle = (little + much) / 2
        little, much = (middle, much) if sum(sides(middle)) <= width else (little, middle)
    left, right = sides(little)
    return left + (width - left - right) / 2, max(little, 1e-9)


def _bars(ax: Axes, size: np.ndarray, terms: list[str], inches: float) -> None:
    ax.hlines(np.arange(len(size)), *ax.get_xlim(), color=RULE, lw=0.4, zorder=0)
    for chosen, (color, _), hatch in ((size < 0, FIRST, None), (size > 0, SECOND, "////")):
        ax.barh(np.flatnonzero(chosen), size[chosen], 0.66, color=color, hatch=hatch, edgecolor="white", lw=0)
    for row, (value, term) in enumerate(zip(np.nan_to_num(size), terms, strict=True)):
        left = value < 0
        tag = ax.annotate(term, (value, row), (-5 if left else 5, 0), textcoords="offset points")
        tag.set(ha="right" if left else "left", va="center_baseline", fontsize=SMALL, color=INK)
    ax.axvline(0, color=INK, lw=0.9)
    known = np.nanmax(np.abs(size), initial=0) > 0
    low, high = np.array(ax.get_xlim()) * (1 - 0.6 / inches) * known  # the number at a tick stays inside
    round_ticks(ax.xaxis, low, high, lambda x: number(abs(x)), most=6)
    ax.tick_params(axis="x", labelsize=SMALL)
    ax.set_yticks([])
    ax.set_xlabel("added to the divergence", loc="left", fontsize=SMALL)


def _sides(table: pd.DataFrame, source: str, other: str) -> list[tuple[str, str, str]]:
    """Say which side is which, and how much of all of the divergence its bars make: text before, name, text after."""
    return [("← more in ", source, _made(table, -1)), ("more in ", other, f"{_made(table, 1)} →")]


def _name_sides(ax: Axes, sides: list[tuple[str, str, str]], zero: float, width: float) -> None:
    """Write the names of the sides above the bars, from zero outwards."""
    for (before, name, after), room, shift, (color, _) in zip(
        sides, (zero, width - zero), (-0.08, 0.08), (FIRST, SECOND), strict=True
    ):
        left = room - 0.12 - text_width(before + after, SMALL, "bold")
        line, align = before + fit(name, left, SMALL, "bold") + after, "right" if shift < 0 else "left"
        write_beside(ax, line, (zero / width, 1), shift, rise=4, align=align, size=SMALL, color=color, weight="bold")


def _made(table: pd.DataFrame, sign: int) -> str:
    """Write the share of all of the divergence that the words of one side make; nothing where it is not known."""
    size, reached = floats(table["contribution"]), floats(table["cumulative"])
    total = np.nansum(np.abs(size))
    return f": {percent(reached[-1] * abs(np.nansum(size[size * sign > 0])) / total)}" if total > 0 else ""


def _curve(ax: Axes, reached: np.ndarray) -> None:
    ax.plot(reached, np.arange(len(reached)), "-o", color=INK, lw=1, ms=2.6, clip_on=False)
    ax.set_xlim(0, 1)
    ax.set_ylim(len(reached) - 0.5, -0.5)
    ax.set_xticks([0, 0.5, 1], labels=[percent_tick(tick) for tick in (0, 0.5, 1)], fontsize=SMALL)
    ax.set_yticks([])
    ax.set_xlabel("reached", loc="left", fontsize=SMALL, color=SOFT)


def say_word_shift(table: pd.DataFrame) -> str:
    """State how much of the divergence the words drawn make, and the word that makes most of it."""
    source, other = (clean_label(table[side].iloc[0], 50) for side in ("source", "other"))
    size, reached = floats(table["contribution"]), floats(table["cumulative"])
    if not np.isfinite(size).any():
        return f"What makes {source} and {other} differ is not known."
    words = plural(len(table), "word")
    makes = "makes" if len(table) == 1 else "make"
    text = f"{words} {makes} {percent(reached[-1])} of the divergence between {source} and {other}."
    most = leaders(table.assign(size=np.abs(size)), "size")
    row = most.iloc[0]
    if len(most) > 1:
        return f"{text} {plural(len(most), 'word')} add most, alike."
    where = other if row["contribution"] > 0 else source
    rates = " against ".join(number(row[name]) for name in ("per_million", "other_per_million"))
    return f"{text} Most: {quoted(row['term'], 40)}, more in {where} ({rates} uses per million words)."


word_shift = ReportFigure(
    "word_shift",
    draw=plot_word_shift,
    sentence=say_word_shift,
    caption="What each word adds to the divergence of two sources, and how much of it is reached.",
    empty="There are no two sources to compare, or they use the same words equally.",
)
