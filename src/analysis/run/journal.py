"""What a run has put in place and not yet told in index and manifest: the next start finishes it from here."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from analysis.run.manifest import sha256
from analysis.run.pages import write_index
from analysis.run.publish import write_text

NAME = ".journal.json"
# Notebooks of one run end in threads of their own.
_GUARD = threading.Lock()


def note(reports: Path, name: str, made: Path, made_from: Mapping[str, Any]) -> None:
    """Note what a report is made from, before it is put in place.

    Parameters
    ----------
    reports : Path
        The report folder.
    name : str
        Of the notebook.
    made : Path
        Finished folder that is about to be put in place.
    made_from : mapping
        As in `analysis.run.pages.write_index`.
    """
    # The executed notebook tells, after a run was cut off, whether the report in place is the one noted.
    entry = {"notebook": sha256(made / f"{name}.ipynb"), "made_from": dict(made_from)}
    with _GUARD:
        write_text(reports / NAME, json.dumps({**_read(reports), name: entry}))


def settle(reports: Path) -> None:
    """Write index and manifest for the reports that were put in place since they were last written."""
    noted = _read(reports)
    in_place = {
        name: entry["made_from"]
        for name, entry in noted.items()
        if (reports / name / f"{name}.ipynb").is_file()
        and sha256(reports / name / f"{name}.ipynb") == entry["notebook"]
    }
    if in_place:
        write_index(reports, in_place)
    (reports / NAME).unlink(missing_ok=True)


def _read(reports: Path) -> dict[str, Any]:
    try:
        return dict(json.loads((reports / NAME).read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}
