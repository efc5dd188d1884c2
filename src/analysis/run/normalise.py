"""An executed notebook without what differs from run to run."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from typing import Any

_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")
_KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


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
