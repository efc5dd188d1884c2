"""The cluster of docs/examples/local_cluster.sh, and the death of its workers."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from command import PROJECT, processes, wait_until

SCRIPT = PROJECT / "docs" / "examples" / "local_cluster.sh"


@dataclass(frozen=True)
class LocalCluster:
    """A scheduler and two workers, each a process of its own."""

    address: str
    folder: Path

    def workers(self) -> list[int]:
        """Processes that work; dask starts another one in the place of one that is killed."""
        return self._processes("spawn_main")

    def kill(self, *words: str) -> None:
        """Kill the processes whose command holds one of some words."""
        for word in words:
            for pid in self._processes(word):
                os.kill(pid, signal.SIGKILL)

    def kill_workers(self) -> None:
        """Kill the workers for good, with what would start others, and wait until the scheduler knows."""
        self.kill("worker", "spawn_main")
        wait_until(lambda: "Lost all workers" in (self.folder / "log.txt").read_text())

    def _processes(self, word: str) -> list[int]:
        return sorted(pid for pid, words in processes(f"OF_CLUSTER={self.folder}").items() if word in " ".join(words))


@contextmanager
def local_cluster(folder: Path, **environment: str) -> Iterator[LocalCluster]:
    """Start the cluster and wait for both workers; its log goes into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = str(found.getsockname()[1])
    cluster = LocalCluster(f"tcp://127.0.0.1:{port}", folder)
    variables = {
        **os.environ,
        "PYTHON": sys.executable,
        "PYTHONPATH": str(Path(__file__).parent),
        "OF_CLUSTER": str(folder),
        **environment,
    }
    log = folder / "log.txt"
    with log.open("wb") as file:
        script = subprocess.Popen(["sh", str(SCRIPT), port], env=variables, stdout=file, stderr=file)
    try:
        wait_until(lambda: script.poll() is not None or log.read_text().count("Registered to:") >= 2)
        assert script.poll() is None, log.read_text()
        yield cluster
    finally:
        script.terminate()
        script.wait()
        # The script ends what it has started.
        wait_until(lambda: not cluster._processes(""))
