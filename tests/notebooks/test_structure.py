"""The notebooks are pages to be read: one outline, thin cells, no results, parameters the runner understands."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import nbformat
import papermill
import pytest

from analysis.run.clean_notebooks import clean_source
from analysis.settings.parameters import _RANGES, read_parameters

FOLDER = Path(__file__).parents[2] / "notebooks"
NAMES = ["corpus_overview", "source_comparison", "term_frequency", "topic_modeling"]
COMMON = {
    "articles": "data/raw", "report_dir": "", "sources": [], "since": "", "until": "", "contains": [],
    "exclude": [], "language": "", "compare": "source", "min_articles": 10, "period": "", "previous": "", "seed": 0,
}  # fmt: skip
notebook = pytest.mark.parametrize("name", NAMES)


def read(name: str) -> Any:
    return nbformat.read(FOLDER / f"{name}.ipynb", as_version=4)


def code(name: str) -> list[str]:
    return [cell.source for cell in read(name).cells if cell.cell_type == "code"]


def test_the_notebooks_are_these() -> None:
    # Whoever uses the project may have some of their own beside them.
    assert {*NAMES} <= {path.stem for path in FOLDER.glob("*.ipynb")}


@notebook
def test_it_is_a_page_and_defines_nothing(name: str) -> None:
    cells = code(name)
    assert len(cells) <= 20
    assert sum(bool(line.strip()) for cell in cells for line in cell.splitlines()) <= 100
    for cell in cells:
        nodes = list(ast.walk(ast.parse(cell)))
        assert not [n for n in nodes if isinstance(n, ast.FunctionDef | ast.ClassDef | ast.Lambda)]
        # Captions and words for nothing to show belong to figures and tables.
        assert not {k.arg for n in nodes if isinstance(n, ast.Call) for k in n.keywords} & {"missing", "say"}
        packages = [n.module for n in nodes if isinstance(n, ast.ImportFrom) and n.module != "analysis"]
        assert len(set(packages)) == len(packages), "one import line a package"


@notebook
def test_it_is_stored_without_results(name: str) -> None:
    text = (FOLDER / f"{name}.ipynb").read_text(encoding="utf-8")
    assert clean_source(text) == text


@notebook
def test_its_outline_is_findings_then_questions_then_method(name: str) -> None:
    cells = read(name).cells
    headings = [c.source.splitlines()[0] for c in cells if c.cell_type == "markdown" and c.source.startswith("#")]
    assert headings[0].startswith("# ")
    assert all(heading.startswith("## ") for heading in headings[1:])
    assert "?" in cells[0].source.splitlines()[2]
    assert headings[1] == "## What stands out?"
    assert headings[-5:] == [
        "## Checks",
        "## Method",
        "## What this does not show",
        "## What changed since the earlier report?",
        "## Made with",
    ]
    assert all(heading.endswith("?") or heading == "## For other programs" for heading in headings[1:-5])
    assert cells[-1].source == "report.made_with(seed)"


@notebook
def test_it_has_the_common_parameters_with_their_defaults(name: str) -> None:
    declared = {parameter.name: parameter.default for parameter in read_parameters(FOLDER / f"{name}.ipynb")}
    assert {key: declared[key] for key in COMMON} == COMMON


@notebook
def test_every_parameter_has_a_meaning_and_a_range(name: str) -> None:
    # Places, texts and lists that any value may be; they are checked where they are used.
    free = {"articles", "report_dir", "previous", "sources", "seed_words"}
    for parameter in read_parameters(FOLDER / f"{name}.ipynb"):
        assert parameter.comment, f"{parameter.name}: say what it means behind #"
        assert parameter.name in free or parameter.name in _RANGES, f"{parameter.name}: add it to _RANGES"


@notebook
def test_papermill_sees_the_same_parameters(name: str) -> None:
    path = FOLDER / f"{name}.ipynb"
    seen = papermill.inspect_notebook(str(path))
    assert set(seen) == {parameter.name for parameter in read_parameters(path)}


@notebook
def test_every_parameter_is_used(name: str) -> None:
    cells = [cell for cell in code(name) if not cell.startswith('articles: str = "data/raw"')]
    used = {node.id for cell in cells for node in ast.walk(ast.parse(cell)) if isinstance(node, ast.Name)}
    # Nothing on the page about the corpus is drawn at random.
    idle = {"seed"} if name == "corpus_overview" else set()
    assert {parameter.name for parameter in read_parameters(FOLDER / f"{name}.ipynb")} - idle <= used


@notebook
def test_only_the_project_is_imported(name: str) -> None:
    for cell in code(name):
        for node in ast.walk(ast.parse(cell)):
            if isinstance(node, ast.ImportFrom):
                assert str(node.module).split(".")[0] in {"analysis", "functools"}, "a notebook needs the project only"
                assert not str(node.module).startswith(("analysis.run", "analysis.cli"))
