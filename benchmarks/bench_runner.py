"""Time what the runner adds to papermill, and what two notebooks at a time save.

    python benchmarks/bench_runner.py

Works on the sample, in a project folder of its own. First notebooks with nothing to do, by bare calls of papermill and
by a run, in turns; then all notebooks one at a time and two at a time, from prepared shards. Best of several.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat

ROOT = Path(__file__).parents[1]
IDLE = "articles: str = 'data/raw'\nreport_dir: str = ''"
BARE = """
import sys, papermill
for notebook, result in zip(sys.argv[1::2], sys.argv[2::2]):
    papermill.execute_notebook(notebook, result, kernel_name="python3", progress_bar=False)
"""
# Idle notebooks in one run: what a run does once is told apart from what it does for each.
MANY = 5


def main() -> None:
    """Measure both."""
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        for name in ("data/raw", "requirements.lock"):
            (project / name).parent.mkdir(exist_ok=True)
            (project / name).symlink_to(ROOT / name)
        print(f"sample, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
        time_overhead(project)
        time_side_by_side(project)


def time_overhead(project: Path) -> None:
    """Compare a run of idle notebooks with bare calls of papermill, each in a process of its own."""
    notebooks = project / "notebooks"
    notebooks.mkdir()
    names = [f"idle_{i}" for i in range(MANY)]
    for name in names:
        page = nbformat.v4.new_notebook()
        page.cells = [
            nbformat.v4.new_markdown_cell("# Idle\n\nWhat does it cost?"),
            nbformat.v4.new_code_cell(IDLE, metadata={"tags": ["parameters"]}),
            nbformat.v4.new_code_cell("1 + 1"),
        ]
        nbformat.write(page, notebooks / f"{name}.ipynb")
    many = [word for name in names for word in (str(notebooks / f"{name}.ipynb"), str(project / f"{name}.ipynb"))]
    bare = [sys.executable, "-c", BARE]
    run = [*command(project, "idle"), "--jobs", "1"]
    seconds(project, [*run, names[0]])
    jobs = {
        "bare 1": [*bare, *many[:2]],
        "run 1": [*run, names[0]],
        "bare many": [*bare, *many],
        "run many": [*run, *names],
    }
    best = dict.fromkeys(jobs, float("inf"))
    for _ in range(3):
        for what, words in jobs.items():
            best[what] = min(best[what], seconds(project, words))
    each_bare = (best["bare many"] - best["bare 1"]) / (MANY - 1)
    each_run = (best["run many"] - best["run 1"]) / (MANY - 1)
    print(f"one idle notebook      papermill {best['bare 1']:6.2f} s   run {best['run 1']:6.2f} s", flush=True)
    print(f"{MANY} idle notebooks       papermill {best['bare many']:6.2f} s   run {best['run many']:6.2f} s")
    print(f"each further notebook  papermill {each_bare:6.2f} s   run {each_run:6.2f} s")
    print(f"added to each notebook           {each_run - each_bare:6.2f} s")
    for path in notebooks.iterdir():
        path.unlink()
    notebooks.rmdir()


def time_side_by_side(project: Path) -> None:
    """Compare the notebooks of the project one at a time with two at a time."""
    (project / "notebooks").symlink_to(ROOT / "notebooks")
    run = command(project, "reports")
    best = {1: float("inf"), 2: float("inf")}
    for _ in range(2):
        for jobs in best:
            best[jobs] = min(best[jobs], seconds(project, [*run, "--jobs", str(jobs)]))
    print(f"all notebooks          --jobs 1 {best[1]:7.2f} s   --jobs 2 {best[2]:6.2f} s   {best[2] / best[1]:6.0%}")


def command(project: Path, reports: str) -> list[str]:
    """Give the command of a run."""
    return [sys.executable, "-m", "analysis", "run", "--reports", str(project / reports)]


def seconds(project: Path, words: list[str]) -> float:
    """Time a command."""
    start = time.monotonic()
    environment = {**os.environ, "ANALYSIS_PROJECT": str(project)}
    subprocess.run(words, env=environment, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.monotonic() - start


if __name__ == "__main__":
    main()
