"""Where a long cell is: a line below it while it works, gone when it is done."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from html import escape
from types import FrameType
from typing import Any

from dask.callbacks import Callback

from analysis.lab.person import shell_of_person

# What is over sooner needs no line; and nobody reads faster.
_PATIENCE = 0.4
_PAUSE = 0.2


class _Line:
    """A line below the cell that changes in place."""

    def __init__(self) -> None:
        self._shown: Any = None
        self._last = 0.0

    def say(self, step: str) -> None:
        """Name the step under way."""
        self._put({"text/plain": f"{step} ...", "text/html": f"<small>{escape(step)} ...</small>"})

    def count(self, what: str, done: int, total: int) -> None:
        """Show how far it is."""
        if time.monotonic() - self._last > _PAUSE:
            self._last = time.monotonic()
            words = f"{what}: {done:,} of {total:,}"
            bar = f'<progress value="{done}" max="{total}"></progress>'
            self._put({"text/plain": words, "text/html": f"<small>{bar} {escape(words)}</small>"})

    def clear(self) -> None:
        """Leave nothing behind."""
        if self._shown:
            self._put({"text/plain": "", "text/html": ""})

    def _put(self, bundle: dict[str, str]) -> None:
        from IPython.display import display

        if self._shown:
            self._shown.update(bundle, raw=True)
        else:
            self._shown = display(bundle, raw=True, display_id=True)  # type: ignore[no-untyped-call]


class _Watch(Callback):
    """Count the tasks that are done."""

    def __init__(self, what: str, total: int) -> None:
        super().__init__(posttask=self._after)  # type: ignore[no-untyped-call]
        self._what, self._total, self._done = what, total, 0
        self._started = time.monotonic()
        self._line = _Line()

    def _after(self, *_: object) -> None:
        self._done += 1
        if time.monotonic() - self._started > _PATIENCE:
            self._line.count(self._what, min(self._done, self._total), self._total)

    def __exit__(self, *error: object) -> None:
        super().__exit__(*error)  # type: ignore[no-untyped-call]
        self._line.clear()


def watched(n_tasks: int) -> AbstractContextManager[object]:
    """Tell a waiting person how many of the tasks computed inside are done; for others, do nothing.

    The line names the function that the cell called.
    """
    if n_tasks < 2 or shell_of_person() is None:
        return nullcontext()
    return _Watch(_called_by_cell(sys._getframe(1)), n_tasks)


@contextmanager
def told_steps() -> Iterator[Callable[[str], None]]:
    """Give a function that tells a waiting person which step is under way; for others, it does nothing."""
    if shell_of_person() is None:
        yield lambda step: None
        return
    line = _Line()
    try:
        yield line.say
    finally:
        line.clear()


def _called_by_cell(frame: FrameType | None) -> str:
    called = ""
    while frame and frame.f_globals.get("__name__", "").startswith("analysis."):
        called, frame = frame.f_code.co_name, frame.f_back
    return called.replace("_", " ")
