"""What holds for every figure, whatever its table."""

from __future__ import annotations

import hashlib
import io
import re
import warnings
from xml.etree import ElementTree

import cases
import matplotlib
import numpy as np
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from analysis import figures

EVIDENCE = "112,345 articles / 111,234 independent texts · corpus 9f3c2a1b"
SLOW = {"large", "fifty", "forty", "thirty", "many", "more"}


def figure_of(name: str) -> figures.ReportFigure:
    return getattr(figures, name)


def draw(name: str, regime: str) -> Figure:
    return figure_of(name).draw(cases.CASES[name][regime])


def say(name: str, table: pd.DataFrame) -> str:
    return figure_of(name).sentence(table)


def svg(figure: Figure) -> bytes:
    buffer = io.BytesIO()
    with figures.figure_style():
        figure.savefig(buffer, format="svg", metadata={"Date": None})
    return buffer.getvalue()


def shown_texts(figure: Figure) -> list[Text]:
    """Texts that are drawn: not empty, and not the tick labels that were turned off."""
    hidden = set()
    for ax in figure.axes:
        for axis in (ax.xaxis, ax.yaxis):
            for tick in axis.get_major_ticks():
                hidden |= {label for label in (tick.label1, tick.label2) if not label.get_visible()}
        if not ax.axison:
            hidden |= {*ax.get_xticklabels(), *ax.get_yticklabels(), ax.xaxis.label, ax.yaxis.label}
    return [
        text for text in figure.findobj(Text) if text not in hidden and text.get_visible() and text.get_text().strip()
    ]


def test_each_figure_has_its_name_and_its_cases():
    objects = {name: figure for name in figures.__all__ if isinstance(figure := figure_of(name), figures.ReportFigure)}
    assert objects.keys() == cases.CASES.keys()
    for name, figure in objects.items():
        assert figure.name == name
        assert figure.caption.endswith(".")
        assert figure.empty.endswith(".")


@pytest.fixture
def as_saved():
    """Measure texts in the style in which figures are saved: another rounds the widths of letters."""
    with figures.figure_style():
        yield


@pytest.mark.usefixtures("as_saved")
@pytest.mark.parametrize(("name", "regime"), cases.ALL)
def test_texts_are_inside_and_do_not_touch(name, regime):
    figure = draw(name, regime)
    figures.add_evidence(figure, EVIDENCE)
    assert 7.2 <= figure.get_figwidth() <= 9
    renderer = FigureCanvasAgg(figure).get_renderer()
    figure.draw_without_rendering()  # axis labels find their place only then
    texts = shown_texts(figure)
    assert len(texts) > 2
    page = figure.bbox
    boxes = np.array([text.get_window_extent(renderer).extents for text in texts])
    labels = [text.get_text() for text in texts]
    for label, (left, low, right, high) in zip(labels, boxes, strict=True):
        assert 0 <= left < right <= page.width, label
        assert 0 <= low < high <= page.height, label
    # Two texts may share the white above and below their letters, not the letters.
    lean = (
        boxes + np.array([1.0, 0.0, -1.0, 0.0]) + 0.16 * (boxes[:, 3] - boxes[:, 1])[:, None] * np.array([0, 1, 0, -1])
    )
    for i in range(len(texts)):
        other = lean[i + 1 :]
        one = lean[i]
        touch = (other[:, 0] < one[2]) & (other[:, 2] > one[0]) & (other[:, 1] < one[3]) & (other[:, 3] > one[1])
        assert not touch.any(), (labels[i], [labels[i + 1 + int(j)] for j in np.flatnonzero(touch)])
    assert min(text.get_fontsize() for text in texts) >= 9


@pytest.mark.parametrize(("name", "regime"), [case for case in cases.ALL if case[1] not in SLOW])
def test_svg_is_the_same_twice_and_under_any_rc(name, regime):
    first = svg(draw(name, regime))
    with warnings.catch_warnings(), matplotlib.rc_context():
        matplotlib.rcParams.update(
            {"font.size": 20, "axes.grid": False, "text.parse_math": True, "svg.hashsalt": None, "lines.linewidth": 9}
        )
        again = svg(draw(name, regime))
    assert hashlib.sha256(first).hexdigest() == hashlib.sha256(again).hexdigest()
    ElementTree.fromstring(first)


@pytest.mark.parametrize(("name", "regime"), cases.ALL)
def test_sentences_are_clean_prose(name, regime):
    text = say(name, cases.CASES[name][regime])
    assert re.fullmatch(r"[^\x00-\x1f\u202a-\u202e\u2066-\u2069\ud800-\udfff]+", text)
    assert text.endswith(".")
    assert text[0] == text[0].upper()
    assert "nan" not in text.split()
    assert not re.search(r"(?<![\d,.])1 (article|source|topic|word|term|period|pair|use|mention|text)s\b", text), text
    assert "  " not in text
    assert len(text) < 420


@pytest.mark.parametrize("name", cases.CASES)
def test_the_table_is_not_changed_and_its_index_and_types_do_not_matter(name):
    regime = next(key for key in cases.CASES[name] if key not in {"one", *SLOW})
    table = cases.CASES[name][regime]
    before = table.copy(deep=True)
    expected = svg(figure_of(name).draw(table))
    pd.testing.assert_frame_equal(table, before)
    other = table.convert_dtypes().set_axis(range(100, 100 + len(table)))
    assert svg(figure_of(name).draw(other)) == expected
    assert say(name, other) == say(name, table)


@pytest.mark.usefixtures("as_saved")
@pytest.mark.parametrize("name", cases.CASES)
def test_the_foot_is_free_for_the_evidence(name):
    figure = draw(name, "one")
    renderer = FigureCanvasAgg(figure).get_renderer()
    figure.draw_without_rendering()  # axis labels find their place only then
    for text in shown_texts(figure):
        assert text.get_window_extent(renderer).y0 >= 0.25 * figure.dpi - 1, text.get_text()
    figures.add_evidence(figure, EVIDENCE)
    line = figure.texts[-1]
    assert line.get_text() == EVIDENCE
    assert line.get_position()[0] == 0.995
    assert 0 < line.get_window_extent(renderer).y0 < line.get_window_extent(renderer).y1 < 0.25 * figure.dpi
