"""An executed notebook without what differs from run to run, and a search for what must not be published."""

from __future__ import annotations

import hashlib
import re
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from analysis import paths

_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")
_KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
_TEXT_FILES = (".ipynb", ".html", ".csv", ".svg", ".json")


def normalise(notebook: Any) -> None:
    """Make the same run give the same notebook.

    Times, versions, random ids and memory addresses go; what was printed between two outputs becomes one piece;
    warnings go (they are in the log of the run).

    Parameters
    ----------
    notebook : NotebookNode
        Changed in place.
    """
    notebook.metadata = {"kernelspec": dict(_KERNEL), "language_info": {"name": "python"}}
    seen: Counter[str] = Counter()
    for cell in notebook.cells:
        kept = {key: cell.metadata[key] for key in ("tags", "jupyter") if cell.metadata.get(key)}
        cell.metadata = kept
        if cell.cell_type == "code":
            cell.outputs = _merged([_plain(output) for output in cell.outputs if not _is_warning(output)])
        digest = hashlib.sha256(f"{cell.cell_type}\n{cell.source}".encode()).hexdigest()[:12]
        cell.id = f"{digest}-{seen[digest]}"
        seen[digest] += 1


def find_leaks(folder: Path, private: Iterable[Path]) -> list[str]:
    """Find files of a report that name a place of this machine.

    Parameters
    ----------
    folder : Path
        A report about to be published.
    private : iterable of Path
        Further paths that must not be in it.

    Returns
    -------
    list of str
        "file names path", in order; empty is good.
    """
    # A path of one part may stand in any text or encoded figure; one of two or more is a place.
    candidates = (paths.PROJECT, folder, Path(sys.prefix), Path.home(), *private)
    places = {str(path) for path in candidates if len(path.parts) > 2}
    leaks = []
    for path in sorted(folder.rglob("*")):
        if path.suffix in _TEXT_FILES:
            text = path.read_text(encoding="utf-8")
            leaks += [f"{path.name} names {place}" for place in sorted(places) if place in text]
    return leaks


def _is_warning(output: Any) -> bool:
    return bool(output.output_type == "stream" and output.name == "stderr")


def _plain(output: Any) -> Any:
    if output.output_type == "stream":
        output.text = _ADDRESS.sub("", output.text)
    elif "text/plain" in output.get("data", {}):
        output.data["text/plain"] = _ADDRESS.sub("", output.data["text/plain"])
    return output


def _merged(outputs: list[Any]) -> list[Any]:
    """Join what was printed in several pieces: where the pieces end is chance."""
    merged: list[Any] = []
    for output in outputs:
        if merged and output.output_type == "stream" == merged[-1].output_type:
            merged[-1].text += output.text
        else:
            merged.append(output)
    return merged
