"""One notebook from its execution to its page in place, or to its log among the failed ones."""

from __future__ import annotations

import html
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis import session
from analysis.errors import describe_os_error
from analysis.report.notebook_page import PageLink, render_page
from analysis.run.kernel import Kernels
from analysis.run.manifest import write_made_from
from analysis.run.notebook_files import normalise, write_notebook
from analysis.run.notebook_run import Execution, ShowCell, execute
from analysis.run.plan import Plan
from analysis.run.publish import FAILED, private_folder, publish


@dataclass(frozen=True)
class Surroundings:
    """What the notebooks of one run share."""

    plan: Plan
    made_from: Mapping[str, Mapping[str, Any]]  # for each notebook, what its page is made from
    links: Sequence[PageLink]  # to the pages there will be if the run succeeds
    kernels: Kernels


def make_report(name: str, run: Surroundings, show_cell: ShowCell) -> Execution:
    """Execute a notebook and put its page in place; if it fails, the earlier page stays and a log is kept.

    It fails also if the page could not be written, or names a place of this machine.
    """
    reports = run.plan.reports
    done = Execution()
    try:
        with private_folder(reports, name) as work:
            done = execute(run.plan, name, work, run.kernels, show_cell)
            if not done.error:
                show_cell("writing the page", 1, 1, work)
                normalise(done.notebook)
                write_notebook(done.notebook, work / f"{name}.ipynb")
                (work / "index.html").write_bytes(render_page(done.notebook, name, run.links).encode("utf-8"))
                write_made_from(work, run.made_from[name])
                _check_leaks(run.plan, done, work)
            if not done.error:
                publish(work, reports / name)
    except OSError as error:
        done.error = describe_os_error(error)
    if done.error:
        _keep_log(reports, name, done)
    else:
        shutil.rmtree(reports / FAILED / name, ignore_errors=True)
    return done


def _check_leaks(plan: Plan, done: Execution, work: Path) -> None:
    # A user without a home has the place "~", for which Path.home() would raise.
    home = Path(os.path.expanduser("~"))  # noqa: PTH111
    places = [session.PROJECT, work, Path(sys.prefix), home, plan.articles, plan.reports]
    leaks = find_places(work, places, lambda text: is_in_articles(text, plan.articles, plan.reading))
    if leaks:
        done.error = f"{leaks[0]}: reports may not name places of this machine."


def find_places(folder: Path, places: Iterable[Path], is_in_articles: Callable[[str], bool]) -> list[str]:
    """Find files of a report about to be published that name one of some places, unless an article has the same text.

    Gives "file names path" for each, in order.
    """
    # A path of one part may be in any text or encoded figure; one of two or more is a place.
    forms = {str(path): _forms(str(path)) for path in sorted(set(places)) if len(path.parts) > 2}
    named = [
        (file, place)
        for file in sorted(path for path in folder.rglob("*") if path.is_file())
        for content in [file.read_bytes()]
        for place, written in forms.items()
        if any(form in content for form in written)
    ]
    innocent = {place for place in {place for _, place in named} if is_in_articles(place)}
    return [f"{file.relative_to(folder).as_posix()} names {place}" for file, place in named if place not in innocent]


def is_in_articles(text: str, articles: Path, reading: Mapping[str, Any]) -> bool:
    """Tell whether an article has a text, whatever its file is packed in."""
    import pandas as pd

    from analysis.corpus import prepare

    tables = map(pd.read_parquet, prepare(articles, reading=reading).shards)
    return any(table[name].astype(str).str.contains(text, regex=False).any() for table in tables for name in table)


def _forms(place: str) -> set[bytes]:
    """List how pages, notebooks and tables write a path."""
    return {form.encode("utf-8", "replace") for form in (place, html.escape(place), json.dumps(place)[1:-1])}


def _keep_log(reports: Path, name: str, done: Execution) -> None:
    """Keep log and notebook of a failed run, without its tables: nobody shall take them for results."""
    try:
        with private_folder(reports, name) as kept:
            text = f"{done.error}\n\n{done.log}\n"
            (kept / "log.txt").write_text(text, encoding="utf-8", errors="backslashreplace")
            if done.notebook:
                write_notebook(done.notebook, kept / f"{name}.ipynb")
            (reports / FAILED).mkdir(exist_ok=True)
            publish(kept, reports / FAILED / name)
    except OSError as error:
        done.error += f" Its log could not be kept: {describe_os_error(error)}"
