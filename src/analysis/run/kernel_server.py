"""One process that has imported what notebooks need, and from which the kernels of a run are forked.

Each kernel then starts at once, as it would alone: the server itself runs no notebook. Where a process cannot be forked
safely there is no server, and each kernel is a program of its own.
"""

from __future__ import annotations

import gc
import json
import os
import runpy
import select
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Self

from analysis import session

# What a kernel must not inherit: settings of the caller that change what notebooks compute or show.
_FOREIGN = ("PYTHONPATH", "PYTHONSTARTUP", "PYTHONWARNINGS", "PYTHONHASHSEED", "MPLBACKEND", "MATPLOTLIBRC", "DISPLAY")
_FIXED = {
    "PYTHONHASHSEED": "0",
    "PYTHONNOUSERSITE": "1",
    "SOURCE_DATE_EPOCH": "1700000000",
    "TZ": "UTC",
    "LC_ALL": "C.UTF-8",
    "LANG": "C.UTF-8",
    "COLUMNS": "120",
    # Warnings then say "<cell>:1" instead of a temporary path.
    "IPYKERNEL_CELL_NAME": "<cell>",
    # One thread inside a model: the same sums in the same order, and no fight over cores between notebooks.
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "VECLIB_MAXIMUM_THREADS": "1",
    # As in JupyterLab: a figure that a cell makes, or shows by plt.show(), is shown below it.
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
}
# What most notebooks need in the end. Neither scikit-learn nor pyplot, which looks for the notebook it is in.
_NEEDED = (
    "ipykernel.kernelapp",
    "ipykernel.debugger",
    "tornado.platform.asyncio",
    "IPython.core.debugger",
    "PIL.JpegImagePlugin",
    "babel.dates",
    "analysis.run.kernel",
    "analysis.run.shown_values",
    "analysis.report",
    "analysis.figures",
    "analysis.explore",
    "matplotlib.backends.backend_agg",
    "matplotlib.backends.backend_svg",
    "pyarrow.dataset",
)
# Threads that a fork may leave behind: this one, of pyarrow, is prepared for it.
_HARMLESS = {"jemalloc_bg_thd"}
# Seconds for its imports, which take two on an idle machine; then kernels are started without it.
_MAX_WAIT = 120
# As for the program of a kernel, packages are not looked for in the folder it works in.
_PROGRAM = "import sys; del sys.path[0]; from analysis.run.kernel_server import serve; serve(int(sys.argv[1]))"


def kernel_environment(own: dict[str, str]) -> dict[str, str]:
    """Make the environment of a kernel: the caller's, what is the same for all of them, then its ``own``."""
    # The defaults of matplotlib itself, whatever the caller has set in a file of his own.
    matplotlib: Any = find_spec("matplotlib")
    rc = Path(matplotlib.origin).parent / "mpl-data" / "matplotlibrc"
    return session.kernel_environment({**_FIXED, "MATPLOTLIBRC": str(rc), **own}, _FOREIGN)


