"""Runs of the command broken off at each of their steps, each in a process of its own, for `test_every_step.py`.

``python broken_off_runs.py kill FOLDER`` leaves in ``FOLDER/1``, ``FOLDER/2`` ... the report folders of runs killed
before their first, second ... step on the disk; with ``interrupt`` they are interrupted there, with ``full`` the disk
is full from that step on. What notebooks would do is canned, everything else is the real thing. ``outcomes.json``
tells how each run ended.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import nbformat

import analysis.corpus
import analysis.run.notebook_report
import analysis.run.plan
import analysis.run.run
from analysis import cli
from analysis.run.notebook_run import Execution

NAMES = ("first", "second")
SIGNALS = {"kill": signal.SIGKILL, "interrupt": signal.SIGINT}
MAKING = ("os.mkdir", "os.rename", "open")
STEPS = (*MAKING, "os.remove", "os.rmdir", "os.chmod")


def canned(reports: Path, text: str) -> None:
    """Let notebooks write a text into a table, and a run need neither articles nor kernels."""

    def execute(plan: Any, name: str, report_dir: Path, *_: object) -> Execution:
        (report_dir / "table.csv").write_text(f"{name}\n{text}\n")
        cells = [nbformat.v4.new_markdown_cell(f"# {name}"), nbformat.v4.new_code_cell(repr(text))]
        return Execution(notebook=nbformat.v4.new_notebook(cells=cells))

    plan = SimpleNamespace(
        notebooks={name: reports.parent / f"{name}.ipynb" for name in NAMES},
        values={name: {} for name in NAMES},
        defaults=lambda name: {},
        articles=reports / "articles",
        reports=reports,
        previous=None,
        reading={},
        jobs=1,
        scheduler="in-process",
        timeout=60,
        left_out={},
    )
    for name, path in plan.notebooks.items():
        nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(f"# {name}")]), path)
    analysis.run.plan.make_plan = lambda *_, **__: plan
    analysis.run.notebook_report.execute = execute
    analysis.run.run._check_selections = lambda *_: None
    analysis.run.run.write_run_record = lambda *_: None
    analysis.corpus.prepare = lambda *_, **__: SimpleNamespace(fingerprint=text)


def run(reports: Path, text: str) -> int:
    canned(reports, text)
    sys.argv = ["analysis", "run"]
    try:
        cli.main()
    except SystemExit as end:
        return int(end.code or 0)
    raise AssertionError("the command ends by itself")


def break_off(kind: str, number: int, reports: Path) -> None:
    """Let the process end, or the disk be full, at a step."""
    seen = 0

    def hear(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal seen
        writes = event != "open" or any(letter in str(arguments[1]) for letter in "wax")
        # Folders are removed by names within open folders.
        here = str(reports) in str(arguments[0]) or (event in ("os.remove", "os.rmdir") and arguments[1] != -1)
        if event in STEPS and writes and here:
            seen += 1
            if seen == number and kind in SIGNALS:
                os.kill(os.getpid(), SIGNALS[kind])
            if seen >= number and kind == "full" and event in MAKING:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(arguments[0]))

    sys.addaudithook(hear)


def main(kind: str, folder: Path) -> None:
    for text in ("old", "new"):
        (folder / text).mkdir()
        assert run(folder / text / "reports", text) == 0
    outcomes: list[int] = []
    # Until a run is through before it comes to the step.
    while not outcomes or outcomes[-1] != 0:
        place = folder / str(len(outcomes) + 1)
        shutil.copytree(folder / "old", place)
        child = os.fork()
        if child == 0:
            os.dup2(os.open(place / "said.txt", os.O_WRONLY | os.O_CREAT), 2)
            break_off(kind, len(outcomes) + 1, place / "reports")
            os._exit(run(place / "reports", "new"))
        outcomes.append(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
    (folder / "outcomes.json").write_text(json.dumps(outcomes))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
