"""A run that is interrupted, or whose terminal closes, stops its kernels and leaves nothing behind."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from command import MAX_SECONDS, kernels_of, make_articles, start, wait_until
from notebook_making import make_notebook

pytestmark = [
    pytest.mark.trial,
    pytest.mark.ci,
    pytest.mark.skipif(not Path("/proc").is_dir(), reason="processes are looked up in /proc"),
]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("interrupted")
    make_articles(folder)
    make_notebook(folder / "notebooks" / "sleeps.ipynb", "import signal\nsignal.pause()")
    return folder


def unblocked_threads(process: int) -> list[int]:
    """Find the threads of a process, but for the first, that block no signal."""
    found = []
    for path in Path(f"/proc/{process}/task").iterdir():
        blocked = re.search(r"SigBlk:\s*(\w+)", (path / "status").read_text())
        if blocked and int(blocked[1], 16) == 0 and int(path.name) != process:
            found.append(int(path.name))
    return sorted(found)


@pytest.fixture(autouse=True)
def without_nohup() -> Iterator[None]:
    # Where the tests run under nohup, what they start would obey it.
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGHUP, before)


# The system may hand a signal to any thread: the number of a thread says which.
@pytest.mark.parametrize(
    ("number", "times", "to_first"),
    [(signal.SIGINT, 1, True), (signal.SIGINT, 20, False), (signal.SIGTERM, 1, False), (signal.SIGHUP, 20, True)],
)
def test_an_interrupted_run_stops_its_kernels(
    project: Path, tmp_path: Path, number: signal.Signals, times: int, to_first: bool
) -> None:
    process = start(project, "run", "sleeps", "--reports", str(tmp_path))
    wait_until(lambda: kernels_of(process.pid))
    started = kernels_of(process.pid)
    thread = process.pid if to_first else unblocked_threads(process.pid)[-1]
    for _ in range(times):
        with contextlib.suppress(ProcessLookupError):
            os.kill(thread, number)
        time.sleep(0.02)
    _, err = process.communicate(timeout=MAX_SECONDS)
    assert process.returncode == 130
    assert err.count("analysis: interrupted") == 1
    assert "Traceback" not in err
    assert not any(Path(f"/proc/{pid}").exists() for pid in started)
    assert [path.name for path in tmp_path.iterdir() if path.name != ".lock"] in ([], ["_failed"])
