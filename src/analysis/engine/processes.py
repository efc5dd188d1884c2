"""Work on all cores of this machine, in processes that live as long as one pass."""

from __future__ import annotations

import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import cache
from itertools import islice
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import Any, ClassVar, TypeVar

from analysis.errors import NO_MEMORY, AnalysisError

Item = TypeVar("Item")
Result = TypeVar("Result")

# Shards begun for each worker ahead of the next result: no worker idles behind a slow shard, and few results wait.
_AHEAD = 4
_NO_START = (
    "A process could not start, for the reason above. Each reads your script again: put what the script does below "
    'if __name__ == "__main__":.'
)


@contextmanager
def map_in_processes(function: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Iterator[Result]]:
    """Apply a function to each item, in as many processes as there are cores.

    Yields
    ------
    iterator
        Results in the order of the items. At the end the processes are gone, and what they held of the memory.

    Raises
    ------
    AnalysisError
        When a process was killed, or could not start.
    """
    n_workers = min(os.cpu_count() or 1, len(items))
    # Sent to each worker once, not with each item.
    pool = ProcessPoolExecutor(n_workers, _context(), _Worker.start, (function,))
    try:
        yield _in_order(pool, items, n_workers * _AHEAD)
        pool.shutdown()
    except BrokenProcessPool:
        # A process that was killed has the number of a signal, below 0.
        if any(worker.exitcode == 1 for worker in (pool._processes or {}).values()):
            raise AnalysisError(_NO_START) from None
        raise AnalysisError(f"A process was killed while it read or counted. {NO_MEMORY}") from None
    finally:
        # After an interrupt or an error nobody needs the rest.
        for worker in list((pool._processes or {}).values()):
            worker.kill()
        pool.shutdown(cancel_futures=True)


def _in_order(pool: ProcessPoolExecutor, items: Sequence[Item], n_ahead: int) -> Iterator[Any]:
    left = iter(items)
    waiting: deque[Future[Any]] = deque(pool.submit(_Worker.work, item) for item in islice(left, n_ahead))
    while waiting:
        yield waiting.popleft().result()
        waiting.extend(pool.submit(_Worker.work, item) for item in islice(left, 1))


@cache
def _context() -> Any:
    """Fork workers from a process that has loaded what this one has: the second pass starts at once.

    Elsewhere than on Linux, a fork of a process with threads of numpy and pyarrow may hang.
    """
    if sys.platform != "linux":
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload(sorted(name for name in sys.modules if name.startswith("analysis.")))
    return context


class _Worker:
    """What a worker process holds."""

    function: ClassVar[Any]

    @classmethod
    def start(cls, function: Callable[..., Any]) -> None:
        """End when the process that waits is gone, and leave interrupts to that process."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        parent = parent_process()

        def wait() -> None:
            if parent:
                parent.join()
                os._exit(1)

        Thread(target=wait, daemon=True).start()
        cls.function = function

    @classmethod
    def work(cls, item: Any) -> Any:
        """Apply the function to an item."""
        return cls.function(item)
