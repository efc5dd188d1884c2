"""Run a function over shards and merge the results: here, on all cores, or on a dask cluster, with the same answer."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from multiprocessing import parent_process
from threading import Thread
from typing import Any, TypeVar

from dask.base import compute
from dask.delayed import delayed

from analysis.lab import watched

Item = TypeVar("Item")
Result = TypeVar("Result")


def current_scheduler() -> str:
    """Name the scheduler in use: ``in-process`` unless the runner says otherwise."""
    return os.environ.get("ANALYSIS_SCHEDULER") or "in-process"


def map_shards(
    function: Callable[[Item], Result], shards: Iterable[Item], scheduler: str | None = None
) -> list[Result]:
    """Apply a function to each shard.

    Parameters
    ----------
    function : callable
        A function of the package (workers import it), of one shard.
    shards : iterable
        Small descriptions of shards (paths and row numbers): text is read by the worker, never sent to it.
    scheduler : str, optional
        ``in-process``, ``processes``, or the address of a ``distributed`` cluster; default `current_scheduler`.

    Returns
    -------
    list
        Results in the order of the shards; empty for no shards.
    """
    tasks = [delayed(function, pure=False)(shard) for shard in shards]
    return _compute(tasks, scheduler)


def fold_shards(
    function: Callable[[Item], Result],
    shards: Iterable[Item],
    merge: Callable[[Result, Result], Result],
    scheduler: str | None = None,
) -> Result:
    """Apply a function to each shard and merge the results by pairs, so that few of them are held at a time.

    Parameters
    ----------
    function : callable
        As in `map_shards`.
    shards : iterable
        At least one.
    merge : callable
        Adds two results; it must not matter in which grouping (integer sums).
    scheduler : str, optional
        As in `map_shards`.

    Returns
    -------
    object
        The merged result.
    """
    layer = [delayed(function, pure=False)(shard) for shard in shards]
    while len(layer) > 1:
        pairs = [layer[i : i + 2] for i in range(0, len(layer), 2)]
        layer = [delayed(merge, pure=False)(*pair) if len(pair) == 2 else pair[0] for pair in pairs]
    result: Result = _compute(layer, scheduler)[0]
    return result


def _compute(tasks: list[Any], scheduler: str | None) -> list[Any]:
    if not tasks:
        return []
    with watched(len(tasks)), _options(scheduler or current_scheduler()) as options:
        return list(compute(*tasks, optimize_graph=False, **options))


def _end_with_parent() -> None:
    """Let a worker end when the process that waits for it is gone, and leave interrupts to that process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()

    def wait() -> None:
        if parent:
            parent.join()
            os._exit(1)

    Thread(target=wait, daemon=True).start()


@contextmanager
def _options(scheduler: str) -> Iterator[dict[str, Any]]:
    if scheduler == "in-process":
        yield {"scheduler": "synchronous"}
    elif scheduler == "processes":
        # One task a batch: shards are few and large.
        workers = {"num_workers": os.cpu_count() or 1, "initializer": _end_with_parent}
        yield {"scheduler": "processes", "chunksize": 1, **workers}
    else:
        from distributed import Client

        with Client(scheduler) as client:
            yield {"scheduler": client}
