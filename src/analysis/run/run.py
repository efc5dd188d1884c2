"""A run: prepare the articles once, execute the notebooks side by side, publish what succeeded."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from analysis import session
from analysis.engine import Engine
from analysis.run.kernel import Kernels
from analysis.run.kernel_server import KernelServer
from analysis.run.manifest import CHOOSING, page_links, rebuild_index, sha256
from analysis.run.notebook_report import Surroundings, make_report
from analysis.run.notebook_run import Execution
from analysis.run.plan import Plan
from analysis.run.publish import FAILED, LOCK, recover
from analysis.run.reporter import PreparationSteps, ProgressReporter, print_line, write_run_record
from analysis.settings.parameters import NoParametersError
from analysis.wording import plural

# A signal may reach a thread that waits for a kernel; Python hears it when this one wakes.
_HEARS_SIGNALS = 0.5  # seconds

# What takes longest starts first; the sources start when their topics are nearly fitted, and are kept.
_LONGEST = ("topic_modeling", "term_frequency", "source_comparison")


def run(plan: Plan, server: KernelServer | None = None) -> int:
    """Carry out a plan, and give 0 if every notebook succeeded, else 1.

    Raises
    ------
    SettingsError
        When a notebook chooses articles that do not exist.
    CorpusError
        When the articles cannot be prepared.
    KeyboardInterrupt
        When the run is interrupted, after its kernels were stopped; what was published stays.
    """
    from analysis.corpus import prepare

    started = time.monotonic()
    plan.reports.mkdir(parents=True, exist_ok=True)
    with ProgressReporter() as reporter, _alone(plan.reports, reporter.say):
        recover(plan.reports)
        for name, error in plan.left_out.items():
            reporter.say(f"{name}: not run. {error}")
        try:
            engine = Engine(plan.scheduler, PreparationSteps(reporter))
            prepared = prepare(plan.articles, engine, plan.reading)
            _check_selections(plan)
            executions = _execute_all(plan, prepared.fingerprint, Kernels(server), reporter)
        finally:
            # Of a run that was killed before, pages may be in place that index and manifest do not have.
            rebuild_index(plan.reports)
        write_run_record(plan, executions, time.monotonic() - started)
        broken = [name for name, error in plan.left_out.items() if not isinstance(error, NoParametersError)]
        failed = broken + [name for name, done in executions.items() if done.error]
        if failed:
            n = len(executions) + len(broken)
            if old := [name for name in failed if (plan.reports / name / "index.html").exists()]:
                reporter.say(f"Not made anew, so of an earlier run: {plural(len(old), 'page')} ({', '.join(old)}).")
            reporter.say(f"{len(failed)} of {plural(n, 'notebook')} failed: {', '.join(failed)}.")
    index = plan.reports / "index.html"
    if index.exists():
        print_line(f"Open {_near(index)}", sys.stdout)
    return int(bool(failed))


def _check_selections(plan: Plan) -> None:
    """Choose the articles of each notebook before any kernel starts: a source that does not exist stops the run.

    One that the defaults of a notebook name is reported when that notebook is run.
    """
    from analysis.corpus import Corpus, compared_parts, load_corpus

    loaded: dict[str, Corpus] = {}
    for name in plan.notebooks:
        given = {*CHOOSING, "period", "between"} & plan.values[name].keys()
        # Of a million articles a list takes a gigabyte.
        if not given and len(plan.notebooks) > 1:
            continue
        values = {**plan.defaults(name), **plan.values[name]}
        chosen = {key: values[key] for key in (*CHOOSING, "period") if key in values}
        key = json.dumps(chosen, sort_keys=True)
        if key not in loaded:
            loaded[key] = load_corpus(plan.articles, reading=plan.reading, **chosen)
        compared_parts(loaded[key], values.get("between", []))


def _made_from(plan: Plan, fingerprint: str) -> dict[str, dict[str, Any]]:
    """Say for each notebook what its page is made from, with nothing of this machine in it."""
    common: dict[str, Any] = {"corpus": fingerprint, "lock": sha256(session.LOCK)}
    if plan.previous:
        from analysis.report.csv_files import digest_tables

        common["previous"] = digest_tables(plan.previous)
    reading = {"reading": plan.reading} if plan.reading else {}
    return {
        name: {**common, "parameters": {"changed": values, "default": plan.defaults(name), **reading}}
        for name, values in plan.values.items()
    }


def _execute_all(plan: Plan, fingerprint: str, kernels: Kernels, reporter: ProgressReporter) -> dict[str, Execution]:
    """Execute and publish, ``jobs`` at a time; one that fails stops no other."""
    executions: dict[str, Execution] = {}
    waiting = list(plan.notebooks)
    if plan.jobs > 1:
        waiting.sort(key=lambda name: _LONGEST.index(name) if name in _LONGEST else len(_LONGEST))
    running: dict[Future[Execution], str] = {}
    shared = Surroundings(plan, _made_from(plan, fingerprint), page_links(plan.reports, plan.notebooks), kernels)
    with ThreadPoolExecutor(plan.jobs) as pool:
        try:
            while waiting or running:
                while waiting and len(running) < plan.jobs:
                    name = waiting.pop(0)
                    running[pool.submit(make_report, name, shared, partial(reporter.move, name))] = name
                reporter.say_if_quiet()
                for future in wait(running, _HEARS_SIGNALS, FIRST_COMPLETED).done:
                    name = running.pop(future)
                    executions[name] = future.result()
                    log = _near(plan.reports / FAILED / name / "log.txt")
                    reporter.notebook_done(name, executions[name], log)
        except BaseException:
            # Threads end as soon as their kernels do.
            kernels.stop()
            raise
    return {name: executions[name] for name in plan.notebooks}


def _near(path: Path) -> str:
    """Name a path from the caller's folder, if it is below."""
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)


def _alone(reports: Path, say: Callable[[str], None]) -> AbstractContextManager[Any]:
    """Lock a report folder, so that two runs do not mix; what is given releases it at its end."""
    lock = FileLock(reports / LOCK)
    try:
        return lock.acquire(timeout=0)
    except Timeout:
        say("Waiting for another run on this report folder ...")
        return lock.acquire()