class ForkedKernel:
    """A kernel that is the child of a server; has what `subprocess.Popen` has and jupyter_client asks for."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int, handle: int) -> None:
        self.pid = pid
        self._handle = handle
        self._ended = select.poll()
        self._ended.register(handle, select.POLLIN)

    def __del__(self) -> None:
        os.close(self._handle)

    def poll(self) -> int | None:
        """Say whether it has ended: None while it has not, else 1: only its parent knows how it ended."""
        return 1 if self._ended.poll(0) else None

    def wait(self) -> int:
        """Wait for its end."""
        self._ended.poll()
        return 1

    def send_signal(self, number: int) -> None:
        """Send a signal to it alone."""
        signal.pidfd_send_signal(self._handle, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)


class KernelServer:
    """The server as the run sees it, which starts it, asks it for kernels, and ends it with all that is left of them.

    It starts at once and imports while the run prepares articles.
    """

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._has_forked = False
        self._ours, theirs = socket.socketpair()
        self._process: subprocess.Popen[bytes] | None = None
        environment = kernel_environment({})
        # Without a home, each kernel has one of its own.
        if hasattr(os, "pidfd_open") and environment.get("HOME"):
            self._process = subprocess.Popen(
                [sys.executable, "-c", _PROGRAM, str(theirs.fileno())],
                cwd=session.PROJECT,
                env=environment,
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        theirs.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        self._ours.close()
        if self._process:
            self._process.wait()

    def stop(self) -> None:
        """End it with all its kernels, also while a thread waits for one."""
        with suppress(OSError):
            # Closing alone would not wake that thread.
            self._ours.shutdown(socket.SHUT_RDWR)
        # One that still imports would not hear it.
        if self._process and not self._has_forked:
            self._process.kill()

    def fork(self, command: list[str], environment: Mapping[str, str], log: Path) -> ForkedKernel | None:
        """Start the kernel of a command ``python -m MODULE ARGUMENT ...``, or say that the server cannot.

        What it writes to its standard output and error goes into the log.
        """
        order = json.dumps([command[2:], dict(environment), str(log)])
        with self._guard, suppress(OSError):
            # Only the first is waited for long, and no kernel of another notebook ends with a server that hangs.
            self._ours.settimeout(None if self._has_forked else _MAX_WAIT)
            try:
                self._ours.sendall(order.encode() + b"\n")
                pid, handles, _, _ = socket.recv_fds(self._ours, 20, 1)
            except TimeoutError:
                self.stop()
            else:
                if handles:
                    self._has_forked = True
                    return ForkedKernel(int(pid), handles[0])
        return None


def serve(number: int) -> None:
    """Import what notebooks need, then become a kernel for each line that an open socket gives."""
    # Of the kernels: they end when their parent is gone.
    os.environ["JPY_PARENT_PID"] = str(os.getpid())
    folder = os.environ.get("MPLCONFIGDIR")
    # Hardly anything that imports leave is garbage: looking for it takes a tenth of a second.
    gc.disable()
    for name in _NEEDED:
        import_module(name)
    from analysis.figures.labels import families
    from analysis.report.templating import render_output

    # Each kernel would compile the templates and list the fonts anew. Open fonts cannot be shared.
    render_output("note", text="")
    families()
    # Where matplotlib finds no folder it makes one, which the first kernel to end would remove.
    if _threads() <= _HARMLESS and os.environ.get("MPLCONFIGDIR") == folder:
        gc.collect()
        # Looking at these objects again would copy the memory that kernels share.
        gc.freeze()
        gc.enable()
        _be_kernel(*json.loads(_fork_for_each(number)))


def _fork_for_each(number: int) -> bytes:
    """Return in a new process for each line read from a socket; at the end, end what is left of them."""
    kernels: list[int] = []
    with socket.socket(fileno=number) as channel, channel.makefile("rb") as orders, suppress(OSError):
        for order in orders:
            pid = os.fork()
            if not pid:
                return order
            kernels.append(pid)
            os.setpgid(pid, pid)
            handle = os.pidfd_open(pid)
            socket.send_fds(channel, [str(pid).encode()], [handle])
            os.close(handle)
    for pid in kernels:
        with suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    os._exit(0)


def _threads() -> set[str]:
    """Name the threads of this process beside the first."""
    tasks = [path for path in Path("/proc/self/task").iterdir() if path.name != str(os.getpid())]
    return {(path / "comm").read_text().strip() for path in tasks}


def _be_kernel(arguments: list[str], environment: dict[str, str], log: str) -> None:
    """Run the program of a kernel in this process as if it were started anew."""
    import numpy as np

    # The server does the same: whoever of the two comes first.
    os.setpgid(0, 0)
    os.environ.update(environment, JPY_PARENT_PID=str(os.getppid()))
    with open(log, "ab") as file:  # noqa: PTH123 - for its number alone
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    # As in a new process; Python's own draws are seeded anew by themselves.
    np.random.seed()
    sys.argv = arguments
    sys.path.insert(0, "")
    runpy.run_module(arguments[0], run_name="__main__", alter_sys=True)
