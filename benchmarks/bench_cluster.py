"""Time all pages of articles on a cluster of two workers over TCP beside ``processes``, from raw files.

    python benchmarks/bench_cluster.py ARTICLES [--kills 2]

The cluster is that of docs/examples/local_cluster.sh, on this machine. After one run of each, a worker is killed at a
moment of the run drawn with a fixed seed, in as many runs as said; a run that had ended before, or had no worker at
that moment, says so. The last column compares every file with those of ``processes``.
"""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import measuring
import psutil

PROJECT = Path(__file__).parents[1]
SCRIPT = PROJECT / "docs" / "examples" / "local_cluster.sh"
SEED = 20250107
# Seconds.
TO_START = 120
HEADS = ("run", "clock, s", "of it preparing, s", "largest worker, MB", "worker killed", "same bytes")


class Cluster:
    """A scheduler and two workers."""

    def __init__(self) -> None:
        with socket.socket() as found:
            found.bind(("127.0.0.1", 0))
            port = str(found.getsockname()[1])
        self.address = f"tcp://127.0.0.1:{port}"
        self.script = subprocess.Popen(
            ["sh", str(SCRIPT), port], env={**os.environ, "PYTHON": sys.executable}, stderr=subprocess.DEVNULL
        )
        began = time.monotonic()
        while len(self.workers()) < 2:
            if self.script.poll() is not None or time.monotonic() - began > TO_START:
                self.stop()
                measuring.skip(f"no two workers came within {TO_START} s")
            time.sleep(0.2)

    def stop(self) -> None:
        """End all its processes."""
        self.script.terminate()
        self.script.wait()

    def workers(self) -> list[psutil.Process]:
        """List the processes that work."""
        found = []
        with suppress(psutil.NoSuchProcess):
            for process in psutil.Process(self.script.pid).children(recursive=True):
                with suppress(psutil.NoSuchProcess):
                    if "spawn_main" in " ".join(process.cmdline()):
                        found.append(process)
        return found

    def largest(self) -> float:
        """Give the memory of the larger worker."""
        sizes = [0.0]
        for process in self.workers():
            with suppress(psutil.NoSuchProcess):
                sizes.append(process.memory_info().rss / measuring.MB)
        return max(sizes)

    def kill_one(self) -> bool:
        """Kill a worker; False where there is none."""
        with suppress(IndexError, psutil.NoSuchProcess):
            self.workers()[0].kill()
            return True
        return False


def run(articles: Path, folder: Path, scheduler: str, cluster: Cluster, kill_after: float = 0.0) -> list[float | str]:
    """Make all pages from nothing: seconds, those of preparing, the largest worker, whether one died, a hash."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "data").mkdir(parents=True)
    for name in ("notebooks", "requirements.lock", "data/raw"):
        (folder / name).symlink_to(PROJECT / name)
    command = [sys.executable, "-m", "analysis", "run", "--articles", str(articles.absolute()), "--reports"]
    began = time.monotonic()
    process = subprocess.Popen(
        [*command, str(folder / "reports"), "--scheduler", scheduler],
        env={**os.environ, "ANALYSIS_PROJECT": str(folder)},
        stdout=subprocess.DEVNULL,
    )
    prepared = largest = 0.0
    died = ""
    while process.poll() is None:
        time.sleep(0.2)
        if kill_after and not died and time.monotonic() - began > kill_after:
            died = "yes" if cluster.kill_one() else "there was none"
        if scheduler == cluster.address:
            largest = max(largest, cluster.largest())
        if not prepared and any((folder / "data" / "interim").glob("*/whole.json")):
            prepared = time.monotonic() - began
    seconds = time.monotonic() - began
    if process.returncode:
        raise RuntimeError(f"the run on {scheduler} failed")
    hashed = hashlib.sha256()
    for path in sorted((folder / "reports").rglob("*")):
        if path.is_file() and path.name != ".lock":
            hashed.update(str(path.relative_to(folder)).encode() + path.read_bytes())
    died = died or ("the run had ended" if kill_after else "no")
    return [seconds, prepared, largest or None, died, hashed.hexdigest()]


def main() -> None:
    """Measure, and print the table."""
    parser = measuring.arguments(__doc__)
    parser.add_argument("--kills", type=int, default=2, help="runs in which a worker is killed")
    args = measuring.read_arguments(parser)
    draw, rows = random.Random(SEED), []
    cluster = Cluster()
    try:
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place) / "project"
            for name, scheduler in (("`processes`", "processes"), ("two workers over TCP", cluster.address)):
                measuring.tell(name)
                rows.append([name, *run(args.articles, folder, scheduler, cluster)])
            for _ in range(args.kills):
                after = draw.uniform(5, rows[1][1])
                measuring.tell(f"a worker killed after {after:.0f} s")
                name = f"the same, a worker killed after {after:.0f} s"
                rows.append([name, *run(args.articles, folder, cluster.address, cluster, after)])
    finally:
        cluster.stop()
    same = [[*row[:-1], "yes" if row[-1] == rows[0][-1] else "no"] for row in rows]
    measuring.print_table(HEADS, same, f"All pages of {args.articles.stem} from nothing, {os.cpu_count()} cores")


if __name__ == "__main__":
    main()
