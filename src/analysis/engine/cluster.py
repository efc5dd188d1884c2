"""Work on a cluster of dask.distributed: one connection a process, and one sentence for whatever is wrong with it."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import os
import socket
import time
import warnings
from collections.abc import Callable, Coroutine, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

from threadpoolctl import threadpool_info

from analysis.engine.versions import version_difference, versions
from analysis.errors import AnalysisError, SettingsError

Item = TypeVar("Item")
Result = TypeVar("Result")

# Where a scheduler listens by default.
_PORT = 8786
# Seconds: for a scheduler to answer; between two looks whether there are workers; and without any, unless dask's own
# setting ``no-workers-timeout`` says otherwise.
_TO_ANSWER, _BETWEEN, _WITHOUT_WORKERS = 10, 1, 120
# A network disk may show a file late: seconds before each new attempt to read or write.
_PAUSES = (1, 5, 30)
# Of a folder of articles, so many files are compared, and so many bytes of each.
_FILES_COMPARED, _BYTES_COMPARED = 100, 2**16
_SETTINGS = {
    "distributed.comm.timeouts.connect": f"{_TO_ANSWER}s",
    # Dictionaries of a whole corpus are bound to functions.
    "distributed.admin.large-graph-warning-threshold": "1TB",
    # Lines of the caller's code would be sent along.
    "distributed.diagnostics.computations.nframes": 0,
}
_SAME = (
    "Install the same commit and requirements.lock on all machines, and start its processes again (docs/cluster.md)."
)
_LOGS = ("distributed", "distributed.client", "distributed.core", "tornado", "tornado.application", "asyncio")


@dataclass(frozen=True)
class _Opaque:
    """A value in which dask does not look for tasks."""

    value: Any


def map_on_cluster(
    address: str, function: Callable[[Item], Result], items: Sequence[Item], one_done: Callable[[], Any]
) -> list[Result]:
    """Apply a function to each item on the workers; results in the order of the items."""
    with _working(address) as client:
        tasks = _submit(client, function, items)
        results: list[Result] = client.sync(_wait, client, [_result(task, one_done) for task in tasks])
        return results


def fold_on_cluster(
    address: str,
    function: Callable[[Item], Result],
    items: Sequence[Item],
    merge: Callable[[Result, Result], Result],
    one_done: Callable[[], Any],
) -> Result:
    """Apply a function to each item and merge the results by pairs, all on the workers."""
    if len(items) == 1:
        return map_on_cluster(address, function, items, one_done)[0]
    with _working(address) as client:
        tasks = layer = _submit(client, function, items)
        depth = 0
        while len(layer) > 1:
            depth += 1
            pairs = len(layer) // 2
            # Merge before the next shard is begun: then few results wait for a partner.
            layer = [
                *client.map(
                    _merge,
                    layer[: 2 * pairs : 2],
                    layer[1::2],
                    merge=_Opaque(merge),
                    pure=False,
                    priority=depth,
                    key=_name(merge),
                ),
                *layer[2 * pairs :],
            ]
        ends = [*(_end(task, one_done) for task in tasks), _result(layer[0], lambda: None)]
        total: Result = client.sync(_wait, client, ends)[-1]
        return total


def check_cluster(address: str, articles: Path, interim: Path) -> None:
    """Check that a scheduler and its workers can do the work: before anything is read.

    They must see the same articles, and the same folder for what is prepared, under the same paths.

    Raises
    ------
    SettingsError
        No scheduler, no worker, other versions, or other files.
    """
    client = _connect(address)
    interim.mkdir(parents=True, exist_ok=True)
    mark = interim / f"seen-{uuid4().hex}"
    try:
        mark.write_text(mark.name)
        _wait_for_worker(client, address)
        here = {str(path): _hash_files(path) for path in (mark, articles)}
        scheduler = _ask(lambda: client.run_on_scheduler(_answer, []), address)
        workers = _ask(lambda: client.run(_answer, list(here), on_error="return"), address)
        answers = {f"scheduler {address}": scheduler} | {f"worker {name}": workers[name] for name in sorted(workers)}
        for name, answer in answers.items():
            if not isinstance(answer, OSError):
                _refuse(name, answer, here, mark)
    finally:
        mark.unlink(missing_ok=True)


def _refuse(name: str, answer: Any, here: Mapping[str, str], mark: Path) -> None:
    """Refuse a part of the cluster that is not as this process; one that died meanwhile is not there (`OSError`)."""
    if isinstance(answer, Exception):
        raise SettingsError(f"The {name} cannot run this project ({type(answer).__name__}: {answer}). {_SAME}")
    there, threads, seen = answer
    if difference := _difference(there, threads, versions()):
        raise SettingsError(f"The {name} may give other results: {difference}")
    for path, hashed in seen.items():
        if hashed != here[path]:
            what = "sees nothing at" if not hashed else "sees other files at"
            raise SettingsError(
                f"The {name} {what} {mark.parent if path == str(mark) else path}: articles and project must be on a "
                "disk that all machines have under the same path (docs/cluster.md)."
            )


def _answer(paths: list[str], dask_worker: Any = None) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """Say which versions and threads this process has and what it sees; dask names the process: a worker or not."""
    threads = _threads(dask_worker) if hasattr(dask_worker, "state") else {}
    return dict(versions()), threads, {path: _hash_files(Path(path)) for path in paths}


def _threads(worker: Any) -> dict[str, str]:
    """Count the threads of a worker and of the libraries below numpy: with more, models add in another order."""
    import numpy  # noqa: F401 - loads them

    return {
        "--nthreads": str(worker.state.nthreads),
        **{f"threads of {library['internal_api']}": str(library["num_threads"]) for library in threadpool_info()},
    }


def _difference(there: Mapping[str, str], threads: Mapping[str, str], here: Mapping[str, str]) -> str:
    """Say why a process may give other results and what to do; "" if it gives the same."""
    if difference := version_difference(there, here):
        return f"{difference}. {_SAME}"
    many = [f"{name} is {number} there and must be 1" for name, number in threads.items() if number != "1"]
    return f"{many[0]}: start its workers again (docs/cluster.md)." if many else ""


def _hash_files(path: Path) -> str:
    """Hash names, sizes and beginnings of the first files at a path; "" where there is nothing to see."""
    hashed = hashlib.sha256()
    try:
        found = [path] if path.is_file() else list(islice(_files_below(path), _FILES_COMPARED))
        for file in found:
            with file.open("rb") as opened:
                hashed.update(f"{file.relative_to(path)}\n{file.stat().st_size}\n".encode(errors="surrogateescape"))
                hashed.update(opened.read(_BYTES_COMPARED))
    except OSError:
        return ""
    return hashed.hexdigest() if found else ""


def _files_below(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders.sort()
        yield from (Path(place, name) for name in sorted(names))


@cache
def _connect(address: str) -> Any:
    """Open the connection of this process, which ends with it."""
    try:
        import dask
        from distributed import Client
        from distributed.comm.addressing import parse_address, parse_host_port
    except ImportError:
        raise SettingsError(
            f"--scheduler {address} needs the packages of the extra cluster: pip install -e '.[cluster]'."
        ) from None
    # What is wrong is said in one sentence.
    for name in _LOGS:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    dask.config.set(_SETTINGS)
    try:
        # dask would try again and again, and not say whether the host or the scheduler is not there.
        socket.create_connection(parse_host_port(parse_address(address)[1], _PORT), _TO_ANSWER).close()
        with warnings.catch_warnings():
            # Of versions that differ, which are compared here.
            warnings.simplefilter("ignore")
            return Client(address, timeout=_TO_ANSWER)
    except Exception as error:
        raise SettingsError(
            f"No dask scheduler answers at {address} ({_first_line(error)}): correct --scheduler, start one "
            "(docs/cluster.md), or run without a cluster."
        ) from None


def _wait_for_worker(client: Any, address: str) -> None:
    try:
        client.wait_for_workers(1, timeout=_patience())
    except TimeoutError:
        raise SettingsError(_no_workers(address)) from None
    except Exception:
        raise SettingsError(_gone(address)) from None


def _ask(ask: Callable[[], Any], address: str) -> Any:
    """Ask the cluster; an error is an answer, unless the scheduler is gone."""
    try:
        return ask()
    except (ImportError, AttributeError) as error:
        return error
    except Exception:
        raise SettingsError(_gone(address)) from None


class _NoWorkers(Exception):  # noqa: N818 - what is the case
    """There has been no worker for too long."""


@contextmanager
def _working(address: str) -> Iterator[Any]:
    """Give the connection, and say what is wrong with the cluster in a sentence."""
    client = _connect(address)
    from distributed import KilledWorker
    from distributed.scheduler import NoWorkerError

    try:
        if client.status != "running":
            raise CancelledError
        yield client
    except (_NoWorkers, NoWorkerError):
        raise AnalysisError(_no_workers(address)) from None
    except KilledWorker as error:
        raise AnalysisError(
            f"{error.allowed_failures + 1} workers of the cluster at {address} died of one task "
            f"({str(error.task).rsplit('-', 6)[0]}), most often for lack of memory: give each more "
            "(dask worker --memory-limit), or start fewer on a machine."
        ) from None
    except Exception as error:
        # Errors of tasks are of any kind; what they mean depends on whether the scheduler is still there.
        if isinstance(error, CancelledError) or client.status != "running":
            raise AnalysisError(_gone(address)) from None
        raise


def _submit(client: Any, function: Callable[..., Any], items: Sequence[Any]) -> list[Any]:
    """Start a task for each item; what is bound to the function is sent once, and workers get it from each other."""
    held = client.submit(_give, _Opaque(function), pure=False, key=f"send-{_name(function)}-{uuid4().hex}")
    tasks: list[Any] = client.map(
        _apply, [_Opaque(item) for item in items], function=held, here=_Opaque(dict(versions())), pure=False,
        key=_name(function),
    )  # fmt: skip
    return tasks


def _give(sent: _Opaque) -> Any:
    return sent.value


def _apply(sent: _Opaque, function: Callable[[Any], Any], here: _Opaque) -> Any:
    from distributed import get_worker

    # A worker that has come since the start has not been asked.
    if difference := _difference(versions(), _threads(get_worker()), here.value):
        raise AnalysisError(f"A worker that came since the start may give other results: {difference}")
    return _persist(function, sent.value)


def _persist(function: Callable[[Any], Any], item: Any) -> Any:
    """Try again what a disk refuses; any other error would only come again."""
    for pause in _PAUSES:
        try:
            return function(item)
        except OSError:
            time.sleep(pause)
    return function(item)


def _merge(left: Any, right: Any, merge: _Opaque) -> Any:
    return merge.value(left, right)


async def _result(task: Any, one_done: Callable[[], Any]) -> Any:
    """Fetch the result of a task, which workers then forget."""
    try:
        await task.exception()
    except BaseException:
        task.release()
        raise
    # dask fetches the results of several tasks at once: who stops waiting for one of them would end that for all, and
    # for every later pass.
    result = await asyncio.shield(_fetch(task))
    one_done()
    return result


async def _fetch(task: Any) -> Any:
    try:
        return await task
    finally:
        task.release()


async def _end(task: Any, one_done: Callable[[], Any]) -> None:
    """Wait for the end of a task whose result stays with the workers; fail as it failed."""
    try:
        await task.exception()
        if task.status != "finished":
            await task
        one_done()
    finally:
        task.release()


async def _wait(client: Any, ends: Sequence[Coroutine[Any, Any, Any]]) -> list[Any]:
    """Wait for tasks as long as there are workers; after an error or an interrupt, give up all others."""
    waiting = [asyncio.ensure_future(end) for end in ends]
    together, seen = asyncio.gather(*waiting), time.monotonic()
    try:
        while not (await asyncio.wait({together}, timeout=_BETWEEN))[0]:
            if await _has_workers(client):
                seen = time.monotonic()
            elif time.monotonic() - seen > _patience():
                raise _NoWorkers
        return together.result()
    finally:
        for end in waiting:
            end.cancel()


async def _has_workers(client: Any) -> bool:
    """Tell whether any worker takes tasks: one whose memory is nearly full is paused."""
    try:
        return bool(await client.scheduler.ncores_running())
    except OSError:
        raise CancelledError from None


def _patience() -> float:
    import dask
    from dask.utils import parse_timedelta

    given = dask.config.get("distributed.scheduler.no-workers-timeout")
    return float(parse_timedelta(given)) if given else _WITHOUT_WORKERS


def _no_workers(address: str) -> str:
    return (
        f"The cluster at {address} has had no worker for {_patience():.0f} s, or only workers paused for lack of "
        f"memory: start some (dask worker {address} --nthreads 1), look into the logs of the others, then run again."
    )


def _gone(address: str) -> str:
    return f"The dask scheduler at {address} is gone: start it again, with its workers, then run again."


def _first_line(error: Exception) -> str:
    words = getattr(error, "strerror", None) or str(error).strip()
    return next(iter(words.splitlines()), "") or type(error).__name__


def _name(function: Callable[..., Any]) -> str:
    inner = function.func if isinstance(function, partial) else function
    return str(getattr(inner, "__name__", "task")).lstrip("_")
