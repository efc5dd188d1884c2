"""A kernel that is forked sees what it would see alone, and ends with its run."""

from __future__ import annotations

import json
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from command import processes, wait_until

from analysis import session
from analysis.run import kernel_server
from analysis.run.kernel import Kernels
from analysis.run.kernel_server import ForkedKernel, KernelServer

pytestmark = pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="kernels are forked on Linux alone")

# What a notebook could see of another one, or of how it was started; the argument names a file to write it to.
PROBE = """
import gc, json, os, random, string, subprocess, sys
import numpy
facts = {
    "seen": getattr(string, "mark", None),
    "path": sys.path[0],
    "arguments": sys.argv[1:],
    "folder": os.getcwd(),
    "own": os.environ["OWN"],
    "seed": os.environ["PYTHONHASHSEED"],
    "hash": hash("word"),
    "group": os.getpgid(0) == os.getpid(),
    "parent": os.environ["JPY_PARENT_PID"] == str(os.getppid()),
    "collects": gc.isenabled(),
    "draws": [random.random(), numpy.random.random()],
    "files": sorted(int(name) for name in os.listdir("/proc/self/fd"))[:3],
}
string.mark = "left by another"
print("said")
print("warned", file=sys.stderr)
if sys.argv[2] == "stay":
    subprocess.Popen(["sleep", "1000"])
with open(sys.argv[1] + ".new", "w") as file:
    json.dump(facts, file)
os.rename(sys.argv[1] + ".new", sys.argv[1])
if sys.argv[2] == "stay":
    subprocess.run(["sleep", "1000"])
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "ipykernel_probe.py").write_text(PROBE)
    monkeypatch.setattr(session, "PROJECT", tmp_path)
    return tmp_path


def fork(server: KernelServer, folder: Path, name: str, then: str = "end") -> ForkedKernel:
    command = [sys.executable, "-m", "ipykernel_probe", str(folder / name), then]
    kernel = server.fork(command, {"OWN": name, "MARK": str(folder)}, folder / f"{name}.log")
    assert kernel
    return kernel


def test_a_kernel_sees_nothing_of_another_and_what_it_would_see_alone(folder: Path) -> None:
    with KernelServer() as server:
        for name in ("one", "two"):
            kernel = fork(server, folder, name)
            assert kernel.wait() == kernel.poll() == 1
    one, two = (json.loads((folder / name).read_text()) for name in ("one", "two"))
    assert one["seen"] is two["seen"] is None
    assert [one["own"], two["own"]] == ["one", "two"]
    assert two["arguments"] == [str(folder / "two"), "end"]
    assert (two["seed"], two["hash"]) == ("0", one["hash"])
    assert two["group"]
    assert two["collects"]
    assert two["parent"]
    assert two["files"] == [0, 1, 2]
    assert Path(two["folder"]) == folder
    assert one["draws"][0] != two["draws"][0]
    assert one["draws"][1] != two["draws"][1]
    assert sorted((folder / "two.log").read_text().split()) == ["said", "warned"]


def test_what_is_left_of_kernels_ends_with_the_server(folder: Path) -> None:
    mark = f"MARK={folder}"
    with KernelServer() as server:
        kernel = fork(server, folder, "stays", "stay")
        wait_until(lambda: (folder / "stays").exists())
        assert kernel.poll() is None
        # What it has started; of itself, /proc keeps the environment of the server.
        assert len(processes(mark)) == 2
    wait_until(lambda: not processes(mark))
    assert kernel.poll() is not None


@pytest.mark.parametrize("how", ["terminate", "kill"])
def test_a_kernel_can_be_ended_alone(folder: Path, how: str) -> None:
    with KernelServer() as server:
        kernel = fork(server, folder, "stays", "stay")
        getattr(kernel, how)()
        assert kernel.wait() == 1
        fork(server, folder, "other").wait()
        assert (folder / "other").exists()


def test_a_server_that_hangs_is_not_waited_for(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kernel_server, "_MAX_WAIT", 0.1)
    monkeypatch.setattr(kernel_server, "_PROGRAM", "import time; time.sleep(1000)")
    with KernelServer() as server:
        for _ in range(2):
            assert server.fork([sys.executable, "-m", "ipykernel_probe"], {}, folder / "log") is None


def test_an_interrupted_run_does_not_wait_for_the_server(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kernel_server, "_PROGRAM", "import time; time.sleep(1000)")
    with KernelServer() as server, ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(server.fork, [sys.executable, "-m", "ipykernel_probe"], {}, folder / "log")
        wait_until(waiting.running)
        Kernels(server).stop()
        assert waiting.result(timeout=20) is None


@pytest.mark.parametrize("unfit", ["HOME", "MPLCONFIGDIR"])
def test_without_a_place_to_share_there_is_no_server(folder: Path, monkeypatch: pytest.MonkeyPatch, unfit: str) -> None:
    monkeypatch.setenv("HOME", "" if unfit == "HOME" else str(folder))
    monkeypatch.setenv("MPLCONFIGDIR", "/proc/nowhere")
    with KernelServer() as server:
        assert server.fork([sys.executable, "-m", "ipykernel_probe"], {}, folder / "log") is None
