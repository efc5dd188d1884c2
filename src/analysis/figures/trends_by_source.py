"""Figures that follow something over time in each source: a panel a source, with all sources together in grey."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from analysis.figures.labels import fit
from analysis.figures.marks import Estimates, drawn_of, floats, head_panel, largest, percent_tick, runs, split
from analysis.figures.report_figure import ReportFigure
from analysis.figures.style import GREY, LABEL, PanelGrid, balanced, even_rows, is_narrow, page_width
from analysis.figures.time_panels import TICKS, TimePanels
from analysis.wording import clean_label, listed, number, percent, quoted, rounded

_SOURCES, _PANELS = 8, 16  # drawn
_NAMED = 5
_MIN_TEXTS = 10  # of a source in a period, for a dot


@dataclass(frozen=True)
class _SourcePanels(TimePanels):
    """Panels of the sources of one item, then of the next, each item beginning a row."""

    sizes: tuple[int, ...] = ()  # panels of each item

    @cached_property
    def grid(self) -> PanelGrid:
        """Four panels a row, with room for the name of an item above its first."""
        columns = max(balanced(max(self.sizes), 2 if is_narrow() else 4), 2)
        rows = []
        for n in self.sizes:
            first, *others = even_rows(n, columns, 0.34, 0.85, 0.1)
            rows += [replace(first, head=0.56 if len(self.sizes) > 1 else 0.34), *others]
            rows[-1] = replace(rows[-1], below=TICKS)
        return PanelGrid(tuple(rows), columns, left=0.5, right=0.12)

    def ticked(self) -> list[bool]:
        """Tell which panels have none of their item below."""
        return [at + self.grid.columns >= n for n in self.sizes for at in range(n)]


@dataclass(frozen=True)
class _Followed:
    """What is followed, as columns of its table: its name, its rate, and the two numbers whose ratio that is."""

    item: str
    rate: str
    part: str
    whole: str

    def choose(self, table: pd.DataFrame) -> tuple[np.ndarray, str]:
        """Give the rows of the sources with most texts, and of as many items as there is room for; say what is left."""
        texts = table.drop_duplicates(["source", "period"]).groupby("source", sort=False)["texts"].sum()
        sources = texts.index[largest(texts, _SOURCES)]
        items = table[self.item].drop_duplicates()
        chosen = items[: max(_PANELS // len(sources), 1)]
        note = drawn_of(len(sources), len(texts), "source", "those with most texts")
        note += drawn_of(len(chosen), len(items), self.item, "the first")
        return np.flatnonzero(table["source"].isin(sources) & table[self.item].isin(chosen)), note

    def together(self, table: pd.DataFrame) -> dict[object, pd.Series]:
        """Give the rate of all sources together in each period, of each item."""
        summed = table.groupby([self.item, "period"], sort=False)[[self.part, self.whole, "texts"]].sum()
        scale = 1e6 if self.whole == "words" else 1.0
        rates = (scale * summed[self.part] / summed[self.whole]).where(summed["texts"] >= _MIN_TEXTS)
        return {item: rates[item] for item in table[self.item].drop_duplicates()}

    def draw(self, table: pd.DataFrame, title: str, note: str, write: Callable[[float], str]) -> Figure:
        """Draw a panel a source, all panels of an item on one scale."""
        together, (drawn, left_out) = self.together(table), self.choose(table)
        rate, few = Estimates.of(table, self.rate), floats(table["texts"]) < _MIN_TEXTS
        # Neither a dot nor an interval from few texts.
        rate = Estimates(*(np.where(few, np.nan, part) for part in (rate.value, rate.low, rate.high)))
        blocks = [(name, rows, split(table, "source", rows)) for name, rows in split(table, self.item, drawn)]
        groups, sizes = [own for *_, block in blocks for own in block], tuple(len(block) for *_, block in blocks)
        panels = _SourcePanels(table.assign(part_period=False), groups, rate, write, sizes=sizes)
        note += f" A period in which the source has under {_MIN_TEXTS} texts has no dot." if few[drawn].any() else ""
        figure, axes = panels.make(title, note + left_out)
        for name, rows, block in blocks:
            line = np.full(len(panels.periods), np.nan)
            for period, value in together[table[self.item][rows[0]]].items():
                line[panels.periods.index(str(period))] = value
            top = float(np.nanmax([*rate.value[rows], *line], initial=0.0)) or 1.0
            for _, own in block:
                ax, *axes = axes
                if own is block[0][1] and len(blocks) > 1:
                    head_panel(ax, fit(name, page_width() - 0.3, LABEL, "bold"), left=0.45, rise=20)
                for run in runs(line):
                    ax.plot(run, line[run], color=GREY, lw=1.4, alpha=0.6, zorder=1.5)
                # One wide interval may not flatten all lines.
                ax.set_ylim(0, min(max(rate[rows].top, top), 1.5 * top) * 1.06)
                panels.finish(ax, own)
        return figure

    def by_source(self, table: pd.DataFrame, item: object, write: Callable[[float], str]) -> str:
        """List the rate of each source over the whole time, the highest first; of over five the lowest and the highest.

        Sources of under ten texts are named only where there are no others.
        """
        rows = table[table[self.item] == item].groupby("source", sort=False)[[self.part, self.whole, "texts"]].sum()
        enough = rows[rows["texts"] >= _MIN_TEXTS]
        rows = rows if enough.empty else enough
        rates = (1e6 if self.whole == "words" else 1.0) * rows[self.part] / rows[self.whole]
        ranked = rates.sort_values(ascending=False, kind="stable").items()
        said = [(clean_label(name, 40), write(rate)) for name, rate in ranked]
        if len(said) > _NAMED:
            return f"from {said[-1][1]} ({said[-1][0]}) to {said[0][1]} ({said[0][0]})"
        return listed(f"{name} {rate}" for name, rate in said)


_WORD = _Followed("term", "per_million", "count", "words")


def _draw_trend_by_source(table: pd.DataFrame) -> Figure:
    """Draw how often each source uses each word in each period."""
    name = quoted(table["term"].iloc[0], 40)
    title = f"{name} over time in each source" if table["term"].nunique() == 1 else "Words over time in each source"
    note = "Blue: uses per million words of the source; grey: of all sources together."
    return _WORD.draw(table, title, note, number)


def _say_trend_by_source(table: pd.DataFrame) -> str:
    """State how often each source uses each of the first two words, over the whole time."""
    said = []
    for term in table["term"].drop_duplicates().head(2):
        rates = _WORD.by_source(table, term, rounded)
        said.append(f"{quoted(term, 40)} per million words, over the whole time: {rates}.")
    return " ".join(said)


_TOPIC = _Followed("label", "share", "articles", "all_articles")


def _draw_topic_by_source(table: pd.DataFrame) -> Figure:
    """Draw the share of a topic among the articles of each source in each period."""
    note = "Blue: share of the source's articles with this main topic; grey: of all sources together."
    return _TOPIC.draw(table, f"{quoted(table['label'].iloc[0], 60)} over time in each source", note, percent_tick)


def _say_topic_by_source(table: pd.DataFrame) -> str:
    """State the share of the topic in each source, over the whole time."""
    label = table["label"].iloc[0]
    shares = _TOPIC.by_source(table, label, percent)
    return f"Articles about {quoted(label, 60)}, over the whole time: {shares}."


def _nothing(table: pd.DataFrame) -> str:
    if table["source"].nunique() < 2:
        return "There is one source."
    enough = table[floats(table["texts"]) >= _MIN_TEXTS].drop_duplicates(["source", "period"])
    if enough["source"].duplicated().any():
        return ""
    return "No source has ten texts in two periods; longer periods would show more."


trend_by_source = ReportFigure(
    "trend_by_source",
    draw=_draw_trend_by_source,
    sentence=_say_trend_by_source,
    caption="Periods are so long that most sources have 20 independent texts in them, unless the parameter period "
    "says how long.",
    empty="Set focus to follow words in each source; that takes dates in two periods.",
    nothing=_nothing,
)
topic_by_source = ReportFigure(
    "topic_by_source",
    draw=_draw_topic_by_source,
    sentence=_say_topic_by_source,
    caption="Periods are so long that most sources have 20 independent texts in them, unless the parameter period "
    "says how long.",
    empty="Set topic to follow one topic in each source; that takes dates in two periods.",
    nothing=_nothing,
)
