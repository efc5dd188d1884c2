"""What a question gives back: a table, a figure, sentences, and how they look in a notebook."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis import figures, terms, topics
from analysis.counts import count_words
from analysis.errors import SettingsError
from analysis.figures.style import WIDTH, add_evidence, retitle, sentence_figure
from analysis.report import Report
from analysis.report.drawings import evidence_line
from analysis.report.outputs import InCell, show_note
from analysis.report.page_table import table_values
from analysis.report.passages import quote_values
from analysis.report.templating import render_output
from analysis.settings.given_values import quote_value
from analysis.topics import Level, Topics
from analysis.wording import plural

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from analysis.corpus import Corpus
    from analysis.figures import ReportFigure

# Rows of a table, and lines of a concordance, that a cell shows.
_ROWS = 10
# No text of an article looks so: its quotation marks are escaped.
_ID = re.compile(r' id="[\w-]+"')


@dataclass(frozen=True, repr=False, eq=False)
class Result(InCell):
    """An answer: ``table``, ``figure()`` and ``sentences()``; shown in a notebook, the figure and what it says.

    Attributes
    ----------
    corpus : Corpus
        What was asked.
    table : DataFrame
        The numbers, with the columns of `docs/codebook.md`.
    drawing : ReportFigure
        What draws them.
    said : list of str
        What stands out; without any, the sentence of the figure.
    notes : list of str
        What to know first, as a word that never occurs.
    empty : str
        What to say without any row; the words of the figure without.
    """

    corpus: Corpus
    table: pd.DataFrame
    drawing: ReportFigure
    said: Sequence[str] = ()
    notes: Sequence[str] = ()
    empty: str = ""

    def sentences(self) -> list[str]:
        """Say in plain sentences what the table shows."""
        return [*self.notes, *(self.said or [self._instead() or self.drawing.sentence(self._drawn())])]

    def figure(self, *, title: str = "", width: float = WIDTH, **properties: Any) -> Figure:
        """Draw the table as the reports do, to be changed or saved: ``.figure().savefig("trend.pdf")``.

        Parameters
        ----------
        title : str
            In place of the figure's own.
        width : float
            Inches across, 4 to 40; the figure is as high as its rows need.
        **properties
            Of `matplotlib.figure.Figure.set`, such as ``dpi`` and ``facecolor``. A figure has panels of its own, so it
            cannot be drawn into an ``ax``; they are ``figure.axes``.

        Returns
        -------
        Figure
            With a sentence in it where there is nothing to draw.
        """
        if "ax" in properties:
            raise SettingsError("A figure has panels of its own and cannot be drawn into ax: use figure().axes.")
        if "figsize" in properties:
            raise SettingsError("A figure is as high as its rows need: use width=5 instead of figsize.")
        if not 4 <= width <= 40:
            raise SettingsError(f"width must be 4 to 40 inches, not {quote_value(width)}.")
        drawn = self._drawn()
        figure = sentence_figure(self._instead(), width) if drawn.empty else self.drawing.draw(drawn, width)
        corpus = self.corpus
        add_evidence(figure, evidence_line(len(corpus.articles), corpus.independent_texts, corpus.fingerprint))
        if title:
            retitle(figure, title)
        figure.set(label=" ".join(self.sentences()), **properties)
        return figure

    def _drawn(self) -> pd.DataFrame:
        """Give what the figure draws."""
        return self.table

    def _instead(self) -> str:
        drawn = self._drawn()
        return (self.empty or self.drawing.empty) if drawn.empty else self.drawing.nothing(drawn)

    def _shown(self) -> str:
        """Give the HTML of what is below the sentences."""
        return Report(None, self.corpus).figure(self.drawing, self._drawn()).html if not self._instead() else ""

    def _html(self) -> str:
        said = self.sentences()
        # A page may show one figure several times: no place in it has a name.
        below = _ID.sub("", self._shown())
        first = show_note(said if len(said) > 1 else said[0]).html
        return first + below + render_output("at_keyboard", lines=[self._more()])

    def __repr__(self) -> str:
        return "\n".join([*self.sentences(), "", *self._rows(), self._more()])

    def _rows(self) -> list[str]:
        values = table_values(self.table, self.drawing.name, "", _ROWS, "")
        headings = [column["heading"] for column in values["columns"]]
        return [pd.DataFrame(values["rows"], columns=headings).to_string(index=False)] if values["rows"] else []

    def _more(self) -> str:
        """Say what it rests on, and what else there is to call."""
        chosen = self.corpus.choice_line or f"From {plural(len(self.corpus.articles), 'article')}."
        return (
            chosen
            if self.table.empty
            else f"{chosen} All {plural(len(self.table), 'row')}: .table; also .figure() and .sentences()."
        )


class Lines(Result):
    """Lines of a concordance; the figure draws how often each source uses the words."""

    @cached_property
    def _uses_by_source(self) -> pd.DataFrame:
        words = self.table["term"].drop_duplicates()
        return terms.focus_table(self.corpus, count_words(self.corpus), list(words))

    def _drawn(self) -> pd.DataFrame:
        return self._uses_by_source

    def _shown(self) -> str:
        return Report(None, self.corpus).quotes(self.table, "concordance", rows=_ROWS).html

    def _rows(self) -> list[str]:
        lines = quote_values(self.table.head(_ROWS))
        return [f"{line['left']}[{line['keyword']}]{line['right']} ({', '.join(line['where'])})" for line in lines]


@dataclass(frozen=True, repr=False, eq=False, kw_only=True)
class FoundTopics(Result):
    """Topics, and what they are for: their articles, who writes about them, and when.

    Attributes
    ----------
    found : Topics
        For the functions of `analysis.topics`.
    seed : int
        Of intervals and tests.
    """

    found: Topics
    seed: int = 0

    def label(self, topic: int | str) -> str:
        """Give the label of a topic, such as ``3`` or ``"3.2"``."""
        level, place = self._place(topic)
        return level.labels[place]

    def articles(self, topic: int | str) -> list[str]:
        """List the ids of the articles of a topic, those that are most of it first: for ``corpus.where(ids=...)``."""
        level, place = self._place(topic)
        mine = np.flatnonzero(level.positions == place)
        table = self.corpus.articles.iloc[mine].assign(share=-level.share[mine])
        return list(table.sort_values(["share", "article_id"], kind="stable")["article_id"])

    def by_source(self) -> Result:
        """Say how much of each source is about each topic: ``table`` is `topic_tables.TOPIC_SOURCES`."""
        return Result(self.corpus, topics.shares_by_source(self.corpus, self.found, self.seed), figures.topic_sources)

    def over_time(self) -> Result:
        """Say how much of each period is about each topic: ``table`` is `topic_tables.TOPIC_TREND`."""
        return Result(self.corpus, topics.shares_by_period(self.corpus, self.found, self.seed), figures.topic_trend)

    def _topic_of(self, position: int) -> str:
        """Give number and label of the topic of the article at a position, the subject where it has one."""
        for level in reversed(self.found.levels):
            place = level.positions[position]
            if place < level.n_topics:
                return f"{level.numbers[place]} {level.labels[place]}"
        return "none"

    def _place(self, topic: int | str) -> tuple[Level, int]:
        for level in self.found.levels:
            if str(topic) in level.numbers:
                return level, level.numbers.index(str(topic))
        known = [number for level in self.found.levels for number in level.numbers]
        there = f"Topics: {', '.join(known)}." if known else "No topics were found in these articles."
        raise SettingsError(f"There is no topic {quote_value(topic)}. {there}")
