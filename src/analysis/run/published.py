"""What a published report folder was made from, checked against what is here now, so that it can be made again."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

from analysis import session
from analysis.corpus.readers.find_files import find_files, fingerprint_files
from analysis.errors import CorpusError, SettingsError
from analysis.report.csv_files import digest_tables
from analysis.run.manifest import read_manifest, sha256
from analysis.run.plan import find_notebooks, order_names

_PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)


@dataclass(frozen=True)
class Group:
    """Notebooks that were run with the same parameters.

    Attributes
    ----------
    names : list of str
    given : dict
        Values of parameters, as ``analysis run -f`` reads them.
    reading : dict
        How the command said that articles are read.
    previous : Path or None
        Earlier report folder they were compared with.
    """

    names: list[str]
    given: dict[str, Any]
    reading: dict[str, Any]
    previous: Path | None


@dataclass(frozen=True)
class Published:
    """A report folder that can be made again.

    Attributes
    ----------
    reports, articles : Path
        Absolute.
    articles_name : str
        What the reports call their articles; empty for the sample.
    fingerprint : str
        Of the articles.
    groups : list of Group
        The notebooks to run again.
    others : list of str
        Notebooks whose reports stay as they are.
    manifest : dict
        As `read_manifest` gives it.
    """

    reports: Path
    articles: Path
    articles_name: str
    fingerprint: str
    groups: list[Group]
    others: list[str]
    manifest: dict[str, Any]

    @property
    def names(self) -> list[str]:
        """Notebooks to run again."""
        return order_names([name for group in self.groups for name in group.names])

    @property
    def hashes(self) -> dict[str, str]:
        """Sha256 of each file that is to come out again, by its path below the report folder."""
        return hashes_of(self.manifest, self.names)


def hashes_of(manifest: dict[str, Any], names: Sequence[str]) -> dict[str, str]:
    """List the sha256 of the index and of each file of some notebooks, as a manifest gives them."""
    found = {name: manifest["notebooks"].get(name, {}).get("files", {}) for name in names}
    pages = {f"{name}/{file}": digest for name, files in found.items() for file, digest in files.items()}
    return {**manifest.get("files", {}), **pages}


def read_published(names: Sequence[str], articles: Path | None, reports: Path | None) -> Published:
    """Read what a report folder was made from.

    Parameters
    ----------
    names : sequence of str
        Notebooks to run again; none means all in the folder.
    articles, reports : Path, optional
        Default the sample and its reports.

    Raises
    ------
    SettingsError
        When there is no manifest, or something the reports were made from is not here.
    CorpusError
        When the articles are not those of the reports.
    """
    folder = (reports or session.PROJECT / "reports").absolute()
    manifest = read_manifest(folder)
    entries = manifest["notebooks"]
    if not entries or not all(map(_is_plain, entries)):
        raise SettingsError(f"There is no manifest.json of reports in {folder}: make them first with analysis run.")
    here = find_notebooks()
    for name in names or entries:
        if name not in entries:
            raise SettingsError(f"There is no report of {name!r} in {folder}; there are {', '.join(entries)}.")
        if name not in here:
            raise SettingsError(f"The notebook {name!r} of the reports in {folder} is no longer in notebooks/.")
    chosen = order_names(list(names or entries))
    others = [name for name in order_names(entries) if name not in chosen]
    _check_others(folder, entries, others)
    called = {entries[name]["parameters"]["changed"].get("articles", "") for name in chosen} - {""}
    if not all(map(_is_plain, called)):
        raise SettingsError(
            f"The reports in {folder} call their articles {min(called)!r}: that is no name of a folder."
        )
    if called and articles is None:
        raise SettingsError(f"The reports in {folder} are about {min(called)!r}: say where that is, --articles PATH.")
    where = (articles or session.PROJECT / "data" / "raw").absolute()
    fingerprint = fingerprint_files(find_files(where))
    for name in chosen:
        if entries[name]["corpus"] != fingerprint:
            raise CorpusError(
                f"The articles at {where} are not those the report of {name} was made from: their fingerprint is "
                f"{fingerprint[:12]}, that of the report {entries[name]['corpus'][:12]}. "
                "Name the right ones with --articles PATH, or make the reports again with analysis run."
            )
    groups = _group(folder, {name: entries[name] for name in chosen})
    return Published(folder, where, min(called, default=""), fingerprint, groups, others, manifest)


def notes_on_packages(published: Published) -> list[str]:
    """Say which packages are not those the reports were made with: what then differs may be their doing."""
    notes = []
    if any(published.manifest["notebooks"][name]["lock"] != sha256(session.LOCK) for name in published.names):
        notes.append("requirements.lock is not the one these reports were made with; numbers may differ for that.")
    pins: dict[str, set[str]] = {}
    for name, version in _PIN.findall(session.LOCK.read_text(encoding="utf-8")):
        pins.setdefault(_canonical(name), set()).add(version)
    # One package may be pinned once for each Python.
    other = [
        f"{found.name} {found.version} (the lock says {' or '.join(sorted(pins[_canonical(found.name)]))})"
        for found in sorted(distributions(), key=lambda found: _canonical(found.name))
        if found.version not in pins.get(_canonical(found.name), {found.version})
    ]
    if other:
        notes.append(f"Installed otherwise than locked: {', '.join(other)}; make mends it.")
    return notes


def _is_plain(name: str) -> bool:
    """Tell whether a name from a manifest can be the name of a folder, and leads nowhere else."""
    return name not in ("", ".", "..") and Path(name).name == name


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _check_others(folder: Path, entries: dict[str, Any], others: Sequence[str]) -> None:
    # Each page links to all others, so they must be there for one to come out the same.
    missing = [name for name in others if any(not (folder / name / file).is_file() for file in entries[name]["files"])]
    if missing:
        raise SettingsError(
            f"Pages link to each other, and the report of {missing[0]} is not whole in {folder}: "
            "name no notebook, so that all are run, or make it first with analysis run."
        )


def _group(folder: Path, entries: dict[str, dict[str, Any]]) -> list[Group]:
    groups: dict[str, Group] = {}
    for name, entry in entries.items():
        changed, reading = entry["parameters"]["changed"], entry["parameters"].get("reading", {})
        given = {key: value for key, value in changed.items() if key not in ("articles", "previous")}
        key = json.dumps([given, reading, entry.get("previous")], sort_keys=True)
        if key not in groups:
            previous = _find_previous(folder, changed.get("previous", ""), entry.get("previous", ""))
            groups[key] = Group([], given, reading, previous)
        groups[key].names.append(name)
    return list(groups.values())


def _find_previous(folder: Path, name: str, digest: str) -> Path | None:
    """Find the earlier report folder by its name and tables: beside the reports, or where the command is called."""
    if not digest:
        return None
    for candidate in (folder.parent / name, Path.cwd() / name):
        if candidate.is_dir() and digest_tables(candidate) == digest:
            return candidate
    raise SettingsError(
        f"The reports in {folder} were compared with an earlier folder {name!r}, which is neither beside them nor "
        "here with the tables it had: put it there."
    )
