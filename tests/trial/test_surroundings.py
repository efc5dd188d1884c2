"""Odd surroundings of a run: full and read-only disks, no home, no network, few files, odd paths, no readers."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from pathlib import Path

import nbformat
import pytest
from command import (
    MAX_SECONDS,
    analysis,
    command,
    files,
    kernels_of,
    make_articles,
    processes,
    start,
    surroundings,
    wait_until,
)
from filelock import FileLock
from nbformat.v4 import new_output
from notebook_making import make_notebook

pytestmark = [pytest.mark.trial, pytest.mark.ci]

ODD = "Zeitungen #1 %41 {x} 新聞 'q'"
DRAW = "import matplotlib.pyplot as plt\nplt.figure().savefig('/dev/null', format='png')"
FILL = """from analysis.session import open_session
with (open_session().report_dir / "big.csv").open("wb") as file:
    while True:
        file.write(bytes(1_000_000))"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("surrounded") / ODD
    folder.mkdir()
    make_articles(folder)
    path = make_notebook(folder / "notebooks" / "quiet.ipynb", "## Shown", "print(articles, 'and', top_n)")
    notebook = nbformat.read(path, as_version=4)
    # As saved with outputs, from another kernel.
    notebook.cells[-1].outputs = [new_output("stream", name="stdout", text="what an earlier run has printed")]
    notebook.metadata["kernelspec"] = {"name": "julia-1.9", "display_name": "Julia", "language": "julia"}
    nbformat.write(notebook, path)
    make_notebook(folder / "notebooks" / "draws.ipynb", DRAW)
    make_notebook(folder / "notebooks" / "fills.ipynb", "## Here", FILL)
    make_notebook(folder / "notebooks" / "sleeps.ipynb", "import signal\nsignal.pause()")
    return folder


