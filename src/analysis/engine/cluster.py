"""Work on a cluster of dask.distributed: one connection a process, and one sentence for whatever is wrong with it."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import os
import time
import warnings
from collections.abc import Callable, Coroutine, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

from analysis.engine.versions import first_difference, versions
from analysis.errors import AnalysisError, SettingsError

Item = TypeVar("Item")
Result = TypeVar("Result")

# Seconds: for a scheduler to answer; between two looks whether there are workers; and without any, unless dask's own
# setting ``no-workers-timeout`` says otherwise.
_TO_ANSWER, _BETWEEN, _WITHOUT_WORKERS = 10, 1, 120
# A network disk may show a file late: what fails is tried again.
_RETRIES = 2
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
class _Sent:
    """What dask shall send as it is, without a look for tasks in it."""

    value: Any


def map_on_cluster(
    address: str, function: Callable[[Item], Result], items: Sequence[Item], one_done: Callable[[], Any]
) -> list[Result]:
    """Apply a function to each item on the workers; results in the order of the items."""
    with _working(address) as client:
        futures = _submit(client, function, items)

        async def take(at: int) -> Result:
            # Workers forget a result that is here.
            result: Result = await _unless_lost(futures[at])
            futures[at] = None
            one_done()
            return result

        async def all_results() -> list[Result]:
            return await asyncio.gather(*map(take, range(len(futures))))

        results: list[Result] = client.sync(_patiently, client, all_results())
        return results


def fold_on_cluster(
    address: str,
    function: Callable[[Item], Result],
    items: Sequence[Item],
    merge: Callable[[Result, Result], Result],
    one_done: Callable[[], Any],
) -> Result:
    """Apply a function to each item and merge the results by pairs, all on the workers."""
    with _working(address) as client:
        leaves = layer = _submit(client, function, items)
        depth = 0
        while len(layer) > 1:
            depth += 1
            pairs = len(layer) // 2
            # Before the next shard: then few results wait for a partner.
            layer = [
                *client.map(
                    _merge,
                    layer[: 2 * pairs : 2],
                    layer[1::2],
                    merge=_Sent(merge),
                    pure=False,
                    priority=depth,
                    key=_name(merge),
                    retries=_RETRIES,
                ),
                *layer[2 * pairs :],
            ]
        last = layer[0]
        ends = [_heard(leaf, one_done) for leaf in leaves]
        # What is merged may be forgotten.
        del leaves, layer

        async def whole() -> Any:
            await asyncio.gather(*ends)
            return await _unless_lost(last)

        total: Result = client.sync(_patiently, client, whole())
        return total


def check_cluster(address: str, articles: Path, interim: Path) -> None:
    """Check that a scheduler and its workers can do the work: before anything is read.

    Parameters
    ----------
    address : str
        Of the scheduler.
    articles, interim : Path
        Articles as they are, and the folder for what is prepared: workers must see the same under the same paths.

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
        here = {str(path): _look(path) for path in (mark, articles)}
        scheduler = _asked(lambda: client.run_on_scheduler(_answer, []), address)
        workers = _asked(lambda: client.run(_answer, list(here), on_error="return"), address)
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
    there, seen = answer
    if difference := first_difference(there, versions()):
        raise SettingsError(f"The {name} may give other results: {difference}. {_SAME}")
    for path, look in seen.items():
        if look != here[path]:
            what = "sees nothing at" if not look else "sees other files at"
            raise SettingsError(
                f"The {name} {what} {mark.parent if path == str(mark) else path}: articles and project must be on a "
                "disk that all machines have under the same path (docs/cluster.md)."
            )


def _answer(paths: list[str]) -> tuple[Mapping[str, str], dict[str, str]]:
    """Say what this process runs with and what it sees."""
    return dict(versions()), {path: _look(Path(path)) for path in paths}


