"""Where a notebook finds its articles and puts its report; the only place that reads the environment.

The runner writes these places into one small file and names it in ``ANALYSIS_SESSION``. A notebook opened by a person
has no such file: its own parameters hold, relative to the project.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from analysis.engine import Engine
from analysis.progress import CellProgress, Count, Progress

VARIABLE = "ANALYSIS_SESSION"
# Beside the file of a session: what its notebook is doing.
STEP_FILE = "step.txt"
PROJECT_VARIABLE = "ANALYSIS_PROJECT"

PROJECT = Path(os.environ.get(PROJECT_VARIABLE) or Path(__file__).resolve().parents[2])
LOCK = PROJECT / "requirements.lock"
INTERIM = PROJECT / "data" / "interim"
KEPT = INTERIM / "kept"


class FileProgress(Progress):
    """Writes how far a long step is into a file, for the run that waits for this notebook."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def show(self, count: Count) -> None:
        """Write how many pieces are done."""
        if count.task and count.total > 1:
            # Nobody may be there to read it any more.
            with suppress(OSError):
                self._file.write_text(str(count), encoding="utf-8")

    def end(self, count: Count) -> None:
        """Remove the file."""
        with suppress(OSError):
            self._file.unlink(missing_ok=True)


@dataclass(frozen=True)
class Session:
    """Places and means of one notebook."""

    articles: Path  # folder or table
    report_dir: Path | None = None  # None when nothing is written
    previous: Path | None = None  # an earlier report folder, with one folder for each page
    page: str = ""  # name of the notebook's page in a report folder
    engine: Engine = field(default_factory=Engine)
    reading: dict[str, Any] = field(default_factory=dict)  # as the command says; it overrides ``corpus.yml``
    interactive: bool = False  # whether a person runs the cells

    @property
    def previous_page(self) -> Path | None:
        """Folder of this page in the earlier report."""
        return self.previous / self.page if self.previous and self.page else None

    def write(self, file: Path) -> dict[str, str]:
        """Write the session for a kernel; gives the environment variable that names the file."""
        places = {
            "articles": str(self.articles),
            "report_dir": str(self.report_dir or ""),
            "previous": str(self.previous or ""),
            "page": self.page,
            "scheduler": self.engine.scheduler,
            "reading": self.reading,
        }
        file.write_text(json.dumps(places, sort_keys=True), encoding="utf-8", errors="surrogateescape")
        return {VARIABLE: str(file)}


def open_session(articles: str = "data/raw", report_dir: str = "", previous: str = "") -> Session:
    """Open the session of a notebook.

    Parameters
    ----------
    articles, report_dir, previous : str
        The notebook's parameters, relative to the project; "" for no report and no earlier report. In a run, the places
        that the runner has written hold instead.

    Returns
    -------
    Session
        In a notebook that a person runs, all cores work on many articles, long cells show how far they are, and a fault
        is shown in a few lines.
    """
    if VARIABLE in os.environ:
        return _read(Path(os.environ[VARIABLE]))
    interactive = _set_up_notebook()
    # "." is in executed notebooks: the folder they lie in, should someone run them again there.
    folder = Path.cwd() if report_dir == "." else project_path(report_dir) if report_dir else None
    return Session(
        articles=project_path(articles),
        report_dir=folder,
        previous=project_path(previous) if previous else None,
        page=folder.name if folder else "",
        # In a script, processes would run the script again.
        engine=Engine("automatic", CellProgress(), kept=KEPT) if interactive else Engine(kept=KEPT),
        interactive=interactive,
    )


def project_path(path: str | Path) -> Path:
    """Resolve a path against the project folder, whatever folder the caller works in; absolute paths stay."""
    return PROJECT / path


def kernel_environment(own: dict[str, str], foreign: tuple[str, ...]) -> dict[str, str]:
    """Make the environment of a kernel: the caller's without ``foreign`` and other sessions, then ``own``."""
    inherited = {
        name: value
        for name, value in os.environ.items()
        if name not in foreign and (name == PROJECT_VARIABLE or not name.startswith("ANALYSIS_"))
    }
    return inherited | own


def _read(file: Path) -> Session:
    places = json.loads(file.read_text(encoding="utf-8", errors="surrogateescape"))
    return Session(
        articles=Path(places["articles"]),
        report_dir=Path(places["report_dir"]) if places["report_dir"] else None,
        previous=Path(places["previous"]) if places["previous"] else None,
        page=places["page"],
        engine=Engine(places["scheduler"], FileProgress(file.with_name(STEP_FILE)), kept=KEPT),
        reading=places["reading"],
    )


def _set_up_notebook() -> bool:
    """In a notebook that a person runs, show faults briefly and keep MathJax off tables; say whether it is one.

    JupyterLab says with each cell that somebody could be asked for input; programs that run notebooks say that nobody
    can.
    """
    if "ipykernel" not in sys.modules:
        return False
    from IPython.core.getipython import get_ipython

    shell: Any = get_ipython()
    if not hasattr(shell, "kernel") or not shell.get_parent().get("content", {}).get("allow_stdin"):
        return False
    import pandas as pd

    from analysis.faults import show_faults_briefly

    show_faults_briefly(shell)
    # "From $5 to $10" is no formula.
    pd.set_option("display.html.use_mathjax", False)
    return True
