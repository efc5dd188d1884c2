"""Bad files and rows beside good articles: each is refused with its file and line, or used as it should be.

The numbers are those of a list of bad inputs that the project goes through. What is not in this file:

- 17 a line of 1 GB, 18 many files, 25 bombs of gigabytes, 35 10,000 sources, 45 texts of 10 MB:
  trial/test_huge_input.py
- 07 to 12 and 16, encodings and line ends: test_encodings.py; 14, 20, 21, 24: test_odd_files.py; 19 links, 20 pipes,
  22 names: test_find_files.py; 25 archives and bombs: test_packed_files.py
- 27 to 36, rows, ids and dates: test_csv_reader.py, test_json_reader.py, test_parquet_reader.py, test_ids.py,
  test_plain_text.py; a source that does not exist, in parameters: test_load.py
- 37 to 51, texts and injection: test_bad_text.py, and on the pages notebooks/test_hostile_corpora.py
"""

from __future__ import annotations

import gzip
import os
import pickle
import re
from pathlib import Path

import pyarrow as pa
import pytest
from corpus_files import Content, parquet_file, zipped
from corpus_outcome import GOOD, OutcomeOf, check

HEAD = "id,text,source,date\n"
LINE = '{"id": "%s", "text": "some words of an article", "source": "S"}'
ENGLISH = "The ferry to the islands was late again, and nobody on the quay could say when it would leave. " * 4
ARTICLE = f"A title\n\n{ENGLISH}"
PICTURE = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 9
FORMS = ("csv", "json", "jsonl", "parquet", "tsv", "txt")


NAMES = [
    "a\nb", "a'b", 'a"b', "a..b", "-rf", "é" * 125, "🦔", "a b", "<b>", "%s", "C:\\x", "a\u202eb", "a\x1b[31m",
    os.fsdecode(b"caf\xe9"), os.fsdecode(b"caf\xea"), r"caf\udce9",
]  # fmt: skip


class Opened:
    """Opened by whoever unpickles it."""

    def __reduce__(self) -> tuple[object, tuple[str, str]]:
        return open, ("unpickled.txt", "w")


# Files of a case, how many articles of it are used, and what is refused: path, line, pattern of the reason.
Case = tuple[Content, int, list[tuple[str, int, str]]]
CASES: dict[str, Case] = {
    "03-no-byte": (
        {f"a.{form}": b"" for form in (*FORMS, "txt.gz", "zip")},
        0,
        [(f"a.{form}", 1, "empty|no articles|Parquet|cut off|zip archive") for form in (*FORMS, "txt.gz", "zip")],
    ),
    "04-blanks": (
        {f"a.{form}": " \n\t\r\n " for form in FORMS},
        0,
        [(f"a.{form}", 1, "empty|no articles|no column|Parquet") for form in FORMS],
    ),
    "05-header-alone": (
        {"a.csv": HEAD, "b.tsv": "text\tsource", "c.csv.gz": gzip.compress(HEAD.encode())},
        0,
        [(name, 1, "no articles in it") for name in ("a.csv", "b.tsv", "c.csv.gz")],
    ),
    "06-a-picture": (
        {f"a.{form}": PICTURE for form in (*FORMS, "png", "zip")},
        0,
        [(f"a.{form}", 1, "NUL|Parquet|zip archive|file type .png") for form in (*FORMS, "png", "zip")],
    ),
    "08-utf-16": (
        {
            "a.txt": ARTICLE.encode("utf-16"),
            "b.csv": "text;source\nWords in another encoding;S\n".encode("utf-16"),
        },
        2,
        [],
    ),
    "13-nul-bytes": (
        {"a.txt": "T\n\nte\0xt", "b.csv": f"{HEAD}1,te\0xt,S,\n2,text,S,\n"},
        0,
        [("a.txt", 1, "NUL"), ("b.csv", 1, "NUL")],
    ),
    "22-names": ({f"{name}.txt": f"T\n\nWords of number {i}." for i, name in enumerate(NAMES)}, len(NAMES), []),
    "23-equal-but-for-case-or-form": (
        {
            f"{name}.txt": f"T\n\nLines of number {i}."
            for i, name in enumerate(["caf\u00e9", "cafe\u0301", "CAF\u00c9", "cafe"])
        },
        4,
        [],
    ),
    "25-zip-cut-off": (
        {"a.zip": zipped({f"S/{i}.txt": f"T\n\nWords of zip {i}." for i in range(3)})[:-100]},
        0,
        [("a.zip", 1, "not a complete zip archive")],
    ),
    "26-parquet-that-claims-2-gb": (
        {"a.parquet": parquet_file(pa.table({"text": ["a"], "source": ["S"]}))[:-8] + b"\xff\xff\xff\x7fPAR1"},
        0,
        [("a.parquet", 1, "not a complete Parquet file")],
    ),
    "26-parquet-with-a-pickle": (
        {"a.parquet": parquet_file(pa.table({"text": [pickle.dumps(Opened())], "source": ["S"]}))},
        0,
        [("a.parquet", 1, "bytes, not text")],
    ),
    "29-bad-lines": ({"a.jsonl": f'{LINE % 4}\n{{"id": 2,\n{LINE % 5}'}, 2, [("a.jsonl", 2, "not JSON")]),
    "31-ragged-rows": ({"a.csv": f"{HEAD}6,one,S,,more\n7,two rows,S,\n"}, 1, [("a.csv", 2, "5 fields where")]),
    "31-a-lost-quotation-mark": (
        {"a.csv": f'{HEAD}9,one,S,\n10,"two,S,\n11,three,S,\n'},
        0,
        [("a.csv", 1, "not CSV at line 3: a quotation mark is missing")],
    ),
}


