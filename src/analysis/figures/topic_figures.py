"""Figures of the shares of topics: who writes about them, when, and what changes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from analysis.figures.labels import drawable, text_width, wrap
from analysis.figures.marks import Estimates, drawn_of, flags, floats, largest, leaders, percent_tick, places, split
from analysis.figures.matrix import add_cell, add_matrix, fit_heads, head_room
from analysis.figures.report_figure import ReportFigure
from analysis.figures.row_panels import Column, RowNames, RowPanels, row_lines, scale_from_zero
from analysis.figures.style import (
    BLUE,
    EDGE,
    GREY,
    ORANGE,
    PALE,
    SHADES,
    SMALL,
    SOFT,
    is_narrow,
    new_figure,
    page_width,
)
from analysis.figures.time_panels import PART, TimePanels
from analysis.vocabulary import CLEAR, LIKELY, NO_TOPIC
from analysis.wording import (
    clean_label,
    in_span,
    interval,
    listed,
    number,
    percent,
    period_parts,
    period_words,
    plural,
    quoted,
    span_words,
)

_MAX_TOPICS, _MAX_SOURCES, _MAX_PANELS, _MAX_CHANGES = 40, 12, 12, 20  # drawn
_WITH_SUBJECTS = 15  # rows of a matrix up to which subjects are among them
_ROW, _TWO_LINES, _CELL = 0.27, 0.34, 0.85  # inches of a row, of one named in two lines, and of a column at most


def _without_none(table: pd.DataFrame) -> pd.DataFrame:
    return table[table["topic"] != NO_TOPIC]


def _found(table: pd.DataFrame) -> np.ndarray:
    return np.asarray(table["tier"].isin([CLEAR, LIKELY]))


def _largest(table: pd.DataFrame, most: int, part: str = "topic") -> tuple[pd.DataFrame, str]:
    """Keep the topics, or sources, with most articles, and say so where there are more."""
    sizes = table.groupby(part, sort=False)["articles"].sum()
    return table[table[part].isin(sizes.index[largest(sizes, most)])], drawn_of(most, len(sizes), part)


def _themes_of_many(table: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    """Leave out subjects where there are many topics, and say so."""
    is_theme = ~table["topic"].str.contains(".", regex=False)
    if is_theme.all() or table["topic"].nunique() <= _WITH_SUBJECTS:
        return table, ""
    return table[is_theme], " Subjects are in the data."


def _draw_topic_sources(table: pd.DataFrame) -> Figure:
    """Draw a matrix of topics and sources: the darker, the larger the share of the source's articles."""
    table, left_out = _themes_of_many(_without_none(table))
    table, fewer = _largest(table, _MAX_TOPICS)
    narrow = is_narrow()
    names = RowNames.of_topics(table.drop_duplicates("topic"), SMALL, lines=1 + narrow)
    least, row_high = (0.27, _TWO_LINES) if narrow else (0.36, _ROW)
    inches = page_width() - 2 * EDGE - 0.1
    n = min(table["source"].nunique(), _MAX_SOURCES)
    room = names.room(max(inches - least * n, 1.5 if narrow else 2.2))
    left = EDGE + room + 0.1
    n = min(n, int((inches - room) / least))
    table, further = _largest(table, n, "source")
    left_out += fewer + further
    sources = [label for label, _ in split(table, "source")]
    width = min((page_width() - left - EDGE) / n, _CELL)
    heads, upright = fit_heads(sources, width)
    at, across = places(table["topic"]), places(table["source"])
    note = "Per cent of a source's articles with this main topic." + _explain_frames(table) + left_out
    body = head_room(heads, upright) + row_high * len(names.labels)
    figure = new_figure("Who writes about what", note, body=body, foot=0.1)
    ax = add_matrix(figure, names, heads, upright, left=left, room=room, cell=(width, row_high))
    top = float(np.nanmax(floats(table["share"]), initial=0.0)) or 1.0
    found, difference = _found(table), floats(table["difference"])
    share = np.where(Estimates.of(table, "share").known, floats(table["share"]), 0.0)
    for row in np.argsort(found, kind="stable"):  # frames last, above their neighbours
        # Small shares differ as visibly as large ones; dark ink can be read on all of these.
        color = to_hex(SHADES(0.45 * (share[row] / top) ** 0.6)) if share[row] else PALE
        # No text where there is no article, or too few texts for a share.
        told = float(table["share"].iloc[row])
        text = ("<1" if 0 < told < 0.005 else f"{100 * told:.0f}") + "%" * (width > 0.42)
        frame = {"zorder": 2 + found[row], "lw": 2.0 * found[row]}
        if found[row]:
            more = difference[row] > 0
            frame |= {"edgecolor": ORANGE if more else GREY, "ls": "-" if more else (0, (1, 1))}
        ink = "" if share[row] else SOFT
        add_cell(ax, (across[row], at[row]), color, text if share[row] or found[row] else "", ink, **frame)
    return figure


