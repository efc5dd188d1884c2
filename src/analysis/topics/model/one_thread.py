"""One thread for linear algebra: sums over several differ in their last digits."""

from __future__ import annotations

from contextlib import AbstractContextManager
from functools import cache
from typing import Any

from threadpoolctl import ThreadpoolController

_libraries = cache(ThreadpoolController)


def one_thread() -> AbstractContextManager[Any]:
    """Hold the libraries below numpy and scikit-learn to one thread, within a ``with`` block.

    The libraries are looked for once: to look takes milliseconds, and there are hundreds of such blocks.
    """
    limited: AbstractContextManager[Any] = _libraries().limit(limits=1)
    return limited
