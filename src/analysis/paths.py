"""Where the project's own files are, whatever folder the caller works in."""

from __future__ import annotations

import os
from pathlib import Path

PROJECT = Path(os.environ.get("ANALYSIS_PROJECT") or Path(__file__).resolve().parents[2])
LOCK = PROJECT / "requirements.lock"
INTERIM = PROJECT / "data" / "interim"


def project_path(path: str | Path) -> Path:
    """Resolve a path against the project folder.

    Parameters
    ----------
    path : str or Path
        A path as a notebook's parameter gives it; absolute paths stay themselves.

    Returns
    -------
    Path
        An absolute path. Notebooks are run from different folders (JupyterLab from ``notebooks/``,
        the runner from the project), so a relative path always means "below the project".
    """
    return PROJECT / path
