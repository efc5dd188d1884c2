"""Figures that compare sources by their words: all with all others, and two with each other."""

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
    Estimates,
    dots,
    extent,
    first_few,
    flags,
    floats,
    leaders,
    percent_tick,
    places,
    round_ticks,
    split,
    write_beside,
)
from analysis.figures.report_figure import ReportFigure
from analysis.figures.row_panels import Column, RowNames, RowPanels, row_lines, scale_around_zero
from analysis.figures.style import BLUE, EDGE, GREEN, GREY, INK, LABEL, SMALL, SOFT, WIDTH, add_panel, new_figure
from analysis.wording import clean_label, interval, listed, number, percent, plural, quoted

_MOST = 9  # panels of survival
_TEXTS = (("o", "●", -0.27), ("s", "■", 0.0), ("D", "◆", 0.27))  # markers of the texts, and their shifts in a row
_HIGH, _LEFT = 5.6, 0.75  # inches high of the axes of ranks, and left of them


def _draw_distinctive_terms(table: pd.DataFrame) -> Figure:
    """Draw the words that set each source apart, by log odds against all other sources."""
    groups, odds = split(table, "source"), Estimates.of(table, "log_odds", "low", "high")
    lost = odds.above & ~flags(table["survives"]) & table["survives"].notna().to_numpy()
    who = groups[0][0] if len(groups) == 1 else "each source" if odds.above.any() else "any source"
    note = "Dot: log odds against all other sources."
    note += odds.line("Line: 95% interval that holds for all words and sources at once.")
    note += " Filled: clearly more; hollow: not clearly."
    note += " Grey diamond: no longer clear in the source's own sentences." if lost.any() else ""
    figure, panels = RowPanels(
        title=f"Words that set {who} apart" if odds.above.any() else f"No word clearly sets {who} apart",
        note=note,
        names=RowNames.of(table["term"], LABEL - 0.5),
        columns=[Column.of("uses", table["count"])],
        groups=groups,
        across=min(len(groups), 2),
        row=0.2,
        room=1.7 if len(groups) > 1 else 3.0,
    ).make()
    for panel, (source, rows) in zip(panels, groups, strict=True):
        looks = [(~lost[rows], BLUE, "o"), (lost[rows], GREY, "D")]
        dots(panel.ax, panel.at, odds[rows], looks, size=5, filled=odds.above[rows])
        scale_around_zero(panel, odds, ("others", "log odds", source))
    return figure


def _say_distinctive_terms(table: pd.DataFrame) -> str:
    """State the clearest word of all, or that no word is clear."""
    clear = table[table["low"].astype(float) > 0]
    sources = table["source"].drop_duplicates()
    if clear.empty:
        who = clean_label(sources.iloc[0], 60) if len(sources) == 1 else f"any of the {number(len(sources))} sources"
        return f"No word clearly sets {who} apart from the others."
    most = leaders(clear, "low")
    row = most.iloc[0]
    kept = int(flags(clear["survives"]).sum())
    rest = f"Of {plural(len(table), 'word')} shown, {number(len(clear))} {'is' if len(clear) == 1 else 'are'} clear"
    rest += f", {number(kept)} also in the source's own sentences." if clear["survives"].notna().all() else "."
    if len(most) > 1:
        words = first_few([f"{r.term} ({r.source})" for r in most.itertuples()], "word")
        return f"Clearest: {words}, log odds at least {number(row['low'])}. {rest}"
    odds = f"log odds {number(row['log_odds'])}{interval(row['low'], row['high'])}"
    source = clean_label(row["source"], 60)
    return f"Clearest: {quoted(row['term'])}, more in {source}: {odds}, {plural(row['count'], 'use')}. {rest}"


