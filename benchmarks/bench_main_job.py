"""Time the main job by stages: all pages from raw articles, from prepared ones, and once more.

    python benchmarks/bench_main_job.py ARTICLES [ARTICLES ...] [--scheduler processes] [--once]

Each corpus in a project folder of its own, so that nothing helps that was done before. *Prepared*: articles are cleaned
and in shards, nothing is counted; *once more*: what was counted and fitted is kept. ``--once`` runs from raw articles
alone. Seconds are by the clock, two notebooks at a time; CPU seconds and memory are of all processes of the run, pages
of memory that they share counted once.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyarrow.dataset as ds
from measuring import Cost, Used, arguments, given_path, print_table, run, skip, tell

ROOT = Path(__file__).parents[1]
HEADS = ["clock s", "CPU s", "GB, largest process", "GB, all processes", "articles a second", "CPU ms an article"]
STEP = re.compile(r"^  (\w+)", re.MULTILINE)
# An analysis of a million articles takes longer than a notebook may by default.
SECONDS = 7200


@dataclass
class Stage:
    """When a stage began, CPU seconds before it, and the most memory in it."""

    name: str
    began: float
    cpu: float
    largest: float = 0.0
    together: float = 0.0


class Stages:
    """The stages of a run, told from what it says and writes."""

    def __init__(self, project: Path) -> None:
        self.interim = project / "data" / "interim"
        self.stages = [Stage("starting", time.monotonic(), 0.0)]

    def watch(self, used: Used, said: str) -> None:
        """See which stage a run is at; all notebooks are one."""
        now = self.stages[-1]
        names = [] if now.name == "notebooks" else [*STEP.findall(said)[-1:]]
        if any(self.interim.glob("*/whole.json")):
            names = ["notebooks"]
        if names and names[0] != now.name:
            self.stages.append(now := Stage(names[0], time.monotonic(), used.cpu))
        now.largest, now.together = max(now.largest, used.largest), max(now.together, used.together)

    def rows(self, cost: Cost, n: int) -> list[list[Any]]:
        """Make a row of each stage."""
        first = self.stages[0]
        end = Stage("", first.began + cost.wall, cost.cpu)
        return [
            row(stage.name, Cost(after.began - stage.began, after.cpu - stage.cpu, stage.largest, stage.together), n)
            for stage, after in pairwise([*self.stages, end])
        ]


def row(name: str, cost: Cost, n: int) -> list[Any]:
    """Make a row of a table."""
    each = (cost.wall, cost.cpu, cost.largest / 1024, cost.together / 1024)
    return [name, *each, n / cost.wall, 1000 * cost.cpu / n]


def make_project(folder: Path) -> None:
    """Make a project folder that has nothing but notebooks."""
    for name in ("notebooks", "requirements.lock"):
        (folder / name).symlink_to(ROOT / name)


def make_pages(articles: Path, project: Path, *given: str, watch: Callable[[Used, str], None] | None = None) -> Cost:
    """Make all pages of articles in a project folder."""
    command = [sys.executable, "-m", "analysis", "run", "--articles", articles.resolve(), "--reports",
               project / "reports", "--timeout", str(SECONDS), *given]  # fmt: skip
    return run(command, watch=watch, ANALYSIS_PROJECT=str(project))


def main() -> None:
    """Print a table of each corpus, and one of all."""
    parser = arguments(__doc__, articles=False)
    parser.add_argument("articles", type=given_path, nargs="*", help="tables or folders of articles")
    parser.add_argument("--scheduler", default="", help="as of analysis run")
    parser.add_argument("--once", action="store_true", help="from raw articles alone")
    args = parser.parse_args()
    if not args.articles or not all(path.exists() for path in args.articles):
        skip("name tables or folders of articles that exist")
    given = ["--scheduler", args.scheduler] if args.scheduler else []
    wholes = [measure(path, given, args.once) for path in args.articles]
    if len(wholes) > 1:
        rows = [[f"{n:,}", *whole[1:], whole[-1] / wholes[0][1][-1]] for n, whole in wholes]
        print_table(["articles", *HEADS, "times the first"], rows)


def measure(articles: Path, given: list[str], once: bool) -> tuple[int, list[Any]]:
    """Run and print; gives how many articles there are, and the row of all from raw articles."""
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        make_project(project)
        stages = Stages(project)
        tell(f"{articles}, from raw articles")
        cost = make_pages(articles, project, *given, watch=stages.watch)
        n = articles_of(project)
        rows, whole = stages.rows(cost, n), row("**all, from raw articles**", cost, n)
        notebooks = [notebook_seconds(project)]
        ways = {} if once else {"from prepared articles": True, "once more": False}
        rows.append(whole)
        for what, anew in ways.items():
            tell(what)
            if anew:
                shutil.rmtree(project / "data" / "interim" / "kept", ignore_errors=True)
            rows.append(row(f"**all, {what}**", make_pages(articles, project, *given), n))
            notebooks.append(notebook_seconds(project))
    print_table(["", *HEADS], rows, f"{n:,} articles, {os.cpu_count()} cores")
    print_table(["notebook, clock s", "from raw articles", *ways],
                [[f"`{name}`", *(told.get(name) for told in notebooks)] for name in notebooks[0]])  # fmt: skip
    return n, whole


def articles_of(project: Path) -> int:
    """Count the articles that were prepared."""
    return ds.dataset(list((project / "data" / "interim").glob("*/shard*.parquet"))).count_rows()


def notebook_seconds(project: Path) -> dict[str, float]:
    """Read how long each notebook of the newest run took."""
    records = (project / "data" / "interim" / "runs").glob("*.json")
    newest = max(records, key=lambda path: int(path.stem))
    return {name: told["seconds"] for name, told in json.loads(newest.read_text())["notebooks"].items()}


if __name__ == "__main__":
    main()
