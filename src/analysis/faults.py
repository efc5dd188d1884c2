"""What a person reads when a cell fails: what is wrong and the way out, in a few lines."""

from __future__ import annotations

import builtins
import time
import traceback
from types import TracebackType
from typing import Any

from analysis.errors import AnalysisError, escape_unprintable

# What comes sooner after a failed cell was sent by Run All Cells, not by a person.
SECONDS_BETWEEN_CELLS = 1.0
_RED, _PLAIN = "\x1b[1;31m", "\x1b[0m"
_AGAIN = "Correct it, then choose Run > Run All Cells in the menu."


def show_faults_briefly(shell: Any) -> None:
    """Replace the traceback of expected errors, of errors inside the project and of interrupts, in this notebook.

    Cells that Run All Cells sends behind a failed one are skipped: they would go on with what was made before.
    """
    last = float("-inf")

    def show_fault(shell: Any, *fault: Any, **options: Any) -> list[str]:
        nonlocal last
        last = time.monotonic()
        return _show(shell, *fault, **options)

    def skip_after_fault(lines: list[str]) -> list[str]:
        nonlocal last
        if time.monotonic() - last >= SECONDS_BETWEEN_CELLS:
            return lines
        last = time.monotonic()
        return []

    shell.set_custom_exc((Exception, KeyboardInterrupt), show_fault)
    earlier = [t for t in shell.input_transformers_post if getattr(t, "__name__", "") != skip_after_fault.__name__]
    shell.input_transformers_post = [*earlier, skip_after_fault]


def _show(
    shell: Any, kind: type[BaseException], error: BaseException, trace: TracebackType, tb_offset: int | None = None
) -> list[str]:
    lines = explain(error, trace)
    if lines is None:
        # Errors of the person's own lines.
        shell.showtraceback((kind, error, trace), tb_offset=tb_offset)
        return list(shell._last_traceback or [])
    shell._showtraceback(kind, error, lines)
    return lines


def explain(error: BaseException, trace: TracebackType | None) -> list[str] | None:
    """Put an error, traced from the cell inwards, and the way out into a few lines; None if its traceback says more."""
    kind = type(error).__name__
    if isinstance(error, AnalysisError):
        return _lines(kind, str(error), _AGAIN)
    if isinstance(error, KeyboardInterrupt):
        return _lines("Interrupted", "The cell was stopped before it finished.", "Run it again to continue.")
    if isinstance(error, MemoryError):
        return _lines(
            kind,
            "There is not enough memory for so many articles.",
            "Choose fewer with sources, since or until, or close other notebooks. " + _AGAIN,
        )
    ours = [
        (module, frame.f_code.co_name)
        for frame, _ in traceback.walk_tb(trace)
        if (module := frame.f_globals.get("__name__", "")) == "__main__" or module.startswith("analysis.")
    ]
    # What the project called back into a cell is the person's own again.
    inside = bool(ours) and ours[-1][0] != "__main__"
    if isinstance(error, NameError) and not inside and error.name and not hasattr(builtins, error.name):
        return _lines(
            kind,
            f"{error.name!r} is not defined yet.",
            "Run the cells above (Run > Run All Above Selected Cell), or check the spelling.",
        )
    if not inside:
        return None
    return _lines(
        kind,
        str(error) or "(without a message)",
        f"It happened in {ours[-1][1]}, inside the project. If the cells and parameters above are right, this is a "
        "bug: please report it with what %tb shows in a new cell.",
    )


def _lines(kind: str, message: str, way_out: str) -> list[str]:
    # An error of a package may quote an article as it is.
    safe = "\n".join(map(escape_unprintable, message.split("\n")))
    return [f"{_RED}{kind}:{_PLAIN} {safe}", "", way_out]
