"""The files of a figure: two widths, light and dark, and no more digits than a screen shows."""

from __future__ import annotations

import re

import pandas as pd
from matplotlib.figure import Figure

from analysis.figures import ReportFigure
from analysis.figures.style import INK, add_panel, is_narrow, new_figure, page_width
from analysis.report.drawings import draw_files


def draw(table: pd.DataFrame) -> Figure:
    figure = new_figure("A title", body=1.0)
    ax = add_panel(figure, 0.5, 0.1, page_width() - 1, 0.8)
    ax.plot(table["x"], table["y"], color=INK)
    ax.set_title("phone" if is_narrow() else "page")
    return figure


def test_every_figure_is_drawn_for_the_page_and_for_a_phone() -> None:
    table = pd.DataFrame({"x": [0, 1 / 3, 1], "y": [-1e-9, 2 / 3, 1]})
    files = draw_files(ReportFigure("one", draw=draw, sentence=str, caption="One."), table, "3 articles")
    assert set(files) == {"svg", "narrow.svg", "png"}
    assert b'width="619.2pt"' in files["svg"]
    assert b'width="302.4pt"' in files["narrow.svg"]
    for name in ("svg", "narrow.svg"):
        numbers = re.sub(rb"scale\([^)]*\)", b"", files[name])
        assert not re.search(rb"\d\.\d{3}", numbers.split(b"</style>", 1)[1])
        assert b"scale(0.015625)" in files[name], "the outlines of letters keep their factor"
        assert b"-0 " not in numbers
        assert b"prefers-color-scheme: dark" in files[name]
        assert f'[style*="stroke: {INK}"]'.encode() in files[name]
        assert b"metadata" not in files[name]
