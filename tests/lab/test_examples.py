"""The worked examples run as a person runs them, in any folder, and are stored without results."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
import pytest
from command import PROJECT
from notebook_kernel import notebook

from analysis.run.clean_notebooks import clean_source

EXAMPLES = sorted((PROJECT / "docs" / "examples").glob("*.ipynb"))
each_example = pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)


def test_there_are_three() -> None:
    assert [path.stem for path in EXAMPLES] == ["articles_about", "own_table", "word_by_outlet"]


@each_example
def test_it_reads_as_a_page_of_questions(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text == clean_source(text)
    first_lines = [cell.source.split("\n")[0] for cell in nbformat.reads(text, 4).cells]
    headings = [line for line in first_lines if line.startswith(("# ", "## "))]
    assert len(headings) > 4
    assert all(line.endswith("?") for line in headings)


@each_example
def test_each_cell_shows_something(path: Path, tmp_path: Path) -> None:
    project = tmp_path / "project"
    shutil.copytree(PROJECT / "data" / "raw", project / "data" / "raw")
    shutil.copy(PROJECT / "requirements.lock", project)
    with notebook(project, tmp_path / "elsewhere") as running:
        for cell in nbformat.read(path, 4).cells:
            if cell.cell_type == "code":
                reply = running.run(cell.source)
                assert reply.status == "ok", f"{cell.source}\n{reply.fault}"
                # A cell that saves need not show anything.
                assert reply.of("execute_result") or "savefig" in cell.source, cell.source
                assert not [text for text in reply.of("stream") if text["name"] == "stderr"], cell.source
