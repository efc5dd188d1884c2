"""``manifest.json``: what a report folder was made from, and the sha256 of every file in it. Nothing in it varies."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

NAME = "manifest.json"


def sha256(path: Path) -> str:
    """Hash a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_manifest(folder: Path) -> dict[str, Any]:
    """Read the manifest of a report folder; one without any entry if there is none or it cannot be read."""
    try:
        found = json.loads((folder / NAME).read_text(encoding="utf-8"))
        return found if isinstance(found.get("notebooks"), dict) else {"notebooks": {}}
    except (OSError, ValueError, AttributeError):
        return {"notebooks": {}}


def describe(folder: Path, names: Sequence[str], made_from: Mapping[str, Mapping[str, Any]]) -> str:
    """Write the text of a manifest.

    Parameters
    ----------
    folder : Path
        The report folder.
    names : sequence of str
        Notebooks whose report is in it.
    made_from : mapping
        For each of them: corpus fingerprint, lock sha256, parameters.

    Returns
    -------
    str
        JSON with sorted keys.
    """
    notebooks = {
        name: {**made_from.get(name, {}), "files": {path.name: sha256(path) for path in _files(folder / name)}}
        for name in names
    }
    manifest = {"files": {"index.html": sha256(folder / "index.html")}, "notebooks": notebooks}
    return json.dumps(manifest, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
