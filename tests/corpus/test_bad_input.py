"""Bad files beside good articles: each is told by file and line and refused, or used as it should be.

The numbers are those of a list of bad inputs that the project goes through. What is not in this file:

- 17 a line of 1 GB, 18 many files, 25 bombs of gigabytes, 45 texts of 10 MB: trial/test_huge_input.py
- 09 to 12, 14, 16, 20 to 22, 24, one by one: test_odd_files.py
- 27 to 36, records: test_bad_records.py
- 37 to 51, texts and injection: test_bad_text.py, and on the pages notebooks/test_hostile_corpora.py
"""

from __future__ import annotations

import gzip
import io
import os
import pickle
import re
import socket
import struct
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from corpus_fate import GOOD, FateOf, Make, check, fate_finder
from corpus_files import Content

HEAD = "id,text,source,date\n"
ENGLISH = "The ferry to the islands was late again, and nobody on the quay could say when it would leave. " * 4
ARTICLE = f"A title\n\n{ENGLISH}"
PICTURE = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 9
FORMS = ("csv", "json", "jsonl", "parquet", "tsv", "txt")


@pytest.fixture
def fate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> FateOf:
    """Put something beside good articles and find what becomes of all."""
    return fate_finder(tmp_path, monkeypatch, capsys)


def parquet(**columns: object) -> bytes:
    file = io.BytesIO()
    pq.write_table(pa.table(columns), file)
    return file.getvalue()


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def encrypted(archive: bytes) -> bytes:
    """Set the flag of encryption in both headers of the only member."""
    data, directory = bytearray(archive), archive.index(b"PK\x01\x02")
    data[6] |= 1
    data[directory + 8] |= 1
    return bytes(data)


def lying(archive: bytes) -> bytes:
    """Let both headers of the only member claim that it unpacks to 100 bytes."""
    data, directory = bytearray(archive), archive.index(b"PK\x01\x02")
    data[22:26] = data[directory + 24 : directory + 28] = struct.pack("<I", 100)
    return bytes(data)


def bomb() -> bytes:
    return zipped({"S/x.txt": bytes(110_000_000)})


def links(folder: Path) -> None:
    (folder.parent / "outside").mkdir()
    (folder.parent / "outside" / "secret.txt").write_text(ARTICLE)
    here = folder / "S"
    here.mkdir()
    (here / "out.txt").symlink_to(folder.parent / "outside" / "secret.txt")
    (here / "self.txt").symlink_to("self.txt")
    (here / "nothing.txt").symlink_to("nowhere.txt")
    (here / "round").symlink_to(folder)
    (here / "away").symlink_to(folder.parent / "outside")


def pipes(folder: Path) -> None:
    (folder / "S").mkdir()
    os.mkfifo(folder / "S" / "pipe.txt")
    before = Path.cwd()
    os.chdir(folder / "S")  # the address of a socket has at most 108 bytes
    try:
        with socket.socket(socket.AF_UNIX) as bound:
            bound.bind("socket.csv")
    finally:
        os.chdir(before)


class Opened:
    """Opened by whoever unpickles it."""

    def __reduce__(self) -> tuple[object, tuple[str, str]]:
        return open, ("unpickled.txt", "w")


