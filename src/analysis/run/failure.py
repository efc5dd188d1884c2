"""What went wrong with a notebook: one sentence, with what to do, and the log behind it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from analysis.errors import NO_MEMORY, escape_unprintable
from analysis.run.stream import MOST_CHARACTERS

_COLOUR = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
# Of a log, its last characters are kept.
_LOG_CHARACTERS = 1_000_000


class Stopped(Exception):  # noqa: N818 - what the notebook did
    """The notebook ended itself, as by ``quit()``."""


def say_failure(error: Exception, timeout: int) -> str:
    """Say what an exception of papermill means.

    Parameters
    ----------
    error : Exception
        Of papermill, or of the client below it.
    timeout : int
        Seconds the notebook had.

    Returns
    -------
    str
        The last line of the error, or what happened to the kernel.
    """
    kind = getattr(error, "ename", "") or type(error).__name__
    text = str(getattr(error, "evalue", error)).strip()
    if kind == "Stopped":
        return "The notebook stopped itself before its last cell."
    if kind == "DeadKernelError":
        return "The kernel died; most often it ran out of memory. Fewer notebooks at a time need less: --jobs 1."
    if kind == "CellTimeoutError":
        return f"The notebook took longer than {timeout} s; allow more with --timeout SECONDS."
    if kind == "RuntimeError" and text.startswith("Kernel d"):
        return "The kernel did not start; its log says why. If packages are missing, make mends the environment."
    if kind.endswith("MemoryError"):
        return f"{kind}: {NO_MEMORY}"
    return f"{kind}: {text.splitlines()[-1]}" if text else kind


def shows_too_much(notebook: Any) -> bool:
    """Tell whether the outputs of a notebook are more than a report can hold."""
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    shown = sum(
        len(output.get("text", "")) + sum(len(str(v)) for v in output.get("data", {}).values()) for output in outputs
    )
    return shown >= MOST_CHARACTERS


TOO_MUCH = (
    f"The notebook shows more than {MOST_CHARACTERS // 1_000_000} million characters, more than a page can hold: "
    "print less, and write tables with report.table."
)


def collect_log(notebook: Any, kernel_log: Path) -> str:
    """Collect tracebacks, warnings and what the kernel wrote beside the cells, the end of it if it is long."""
    parts = []
    for cell in notebook.cells if notebook else []:
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                parts += output.traceback
            elif output.output_type == "stream" and output.name == "stderr":
                parts.append(output.text[-_LOG_CHARACTERS:])
    if kernel_log.is_file():
        with kernel_log.open("rb") as file:
            file.seek(max(0, kernel_log.stat().st_size - _LOG_CHARACTERS))
            parts.append(file.read().decode("utf-8", "backslashreplace"))
    text = _COLOUR.sub("", "\n".join(part.rstrip() for part in parts if part.strip()))[-_LOG_CHARACTERS:]
    # What is left of controls would reach the terminal of whoever reads the log there.
    return "\n".join(escape_unprintable(line) for line in text.expandtabs().split("\n"))
