"""Make a published report folder again, in private folders and under other conditions."""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np

from analysis import session
from analysis.corpus.readers.find_files import find_files, fingerprint_files
from analysis.errors import CorpusError
from analysis.run.conditions import Condition
from analysis.run.leaks import Traces, distinctive_names
from analysis.run.manifest import NAME
from analysis.run.published import Group, Published
from analysis.settings.corpus_file import SETTINGS_FILES


@dataclass(frozen=True)
class Again:
    """A report folder made once more.

    Attributes
    ----------
    reports : Path
        There until the context ends.
    note : str
        What of the condition could not be had, else empty.
    error : str
        What the command said when it failed, else empty.
    traces : Traces
        What the run could have left behind.
    places : list of Path
        What no report may name.
    """

    reports: Path
    note: str
    error: str
    traces: Traces
    places: list[Path]


@contextmanager
def make_again(published: Published, condition: Condition) -> Iterator[Again]:
    """Run the notebooks of a report folder under a condition.

    Parameters
    ----------
    published : Published
    condition : Condition

    Yields
    ------
    Again
        Its folders are gone afterwards, whatever happens.
    """
    # Short: sockets of kernels lie in it, and their paths may have about 100 bytes.
    root = Path(tempfile.mkdtemp(prefix="verify-"))
    try:
        _lay_out_project(published, root)
        articles, note = _lay_out_articles(published, condition, root)
        epoch, started = time.time(), time.monotonic()
        error = ""
        for number, group in enumerate(published.groups):
            error = error or _run(published, condition, root, articles, group, number)
        clocks = (datetime.fromtimestamp(epoch, zone) for zone in (UTC, ZoneInfo(condition.zone), None))
        names = distinctive_names(["somebody-else", os.environ.get("USER", ""), platform.node()])
        traces = Traces(names, tuple(clock.replace(tzinfo=None) for clock in clocks), epoch, time.monotonic() - started)
        places = [root, session.PROJECT, Path(sys.prefix), Path.home(), published.articles, published.reports]
        yield Again(root / "reports", note, error, traces, places)
    finally:
        shutil.rmtree(root, ignore_errors=True)


def _lay_out_project(published: Published, root: Path) -> None:
    """Make a project folder of its own: articles that were prepared by other runs are not there."""
    for name in ("home", "elsewhere", "tmp", "reports", "corpus", "copy", "project/data"):
        (root / name).mkdir(parents=True)
    project = root / "project"
    shutil.copytree(session.PROJECT / "notebooks", project / "notebooks", ignore=shutil.ignore_patterns(".*"))
    shutil.copy(session.LOCK, project / session.LOCK.name)
    if published.others:
        shutil.copy(published.reports / NAME, root / "reports" / NAME)
    for name in published.others:
        shutil.copytree(published.reports / name, root / "reports" / name)


def _lay_out_articles(published: Published, condition: Condition, root: Path) -> tuple[Path, str]:
    """Put the articles where the reports say, as a link or a shuffled copy; where, and why it is no copy."""
    original, name = published.articles, published.articles_name
    articles = root / "corpus" / name if name else root / "project" / "data" / "raw"
    copied = condition.shuffled and _copied_the_same(published, root / "copy" / articles.name, condition.seed)
    if copied:
        (root / "copy" / articles.name).rename(articles)
    else:
        articles.symlink_to(original)
    for settings in SETTINGS_FILES if original.is_file() else ():
        if (original.parent / settings).is_file():
            (articles.parent / settings).symlink_to(original.parent / settings)
    return articles, "files as they lie: a copy is not the same" if condition.shuffled and not copied else ""


def _copied_the_same(published: Published, copy: Path, seed: int) -> bool:
    # Links out of a corpus, pipes and unreadable files are refused; in a copy they are not there.
    try:
        copy_shuffled(published.articles, copy, seed)
        return fingerprint_files(find_files(copy)) == published.fingerprint
    except (OSError, CorpusError):
        return False


def copy_shuffled(original: Path, copy: Path, seed: int) -> None:
    """Copy a corpus; files are made in a random order, and their times are random too."""
    draw = np.random.default_rng(seed)
    files = [original] if original.is_file() else [path for path in sorted(original.rglob("*")) if path.is_file()]
    for i in draw.permutation(len(files)):
        target = copy / files[i].relative_to(original)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(files[i], target, follow_symlinks=False)
        if not target.is_symlink():
            moment = float(draw.integers(1_000_000_000, 1_600_000_000))
            os.utime(target, (moment, moment))


def _run(published: Published, condition: Condition, root: Path, articles: Path, group: Group, number: int) -> str:
    """Run the notebooks of a group as a user does; what the command said if it failed."""
    given = {**group.given, **({"previous": str(group.previous)} if group.previous else {})}
    parameters = root / f"parameters-{number}.json"
    parameters.write_text(json.dumps(given, ensure_ascii=False), encoding="utf-8")
    reading = dict(group.reading)
    columns = ",".join(f"{ours}={theirs}" for ours, theirs in reading.pop("columns", {}).items())
    options = [
        *("--reports", str(root / "reports"), "-f", str(parameters)),
        *(("--articles", str(articles)) if published.articles_name else ()),
        *(("--map", columns) if columns else ()),
        *(part for key, value in reading.items() for part in (f"--{key.replace('_', '-')}", value)),
        *condition.options,
    ]
    process = subprocess.Popen(
        [sys.executable, "-m", "analysis", "run", *group.names, *options],
        cwd=condition.folder(root),
        env={
            **os.environ,
            **condition.environment(root),
            "ANALYSIS_PROJECT": str(root / "project"),
            "TMPDIR": str(root / "tmp"),
        },
        umask=condition.umask,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        errors="backslashreplace",
    )
    try:
        _, said = process.communicate()
    except BaseException:
        # It stops its kernels when it is asked to end; killed, it could not.
        process.terminate()
        process.wait()
        raise
    return "" if process.returncode == 0 else said.strip() or f"it ended with code {process.returncode}"
