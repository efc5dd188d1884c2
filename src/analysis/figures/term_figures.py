"""Figures of terms: how often, how evenly, since when, near which words, and in headlines."""

from __future__ import annotations

from functools import partial

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from analysis.figures.label_placing import place_labels
from analysis.figures.labels import fit, row_labels
from analysis.figures.marks import (
    FIRST,
    Estimates,
    dots,
    extent,
    first_few,
    flags,
    floats,
    leaders,
    places,
    round_log_ticks,
    round_ticks,
    split,
)
from analysis.figures.report_figure import ReportFigure
from analysis.figures.row_panels import Column, RowNames, RowPanels, row_lines, scale_around_zero, scale_from_zero
from analysis.figures.style import (
    BLUE,
    EDGE,
    GREY,
    INK,
    ORANGE,
    SMALL,
    SOFT,
    add_panel,
    balanced,
    new_figure,
    page_width,
)
from analysis.figures.time_panels import TimePanels, say_peak
from analysis.vocabulary import ALL_SOURCES, BODY, CLEAR, HEADLINE
from analysis.wording import (
    clean_label,
    interval,
    number,
    percent,
    period_words,
    plural,
    quoted,
    sentence,
)

_TAG = 1.9  # inches that the name of a dot takes at most
_NAMED = 40  # words furthest above the line that may be named
_MOST = 14.0  # logDice of words that never occur apart


def _draw_ranked(table: pd.DataFrame, noun: str) -> Figure:
    rate = Estimates.of(table, "per_million")
    figure, (panel,) = RowPanels(
        title=f"The most frequent {noun if len(table) == 1 else noun + 's'}",
        note="Dot: uses per million words." + rate.note(),
        names=RowNames.of(table["term"]),
        columns=[
            Column.of("uses", table["count"]),
            Column.of("of articles", table["article_share"], percent),
        ],
    ).make()
    dots(panel.ax, panel.at, rate)
    scale_from_zero(panel.ax, rate.top, label="uses per million words")
    return figure


def _say_ranked(table: pd.DataFrame, noun: str) -> str:
    """State the most frequent term, its interval, and how many articles use it."""
    most = leaders(table, "per_million")
    row = most.iloc[0]
    rate = f"{number(row['per_million'])} per million words"
    if len(most) > 1:
        return f"{first_few(list(most['term']), noun)} are the most frequent {noun}s: {rate} each."
    rate += interval(row["per_million_low"], row["per_million_high"])
    return sentence(f"{quoted(row['term'])} is the most frequent {noun}: {rate}, {_in_articles(row)}")


def _in_articles(row: pd.Series) -> str:
    """Write "in 96 of 112 articles", where the total follows exactly from the share."""
    articles, share = float(row["articles"]), float(row["article_share"])
    total = round(articles / share) if share > 0 else 0
    if 0 < total < 100_000 and abs(total * share - articles) < 0.1:
        return f"in {number(articles)} of {plural(total, 'article')}"
    return f"in {plural(articles, 'article')} ({percent(share)})"


def _draw_term_spread(table: pd.DataFrame) -> Figure:
    """Draw how often against how unevenly each word is used, and what is usual; those furthest above it are named.

    Terms without a rate or a dispersion are left out; those ``followed`` are named first.
    """
    rate, uneven = floats(table["per_million"]), floats(table["dispersion"])
    residual, chosen = floats(table["residual"]), flags(table["followed"])
    shown = np.flatnonzero((rate > 0) & np.isfinite(uneven))
    shown = shown[np.lexsort((-np.nan_to_num(residual[shown]), ~chosen[shown]))]
    chosen = chosen[shown]
    labels = row_labels(table["term"])
    above = int((residual[shown[~chosen]] > 0).sum())
    names = [fit(labels[row], _TAG, SMALL) for row in shown[: chosen.sum() + min(above, _NAMED)]]
    rate, uneven, expected = rate[shown], uneven[shown], floats(table["expected"])[shown]
    low, high = (rate.min() / 1.25, rate.max() * 1.25) if len(shown) else (1.0, 10.0)
    while high / low < 4:  # a narrow span would name only one tick
        low, high = low / 1.1, high * 1.1
    note = "Each dot is a word. Line: the usual dispersion of words so frequent."
    note += " Named: words furthest above it, where there is room." if above else " No word is above it."
    note += " Diamonds: the words of focus." if chosen.any() else ""
    figure = new_figure("Words used in fewer places than expected for their frequency", note, body=4.75, foot=0.55)
    size = page_width() - 1.15 - EDGE, 4.6
    ax = add_panel(figure, 1.1, 0, *size)
    ax.set_xscale("log")
    ax.set(xlim=(low, high), ylim=(-0.03, 1.03))
    ax.grid(visible=True, axis="both")
    order = np.argsort(rate, kind="stable")
    ax.plot(rate[order], expected[order], color=ORANGE, lw=1.6, zorder=2.5)
    for marker, color, these in (("o", BLUE, ~chosen), ("D", INK, chosen)):
        ax.plot(rate[these], uneven[these], marker, color=color, ms=5, mec="white", mew=0.6, zorder=3)
    across = np.log(rate / low) / np.log(high / low) * size[0]
    points, line = (np.column_stack([across, (up + 0.03) / 1.06 * size[1]]) for up in (uneven, expected))
    if names:
        # Points along the line are taken, too, so that no name covers it.
        along = np.arange(across.min(), across.max(), 0.1)
        line = np.column_stack([along, np.interp(along, *line[order].T)])
        for index, spot in place_labels(np.vstack([points, line]), names, size).items():
            spot.write(ax, names[index])
    round_log_ticks(ax.xaxis, low, high)
    ax.set_xlabel("uses per million words (log scale)   more often →", loc="right")
    ends = ["0\nevenly\neverywhere", "1\nall in\none place"]
    ax.set_yticks([0, 0.25, 0.5, 0.75, 1], labels=[ends[0], "0.25", "0.5", "0.75", ends[1]])
    ax.tick_params(axis="both", labelsize=SMALL, labelcolor=SOFT)
    ax.set_ylabel("dispersion (DP)", labelpad=2)
    return figure


