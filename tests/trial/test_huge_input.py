"""Huge input: within 3 GB of addresses and a time limit, the right exit code, and good articles beside it are used."""

from __future__ import annotations

import csv
import gzip
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.trial

GIGABYTE = 1 << 30
ZEROS = bytes(100_000_000)
# The command, then the same articles loaded, each in a process of its own with little memory.
LIMIT = f"import resource; resource.setrlimit(resource.RLIMIT_AS, ({3 * GIGABYTE},) * 2)\n"
CHECK = LIMIT + "from analysis.cli import main; main()"
LOAD = (
    LIMIT
    + """
import json, sys
from analysis.corpus import load_corpus
corpus = load_corpus(sys.argv[1], min_articles=1)
refused = corpus.refused[["path", "line", "reason"]].values.tolist()
print(json.dumps({"used": len(corpus.articles), "refused": refused[:20], "sources": len(corpus.source_names),
                  "words": int(corpus.articles["words"].sum()), "texts": corpus.independent_texts}))
"""
)


def start(code: str, *arguments: str, seconds: float, project: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "ANALYSIS_PROJECT": str(project)}
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=seconds)


def outcome(folder: Path, seconds: float = 120) -> tuple[str, dict[str, Any]]:
    """Check and load a folder; what the command says, and what is loaded."""
    checked = start(CHECK, "check", "--full", str(folder), seconds=seconds, project=folder.parent)
    assert (checked.returncode, checked.stderr) == (0, "")
    loaded = start(LOAD, str(folder), seconds=seconds, project=folder.parent)
    assert (loaded.returncode, loaded.stderr) == (0, "")
    assert not list((folder.parent / "data" / "interim").glob("making-*"))
    found: dict[str, Any] = json.loads(loaded.stdout)
    return checked.stdout, found


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Folder of a corpus with one good article."""
    (tmp_path / "corpus" / "Good").mkdir(parents=True)
    (tmp_path / "corpus" / "Good" / "a.txt").write_text("A title\n\nThe harbour reopened on Monday.")
    return tmp_path / "corpus"


def long_line(path: Path, before: str, filling: bytes, after: str) -> None:
    """Write a line of 1 GB between two others; of zero bytes, it takes no place on the disk."""
    with path.open("wb") as file:
        file.write(before.encode())
        if filling == b"\0":
            file.seek(GIGABYTE, os.SEEK_CUR)
        else:
            for _ in range(1 << 6):
                file.write(filling * (1 << 24))
        file.write(after.encode())


ROW = '{"text": "some words", "source": "S", "id": "%s"}'
LONG_LINES = {
    "txt": ("A title\n\n", "\n"),
    "csv": ("id,text,source\n1,some words,S\n2,", ",S\n3,more words,S\n"),
    "jsonl": (f'{ROW % 1}\n{{"id": "2", "source": "S", "text": "', f'"}}\n{ROW % 3}\n'),
    "json": (f'[{ROW % 1},\n{{"id": "2", "source": "S", "text": "', f'"}},\n{ROW % 3}]\n'),
}


@pytest.mark.parametrize("form", LONG_LINES)
def test_17_a_line_of_1_gb_is_never_held(corpus: Path, form: str) -> None:
    before, after = LONG_LINES[form]
    long_line(corpus / f"S.{form}", before, b"a", after)
    told, found = outcome(corpus)
    (corpus / f"S.{form}").unlink()
    (refused,) = found["refused"]
    assert refused[0] == f"S.{form}"
    assert "longer than" in refused[2] or "larger than" in refused[2]
    # Of JSON lines it is one; the other files are refused whole.
    assert found["used"] == (3 if form == "jsonl" else 1)
    assert f"S.{form} | {refused[1]} | " in told


@pytest.mark.parametrize("form", LONG_LINES)
def test_17_a_sparse_file_is_not_text(corpus: Path, form: str) -> None:
    long_line(corpus / f"S.{form}", "", b"\0", "")
    _, found = outcome(corpus)
    assert found["used"] == 1
    assert [path for path, _, _ in found["refused"]] == [f"S.{form}"]


def zip_bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        with archive.open("S/a.csv", "w", force_zip64=True) as member:
            for _ in range(50):
                member.write(ZEROS)
        archive.writestr("S/b.txt", "A title\n\nWords beside the bomb.")


def many_members(path: Path) -> None:
    """Write an archive whose directory names one member of 100 MB a thousand times."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("S/a.csv", ZEROS)
        archive.filelist *= 1000
    assert path.stat().st_size < 1_000_000


