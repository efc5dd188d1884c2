"""What a run says: lines that move on a terminal and plain ones anywhere else, and the record it keeps."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from importlib.metadata import distributions
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TextIO

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Column
from rich.text import Text

from analysis import progress, session
from analysis.errors import escape_unprintable

if TYPE_CHECKING:
    from analysis.run.notebook_run import Execution
    from analysis.run.plan import Plan

# Names the line of what is done before the notebooks.
_ARTICLES = "articles"
# Seconds after which a run that writes lines says again how far it is.
_QUIET_SECONDS = 30


class _Console(Console):
    """A console whose reader may go: the run goes on, for its reports."""

    def on_broken_pipe(self) -> None:
        """Write to nowhere from now on."""
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, self.file.fileno())
        os.close(nowhere)


class _Doing(ProgressColumn):
    """What a line says is being done: the step of a long cell, while there is one."""

    def render(self, task: Task) -> Text:
        return Text(escape_unprintable(_doing(task)), overflow="ellipsis")


def _doing(task: Task) -> str:
    step = ""
    if task.fields["step_file"]:
        with suppress(OSError, UnicodeError):
            step = task.fields["step_file"].read_text(encoding="utf-8")
    return step or str(task.fields["doing"])


def print_line(line: str, file: TextIO) -> None:
    """Print a line whose reader may be gone."""
    _Console(file=file, highlight=False).print(escape_unprintable(line), markup=False, soft_wrap=True)


class ProgressReporter:
    """Reports the steps of a run: a line that moves for each on a terminal, elsewhere lines; from several threads."""

    def __init__(self) -> None:
        self.console = _Console(file=sys.stderr, highlight=False)
        self._guard = threading.Lock()
        self._tasks: dict[str, TaskID] = {}
        self._said = time.monotonic()
        self._bars = Progress(
            TextColumn("{task.description}", markup=False),
            TimeElapsedColumn(),
            BarColumn(bar_width=12),
            _Doing(table_column=Column(no_wrap=True, ratio=1)),
            console=self.console,
            transient=True,
            expand=True,
            disable=not self.console.is_terminal,
        )

    def __enter__(self) -> Self:
        self._bars.__enter__()
        return self

    def __exit__(self, *error: Any) -> None:
        self._bars.__exit__(*error)

    def say(self, line: str) -> None:
        """Print a line."""
        with self._guard:
            self._said = time.monotonic()
            self.console.print(escape_unprintable(line), markup=False, soft_wrap=True)

    def say_if_quiet(self, line: str = "") -> None:
        """Print where nothing moves, if nothing was said for a while: a line, or what each notebook is doing."""
        if self.console.is_terminal or time.monotonic() - self._said < _QUIET_SECONDS:
            return
        with self._guard:
            lines = [line] if line else [f"  {task.description}: {_doing(task)}" for task in self._bars.tasks]
        for each in lines:
            self.say(each)

    def move(self, name: str, doing: str, done: int = 0, total: int = 0, step_file: Path | None = None) -> None:
        """Move the line of a notebook, or of what comes before them, on a terminal; a file may name the step."""
        with self._guard:
            if name not in self._tasks:
                self._tasks[name] = self._bars.add_task(name, total=None, doing="", step_file=None)
            self._bars.update(self._tasks[name], completed=done, total=total or None, doing=doing, step_file=step_file)

    def remove(self, name: str) -> None:
        """Remove the line of what is done."""
        with self._guard:
            if name in self._tasks:
                self._bars.remove_task(self._tasks.pop(name))

    def notebook_done(self, name: str, done: Execution, log: str) -> None:
        """Say how a notebook ended; of one that failed where, why, and which file has more."""
        self.remove(name)
        self.say(f"{name}: {'failed' if done.error else 'ok'} ({done.seconds:.1f} s)")
        if done.error:
            where = f", below “{done.cell}”" if done.cell else ""
            self.say(f"  {name}{where}: {done.error}")
            self.say(f"  More in {log}")


class PreparationSteps(progress.Progress):
    """Shows each step of preparing the articles as a line: one that moves on a terminal, elsewhere one each."""

    def __init__(self, reporter: ProgressReporter) -> None:
        self._reporter = reporter
        self._step = ""

    def step(self, text: str) -> None:
        """Show the step that begins, or that all are done."""
        self._step = text
        if not text:
            self._reporter.remove(_ARTICLES)
        elif self._reporter.console.is_terminal:
            self._reporter.move(_ARTICLES, text)
        else:
            self._reporter.say(f"  {text}")

    def show(self, count: progress.Count) -> None:
        """Show how many pieces are done; where nothing moves, a line when none was said for a while."""
        doing = count.task or self._step
        # A full bar would stop its clock; what follows the last piece takes an unknown time.
        left = count.done < count.total
        self._reporter.move(_ARTICLES, doing + count.left, count.done * left, count.total * left)
        if left:
            self._reporter.say_if_quiet(f"    {doing}: {count.share}{count.left}")


def write_run_record(plan: Plan, executions: Mapping[str, Execution], seconds: float) -> None:
    """Keep what varies between runs and still matters to someone, as the next number in ``data/interim/runs/``."""
    folder = session.INTERIM / "runs"
    folder.mkdir(parents=True, exist_ok=True)
    number = 1 + max((int(path.stem) for path in folder.glob("*.json") if path.stem.isdecimal()), default=0)
    record: dict[str, Any] = {
        "finished": datetime.now(UTC).isoformat(timespec="seconds"),
        "seconds": round(seconds, 1),
        "commit": _git("rev-parse", "HEAD"),
        "changed_files": len(_git("status", "--porcelain").splitlines()),
        "python": platform.python_version(),
        "system": platform.platform(),
        "cores": os.cpu_count(),
        "scheduler": plan.scheduler,
        "jobs": plan.jobs,
        "articles": str(plan.articles),
        "reports": str(plan.reports),
        "notebooks": {
            name: {"seconds": round(done.seconds, 1), "error": done.error, "log": done.log}
            for name, done in executions.items()
        },
        # Their metadata is parsed each time it is asked for.
        "packages": dict(sorted((facts["Name"], facts["Version"]) for facts in (d.metadata for d in distributions()))),
    }
    text = json.dumps(record, indent=1, ensure_ascii=False)
    (folder / f"{number}.json").write_bytes(text.encode("utf-8", "backslashreplace"))


def _git(*arguments: str) -> str:
    try:
        answer = subprocess.run(
            ["git", *arguments], cwd=session.PROJECT, capture_output=True, text=True, check=False, timeout=10
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return answer.stdout.strip() if answer.returncode == 0 else ""
