"""Figures of terms: how often, in which sources, since when, near which words, and in headlines."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from analysis.figures.labels import widest
from analysis.figures.marks import Estimates, dots, drawn_of, extent, floats, largest, leaders, places, split
from analysis.figures.matrix import add_cell, add_matrix, fit_heads, head_room
from analysis.figures.report_figure import ReportFigure
from analysis.figures.row_panels import Column, RowNames, RowPanels, scale_around_zero, scale_from_zero
from analysis.figures.style import BLUE, EDGE, ORANGE, SHADES, SMALL, is_narrow, new_figure, page_width
from analysis.figures.time_panels import TimePanels
from analysis.vocabulary import ALL_SOURCES, CLEAR, FALLS, HEADLINE, PHRASE, RISES, WORD
from analysis.wording import (
    begin_of_period,
    clean_label,
    interval,
    listed,
    number,
    percent,
    plural,
    quoted,
    rounded,
    sentence,
    when,
)

_HEADS = {WORD: "Words", PHRASE: "Names and phrases"}
_MIN_TEXTS = 10  # of a period, for a dot
MAX_CELLS, _ROW = 12, 0.27  # rows and columns of cells at most, and inches high of a row


def _draw_top_terms(table: pd.DataFrame) -> Figure:
    """Draw how often each term is used, words beside names and phrases, each panel on its own scale."""
    groups, rate = (
        [(_HEADS.get(kind, kind), rows) for kind, rows in split(table, "kind")],
        Estimates.of(table, "per_million"),
    )
    note = "Dot: uses per million words" + (", each panel on its own scale." if len(groups) > 1 else ".")
    figure, panels = RowPanels(
        title="The most used words and names",
        note=note + rate.note() + " At the right: share of the articles.",
        names=RowNames.of(table["term"]),
        columns=[Column.of("", table["article_share"], percent)],
        groups=groups,
        across=len(groups),
        room=1.9,
    ).make()
    for panel in panels:
        dots(panel.ax, panel.at, rate[panel.rows], size=5)
        scale_from_zero(panel.ax, rate[panel.rows].top, label="per million words")
    return figure


def _say_top_terms(table: pd.DataFrame) -> str:
    """State the most frequent terms, with the share of articles of the first."""
    first = table.iloc[0]
    names = [
        f"{noun}s: {listed(map(quoted, rows['term'].head(3)))}" for noun, rows in table.groupby("kind", sort=False)
    ]
    rate = f"{number(first['per_million'])} times per million words"
    rate += interval(first["per_million_low"], first["per_million_high"])
    held = f"in {plural(first['articles'], 'article')} ({percent(first['article_share'])})"
    return f"The most used {'; '.join(names)}. {quoted(first['term'])} is used {rate}, {held}."


def _draw_term_trend(table: pd.DataFrame) -> Figure:
    """Draw each word's uses per million in each period; with a column ``change``, the levels before and after it."""
    few, rate = floats(table["texts"]) < _MIN_TEXTS, Estimates.of(table, "per_million")
    rate = replace(rate, value=np.where(few, np.nan, rate.value))
    what = table.get("change", pd.Series("", index=table.index)).fillna("")
    groups = [
        (" ".join([name, *(_name_change(table.loc[row]) for row in rows if what[row])]), rows)
        for name, rows in split(table, "term")
    ]
    panels = TimePanels(table.assign(part_period=False), groups, rate)
    lasting, note = what.isin([RISES, FALLS]), "Uses per million words in each period, each panel on its own scale."
    note += " Orange: the levels before and after a change." if lasting.any() else ""
    note += " Diamond: a peak or dip." if what[~lasting].ne("").any() else ""
    note += " No change by a quarter or more is beyond chance." if "change" in table and what.eq("").all() else ""
    note += f" A period of under {_MIN_TEXTS} texts has no dot." if few.any() else ""
    figure, axes = panels.make("When the use of words changes" if what.ne("").any() else "Words over time", note)
    uses, words, at = floats(table["count"]), floats(table["words"]), panels.at
    for ax, (_, rows) in zip(axes, groups, strict=True):
        for row in rows[what[rows].ne("")]:
            if not lasting[row]:
                ax.plot(at[row], rate.value[row], "D", color=ORANGE, ms=6, zorder=4)
                continue
            for side in (rows[rows < row], rows[rows >= row]):
                level = 1e6 * uses[side].sum() / max(words[side].sum(), 1)
                ax.hlines(level, at[side].min() - 0.5, at[side].max() + 0.5, color=ORANGE, lw=2, zorder=2.8)
    return figure


def _name_change(row: pd.Series) -> str:
    if row["change"] in (RISES, FALLS):
        return f"{row['change']} from {begin_of_period(row['period'])}"
    return f"{row['change']} {when([row['period']])}"


def _say_term_trend(table: pd.DataFrame) -> str:
    """State what the use of the terms does, of at most six."""
    terms = table["term"].drop_duplicates()
    changed = table[table["change"].fillna("").ne("")] if "change" in table else table.head(0)
    said = [f"{quoted(row['term'])} {_name_change(row)}" for _, row in changed.head(6).iterrows()]
    if not said:
        what = quoted(terms.iloc[0]) if len(terms) == 1 else f"none of {plural(len(terms), 'word')}"
        verb = "does not change" if len(terms) == 1 else "changes"
        return sentence(f"the use of {what} {verb} over time by a quarter or more beyond chance")
    return sentence(listed(said))


