"""Does work take time that grows with the length of a text, or with its square?"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable


def is_linear(work: Callable[[int], object], size: int) -> bool:
    """Tell whether eight times the size takes about eight times as long; a square takes 64 times.

    In processor time, with what takes no time at all allowed, and measured again before work is called slow: so a busy
    machine does not matter.
    """
    return any(_seconds(work, size) < 24 * _seconds(work, size // 8) + 0.1 for _ in range(3))


def _seconds(work: Callable[[int], object], size: int) -> float:
    # A collection would look through all that other tests have left.
    gc.disable()
    began = time.process_time()
    try:
        work(size)
        return time.process_time() - began
    finally:
        gc.enable()
