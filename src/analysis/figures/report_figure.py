"""A figure of a report: drawing, finding in words, caption, and what to say when there is nothing to draw."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure

from analysis.figures.style import in_style
from analysis.vocabulary import SHOWN


@dataclass(frozen=True)
class ReportFigure:
    """A figure that `Report.figure` shows; a notebook of one's own may make one of any drawing function.

    Attributes
    ----------
    name : str
        Of its files and of the table it draws.
    draw : callable
        Makes the drawing of a table that has rows, numbered from 0; it draws in the style of all figures. Terms are
        given to it, and to ``sentence``, as they are ``shown``, where the table has such a column.
    sentence : callable
        States the finding in one to three sentences: the alternative text.
    caption : str
        What is drawn and how to read it; true for every corpus.
    empty : str
        Shown instead when the table has no rows: why, in plain words.
    nothing : callable
        Says in a sentence, shown instead of a drawing, that the rows hold nothing worth one, such as no difference
        beyond chance; "" to draw.

    Examples
    --------
    >>> lengths = ReportFigure(
    ...     "lengths",
    ...     draw=lambda table: table.plot.barh("source", "words").figure,
    ...     sentence=lambda table: f"{table['source'].iloc[0]} writes the longest articles.",
    ...     caption="Median words of an article.",
    ... )

    In the notebook: ``report.figure(lengths, table)``.
    """

    name: str
    draw: Callable[..., Figure]
    sentence: Callable[[pd.DataFrame], str]
    caption: str
    empty: str = "There is nothing to draw."
    nothing: Callable[[pd.DataFrame], str] = lambda _table: ""

    def __post_init__(self) -> None:
        draw, sentence, nothing = in_style(self.draw), self.sentence, self.nothing
        object.__setattr__(self, "draw", lambda table, *width: draw(_with_shown_terms(table), *width))
        object.__setattr__(self, "sentence", lambda table: sentence(_with_shown_terms(table)))
        object.__setattr__(self, "nothing", lambda table: nothing(_with_shown_terms(table)))


def _with_shown_terms(table: pd.DataFrame) -> pd.DataFrame:
    return table.assign(**{column: table[shown] for column, shown in SHOWN.items() if shown in table})
