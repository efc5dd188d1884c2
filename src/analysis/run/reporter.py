"""What a run says: bars on a terminal and plain lines anywhere else, a table at its end, and the record it keeps."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from importlib.metadata import distributions
from types import TracebackType
from typing import Any, Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

from analysis import progress, session
from analysis.errors import escape_unprintable
from analysis.run.notebook_run import Execution
from analysis.run.plan import Plan


class _Console(Console):
    """A console whose reader may go: the run goes on, for its reports."""

    def on_broken_pipe(self) -> None:
        """Write to nowhere from now on."""
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, self.file.fileno())
        os.close(nowhere)


class PreparationSteps(progress.Progress):
    """Prints each step of preparing the articles as a line."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say

    def step(self, text: str) -> None:
        """Print the step that begins."""
        if text:
            self._say(f"  {text}")


class ProgressReporter:
    """Reports the steps of a run; used as a context, from several threads."""

    def __init__(self) -> None:
        self.console = _Console(file=sys.stderr, highlight=False)
        self._guard = threading.Lock()
        self._tasks: dict[str, TaskID] = {}
        self._bars = Progress(
            TextColumn("{task.description:<20}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=self.console,
            transient=True,
            disable=not self.console.is_terminal,
        )

    def __enter__(self) -> Self:
        self._bars.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bars.__exit__(kind, error, trace)

    def say(self, line: str) -> None:
        """Print a line."""
        with self._guard:
            self.console.print(escape_unprintable(line), markup=False, soft_wrap=True)

    def show_cell(self, name: str, index: int, total: int) -> None:
        """Move the bar of a notebook."""
        with self._guard:
            if name not in self._tasks:
                self._tasks[name] = self._bars.add_task(name, total=total or None)
            self._bars.update(self._tasks[name], completed=index, total=total or None)

    def notebook_done(self, name: str, done: Execution) -> None:
        """Say how a notebook ended."""
        with self._guard:
            if name in self._tasks:
                self._bars.remove_task(self._tasks.pop(name))
        self.say(f"{name}: {'failed' if done.error else 'ok'} ({done.seconds:.1f} s)")
        if done.error:
            where = f", below “{done.cell}”" if done.cell else ""
            self.say(f"  {name}{where}: {done.error}")


def print_summary(rows: list[tuple[str, str, str, str]], page: str) -> None:
    """Print the table a run ends with (notebook, status, time, path), and the page to open, if there is one."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("notebook", "status", "time", "report"):
        table.add_column(heading, justify="right" if heading == "time" else "left", overflow="fold")
    for row in rows:
        table.add_row(*row)
    console = _Console(highlight=False)
    if not console.is_terminal:
        # No folded paths in a log.
        console = _Console(highlight=False, width=max(100, *(sum(map(len, row)) + 12 for row in rows)))
    console.print(table, markup=False)
    if page:
        console.print(f"Open {escape_unprintable(page)}", markup=False, soft_wrap=True)


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
