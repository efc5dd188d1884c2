"""Kernels that see the same surroundings everywhere, talk over private sockets and can all be stopped."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from pathlib import Path
from typing import Any, ClassVar, cast

from ipykernel.iostream import OutStream
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from analysis import session
from analysis.run import shown_values
from analysis.run.kernel_server import KernelServer, kernel_environment

# What a notebook may print or show: a page of a report has 3 MB at most; what prints more does so by mistake.
MAX_CHARACTERS = 10_000_000


class BoundedStream(OutStream):
    """The standard output or error of a kernel; when it is full, the cell is interrupted and the rest is dropped."""

    _room = MAX_CHARACTERS
    _is_full = False

    def write(self, string: str) -> int:
        """Write as much of a text as there is room for."""
        if not self._is_full:
            # What cannot be encoded would be lost without a word.
            super().write(string[: self._room].encode("utf-8", "backslashreplace").decode("utf-8"))
            self._room -= len(string)
            if self._room < 0:
                self._is_full = True
                # As from outside: what waits for a process that prints is interrupted too.
                os.kill(os.getpid(), signal.SIGINT)
        return len(string)


class Kernels:
    """The kernels of one run, so that all can be stopped at once, and the server they are forked from, if any."""

    def __init__(self, server: KernelServer | None = None) -> None:
        self.server = server
        self._guard = threading.Lock()
        self._running: set[int] = set()
        self._stopped = False

    def add(self, pid: int) -> None:
        """Add a kernel that was started; if the run is already stopped, it is killed."""
        with self._guard:
            self._running.add(pid)
            if self._stopped:
                _kill(pid)

    def discard(self, pid: int) -> None:
        """Remove a kernel that is gone."""
        with self._guard:
            self._running.discard(pid)

    def stop(self) -> None:
        """Kill every kernel; the notebooks waiting for them then fail at once."""
        if self.server:
            self.server.stop()
        with self._guard:
            self._stopped = True
            for pid in self._running:
                _kill(pid)


def kernel_manager(folder: Path, own: dict[str, str], run: Kernels) -> type[AsyncKernelManager]:
    """Make the class of kernel manager for one notebook.

    papermill is given a class, for it leaves the kernel of a ready manager running.

    Parameters
    ----------
    folder : Path
        Private and short (a socket's path has at most about 100 bytes): sockets, connection file and ``kernel.log``.
    own : dict of str to str
        Environment variables for this kernel.
    run : Kernels
        Has the kernel while it lives.
    """
    environment = kernel_environment({"IPYTHONDIR": str(folder), **own})
    # Without a home some packages do not start.
    if not environment.get("HOME"):
        environment["HOME"] = str(folder)
    return type("OwnKernelManager", (_Manager,), {"place": folder, "surroundings": environment, "kernels": run})


def _kill(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        # Each kernel leads a process group of its own, its workers with it.
        if hasattr(os, "killpg"):
            os.killpg(pid, signal.SIGKILL)
        else:
            os.kill(pid, signal.SIGTERM)


class _Manager(AsyncKernelManager):
    place: ClassVar[Path]
    surroundings: ClassVar[dict[str, str]]
    kernels: ClassVar[Kernels]

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self._pid = 0
        if os.name != "nt":
            self.transport = "ipc"
            self.ip = str(self.place / "s")
        self.connection_file = str(self.place / "kernel.json")

    @property
    def kernel_spec(self) -> KernelSpec:
        """Name this interpreter as the kernel."""
        # This interpreter, whatever kernels the user has registered under the same name.
        argv = [
            *(sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"),
            "--HistoryManager.enabled=False",
            f"--IPKernelApp.outstream_class={BoundedStream.__module__}.{BoundedStream.__name__}",
            f"--IPKernelApp.extra_extensions={shown_values.__name__}",
        ]
        return KernelSpec(argv=argv, display_name="Python 3 (ipykernel)", language="python")

    async def start_kernel(self, **settings: Any) -> None:  # type: ignore[override]
        """Start the kernel in its own surroundings, its output going to a log beside its sockets."""
        with (self.place / "kernel.log").open("ab") as log:
            settings |= {"env": self.surroundings, "cwd": str(session.PROJECT), "stdout": log, "stderr": log}
            await super().start_kernel(**settings)
        self._pid = cast(LocalProvisioner, self.provisioner).pid or 0
        self.kernels.add(self._pid)

    async def _async_launch_kernel(self, kernel_cmd: list[str], **settings: Any) -> None:
        provisioner, server = cast(LocalProvisioner, self.provisioner), self.kernels.server
        forked = server and server.fork(kernel_cmd, settings["env"], self.place / "kernel.log")
        if not forked:
            await super()._async_launch_kernel(kernel_cmd, **settings)
            return
        # It has of a `Popen` what is asked for.
        provisioner.process = cast(Any, forked)
        provisioner.pid = provisioner.pgid = forked.pid
        self._reconcile_connection_info(provisioner.connection_info)

    async def cleanup_resources(self, restart: bool = False) -> None:  # type: ignore[override]
        """Remove the kernel once it is gone, and end what it has left running."""
        if self._pid:
            _kill(self._pid)
        self.kernels.discard(self._pid)
        await super().cleanup_resources(restart=restart)
