"""How far a long step is: nothing for a program, a line below the cell for a person at a notebook."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import escape
from typing import Any

# Seconds: what is over sooner needs no line, and nobody reads faster.
_BEFORE_FIRST = 0.4
_BETWEEN = 0.2


class Progress:
    """Shows nothing."""

    def step(self, text: str) -> None:
        """Name the step that begins; an empty text ends the last one."""

    @contextmanager
    def counting(self, task: str, total: int) -> Iterator[Callable[[], None]]:
        """Give a function to call after each of ``total`` pieces of a task."""
        yield lambda: None


class CellProgress(Progress):
    """A line below the cell that changes in place and is empty at the end."""

    def __init__(self) -> None:
        self._line: Any = None

    def step(self, text: str) -> None:
        """Show the step that begins."""
        self._show(f"{text} ..." if text else "", f"<small>{escape(text)} ...</small>" if text else "")
        if not text:
            self._line = None

    @contextmanager
    def counting(self, task: str, total: int) -> Iterator[Callable[[], None]]:
        """Show how many pieces are done."""
        started = last = time.monotonic()
        done = 0
        shown, within = False, self._line

        def one_done() -> None:
            nonlocal done, last, shown
            done += 1
            now = time.monotonic()
            if task and total > 1 and now - started > _BEFORE_FIRST and now - last > _BETWEEN:
                last, shown = now, True
                words = f"{task}: {min(done, total):,} of {total:,}"
                bar = f'<progress value="{min(done, total)}" max="{total}"></progress>'
                self._show(words, f"<small>{bar} {escape(words)}</small>")

        try:
            yield one_done
        finally:
            if shown and not within:
                self.step("")

    def _show(self, plain: str, html: str) -> None:
        from IPython.display import display

        bundle = {"text/plain": plain, "text/html": html}
        if self._line:
            self._line.update(bundle, raw=True)
        elif plain:
            self._line = display(bundle, raw=True, display_id=True)  # type: ignore[no-untyped-call]
