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
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from corpus_files import read_all, write_files

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


def damage(data: bytes, draw: random.Random) -> bytes:
    """Change, add, drop or cut at one random byte."""
    at = draw.randrange(len(data))
    new = bytes([draw.choice([draw.randrange(256), *b'",;\t|\n{}[]\\\0'])])
    return draw.choice(
        [data[:at] + new + data[at + 1 :], data[:at] + new + data[at:], data[:at] + data[at + 1 :], data[:at]]
    )


def survey(folder: Path, name: str, data: bytes) -> tuple[list[ArticleRow], list[RefusedRow], list[FileOutcome]]:
    """Read one file; `read_all` holds the counts of files against the records in them."""
    shutil.rmtree(folder, ignore_errors=True)
    return read_all(write_files(folder, {f"S/x.{name}": data}))


@pytest.mark.parametrize("packing", PACKED)
@pytest.mark.parametrize("form", FORMS)
def test_a_hundred_kinds_of_damage(tmp_path: Path, form: str, packing: str) -> None:
    draw = random.Random(f"{form}{packing}")
    whole = PACKED[packing](f"x.{form}", FORMS[form])
    sound, refused, _ = survey(tmp_path / "c", form + packing, whole)
    assert (len(sound), refused) == ((1 if form == "txt" else 12) * (2 if packing == ".zip" else 1), [])
    texts = {record.text for record in sound}
    for _ in range(100):
        used, refused, files = survey(tmp_path / "c", form + packing, damage(whole, draw))
        assert files
        # A checksum or the structure of the form finds out what is missing; a byte of a text may be another.
        lost = len(sound) - len(used)
        assert refused or lost <= 0 or form in CUT_UNSEEN, (lost, files)
        assert packing not in (".gz", ".zip") or {record.text for record in used} == texts or refused


# A table of lines that ends after a line is whole.
CUT_UNSEEN = ("csv", "tsv", "jsonl")


@pytest.mark.parametrize("form", ["csv", "tsv", "jsonl", "json", "pretty.json"])
def test_damage_in_one_record_takes_no_other_with_it(tmp_path: Path, form: str) -> None:
    """One record has its text in the middle of the file damaged; every other stays as it is, or it is told where."""
    draw = random.Random(form)
    whole = FORMS[form]
    sound = survey(tmp_path / "c", form, whole)[0]
    for number in range(1, 11):
        # The bytes of the record, from its id to the id of the next.
        start, end = (whole.index(b"n%d" % n) for n in (number, number + 1))
        for _ in range(10):
            at = draw.randrange(start, end)
            new = bytes([draw.choice(b'ax ",;\t|\n{}[]\\:')])
            damaged = draw.choice([whole[:at] + new + whole[at + 1 :], whole[:at] + new + whole[at:]])
            used, refused, _ = survey(tmp_path / "c", form, damaged)
            kept = {record.article_id for record in used if record in _same(sound, record)}
            missing = {record.article_id for record in sound} - kept
            assert missing <= {f"n{number}", f"n{number + 1}"} | ({f"n{number - 1}"} if at == start else set()), (
                damaged[at - 9 : at + 9]
            )
            assert refused or len(used) == len(sound)


def _same(sound: list[ArticleRow], record: ArticleRow) -> list[ArticleRow]:
    """Give the record as it was, at whatever line it stands now."""
    return [replace(other, line=record.line) for other in sound if other.article_id == record.article_id]


def test_damage_in_a_group_of_rows_takes_no_other_group_with_it(tmp_path: Path) -> None:
    draw = random.Random("parquet")
    whole = FORMS["parquet"]
    with pq.ParquetFile(io.BytesIO(whole)) as file:
        starts = [file.metadata.row_group(i).column(0).dictionary_page_offset for i in range(3)]
    for _ in range(100):
        at = draw.randrange(starts[1], starts[2])
        used, refused, _ = survey(
            tmp_path / "c", "parquet", whole[:at] + bytes([draw.randrange(256)]) + whole[at + 1 :]
        )
        assert {f"n{i}" for i in (0, 1, 2, 3, 8, 9, 10, 11)} <= {record.article_id for record in used}
        lines = {record.line for record in used}
        assert all(line in lines or any(r.line <= line for r in refused) for line in range(1, 13))
