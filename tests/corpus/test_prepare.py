"""Preparing: once, again when inputs or rules change or the folder is broken, never half."""

from __future__ import annotations

import importlib
import json
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from corpus_files import WriteFiles
from filelock import FileLock

from analysis import session
from analysis.corpus import Prepared, prepare
from analysis.corpus.prepare import SIDE_TABLES
from analysis.engine import Engine
from analysis.errors import CorpusError, SettingsError
from analysis.progress import Progress

module = importlib.import_module("analysis.corpus.prepare")
ARTICLES = {f"S/{i}.txt": f"Title {i}\n\nBody of story {i}." for i in range(5)}


class Steps(Progress):
    def __init__(self) -> None:
        self.seen: list[str] = []

    def step(self, text: str) -> None:
        self.seen += [text] if text else []


def told(folder: Path) -> tuple[Prepared, list[str]]:
    steps = Steps()
    return prepare(folder, Engine(progress=steps)), steps.seen


def content(prepared: Prepared) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(prepared.folder.iterdir())}


def test_preparing_makes_shards_and_facts(write: WriteFiles) -> None:
    prepared, steps = told(write(ARTICLES))
    assert sorted(content(prepared)) == sorted(
        ["shard-00000.parquet", "whole.json", *(f"{table.name}.parquet" for table in SIDE_TABLES)]
    )
    assert prepared.folder.parent == session.INTERIM
    assert [step.split()[0] for step in steps] == ["hashing", "reading", "cleaning", "grouping"]
    assert len(prepared.side_table("refused")) == 0


def test_a_second_call_makes_nothing(write: WriteFiles) -> None:
    folder = write(ARTICLES)
    first, _ = told(folder)
    stamps = {path: path.stat().st_mtime_ns for path in first.folder.iterdir()}
    second, steps = told(folder)
    assert second == first
    assert [step.split()[0] for step in steps] == ["hashing"]
    assert {path: path.stat().st_mtime_ns for path in second.folder.iterdir()} == stamps


def test_the_least_recently_loaded_articles_go_first(write: WriteFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    made = [prepare(write({"S/a.txt": f"Title {number}\n\nBody."})).folder for number in range(4)]
    for number, folder in enumerate(made):
        os.utime(folder, (10**9 + number, 10**9 + number))
    mine = session.INTERIM / "kept"
    mine.mkdir()
    size = sum(path.stat().st_size for path in made[0].iterdir())
    monkeypatch.setattr(module, "MAX_BYTES", size * 3.5)
    new = write({"S/a.txt": "Title 4\n\nBody."})
    with FileLock(session.INTERIM / f"{made[0].name}.lock"):
        fifth = prepare(new).folder
        assert [folder for folder in made if folder.exists()] == [made[0], *made[2:]]
    prepare(new)
    assert [folder for folder in made if folder.exists()] == made[2:]
    assert mine.exists()
    # What was loaded within a day may be in use.
    monkeypatch.setattr(module, "MAX_BYTES", 0)
    os.utime(made[3])
    prepare(new)
    assert [folder for folder in (*made, fifth) if folder.exists()] == [made[3], fifth]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("S/0.txt", "Title 0\n\nBody of story 0!"),
        ("S/new.txt", "T\n\nNew."),
        ("corpus.yml", "agencies: [Meridian]"),
    ],
)
def test_other_articles_or_settings_are_prepared_anew(write: WriteFiles, path: str, text: str) -> None:
    first, _ = told(write(ARTICLES))
    second, steps = told(write({path: text}))
    assert second.folder != first.folder
    assert "reading" in steps
    assert first.folder.is_dir()


def test_the_fingerprint_is_of_the_files_and_of_how_they_are_read(write: WriteFiles) -> None:
    first = told(write(ARTICLES))[0].fingerprint
    assert told(write({"corpus.yml": "repair: false"}))[0].fingerprint != first
    assert told(write({"corpus.yml": "repair: true"}))[0].fingerprint == first


