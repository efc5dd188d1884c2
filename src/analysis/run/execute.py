"""One notebook, executed in a kernel of its own; whether it succeeded is found out here, not believed."""

from __future__ import annotations

import logging
import re
import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat

from analysis.run.kernel import Kernels, kernel_manager
from analysis.run.plan import Plan
from analysis.settings.corpus_file import settings_variable

_ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
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
        The last line of what went wrong, "" if nothing did.
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

    logging.getLogger("papermill").setLevel(logging.ERROR)
    started = time.monotonic()
    done = Execution()
    private = Path(tempfile.mkdtemp(prefix="nb-"))
    partial = private / "partial.ipynb"
    # papermill adds the cell of the given parameters.
    n_cells = len(nbformat.read(plan.notebooks[name], as_version=4).cells) + 1
    surroundings = {
        "ANALYSIS_ARTICLES": str(plan.articles),
        "ANALYSIS_REPORT_DIR": str(report_dir),
        "ANALYSIS_SCHEDULER": plan.scheduler,
        **({"ANALYSIS_PREVIOUS": str(plan.previous / name)} if plan.previous else {}),
        **settings_variable(plan.reading),
    }

    def cell_done(cell: dict[str, Any], cell_index: int, execute_reply: dict[str, Any]) -> None:
        if execute_reply["content"]["status"] == "ok":
            done._ok.add(cell_index)

    try:
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
        done.error = _last_line(error, plan.timeout)
    try:
        if partial.is_file():
            done.notebook = nbformat.read(partial, as_version=4)
            _judge(done)
        done.log = _collect_log(done.notebook, private / "kernel.log")
    finally:
        shutil.rmtree(private, ignore_errors=True)
    done.seconds = time.monotonic() - started
    return done


def _judge(done: Execution) -> None:
    """Find the first code cell that was not executed well: papermill takes ``sys.exit(0)`` for success."""
    cells = [cell for cell in done.notebook.cells if "papermill-error-cell-tag" not in cell.metadata.get("tags", [])]
    heading = ""
    for index, cell in enumerate(cells):
        if cell.cell_type == "markdown":
            heading = next((line.lstrip("# ") for line in cell.source.splitlines() if line.startswith("#")), heading)
        elif cell.cell_type == "code" and cell.source.strip() and index not in done._ok:
            done.error = done.error or "The notebook stopped itself before its last cell."
            done.error_name = done.error_name or "Stopped"
            done.cell = heading
            return


def _last_line(error: Exception, timeout: int) -> str:
    kind = type(error).__name__
    if kind == "DeadKernelError":
        return "The kernel died; most often it ran out of memory. Fewer notebooks at a time need less: --jobs 1."
    if kind == "CellTimeoutError":
        return f"The notebook took longer than {timeout} s; allow more with --timeout SECONDS."
    text = str(getattr(error, "evalue", "") or error).strip()
    return text.splitlines()[-1] if text else kind


def _collect_log(notebook: Any, kernel_log: Path) -> str:
    parts = []
    for cell in notebook.cells if notebook else []:
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                parts += output.traceback
            elif output.output_type == "stream" and output.name == "stderr":
                parts.append(output.text)
    if kernel_log.is_file():
        parts.append(kernel_log.read_text(encoding="utf-8", errors="backslashreplace"))
    return _ANSI.sub("", "\n".join(part.rstrip() for part in parts if part.strip()))


def _no_format(path: Path) -> str:
    # papermill takes a path for a format string.
    return str(path).replace("{", "{{").replace("}", "}}")
