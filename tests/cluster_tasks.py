"""What workers of a cluster do in tests: they import it, as they import the package."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import Any


class Announced:
    """Adds a line to a file whenever it arrives at a process."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        with self.file.open("a") as opened:
            opened.write(f"{os.getpid()}\n")


def add(number: int, bound: Announced) -> int:
    return number + 1


def die_once(number: int, folder: Path) -> int:
    """Kill the worker at the first number divisible by four; do the work when asked again."""
    mark = folder / str(number)
    if number % 4 == 0 and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number * number


def die(number: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return number


def fail_first(number: int, folder: Path) -> int:
    """Note that the work began; fail at the number 0, take a moment at all others."""
    (folder / str(number)).touch()
    if number == 0:
        raise ValueError("the number is 0")
    time.sleep(0.1)
    return number


def see_late(number: int, folder: Path) -> int:
    """Find no file at the first look, as on a network disk."""
    mark = folder / str(number)
    if not mark.exists():
        mark.touch()
        raise FileNotFoundError(mark)
    return number


def announce_and_wait(number: int, folder: Path) -> int:
    (folder / str(number)).touch()
    time.sleep(1000)
    return number


# As a preload of workers (https://distributed.dask.org/en/stable/customize-initialization.html): a worker is killed
# some time after it has begun a task of a name. The first to rename the order carries it out; tasks begun are noted.
# The scheduler may be the one to be killed instead.
async def dask_setup(worker: Any) -> None:
    import asyncio
    import json

    from command import processes
    from distributed.diagnostics.plugin import WorkerPlugin

    orders = Path(os.environ["KILL_ORDERS"])

    def victim() -> int:
        if "KILL_SCHEDULER" not in os.environ:
            return os.getpid()
        mark = f"OF_CLUSTER={os.environ['OF_CLUSTER']}"
        return next(pid for pid, words in processes(mark).items() if "scheduler" in words)

    def kill_if_ordered(name: str) -> None:
        with (orders / "tasks.txt").open("a") as opened:
            opened.write(f"{name}\n")
        order = orders / "order.json"
        try:
            wanted = json.loads(order.read_text())
            if wanted["task"] == name:
                order.rename(orders / "done.json")
                asyncio.get_running_loop().call_later(wanted["seconds"], os.kill, victim(), signal.SIGKILL)
        except OSError:
            return

    class KillOnOrder(WorkerPlugin):
        def transition(self, key: Any, start: str, finish: str, **_: Any) -> None:
            if finish == "executing":
                kill_if_ordered(str(key).split("-")[0])

    await worker.plugin_add(plugin=KillOnOrder())