def _draw_focus(table: pd.DataFrame) -> Figure:
    """Draw how often each source uses each of some terms: a cell each, darker where the term is used more."""
    table = table[table["source"].ne(ALL_SOURCES)] if table["source"].ne(ALL_SOURCES).any() else table
    table = table.reset_index(drop=True)
    terms, sources = ([name for name, _ in split(table, column)] for column in ("term", "source"))
    rows, columns, rate = places(table["term"]), places(table["source"]), floats(table["per_million"])
    most = np.zeros(len(terms))
    np.maximum.at(most, rows, np.nan_to_num(rate))
    names = RowNames(terms[:MAX_CELLS])
    left = EDGE + names.room(2.4 if not is_narrow() else 1.3) + 0.1
    inside, shortest = page_width() - left - EDGE, widest(map(_in_thousands, rate), SMALL) + 0.04
    # Of many sources as many as have room for their numbers.
    n = len(sources) if len(sources) <= MAX_CELLS else min(MAX_CELLS, int(inside / shortest))
    uses = np.bincount(columns, floats(table["count"]), len(sources))
    drawn = {column: place for place, column in enumerate(largest(uses, n))}
    wide = min(inside / n, 1.2)
    heads, upright = fit_heads([sources[column] for column in drawn], wide)
    write = rounded if widest(map(rounded, rate), SMALL) + 0.04 <= wide else _in_thousands
    texts = [write(value) for value in rate]
    with_numbers = widest(texts, SMALL) + 0.04 <= wide
    note = "In each row, darker: more." + " k: thousand." * any(with_numbers and text.endswith("k") for text in texts)
    note += drawn_of(n, len(sources), "source", "those with most uses")
    note += drawn_of(len(names.labels), len(terms), "term", "the first")
    body = head_room(heads, upright) + _ROW * len(names.labels)
    figure = new_figure("Uses per million words of each source", note, body=body, foot=0.05)
    ax = add_matrix(figure, names, heads, upright, left=left, room=left - EDGE - 0.1, cell=(wide, _ROW))
    for row, column, value, text in zip(rows, columns, rate, texts, strict=True):
        if row < len(names.labels) and column in drawn and np.isfinite(value):
            color = to_hex(SHADES(0.4 * value / (most[row] or 1)))  # light enough for dark figures
            add_cell(ax, (drawn[column], row), color, text if with_numbers else "")
    return figure


def _in_thousands(value: float) -> str:
    return rounded(value) if value < 100 else f"{value / 1000:.1f}k" if value < 9950 else f"{value / 1000:.0f}k"


def _say_focus(table: pd.DataFrame) -> str:
    """State which source uses each of the first three terms most."""
    here = table[table["source"].ne(ALL_SOURCES)]
    said = []
    for term, rows in (here if len(here) else table).groupby("term", sort=False):
        best = leaders(rows, "per_million").iloc[0]
        rate = f"{rounded(best['per_million'])} times per million words"
        where = f"used most in {clean_label(best['source'], 60)}, {rate}" if best["count"] else "used nowhere"
        said.append(f"{quoted(term)} is {where}.")
    return " ".join(said[:3])


def _draw_collocates(table: pd.DataFrame) -> Figure:
    """Draw in how many texts a word occurs near each term, one panel a term."""
    texts = floats(table["independent_texts"])
    groups = [(name, rows[np.argsort(-texts[rows], kind="stable")]) for name, rows in split(table, "term")]
    figure, panels = RowPanels(
        title=f"Words that occur near {f'“{groups[0][0]}”' if len(groups) == 1 else 'each term'}",
        note="Bar: independent texts in which the word is within five words of the term"
        + (", each panel on its own scale." if len(groups) > 1 else "."),
        names=RowNames.of(table["collocate"]),
        columns=[Column.of("texts", table["independent_texts"])],
        groups=groups,
        across=min(len(groups), 2),
        room=1.7 if len(groups) > 1 else 3.0,
        foot=0.1,
        below=0.3,
    ).make()
    for panel in panels:
        panel.ax.barh(panel.at, texts[panel.rows], color=BLUE, height=0.6, zorder=3)
        panel.ax.set(xlim=(0, extent(texts[panel.rows])[1]), xticks=[])
        panel.ax.grid(visible=False)
    return figure


def _say_collocates(table: pd.DataFrame) -> str:
    """State the words near the first term in most texts."""
    terms = list(table["term"].drop_duplicates())
    rows = table[table["term"] == terms[0]].sort_values("independent_texts", ascending=False, kind="stable").head(3)
    words = [f"{quoted(row['collocate'])} in {plural(row['independent_texts'], 'text')}" for _, row in rows.iterrows()]
    more = f" {plural(len(terms), 'term')} are shown." if len(terms) > 1 else ""
    return f"Near {quoted(terms[0])}: {listed(words)}.{more}"


