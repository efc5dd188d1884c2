"""Run a function over shards and merge the results: here, on all cores, or on a dask cluster, with the same answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from analysis.progress import Progress

# Starting processes takes longer than they save with fewer; a shard, which is read whole, counts as so many at least.
MANY_ARTICLES, LEAST_OF_SHARD = 10_000, 1_000
LOCAL = ("automatic", "in-process", "processes")
Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True)
class Engine:
    """Where shards are worked on, and who is shown how far it is.

    The scheduler is ``in-process``, ``processes``, or the address of a ``distributed`` cluster; ``automatic`` is
    in-process, but ``processes`` where articles are many.
    """

    scheduler: str = "in-process"
    progress: Progress = field(default_factory=Progress)
    kept: Path | None = None  # folder of results that need not be computed again (`analysis.cache`); None keeps none
    many: bool = False  # whether articles are many (`for_articles`)

    def __reduce__(self) -> tuple[type[Engine], tuple[()]]:
        """Arrive at a worker as what works there alone, and shows nothing."""
        return Engine, ()

    def for_articles(self, n: int, shards: int = 1) -> Engine:
        """Give the engine for so many articles of so many shards."""
        return replace(self, many=max(n, shards * LEAST_OF_SHARD) >= MANY_ARTICLES)

    def map(self, function: Callable[[Item], Result], shards: Iterable[Item], task: str = "") -> list[Result]:
        """Apply a function to each shard.

        Parameters
        ----------
        function : callable
            A function of the package (workers import it), of one shard; what `functools.partial` binds to it is sent
            to each worker once. A worker may be killed amid a shard, and the shard is then worked on again: what it
            writes must not change what it reads, and be whole or not there (`analysis.engine.whole_files`).
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
            if self._is_cluster and items:
                from analysis.engine.cluster import map_on_cluster

                return map_on_cluster(self.scheduler, function, items, one_done)
            with self._results(function, items) as results:
                return list(_counted(results, one_done))

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
            if self._is_cluster:
                from analysis.engine.cluster import fold_on_cluster

                merged: Result = fold_on_cluster(self.scheduler, function, items, merge, one_done)
                return merged
            # Results of 1, 2, 4 ... shards, as a binary counter holds them: as deep as a tree of pairs.
            held: list[tuple[int, Result]] = []
            with self._results(function, items) as results:
                for result in _counted(results, one_done):
                    size, total = 1, result
                    while held and held[-1][0] == size:
                        size, total = 2 * size, merge(held.pop()[1], total)
                    held.append((size, total))
            total = held.pop()[1]
            while held:
                total = merge(held.pop()[1], total)
            return total

    @property
    def _is_cluster(self) -> bool:
        return self.scheduler not in LOCAL

    @property
    def _is_spread(self) -> bool:
        return self.scheduler == "processes" or (self.scheduler == "automatic" and self.many)

    @contextmanager
    def _results(self, function: Callable[[Item], Result], items: list[Item]) -> Iterator[Iterator[Result]]:
        """Give the results one by one, in order."""
        if self._is_spread and len(items) > 1:
            from analysis.engine.processes import map_in_processes

            with map_in_processes(function, items) as results:
                yield results
        else:
            yield map(function, items)


def _counted(results: Iterator[Result], one_done: Callable[[], Any]) -> Iterator[Result]:
    for result in results:
        one_done()
        yield result
