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

from analysis.engine import Engine
from analysis.errors import NO_MEMORY, escape_unprintable
from analysis.run.kernel import MAX_CHARACTERS, Kernels, kernel_manager
from analysis.run.notebook_files import read_notebook
from analysis.run.plan import Plan
from analysis.session import STEP_FILE, Session

_TOO_MUCH = (
    f"The notebook shows more than {MAX_CHARACTERS // 1_000_000} million characters, more than a page can hold: "
    "print less, and write tables with report.table."
)
_COLOUR = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
# Of a log, its last characters are kept.
_MAX_LOG = 1_000_000

# Called for each cell that starts, with what is done there, its number, how many there are, and the file in which the
# notebook says more.
ShowCell = Callable[[str, int, int, Path], None]


class _Stopped(Exception):  # noqa: N818 - what the notebook did
    """The notebook ended itself, as by ``quit()``."""


@dataclass
class Execution:
    """The result of executing a notebook."""

    notebook: Any = None  # as far as it was executed
    error: str = ""  # what went wrong in one sentence, "" if nothing did
    cell: str = ""  # heading of the cell that failed
    log: str = ""  # traceback, warnings and what the kernel wrote beside the cells; varies, never published
    seconds: float = 0.0
    _succeeded: set[int] = field(default_factory=set)


def execute(plan: Plan, name: str, report_dir: Path, kernels: Kernels, show_cell: ShowCell) -> Execution:
    """Execute a notebook of a plan with papermill; its report goes to a private folder.

    What happens inside the notebook is never raised; ``error`` of the result says it.
    """
    import papermill

    # What they would print is said here, once.
    for library in ("papermill", "asyncio"):
        logging.getLogger(library).setLevel(logging.CRITICAL + 1)
    started = time.monotonic()
    done = Execution()
    # Until a kernel has started: as it is, without outputs it may have been saved with.
    done.notebook = read_notebook(plan.notebooks[name])
    for cell in done.notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = []
    private = Path(tempfile.mkdtemp(prefix="nb-"))
    engine = Engine(plan.scheduler)
    session = Session(plan.articles, report_dir, plan.previous, name, engine, plan.reading)
    surroundings = session.write(private / "session.json")

    def kernel_started(notebook: Any) -> None:
        # The notebook that is executed, outputs and all; papermill would write it to a file twice for each cell.
        done.notebook = notebook

    def cell_done(cell: dict[str, Any], cell_index: int, execute_reply: dict[str, Any]) -> None:
        content = execute_reply["content"]
        if any(asked["source"] == "ask_exit" for asked in content.get("payload", [])):
            raise _Stopped
        if content["status"] == "ok":
            done._succeeded.add(cell_index)

    def cell_started(cell: dict[str, Any], cell_index: int) -> None:
        heading = _heading(done.notebook.cells[:cell_index])
        doing = heading.lstrip("# ") if heading.startswith("##") else "reading and counting"
        show_cell(doing, cell_index, len(done.notebook.cells), private / STEP_FILE)

    try:
        papermill.execute_notebook(
            _escape_braces(plan.notebooks[name]),
            None,
            parameters={**plan.values[name], "report_dir": "."},
            kernel_name="python3",
            language="python",
            kernel_manager_class=kernel_manager(private, surroundings, kernels),
            # The whole notebook has this long, not each cell.
            timeout_func=lambda cell: max(1, int(started + plan.timeout - time.monotonic())),
            record_timing=False,
            progress_bar=False,
            on_notebook_start=kernel_started,
            on_cell_start=cell_started,
            on_cell_executed=cell_done,
        )
    except Exception as error:
        done.error = _describe_failure(error, plan.timeout)
    try:
        _find_failure(done)
        done.log = collect_log(done.notebook, private / "kernel.log")
    finally:
        shutil.rmtree(private, ignore_errors=True)
    done.seconds = time.monotonic() - started
    return done


def collect_log(notebook: Any, kernel_log: Path) -> str:
    """Collect tracebacks, warnings and what the kernel wrote beside the cells, the end of it if it is long."""
    parts = []
    for cell in notebook.cells if notebook else []:
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                parts += output.traceback
            elif output.output_type == "stream" and output.name == "stderr":
                parts.append(output.text[-_MAX_LOG:])
    if kernel_log.is_file():
        with kernel_log.open("rb") as file:
            file.seek(max(0, kernel_log.stat().st_size - _MAX_LOG))
            parts.append(file.read().decode("utf-8", "backslashreplace"))
    text = _COLOUR.sub("", "\n".join(part.rstrip() for part in parts if part.strip()))[-_MAX_LOG:]
    # Control characters would reach the terminal of whoever reads the log there.
    return "\n".join(escape_unprintable(line) for line in text.expandtabs().split("\n"))


def _describe_failure(error: Exception, timeout: int) -> str:
    """Say what an exception of papermill, or of the client below it, means: the last line of the error, or more."""
    kind = getattr(error, "ename", "") or type(error).__name__
    text = str(getattr(error, "evalue", error)).strip()
    if kind == "_Stopped":
        return "The notebook stopped itself before its last cell."
    if kind == "DeadKernelError":
        return "The kernel died; most often it ran out of memory. Fewer notebooks at a time need less: --jobs 1."
    if kind == "CellTimeoutError":
        return f"The notebook took longer than {timeout} s; allow more with --timeout SECONDS."
    if kind == "RuntimeError" and text.startswith("Kernel d"):
        return (
            "The kernel did not start; its log says why. If packages are missing, run make to repair the environment."
        )
    if kind.endswith("MemoryError"):
        return f"{kind}: {NO_MEMORY}"
    return _last_line(kind, text)


def _find_failure(done: Execution) -> None:
    """Find the first code cell that did not succeed: papermill takes ``sys.exit(0)`` for success."""
    if _shows_too_much(done.notebook):
        done.error = _TOO_MUCH
    cells = [cell for cell in done.notebook.cells if "papermill-error-cell-tag" not in cell.metadata.get("tags", [])]
    for index, cell in enumerate(cells):
        if cell.cell_type != "code" or not cell.source.strip():
            continue
        if index in done._succeeded:
            # IPython shows why a figure cannot be drawn behind the cell, which counts as done.
            fault = next((output for output in cell.outputs if output.output_type == "error"), None)
            if fault is None:
                continue
            done.error = _last_line(fault.ename, fault.evalue)
        done.error = done.error or _describe_failure(_Stopped(), 0)
        done.cell = _heading(cells[:index]).lstrip("# ")
        return


def _heading(cells: list[Any]) -> str:
    """Find the heading that stands before a cell, with its marks."""
    lines = [line for cell in reversed(cells) if cell.cell_type == "markdown" for line in cell.source.splitlines()]
    return next((line for line in lines if line.startswith("#")), "")


def _last_line(kind: str, text: str) -> str:
    return f"{kind}: {text.strip().splitlines()[-1]}" if text.strip() else kind


def _shows_too_much(notebook: Any) -> bool:
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    shown = sum(
        len(output.get("text", "")) + sum(len(str(v)) for v in output.get("data", {}).values()) for output in outputs
    )
    return shown >= MAX_CHARACTERS


def _escape_braces(path: Path) -> str:
    """Protect a path from papermill, which takes it for a format string."""
    return str(path).replace("{", "{{").replace("}", "}}")
