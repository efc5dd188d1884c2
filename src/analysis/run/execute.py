"""One notebook, executed in a kernel of its own; whether it succeeded is found out here, not believed."""

from __future__ import annotations

import logging
import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat

from analysis.engine import Engine
from analysis.run.failure import TOO_MUCH, Stopped, collect_log, say_failure, shows_too_much
from analysis.run.kernel import Kernels, kernel_manager
from analysis.run.plan import Plan
from analysis.session import Session

# Told of each cell that starts: its number and how many there are.
CellProgress = Callable[[int, int], None]


@dataclass
class Execution:
    """What came of executing a notebook.

    Attributes
    ----------
    notebook : dict or None
        As far as it was executed.
    error : str
        What went wrong in one sentence, "" if nothing did.
    error_name : str
        Class of the error, as the kernel names it.
    cell : str
        Heading of the cell that failed.
    log : str
        Traceback, warnings and what the kernel wrote beside the cells; varies, never published.
    seconds : float
    """

    notebook: Any = None
    error: str = ""
    error_name: str = ""
    cell: str = ""
    log: str = ""
    seconds: float = 0.0
    _ok: set[int] = field(default_factory=set)


def execute(plan: Plan, name: str, report_dir: Path, kernels: Kernels, progress: CellProgress) -> Execution:
    """Execute a notebook with papermill.

    Parameters
    ----------
    plan : Plan
    name : str
        Of the notebook.
    report_dir : Path
        Private folder its report is written to.
    kernels : Kernels
        Of the run.
    progress : callable

    Returns
    -------
    Execution
        Never raises for what happens inside the notebook; ``error`` says it.
    """
    import papermill

    # What they would tell is told here, once.
    for told in ("papermill", "asyncio"):
        logging.getLogger(told).setLevel(logging.CRITICAL + 1)
    started = time.monotonic()
    done = Execution()
    private = Path(tempfile.mkdtemp(prefix="nb-"))
    partial = private / "partial.ipynb"
    session = Session(plan.articles, report_dir, plan.previous, name, Engine(plan.scheduler), plan.reading)
    surroundings = session.write(private / "session.json")

    def cell_done(cell: dict[str, Any], cell_index: int, execute_reply: dict[str, Any]) -> None:
        content = execute_reply["content"]
        if any(asked["source"] == "ask_exit" for asked in content.get("payload", [])):
            raise Stopped
        if content["status"] == "ok":
            done._ok.add(cell_index)

    try:
        # papermill adds the cell of the given parameters.
        n_cells = len(nbformat.read(plan.notebooks[name], as_version=4).cells) + 1
        papermill.execute_notebook(
            _no_format(plan.notebooks[name]),
            _no_format(partial),
            parameters={**plan.values[name], "report_dir": "."},
            kernel_name="python3",
            language="python",
            kernel_manager_class=kernel_manager(private, surroundings, kernels),
            # The whole notebook has this long, not each cell.
            timeout_func=lambda cell: max(1, int(started + plan.timeout - time.monotonic())),
            record_timing=False,
            progress_bar=False,
            on_cell_start=lambda cell, cell_index: progress(cell_index, n_cells),
            on_cell_executed=cell_done,
        )
    except Exception as error:
        done.error_name = getattr(error, "ename", "") or type(error).__name__
        done.error = say_failure(error, plan.timeout)
    try:
        done.notebook = _read(partial)
        if done.notebook:
            _judge(done)
        elif not done.error:
            done.error_name, done.error = "Unread", f"The executed notebook cannot be read back from {partial}."
        done.log = collect_log(done.notebook, private / "kernel.log")
    finally:
        shutil.rmtree(private, ignore_errors=True)
    done.seconds = time.monotonic() - started
    return done


def _read(partial: Path) -> Any:
    """Read the notebook as far as it was executed; None if it was cut off while it was written."""
    try:
        return nbformat.read(partial, as_version=4)
    except (OSError, ValueError):
        return None


def _judge(done: Execution) -> None:
    """Find the first code cell that was not executed well: papermill takes ``sys.exit(0)`` for success."""
    if shows_too_much(done.notebook):
        done.error_name, done.error = "TooMuch", TOO_MUCH
    cells = [cell for cell in done.notebook.cells if "papermill-error-cell-tag" not in cell.metadata.get("tags", [])]
    heading = ""
    for index, cell in enumerate(cells):
        if cell.cell_type == "markdown":
            heading = next((line.lstrip("# ") for line in cell.source.splitlines() if line.startswith("#")), heading)
        elif cell.cell_type == "code" and cell.source.strip() and index not in done._ok:
            done.error = done.error or say_failure(Stopped(), 0)
            done.error_name = done.error_name or "Stopped"
            done.cell = heading
            return


def _no_format(path: Path) -> str:
    # papermill takes a path for a format string.
    return str(path).replace("{", "{{").replace("}", "}}")
