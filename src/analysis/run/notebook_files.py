"""Notebooks as files: checked, read and written; and an executed one without what differs from run to run."""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from analysis.errors import SettingsError

# jsonschema would compile a grammar of internet addresses, for a second of CPU time; notebooks have no such field.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

import nbformat  # noqa: E402
from nbformat.v4.nbjson import JSONReader  # noqa: E402
from nbformat.validator import iter_validate  # noqa: E402

_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")
# Of every notebook, with nothing of the machine that ran it.
METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def check_notebook(path: Path) -> None:
    """Refuse, by a `SettingsError`, what is not a valid notebook of nbformat 4."""
    wrong = next(iter_validate(json.loads(path.read_text(encoding="utf-8"))), None)
    if wrong:
        line = str(wrong).strip().splitlines()[0].rstrip(".:")
        raise SettingsError(f"{path.name} is not a valid notebook: {line}. Open it in JupyterLab and save it.")


def read_notebook(path: Path) -> Any:
    """Read a notebook of nbformat 4 that was checked, or written here."""
    return JSONReader().reads(path.read_text(encoding="utf-8"))


def write_notebook(notebook: Any, path: Path) -> None:
    """Write a notebook."""
    nbformat.write(notebook, path)


def normalise(notebook: Any) -> None:
    """Change a notebook in place so that the same run gives the same one.

    Times, versions, random ids and memory addresses go; what was printed between two outputs becomes one piece;
    warnings go (they are in the log of the run).
    """
    notebook.metadata = METADATA
    seen: Counter[str] = Counter()
    for cell in notebook.cells:
        cell.metadata = {key: cell.metadata[key] for key in ("tags", "jupyter") if cell.metadata.get(key)}
        if cell.cell_type == "code":
            cell.outputs = _join_prints([output for output in cell.outputs if not _is_warning(output)])
        digest = hashlib.sha256(f"{cell.cell_type}\n{cell.source}".encode()).hexdigest()[:12]
        cell.id = f"{digest}-{seen[digest]}"
        seen[digest] += 1


def _is_warning(output: Any) -> bool:
    return bool(output.output_type == "stream" and output.name == "stderr")


def _join_prints(outputs: list[Any]) -> list[Any]:
    """Remove addresses, and join what was printed in several pieces: where the pieces end is chance."""
    joined: list[Any] = []
    for output in outputs:
        if output.output_type == "stream":
            output.text = _ADDRESS.sub("", output.text)
        elif "text/plain" in output.get("data", {}):
            output.data["text/plain"] = _ADDRESS.sub("", output.data["text/plain"])
        if joined and output.output_type == "stream" == joined[-1].output_type:
            joined[-1].text += output.text
        else:
            joined.append(output)
    return joined