def test_the_good_is_used_and_the_bad_is_reported(outcome: OutcomeOf) -> None:
    """Every case at once, each in a folder of its own: none takes another with it."""
    found = outcome({f"{name}/{path}": data for name, (files, _, _) in CASES.items() for path, data in files.items()})
    for name, (_, n_used, expected) in CASES.items():
        used = [path for path in found.corpus.articles["path"] if path.startswith(f"{name}/")]
        refused = [row for row in found.refused if row[0].startswith(f"{name}/")]
        assert len(used) == n_used, (name, used, refused)
        assert [row[:2] for row in refused] == [(f"{name}/{path}", line) for path, line, _ in sorted(expected)], name
        for (_, _, reason), (_, _, pattern) in zip(refused, sorted(expected), strict=True):
            assert re.search(pattern, reason), (name, reason)
    for path, line, _ in found.refused[:20]:
        assert f"  {path} | {line} | " in found.output
    assert len(found.used) == len(GOOD) + sum(n_used for _, n_used, _ in CASES.values())
    assert not Path("unpickled.txt").exists()


@pytest.mark.parametrize(
    ("content", "first"),
    [
        pytest.param({}, "", id="02-empty-folder"),
        pytest.param({"README.md": "# About", "corpus.yml": "title: x"}, "", id="02-no-articles"),
        pytest.param({"S/a.txt": PICTURE, "b.csv": b"", "c.jsonl": b"\n"}, "S/a.txt", id="03-no-byte"),
        pytest.param({"a.zip": zipped({"b.zip": zipped({"S/x.txt": ARTICLE})})}, "a.zip/b.zip", id="25-zip-in-a-zip"),
    ],
)
def test_nothing_usable_is_code_3_and_one_sentence(outcome: OutcomeOf, content: Content, first: str) -> None:
    found = outcome(content, good={})
    assert found.code == 3
    assert (rf"(first: {first}, line 1: " if first else "put text files into folders") in found.output


def test_01_no_folder(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, out, err = check(capsys, str(tmp_path / "none"))
    assert (code, out) == (3, "")
    assert err == f"analysis: There is no folder or file of articles at {tmp_path / 'none'}: check the path.\n"
