"""Random damage to files of every type: nothing crashes, and what is lost is reported."""

from __future__ import annotations

import csv
import gzip
import io
import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pytest
from corpus_files import parquet_file, read_all, write_files, zipped

from analysis.corpus.readers.article_rows import ArticleRow, FileOutcome, RefusedRow

# Invented; long enough to guess an encoding from, with letters beyond ASCII, quotation marks and line ends in it.
TEXTS = [
    f'Story {i} of “the ferries”.\n\nThe harbour, said Ane Brod, "is shut"; crew {i * 37} went home, naïve or not – '
    f"to café {i}.\n\nNo {i * 101} boats sailed | {{nobody}} [waited].\tThe end of story {i}."
    for i in range(12)
]
ROWS = [{"id": f"n{i}", "title": f"Title {i}", "text": text, "source": "ST"[i % 2]} for i, text in enumerate(TEXTS)]


def table(separator: str) -> bytes:
    file = io.StringIO()
    writer = csv.DictWriter(file, ["id", "title", "text", "source"], delimiter=separator, lineterminator="\n")
    writer.writeheader()
    writer.writerows(ROWS)
    return file.getvalue().encode()


FORMS = {
    "txt": f"A title\n\n{TEXTS[0]}\n\n{TEXTS[1]}\n".encode(),
    "csv": table(","),
    "tsv": table("\t"),
    "jsonl": "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS).encode(),
    "json": json.dumps(ROWS, ensure_ascii=False).encode(),
    "pretty.json": json.dumps({"n": 12, "articles": ROWS}, ensure_ascii=False, indent=1).encode(),
    "parquet": parquet_file(pa.Table.from_pylist(ROWS), row_group_size=4),
}
PACKED: dict[str, Callable[[str, bytes], bytes]] = {
    "": lambda name, data: data,
    ".gz": lambda name, data: gzip.compress(data, mtime=0),
    ".zst": lambda name, data: pa.compress(data, codec="zstd", asbytes=True),
    ".zip": lambda name, data: zipped({f"S/a/{name}": data, f"S/b/{name}": data}),
}


def damage(data: bytes, draw: random.Random) -> bytes:
    """Change, add, drop or cut at one random byte."""
    at = draw.randrange(len(data))
    new = bytes([draw.choice([draw.randrange(256), *b'",;\t|\n{}[]\\\0'])])
    return draw.choice(
        [data[:at] + new + data[at + 1 :], data[:at] + new + data[at:], data[:at] + data[at + 1 :], data[:at]]
    )


def survey(folder: Path, name: str, data: bytes) -> tuple[list[ArticleRow], list[RefusedRow], list[FileOutcome]]:
    """Read one file; `read_all` compares the counts of files with the rows in them."""
    shutil.rmtree(folder, ignore_errors=True)
    return read_all(write_files(folder, {f"S/x.{name}": data}))


# A table of lines that ends after a line is whole.
CUT_UNSEEN = ("csv", "tsv", "jsonl")


@pytest.mark.parametrize("packing", PACKED)
@pytest.mark.parametrize("form", FORMS)
def test_a_hundred_kinds_of_damage(tmp_path: Path, form: str, packing: str) -> None:
    draw = random.Random(f"{form}{packing}")
    whole = PACKED[packing](f"x.{form}", FORMS[form])
    sound, refused, _ = survey(tmp_path / "c", form + packing, whole)
    assert (len(sound), refused) == ((1 if form == "txt" else 12) * (2 if packing == ".zip" else 1), [])
    for _ in range(100):
        used, refused, files = survey(tmp_path / "c", form + packing, damage(whole, draw))
        assert files
        # A checksum or the structure of the file shows what is missing; a byte of a text may be another.
        lost = len(sound) - len(used)
        assert refused or lost <= 0 or form in CUT_UNSEEN, (lost, files)
        if packing in (".gz", ".zip"):
            texts = {file.path: [row.text for row in used if row.path == file.path] for file in files}
            expected = [row.text for row in sound if row.path == sound[0].path]
            assert all(found in ([], expected) for found in texts.values())