def _draw_survival(table: pd.DataFrame) -> Figure:
    """Draw log odds of each source's words in all text, in one text of each group of duplicates, in its own sentences.

    The texts are one below the other in the row of a word; what is no longer clear in own sentences is grey and dashed.
    """
    groups, odds = split(table, "source"), Estimates.of(table, "log_odds", "low", "high")
    drawn, texts = groups[:_MOST], places(table["text"])
    lost = table["survives"].eq(False).fillna(False).to_numpy(dtype=bool)
    first, labels = np.flatnonzero(~table.duplicated(["source", "term"])), row_labels(table["term"])
    key = [f"{sign} {text}" for (text, _), (_, sign, _) in zip(split(table, "text"), _TEXTS, strict=False)]
    note = f"Log odds of a word against all other sources: {', '.join(key)}."
    note += " Filled: clearly more; hollow: not clearly." if np.isfinite(odds.low).any() else ""
    note += " Grey and dashed: no longer clear in the source's own sentences." if lost.any() else ""
    if len(groups) > _MOST:
        note += f" Drawn are the first {_MOST} of {len(groups)} sources; all are in the data."
    figure, panels = RowPanels(
        title="Which words still set a source apart when copied text is taken out",
        note=note,
        names=RowNames([labels[row] for row in first], size=SMALL),
        groups=[(source, np.flatnonzero(np.isin(first, rows))) for source, rows in drawn],
        across=min(len(drawn), 3),
        row=0.36,
        room=1.15 if len(drawn) > 1 else 3.0,
    ).make()
    low, high = extent(odds.value)
    pad = 0.04 * (high - low)
    for panel, (_, rows) in zip(panels, drawn, strict=True):
        row_lines(panel.ax, len(panel.rows))
        for place, (_, word) in enumerate(split(table, "term", rows)):
            _draw_word(panel.ax, place, odds[word], texts[word], GREY if lost[word].all() else BLUE)
        panel.ax.set_xlim(low - pad, high + pad)
        panel.ax.axvline(0, color=INK, lw=0.9, zorder=1)
        round_ticks(panel.ax.xaxis, *panel.ax.get_xlim(), most=5)
        panel.ax.set_xlabel("log odds   more →", loc="right")
    return figure


def _draw_word(ax: Axes, place: int, odds: Estimates, texts: np.ndarray, color: str) -> None:
    heights = np.array([place + _TEXTS[text][2] for text in texts])
    known = np.isfinite(odds.value)
    ax.plot(odds.value[known], heights[known], color=color, lw=1.1, ls=(0, (4, 2)) if color == GREY else "-", zorder=2)
    for text, height, value, above in zip(texts, heights, odds.value, odds.above, strict=True):
        face = color if above else "white"
        ax.plot(value, height, _TEXTS[text][0], color=color, mfc=face, mew=1.1, ms=4.2, zorder=3, clip_on=False)


def _say_survival(table: pd.DataFrame) -> str:
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
    names = [f"{quoted(row.term, 40)} ({clean_label(row.source, 40)})" for row in lost.itertuples()]
    return f"{text} Lost: {listed(names, limit=3)}."


