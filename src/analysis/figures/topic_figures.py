"""Figures of the shares of topics: who writes about them, when, and what changes."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from analysis.figures.labels import drawable, fit, text_width, widest, wrap
from analysis.figures.marks import Estimates, floats, leaders, percent_tick, places, scale_upright, split
from analysis.figures.report_figure import ReportFigure
from analysis.figures.row_panels import Column, RowNames, RowPanels, row_lines, scale_from_zero
from analysis.figures.style import (
    BLUE,
    EDGE,
    GREY,
    INK,
    ORANGE,
    PALE,
    SHADES,
    SMALL,
    SOFT,
    add_panel,
    ink_on,
    is_narrow,
    new_figure,
    page_width,
)
from analysis.figures.time_panels import TimePanels
from analysis.vocabulary import CLEAR, LIKELY, NO_TOPIC
from analysis.wording import (
    begin_of_period,
    clean_label,
    interval,
    listed,
    number,
    percent,
    period_parts,
    period_words,
    plural,
    quoted,
)

_MOST_TOPICS, _MOST_SOURCES, _MOST_PANELS, _MOST_CHANGES = 40, 25, 12, 20  # drawn
# The two halves of the time: "2016-01 to 2016-03, 2016-04".
_PERIODS = r"\d{4}[-\w]{0,6}( to \d{4}[-\w]{0,6})?"
_HALVES = re.compile(f"(?=.* to ){_PERIODS}, {_PERIODS}")
_ROW, _CELL = 0.27, (0.27, 0.85)  # inches of a row, and of a column at least and at most


def _without_none(table: pd.DataFrame) -> pd.DataFrame:
    return table[table["topic"] != NO_TOPIC]


def _told(table: pd.DataFrame) -> np.ndarray:
    return np.asarray(table["tier"].isin([CLEAR, LIKELY]))


def _largest(table: pd.DataFrame, most: int) -> tuple[pd.DataFrame, str]:
    """Keep the topics with most articles, and say so where there are more."""
    sizes = table.groupby("topic", sort=False)["articles"].sum().sort_values(ascending=False, kind="stable")
    drawn = f" Drawn are the {most} largest of {plural(len(sizes), 'topic')}." if len(sizes) > most else ""
    return table[table["topic"].isin(sizes.index[:most])], drawn


def _draw_topic_sources(table: pd.DataFrame) -> Figure:
    """Draw a matrix of topics and sources: the darker, the larger the share of the source's articles."""
    table, left_out = _largest(_without_none(table), _MOST_TOPICS)
    names = RowNames.of_topics(table.drop_duplicates("topic"), SMALL)
    sources = [label for label, _ in split(table, "source")]
    least, most = _CELL
    inches = page_width() - 2 * EDGE - 0.1
    room = names.room(max(inches - least * len(sources), 1.5 if is_narrow() else 2.2))
    left = EDGE + room + 0.1
    n = min(len(sources), _MOST_SOURCES, int((inches - room) / least))
    width = min((page_width() - left - EDGE) / n, most)
    heads, upright = _fit_heads(sources[:n], width)
    if n < len(sources):
        left_out += f" Drawn are {n} of {plural(len(sources), 'source')}; all are in the data."
    table = table[places(table["source"]) < n]
    at, across = places(table["topic"]), places(table["source"])
    note = "Per cent of a source's articles with this main topic." + _explain_frames(table)
    high = _ROW * len(names.labels)
    above = (widest(heads, SMALL) if upright else 0.15 * max(head.count("\n") + 1 for head in heads)) + 0.12
    figure = new_figure("Who writes about what", note + left_out, body=above + high, foot=0.1)
    ax = add_panel(figure, left, 0, width * n, high)
    ax.set(xlim=(0, n), ylim=(len(names.labels) - 0.5, -0.5))
    names.write(ax, room)
    ax.set_xticks(np.arange(n) + 0.5, labels=heads, rotation=90 if upright else 0, linespacing=1.05)
    ax.tick_params(axis="x", labeltop=True, labelbottom=False, labelcolor=INK)
    ax.grid(visible=False)
    ax.spines[:].set_visible(False)
    top = float(np.nanmax(floats(table["share"]), initial=0.0)) or 1.0
    told, difference = _told(table), floats(table["difference"])
    share = np.where(Estimates.of(table, "share").known, floats(table["share"]), 0.0)
    for row in np.argsort(told, kind="stable"):  # frames last, above their neighbours
        # Small shares are told apart as well as large ones.
        color = to_hex(SHADES(0.9 * (share[row] / top) ** 0.6)) if share[row] else PALE
        frame = (ORANGE if difference[row] > 0 else GREY) if told[row] else color
        cell = Rectangle((across[row] + 0.03, at[row] - 0.46), 0.94, 0.92, fc=color, ec=frame, zorder=2 + told[row])
        cell.set(lw=2.0 * told[row], ls="-" if difference[row] > 0 or not told[row] else (0, (1, 1)))
        ax.add_patch(cell)
        text = _whole_percent(float(table["share"].iloc[row])) + "%" * (width > 0.42)
        if not table["articles"].iloc[row] and not told[row]:
            continue  # a cell that is empty says so
        written = ax.text(across[row] + 0.5, at[row], text, ha="center", va="center_baseline", fontsize=SMALL)
        written.set(color=ink_on(color) if share[row] else SOFT, weight="bold" if told[row] else "normal", zorder=4)
    return figure


