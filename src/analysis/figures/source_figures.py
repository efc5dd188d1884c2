"""Figures of the words that set sources apart: each source from all others, and two from each other."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from analysis.figures.labels import drawable, wrap
from analysis.figures.marks import drawn_of, flags, floats, largest, split, write_beside
from analysis.figures.report_figure import ReportFigure
from analysis.figures.row_panels import Column, RowNames, RowPanels, row_lines
from analysis.figures.style import BLUE, GREEN, INK, ORANGE, SMALL, SOFT, is_narrow
from analysis.vocabulary import CLEAR
from analysis.wording import (
    between_spans,
    clean_label,
    compared,
    in_span,
    listed,
    number,
    percent,
    plural,
    quoted,
    span_words,
)

_SOURCES, _ON_A_PHONE = 25, 12  # drawn at most
_TERMS, _MANY = 5, 12  # terms in a column; of more sources there are fewer
_SIDE, _FEW = 12, 3  # terms of either source of two at most; fewer in all are a sentence
_MAX_TIMES = 64.0
_TEXTS = ("texts", "all_texts", "texts_others", "all_texts_others")
_ROOM = 2.0  # inches for numbers of texts


def _draw_distinctive_terms(table: pd.DataFrame) -> Figure:
    """Draw for each source what it covers more and, beside it, what it writes within the same topics too."""
    judged, style = (table["within_topics"] != "").any(), (table["within_topics"] == "style").to_numpy()
    groups, drawn = [], _strongest(table)
    most = _TERMS if len(drawn) <= _MANY else _FEW
    for source, rows in drawn:
        parts = [("covers", rows[~style[rows]][:most]), ("writes", rows[style[rows]][:most])]
        for what, part in parts if judged else [("", rows[:most])]:
            if len(part) or (style.any() and not style.all() and not is_narrow()):
                groups.append((f"{source} {what}".strip(), part))
    with np.errstate(divide="ignore", invalid="ignore"):
        times = np.clip(np.fmax(floats(table["ratio"]), floats(table["ratio_low"])), 1.0, _MAX_TIMES)
    clear = (table["tier"] == CLEAR).to_numpy()
    shown = np.concatenate([rows for _, rows in groups])
    longest = max(float(np.nanmax(times[shown], initial=2)), 2.0)
    note = f"Bar: times as often as elsewhere, the longest {number(float(f'{longest:.2g}'))} times"
    note += " or more" if longest == _MAX_TIMES else ""
    note += "; each doubling adds the same length."
    note += " Filled: clear; hollow: likely." if not clear[shown].all() else ""
    if judged:
        note += " Writes: also within the same topics; covers: there not, or not surely."
    sources = table["source"].nunique()
    note += drawn_of(len(drawn), sources, "source", "those whose words are strongest")
    rates = zip(floats(table["per_million"]), floats(table["per_million_others"]), strict=True)
    columns = [_texts_here_and_elsewhere(table)]
    if len(groups) == 1 and not is_narrow():
        columns.insert(0, Column("per million\nhere · elsewhere", [f"{_rate(a)} · {_rate(b)}" for a, b in rates]))
    figure, panels = RowPanels(
        title=f"Words that {'each source' if len(drawn) > 1 else drawn[0][0]} uses more than the others",
        note=note,
        names=RowNames.of(table["term"], SMALL),
        columns=columns,
        groups=groups,
        across=min(len(groups), 2),
        row=0.2,
        room=1.7 if len(groups) > 1 else 3.0,
        once=True,
        lines=2,
        below=0.16,
        foot=0.1,
    ).make()
    for panel in panels:
        ax = panel.ax
        if not len(panel.rows):
            write_beside(ax, "nothing beyond chance", (0, 1), 0.05, rise=-12, align="left")
        colour = GREEN if judged and len(panel.rows) and style[panel.rows].all() else BLUE
        ax.barh(
            panel.at, np.log2(times[panel.rows]), 0.5, color=[colour if c else "white" for c in clear[panel.rows]],
            edgecolor=colour, lw=1,
        )  # fmt: skip
        ax.set_xlim(0, np.log2(longest))
        ax.set_xticks([])
        ax.spines[:].set_visible(False)
        ax.axvline(0, color=INK, lw=0.8)
    return figure


def _texts_here_and_elsewhere(table: pd.DataFrame) -> Column:
    """Write how many texts hold each term; as shares where the numbers take the room of the bars."""
    heading, numbers = "texts here ·\nelsewhere", [floats(table[name]) for name in _TEXTS]
    rows = list(zip(*numbers, strict=True))
    counts = Column(heading, [f"{a:,.0f} of {of_a:,.0f} · {b:,.0f} of {of_b:,.0f}" for a, of_a, b, of_b in rows])
    shares = [f"{percent(a / max(of_a, 1))} · {percent(b / max(of_b, 1))}" for a, of_a, b, of_b in rows]
    return counts if counts.room <= _ROOM else Column(heading, shares)


def _rate(rate: float) -> str:
    """Write uses per million words, without places after the point from ten on."""
    return number(round(rate) if rate >= 9.5 else float(f"{rate:.2g}"))


def _strongest(table: pd.DataFrame) -> list[tuple[str, np.ndarray]]:
    """Give the sources whose terms are strongest, in their order, and the rows of each."""
    groups = split(table, "source")
    strength = floats(table["strength"])
    sums = [np.nansum(strength[rows]) for _, rows in groups]
    return [groups[i] for i in largest(sums, _ON_A_PHONE if is_narrow() else _SOURCES)]


def _say_distinctive_terms(table: pd.DataFrame) -> str:
    """Name the strongest terms of what sources write, and of what they cover."""
    row = table.sort_values(["strength"], ascending=False, kind="stable").iloc[0]
    clear = int((table["tier"] == CLEAR).sum())
    text = f"Strongest: {quoted(row['term'])} in {clean_label(row['source'], 60)}, {compared(dict(row))}."
    text += f" {plural(len(table), 'word')}: {number(clear)} clear, {number(len(table) - clear)} likely."
    style = int((table["within_topics"] == "style").sum())
    return f"{text} Also within the same topics: {number(style)}." if (table["within_topics"] != "").any() else text


def _draw_pair_terms(table: pd.DataFrame) -> Figure:
    """Draw how often two sources, or spans of time, use the terms that differ most, those of either side together."""
    sides = [drawable(span_words(table[side].iloc[0]), 1) for side in ("source", "other")]
    more, rate = flags(table["more"]), [floats(table[name]) for name in ("per_million", "other_per_million")]
    both = [
        (name, _apart(table["term"], np.flatnonzero(side))) for name, side in zip(sides, (more, ~more), strict=True)
    ]
    groups = [(f"more {in_span(name)}", rows) for name, rows in both if len(rows)]
    drawn = np.concatenate([rows for _, rows in groups])
    used = np.concatenate([part[drawn] for part in rate])
    low = used[used > 0].min() / 2
    note = f"Uses per million words: blue circle {in_span(sides[0])}, orange diamond {in_span(sides[1])}."
    note += " At the left edge: never used." if (used == 0).any() else ""
    note += "" if (table["tier"].iloc[drawn] == CLEAR).all() else " Filled: clear; hollow: likely."
    note += (
        f" Drawn are the strongest {_SIDE} of either, no two with a word in common." if len(drawn) < len(table) else ""
    )
    figure, panels = RowPanels(
        title=f"Which words are used differently {between_spans(*sides)}"
        if "period" in table
        else f"Which words {sides[0]} and {sides[1]} use differently",
        note=note,
        names=RowNames.of(table["term"], SMALL),
        columns=[
            Column("\n".join(wrap(name, 0.75, SMALL, lines=3)), [_rate(x) for x in part])
            for name, part in zip(sides, rate, strict=True)
        ],
        groups=groups if len(groups) > 1 else [("", groups[0][1])],
        across=len(groups),
        row=0.22,
        room=1.6,
        lines=2,
        below=0.16,
        foot=0.1,
    ).make()
    clear = (table["tier"] == CLEAR).to_numpy()
    for panel in panels:
        ax = panel.ax
        one, other = (np.maximum(part[panel.rows], low) for part in rate)
        row_lines(ax, len(panel.rows))
        ax.hlines(panel.at, one, other, color=SOFT, lw=1, zorder=2)
        # Lightness, hue and marker differ, so that the two can be told apart in grey.
        for value, colour, marker in ((one, BLUE, "o"), (other, ORANGE, "D")):
            for these, face in ((clear[panel.rows], colour), (~clear[panel.rows], "white")):
                ax.plot(value[these], panel.at[these], marker, color=colour, mfc=face, ms=5.5, zorder=3, clip_on=False)
        ax.set_xscale("log")
        ax.set_xlim(low, 1.15 * used.max())
        for minor in (False, True):
            ax.xaxis.set_ticks([], minor=minor)  # the numbers are at the right
    return figure


def _apart(terms: pd.Series, rows: np.ndarray) -> np.ndarray:
    """Take the first rows whose terms have no word in common: of "Rubio" and "Marco Rubio" the stronger."""
    taken, chosen = set[str](), list[int]()
    for row in rows:
        words = str(terms[row]).casefold().split()
        if len(chosen) < _SIDE and taken.isdisjoint(words):
            taken.update(words)
            chosen.append(row)
    return np.array(chosen, dtype=np.int64)


def _say_pair_terms(table: pd.DataFrame) -> str:
    """State how many terms are more in either source, or span of time, and the strongest of each."""
    parts, first_more = [], flags(table["more"])
    for side, rows in (("source", table[first_more]), ("other", table[~first_more])):
        if rows.empty:
            continue
        two = rows.loc[_apart(rows["term"], rows.index.to_numpy())[:2]]
        rates = np.sort([floats(two["per_million"]), floats(two["other_per_million"])], axis=0).T
        named = [
            f"{quoted(term, 40)} ({_rate(more)} against {_rate(less)} uses per million words)"
            for term, (less, more) in zip(two["term"], rates, strict=True)
        ]
        where = in_span(clean_label(span_words(table[side].iloc[0]), 40))
        if len(rows) > len(two):
            parts.append(f"{plural(len(rows), 'word')} are used more {where}, such as {listed(named)}.")
        else:
            parts.append(f"{listed(named)} {'is' if len(rows) == 1 else 'are'} used more {where}.")
    return " ".join(parts)


distinctive_terms = ReportFigure(
    "distinctive_terms",
    draw=_draw_distinctive_terms,
    sentence=_say_distinctive_terms,
    caption="Words that each source uses more than all others, up to five a column. Clear: on nineteen pages of "
    "twenty none is chance; likely: one in twenty of the words shown may be.",
    empty="No word sets a source apart beyond chance.",
    nothing=lambda table: _say_distinctive_terms(table) if len(table) < _FEW else "",
)
pair_terms = ReportFigure(
    "pair_terms",
    draw=_draw_pair_terms,
    sentence=_say_pair_terms,
    caption="Clear and likely differences of the two alone, strongest first; spans of time within the same outlets.",
    empty="No two sources or spans of time are compared, or no word differs between them beyond chance.",
    nothing=lambda table: _say_pair_terms(table) if len(table) < _FEW else "",
)