# What is put there, how many records of it are used, and which are refused: path, line and a pattern of the reason.
Case = tuple[Content | Make, int, list[tuple[str, int, str]]]
CASES: dict[str, Case] = {
    "03-no-byte": (
        {f"S/a.{form}": b"" for form in (*FORMS, "txt.gz", "zip")},
        0,
        [(f"S/a.{form}", 1, "empty|no record|Parquet|cut off|damaged") for form in (*FORMS, "txt.gz", "zip")],
    ),
    "04-blanks": (
        {f"S/a.{form}": " \n\t\r\n " for form in FORMS},
        0,
        [(f"S/a.{form}", 1, "empty|no record|no column|Parquet") for form in FORMS],
    ),
    "05-header-alone": (
        {"a.csv": HEAD, "b.tsv": "text\tsource", "c.csv.gz": gzip.compress(HEAD.encode())},
        0,
        [(name, 1, "no records") for name in ("a.csv", "b.tsv", "c.csv.gz")],
    ),
    "06-a-picture": (
        {f"S/a.{form}": PICTURE for form in (*FORMS, "png", "zip")},
        0,
        [(f"S/a.{form}", 1, "NUL|UTF-8|Parquet|archive|form .png") for form in sorted((*FORMS, "png", "zip"))],
    ),
    "07-byte-order-marks": (
        {"S/a.txt": "\ufeff" + ARTICLE, "b.csv": f"\ufeff{HEAD}b,some words,S,\n",
         "c.jsonl": '\ufeff{"id": "c", "text": "some words", "source": "S"}'},
        3,
        [],
    ),
    "08-utf-16": (
        {f"S/{codec}.{form}": table.encode(codec)
         for codec in ("utf-16", "utf-16-le", "utf-16-be")
         for form, table in (("txt", ARTICLE), ("csv", f"text,source\n{ENGLISH.replace(',', '')},S\n"))},
        6,
        [],
    ),
    "11-broken-and-too-short-to-guess": ({"S/a.txt": b"T\n\nna\xefve"}, 0, [("S/a.txt", 1, "not UTF-8 .*say it")]),
    "13-nul-bytes": (
        {"S/a.txt": "T\n\nte\0xt", "b.csv": f"{HEAD}1,te\0xt,S,\n2,text,S,\n"},
        1,
        [("S/a.txt", 1, "NUL"), ("b.csv", 2, "NUL")],
    ),
    "19-links": (
        links,
        0,
        [
            ("S/away", 1, "link to a folder"),
            ("S/nothing.txt", 1, "not there"),
            ("S/out.txt", 1, "leads out of the corpus"),
            ("S/round", 1, "link to a folder"),
            ("S/self.txt", 1, "circle"),
        ],
    ),
    "20-pipe-and-socket": (pipes, 0, [("S/pipe.txt", 1, "pipe"), ("S/socket.csv", 1, "socket")]),
    "22-names": (
        {f"S/{name}.txt": f"T\n\nWords of number {i}." for i, name in enumerate(
            ["a\nb", "a'b", 'a"b', "a..b", "-rf", "é" * 125, "🦔", "a b", "<b>", "%s", "C:\\x", "a\u202eb", "a\x1b[31m",
             os.fsdecode(b"caf\xe9"), os.fsdecode(b"caf\xea"), r"caf\udce9"])},
        16,
        [],
    ),
    "23-equal-but-for-case-or-form": (
        {f"S/{name}.txt": f"T\n\nWords of number {i}." for i, name in enumerate(
            ["caf\u00e9", "cafe\u0301", "CAF\u00c9", "cafe"])},
        4,
        [],
    ),
    "25-zip-bomb": ({"a.zip": bomb()}, 0, [("a.zip/S/x.txt", 1, "unpacks to more")]),
    "25-zip-bomb-that-lies": ({"a.zip": lying(bomb())}, 0, [("a.zip/S/x.txt", 1, "damaged|NUL|more than")]),
    "25-gzip-bomb": (
        {f"S/a.{form}.gz": gzip.compress(b" " * 110_000_000, 1) for form in ("csv", "jsonl", "txt")},
        0,
        [(f"S/a.{form}.gz", 1, "unpacks to more|longer|larger") for form in ("csv", "jsonl", "txt")],
    ),
    "25-zip-in-a-zip": (
        {"a.zip": zipped({"S/x.txt": ARTICLE, "S/y.zip": zipped({"z.txt": ARTICLE})})},
        1,
        [("a.zip/S/y.zip", 1, "archive in an archive")],
    ),
    "25-members-that-climb": (
        {"a.zip": zipped({"../../S/x.txt": ARTICLE, "/tmp/y.txt": ARTICLE, "../z.txt": ARTICLE})},
        2,
        [("a.zip/../z.txt", 1, "no source")],
    ),
    "25-encrypted": ({"a.zip": encrypted(zipped({"S/x.txt": ARTICLE}))}, 0, [("a.zip/S/x.txt", 1, "encrypted")]),
    "25-zip-cut-off": (
        {"a.zip": zipped({f"S/{i}.txt": f"T\n\nWords of number {i}." for i in range(3)})[:-100]},
        3,
        [("a.zip", 1, "archive")],
    ),
    "25-gzip-cut-off": (
        {"S/a.txt.gz": gzip.compress(ARTICLE.encode())[:-12], "b.csv.gz": gzip.compress(HEAD.encode() * 99)[:30]},
        0,
        [("S/a.txt.gz", 1, "cut off"), ("b.csv.gz", 1, "cut off")],
    ),
    "26-parquet-cut-off": (
        {"a.parquet": parquet(text=["a"] * 99, source=["S"] * 99)[:-20]},
        0,
        [("a.parquet", 1, "not Parquet")],
    ),
    "26-parquet-that-claims-2-gb": (
        {"a.parquet": parquet(text=["a"], source=["S"])[:-8] + b"\xff\xff\xff\x7fPAR1"},
        0,
        [("a.parquet", 1, "not Parquet")],
    ),
    "26-parquet-with-a-pickle": (
        {"a.parquet": parquet(text=[pickle.dumps(Opened())], source=["S"])},
        0,
        [("a.parquet", 1, "bytes, not text")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("content", "used", "refused"), [pytest.param(*case, id=name) for name, case in CASES.items()])
def test_the_good_stay_and_the_bad_is_told(
    fate: FateOf, content: Content | Make, used: int, refused: list[tuple[str, int, str]]
) -> None:
    found = fate(content)
    assert [place[:2] for place in found.refused] == [place[:2] for place in refused]
    assert len(found.used) == len(GOOD) + used
    for (path, line, pattern), (_, _, reason) in zip(refused, found.refused, strict=True):
        assert re.search(pattern, reason), reason
        assert f"  {path} | {line} | " in found.told
    assert not Path("unpickled.txt").exists()


@pytest.mark.parametrize(
    ("content", "first"),
    [
        pytest.param({}, "", id="02-empty-folder"),
        pytest.param({"README.md": "# About", "corpus.yml": "title: x"}, "", id="02-no-records"),
        pytest.param({"S/a.txt": b"", "b.csv": b"", "c.jsonl": b"\n"}, "S/a.txt", id="03-no-byte"),
        pytest.param({"a.csv": HEAD}, "a.csv", id="05-header-alone"),
        pytest.param({"S/a.txt": PICTURE}, "S/a.txt", id="06-a-picture"),
        pytest.param({"a.zip": zipped({"b.zip": zipped({"S/x.txt": ARTICLE})})}, "a.zip/b.zip", id="25-zip-in-a-zip"),
    ],
)
def test_nothing_usable_is_code_3_and_one_sentence(fate: FateOf, content: Content, first: str) -> None:
    found = fate(content, good={})
    assert found.code == 3
    assert (rf"(first: {first}, line 1: " if first else "put text files into folders") in found.told


def test_01_no_folder(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, out, err = check(monkeypatch, capsys, str(tmp_path / "none"))
    assert (code, out) == (3, "")
    assert err == f"analysis: There is no folder or file of articles at {tmp_path / 'none'}: check the path.\n"