def _fit_heads(sources: list[str], cell: float) -> tuple[list[str], bool]:
    """Break the names of sources to fit above their columns; where one does not, they run up the page."""
    broken = [wrap(source, cell - 0.06, SMALL, lines=3) for source in sources]
    if all(
        "".join("".join(lines).split()) == "".join(source.split())
        for lines, source in zip(broken, sources, strict=True)
    ):
        return ["\n".join(lines) for lines in broken], False
    return [fit(source, 1.5, SMALL) for source in sources], True


def _whole_percent(share: float) -> str:
    return "<1" if 0 < share < 0.005 else f"{100 * share:.0f}"


def _explain_frames(table: pd.DataFrame) -> str:
    """Say what the frames that are drawn mean, and what is grey."""
    told, more = _told(table), floats(table["difference"]) > 0
    words = [" Orange frame: more than all others together, beyond chance"] if (told & more).any() else []
    words += [" Dotted: less, beyond chance"] if (told & ~more).any() else []
    words += (
        [" Grey: none, or a source with under ten texts"]
        if (table["share_low"].isna() | (table["articles"] == 0)).any()
        else []
    )
    return "".join(f"{text}." for text in words)


def _say_topic_sources(table: pd.DataFrame) -> str:
    """State how many shares are beyond chance larger, and the surest; without, the largest share."""
    table = _without_none(table)
    more = table[_told(table) & (floats(table["difference"]) > 0)]
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
    table = table[_told(table)]
    table = table.iloc[np.sort(np.argsort(-np.abs(floats(table["difference"])), kind="stable")[:_MOST_CHANGES])]
    (first, second), title = _sides(table)
    before, after = (floats(table[f"share_{side}"]) for side in ("first", "second"))
    heads = zip((first, second), (before, after), strict=True)
    columns = [Column("\n".join(wrap(name, 1.0, SMALL)), [percent(share) for share in own]) for name, own in heads]
    note = f"Share of the articles. Hollow: {first}; filled: {second}."
    note += " Only topics that differ beyond chance, all tested together."
    figure, (panel,) = RowPanels(
        title=title,
        note=note,
        names=RowNames.of_topics(table),
        columns=[] if is_narrow() else columns,
        row=_ROW,
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
    """Name the two parts compared, halves of the time by the day that divides them, and say what is asked of them."""
    first, second = (str(table[name].iloc[0]) for name in ("first", "second"))
    if _HALVES.fullmatch(f"{first}, {second}"):
        begin = begin_of_period(second.partition(" to ")[0])
        return (f"before {begin}", f"from {begin}"), f"What changes from {begin}"
    sides = drawable(period_words(first)), drawable(period_words(second))
    return sides, f"What differs between {sides[0]} and {sides[1]}"


def _say_topic_differences(table: pd.DataFrame) -> str:
    """State the largest difference that is beyond chance, and how many there are."""
    (first, second), _ = _sides(table)
    told = table[_told(table)]
    if told.empty:
        parts = (
            f"changes beyond chance {second}"
            if first.startswith("before ")
            else f"differs beyond chance between {first} and {second}"
        )
        return f"Of {plural(len(table), 'topic')} none {parts}."
    row = leaders(told.assign(size=np.abs(floats(told["difference"]))), "size").iloc[0]
    sizes = f"{percent(row['share_first'])} {_in(first)}, {percent(row['share_second'])} {_in(second)}"
    verb = "differs" if len(told) == 1 else "differ"
    found = f" {number(len(told))} of {plural(len(table), 'topic')} {verb} beyond chance." if len(table) > 1 else ""
    return f"Topic {row['topic']} ({clean_label(row['label'], 60)}) differs most: {sizes}.{found}"


def _in(part: str) -> str:
    return part if part.startswith(("before ", "from ")) else f"in {part}"


def _draw_topic_trend(table: pd.DataFrame) -> Figure:
    """Draw each topic's share of the articles in each period, all on one scale, and name the periods that stand out."""
    table, left_out = _largest(_without_none(table), _MOST_PANELS)
    table = table.reset_index(drop=True)
    groups = [
        (f"{table['topic'][rows[0]]}  {drawable(table['label'][rows[0]], rows[0] + 1)}", rows)
        for _, rows in split(table, "topic")
    ]
    share, peaks = Estimates.of(table, "share"), _told(table) & (floats(table["difference"]) > 0)
    note = "Share of the articles of each period" + (", each panel on its own scale." if len(groups) > 1 else ".")
    note += " Diamond: more than in all other periods together, beyond chance." if peaks.any() else ""
    panels = TimePanels(table, groups, share, percent_tick)
    figure, axes = panels.make("When each topic is written about", f"{note}{left_out}")
    for ax, (_, rows) in zip(axes, groups, strict=True):
        # Wide intervals are cut, so that the course can be seen and its peak named.
        ax.set_ylim(0, 1.4 * float(np.nanmax(share.value[rows], initial=0)) or 1.0)
        scale_upright(ax, percent_tick)
        own = rows[peaks[rows]]
        ax.plot(panels.at[own], share.value[own], "D", color=ORANGE, ms=5.5, zorder=4, clip_on=False)
        if len(own):
            _name_peak(ax, table.iloc[own[share.value[own].argmax()]], panels)
    return figure


def _name_peak(ax: Axes, row: pd.Series, panels: TimePanels) -> None:
    """Write period and share above the largest that stands out, inside the panel."""
    text = f"{' '.join(period_parts(row['period'])).strip()}: {percent(row['share'])}"
    low, high = ax.get_xlim()
    half = text_width(text, SMALL) / 2 * (high - low) / panels.grid.width
    at = min(max(panels.periods.index(str(row["period"])), low + half), high - half)
    share = float(row["share"]) + 0.06 * ax.get_ylim()[1]
    ax.text(at, share, text, ha="center", va="bottom", fontsize=SMALL, color=ORANGE, zorder=5)


def _say_topic_trend(table: pd.DataFrame) -> str:
    """State when the topics that stand out most do so."""
    table = _without_none(table)
    peaks = table[_told(table) & (floats(table["difference"]) > 0)]
    peaks = peaks.sort_values("difference", ascending=False, kind="stable").drop_duplicates("topic")
    if peaks.empty:
        return f"Of {plural(table['topic'].nunique(), 'topic')} none has more than usual beyond chance in any period."
    named = [
        f"{quoted(row['label'])} in {period_words(row['period'])} ({percent(row['share'])})"
        for _, row in peaks.head(3).iterrows()
    ]
    return f"Beyond chance written about most: {listed(named)}."


def _no_change(table: pd.DataFrame) -> str:
    topics, periods = (plural(table[name].nunique(), name) for name in ("topic", "period"))
    return "" if _told(table).any() else f"Of {topics} none differs beyond chance between the {periods}."


topic_sources = ReportFigure(
    "topic_sources",
    draw=_draw_topic_sources,
    sentence=_say_topic_sources,
    caption="Share of each source's articles by main topic; framed: differs from all others together in the same "
    "periods, beyond chance with all topics and sources tested together. Intervals are in the data.",
    empty="There is only one source, or no topics were found, so there is nothing to compare.",
)
topic_differences = ReportFigure(
    "topic_differences",
    draw=_draw_topic_differences,
    sentence=_say_topic_differences,
    caption="Topics of which two parts have different shares, beyond chance with all topics tested together, in the "
    "same sources where the time is compared, in the same periods where two sources are. The parts are the two halves "
    "of the time, or what the parameter between names.",
    empty="There are no dates, or no topics were found; two sources to compare are named by the parameter between.",
    nothing=lambda table: "" if _told(table).any() else _say_topic_differences(table),
)
topic_trend = ReportFigure(
    "topic_trend",
    draw=_draw_topic_trend,
    sentence=_say_topic_trend,
    caption="Share of each period's articles by topic, with 95% intervals; diamond: more than in the other periods in "
    "the same sources, beyond chance with all topics and periods tested together; grey where the corpus covers part "
    "of a period.",
    empty="There are no topics, no dates, or only one period, so nothing can be followed over time.",
    nothing=lambda table: _no_change(_without_none(table)),
)