@pytest.fixture(scope="module")
def good(project: Path) -> dict[str, bytes]:
    """A good report of the first notebook, made from another folder, with a kernel of that name that is broken."""
    spec = project / "share" / "kernels" / "python3" / "kernel.json"
    spec.parent.mkdir(parents=True)
    spec.write_text('{"argv": ["false"], "display_name": "broken", "language": "python"}')
    environment = surroundings(project, JUPYTER_PATH=str(project / "share"))
    arguments = command("run", "quiet", "--reports", "out/here")
    done = subprocess.run(arguments, cwd=project.parent, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return files(project.parent / "out" / "here")


def within(limits: str, project: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command after a line of shell."""
    line = ["sh", "-c", f'{limits}; "$@"', "sh", *command(*arguments)]
    return subprocess.run(line, cwd=project, env=surroundings(project, **environment), capture_output=True, text=True)


def test_paths_are_taken_as_they_are_and_from_where_the_caller_is(project: Path, good: dict[str, bytes]) -> None:
    shared = ["glossary.html", "index.html", "manifest.json"]
    assert sorted(good) == [*shared, "quiet/index.html", "quiet/made_from.json", "quiet/quiet.ipynb"]
    page = good["quiet/index.html"].decode()
    assert "data/raw and 3" in page
    assert "earlier run" not in page
    assert "julia" not in good["quiet/quiet.ipynb"].decode().lower()


@pytest.mark.parametrize(
    "environment",
    [
        {"HOME": "", "TMPDIR": "/nowhere", "MPLCONFIGDIR": "/proc/nowhere", "COLUMNS": "20", "NO_COLOR": "1"},
        {"HOME": "/proc/nowhere", "XDG_CACHE_HOME": "/proc/nowhere"},
    ],
)
def test_neither_home_nor_many_open_files_are_needed(
    project: Path, tmp_path: Path, environment: dict[str, str]
) -> None:
    done = within("ulimit -n 64", project, "run", "draws", "--reports", str(tmp_path), **environment)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert "\x1b" not in done.stdout + done.stderr


def test_too_little_memory_is_no_success(project: Path, good: dict[str, bytes], tmp_path: Path) -> None:
    (tmp_path / "quiet").mkdir()
    (tmp_path / "quiet" / "index.html").write_text("the good report of an earlier run")
    done = within("ulimit -v 2000000", project, "run", "quiet", "--reports", str(tmp_path))
    assert "Traceback" not in done.stderr
    # Whether 2 GB of addresses are enough depends on the number of cores.
    expected = good["quiet/index.html"] if done.returncode == 0 else b"the good report of an earlier run"
    assert (tmp_path / "quiet" / "index.html").read_bytes() == expected


@pytest.mark.parametrize("closed", ["1", "12"])
def test_a_run_goes_on_when_nobody_reads_along(
    project: Path, good: dict[str, bytes], tmp_path: Path, closed: str
) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with (tmp_path / "said.txt").open("wb") as said:
        process = subprocess.Popen(
            command("run", "quiet", "--reports", str(tmp_path / "out")),
            env=surroundings(project),
            stdout=writing,
            stderr=writing if "2" in closed else said,
        )
        os.close(writing)
        assert process.wait(timeout=MAX_SECONDS) == 0
    assert files(tmp_path / "out") == good
    said_text = (tmp_path / "said.txt").read_text()
    assert "Traceback" not in said_text
    assert "BrokenPipe" not in said_text


def test_a_run_needs_no_output(project: Path, good: dict[str, bytes], tmp_path: Path) -> None:
    done = within("exec >&- 2>&-", project, "run", "quiet", "--reports", str(tmp_path))
    assert (done.returncode, files(tmp_path)) == (0, good)


def test_of_two_runs_at_once_one_waits(project: Path, good: dict[str, bytes], tmp_path: Path) -> None:
    with FileLock(tmp_path / ".lock"):
        waiting = start(project, "run", "quiet", "--reports", str(tmp_path))
        assert waiting.stderr
        assert waiting.stderr.readline().startswith("Articles: ")
        assert "Waiting for another run on this report folder" in waiting.stderr.readline()
        assert [path.name for path in tmp_path.iterdir()] == [".lock"]
    _, said = waiting.communicate(timeout=MAX_SECONDS)
    assert waiting.returncode == 0, said
    assert files(tmp_path) == good


def test_what_a_dead_run_has_left_is_no_hindrance(project: Path, good: dict[str, bytes], tmp_path: Path) -> None:
    (tmp_path / ".lock").write_text("4194305")
    (tmp_path / ".analysis-new-quiet-1").mkdir()
    (tmp_path / ".analysis-old-1" / "quiet").mkdir(parents=True)
    (tmp_path / ".analysis-new-index.html").write_text("<ht")
    code, _, err = analysis(project, "run", "quiet", "--reports", str(tmp_path))
    assert code == 0, err
    assert "Waiting" not in err
    assert files(tmp_path) == good


def test_a_kernel_that_does_not_start_is_said(project: Path, good: dict[str, bytes], tmp_path: Path) -> None:
    shutil.copytree(project, tmp_path / "project")
    # Python looks into the folder it works in first.
    (tmp_path / "project" / "ipykernel_launcher.py").write_text("raise SystemExit('not this one')")
    code, _, err = analysis(tmp_path / "project", "run", "quiet")
    assert code == 1
    assert "quiet, below “Toy”: The kernel did not start; its log says why." in err
    assert "Traceback" not in err
    assert "not this one" in (tmp_path / "project" / "reports" / "_failed" / "quiet" / "log.txt").read_text()


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="processes are looked up in /proc")
def test_kernels_end_when_their_run_is_killed(project: Path, tmp_path: Path) -> None:
    mark = f"ANALYSIS_PROJECT={project}"
    process = start(project, "run", "sleeps", "--reports", str(tmp_path))
    wait_until(lambda: kernels_of(process.pid))
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=MAX_SECONDS)
    wait_until(lambda: not processes(mark))


HAS_NAMESPACES = (
    shutil.which("unshare") and not subprocess.run(["unshare", "-rmn", "true"], capture_output=True).returncode
)


@pytest.mark.skipif(not HAS_NAMESPACES, reason="a disk of one's own needs unprivileged namespaces")
class TestDiskOfItsOwn:
    """On a small disk that only the run sees, without a network."""

    def run(self, project: Path, tmp_path: Path, name: str, change: str = "true") -> tuple[int, str, dict[str, bytes]]:
        """Run a notebook on a disk of 103 MB that holds a good report: exit code, errors, files afterwards."""
        disk, before, after = (tmp_path / part for part in ("disk", "before", "after"))
        disk.mkdir()
        shutil.copytree(project.parent / "out" / "here", before)
        if name != "quiet":
            shutil.copytree(before / "quiet", before / name)
        script = f"""mount -t tmpfs -o size=103m none {disk} && cp -R {before}/. {disk} && {change} && "$@"
            code=$?; cp -R {disk} {after}; exit $code"""
        arguments = command("run", name, "--reports", str(disk))
        done = subprocess.run(
            ["unshare", "-rmn", "sh", "-c", script, "sh", *arguments],
            env=surroundings(project), capture_output=True, text=True,
        )  # fmt: skip
        assert "Traceback" not in done.stderr
        return done.returncode, done.stderr, files(after)

    def test_a_full_disk_leaves_the_good_report(self, project: Path, good: dict[str, bytes], tmp_path: Path) -> None:
        code, err, after = self.run(project, tmp_path, "fills")
        assert code == 1
        assert "fills, below “Here”: OSError: [Errno 28] No space left on device" in err
        assert after == files(tmp_path / "before")
        # Its tables were in the way of its log.
        assert "No space left" in (tmp_path / "after" / "_failed" / "fills" / "log.txt").read_text()

    def test_a_read_only_disk_is_refused_before_anything_starts(
        self, project: Path, good: dict[str, bytes], tmp_path: Path
    ) -> None:
        code, err, after = self.run(project, tmp_path, "quiet", f"mount -o remount,ro {tmp_path / 'disk'}")
        assert code == 2
        assert "cannot be written to" in err
        assert "name another folder with --reports" in err
        assert after == good
