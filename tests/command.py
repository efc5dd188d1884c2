"""The command, called as a user calls it, on a small project of the test."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from analysis import cli

PROJECT = Path(__file__).parents[1]
# Ends a test that would never end; a busy machine takes its time.
MAX_SECONDS = 1800


def make_articles(project: Path) -> None:
    """Write what a project needs beside its notebooks: two articles of two sources and the lock file."""
    shutil.copy(PROJECT / "requirements.lock", project)
    for name in ("one", "two"):
        (project / "data" / "raw" / name).mkdir(parents=True)
        (project / "data" / "raw" / name / "2024-03-01-a.txt").write_text(
            f"A title\n\nThe {name} text of an article.\n"
        )


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "analysis", *arguments]


def surroundings(project: Path, **environment: str) -> dict[str, str]:
    # Kernels that find themselves within a test listen less to what their processes print.
    here = {name: value for name, value in os.environ.items() if name != "PYTEST_CURRENT_TEST"}
    return {**here, "ANALYSIS_PROJECT": str(project), **environment}


def start(project: Path, *arguments: str, **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command(*arguments),
        cwd=project,
        env=surroundings(project, **environment),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def analysis(project: Path, *arguments: str, **environment: str) -> tuple[int, str, str]:
    """Run the command to its end: exit code, output, errors."""
    process = start(project, *arguments, **environment)
    out, err = process.communicate(timeout=MAX_SECONDS)
    return process.returncode, out, err


def run_notebooks(*arguments: str, project: Path) -> subprocess.CompletedProcess[str]:
    """Run the notebooks of the project as a user does, with prepared articles in a folder of the test."""
    for name in ("notebooks", "requirements.lock", "data/raw"):
        link = project / name
        link.parent.mkdir(exist_ok=True)
        if not link.exists():
            link.symlink_to(PROJECT / name)
    return subprocess.run(command("run", *arguments), env=surroundings(project), capture_output=True, text=True)


def call(*arguments: str) -> int:
    """Run the command within this process, and give its exit code."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["analysis", *arguments])
        patch.setattr(cli.signal, "signal", lambda *_: None)
        with pytest.raises(SystemExit) as stopped:
            cli.main()
    return int(stopped.value.code or 0)


def wait_until(happened: Callable[[], object]) -> None:
    """Wait for an event."""
    deadline = time.monotonic() + MAX_SECONDS
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def files(folder: Path) -> dict[str, bytes]:
    """Read every file of a report folder, but for locks and logs."""
    found = {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
    return {name: content for name, content in found.items() if not name.startswith(("_failed", ".lock"))}


def processes(mark: str) -> dict[int, list[Any]]:
    """Find the processes whose environment holds a text; kernels and what they start inherit it."""
    found = {}
    for path in Path("/proc").glob("[0-9]*"):
        try:
            if mark.encode() in (path / "environ").read_bytes():
                found[int(path.name)] = (path / "cmdline").read_bytes().decode().split("\0")[:-1]
        except OSError:
            continue
    return found


def kernels_of(parent: int) -> set[int]:
    """Find the kernels a process has started: programs of their own, or forked from a server that it has started."""
    parents = {}
    for path in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            parents[int(path.name)] = int((path / "stat").read_text().rpartition(")")[2].split()[1])
    servers = {pid for pid, its in parents.items() if its == parent and _holds(pid, b"kernel_server")}
    return {
        *(pid for pid, its in parents.items() if its in servers),
        *(pid for pid, its in parents.items() if its == parent and _holds(pid, b"ipykernel_launcher")),
    }


def _holds(pid: int, word: bytes) -> bool:
    """Tell whether the command line of a process holds a word."""
    with suppress(OSError):
        return word in Path(f"/proc/{pid}/cmdline").read_bytes()
    return False
