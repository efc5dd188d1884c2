"""What holds for every figure, whatever its table."""

from __future__ import annotations

import re
import warnings
from xml.etree import ElementTree

import cases
import matplotlib
import numpy as np
import pandas as pd
import pytest
from drawn import EVIDENCE, NAMES, drawn, figure_of, svg_of
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from analysis import figures
from analysis.figures.style import NARROW, WIDTH
from analysis.tables import find

each = pytest.mark.parametrize("name", NAMES)


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


def faults_of_layout(figure: Figure) -> list[object]:
    """List texts that leave the page, reach into the foot, touch another, or are too small."""
    with figures.figure_style():  # another style rounds the widths of letters
        renderer = FigureCanvasAgg(figure).get_renderer()
        figure.draw_without_rendering()  # axis labels find their place only then
        texts = shown_texts(figure)
        boxes = np.array([text.get_window_extent(renderer).extents for text in texts])
    labels, page = [text.get_text() for text in texts], figure.bbox
    in_foot = [label == EVIDENCE or label.startswith("▯ letter") for label in labels]
    foot = np.where(in_foot, 0, 0.25 * figure.dpi - 1)
    left, low, right, high = boxes.T
    faults: list[object] = [] if figure.get_figwidth() in (WIDTH, NARROW) and len(texts) > 2 else ["size"]
    outside = (left < 0) | (right > page.width) | (right <= left) | (high > page.height) | (low < foot) | (high <= low)
    faults += [("outside", labels[i]) for i in np.flatnonzero(outside)]
    faults += [("small", text.get_text()) for text in texts if text.get_fontsize() < 9]
    # Two texts may share the white above and below their letters, not the letters.
    tall = 0.16 * (high - low)
    left, low, right, high = left + 1, low + tall, right - 1, high - tall
    for i, label in enumerate(labels):
        touch = (
            (left[i + 1 :] < right[i])
            & (right[i + 1 :] > left[i])
            & (low[i + 1 :] < high[i])
            & (high[i + 1 :] > low[i])
        )
        faults += [("touch", label, labels[i + 1 + j]) for j in np.flatnonzero(touch)]
    return faults


def faults_of_note(figure: Figure) -> list[object]:
    """List what is wrong with a figure of 500 sources: it says how many it draws, and is not endless."""
    note = " ".join(figure.texts[1].get_text().split())
    says = re.search(r"Drawn are \d\d? of 500 sources: [^.]+\.", note) and "…" not in note
    return [("note", note)] * (not says) + ["height"] * bool(figure.get_figheight() >= 34)


def faults_of_prose(text: str) -> list[str]:
    """List what no sentence may hold."""
    several = r"(?<![\d,.])1 (article|source|topic|word|term|period|pair|use|mention|text)s\b"
    rules = {
        "letters": re.fullmatch(r"[^\x00-\x1f\u202a-\u202e\u2066-\u2069\ud800-\udfff]+", text),
        "stop": text.endswith("."),
        "capital": text[0] == text[0].upper(),
        "not a number": "nan" not in text.split(),
        "plural": not re.search(several, text),
        "blanks": "  " not in text,
        "length": len(text) < 420,
    }
    return [f"{rule}: {text}" for rule, holds in rules.items() if not holds]


def test_each_figure_has_its_name_and_its_cases():
    objects = {name: figure for name in figures.__all__ if isinstance(figure := figure_of(name), figures.ReportFigure)}
    assert sorted(objects) == NAMES
    for name, figure in objects.items():
        assert figure.name == name
        assert not faults_of_prose(figure.caption) + faults_of_prose(figure.empty)


@each
def test_the_cases_have_columns_of_the_declared_table(name):
    if declared := find(name):
        for regime, table in cases.CASES[name].items():
            assert set(table) <= set(declared.names), regime


@pytest.mark.parametrize("width", [WIDTH, NARROW])
@each
def test_texts_are_inside_and_large_and_do_not_touch(name, width):
    faults = {}
    for regime in cases.CASES[name]:
        figure = drawn(name, regime, width)
        faults[regime] = faults_of_layout(figure)
        if regime == "five hundred" and name in cases.MANY:
            faults[regime] += faults_of_note(figure)
    assert not {regime: found for regime, found in faults.items() if found}


def test_figures_of_many_sources_have_a_case_of_them():
    assert all("five hundred" in cases.CASES[name] for name in cases.MANY)


def test_months_of_twenty_years_are_named_by_their_years():
    for name in ("articles_over_time", "term_trend", "topic_trend"):
        labels = [label.get_text().strip() for label in drawn(name, "months").axes[-1].get_xticklabels()]
        assert len(labels) > 2
        assert all(re.fullmatch(r"20\d\d", label) for label in labels), labels


def test_only_panels_with_none_below_name_the_periods():
    axes = drawn("articles_over_time", "five hundred").axes
    assert len(axes) > 3
    assert [len(ax.get_xticks()) > 0 for ax in axes] == [False] * (len(axes) - 1) + [True]


@each
def test_sentences_are_clean_prose(name):
    for regime, table in cases.CASES[name].items():
        assert not faults_of_prose(figure_of(name).sentence(table)), regime


@each
def test_bytes_depend_on_the_numbers_alone(name):
    """Not on how the table is stored, not on settings of matplotlib; and the table stays as it was."""
    regimes = cases.CASES[name]
    table = regimes.get("five", regimes.get("six", list(regimes.values())[1]))
    before = table.copy(deep=True)
    first = svg_of(name, table)
    ElementTree.fromstring(first)
    pd.testing.assert_frame_equal(table, before)
    other = table.convert_dtypes().set_axis(range(100, 100 + len(table)))
    with warnings.catch_warnings(), matplotlib.rc_context():
        matplotlib.rcParams.update(
            {"font.size": 20, "axes.grid": False, "text.parse_math": True, "svg.hashsalt": None, "lines.linewidth": 9}
        )
        assert svg_of(name, other) == first
    assert figure_of(name).sentence(other) == figure_of(name).sentence(table)


def test_the_line_of_evidence_is_in_the_foot():
    figure = figure_of("top_terms").draw(cases.CASES["top_terms"]["one"])
    figures.add_evidence(figure, EVIDENCE)
    line = figure.texts[-1]
    assert (line.get_text(), line.get_position()[0]) == (EVIDENCE, 0.995)
    renderer = FigureCanvasAgg(figure).get_renderer()
    assert 0 < line.get_window_extent(renderer).y0 < line.get_window_extent(renderer).y1 < 0.25 * figure.dpi
