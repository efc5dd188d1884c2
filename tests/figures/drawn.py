"""Every figure in every regime."""

from __future__ import annotations

import io

import cases
import pandas as pd
from matplotlib.figure import Figure

from analysis import figures
from analysis.figures.style import WIDTH

EVIDENCE = "112,345 articles, 111,234 independent texts · corpus 9f3c2a1b"
NAMES = sorted(cases.CASES)


def figure_of(name: str) -> figures.ReportFigure:
    return getattr(figures, name)


def drawn(name: str, regime: str, width: float = WIDTH) -> Figure:
    """Draw one regime with its line of evidence."""
    figure = figure_of(name).draw(cases.CASES[name][regime], width)
    figures.add_evidence(figure, EVIDENCE)
    return figure


def svg_of(name: str, table: pd.DataFrame) -> bytes:
    """Draw a table anew and write it."""
    buffer, figure = io.BytesIO(), figure_of(name).draw(table)
    with figures.figure_style():
        figure.savefig(buffer, format="svg", metadata={"Date": None})
    return buffer.getvalue()