def _draw_headline_terms(table: pd.DataFrame) -> Figure:
    """Draw how many times as often as expected each word is used in headlines, in doublings."""
    with np.errstate(divide="ignore"):
        times = [np.log2(floats(table[name])) for name in ("ratio", "low", "high")]
    never = np.isneginf(times[0])
    # No use at all is drawn where its interval ends; lines do not reach far beyond the dots: few uses may be any few.
    value = np.where(never, times[2], times[0])
    least = min(value.min() - 1, -1.0)
    cut = np.isfinite(times[1]) & (times[1] < least)
    low = np.where(np.isneginf(times[1]), np.nan, np.maximum(times[1], least))
    ratio, clear = Estimates(value, low, times[2]), table["tier"].eq(CLEAR).to_numpy(dtype=bool)
    note = "Dot: how many times as often as in the text below. At the right: uses in headlines, and how many there "
    note += "would be if headlines used the word as the text does." + ("" if clear.all() else " Hollow: less sure.")
    note += " Words in no headline: the upper end of the interval." if never.any() else ""
    figure, (panel,) = RowPanels(
        title="Words that headlines use more than the text",
        note=note + ratio.line("Line: 95% interval" + (", some cut at the left." if cut.any() else ".")),
        names=RowNames.of(table["term"]),
        columns=[Column.of("uses", table["headline_count"]), Column.of("as in text", table["expected"], _tenths)],
        room=2.6,
    ).make()
    dots(panel.ax, panel.at, ratio, size=5.5, filled=clear)
    scale_around_zero(panel, ratio, ("the text", "times", "headlines"), _times)
    return figure


def _tenths(value: float) -> str:
    return f"{value:.1f}" if value < 10 else number(round(value))


def _times(doublings: float) -> str:
    return f"{'1/' if doublings < 0 else ''}{number(2 ** abs(doublings))}"


def _say_headline_terms(table: pd.DataFrame) -> str:
    """State the clearest word of headlines."""
    clear = table[(table["tier"] == CLEAR) & (table["place"] == HEADLINE)]
    if clear.empty:
        return "No word is clearly used more in headlines."
    most = leaders(clear, "low")
    row = most.iloc[0]
    head = f"{plural(len(clear), 'word')} {'is' if len(clear) == 1 else 'are'} clearly more in headlines, most clearly "
    if len(most) > 1:
        return f"{head}{listed(map(quoted, most['term'])) if len(most) <= 3 else plural(len(most), 'word')}."
    return (
        f"{head}{quoted(row['term'])}: {plural(row['headline_count'], 'use')} in headlines, "
        f"{_tenths(row['expected'])} if used as in the text: {number(row['ratio'])} times as often, at least "
        f"{number(row['low'])}."
    )


def _too_rare(table: pd.DataFrame) -> str:
    """Say that no number has an interval, for no word is in enough texts."""
    return "" if table["per_million_low"].notna().any() else "No word is in ten independent texts: too few to draw."


def _too_few_over_time(table: pd.DataFrame) -> str:
    # A finding points to its figure, however rare the word.
    changes = "change" in table and (table["change"] != "").any()
    if not changes and table.groupby("term")["count"].sum().max() < 20:
        return "No word is used twenty times: too few to draw."
    n_periods = table["period"][table["texts"] >= _MIN_TEXTS].nunique()
    return "" if n_periods > 1 else "No two periods have ten texts; longer periods would show more."


top_terms = ReportFigure(
    "top_terms",
    draw=_draw_top_terms,
    sentence=_say_top_terms,
    caption="Words that report speech, say when or how much, fill a sentence, and forms of address, are left out; "
    "words that are often part of a phrase are left to it.",
    empty="No word occurs in enough texts.",
    nothing=_too_rare,
)
term_trend = ReportFigure(
    "term_trend",
    draw=_draw_term_trend,
    sentence=_say_term_trend,
    caption="Periods are so long that most hold 30 independent texts, unless a length is set.",
    empty="The articles have no dates, or all fall in one period: there are no two periods to compare.",
    nothing=_too_few_over_time,
)
focus = ReportFigure(
    "focus",
    draw=_draw_focus,
    sentence=_say_focus,
    caption="Words are counted in all articles, copies too.",
    empty="There is no word to follow.",
    nothing=lambda table: "There is one source." if table["source"].nunique() <= 2 else _too_rare(table),
)
collocates = ReportFigure(
    "collocates",
    draw=_draw_collocates,
    sentence=_say_collocates,
    caption="The words that are most exclusively near the term, those in most texts first.",
    empty="Set focus to see which words occur near yours; of focus, no word occurs near one in enough texts.",
    nothing=lambda table: "" if table["independent_texts"].max() >= 5 else "No word is near them in five texts.",
)
headline_terms = ReportFigure(
    "headline_terms",
    draw=_draw_headline_terms,
    sentence=_say_headline_terms,
    caption="Each headline is compared with its own article; of copies of one text the first counts.",
    empty="There are no headlines, or no word is used more in them.",
    nothing=lambda table: "" if table["headline_count"].max() >= 5 else "No word is in five headlines.",
)
