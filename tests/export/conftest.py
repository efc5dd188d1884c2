"""A small report folder: a page with a figure of ours, and a page of one's own with what attacks in every cell."""

from __future__ import annotations

import base64
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
import pytest
from matplotlib.figure import Figure
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

sys.path += [str(Path(__file__).parent), str(Path(__file__).parents[1] / "figures")]

from attacks import PNG, own_table
from small_corpus import SmallCorpus
from tables import top_terms

from analysis import figures
from analysis.export import export_report
from analysis.figures import ReportFigure
from analysis.figures.style import new_figure
from analysis.report import Report, open_report
from analysis.report.outputs import Output
from analysis.tables import corpus_tables, term_tables
from analysis.tables.findings import Finding


def _plot(table: pd.DataFrame) -> Figure:
    figure = new_figure("Mine", body=2)
    figure.add_subplot().plot(table["uses"])
    return figure


def make_page(folder: Path, name: str, show: Callable[[Report], list[Output]]) -> None:
    """Make a page of a report folder as a run does: what its report shows is in an executed notebook."""
    articles = pd.DataFrame({"source": ["a", "a", "b"], "outlet": ["a", "a", "b"]})
    dated = articles.assign(published=pd.to_datetime(["2024-03-03", "2024-03-09", None]))
    corpus: Any = SmallCorpus(dated, 30, "9f3c2a1b" * 8)
    report = open_report(folder / name, corpus)
    bundles = [output._repr_mimebundle_() for output in [*show(report), report.made_with(0)]]
    outputs = [new_output("display_data", data, metadata=metadata) for data, metadata in bundles]
    outputs += [new_output("display_data", {"image/png": base64.b64encode(PNG).decode()})] * (name == "my_page")
    cells = [new_markdown_cell(f"# Page {name}"), new_code_cell("show()", outputs=outputs)]
    nbformat.write(new_notebook(cells=cells), folder / name / f"{name}.ipynb")


@pytest.fixture(scope="session")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the folder; tests leave it as it is."""
    folder = tmp_path_factory.mktemp("reports")
    finding = Finding("words", "", "“a” most.", "3 of 3", "", 1.0, "top_terms")
    articles = {"article_id": ["1", "a/2"], "source": ["a", "b"], "published": ["2024-03-03", ""]}
    rest = {name: ["", ""] for name in corpus_tables.ARTICLES.required if name not in articles}
    table = corpus_tables.ARTICLES.build(articles | rest | {"words": [3, 4], "title": ["=1", "Two"]})
    lines = {name: ["x", "y"] for name in term_tables.SENTENCES.names} | {"article_id": ["1", "a/2"]}
    make_page(
        folder,
        "corpus_overview",
        lambda report: [
            report.findings([finding]),
            report.table(table, "articles", rows=1),
            report.table(corpus_tables.REFUSED.empty(), "refused"),
        ],
    )
    make_page(
        folder,
        "term_frequency",
        lambda report: [
            report.findings([finding, finding]),
            report.table(term_tables.TERMS.build(top_terms(6)), "terms"),
            report.figure(
                figures.top_terms,
                term_tables.TOP_TERMS.build(top_terms(6).assign(kind="word")),
                evidence=pd.DataFrame(lines),
            ),
        ],
    )
    mine = ReportFigure("mine", draw=_plot, sentence=lambda table: "Mine.", caption="My own.")
    make_page(
        folder,
        "my_page",
        lambda report: [
            report.table(own_table(), "my_table", caption="=Mine & [yours] \\end{table}", rows=40),
            report.figure(mine, pd.DataFrame({"uses": [1, 2]})),
        ],
    )
    return folder


@pytest.fixture(scope="session")
def out(reports: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Export the folder; tests leave this as it is too."""
    folder = tmp_path_factory.mktemp("export")
    export_report(reports, folder)
    return folder
