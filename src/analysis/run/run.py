"""A run: prepare the articles once, execute the notebooks side by side, publish what succeeded."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from functools import partial
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from analysis import session
from analysis.engine import Engine
from analysis.errors import SettingsError
from analysis.report.csv_files import digest_tables
from analysis.run.execute import Execution
from analysis.run.journal import settle
from analysis.run.kernel import Kernels
from analysis.run.manifest import read_manifest, sha256
from analysis.run.one import make_report
from analysis.run.plan import Plan
from analysis.run.progress import Steps, Told, summary
from analysis.run.publish import FAILED, LOCK, recover
from analysis.run.record import write_record

# A signal may reach a thread that waits for a kernel; Python hears it when this one wakes.
_HEARS_SIGNALS = 0.5  # seconds

# Exit codes of a run whose every failed notebook failed by such an error.
_CODES = {"SettingsError": 2, "CorpusError": 3}


def run(plan: Plan) -> int:
    """Carry out a plan.

    Parameters
    ----------
    plan : Plan
        From `make_plan`.

    Returns
    -------
    int
        0 if every notebook succeeded, else 1, or 2 or 3 if settings or articles were at fault.

    Raises
    ------
    SettingsError
        When the manifest of the report folder is damaged.
    CorpusError
        When the articles cannot be prepared.
    KeyboardInterrupt
        When the run is interrupted, after its kernels were stopped; what was published stays.
    """
    from analysis.corpus import prepare

    started = time.monotonic()
    plan.reports.mkdir(parents=True, exist_ok=True)
    with Told() as told, _alone(plan.reports, told.say):
        recover(plan.reports)
        read_manifest(plan.reports)
        settle(plan.reports)
        told.say(f"Articles: {plan.articles}")
        prepared = prepare(plan.articles, Engine(plan.scheduler, Steps(told.say)), plan.reading)
        for name in plan.notebooks:
            _check_selection(plan, name)
        made_from = {
            name: {
                "corpus": prepared.fingerprint,
                "lock": sha256(session.LOCK),
                "parameters": {
                    "changed": plan.values[name],
                    "default": plan.defaults(name),
                    **({"reading": plan.reading} if plan.reading else {}),
                },
                **({"previous": digest_tables(plan.previous)} if plan.previous else {}),
            }
            for name in plan.notebooks
        }
        try:
            executions = _execute_all(plan, made_from, told)
        finally:
            settle(plan.reports)
        write_record(plan, executions, time.monotonic() - started)
    summary([_row(plan, name, executions.get(name)) for name in plan.notebooks])
    failed = {done.error_name for done in executions.values() if done.error}
    return 0 if not failed else _CODES.get(next(iter(failed)), 1) if len(failed) == 1 else 1


def _check_selection(plan: Plan, name: str) -> None:
    """Choose the articles of a notebook once before any kernel starts: what they do not have stops the run here."""
    from analysis.corpus import load_corpus

    values = {**plan.defaults(name), **plan.values[name]}
    chosen = ("sources", "since", "until", "language", "compare", "min_articles")
    corpus = load_corpus(plan.articles, **{key: values[key] for key in chosen if key in values}, reading=plan.reading)
    known = [*corpus.source_names, *corpus.periods]
    for wanted in values.get("between", []):
        if str(wanted) not in known:
            has = f"the sources are {', '.join(corpus.source_names)}"
            raise SettingsError(f"between: there is no source or period {wanted!r} in {name}; {has}.")


def _execute_all(plan: Plan, made_from: dict[str, dict[str, Any]], told: Told) -> dict[str, Execution]:
    """Execute and publish, ``jobs`` at a time; after a failure no further notebook starts unless told to keep going."""
    executions: dict[str, Execution] = {}
    # The later pages take longest: side by side, what starts last should be short.
    waiting = list(plan.notebooks) if plan.jobs == 1 else list(reversed(plan.notebooks))
    running: dict[Future[Execution], str] = {}
    kernels = Kernels()
    with ThreadPoolExecutor(plan.jobs) as pool:
        try:
            while waiting or running:
                stop = not plan.keep_going and any(done.error for done in executions.values())
                while waiting and not stop and len(running) < plan.jobs:
                    name = waiting.pop(0)
                    progress = partial(told.cell, name)
                    running[pool.submit(make_report, plan, name, made_from[name], kernels, progress)] = name
                if not running:
                    break
                for future in wait(running, _HEARS_SIGNALS, FIRST_COMPLETED).done:
                    name = running.pop(future)
                    executions[name] = future.result()
                    told.finished(name, executions[name])
        except BaseException:
            # Threads end as soon as their kernels do.
            kernels.stop()
            raise
    return {name: executions[name] for name in plan.notebooks if name in executions}


def _row(plan: Plan, name: str, done: Execution | None) -> tuple[str, str, str, str]:
    if done is None:
        return name, "not run", "", ""
    place = plan.reports / FAILED / name / "log.txt" if done.error else plan.reports / name / "index.html"
    return name, "failed" if done.error else "ok", f"{done.seconds:.1f} s", _near(place) if place.exists() else ""


def _near(path: Path) -> str:
    """Give a path relative to where the caller is, if it lies below."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


class _alone:  # noqa: N801 - reads as a word in a with statement
    """Hold the lock of a report folder, so that two runs do not mix."""

    def __init__(self, reports: Path, say: Callable[[str], None]) -> None:
        self._lock = FileLock(reports / LOCK)
        self._say = say

    def __enter__(self) -> None:
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            self._say("Waiting for another run on this report folder ...")
            self._lock.acquire()

    def __exit__(self, *_: object) -> None:
        self._lock.release()
