"""Remove outputs and run numbers from notebooks that were saved with them: ``make clean-notebooks``.

With ``--check`` nothing is changed, and the exit code is 1 if a notebook is not clean.
"""

from __future__ import annotations

import sys

import nbformat

from analysis import session
from analysis.run.notebook_files import METADATA


def clean_source(text: str) -> str:
    """Give the text of a notebook as it is committed.

    Outputs, run numbers and what tools write into metadata go; tags stay; cells get the ids ``cell-1``, ``cell-2`` ...,
    so that only changes of text show as changes.
    """
    notebook = nbformat.reads(text, as_version=4)
    notebook.metadata = METADATA
    notebook.nbformat_minor = 5
    for number, cell in enumerate(notebook.cells, start=1):
        tags = cell.metadata.get("tags", [])
        cell.metadata = {"tags": tags} if tags else {}
        cell.id = f"cell-{number}"
        if cell.cell_type == "code":
            cell.outputs = []
            cell.execution_count = None
    return str(nbformat.writes(notebook)).rstrip("\n") + "\n"


def main(check_only: bool) -> int:
    """Clean or check all notebooks of the project and its examples; 1 if one is not clean and stays so."""
    n_unclean = 0
    folders = (session.PROJECT / name for name in ("notebooks", "docs/examples"))
    for path in sorted(path for folder in folders for path in folder.glob("*.ipynb")):
        text = path.read_text(encoding="utf-8")
        cleaned = clean_source(text)
        if cleaned == text:
            continue
        n_unclean += 1
        done = "not as it is committed (outputs, run numbers, metadata or cell ids); run make clean-notebooks"
        if not check_only:
            path.write_bytes(cleaned.encode())
            done = "cleaned"
        sys.stdout.write(f"{path.relative_to(session.PROJECT)}: {done}\n")
    return int(n_unclean > 0 and check_only)


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
