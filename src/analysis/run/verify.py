"""``analysis verify``: make reports again under other conditions and compare every byte with their manifest."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from analysis import session
from analysis.corpus.prepare import fingerprint_corpus
from analysis.corpus.readers.find_files import find_files, fingerprint_files
from analysis.errors import CorpusError, SettingsError, escape_unprintable
from analysis.report.csv_files import digest_tables
from analysis.run.manifest import read_manifest, sha256
from analysis.run.plan import find_notebooks, order_names
from analysis.settings.settings_files import SETTINGS_FILES, read_corpus_settings
from analysis.wording import plural

# Differing files named of each run; the rest is counted.
_MAX_NAMED = 10
_EXCERPT, _BEFORE = 60, 20


@dataclass(frozen=True)
class Condition:
    """Surroundings of a run that must not change a byte; ``{root}`` stands for the private folder of the run."""

    words: str
    options: tuple[str, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)
    copied: bool = False


_OTHER_USER = {"HOME": "{root}/home", "USER": "somebody-else", "LOGNAME": "somebody-else"}
CONDITIONS = (
    Condition("another folder, one notebook at a time", ("--jobs", "1")),
    Condition(
        "files in another order, two processes, another user, hash seed 5, POSIX locale, time of Tokyo",
        ("--jobs", "2", "--scheduler", "processes"),
        {**_OTHER_USER, "PYTHONHASHSEED": "5", "LC_ALL": "POSIX", "LANG": "POSIX", "TZ": "Asia/Tokyo"},
        copied=True,
    ),
    Condition(
        "Turkish locale, time of Newfoundland",
        ("--jobs", "2"),
        {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "TZ": "America/St_Johns"},
    ),
)


@dataclass(frozen=True)
class Published:
    """A report folder that can be made again, with the entries and hashes of its manifest by page and by file."""

    reports: Path
    articles: Path
    # What the reports call their articles; empty for the sample.
    articles_name: str
    pages: dict[str, Any]
    files: dict[str, str]


def verify(published: Published, say: Callable[[str], None], conditions: Sequence[Condition] = CONDITIONS) -> int:
    """Make reports again under each condition and say what differs; 0 if every file is as the manifest says, else 1."""
    say(f"Reports:  {published.reports}: {', '.join(published.pages)}, {plural(len(published.files), 'file')}")
    say(f"Articles: {published.articles}")
    if any(entry["lock"] != sha256(session.LOCK) for entry in published.pages.values()):
        say("Note: requirements.lock is not the one these reports were made with; numbers may differ for that reason.")
    changed = [
        f"{file}: changed after it was published; the manifest has another hash"
        for file, digest in published.files.items()
        # Pages and pictures are not kept in git; one that is not here is compared by its hash.
        if (published.reports / file).is_file() and sha256(published.reports / file) != digest
    ]
    _say_lines(changed, say)
    n_differing = 0
    for number, condition in enumerate(conditions, start=1):
        say(f"{number} of {len(conditions)}: {condition.words}")
        started = time.monotonic()
        differences = _make_again(published, condition, say)
        say(f"  {'differs' if differences else 'same'} ({time.monotonic() - started:.0f} s)")
        _say_lines(differences, say)
        n_differing += bool(differences)
    runs = plural(len(conditions), "run")
    if not n_differing:
        say(f"{runs}, every file the same bytes." + (" But published files were changed by hand." if changed else ""))
    elif n_differing == len(conditions):
        say("Every run differed: code, notebooks, settings or packages are not those of the reports.")
    else:
        say(f"{n_differing} of {runs} differed.")
    return int(bool(changed or n_differing))


def read_published(articles: Path | None = None, reports: Path | None = None) -> Published:
    """Read what a report folder was made from; default the sample and its reports.

    Raises
    ------
    SettingsError, CorpusError
        When there is no manifest, or the notebooks or articles of the reports are not here.
    """
    folder = (reports or session.PROJECT / "reports").absolute()
    manifest = read_manifest(folder)
    entries = {name: manifest["notebooks"][name] for name in order_names(manifest["notebooks"])}
    if not entries:
        raise SettingsError(f"There is no manifest.json of reports in {folder}: make them first with analysis run.")
    missing = [name for name in entries if name not in find_notebooks()]
    if missing:
        raise SettingsError(f"The notebook {missing[0]!r} of the reports in {folder} is no longer in notebooks/.")
    name = max(entry["parameters"]["changed"].get("articles", "") for entry in entries.values())
    if name and (Path(name).name != name or name == ".."):
        raise SettingsError(f"The reports in {folder} call their articles {name!r}: that cannot be a folder.")
    if name and not articles:
        raise SettingsError(f"The reports in {folder} are about {name!r}: say where that is, --articles PATH.")
    where = (articles or session.PROJECT / "data" / "raw").absolute()
    files = fingerprint_files(find_files(where))
    for page, entry in entries.items():
        settings = read_corpus_settings(where, entry["parameters"].get("reading"))
        fingerprint = fingerprint_corpus(files, settings)
        if entry["corpus"] != fingerprint:
            raise CorpusError(
                f"The articles at {where} are not those that {page} was made from (fingerprint {fingerprint[:12]}, not "
                f"{entry['corpus'][:12]}): name those with --articles PATH, or run analysis again."
            )
    return Published(folder, where, name, entries, _list_hashes(manifest))


def first_difference(old: bytes, new: bytes) -> str:
    """Say where what was published and what came out now first differ: the line of a text, or an offset."""
    pairs = enumerate(zip(old, new, strict=False))
    offset = next((i for i, (one, other) in pairs if one != other), min(len(old), len(new)))
    if b"\0" in old + new:
        return f"differs at offset {offset:,} ({len(new):,} bytes, published {len(old):,})"
    start = max(new.rfind(b"\n", 0, offset) + 1, offset - _BEFORE)
    now, before = (content[start : start + _EXCERPT].decode("utf-8", "replace") for content in (new, old))
    line = new.count(b"\n", 0, offset) + 1
    return f"line {line}: “{escape_unprintable(now)}”, published “{escape_unprintable(before)}”"


def _list_hashes(manifest: dict[str, Any]) -> dict[str, str]:
    hashes: dict[str, str] = dict(manifest.get("files", {}))
    for name, page in manifest["notebooks"].items():
        hashes |= {f"{name}/{file}": digest for file, digest in page["files"].items()}
    return hashes


def _make_again(published: Published, condition: Condition, say: Callable[[str], None]) -> list[str]:
    """Run the notebooks in a private folder, and say what differs."""
    # Short: sockets of kernels lie in it, and their paths may have about 100 bytes.
    root = Path(tempfile.mkdtemp(prefix="verify-"))
    try:
        for name in ("home", "tmp", "corpus", "project/data/interim"):
            (root / name).mkdir(parents=True)
        # A file where results would be kept: everything is computed.
        (root / "project" / "data" / "interim" / "kept").touch()
        # A project of its own: articles that other runs have prepared are not there.
        shutil.copytree(session.PROJECT / "notebooks", root / "project" / "notebooks")
        shutil.copy(session.LOCK, root / "project")
        articles = _place_articles(published, condition, root, say)
        # Notebooks with the same parameters are run by one command.
        groups: dict[str, list[str]] = {}
        for name, entry in published.pages.items():
            groups.setdefault(json.dumps(_options(published, entry)), []).append(name)
        for text, names in groups.items():
            given, reading = json.loads(text)
            (root / "parameters.json").write_text(json.dumps(given), encoding="utf-8")
            where = ["--articles", str(articles)] if published.articles_name else []
            options = [*names, "-f", str(root / "parameters.json"), *reading, *where, *condition.options]
            error = _run(root, condition, options)
            if error:
                return [error]
        return _compare(published, root / "reports")
    finally:
        shutil.rmtree(root, ignore_errors=True)


def _place_articles(published: Published, condition: Condition, root: Path, say: Callable[[str], None]) -> Path:
    """Put the articles where the reports say: a link to them, or a copy made in another order."""
    original, name = published.articles, published.articles_name
    articles = root / "corpus" / name if name else root / "project" / "data" / "raw"
    if original.is_file():
        for settings in SETTINGS_FILES:
            if (original.parent / settings).is_file():
                (articles.parent / settings).symlink_to(original.parent / settings)
    elif condition.copied:
        # Links out of the corpus, pipes and unreadable files cannot be copied.
        with suppress(OSError):
            for path in sorted(filter(Path.is_file, original.rglob("*")), reverse=True):
                (articles / path.relative_to(original)).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, articles / path.relative_to(original), follow_symlinks=False)
        if fingerprint_files(find_files(articles)) == fingerprint_files(find_files(original)):
            return articles
        say("  (a copy of the articles is not the same: they are read where they are)")
        shutil.rmtree(articles, ignore_errors=True)
    articles.symlink_to(original)
    return articles


def _options(published: Published, entry: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """Give the parameters that a page was made with, and the options that say how its articles are read."""
    changed = entry["parameters"]["changed"]
    given = {key: value for key, value in changed.items() if key not in ("articles", "previous")}
    if entry.get("previous"):
        name = changed["previous"]
        nearby = (published.reports.parent / name, Path.cwd() / name)
        given["previous"] = next((str(folder) for folder in nearby if digest_tables(folder) == entry["previous"]), "")
        if not given["previous"]:
            raise SettingsError(
                f"The reports in {published.reports} were compared with an earlier folder {name!r}, which is neither "
                "beside them nor here with the tables it had: put it there."
            )
    reading = dict(entry["parameters"].get("reading", {}))
    columns = ",".join(f"{ours}={theirs}" for ours, theirs in reading.pop("columns", {}).items())
    options = ["--map", columns] if columns else []
    return given, options + [part for key, value in reading.items() for part in (f"--{key.replace('_', '-')}", value)]


def _run(root: Path, condition: Condition, options: Sequence[str]) -> str:
    """Run notebooks as a user does; gives what the command said if it failed."""
    own = {name: text.replace("{root}", str(root)) for name, text in condition.environment.items()}
    own |= {session.PROJECT_VARIABLE: str(root / "project"), "TMPDIR": str(root / "tmp")}
    command = [sys.executable, "-m", "analysis", "run", *options, "--reports", str(root / "reports")]
    done = subprocess.run(command, cwd=root, env=session.kernel_environment(own, ()), capture_output=True, check=False)
    said = done.stderr.decode(errors="backslashreplace").strip()
    return "" if done.returncode == 0 else said or f"it ended with code {done.returncode}"


def _compare(published: Published, reports: Path) -> list[str]:
    """Say which files came out differently, and where they first differ."""
    before, after = published.files, _list_hashes(read_manifest(reports))
    lines = [f"{file}: no longer made" for file in sorted(before.keys() - after.keys())]
    lines += [f"{file}: new" for file in sorted(after.keys() - before.keys())]
    for file in sorted(name for name in before.keys() & after.keys() if before[name] != after[name]):
        old = published.reports / file
        is_here = old.is_file() and sha256(old) == before[file]
        where = first_difference(old.read_bytes(), (reports / file).read_bytes()) if is_here else "other bytes"
        lines.append(f"{file}: {where}")
    return lines


def _say_lines(lines: Sequence[str], say: Callable[[str], None]) -> None:
    more = [f"... and {len(lines) - _MAX_NAMED:,} more"] if len(lines) > _MAX_NAMED else []
    for line in [*lines[:_MAX_NAMED], *more]:
        say(f"  {line}")
