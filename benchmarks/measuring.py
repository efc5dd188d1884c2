"""What the benchmarks share: arguments, seconds and memory, ways taken in turns, Markdown tables.

It needs the standard library and psutil alone, so that it works under the Python of the peers too. A script prints its
tables and nothing else on standard output, what it is at on standard error (`tell`), and one line that begins with
"skipped:" where it cannot measure.
"""

from __future__ import annotations

import argparse
import ctypes
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any, TypeVar

import psutil

T = TypeVar("T")
K = TypeVar("K")

# Libraries that compute on their own threads are given one, where cores are compared.
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
SAMPLE_SECONDS = 0.2
MB = 1024**2


@dataclass(frozen=True)
class Cost:
    """Seconds by the clock, CPU seconds of a process and its children, MB of the largest process and of all at once."""

    wall: float
    cpu: float
    largest: float
    together: float


@dataclass(frozen=True)
class Used:
    """What a process and all below it use: CPU seconds so far, MB of the largest and of all at once."""

    cpu: float
    largest: float
    together: float


def arguments(said: str | None, *, articles: bool = True, peers: bool = False) -> argparse.ArgumentParser:
    """Make a parser with ARTICLES and ``--peers PYTHON``; its help is the script's own documentation."""
    parser = argparse.ArgumentParser(description=said, formatter_class=argparse.RawDescriptionHelpFormatter)
    if articles:
        parser.add_argument("articles", type=given_path, nargs="?", help="a table or a folder of articles")
    if peers:
        parser.add_argument("--peers", help="a Python that has the packages of benchmarks/peers.txt")
    return parser


def given_path(text: str) -> Path:
    """Take a path from the caller's folder; the package takes relative ones from the project's."""
    return Path(text).absolute()


def read_arguments(parser: argparse.ArgumentParser) -> argparse.Namespace:
    """Read the arguments; a script that was given no articles says so and ends."""
    args = parser.parse_args()
    if "articles" in args and not (args.articles and args.articles.exists()):
        skip(f"there is no {args.articles}" if args.articles else "name a table or a folder of articles")
    return args


def skip(why: str) -> None:
    """Say why nothing is measured, and end."""
    print(f"skipped: {why}")
    raise SystemExit(0)


def tell(what: str) -> None:
    """Say on standard error what is being done."""
    print(what, file=sys.stderr, flush=True)