def _say_term_spread(table: pd.DataFrame) -> str:
    """State the word that is furthest above the usual dispersion, and how many are above it."""
    known = table[table["dispersion"].notna()]
    if known.empty:
        return "The spread of these words over the corpus is not known."
    scale = "on a scale from 0, even, to 1, all in one place"
    above = known[floats(known["residual"]) > 0]
    if above.empty:
        return f"Of {plural(len(known), 'word')}, none is spread less evenly than expected for its frequency."
    most = leaders(above, "residual")
    row = most.iloc[0]
    if len(most) > 1:
        words = first_few(list(most["term"]), "word")
        return f"Least even for their frequency: {words}, each {number(row['residual'])} above the usual, {scale}."
    return (
        f"Least even for its frequency: {quoted(row['term'])}, dispersion {number(row['dispersion'])} instead of "
        f"{number(row['expected'])}, {scale}. {plural(len(above), 'word')} of {number(len(known))} "
        f"{'is' if len(above) == 1 else 'are'} above the usual."
    )


def _draw_term_trend(table: pd.DataFrame) -> Figure:
    """Draw each word's uses per million in each period, and the words there were to count in the last panel.

    With a column ``changed_here``, a line is drawn before each period from which the term is at a new level.
    """
    groups, rate = split(table, "term"), Estimates.of(table, "per_million")
    changed = flags(table["changed_here"]) if "changed_here" in table else np.zeros(len(table), dtype=bool)
    panels = TimePanels(table, groups, rate, extra="words in each period")
    words = "each word" if len(groups) > 1 else f"“{groups[0][0]}”"
    note = "Uses per million words in each period, each panel on its own scale."
    note += " Upright line: a new level from here on." if changed.any() else ""
    figure, axes = panels.make(f"How often {words} is used over time", note)
    for ax, (_, rows) in zip(axes, groups, strict=False):
        for place in panels.at[rows][changed[rows]]:
            ax.axvline(place - 0.5, color=ORANGE, lw=1.1, zorder=1.5)
    once = np.unique(panels.at, return_index=True)[1]
    words_there = floats(table["words"])[once]
    axes[-1].bar(panels.at[once], words_there, 0.7, color=GREY)
    axes[-1].set_ylim(0, extent(words_there)[1] * 1.06)
    panels.finish(axes[-1], once)
    return figure


def _say_term_trend(table: pd.DataFrame) -> str:
    """State when the first word was used most, and how many words change their level."""
    terms = list(table["term"].drop_duplicates())
    more = f" {plural(len(terms), 'word')} are shown." if len(terms) > 1 else ""
    changed = table[flags(table["changed_here"])] if "changed_here" in table else table.head(0)
    if len(changed) == 1:
        term, period = changed.iloc[0][["term", "period"]]
        more += f" {quoted(term)} is at a new level from {period_words(period)} on."
    elif len(changed):
        more += f" {number(len(changed))} of them change their level."
    rows = table[table["term"] == terms[0]]
    return say_peak(rows, "per_million", quoted(terms[0]), "used") + more


