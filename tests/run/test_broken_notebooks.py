"""Files that are not notebooks, and places that are not ours: refused in one sentence before anything starts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import nbformat
import pytest
from notebook_making import make_notebook

from analysis.errors import SettingsError
from analysis.run.plan import make_plan

PARAMETERS = {"cell_type": "code", "metadata": {"tags": ["parameters"]}, "source": "a: int = 1  # a", "outputs": []}
CELL = {**PARAMETERS, "id": "a", "execution_count": None}
SAVE = "[Oo]pen it in JupyterLab and save it"


def notebook(*cells: Any, **changes: Any) -> str:
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": list(cells), **changes})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "toy.ipynb cannot be read as a notebook: Expecting value"),
        ('{"cells": [', "toy.ipynb cannot be read as a notebook: Expecting value"),
        ("[" * 100_000, "toy.ipynb cannot be read as a notebook"),
        ("[]", f"toy.ipynb is not an nbformat 4 notebook .*: {SAVE}"),
        (
            '{"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": []}',
            rf"nbformat 4 notebook \(nbformat: 3\): {SAVE}",
        ),
        (notebook(CELL, nbformat=5), r"nbformat 4 notebook \(nbformat: 5\)"),
        (notebook(CELL, nbformat_minor="x"), f"toy.ipynb is not an nbformat 4 notebook .*: {SAVE}"),
        (notebook(cells=3), f"toy.ipynb is not a valid notebook: .*{SAVE}"),
        (notebook(1), f"toy.ipynb is not a valid notebook: .*{SAVE}"),
        (notebook({**CELL, "cell_type": "odd"}), f"toy.ipynb is not a valid notebook: .*{SAVE}"),
        (notebook({**CELL, "source": 3}), f"toy.ipynb is not a valid notebook: .*{SAVE}"),
        (notebook(), "toy.ipynb has no cell tagged 'parameters'; analysis new NAME writes one that has."),
        (notebook(CELL, {**CELL, "id": "b"}), "must have exactly one cell tagged 'parameters', not 2"),
        (notebook({**CELL, "source": "a = 1"}), "the cell tagged 'parameters' cannot be read: line 1 must be"),
        (b"\xff\xfe\x00", "toy.ipynb cannot be read as a notebook"),
    ],
)
def test_what_is_no_notebook_is_refused(tmp_path: Path, text: str | bytes, message: str) -> None:
    (tmp_path / "toy.ipynb").write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(SettingsError, match=message):
        make_plan(notebooks=tmp_path, reports=tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_notebook_of_an_older_minor_format_is_taken(tmp_path: Path) -> None:
    (tmp_path / "toy.ipynb").write_text(notebook({**PARAMETERS, "execution_count": None}, nbformat_minor=4))
    assert list(make_plan(notebooks=tmp_path, reports=tmp_path / "out").notebooks) == ["toy"]


@pytest.mark.parametrize("name", ["toy", "_failed", "outlets", "index.html", "manifest.json", ".lock"])
@pytest.mark.parametrize("kind", ["file or folder", "link", "dangling link"])
def test_what_no_run_has_made_is_not_replaced(tmp_path: Path, name: str, kind: str) -> None:
    make_notebook(tmp_path / "notebooks" / "toy.ipynb")
    place, mine = tmp_path / "out" / name, tmp_path / "mine"
    place.parent.mkdir()
    if kind == "file or folder":
        place.write_text("mine") if name in ("toy", "_failed", "outlets") else place.mkdir()
    else:
        place.symlink_to(mine)
    if kind == "link":
        mine.mkdir() if name in ("toy", "_failed", "outlets") else mine.write_text("mine")
    with pytest.raises(SettingsError, match=f"{name} is not a f.* that a run has made: move it away, or name another"):
        make_plan(notebooks=tmp_path / "notebooks", reports=tmp_path / "out")


def test_reports_that_lead_nowhere_are_refused(tmp_path: Path) -> None:
    make_notebook(tmp_path / "notebooks" / "toy.ipynb")
    (tmp_path / "out").symlink_to(tmp_path / "nowhere")
    with pytest.raises(SettingsError, match=r"cannot be written to .*out: name another folder with --reports"):
        make_plan(notebooks=tmp_path / "notebooks", reports=tmp_path / "out")


def test_reports_may_be_a_link_to_a_folder(tmp_path: Path) -> None:
    make_notebook(tmp_path / "notebooks" / "toy.ipynb")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out").symlink_to(tmp_path / "elsewhere")
    assert make_plan(notebooks=tmp_path / "notebooks", reports=tmp_path / "out").reports == tmp_path / "out"


def test_the_notebooks_of_the_project_are_valid() -> None:
    for path in (Path(__file__).parents[2] / "notebooks").glob("*.ipynb"):
        nbformat.validate(nbformat.read(path, as_version=4))
