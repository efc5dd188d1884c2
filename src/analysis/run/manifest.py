"""``manifest.json``: what a report folder was made from, and the sha256 of every file in it. Nothing in it varies."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from analysis.errors import SettingsError

NAME = "manifest.json"


class _Parameters(BaseModel):
    model_config = ConfigDict(strict=True)
    changed: dict[str, Any]
    default: dict[str, Any]
    reading: dict[str, Any] = {}


class _Entry(BaseModel):
    model_config = ConfigDict(strict=True)
    corpus: str
    lock: str
    parameters: _Parameters
    files: dict[str, str]
    previous: str = ""


class _Manifest(BaseModel):
    model_config = ConfigDict(strict=True)
    notebooks: dict[str, _Entry]
    files: dict[str, str] = {}


def sha256(path: Path) -> str:
    """Hash a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_manifest(folder: Path) -> dict[str, Any]:
    """Read the manifest of a report folder; one without any entry if there is none.

    Raises
    ------
    SettingsError
        When it is none that a run has written, as after a merge with conflicts.
    """
    path = folder / NAME
    if not path.is_file():
        return {"notebooks": {}}
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        _Manifest.model_validate(found)
    except (ValueError, ValidationError, RecursionError) as error:
        what_to_do = "bring it back from git, or remove it and run all notebooks"
        raise SettingsError(f"{path} is damaged: {what_to_do}.") from error
    return found


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
