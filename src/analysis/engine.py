"""Run a function over shards and merge the results: here, on all cores, or on a dask cluster, with the same answer."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import parent_process
from pathlib import Path
from threading import Thread
from typing import Any, TypeVar

from analysis.progress import Progress

Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True)
class Engine:
    """Where shards are worked on, and who is shown how far it is.

    Attributes
    ----------
    scheduler : str
        ``in-process``, ``processes``, or the address of a ``distributed`` cluster.
    progress : Progress
    kept : Path or None
        Folder of results that need not be computed again (`analysis.cache`); None keeps none.
    """

    scheduler: str = "in-process"
    progress: Progress = field(default_factory=Progress)
    kept: Path | None = None

    def map(self, function: Callable[[Item], Result], shards: Iterable[Item], task: str = "") -> list[Result]:
        """Apply a function to each shard.

        Parameters
        ----------
        function : callable
            A function of the package (workers import it), of one shard.
        shards : iterable
            Small descriptions of shards (paths and row numbers): text is read by the worker, never sent to it.
        task : str
            What is done, for whoever waits: "counting words".

        Returns
        -------
        list
            Results in the order of the shards; empty for no shards.
        """
        items = list(shards)
        with self.progress.counting(task, len(items)) as one_done:
            if self.scheduler != "in-process":
                return list(self._compute(function, items, one_done))
            results = []
            for item in items:
                results.append(function(item))
                one_done()
            return results

    def fold(
        self,
        function: Callable[[Item], Result],
        shards: Iterable[Item],
        merge: Callable[[Result, Result], Result],
        task: str = "",
    ) -> Result:
        """Apply a function to each shard and merge the results by pairs, so that few of them are held at a time.

        Parameters
        ----------
        function, task
            As in `map`.
        shards : iterable
            At least one.
        merge : callable
            Adds two results; it must not matter in which grouping (integer sums).
        """
        items = list(shards)
        with self.progress.counting(task, len(items)) as one_done:
            if self.scheduler != "in-process":
                merged: Result = self._fold_with_dask(function, items, merge, one_done)
                return merged
            # Results of 1, 2, 4 ... shards, as a binary counter holds them: as deep as a tree of pairs.
            held: list[tuple[int, Result]] = []
            for item in items:
                size, result = 1, function(item)
                while held and held[-1][0] == size:
                    size, result = 2 * size, merge(held.pop()[1], result)
                held.append((size, result))
                one_done()
            total = held.pop()[1]
            while held:
                total = merge(held.pop()[1], total)
            return total

    def _compute(self, function: Callable[[Item], Result], items: list[Item], one_done: Callable[[], None]) -> Any:
        from dask.delayed import delayed

        return self._run([delayed(function, pure=False)(item) for item in items], one_done)

    def _fold_with_dask(
        self,
        function: Callable[[Item], Result],
        items: list[Item],
        merge: Callable[[Result, Result], Result],
        one_done: Callable[[], None],
    ) -> Any:
        from dask.delayed import delayed

        layer = [delayed(function, pure=False)(item) for item in items]
        while len(layer) > 1:
            pairs = [layer[i : i + 2] for i in range(0, len(layer), 2)]
            layer = [delayed(merge, pure=False)(*pair) if len(pair) == 2 else pair[0] for pair in pairs]
        return self._run(layer, one_done)[0]

    def _run(self, tasks: list[Any], one_done: Callable[[], None]) -> list[Any]:
        from dask.base import compute
        from dask.callbacks import Callback

        if not tasks:
            return []
        with Callback(posttask=lambda *_: one_done()), self._options() as options:
            return list(compute(*tasks, optimize_graph=False, **options))

    @contextmanager
    def _options(self) -> Iterator[dict[str, Any]]:
        if self.scheduler == "processes":
            # One task a batch: shards are few and large.
            workers = {"num_workers": os.cpu_count() or 1, "initializer": _end_with_parent}
            yield {"scheduler": "processes", "chunksize": 1, **workers}
        else:
            from distributed import Client

            with Client(self.scheduler) as client:
                yield {"scheduler": client}


def _end_with_parent() -> None:
    """Let a worker end when the process that waits for it is gone, and leave interrupts to that process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()

    def wait() -> None:
        if parent:
            parent.join()
            os._exit(1)

    Thread(target=wait, daemon=True).start()