def spent(*whose: int) -> float:
    """Add up the CPU seconds of this process and of its children that have ended, or of one of the two."""
    used = map(resource.getrusage, whose or (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


def peak_mb() -> float:
    """Give the largest memory that this process has had."""
    if sys.platform == "linux":
        # What `getrusage` says began with the memory of the process that started this one.
        lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MB


def cost_of(function: Callable[[], T]) -> tuple[T, Cost]:
    """Call a function in this process; the memory is the largest up to then, imports too."""
    cpu, wall = spent(), time.monotonic()
    result = function()
    wall, cpu, most = time.monotonic() - wall, spent() - cpu, peak_mb()
    return result, Cost(wall, cpu, most, most)


def run(
    command: Sequence[str | Path],
    *,
    limit: float | None = None,
    watch: Callable[[Used, str], None] | None = None,
    **environment: str,
) -> Cost:
    """Run a command in a process of its own.

    Memory is looked at five times a second, or as often as a twentieth of a core can; of all processes at once, pages
    that they share are counted once. ``watch`` is called five times a second, with what was used at the last look and
    what the command has said on standard error since.

    Raises
    ------
    RuntimeError
        It failed (with the last line of what it said) or took longer than ``limit`` seconds.
    """
    with tempfile.TemporaryFile() as said:
        ours, start = Started(), time.monotonic()
        process = subprocess.Popen(list(map(str, command)), env={**os.environ, **environment},
                                   stdout=subprocess.DEVNULL, stderr=said)  # fmt: skip
        largest = together = look_again = 0.0
        heard, used = 0, Used(0.0, 0.0, 0.0)
        while not (ended := os.wait4(process.pid, os.WNOHANG))[0]:
            if limit is not None and time.monotonic() - start > limit:
                process.kill()
                os.wait4(process.pid, 0)
                process.returncode = -9
                ours.end()
                raise RuntimeError(f"no answer in {limit:g} s")
            if (now := time.monotonic()) >= look_again:
                used = ours.look()
                # Memory of gigabytes takes long to add up: a twentieth of a core at most.
                look_again = time.monotonic() + 20 * (time.monotonic() - now)
            largest, together = max(largest, used.largest), max(together, used.together)
            if watch:
                new = os.pread(said.fileno(), 1 << 20, heard)
                heard += len(new)
                watch(used, new.decode("utf-8", "replace"))
            time.sleep(SAMPLE_SECONDS if time.monotonic() - start > 2 else SAMPLE_SECONDS / 10)
        wall = time.monotonic() - start
        process.returncode = os.waitstatus_to_exitcode(ended[1])
        ours.wait()
        cpu = ours.look().cpu
        if process.returncode:
            said.seek(0)
            lines = said.read().decode("utf-8", "replace").strip().splitlines()
            raise RuntimeError(lines[-1] if lines else f"exit {process.returncode}")
    return Cost(wall, cpu, largest, together)


class Started:
    """All that a command starts: on Linux, processes whose parents have ended are ours then, and their time counts."""

    def __init__(self) -> None:
        self._adopt(1)
        self._others = {each.pid for each in psutil.Process().children()}
        self._before = spent(resource.RUSAGE_CHILDREN)

    def look(self) -> Used:
        """Say what all of it uses."""
        cpu, memory = spent(resource.RUSAGE_CHILDREN) - self._before, [(0.0, 0.0)]
        for process in self._processes():
            # One that has ended has no memory, but has used time until somebody waits for it.
            with suppress(psutil.Error):
                cpu += sum(process.cpu_times()[:4])
                told = process.memory_full_info()
                memory.append((told.rss / MB, getattr(told, "pss", told.uss) / MB))
        return Used(cpu, max(rss for rss, _ in memory), sum(pss for _, pss in memory))

    def wait(self) -> None:
        """Wait for what is left, and end what stays."""
        psutil.wait_procs(self._processes(), timeout=10)
        self.end()

    def end(self) -> None:
        """End what is left."""
        while left := self._processes():
            for process in left:
                with suppress(psutil.Error):
                    process.kill()
            psutil.wait_procs(left, timeout=1)
        self._adopt(0)

    def _processes(self) -> list[psutil.Process]:
        return [each for each in psutil.Process().children(recursive=True) if each.pid not in self._others]

    def _adopt(self, orphans: int) -> None:
        if sys.platform == "linux":
            # PR_SET_CHILD_SUBREAPER
            ctypes.CDLL(None).prctl(36, orphans, 0, 0, 0)


def alternate(ways: Mapping[K, Callable[[], T]], rounds: int = 3) -> dict[K, list[T]]:
    """Take all ways once, then once again in the opposite order, and so on: what each gave, by round."""
    found: dict[K, list[T]] = {name: [] for name in ways}
    for number in range(rounds):
        for name in list(ways)[:: -1 if number % 2 else 1]:
            tell(f"{name}, {number + 1} of {rounds}")
            found[name].append(ways[name]())
    return found


def best(costs: Iterable[Cost]) -> Cost:
    """Take the least of each figure over several rounds."""
    return Cost(*map(min, zip(*map(astuple, costs), strict=True)))


def cell(value: Any) -> str:
    """Write one cell: text as it is, whole numbers with their thousands, others with about three digits.

    Examples
    --------
    >>> [cell(value) for value in ("text", None, 45312, 123.4, 12.34, 0.1234)]
    ['text', '–', '45,312', '123', '12.3', '0.12']
    """
    if value is None or value != value:
        return "–"
    if isinstance(value, str):
        return value.replace("|", "\\|")
    if isinstance(value, int):
        return f"{value:,}"
    return f"{value:,.{0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2}f}"


def print_table(heads: Sequence[str], rows: Iterable[Sequence[Any]], title: str = "", texts: int = 1) -> None:
    """Print a Markdown table, the first ``texts`` columns to the left, numbers to the right."""
    lines = [f"**{title}**\n"] if title else []
    lines += [f"| {' | '.join(heads)} |", "|" + " --- |" * texts + " ---: |" * (len(heads) - texts)]
    lines += [f"| {' | '.join(map(cell, row))} |" for row in rows]
    print("\n".join(lines), end="\n\n", flush=True)