def test_other_rules_are_prepared_anew(write: WriteFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write(ARTICLES)
    first, _ = told(folder)
    monkeypatch.setattr(module, "FORMAT", module.FORMAT + 1)
    assert told(folder)[0].folder != first.folder


def test_what_is_no_record_changes_nothing(write: WriteFiles) -> None:
    first, _ = told(write(ARTICLES))
    second, steps = told(write({"README.md": "a card", "names.yml": "families: {}"}))
    assert second == first
    assert "reading" not in steps


def test_the_same_files_elsewhere_are_the_same_shards(write: WriteFiles, tmp_path: Path) -> None:
    folder = write(ARTICLES)
    first, _ = told(folder)
    folder.rename(tmp_path / "moved")
    second, steps = told(tmp_path / "moved")
    assert (second.folder, second.fingerprint) == (first.folder, first.fingerprint)
    assert "reading" not in steps


DAMAGES: dict[str, Callable[[Path], object]] = {
    "no shard": lambda folder: (folder / "shard-00000.parquet").unlink(),
    "cut shard": lambda folder: (folder / "shard-00000.parquet").write_bytes(b"PAR1"),
    "no fact": lambda folder: (folder / "refused.parquet").unlink(),
    "no note": lambda folder: (folder / "whole.json").unlink(),
    "other note": lambda folder: (folder / "whole.json").write_text("[]"),
    "cut note": lambda folder: (folder / "whole.json").write_text("{"),
    "more shards": lambda folder: (folder / "shard-00001.parquet").write_bytes(b""),
    "planted shard": lambda folder: _plant(folder / "shard-00000.parquet"),
    "planted fact": lambda folder: _plant(folder / "refused.parquet"),
    "other format": lambda folder: (folder / "whole.json").write_text(json.dumps({"format": 0, "files": {}})),
}


@pytest.mark.parametrize("kind", DAMAGES)
def test_a_broken_folder_is_made_again(write: WriteFiles, kind: str) -> None:
    folder = write(ARTICLES)
    before = content(told(folder)[0])
    DAMAGES[kind](told(folder)[0].folder)
    prepared, steps = told(folder)
    assert "reading" in steps
    assert content(prepared) == before


def test_what_a_killed_run_was_making_is_cleared_away(write: WriteFiles) -> None:
    folder = write(ARTICLES)
    made = told(folder)[0].folder
    left = made.with_name(f"making-{made.name}-x")
    made.rename(left)
    (left / "whole.json").unlink()
    assert told(folder)[0].folder == made
    assert not left.exists()


def _plant(path: Path) -> None:
    """Put another file of the same size in its place."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def test_all_refused_is_one_sentence_and_leaves_nothing(write: WriteFiles) -> None:
    folder = write({"S/a.txt": "only a title", "S/b.txt": b"\0", "c.csv": "text,source\n,S\n"})
    with pytest.raises(CorpusError) as caught:
        prepare(folder)
    assert str(caught.value) == (
        f"Nothing usable in {folder}: 3 files or rows refused "
        "(first: S/a.txt, line 1: only a title line: no text below it)."
    )
    assert caught.value.exit_code == 3
    assert [path for path in session.INTERIM.iterdir() if path.is_dir()] == []


def test_a_column_that_was_set_is_named_where_nothing_is_usable(write: WriteFiles) -> None:
    folder = write({"c.csv": "text,page\nThe harbour reopened.,1\n"})
    with pytest.raises(CorpusError, match="As set, source is looked for in “outlet”") as caught:
        prepare(folder, reading={"columns": {"source": ["outlet"]}})
    assert "no column holds it (columns: text, page)" in str(caught.value)


def test_an_empty_folder_says_what_to_put_there(write: WriteFiles) -> None:
    with pytest.raises(CorpusError, match=r"No articles in .*: put text files into folders named after their source"):
        prepare(write({"README.md": "a card"}))


def test_a_broken_settings_file_stops_before_anything_is_made(write: WriteFiles) -> None:
    with pytest.raises(SettingsError, match=r"corpus\.yml"):
        prepare(write({**ARTICLES, "corpus.yml": "titel: x"}))
    assert not session.INTERIM.exists()


def test_a_failure_half_way_leaves_nothing(write: WriteFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write(ARTICLES)
    monkeypatch.setattr(module, "write_shard", _fail)
    with pytest.raises(OSError, match="no space left"):
        prepare(folder)
    assert [path for path in session.INTERIM.iterdir() if path.is_dir()] == []
    monkeypatch.undo()


def _fail(shard: tuple[int, Path], **_: object) -> None:
    shard[1].write_bytes(b"half")
    raise OSError("no space left")


def test_two_at_once_prepare_once(write: WriteFiles) -> None:
    folder = write(ARTICLES)
    with ThreadPoolExecutor(2) as pool:
        both = list(pool.map(told, [folder, folder]))
    assert both[0][0] == both[1][0]
    assert sum(steps.count("reading") for _, steps in both) == 1
