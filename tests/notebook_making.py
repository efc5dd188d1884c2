"""Small notebooks for tests."""

from __future__ import annotations

from pathlib import Path

import nbformat

PARAMETERS = """articles: str = "data/raw"  # folder or table of articles
report_dir: str = ""  # set by the runner
sources: list = []  # keep these; empty keeps all
top_n: int = 3  # words shown"""


def make_notebook(
    path: Path, *cells: str, parameters: str = PARAMETERS, title: str = "# Toy\n\nWhat is **in** it?"
) -> Path:
    """Write a notebook: a title, the parameters, then cells; those that start with ``#`` and a blank are markdown."""
    notebook = nbformat.v4.new_notebook()
    tagged = nbformat.v4.new_code_cell(parameters, metadata={"tags": ["parameters"]})
    notebook.cells = [nbformat.v4.new_markdown_cell(title), tagged]
    for source in cells:
        is_markdown = source.startswith(("# ", "## ", "### "))
        notebook.cells.append((nbformat.v4.new_markdown_cell if is_markdown else nbformat.v4.new_code_cell)(source))
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)
    return path
