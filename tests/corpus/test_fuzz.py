"""Random damage to files of every form: nothing crashes, and what is lost is told where it stood."""

from __future__ import annotations

import csv
import gzip
import io
import json
import random
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from corpus_files import read_all, write_files

from analysis.corpus.record import FileRead, Record, Refused

# Invented; long enough to guess an encoding from, with letters beyond ASCII, quotation marks and line ends in it.
TEXTS = [
    f"Story {i} of “the ferries”.\n\nThe harbour, said Ane Brod, \"is shut\"; crew {i * 37} went home, naïve or not – "
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


def parquet() -> bytes:
    file = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(ROWS), file, row_group_size=4)
    return file.getvalue()


def zipped(name: str, data: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for member in (f"S/a/{name}", f"S/b/{name}"):
            archive.writestr(zipfile.ZipInfo(member), data, zipfile.ZIP_DEFLATED)
    return file.getvalue()


FORMS = {
    "txt": f"A title\n\n{TEXTS[0]}\n\n{TEXTS[1]}\n".encode(),
    "csv": table(","),
    "tsv": table("\t"),
    "jsonl": "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS).encode(),
    "json": json.dumps(ROWS, ensure_ascii=False).encode(),
    "pretty.json": json.dumps({"n": 12, "articles": ROWS}, ensure_ascii=False, indent=1).encode(),
    "parquet": parquet(),
}
PACKED: dict[str, Callable[[str, bytes], bytes]] = {
    "": lambda name, data: data,
    ".gz": lambda name, data: gzip.compress(data, mtime=0),
    ".zst": lambda name, data: pa.compress(data, codec="zstd", asbytes=True),
    ".zip": zipped,
}


def damage(data: bytes, draw: random.Random) -> tuple[bytes, int]:
    """Change, add, drop or cut one byte at a random place."""
    at = draw.randrange(len(data))
    kind = draw.choice("=====+-|")
    new = bytes([draw.choice([draw.randrange(256), *b'",;\t|\n{}[]\\\0'])])
    return {
        "=": data[:at] + new + data[at + 1 :],
        "+": data[:at] + new + data[at:],
        "-": data[:at] + data[at + 1 :],
        "|": data[:at],
    }[kind], at


def survey(folder: Path, name: str, data: bytes) -> tuple[list[Record], list[Refused], list[FileRead]]:
    shutil.rmtree(folder, ignore_errors=True)
    return read_all(write_files(folder, {f"S/x.{name}": data}))
