"""Time every stage of the main job, from raw articles to all pages, at several sizes.

    python benchmarks/main_job_stages.py ARTICLES [ARTICLES ...] [--scheduler processes] [--keep FOLDER]

Each corpus in a project folder of its own, so that nothing prepared before helps. CPU seconds and memory are of all
processes of the run, looked at once a second; pages of memory that processes share are counted once. Two notebooks run
at a time: their seconds are by the clock.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import psutil
import pyarrow.dataset as ds
from measuring import MB, print_table, tell

ROOT = Path(__file__).parents[1]
HEADS = ["clock s", "CPU s", "GB in all processes", "articles a second", "CPU ms an article"]
_STEP, _DONE = re.compile(r"^  (\w+)"), re.compile(r"^(\w+): ok \(([0-9.]+) s\)")


@dataclass
class Stage:
    """What a stage took: when it began, CPU seconds before it, and the most memory in it."""

    name: str
    began: float
    cpu: float
    memory: float = 0.0


def main() -> None:
    """Run once for each corpus, and print a table of each and one of all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path, nargs="*", help="tables of articles, in Parquet")
    parser.add_argument("--scheduler", default="", help="as of analysis run")
    parser.add_argument("--keep", type=Path, help="a folder for the reports of the last corpus")
    args = parser.parse_args()
    if not args.articles:
        print("skipped: name tables of articles")
        return
    costs: list[list[Any]] = []
    for path in args.articles:
        n = ds.dataset(path).count_rows()
        stages, notebooks = run_stages(path.resolve(), args.scheduler, args.keep)
        print_table(
            ["", *HEADS],
            [*rows_of(stages, n), *([f"`{name}`", seconds, *[None] * 4] for name, seconds in notebooks.items())],
            f"{path.stem}, {n:,} articles, {os.cpu_count()} cores",
        )
        whole = rows_of(stages, n)[-1]
        costs.append([f"{n:,}", *whole[1:], whole[5] / costs[0][5] if costs else 1.0])
    print_table(["articles", *HEADS, "times the first"], costs)


def run_stages(articles: Path, scheduler: str, keep: Path | None) -> tuple[list[Stage], dict[str, float]]:
    """Run all notebooks; gives the stages, an end last, and the seconds of each notebook."""
    notebooks: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        for name in ("notebooks", "requirements.lock"):
            (project / name).symlink_to(ROOT / name)
        command: list[str | Path] = [
            sys.executable,
            "-m",
            "analysis",
            "run",
            "--articles",
            articles,
            "--reports",
            project / "reports",
        ]
        command += ["--timeout", "7200", *(["--scheduler", scheduler] if scheduler else [])]
        environment = {**os.environ, "ANALYSIS_PROJECT": folder}
        process = subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, bufsize=1
        )
        steps: list[str] = []
        listener = threading.Thread(target=_listen, args=(process, steps, notebooks))
        listener.start()
        stages = [Stage("starting", time.monotonic(), 0.0)]
        cpu = 0.0
        while process.poll() is None:
            used, memory = look(process.pid)
            cpu = max(cpu, used)
            if stages[-1].name != "notebooks" and any((project / "data" / "interim").glob("*/whole.json")):
                steps.append("notebooks")
            if steps and steps[-1] != stages[-1].name:
                stages.append(Stage(steps[-1], time.monotonic(), cpu))
            stages[-1].memory = max(stages[-1].memory, memory)
            time.sleep(1)
        listener.join()
        if keep:
            shutil.copytree(project / "reports", keep, dirs_exist_ok=True)
    return [*stages, Stage("", time.monotonic(), cpu)], notebooks


def _listen(process: subprocess.Popen[str], steps: list[str], notebooks: dict[str, float]) -> None:
    for line in process.stderr or ():
        tell(line.rstrip())
        if done := _DONE.match(line):
            notebooks[done[1]] = float(done[2])
        elif (step := _STEP.match(line)) and "notebooks" not in steps:
            steps.append(step[1])


def look(pid: int) -> tuple[float, float]:
    """Give the CPU seconds and the memory in GB of a process and all below it."""
    cpu = memory = 0.0
    try:
        for process in [top := psutil.Process(pid), *top.children(recursive=True)]:
            times, told = process.cpu_times(), process.memory_full_info()
            cpu += times.user + times.system + times.children_user + times.children_system
            memory += getattr(told, "pss", told.uss) / MB / 1024
    except psutil.Error:  # a process has ended meanwhile
        pass
    return cpu, memory


def rows_of(stages: list[Stage], n: int) -> list[list[Any]]:
    """Make a row of each stage, and of all."""
    rows: list[list[Any]] = []
    for stage, after in [*pairwise(stages), (stages[0], stages[-1])]:
        whole = after is stages[-1] and stage is stages[0]
        wall, cpu = after.began - stage.began, after.cpu - stage.cpu
        memory = max(each.memory for each in stages) if whole else stage.memory
        rows.append(["all" if whole else stage.name, wall, cpu, memory, n / wall, 1000 * cpu / n])
    return rows


if __name__ == "__main__":
    main()