def _draw_focus(table: pd.DataFrame) -> Figure:
    """Draw how often each source uses each of some terms, one panel a term on its own scale."""
    groups, rate = split(table, "term"), Estimates.of(table, "per_million")
    whole = table["source"].eq(ALL_SOURCES).fillna(False).to_numpy(dtype=bool)
    which = f"“{groups[0][0]}”" if len(groups) == 1 else "the chosen terms"
    note = "Uses per million words of the source" + (", each panel on its own scale." if len(groups) > 1 else ".")
    figure, panels = RowPanels(
        title=f"How often each source uses {which}",
        note=note + rate.note(),
        names=RowNames([source for source, _ in split(table, "source")]),
        columns=[Column.of("uses", table["count"])],
        groups=groups,
        at=places(table["source"]),
        across=balanced(len(groups), 3),
        row=0.21,
        room=2.1,
        below=0.36,
    ).make()
    for panel in panels:
        these = whole[panel.rows]
        dots(panel.ax, panel.at, rate[panel.rows], [(~these, *FIRST), (these, INK, "D")], size=5)
        scale_from_zero(panel.ax, rate[panel.rows].top)
    return figure


def _say_focus(table: pd.DataFrame) -> str:
    """State how often the first term is used, and which source uses it most."""
    terms = list(table["term"].drop_duplicates())
    rows = table[table["term"] == terms[0]]
    name = quoted(terms[0])
    more = f" {plural(len(terms), 'term')} are shown." if len(terms) > 1 else ""
    used = rows[rows["count"] > 0]
    if used.empty:
        return f"{name} is not used anywhere.{more}"
    text = ""
    for row in used[used["source"] == ALL_SOURCES].to_dict("records"):
        text = f"{name} is used {plural(row['count'], 'time')} in {plural(row['articles'], 'article')}. "
    here = used[used["source"] != ALL_SOURCES]
    if here.empty:
        return text.strip() + more
    most = leaders(here, "per_million")
    best = most.iloc[0]
    size = f"{number(best['per_million'])} per million words"
    if len(most) > 1:
        return f"{text}{len(most)} sources use it most, {size} each.{more}"
    size += interval(best["per_million_low"], best["per_million_high"])
    return f"{text}{clean_label(best['source'], 60)} uses {'it' if text else name} most: {size}.{more}"


def _draw_collocates(table: pd.DataFrame) -> Figure:
    """Draw the words that occur near each term by logDice, one panel a term."""
    groups, exclusive = split(table, "term"), floats(table["log_dice"])
    note = (
        "Dot: logDice, 14 when two words never occur apart, one less for each halving. At the right: uses of the word"
    )
    note += " within five words of the term, and the independent texts that hold them."
    figure, panels = RowPanels(
        title=f"Words that occur near {f'“{groups[0][0]}”' if len(groups) == 1 else 'each term'}",
        note=note,
        names=RowNames.of(table["collocate"]),
        columns=[Column.of("uses", table["together"]), Column.of("texts", table["independent_texts"])],
        groups=groups,
        across=min(len(groups), 2),
        row=0.215,
        room=1.7 if len(groups) > 1 else 3.0,
    ).make()
    known = exclusive[np.isfinite(exclusive)]
    low = float(np.floor(known.min() - 0.3)) if len(known) else _MOST - 2
    for panel in panels:
        row_lines(panel.ax, len(panel.rows))
        panel.ax.plot(exclusive[panel.rows], panel.at, "o", color=BLUE, ms=5.5, clip_on=False, zorder=3)
        panel.ax.set_xlim(low, _MOST)
        round_ticks(panel.ax.xaxis, low, _MOST, most=5)
        panel.ax.set_xlabel("logDice   more exclusive →", loc="right")
    return figure


def _say_collocates(table: pd.DataFrame) -> str:
    """State the word most exclusively near the first term."""
    terms = list(table["term"].drop_duplicates())
    rows = leaders(table[table["term"] == terms[0]], "log_dice")
    row = rows.iloc[0]
    more = f" {plural(len(terms), 'term')} are shown." if len(terms) > 1 else ""
    start, size = f"Most exclusively near {quoted(terms[0])}:", f"logDice {number(row['log_dice'])}"
    if len(rows) > 1:
        return f"{start} {first_few(list(rows['collocate']), 'word')}, {size} each.{more}"
    where = f"{plural(row['together'], 'use')} in {plural(row['independent_texts'], 'text')}"
    return f"{start} {quoted(row['collocate'])}, {size}, {where}.{more}"