def _look(path: Path) -> str:
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
    except ImportError:
        raise SettingsError(
            f"--scheduler {address} needs the packages of the extra cluster: pip install -e '.[cluster]'."
        ) from None
    # What is wrong is said in one sentence.
    for name in _LOGS:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    dask.config.set(_SETTINGS)
    try:
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


def _asked(ask: Callable[[], Any], address: str) -> Any:
    """Ask the cluster; an error is an answer, unless the scheduler is gone."""
    try:
        return ask()
    except (ImportError, AttributeError) as error:
        return error
    except Exception:
        raise SettingsError(_gone(address)) from None


class _NoWorkers(Exception):  # noqa: N818 - what is the case
    """There has been no worker for too long."""


class _Lost(Exception):  # noqa: N818 - what is the case
    """The scheduler does not know a task any more."""


@contextmanager
def _working(address: str) -> Iterator[Any]:
    """Give the connection, and say what is wrong with the cluster in a sentence."""
    client = _connect(address)
    from distributed import KilledWorker
    from distributed.scheduler import NoWorkerError

    try:
        if client.status != "running":
            raise _Lost
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
        if isinstance(error, _Lost) or client.status != "running":
            raise AnalysisError(_gone(address)) from None
        raise


def _submit(client: Any, function: Callable[..., Any], items: Sequence[Any]) -> list[Any]:
    """Start a task for each item; what is bound to the function is sent once, and workers get it from each other."""
    held = client.submit(_give, _Sent(function), pure=False, key=f"send-{_name(function)}-{uuid4().hex}")
    tasks: list[Any] = client.map(
        _apply, [_Sent(item) for item in items], function=held, same=_Sent(dict(versions())), pure=False,
        key=_name(function), retries=_RETRIES,
    )  # fmt: skip
    return tasks


def _give(sent: _Sent) -> Any:
    return sent.value


def _apply(sent: _Sent, function: Callable[[Any], Any], same: _Sent) -> Any:
    # A worker that has come since the start has not been asked.
    if difference := first_difference(versions(), same.value):
        raise AnalysisError(f"A worker that came since the start may give other results: {difference}. {_SAME}")
    return function(sent.value)


def _merge(left: Any, right: Any, merge: _Sent) -> Any:
    return merge.value(left, right)


async def _unless_lost(future: Any) -> Any:
    try:
        return await future
    except asyncio.CancelledError:
        raise _Lost from None


async def _heard(leaf: Any, one_done: Callable[[], Any]) -> None:
    """Wait for the end of a task, not for its result."""
    await leaf.exception()
    one_done()


async def _patiently(client: Any, coroutine: Coroutine[Any, Any, Result]) -> Result:
    """Wait as long as there are workers."""
    waiting, seen = asyncio.ensure_future(coroutine), time.monotonic()
    try:
        while not (await asyncio.wait({waiting}, timeout=_BETWEEN))[0]:
            if await client.scheduler.ncores():
                seen = time.monotonic()
            elif time.monotonic() - seen > _patience():
                raise _NoWorkers
        return waiting.result()
    finally:
        waiting.cancel()


def _patience() -> float:
    import dask
    from dask.utils import parse_timedelta

    given = dask.config.get("distributed.scheduler.no-workers-timeout")
    return float(parse_timedelta(given)) if given else _WITHOUT_WORKERS


def _no_workers(address: str) -> str:
    return (
        f"The cluster at {address} has had no worker for {_patience():.0f} s: start some "
        f"(dask worker {address} --nthreads 1), look into the logs of those that ended, then run again."
    )


def _gone(address: str) -> str:
    return f"The dask scheduler at {address} is gone: start it again, with its workers, then run again."


def _first_line(error: Exception) -> str:
    return next(iter(str(error).strip().splitlines()), "") or type(error).__name__


def _name(function: Callable[..., Any]) -> str:
    inner = function.func if isinstance(function, partial) else function
    return str(getattr(inner, "__name__", "task")).lstrip("_")
