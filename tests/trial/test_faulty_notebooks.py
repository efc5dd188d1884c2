"""Notebooks that die, hang, flood or leave: never a success, a good report stays, nothing goes on in the background."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from command import analysis, command, files, make_articles, processes, surroundings, wait_until
from notebook_making import make_notebook

from analysis.run.kernel import MAX_CHARACTERS

pytestmark = [pytest.mark.trial, pytest.mark.ci]

LEAVE_CHILD = "import os, signal, subprocess, sys, time\nchild = subprocess.Popen(['sleep', '1000'])"
DEAF = """for number in (signal.SIGINT, signal.SIGTERM):
    signal.signal(number, signal.SIG_IGN)
while True:
    time.sleep(1)"""
LITTLE_MEMORY = "import resource\nresource.setrlimit(resource.RLIMIT_AS, (1 << 32, 1 << 32))\nx = b'x' * (1 << 34)"
FLOOD = "for _ in range(50):\n    print('x' * 10_000_000)"
FLOODING_CHILD = """import subprocess, sys
subprocess.run([sys.executable, "-c", "for _ in range(500): print('y' * 1_000_000)"])"""
DIED = "The kernel died; most often it ran out of memory. Fewer notebooks at a time need less: --jobs 1."
STOPPED = "The notebook stopped itself before its last cell."
TOO_MUCH = "The notebook shows more than 10 million characters"

# More of them, without a child, are in tests/run/test_run.py.
FAULTS = {
    "segfault": ("os.kill(os.getpid(), signal.SIGSEGV)", DIED),
    "leaves": ("os._exit(0)", DIED),
    "quits": ("quit()", STOPPED),
    "hungry": (LITTLE_MEMORY, "MemoryError: There is not enough memory; --jobs 1 runs one notebook at a time"),
    "flood": (FLOOD, TOO_MUCH),
    "flooding_child": (FLOODING_CHILD, TOO_MUCH),
    "fills_log": ("raise ValueError('x' * 3_000_000 + '\\nlast line')", "ValueError: last line"),
}


# A process is said to have taken what the one that started it had taken: so a small one starts it.
MEASURE = """
import pathlib, resource, subprocess, sys
code = subprocess.call(sys.argv[1:])
pathlib.Path("peak.txt").write_text(str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))
sys.exit(code)
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("faulty")
    make_articles(folder)
    for name, (cell, _) in FAULTS.items():
        make_notebook(
            folder / "notebooks" / f"{name}.ipynb", "## Before", LEAVE_CHILD, "## Here", cell, "print('after')"
        )
    make_notebook(folder / "notebooks" / "endless.ipynb", LEAVE_CHILD, "## Here", DEAF)
    make_notebook(folder / "notebooks" / "good.ipynb", LEAVE_CHILD)
    for name in (*FAULTS, "endless"):
        (folder / "reports" / name).mkdir(parents=True)
        (folder / "reports" / name / "index.html").write_text("the good report of an earlier run")
    return folder


@pytest.fixture(scope="module")
def mark(project: Path) -> str:
    return f"ANALYSIS_PROJECT={project}"


@pytest.fixture(scope="module")
def faulty_run(project: Path) -> tuple[int, str, str, int]:
    """All faulty notebooks in one run: exit code, output, errors, and the most memory one of its processes took."""
    with (project / "out.txt").open("wb") as out, (project / "err.txt").open("wb") as err:
        arguments = [sys.executable, "-c", MEASURE, *command("run", *FAULTS, "good", "--jobs", "2")]
        code = subprocess.call(arguments, cwd=project, env=surroundings(project), stdout=out, stderr=err)
    texts = [(project / name).read_text() for name in ("out.txt", "err.txt")]
    return code, texts[0], texts[1], 1024 * int((project / "peak.txt").read_text())


def test_no_fault_is_a_success(project: Path, faulty_run: tuple[int, str, str, int], mark: str) -> None:
    code, _, err, _ = faulty_run
    assert code == 1
    said = dict(re.findall(r"^(\w+): (ok|failed) \(", err, re.MULTILINE))
    assert said == {**dict.fromkeys(FAULTS, "failed"), "good": "ok"}
    assert "Traceback" not in err
    # What was killed takes a moment to go.
    wait_until(lambda: not processes(mark))


@pytest.mark.parametrize("name", FAULTS)
def test_the_run_says_where_and_what_to_do(project: Path, faulty_run: tuple[int, str, str, int], name: str) -> None:
    _, _, err, _ = faulty_run
    assert f"  {name}, below “Here”: {FAULTS[name][1]}" in err
    assert f"  More in reports/_failed/{name}/log.txt" in err
    assert FAULTS[name][1] in (project / "reports" / "_failed" / name / "log.txt").read_text()
    assert (project / "reports" / "_failed" / name / f"{name}.ipynb").is_file()
    assert files(project / "reports" / name) == {"index.html": b"the good report of an earlier run"}


def test_a_flood_eats_neither_memory_nor_disk(project: Path, faulty_run: tuple[int, str, str, int]) -> None:
    assert faulty_run[3] < 1_000_000_000
    kept = sum(path.stat().st_size for name in FAULTS for path in (project / "reports" / "_failed" / name).iterdir())
    assert kept < 4 * MAX_CHARACTERS
    assert sum(path.stat().st_size for path in (project / "data" / "interim" / "runs").iterdir()) < MAX_CHARACTERS


def test_an_endless_cell_that_hears_no_signal_is_ended(project: Path, mark: str) -> None:
    code, _, err = analysis(project, "run", "endless", "--timeout", "5")
    assert code == 1
    # One sentence, with nothing of what the libraries below say.
    assert err.splitlines()[-4:] == [
        "  endless, below “Here”: The notebook took longer than 5 s; allow more with --timeout SECONDS.",
        "  More in reports/_failed/endless/log.txt",
        "Not made anew, so of an earlier run: 1 page (endless).",
        "1 of 1 notebook failed: endless.",
    ]
    assert files(project / "reports" / "endless") == {"index.html": b"the good report of an earlier run"}
    # What was killed takes a moment to go.
    wait_until(lambda: not processes(mark))
