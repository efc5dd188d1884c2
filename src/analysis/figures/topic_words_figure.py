"""The figure of what the topics are: words, size, verdict, and articles that show them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.figures.labels import drawable, fit, text_width, wrap
from analysis.figures.marks import Estimates
from analysis.figures.report_figure import ReportFigure
from analysis.figures.style import BLUE, EDGE, INK, RULE, SKY, SMALL, SOFT, add_panel, is_narrow, new_figure, page_width
from analysis.wording import clean_label, listed, percent, plural, quoted

_MAX_TOPICS = 60  # topics drawn; of more only themes
_WITH_ARTICLES = 36, 15  # topics up to which articles are named, on a page and on a phone
_HEAD = 10.5  # points of the label of a theme
_LINE, _HEAD_LINE, _GAP = 0.165, 0.21, 0.1  # inches of a line, of a line of a label, and between topics
_SIDE, _SHARE, _INDENT = 2.1, 0.55, 0.22  # inches of size and verdict, of a share, and of subjects
_MEANINGS = {
    "stable": "found again in halves of the articles",
    "moderate": "mostly found again",
    "unstable": "hardly found again",
    "mixed": "many of its articles share few of its words",
    "no steadier than chance": "topics of shuffled words are found again as well",
}


@dataclass(frozen=True)
class _Block:
    """A topic: lines of text with their size, weight, color and inches high, and how far they are indented."""

    row: int
    is_theme: bool
    lines: list[tuple[str, float, str, str, float]]
    indent: float

    @property
    def high(self) -> float:
        """Inches high of the block."""
        return sum(line[-1] for line in self.lines) + _GAP * (1.6 if self.is_theme else 1)


def _draw(table: pd.DataFrame) -> Figure:
    """Draw a block a topic, themes in bold before their subjects."""
    everything = table
    if len(table) > _MAX_TOPICS:
        table = table[table["parent"] == ""].head(_MAX_TOPICS)
    share, blocks = Estimates.of(table, "share"), list(_make_blocks(table))
    note = f"Dot: share of the articles.{share.note()}" + _explain(table["verdict"])
    if len(table) < len(everything):
        note += f" Drawn are {len(table)} of {plural(len(everything), 'topic')}; all are in the data."
    elif (table["parent"] != "").any():
        subject = table.loc[table["parent"] != "", "topic"].iloc[0]
        note += f" Bold: themes; below each its subjects, such as {subject}."
    body = sum(block.high for block in blocks)
    figure = new_figure("What the articles write about", note, body=body, foot=0.1)
    width = page_width() - 2 * EDGE
    ax = add_panel(figure, EDGE, 0, width, body)
    ax.set(xlim=(0, width), ylim=(body, 0))
    ax.axis("off")
    at = 0.0
    for block in blocks:
        if block.is_theme and at:
            ax.hlines(at + 0.02, 0, width, color=RULE, lw=0.8)
        _draw_block(ax, block, table.iloc[block.row], at + _GAP * 0.6, share)
        at += block.high
    return figure


def _make_blocks(table: pd.DataFrame) -> Iterator[_Block]:
    narrow, width = is_narrow(), page_width() - 2 * EDGE
    aside = max(text_width(str(topic), _HEAD, "bold") for topic in table["topic"]) + 0.12
    for place, (row, topic) in enumerate(zip(table.index, table.to_dict("records"), strict=True)):
        theme = topic["parent"] == ""
        indent = aside + (0 if theme else _INDENT)
        size, weight = (_HEAD, "bold") if theme else (SMALL + 0.5, "normal")
        beside = width - indent - (_SHARE if narrow else _SIDE + _SHARE + 0.15)
        lines = [
            (line, size, weight, INK, _HEAD_LINE if theme else 0.19)
            for line in wrap(drawable(topic["label"], row + 1), beside, size, weight)
        ]
        if narrow:  # size and verdict have lines of their own
            lines += [("", SMALL, "normal", INK, 0.14), (_judge(topic), SMALL, "normal", SOFT, _LINE)]
        room = width - indent if narrow else beside
        ten = [drawable(word, row + 1) for word in topic["words"].split()]
        lines += [(line, SMALL, "normal", SOFT, _LINE) for line in _whole_words(ten, room, 2 if narrow else 1)]
        articles = [text for text in (topic["article"], topic["second_article"]) if text]
        if len(table) <= _WITH_ARTICLES[narrow]:
            for text in articles[: 2 if theme and not narrow else 1]:
                title = wrap(drawable(text, row + 1, 250), width - indent, SMALL, lines=2 if narrow else 1)
                lines += [(line, SMALL, "normal", INK, _LINE) for line in title]
        yield _Block(place, theme, lines, indent)


def _draw_block(ax: Axes, block: _Block, topic: pd.Series, top: float, share: Estimates) -> None:
    narrow, width = is_narrow(), ax.get_xlim()[1]
    first = block.lines[0]
    middle = top + first[-1] / 2
    style: dict[str, Any] = {"va": "center_baseline", "fontsize": first[1], "weight": first[2]}
    ax.text(block.indent - 0.1, middle, str(topic["topic"]), ha="right", color=INK, **style)
    ax.text(width if narrow else width - _SIDE - 0.12, middle, percent(topic["share"]), ha="right", color=INK, **style)
    at, strip = top, middle
    for text, size, weight, color, high in block.lines:
        if text:
            ax.text(block.indent, at + high / 2, text, va="center_baseline", fontsize=size, weight=weight, color=color)
        else:
            strip = at + high / 2
        at += high
    left, room = (block.indent, width - block.indent - 0.1) if narrow else (width - _SIDE, _SIDE - 0.1)
    scale = room / (share.top or 1.0)
    color, value = BLUE if block.is_theme else SKY, share.value[block.row]
    low, high = share.low[block.row], share.high[block.row]
    ax.hlines(strip, left, left + room, color=RULE, lw=0.6)
    if np.isfinite(low):
        ax.hlines(strip, left + low * scale, left + high * scale, color=color, lw=2.6, alpha=0.5)
    face = color if np.isfinite(low) else "white"
    ax.plot(left + value * scale, strip, "o", color=color, mfc=face, ms=6, clip_on=False)
    if not narrow:
        ax.text(left, middle + 0.18, _judge(topic), va="center_baseline", fontsize=SMALL, color=SOFT)


def _judge(topic: Any) -> str:
    verdict = drawable(topic["verdict"])
    told = f"{verdict} · {plural(topic['independent_texts'], 'text')}"
    # The number of texts is in the data; half a verdict is none.
    return fit(told if text_width(told, SMALL) <= _SIDE else verdict, _SIDE, SMALL)


def _whole_words(words: list[str], inches: float, lines: int) -> list[str]:
    """Write as many words as have room in so many lines; of a single long one, its beginning."""
    for n in range(len(words), 1, -1):
        some = ", ".join(words[:n])
        wrapped = wrap(some, inches, SMALL, lines=lines)
        if " ".join(wrapped) == some:
            return wrapped
    return wrap(words[0], inches, SMALL, lines=1) if words else []


def _explain(verdicts: pd.Series) -> str:
    known = [f"{verdict}: {meaning}" for verdict, meaning in _MEANINGS.items() if verdicts.eq(verdict).any()]
    return f" {'; '.join(known).capitalize()}." if known else ""


def _say(table: pd.DataFrame) -> str:
    """State how many themes and subjects there are, what the themes are, and how many of all are steady."""
    themes = table[table["parent"] == ""]
    n_subjects = len(table) - len(themes)
    within = f" and within them {plural(n_subjects, 'subject')}" if n_subjects else ""
    names = [
        f"{quoted(label)} ({percent(share)})" for label, share in zip(themes["label"], themes["share"], strict=True)
    ]
    found = f"{plural(len(themes), 'theme')}{within}: {listed(names, limit=5)}."
    if len(table) == 1:
        return f"{found} Its verdict: {clean_label(table['verdict'].iloc[0], 60)}."
    return f"{found} Stable or moderate: {table['verdict'].isin(['stable', 'moderate']).sum()} of {len(table)}."


topic_words = ReportFigure(
    "topic_words",
    draw=_draw,
    sentence=_say,
    caption="Under each topic the words that mark it and the articles that show it best.",
    empty="No topics were found.",
)
