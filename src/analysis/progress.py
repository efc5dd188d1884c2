"""How far a long step is: nothing for a program, a line below the cell for a person at a notebook."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import escape
from typing import Any

# Seconds: what is over sooner needs no line, and a line changes no faster than it can be read.
_BEFORE_FIRST = 0.4
_BETWEEN = 0.2
# Seconds, and share done, from which the time left can be believed.
_KNOWN_AFTER, _KNOWN_SHARE = 10, 0.02


class Count:
    """How many pieces of a task are done, and how long the others will take; its name may be empty."""

    def __init__(self, task: str, total: int) -> None:
        self.task, self.total, self.done = task, total, 0
        self.started = time.monotonic()

    @property
    def left(self) -> str:
        """Say how much time is left, in proportion to what is done: ", about 4 minutes left"; "" while unknown.

        Examples
        --------
        >>> count = Count("cleaning", 100)
        >>> count.done, count.started = 25, count.started - 80
        >>> count.left
        ', about 4 minutes left'
        """
        spent = time.monotonic() - self.started
        if spent < _KNOWN_AFTER or not _KNOWN_SHARE * self.total <= self.done < self.total:
            return ""
        minutes = spent * (self.total - self.done) / self.done / 60
        if minutes < 1:
            return ", less than a minute left"
        if minutes > 90:
            return f", about {minutes / 60:.0f} hours left"
        # An estimate is not exact to the minute.
        whole = round(minutes) if minutes < 10 else 5 * round(minutes / 5)
        return f", about {whole} minutes left" if whole > 1 else ", about a minute left"

    @property
    def share(self) -> str:
        """Say which part is done: "35 %"."""
        return f"{100 * self.done // max(self.total, 1)} %"

    def __str__(self) -> str:
        """Say how many are done, and the time left."""
        return f"{self.task}: {self.done:,} of {self.total:,}{self.left}"


class Progress:
    """Shows nothing; those who show something say how (`show`)."""

    def step(self, text: str) -> None:
        """Name the step that begins; an empty text ends the last one."""

    def show(self, count: Count) -> None:
        """Show how far a task is, after each of its pieces."""

    def end(self, count: Count) -> None:
        """Show that a task is over."""

    @contextmanager
    def counting(self, task: str, total: int) -> Iterator[Callable[..., None]]:
        """Give a function to call after each of ``total`` pieces of a task, or after several with their number."""
        count = Count(task, total)

        def done(pieces: int = 1) -> None:
            count.done = min(count.done + pieces, total)
            self.show(count)

        try:
            yield done
        finally:
            self.end(count)


class CellProgress(Progress):
    """A line below the cell that changes in place and is empty at the end."""

    def __init__(self) -> None:
        self._line: Any = None
        self._last = 0.0
        self._own: Count | None = None

    def step(self, text: str) -> None:
        """Show the step that begins."""
        self._show(f"{text} ..." if text else "", f"<small>{escape(text)} ...</small>" if text else "")
        if not text:
            self._line = None

    def show(self, count: Count) -> None:
        """Show how many pieces are done."""
        now = time.monotonic()
        if count.task and count.total > 1 and now - count.started > _BEFORE_FIRST and now - self._last > _BETWEEN:
            # A line that is not within that of a step goes when its task is over.
            self._own = count if self._line is None else self._own
            self._last = now
            bar = f'<progress value="{count.done}" max="{count.total}"></progress>'
            self._show(str(count), f"<small>{bar} {escape(str(count))}</small>")

    def end(self, count: Count) -> None:
        """Empty the line."""
        if self._own is count:
            self._own = None
            self.step("")

    def _show(self, plain: str, html: str) -> None:
        from IPython.display import display

        bundle = {"text/plain": plain, "text/html": html}
        if self._line:
            self._line.update(bundle, raw=True)
        elif plain:
            self._line = display(bundle, raw=True, display_id=True)  # type: ignore[no-untyped-call]