def _draw_headline_terms(table: pd.DataFrame) -> Figure:
    """Draw how many times as often as expected each word is used in headlines, in doublings."""
    with np.errstate(divide="ignore"):
        times = [np.log2(floats(table[name])) for name in ("ratio", "low", "high")]
    never = np.isneginf(times[0])
    # No use at all is drawn where its interval ends; lines do not reach far beyond the dots: few uses may be any few.
    value = np.where(never, times[2], times[0])
    low = np.where(np.isneginf(times[1]), np.nan, np.maximum(times[1], value.min(initial=np.inf) - 1))
    ratio = Estimates(value, low, times[2])
    clear = table["tier"].eq(CLEAR).to_numpy(dtype=bool)
    note = (
        "Dot: uses in headlines, as many times those that the words of the articles make expected. Line: its interval."
    )
    note += " Filled: clear; hollow: likely, or as chance may have it."
    note += " Words in no headline: the upper end of the interval." if never.any() else ""
    figure, (panel,) = RowPanels(
        title="Words of headlines, and words of the text" if clear.any() else "No word is clearly one of headlines",
        note=f"{note} At the right: uses in headlines, and those expected.",
        names=RowNames.of(table["term"]),
        columns=[Column.of("headlines", table["headline_count"]), Column.of("expected", table["expected"])],
        room=2.6,
    ).make()
    with np.errstate(invalid="ignore"):
        less = ratio.value < 0
    dots(panel.ax, panel.at, ratio, [(~less, BLUE, "o"), (less, ORANGE, "o")], size=5.5, filled=clear)
    scale_around_zero(panel, ratio, ("the text", "times", "headlines"), _times, whole=True)
    return figure


def _times(doublings: float) -> str:
    return f"{'1/' if doublings < 0 else ''}{number(2 ** abs(doublings))}"


def _say_headline_terms(table: pd.DataFrame) -> str:
    """State the clearest word of headlines and the clearest word of the text."""
    clear = table[table["tier"] == CLEAR]
    less = clear["place"] == BODY
    sides = [
        _say_side(clear[~less].assign(nearest=clear["low"]), "headlines"),
        _say_side(clear[less].assign(nearest=-clear["high"]), "the text"),
    ]
    return " ".join(filter(None, sides)) or "No word is clearly used more in headlines, or in the text."


def _say_side(rows: pd.DataFrame, where: str) -> str:
    if rows.empty:
        return ""
    most = leaders(rows, "nearest")
    row = most.iloc[0]
    head = f"{plural(len(rows), 'word')} {'is' if len(rows) == 1 else 'are'} clearly more in {where}, most clearly "
    if len(most) > 1:
        return head + f"{first_few(list(most['term']), 'word')}."
    above = row["place"] == HEADLINE
    end = f"at {'least' if above else 'most'} {number(row['low' if above else 'high'])}"
    return (
        f"{head}{quoted(row['term'])}: {plural(row['headline_count'], 'use')} in headlines, "
        f"{number(row['expected'])} expected: {number(row['ratio'])} times as often, {end}."
    )


_RANKED = "Line: 95% interval over independent texts. At the right: uses, and share of articles."
top_terms = ReportFigure(
    "top_terms",
    draw=partial(_draw_ranked, noun="word"),
    sentence=partial(_say_ranked, noun="word"),
    caption=f"The most frequent words, without those that report speech. {_RANKED}",
    empty="No word occurs in enough texts.",
)
top_phrases = ReportFigure(
    "top_phrases",
    draw=partial(_draw_ranked, noun="phrase"),
    sentence=partial(_say_ranked, noun="phrase"),
    caption=f"The most frequent phrases. {_RANKED}",
    empty="No phrase occurs in enough independent texts.",
)
term_spread = ReportFigure(
    "term_spread",
    draw=_draw_term_spread,
    sentence=_say_term_spread,
    caption="Each dot is one of the most frequent words: further right, more frequent; further up, more concentrated. "
    "Line: what is usual for words so frequent. Diamonds: words of focus.",
    empty="There is only one source and one period, so there are no parts over which words could be spread.",
)
term_trend = ReportFigure(
    "term_trend",
    draw=_draw_term_trend,
    sentence=_say_term_trend,
    caption="Uses per million words in each period, with 95% intervals; hatched where the corpus covers part of a "
    "period.",
    empty="The articles have no dates, or all fall in one period, so there is no trend to show.",
)
focus = ReportFigure(
    "focus",
    draw=_draw_focus,
    sentence=_say_focus,
    caption="Uses per million words in each source, with 95% intervals over independent texts.",
    empty="There is no word to follow.",
)
collocates = ReportFigure(
    "collocates",
    draw=_draw_collocates,
    sentence=_say_collocates,
    caption="Words near the leading words, or those of focus: logDice, and the independent texts that hold both.",
    empty="No word occurs near the leading words in enough texts.",
)
headline_terms = ReportFigure(
    "headline_terms",
    draw=_draw_headline_terms,
    sentence=_say_headline_terms,
    caption="Words used more in headlines, or less, than the words of their articles make expected; filled: clear.",
    empty="There are no headlines, or no word occurs in enough texts.",
)
