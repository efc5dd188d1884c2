"""The first difference of two files in words, and traces of a run in files: found where they are, and only there."""

from __future__ import annotations

import io
import struct
import zipfile
from datetime import datetime
from pathlib import Path

import pytest

from analysis.run.compare_files import first_difference
from analysis.run.leaks import Traces, distinctive_names, find_traces


def zipped(**content: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in content.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return made.getvalue()


def image(*chunks: tuple[bytes, bytes]) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + b"sums" for kind, data in chunks
    )


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("a.csv", b"x", b"x", ""),
        ("a.csv", b"a,b\n1,2\n", b"a,b\n1,3\n", "line 2, column b: “3”, published “2”"),
        # A cell of two lines: the line is that of the file, where the row ends.
        ("a.csv", b'a,b\n"1\n1",2\n', b'a,b\n"1\n1",3\n', "line 3, column b: “3”, published “2”"),
        ("a.csv", b"a\n1\n", b"a\n1\n2\n", "further rows after line 2"),
        ("a.csv", b'a\n"1"\n', b"a\n1\n", "line 2, column 1: “1”, published “\"1\"”"),
        ("a.csv", b"a\n\x1b[1m\n", b"a\n2\n", "line 2, column a: “2”, published “\\x1b[1m”"),
        ("a.json", b'{"a": [1, {"b": "x\\ny"}]}', b'{"a": [1, {"b": "x\\nz"}]}',
         "a > 2 > b, line 2, column 1: “z”, published “y”"),
        ("a.ipynb", b'{"cells": [{"id": "1", "source": "x"}]}', b'{"cells": [{"id": "2", "source": "y"}]}',
         "cells > 1 > source, line 1, column 1: “y”, published “x”"),
        ("a.json", b'{"a": 1}', b'{"a": 2}', "a: “2”, published “1”"),
        ("a.svg", b"<svg>\n<g id='1'/>", b"<svg>\n<g id='2'/>",
         "line 2, column 8: “<g id='2'/>”, published “<g id='1'/>”"),
        ("a.npz", zipped(a=b"12", b=b"1234"), zipped(a=b"12", b=b"1239"),
         "member b, offset 3 (4 bytes, published 4)"),
        ("a.npz", b"no archive", b"none", "offset 2 (4 bytes, published 10)"),
        # 8 bytes of signature, 4 of length, 4 of kind, then the content.
        ("a.png", image((b"IDAT", b"aa")), image((b"IDAT", b"ab")), "offset 17 (22 bytes, published 22), in IDAT"),
        ("a.bin", b"\xff\x00", b"\xff\x01", "offset 1 (2 bytes, published 2)"),
    ],
)  # fmt: skip
def test_the_first_difference_is_told_in_words(name: str, old: bytes, new: bytes, said: str) -> None:
    assert first_difference(name, old, new) == said


# A run of two minutes over midnight in one of its two clocks.
TRACES = Traces(
    ("host-1",), (datetime(2024, 11, 25, 14, 59, 30), datetime(2024, 11, 25, 23, 59, 30)), 1_732_546_770.0, 120.0
)


@pytest.mark.parametrize(
    "leak",
    ["0x7f3a2b1c4d5e", "ipykernel_1234", "pid=77", "site-packages", "host-1", "2024-11-25T15:00", "2024-11-26 00:01",
     "2024-11-25 15:01:30", "15:00:10", "1732546800", "1732546800.5", "1732546800123"],
)  # fmt: skip
def test_a_trace_of_the_run_is_found(tmp_path: Path, leak: str) -> None:
    (tmp_path / "toy").mkdir()
    (tmp_path / "toy" / "a.csv").write_text(f'term,count\n"{leak}",1\n')
    (found,) = find_traces(tmp_path, TRACES, lambda text: False)
    assert found.startswith("toy/a.csv holds a")
    assert leak.startswith(found.rpartition(": ")[2])
    # What an article says is none.
    assert find_traces(tmp_path, TRACES, lambda text: True) == []


@pytest.mark.parametrize(
    "text",
    ["2024-11-25", "2024-11-25T12:00", "15:01", "16:00:10", "1732540000", "17325468001", "0x7f", "ghost-1", "host-12",
     "0x52908400098527886E0F7030069857D2E4169EE7", "2024-11-24 15:00", "the process 7", "2024-11-26 00:02"],
)  # fmt: skip
def test_what_any_article_may_say_is_no_trace(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.html").write_text(f"<p>{text}</p>")
    assert find_traces(tmp_path, TRACES, lambda text: False) == []


def test_archives_and_images_are_looked_into(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.npz", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("b.npy"), "at 0x7f3a2b1c4d5e".encode("utf-32-le"))
        archive.writestr(zipfile.ZipInfo("c.npy", (2024, 11, 25, 15, 0, 0)), b"")
    (tmp_path / "d.png").write_bytes(image((b"tIME", struct.pack(">HBBBBB", 2024, 11, 25, 15, 0, 0)), (b"IDAT", b"")))
    assert find_traces(tmp_path, TRACES, lambda text: False) == [
        "a.npz (times of its members) holds a time of the run: 2024-11-25 15:00:00",
        "a.npz (b.npy) holds an address of memory: 0x7f3a2b1c4d5e",
        "d.png (tIME) holds a time of the run: 2024-11-25 15:00:00",
    ]


def test_names_that_are_words_are_not_searched() -> None:
    assert distinctive_names(["root", "wilson", "", "pc-1", "fv-az12"]) == ("pc-1", "fv-az12")
