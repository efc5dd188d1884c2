"""One notebook from its execution to its report in place, or to its log among the failed ones."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat

from analysis import session
from analysis.errors import describe_os_error
from analysis.run.execute import CellProgress, Execution, execute
from analysis.run.journal import note
from analysis.run.kernel import Kernels
from analysis.run.leaks import find_places
from analysis.run.normalise import normalise
from analysis.run.pages import page_of, pages_after
from analysis.run.plan import Plan
from analysis.run.publish import FAILED, private_folder, publish


def make_report(
    plan: Plan, name: str, made_from: Mapping[str, Any], kernels: Kernels, progress: CellProgress
) -> Execution:
    """Execute a notebook and put its report in place; if it fails, the earlier report stays and a log is kept.

    Parameters
    ----------
    plan : Plan
    name : str
        Of the notebook.
    made_from : mapping
        As in `analysis.run.pages.write_index`.
    kernels : Kernels
        Of the run.
    progress : callable

    Returns
    -------
    Execution
        With an error also if the report could not be written.
    """
    done = Execution()
    try:
        with private_folder(plan.reports, name) as work:
            done = execute(plan, name, work, kernels, progress)
            if not done.error:
                _finish(plan, name, done, work)
            if not done.error:
                note(plan.reports, name, work, made_from)
                publish(work, plan.reports / name)
    except OSError as error:
        done.error_name, done.error = type(error).__name__, describe_os_error(error)
    if done.error:
        _keep_log(plan, name, done)
    else:
        shutil.rmtree(plan.reports / FAILED / name, ignore_errors=True)
    return done


def _finish(plan: Plan, name: str, done: Execution, work: Path) -> None:
    normalise(done.notebook)
    nbformat.write(done.notebook, work / f"{name}.ipynb")
    (work / "index.html").write_bytes(page_of(done.notebook, name, pages_after(plan)).encode("utf-8"))
    # A user without a home has the place "~".
    home = Path(os.path.expanduser("~"))  # noqa: PTH111 - Path.home() raises there
    places = [session.PROJECT, work, Path(sys.prefix), home, plan.articles, plan.reports]
    leaks = find_places(work, places, lambda text: _is_told(plan, text))
    if leaks:
        done.error_name, done.error = "Leak", f"{leaks[0]}: reports may not name places of this machine."


def _is_told(plan: Plan, text: str) -> bool:
    """Tell whether a text stands in an article, whatever its file is packed in."""
    from analysis.corpus import load_corpus

    articles = load_corpus(plan.articles, reading=plan.reading).articles.select_dtypes(exclude="number").astype(str)
    return any(articles[column].str.contains(text, regex=False).any() for column in articles.columns)


def _keep_log(plan: Plan, name: str, done: Execution) -> None:
    """Keep log and notebook of a failed run, without its tables: nobody shall take them for results."""
    try:
        with private_folder(plan.reports, name) as kept:
            text = f"{done.error}\n\n{done.log}\n"
            (kept / "log.txt").write_text(text, encoding="utf-8", errors="backslashreplace")
            if done.notebook:
                nbformat.write(done.notebook, kept / f"{name}.ipynb")
            (plan.reports / FAILED).mkdir(exist_ok=True)
            publish(kept, plan.reports / FAILED / name)
    except OSError as error:
        done.error += f" Its log could not be kept: {describe_os_error(error)}"
