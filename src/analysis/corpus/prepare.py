"""Raw files to prepared shards: read once, clean, group, and keep as Parquet until files or rules change."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from math import ceil
from pathlib import Path
from typing import Any

import pandas as pd
from filelock import FileLock

from analysis import session
from analysis.corpus.cleaning.clean_batch import clean_batch, merge_removed
from analysis.corpus.cleaning.find_boilerplate import find_boilerplate
from analysis.corpus.cleaning.mend_batch import mend_batches
from analysis.corpus.duplicates.near_duplicates import group_duplicates
from analysis.corpus.outlet_names import join_names, spelling_table
from analysis.corpus.readers.article_batches import read_batches
from analysis.corpus.readers.find_files import CorpusFile, find_files, fingerprint_files
from analysis.corpus.readers.read_files import Reading
from analysis.corpus.shards import WHOLE, assign_to_shards, write_shard
from analysis.engine import Engine
from analysis.errors import CorpusError
from analysis.settings.settings_files import CorpusSettings, read_corpus_settings
from analysis.tables import corpus_tables as tables
from analysis.text import SEGMENTED, can_segment
from analysis.wording import listed, plural, quoted

# Raised whenever a change of these rules changes what a shard or side table holds.
FORMAT = 19
# Articles a shard aims at; groups are never split, so one holds somewhat more or fewer.
SHARD_ARTICLES = 4000
SHARD_CHARACTERS = 50_000_000
# Of all prepared articles together; those of the last day are not removed.
MAX_BYTES, _DAY = 20_000_000_000, 86_400
SIDE_TABLES = (tables.REFUSED, tables.REMOVED, tables.CONFLICTS, tables.FILES, tables.NOT_CLEANED, tables.SPELLINGS)


@dataclass(frozen=True)
class Prepared:
    """A corpus on disk, ready to be counted."""

    folder: Path  # of ``shard-*.parquet`` and a Parquet file for each of `SIDE_TABLES`
    fingerprint: str  # 64 hexadecimal digits of the raw files and of how they are read (`fingerprint_corpus`)
    settings: CorpusSettings  # how the articles were read

    @property
    def shards(self) -> list[Path]:
        """Paths of the shards in their order."""
        return sorted(self.folder.glob("shard-*.parquet"))

    def side_table(self, name: str) -> pd.DataFrame:
        """Read one of `SIDE_TABLES` by its name."""
        return pd.read_parquet(self.folder / f"{name}.parquet")


def prepare(
    articles: Path,
    engine: Engine | None = None,
    reading: Mapping[str, Any] | None = None,
    interim: Path | None = None,
) -> Prepared:
    """Make the shards of a corpus, or find them made.

    Parameters are those of `analysis.corpus.load_corpus`; the shards do not depend on the engine.

    Returns
    -------
    Prepared
        Shards, made under a file lock in a temporary folder that is renamed when complete.

    Raises
    ------
    CorpusError
        When nothing usable is found; says how much was refused and why the first was.
    """
    engine = engine or Engine()
    files = find_files(articles)
    engine.progress.step(f"hashing {plural(len(files), 'file')}")
    fingerprint = fingerprint_files(files)
    settings = read_corpus_settings(articles, reading or {})
    # Words of these languages are other ones once their package is there.
    cut = [code for code in sorted(SEGMENTED) if can_segment(code)]
    key = hashlib.sha256(f"{FORMAT}\n{fingerprint}\n{settings.model_dump_json()}\n{cut}".encode()).hexdigest()[:16]
    interim = interim or session.INTERIM
    prepared = Prepared(interim / key, fingerprint_corpus(fingerprint, settings), settings)
    interim.mkdir(parents=True, exist_ok=True)
    with FileLock(interim / f"{key}.lock"):
        if not _is_whole(prepared.folder):
            shutil.rmtree(prepared.folder, ignore_errors=True)
            for unfinished in interim.glob(f"making-{key}-*"):
                # Left by an interrupted run: whoever makes these shards holds the lock.
                shutil.rmtree(unfinished, ignore_errors=True)
            work = Path(tempfile.mkdtemp(prefix=f"making-{key}-", dir=interim))
            try:
                make_shards(files, work, articles, settings, engine)
                after = fingerprint_files(find_files(articles))
                if after != fingerprint:
                    # The files changed while they were read: what was read gets a name of its own.
                    mixed = hashlib.sha256(f"{fingerprint}\n{after}".encode()).hexdigest()
                    prepared = Prepared(
                        interim / f"changed-{mixed[:16]}", fingerprint_corpus(mixed, settings), settings
                    )
                    shutil.rmtree(prepared.folder, ignore_errors=True)
                work.replace(prepared.folder)
            finally:
                shutil.rmtree(work, ignore_errors=True)
        with suppress(OSError):
            os.utime(prepared.folder)
    with suppress(OSError):
        _remove_oldest(interim, prepared.folder)
    engine.progress.step("")
    return prepared


def fingerprint_corpus(files: str, settings: CorpusSettings) -> str:
    """Hash the fingerprint of the files with what is set about reading them; if nothing is, it is that of the files."""
    given = settings.model_dump_json(exclude_defaults=True)
    return files if given == "{}" else hashlib.sha256(f"{files}\n{given}".encode()).hexdigest()


def make_shards(files: list[CorpusFile], work: Path, articles: Path, settings: CorpusSettings, engine: Engine) -> None:
    """Write shards and side tables of a corpus into an empty folder."""
    raw = work / "raw"
    raw.mkdir()
    engine.progress.step("reading")
    with engine.progress.counting("reading", sum(map(Reading.size, files))) as moved:
        read = read_batches(files, raw, settings, moved)
    engine = engine.for_articles(read.articles)
    names = join_names(read.sources, settings.sources)
    batches = mend_batches(read, settings, names, engine)
    if not batches.paths:
        raise CorpusError(_nothing_usable(articles, batches.refused, settings))
    engine.progress.step(f"cleaning {batches.articles:,} articles")
    boilerplate, not_cleaned = find_boilerplate(batches.paths, raw, engine)
    cleaned = engine.map(partial(clean_batch, boilerplate=boilerplate, keep=frozenset(settings.keep)), batches.paths)
    engine.progress.step("grouping duplicates")
    groups = raw / "groups.parquet"
    group_duplicates([batch.shingles for batch in cleaned], raw, settings.same_text, engine).to_parquet(groups)
    n_shards = ceil(max(batches.articles / SHARD_ARTICLES, batches.characters / SHARD_CHARACTERS))
    assign = partial(assign_to_shards, groups=groups, n_shards=n_shards)
    dealt = engine.map(assign, [batch.path for batch in cleaned])
    shards = [(number, work / f"shard-{number:05}.parquet") for number in range(n_shards)]
    engine.map(partial(write_shard, dealt=dealt, beside=raw), shards)
    shutil.rmtree(raw)
    removed = merge_removed([batch.removed for batch in cleaned])
    conflicts = pd.concat([batch.conflicts for batch in cleaned], ignore_index=True).sort_values(["article_id", "kind"])
    spellings = spelling_table(names, batches.sources)
    found = (batches.refused, removed, conflicts, batches.files, not_cleaned, spellings)
    for declared, table in zip(SIDE_TABLES, found, strict=True):
        declared.build(table).to_parquet(work / f"{declared.name}.parquet")
    (work / WHOLE).write_text(json.dumps({"format": FORMAT, "files": _digests(work)}))


def _remove_oldest(interim: Path, used: Path) -> None:
    """Remove the least recently loaded articles over the bound; another process may still use those of the last day."""
    loaded = os.path.getmtime
    total = 0
    for folder in sorted((path.parent for path in interim.glob(f"*/{WHOLE}")), key=loaded, reverse=True):
        total += sum(path.stat().st_size for path in folder.iterdir())
        if total > MAX_BYTES:
            with FileLock(interim / f"{folder.name}.lock", timeout=0):
                if loaded(folder) < loaded(used) - _DAY:
                    shutil.rmtree(folder)


def _is_whole(folder: Path) -> bool:
    try:
        said = json.loads((folder / WHOLE).read_text())
    except (OSError, ValueError):
        return False
    return bool(said == {"format": FORMAT, "files": _digests(folder)})


def _digests(folder: Path) -> dict[str, str]:
    """Hash the files: a damaged or planted one may have the size of the right one."""
    return {path.name: _digest(path) for path in sorted(folder.glob("*.parquet"))}


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _nothing_usable(articles: Path, refused: pd.DataFrame, settings: CorpusSettings) -> str:
    if refused.empty:
        return (
            f"No articles in {articles}: put text files into folders named after their source, "
            "or name a CSV, Excel, JSON or Parquet table."
        )
    first, n = refused.iloc[0], len(refused)
    given = "; ".join(
        f"{ours} is looked for in {listed(map(quoted, names), joiner='or')}" for ours, names in settings.columns.items()
    )
    return (
        f"Nothing usable in {articles}: {plural(n, 'file or row', 'files or rows')} refused "
        f"(first: {first['path']}, line {first['line']}: {first['reason']}).{f' As set, {given}.' if given else ''}"
    )