def _explain_frames(table: pd.DataFrame) -> str:
    """Say what the frames that are drawn mean, and what is pale."""
    found, more = _found(table), floats(table["difference"]) > 0
    words = [" Orange frame: more than all others together, beyond chance"] if (found & more).any() else []
    words += [" Dotted: less, beyond chance"] if (found & ~more).any() else []
    few = table["share_low"].isna()
    words += [" Pale: no article"] if (~few & (table["articles"] == 0)).any() else []
    words += [" Pale: under ten texts"] if few.any() else []
    return "".join(f"{text}." for text in words)


def _say_topic_sources(table: pd.DataFrame) -> str:
    """State how many shares are beyond chance larger, and the surest; without, the largest share."""
    table = _without_none(table)
    more = table[_found(table) & (floats(table["difference"]) > 0)]
    row = leaders(more, "difference").iloc[0] if len(more) else leaders(table, "share").iloc[0]
    source = clean_label(row["source"], 60)
    size = f"{percent(row['share'])} of the articles of {source}"
    about = f"topic {row['topic']} ({clean_label(row['label'], 60)})"
    if more.empty:
        band = interval(row["share_low"], row["share_high"], percent)
        return f"The largest share: {size}{band} are about {about}. No source has more of a topic beyond chance."
    where = f"In {plural(len(more), 'case')} a source writes more about a topic than the others, beyond chance"
    return f"{where}; most: {size} are about {about}, of the others' {percent(row['share_others'])}."


def _draw_topic_differences(table: pd.DataFrame) -> Figure:
    """Draw the two shares of each topic that differs beyond chance, joined by a line."""
    table = table[_found(table)]
    table = table.iloc[np.sort(np.argsort(-np.abs(floats(table["difference"])), kind="stable")[:_MAX_CHANGES])]
    (first, second), title = _sides(table)
    before, after = (floats(table[f"share_{side}"]) for side in ("first", "second"))
    heads = zip((first, second), (before, after), strict=True)
    columns = [Column("\n".join(wrap(name, 1.0, SMALL)), [percent(share) for share in own]) for name, own in heads]
    note = f"Share of the articles. Hollow: {first}; filled: {second}."
    note += " Only topics that differ beyond chance, all tested together."
    figure, (panel,) = RowPanels(
        title=title,
        note=note,
        names=RowNames.of_topics(table, lines=2),
        columns=[] if is_narrow() else columns,
        row=_TWO_LINES,
        room=3.1,
        foot=0.5,
    ).make()
    row_lines(panel.ax, len(table))
    panel.ax.hlines(panel.at, before, after, color=BLUE, lw=2.2, alpha=0.4, zorder=2)
    for share, face in zip((before, after), ("white", BLUE), strict=True):
        panel.ax.plot(share, panel.at, "o", color=BLUE, mfc=face, ms=6, zorder=3, clip_on=False)
    top, reach = float(np.nanmax([before, after])) or 1.0, 0.85 if is_narrow() else 1.0
    scale_from_zero(panel.ax, top, percent_tick, "share of the articles", reach=reach)
    return figure


def _sides(table: pd.DataFrame) -> tuple[tuple[str, str], str]:
    """Name the two parts compared, and say what is asked of them."""
    first, second = (drawable(span_words(table[name].iloc[0])) for name in ("first", "second"))
    if first.startswith("before "):
        return (first, second), f"What changes {second}"
    return (first, second), f"What differs between {first} and {second}"


def _say_topic_differences(table: pd.DataFrame) -> str:
    """State the largest difference that is beyond chance, and how many there are."""
    (first, second), _ = _sides(table)
    found = table[_found(table)]
    if found.empty:
        parts = (
            f"changes beyond chance {second}"
            if first.startswith("before ")
            else f"differs beyond chance between {first} and {second}"
        )
        return f"Of {plural(len(table), 'topic')} none {parts}."
    row = leaders(found.assign(size=np.abs(floats(found["difference"]))), "size").iloc[0]
    sizes = f"{percent(row['share_first'])} {in_span(first)}, {percent(row['share_second'])} {in_span(second)}"
    verb = "differs" if len(found) == 1 else "differ"
    count = f" {number(len(found))} of {plural(len(table), 'topic')} {verb} beyond chance." if len(table) > 1 else ""
    return f"Topic {row['topic']} ({clean_label(row['label'], 60)}) differs most: {sizes}.{count}"


