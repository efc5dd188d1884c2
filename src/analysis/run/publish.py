"""Pages put in place whole: made in a private folder beside the target, then renamed."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from glob import escape
from pathlib import Path

FAILED = "_failed"
LOCK = ".lock"
MANIFEST = "manifest.json"
# Pages about all notebooks.
SHARED_PAGES = ("index.html", "glossary.html")
# What is on its way has names that no user gives: the next start removes it, and nothing else.
_NEW, _OLD = ".analysis-new-", ".analysis-old-"


@contextmanager
def private_folder(reports: Path, name: str) -> Iterator[Path]:
    """Give a folder on the disk of the reports that is gone afterwards, whatever happens."""
    folder = Path(tempfile.mkdtemp(prefix=f"{_NEW}{name}-", dir=reports))
    try:
        # mkdtemp makes it for this user alone; a report is for whoever may read the folder it lies in, and not for all
        # to write to, as /tmp is.
        folder.chmod(reports.stat().st_mode & 0o775)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def publish(made: Path, target: Path) -> None:
    """Put a finished folder in the place of the old one, by two renames."""
    for path in made.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
    old = Path(tempfile.mkdtemp(prefix=_OLD, dir=target.parent))
    try:
        if target.exists():
            target.rename(old / target.name)
        made.rename(target)
    finally:
        _put_back(old, target.parent)


def recover(reports: Path) -> None:
    """Clear up after a run that was cut off: a page that was moved aside and not replaced comes back."""
    for old in (*reports.glob(f"{_OLD}*"), *reports.glob(f"{FAILED}/{_OLD}*")):
        _put_back(old, old.parent)
    for unfinished in (*reports.glob(f"{_NEW}*"), *reports.glob(f"*/{_NEW}*"), *reports.glob(f"*/*/{_NEW}*")):
        if unfinished.is_dir():
            shutil.rmtree(unfinished, ignore_errors=True)
        else:
            unfinished.unlink()


def recover_folder(target: Path) -> None:
    """Clear up after a `publish` of one folder that was cut off; what else is on its way beside it stays."""
    name = escape(target.name)
    for moved in target.parent.glob(f"{_OLD}*/{name}"):
        _put_back(moved.parent, target.parent)
    for unfinished in target.parent.glob(f"{_NEW}{name}-????????"):
        shutil.rmtree(unfinished, ignore_errors=True)


def write_text(path: Path, text: str) -> None:
    """Write a file whole or not at all, and leave one alone that is the same already."""
    content = text.encode("utf-8")
    if path.is_file() and path.read_bytes() == content:
        return
    new = path.with_name(f"{_NEW}{path.name}")
    try:
        with new.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


def remove_pages(folder: Path, kept: Collection[Path]) -> None:
    """Remove the pages in the folders of a folder, except those that are kept; what else is there stays."""
    for page in folder.glob("*/index.html"):
        if page not in kept and not page.parent.is_symlink():
            page.unlink()
    for place in (*folder.glob("*/"), folder):
        # A folder with something in it is not removed.
        with suppress(OSError):
            place.rmdir()


def _put_back(old: Path, reports: Path) -> None:
    for page in old.iterdir():
        if not (reports / page.name).exists():
            page.rename(reports / page.name)
    shutil.rmtree(old, ignore_errors=True)
