"""Figures that compare two sources with each other by their words."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.figures.label_placing import place_labels
from analysis.figures.labels import drawable, fit, row_labels, text_width, wrap
from analysis.figures.marks import (
    FIRST,
    SECOND,
    extent,
    flags,
    floats,
    leaders,
    percent_tick,
    round_ticks,
    write_beside,
)
from analysis.figures.report_figure import ReportFigure
from analysis.figures.row_panels import Column, RowNames, RowPanels, row_lines
from analysis.figures.style import EDGE, GREY, INK, SMALL, SOFT, add_panel, new_figure, page_width
from analysis.wording import clean_label, number, percent, plural, quoted

_HIGH, _LEFT = 5.6, 0.75  # inches high of the axes of ranks, and left of them


def _two_sources(table: pd.DataFrame) -> tuple[str, str]:
    """Give the drawable names in ``source`` and ``other``, which are the same in all rows."""
    return drawable(table["source"].iloc[0], 1), drawable(table["other"].iloc[0], 1)


def _around(before: str, name: str, after: str, inches: float) -> str:
    """Cut a name so that it fits with the words around it, in bold."""
    return before + fit(name, inches - text_width(f"{before}{after}", SMALL, "bold"), SMALL, "bold") + after


def _draw_rank_terms(table: pd.DataFrame) -> Figure:
    """Draw the rank of each word in one source against its rank in another, the most frequent at the top right.

    The table has the most telling words first: they are named first.
    """
    source, other = _two_sources(table)
    x, y = floats(table["rank"]), floats(table["other_rank"])
    found, more = (table["tier"] != "").to_numpy(), flags(table["more"])
    chosen = [found & more, found & ~more]
    pale = ~(chosen[0] | chosen[1])
    labels = row_labels(table["term"])
    tags = {row: fit(labels[row], 1.7, SMALL) for row in np.flatnonzero(~pale)}
    far, near = 1.35 * max(x.max(initial=1), y.max(initial=1), 4), 1 / 1.35
    size = page_width() - _LEFT - EDGE - 0.05, _HIGH
    # Ranks run from the far corner towards the near one on a log scale.
    inches = [np.log(far / ranks) / np.log(far / near) * side for ranks, side in zip((x, y), size, strict=True)]
    spots = place_labels(np.column_stack(inches)[~pale], list(tags.values()), size)
    note = f"Each point is a word. Circle: more in {source}; diamond: more in {other}."
    note += " Pale: not distinguishable from chance." if pale.any() else ""
    if len(spots) < len(tags):
        note += f" {len(spots)} of {len(tags)} are named, the others are in the data."
    figure = new_figure(f"Which words rank higher in {source} or in {other}", note, body=_HIGH + 0.24, foot=0.62)
    ax = add_panel(figure, _LEFT, 0, *size)
    _scale_ranks(ax, far, near)
    ax.plot([far, near], [far, near], color=SOFT, lw=0.8, zorder=1)
    squares = np.unique(np.column_stack([x, y])[pale], axis=0)
    ax.plot(squares[:, 0], squares[:, 1], "s", color=GREY, alpha=0.35, ms=2.2, mew=0, zorder=2)
    for rows, (color, marker) in zip(chosen, (FIRST, SECOND), strict=True):
        ax.plot(x[rows], y[rows], marker, color=color, ms=4.5, mec="white", mew=0.5, zorder=3)
    for index, spot in spots.items():
        spot.write(ax, list(tags.values())[index])
    ax.set_xlabel(_around("rank in ", source, "   more often →", size[0]), loc="right")
    ax.set_ylabel(_around("rank in ", other, "   more often →", _HIGH), loc="top", labelpad=4)
    half = 0.48 * size[0]
    for text, place, align, color in (
        (_around("↖ above the line: more in ", other, "", half), 0.0, "left", SECOND[0]),
        (_around("below the line: more in ", source, " ↘", half), 1.0, "right", FIRST[0]),
    ):
        write_beside(ax, text, (place, 1), 0, rise=4, align=align, color=color, weight="bold")
    return figure


def _scale_ranks(ax: Axes, far: float, near: float) -> None:
    ticks = [10**power for power in range(8) if 10**power <= far]
    ticks += [5 * 10**power for power in range(8) if len(ticks) < 3 and 5 * 10**power <= far]
    ax.set(xscale="log", yscale="log")
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_ticks(sorted(ticks), labels=[number(tick) for tick in sorted(ticks)], fontsize=SMALL)
        axis.set_ticks([], minor=True)
    ax.set(xlim=(far, near), ylim=(far, near))
    ax.tick_params(axis="y", labelcolor=SOFT)
    ax.grid(visible=True, axis="both")


def _say_rank_terms(table: pd.DataFrame) -> str:
    """State how many words are more in either source, and the strongest of each."""
    found = table[table["tier"] != ""]
    source, other = (clean_label(table[side].iloc[0], 40) for side in ("source", "other"))
    if found.empty:
        return f"No word is more in {source} or in {other} beyond chance."
    parts = []
    for name, rows in ((source, found[flags(found["more"])]), (other, found[~flags(found["more"])])):
        if rows.empty:
            parts.append(f"No word is more in {name} beyond chance.")
            continue
        rates = [number(rows[column].iloc[0]) for column in ("per_million", "other_per_million")]
        first, second = rates if name == source else rates[::-1]
        text = f"{plural(len(rows), 'word')} {'is' if len(rows) == 1 else 'are'} more in {name}"
        text += f", first {quoted(rows['term'].iloc[0], 40)}: {first} against {second} uses per million words"
        parts.append(f"{text}.")
    return " ".join(parts)


def _draw_word_shift(table: pd.DataFrame) -> Figure:
    """Draw what each word adds to the divergence between two sources, to the side of the source that uses it more."""
    source, other = _two_sources(table)
    size, reached = floats(table["contribution"]), floats(table["cumulative"])
    note = "Bar: what a word adds to the Jensen-Shannon divergence of the two, drawn to the side that uses it more."
    note += " Curve: share of all of the divergence reached. At the right: uses per million words."
    columns = [
        Column.of("\n".join(wrap(name, 0.8, SMALL, lines=3)), table[rate])
        for name, rate in ((source, "per_million"), (other, "other_per_million"))
    ]
    figure, (panel,) = RowPanels(
        title=f"Which words make {source} and {other} differ",
        note=note,
        names=RowNames.of(table["term"], SMALL),
        columns=columns,
        row=0.21,
        room=1.9,
        strip=0.95,
        above=[0.06],
    ).make()
    ax, curve = panel.ax, panel.strip
    row_lines(ax, len(table))
    for chosen, (color, _), hatch in ((size < 0, FIRST, None), (size > 0, SECOND, "////")):
        ax.barh(panel.at[chosen], size[chosen], 0.66, color=color, hatch=hatch, edgecolor="white", lw=0)
    ax.axvline(0, color=INK, lw=0.9)
    low, high = extent(size)
    pad = 0.04 * (high - low)
    ax.set_xlim(low - pad, high + pad)
    round_ticks(ax.xaxis, *ax.get_xlim(), lambda x: number(abs(x)), most=5)
    ax.set_xlabel("added to the divergence", loc="left")
    half = 0.5 * (ax.bbox.width / ax.figure.dpi + panel.beside[0] + 0.2)
    made = [_made(table, sign) for sign in (-1, 1)]
    for text, spot, shift, (color, _) in (
        (_around("← more in ", source, made[0], half), 0, -panel.beside[0], FIRST),
        (_around("more in ", other, f"{made[1]} →", half), 1, 0.2, SECOND),
    ):
        align = "right" if spot else "left"
        write_beside(ax, text, (spot, 1), shift, rise=4, align=align, color=color, weight="bold")
    curve.plot(reached, panel.at, "-o", color=INK, lw=1, ms=2.6, clip_on=False)
    curve.set_xlim(0, 1)
    curve.set_xticks([0, 0.5, 1], labels=[percent_tick(tick) for tick in (0, 0.5, 1)])
    curve.set_xlabel("reached", loc="left")
    return figure


def _made(table: pd.DataFrame, sign: int) -> str:
    """Write the share of all of the divergence that the words of one side make; nothing where it is not known."""
    size, reached = floats(table["contribution"]), floats(table["cumulative"])
    total = np.nansum(np.abs(size))
    return f": {percent(reached[-1] * abs(np.nansum(size[size * sign > 0])) / total)}" if total > 0 else ""


def _say_word_shift(table: pd.DataFrame) -> str:
    """State how much of the divergence the words drawn make, and the word that makes most of it."""
    source, other = (clean_label(table[side].iloc[0], 50) for side in ("source", "other"))
    size, reached = floats(table["contribution"]), floats(table["cumulative"])
    if not np.isfinite(size).any():
        return f"What makes {source} and {other} differ is not known."
    makes = "makes" if len(table) == 1 else "make"
    text = (
        f"{plural(len(table), 'word')} {makes} {percent(reached[-1])} of the divergence between {source} and {other}."
    )
    most = leaders(table.assign(size=np.abs(size)), "size")
    row = most.iloc[0]
    if len(most) > 1:
        return f"{text} {plural(len(most), 'word')} add most, alike."
    where = other if row["contribution"] > 0 else source
    rates = " against ".join(number(row[name]) for name in ("per_million", "other_per_million"))
    return f"{text} Most: {quoted(row['term'], 40)}, more in {where} ({rates} uses per million words)."


rank_terms = ReportFigure(
    "rank_terms",
    draw=_draw_rank_terms,
    sentence=_say_rank_terms,
    caption="Words by rank in two sources; coloured: clear or likely differences of the two alone.",
    empty="There is only one source, or no word in ten independent texts, so no two sources can be compared.",
)
word_shift = ReportFigure(
    "word_shift",
    draw=_draw_word_shift,
    sentence=_say_word_shift,
    caption="What each word adds to the divergence of two sources, and how much of it is reached.",
    empty="There are no two sources to compare, or they use the same words equally.",
)