def _draw_topic_trend(table: pd.DataFrame) -> Figure:
    """Draw each topic's share of the articles in each period, and name the periods that stand out.

    A share of few texts is not drawn: its period is grey, as one covered in part.
    """
    table, left_out = _largest(_without_none(table), _MAX_PANELS)
    table = table.reset_index(drop=True)
    groups = [
        (f"{table['topic'][rows[0]]}  {drawable(table['label'][rows[0]], rows[0] + 1)}", rows)
        for _, rows in split(table, "topic")
    ]
    share, peaks = Estimates.of(table, "share"), _found(table) & (floats(table["difference"]) > 0)
    note = "Share of the articles of each period" + (", each panel on its own scale." if len(groups) > 1 else ".")
    note += " Diamond: more than in all other periods together, beyond chance." if peaks.any() else ""
    few, grey = ~share.known, PART
    if few.any():
        table["part_period"] = flags(table["part_period"]) | few
        grey = "Grey: period covered in part only, or with under ten texts."
    share = replace(share, value=np.where(few, np.nan, share.value))
    panels = TimePanels(table, groups, share, percent_tick, grey)
    figure, axes = panels.make("When each topic is written about", f"{note}{left_out}")
    for ax, (_, rows) in zip(axes, groups, strict=True):
        own = rows[peaks[rows] & share.known[rows]]
        ax.plot(panels.at[own], share.value[own], "D", color=ORANGE, ms=5.5, zorder=4, clip_on=False)
        if len(own):
            _name_peak(ax, table.iloc[own[share.value[own].argmax()]], panels)
    return figure


def _name_peak(ax: Axes, row: pd.Series, panels: TimePanels) -> None:
    """Write period and share of the largest that stands out above all intervals, inside the panel."""
    text = f"{' '.join(period_parts(row['period'])).strip()}: {percent(row['share'])}"
    low, high = ax.get_xlim()
    half = text_width(text, SMALL) / 2 * (high - low) / panels.grid.width
    at = min(max(panels.periods.index(str(row["period"])), low + half), high - half)
    ax.set_ylim(0, 1.25 * ax.get_ylim()[1])
    ax.text(at, ax.get_ylim()[1], text, ha="center", va="top", fontsize=SMALL, color=ORANGE, zorder=5)


def _say_topic_trend(table: pd.DataFrame) -> str:
    """State when the topics that stand out most do so."""
    table = _without_none(table)
    peaks = table[_found(table) & (floats(table["difference"]) > 0)]
    peaks = peaks.sort_values("difference", ascending=False, kind="stable").drop_duplicates("topic")
    if peaks.empty:
        return f"Of {plural(table['topic'].nunique(), 'topic')} none has more than usual beyond chance in any period."
    named = [
        f"{quoted(row['label'])} in {period_words(row['period'])} ({percent(row['share'])} of the articles)"
        for _, row in peaks.head(3).iterrows()
    ]
    return f"More than at other times, beyond chance, articles are about {listed(named)}."


def _no_change(table: pd.DataFrame) -> str:
    topics, periods = (plural(table[name].nunique(), name) for name in ("topic", "period"))
    return "" if _found(table).any() else f"Of {topics} none differs beyond chance between the {periods}."


_NOTHING_TO_COMPARE = "Nothing to compare: that takes topics, and two sources or periods."
topic_sources = ReportFigure(
    "topic_sources",
    draw=_draw_topic_sources,
    sentence=_say_topic_sources,
    caption="Each source is compared with all others together, in the same periods unless it is mostly undated; all "
    "topics and sources are tested together. Intervals are in the data.",
    empty=_NOTHING_TO_COMPARE,
)
topic_differences = ReportFigure(
    "topic_differences",
    draw=_draw_topic_differences,
    sentence=_say_topic_differences,
    caption="Periods are compared within the same sources, sources within the same periods. Two others to compare are "
    "named by the parameter between.",
    empty=_NOTHING_TO_COMPARE,
    nothing=lambda table: "" if _found(table).any() else _say_topic_differences(table),
)
topic_trend = ReportFigure(
    "topic_trend",
    draw=_draw_topic_trend,
    sentence=_say_topic_trend,
    caption="Each period is compared with all others together in the same sources, all topics and periods tested "
    "together.",
    empty=_NOTHING_TO_COMPARE,
    nothing=lambda table: _no_change(_without_none(table)),
)