def nested(path: Path) -> None:
    """Write an archive in an archive in an archive ..., each with ten of the next."""
    inner = gzip.compress(b"")
    for depth in range(5):
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for i in range(10):
                archive.writestr(f"{i}.{'zip' if depth else 'txt.gz'}", inner)
        inner = path.read_bytes()


def gzip_bomb(path: Path) -> None:
    path.write_bytes(gzip.compress(ZEROS) * 30)  # 3 GB in 3 MB


BOMBS: dict[str, tuple[str, Callable[[Path], None], int]] = {
    "zip": ("a.zip", zip_bomb, 2),
    "zip-with-many-members": ("a.zip", many_members, 1),
    "zip-of-zips": ("a.zip", nested, 1),
    "gzip-text": ("S.txt.gz", gzip_bomb, 1),
    "gzip-table": ("S.csv.gz", gzip_bomb, 1),
    "gzip-lines": ("S.jsonl.gz", gzip_bomb, 1),
    "gzip-array": ("S.json.gz", gzip_bomb, 1),
    "gzip-parquet": ("S.parquet.gz", gzip_bomb, 1),
}


@pytest.mark.parametrize("name", BOMBS)
def test_25_a_bomb_is_refused(corpus: Path, name: str) -> None:
    file, make, used = BOMBS[name]
    make(corpus / file)
    told, found = outcome(corpus)
    assert found["used"] == used
    assert found["refused"]
    assert all(path.startswith(file) for path, _, _ in found["refused"])
    assert file in told


def test_18_a_large_array_is_parsed_whole(corpus: Path) -> None:
    with (corpus / "a.json").open("w", encoding="utf-8") as file:
        for i in range(19_000):
            text = f"Story number {i} of {i % 977} words, told in the café 😀. " * 90
            file.write(f"{',' if i else '['}\n{json.dumps({'id': i, 'text': text, 'source': 'S'}, ensure_ascii=False)}")
        file.write("]")
    assert (corpus / "a.json").stat().st_size > 90_000_000
    _, found = outcome(corpus, seconds=600)
    assert (found["used"], found["refused"]) == (19_001, [])


def test_18_100_000_small_files(corpus: Path) -> None:
    for i in range(100_000):
        folder = corpus / f"S{i % 20}" / f"{i % 100}"
        if i < 2000:
            folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{i}.txt").write_text(f"Title {i}\n\nStory number {i} of {i % 977} words, told by {i % 83} people.")
    told, found = outcome(corpus)
    assert found["used"] == 100_001
    assert "100,001 articles or rows found: 100,001 used, 0 refused" in told


def test_18_200_000_rows(corpus: Path) -> None:
    with (corpus / "a.csv").open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["id", "text", "source", "date"])
        for i in range(200_000):
            text = f"Story number {i} of {i % 977} words, told by {i % 83} people in {i % 7919} towns."
            rows.writerow([i, text, f"S{i % 20}", f"2024-03-{i % 28 + 1:02}"])
    _, found = outcome(corpus, seconds=300)
    assert found["used"] == 200_001


def test_35_10_000_sources(corpus: Path) -> None:
    lines = ["text,source", *(f"Story {i} of town {i % 10_000},Paper {i % 10_000}" for i in range(20_000))]
    (corpus / "a.csv").write_text("\n".join(lines))
    told, found = outcome(corpus)
    assert (found["used"], found["sources"]) == (20_001, 10_001)
    assert "... and " in told


MONSTERS = {
    "one token": "a" * 9_900_000,
    "a word again and again": "word " * 1_900_000,
    "less than": "<" * 9_900_000 + " word",
    "blanks": "one" + " " * 9_900_000 + "word",
    "sentences": "No. " * 2_400_000,
    "quotation marks": "“ " * 2_400_000 + "word",
    "paragraphs": "word\n\n" * 1_600_000,
    "Thai without blanks": "ก" * 3_000_000,
    "accents": "e" + "\u0301" * 4_900_000,
    "copyright": "word © 2024 " * 700_000,
}


@pytest.mark.parametrize("name", MONSTERS)
def test_45_an_article_of_10_mb_is_an_article(corpus: Path, name: str) -> None:
    (corpus / "S").mkdir()
    (corpus / "S" / "a.txt").write_text(f"A title\n\n{MONSTERS[name]}", encoding="utf-8")
    _, found = outcome(corpus)
    assert (found["used"], found["refused"]) == (2, [])


def test_45_an_article_of_more_is_refused_by_its_size(corpus: Path) -> None:
    (corpus / "S").mkdir()
    (corpus / "S" / "a.txt").write_text("A title\n\n" + "word " * 2_100_000)
    _, found = outcome(corpus)
    assert found["used"] == 1
    assert found["refused"] == [["S/a.txt", 1, "cannot be read: larger than an article can be (10 MB)"]]
