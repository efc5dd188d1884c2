"""``analysis verify``: make reports again under varied conditions and compare every byte with their manifest."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from analysis.corpus.readers.find_files import CorpusFile, find_files
from analysis.run.again import Again, make_again
from analysis.run.compare_files import first_difference
from analysis.run.conditions import Condition, common_settings
from analysis.run.leaks import find_places, find_traces
from analysis.run.manifest import read_manifest, sha256
from analysis.run.published import Published, hashes_of, notes_on_packages

# Differing files told of each run; the rest is counted.
_TOLD = 10

Say = Callable[[str], None]


def verify(published: Published, conditions: Sequence[Condition], say: Say) -> int:
    """Make reports again under each condition and say what differs.

    Parameters
    ----------
    published : Published
        From `analysis.run.published.read_published`.
    conditions : sequence of Condition
        From `analysis.run.conditions.cover`.
    say : callable
        Told each line.

    Returns
    -------
    int
        0 if every file came out as the manifest says, without a leak, else 1.
    """
    say(f"Reports:  {published.reports}: {', '.join(published.names)}, {len(published.hashes)} files")
    say(f"Articles: {published.articles}")
    for note in notes_on_packages(published):
        say(f"Note: {note}")
    changed = compare_with_manifest(published)
    _tell(changed, say)
    differing: list[Condition] = []
    same: list[Condition] = []
    for number, condition in enumerate(conditions, start=1):
        say(f"{number} of {len(conditions)}: {condition.words}")
        started = time.monotonic()
        with make_again(published, condition) as again:
            if again.note:
                say(f"  {again.note}")
            differences = [again.error] if again.error else compare(published, again)
        seconds = time.monotonic() - started
        say(f"  {'differs' if differences else 'same'} ({seconds:.0f} s)")
        _tell(differences, say)
        (differing if differences else same).append(condition)
    say(_verdict(differing, same, len(changed)))
    return int(bool(changed or differing))


def compare_with_manifest(published: Published) -> list[str]:
    """Find files that are no longer what the manifest says; one that is not there (not kept in git) is no fault."""
    return [
        f"{file}: it was changed after it was published; the manifest names another content"
        for file, digest in published.hashes.items()
        if (published.reports / file).is_file() and sha256(published.reports / file) != digest
    ]


def compare(published: Published, again: Again) -> list[str]:
    """Say which files came out otherwise, where they first differ, and what leaked.

    Parameters
    ----------
    published : Published
    again : Again
        The same reports made once more.

    Returns
    -------
    list of str
        A sentence for each; empty if all are the same bytes.
    """
    manifest = read_manifest(again.reports)
    before, after = published.hashes, hashes_of(manifest, published.names)
    differences = []
    for file in sorted({*before, *after}):
        if file not in after:
            differences.append(f"{file}: it is no longer made")
        elif file not in before:
            differences.append(f"{file}: it is new")
        elif before[file] != after[file]:
            differences.append(f"{file}: {_where(file, before[file], published.reports, again.reports)}")
    for name in published.names:
        if published.manifest["notebooks"][name]["parameters"] != manifest["notebooks"][name]["parameters"]:
            differences.append(f"{name}: its parameters or their defaults are others than the manifest says")
    files = find_files(published.articles)
    leaks = find_traces(again.reports, again.traces, lambda text: _is_told(text, files))
    return [*differences, *find_places(again.reports, again.places, lambda text: _is_told(text, files)), *leaks]


def _where(file: str, digest: str, reports: Path, again: Path) -> str:
    content = (reports / file).read_bytes() if (reports / file).is_file() else b""
    if hashlib.sha256(content).hexdigest() != digest:
        return "it differs from the manifest; what was published is not here to say where"
    return first_difference(file, content, (again / file).read_bytes())


def _is_told(text: str, files: Sequence[CorpusFile]) -> bool:
    return any(text.encode() in file.path.read_bytes() for file in files if not file.reason)


def _tell(differences: Sequence[str], say: Say) -> None:
    for line in differences[:_TOLD]:
        say(f"  {line}")
    if len(differences) > _TOLD:
        say(f"  ... and {len(differences) - _TOLD} more")


def _verdict(differing: Sequence[Condition], same: Sequence[Condition], n_changed: int) -> str:
    n_runs = len(differing) + len(same)
    if not differing:
        runs = f"{n_runs} run{'s' if n_runs > 1 else ''}, every file the same bytes, nothing leaked."
        return f"{runs} But {n_changed} published files were changed by hand." if n_changed else runs
    if not same:
        return "No run gave the same: code, notebooks, settings or packages are not those of the reports."
    common = common_settings(differing, same)
    return f"{len(differing)} of {n_runs} runs differ; " + (
        f"they alone have {', '.join(common)}." if common else "no single setting tells them from the others."
    )