def _draw_robustness(table: pd.DataFrame) -> Figure:
    """Draw in how many settings each finding holds, and without what it is no longer clear."""
    groups, holds = split(table, "source"), floats(table["holds"])
    settings = int(floats(table["settings"])[0])
    stories, room = _hangs_on_stories(table), 1.35 if len(groups) > 1 else 2.5
    needs = [fit(f"▲ {name}", room, SMALL) if name else "" for name in _needs(table)]
    columns = [Column("", [number(held) for held in holds]), Column("", ["◆" * bool(hangs) for hangs in stories])]
    note = f"Filled: settings, of {settings}, in which the word is clearly more in the source."
    note += " ▲: not clear without the source named." if any(needs) else ""
    note += " ◆: not clear without the three most copied stories." if stories.any() else ""
    figure, panels = RowPanels(
        title=f"In how many of {settings} settings each finding holds",
        note=note,
        names=RowNames.of(table["term"], SMALL),
        columns=[*columns, Column("", needs, words=True)],
        groups=groups,
        across=min(len(groups), 2),
        row=0.21,
        room=1.25 if len(groups) > 1 else 3.0,
        below=0.45,
        foot=0.4,
    ).make()
    for panel in panels:
        ax, held = panel.ax, holds[panel.rows]
        ax.barh(panel.at, settings, 0.56, color="white", edgecolor=GREY, lw=0.8)
        for chosen, color in ((held == settings, BLUE), (held < settings, GREEN)):
            ax.barh(panel.at[chosen], held[chosen], 0.56, color=color, lw=0)
        ax.vlines(np.arange(1, settings), -0.5, len(held) - 0.5, color="white", lw=0.6)
        ax.set_xlim(0, settings)
        ticks = sorted({0, settings // 2, settings})
        ax.set_xticks(ticks, labels=[number(tick) for tick in ticks])
        ax.grid(visible=False)
        ax.spines[:].set_visible(False)
        ax.set_xlabel("settings" if panel.lowest else "", loc="left", labelpad=2)
    return figure


def _needs(table: pd.DataFrame) -> list[str]:
    """Name the source without which each finding is not clear; "" where there is none."""
    return [drawable(name, row) if name else "" for row, name in enumerate(table["needs"].fillna(""), start=1)]


def _hangs_on_stories(table: pd.DataFrame) -> np.ndarray:
    return ~flags(table["without_copied"]) & table["without_copied"].notna().to_numpy()


def _say_robustness(table: pd.DataFrame) -> str:
    """State how many findings hold in all settings, and how many hang on one source or on copied stories."""
    holds, settings = floats(table["holds"]), floats(table["settings"])
    every = int(np.sum(holds == settings))
    verb = "holds" if every == 1 else "hold"
    text = f"{number(every)} of {plural(len(table), 'finding')} {verb} in all {number(settings[0])} settings."
    least = table[holds == np.nanmin(holds)] if np.isfinite(holds).any() else table[:0]
    if len(least) == 1 and every < len(table):
        row = least.iloc[0]
        name = f"{quoted(row['term'], 50)} ({clean_label(row['source'], 50)})"
        text += f" Least often: {name}, in {number(row['holds'])}."
    counts = {"one source": sum(map(bool, _needs(table))), "the most copied stories": _hangs_on_stories(table).sum()}
    hang = [f"{what} ({plural(n, 'finding')})" for what, n in counts.items() if n]
    return f"{text} Not clear without: {listed(hang)}." if hang else text


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
    clear, odds = flags(table["clear"]), floats(table["log_odds"])
    chosen = [clear & (odds > 0), clear & (odds < 0)]
    pale = ~(chosen[0] | chosen[1])
    labels = row_labels(table["term"])
    tags = {row: fit(labels[row], 1.7, SMALL) for row in np.flatnonzero(~pale)}
    far, near = 1.35 * max(x.max(initial=1), y.max(initial=1), 4), 1 / 1.35
    size = WIDTH - _LEFT - EDGE - 0.05, _HIGH
    # Ranks run from the far corner towards the near one on a log scale.
    inches = [np.log(far / ranks) / np.log(far / near) * side for ranks, side in zip((x, y), size, strict=True)]
    spots = place_labels(np.column_stack(inches)[~pale], list(tags.values()), size)
    note = f"Each point is a word. Circle: clearly more in {source}; diamond: clearly more in {other}."
    note += " Pale: not clearly in either." if pale.any() else ""
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
    """State how many words are clearly more in either source, and the clearest of each."""
    clear = table[flags(table["clear"])]
    odds = floats(clear["log_odds"])
    source, other = (clean_label(table[side].iloc[0], 40) for side in ("source", "other"))
    if clear.empty:
        return f"No word is clearly more in {source} or in {other}."
    parts = []
    for name, rows, sign in ((source, clear[odds > 0], 1), (other, clear[odds < 0], -1)):
        if rows.empty:
            parts.append(f"No word is clearly more in {name}.")
            continue
        most = leaders(rows.assign(size=sign * floats(rows["log_odds"])), "size")
        text = f"{plural(len(rows), 'word')} {'is' if len(rows) == 1 else 'are'} clearly more in {name}"
        row = most.iloc[0]
        if len(most) == 1:
            low, high = sorted(sign * float(row[end]) for end in ("low", "high"))
            text += f", most {quoted(row['term'], 40)}: log odds {number(row['size'])}{interval(low, high)}"
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


_NO_CLEAR = "No word sets a source apart beyond chance."
distinctive_terms = ReportFigure(
    "distinctive_terms",
    draw=_draw_distinctive_terms,
    sentence=_say_distinctive_terms,
    caption="Log odds against all other sources, simultaneous 95% intervals. Filled: beyond chance; diamond: not "
    "beyond chance in own sentences.",
    empty="There is only one source, or no word in ten independent texts, so no source can be told from another.",
)
survival = ReportFigure(
    "survival",
    draw=_draw_survival,
    sentence=_say_survival,
    caption="Log odds in all text, in one article of each group of duplicates, in own sentences; filled: the interval "
    "is above 0.",
    empty=_NO_CLEAR,
)
robustness = ReportFigure(
    "robustness",
    draw=_draw_robustness,
    sentence=_say_robustness,
    caption="Settings in which the interval is above 0, and what the difference cannot do without.",
    empty=_NO_CLEAR,
)
rank_terms = ReportFigure(
    "rank_terms",
    draw=_draw_rank_terms,
    sentence=_say_rank_terms,
    caption="Words by rank in two sources; coloured: log odds of the two beyond chance, for all words at once.",
    empty="There is only one source, or no word in ten independent texts, so no two sources can be compared.",
)
word_shift = ReportFigure(
    "word_shift",
    draw=_draw_word_shift,
    sentence=_say_word_shift,
    caption="What each word adds to the divergence of two sources, and how much of it is reached.",
    empty="There are no two sources to compare, or they use the same words equally.",
)
