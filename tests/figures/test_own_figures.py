"""Figures of a user, drawn by pandas or pyplot: all of it is inside, and no notebook shows it a second time."""

from __future__ import annotations

import pandas as pd
from matplotlib import pyplot
from matplotlib.figure import Figure

from analysis.figures import ReportFigure
from analysis.figures.style import NARROW, WIDTH

TABLE = pd.DataFrame({"source": ["the source of a very long name indeed", "b"], "words": [3, 2]})


def draw(table: pd.DataFrame) -> Figure:
    axes = table.plot.barh("source", "words", xlabel="words of an article")
    return axes.figure  # type: ignore[no-any-return]


def test_labels_are_inside_and_clear_of_the_foot() -> None:
    own = ReportFigure("own", draw, lambda _: "It is.", caption="Words.")
    for width in (WIDTH, NARROW):
        figure = own.draw(TABLE, width)
        figure.canvas.draw()
        inches = figure.axes[0].get_tightbbox().transformed(figure.dpi_scale_trans.inverted())
        assert inches.x0 >= 0
        assert inches.x1 <= width
        assert inches.y0 >= 0.2  # the line of evidence is below


def test_nothing_stays_open() -> None:
    ReportFigure("own", draw, lambda _: "It is.", caption="Words.").draw(TABLE)
    assert pyplot.get_fignums() == []
