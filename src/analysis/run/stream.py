"""What a notebook prints, as far as a report can hold it; used inside kernels."""

from __future__ import annotations

import os
import signal

from ipykernel.iostream import OutStream

# A page of a report has 3 MB at most; what prints more does so by mistake.
MOST_CHARACTERS = 10_000_000


class BoundedStream(OutStream):
    """The standard output or error of a kernel; when it is full, the cell is interrupted and the rest is dropped."""

    _room = MOST_CHARACTERS
    _is_full = False

    def write(self, string: str) -> int:
        """Write as much of a text as there is room for."""
        if not self._is_full:
            # What cannot be sent would be lost without a word.
            super().write(string[: self._room].encode("utf-8", "backslashreplace").decode("utf-8"))
            self._room -= len(string)
            if self._room < 0:
                self._is_full = True
                # As from outside: what waits for a process that prints is interrupted too.
                os.kill(os.getpid(), signal.SIGINT)
        return len(string)
