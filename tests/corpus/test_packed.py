"""Packed files and archives: read as if they were unpacked, up to where they are broken, and never beyond reason."""

from __future__ import annotations

import gzip
import io
import json
import stat
import struct
import zipfile
import zlib
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from corpus_files import ReadFiles, WriteFiles, read_all

from analysis.corpus import archive as archives
from analysis.corpus import parts

TABLE = "id,text,source\n1,one,S\n2,two,S\n"
LINES = '{"id": "1", "text": "one", "source": "S"}\n{"id": "2", "text": "two", "source": "S"}\n'
ARTICLE = "A title\n\nSome words."


def parquet() -> bytes:
    file = io.BytesIO()
    pq.write_table(pa.table({"id": ["1", "2"], "text": ["one", "two"], "source": ["S", "S"]}), file)
    return file.getvalue()


FORMS = {
    "csv": TABLE.encode(),
    "tsv": TABLE.replace(",", "\t").encode(),
    "json": f"[{LINES.strip()}]".replace("\n", ",").encode(),
    "jsonl": LINES.encode(),
    "ndjson": LINES.encode(),
    "parquet": parquet(),
}
PACKERS = {"gz": gzip.compress, "zst": lambda data: pa.compress(data, codec="zstd", asbytes=True)}


def zipped(members: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


@pytest.mark.parametrize("packer", PACKERS)
@pytest.mark.parametrize("form", FORMS)
def test_a_packed_table_is_a_table(write: WriteFiles, form: str, packer: str) -> None:
    used, refused, (file,) = read_all(write({f"F/t.{form}.{packer}": PACKERS[packer](FORMS[form])}))
    assert refused == []
    assert [(r.article_id, r.text) for r in used] == [("1", "one"), ("2", "two")]
    assert (file.path, file.form, file.articles) == (f"F/t.{form}.{packer}", f"{form}.{packer}", 2)


@pytest.mark.parametrize("packer", PACKERS)
def test_a_packed_text_has_the_name_source_and_date_of_an_unpacked_one(read: ReadFiles, packer: str) -> None:
    used, refused = read({f"S/2024-03-04-a.TXT.{packer}": PACKERS[packer](ARTICLE.encode())})
    assert refused == []
    assert [(r.article_id, r.source, r.published, r.title) for r in used] == [
        ("S/2024-03-04-a", "S", "2024-03-04", "A title")
    ]


def test_several_packed_streams_in_one_file_are_one(read: ReadFiles) -> None:
    for name, pack in PACKERS.items():
        used, refused = read({f"t.csv.{name}": pack(TABLE.encode()) + pack(b"3,three,S\n")})
        assert refused == []
        assert [r.text for r in used][:3] == ["one", "two", "three"]


def test_members_of_an_archive_are_read_by_path_and_form(write: WriteFiles) -> None:
    members = {f"tables/t.{form}": data for form, data in FORMS.items()}
    texts = {"Guardian/2024/2024-03-04-a.txt": ARTICLE, "loose.txt": ARTICLE, "README.md": "x", ".git/a.txt": ARTICLE}
    folder = write({"Times/corpus.zip": zipped({**members, **texts, "__MACOSX/._loose.txt": b"x", "empty/": b""})})
    used, refused, files = read_all(folder)
    assert refused == []
    assert [(file.path, file.articles) for file in files] == [
        ("Times/corpus.zip/Guardian/2024/2024-03-04-a.txt", 1),
        ("Times/corpus.zip/loose.txt", 1),
        *((f"Times/corpus.zip/tables/t.{form}", 2) for form in sorted(FORMS)),
    ]
    assert [(r.source, r.published, r.article_id) for r in used[:2]] == [
        ("Guardian", "2024-03-04", "Times/corpus.zip/Guardian/2024/2024-03-04-a"),
        ("Times", "", "Times/corpus.zip/loose"),
    ]


def test_packed_files_in_an_archive_are_read_and_archives_are_refused(read: ReadFiles) -> None:
    members = {"S/a.csv.gz": gzip.compress(TABLE.encode()), "S/b.zip": zipped({"a.txt": ARTICLE}), "S/c.docx": b"x"}
    used, refused = read({"a.zip": zipped(members)})
    assert [r.path for r in used] == ["a.zip/S/a.csv.gz"] * 2
    assert [(r.path, r.reason.split(":")[0]) for r in refused] == [
        ("a.zip/S/b.zip", "an archive in an archive"),
        ("a.zip/S/c.docx", refused[1].reason),
    ]
    assert refused[1].reason.startswith("the form .docx is not read")


def test_paths_that_lead_out_are_names_and_nothing_is_written(write: WriteFiles, tmp_path: Path) -> None:
    names = ["../../up.txt", "/etc/passwd.txt", "..\\back.txt", "S/a\nb.txt"]
    folder = write({"T/a.zip": zipped(dict.fromkeys(names, ARTICLE))})
    before = sorted(tmp_path.rglob("*"))
    used, refused, _ = read_all(folder)
    assert refused == []
    assert [(r.path, r.source) for r in used] == [
        ("T/a.zip/../../up.txt", "T"),
        ("T/a.zip/../back.txt", "T"),
        ("T/a.zip//etc/passwd.txt", "etc"),
        ("T/a.zip/S/a\\nb.txt", "S"),
    ]
    assert sorted(tmp_path.rglob("*")) == before


def test_members_of_one_name_stay_apart(write: WriteFiles) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("S/a.txt", "T\n\none")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("S/a.txt", "T\n\ntwo")
    used, _, files = read_all(write({"a.zip": file.getvalue()}))
    assert [(r.path, r.text.strip()) for r in used] == [("a.zip/S/a.txt", "one"), ("a.zip/S/a (2).txt", "two")]
    assert [file.form for file in files] == ["txt", "txt"]


def test_links_and_encrypted_members_are_refused(read: ReadFiles) -> None:
    link = zipfile.ZipInfo("S/link.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(link, "/etc/passwd")
        archive.writestr("S/a.txt", ARTICLE)
        archive.writestr("S/secret.txt", ARTICLE)
    data = bytearray(file.getvalue())
    # The flag of encryption, in the directory of the archive and before the member.
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    data[data.rindex(b"PK\x03\x04") + 6] |= 1
    used, refused = read({"a.zip": bytes(data)})
    assert [r.path for r in used] == ["a.zip/S/a.txt"]
    assert [(r.path, r.reason.split(":")[0]) for r in refused] == [
        ("a.zip/S/link.txt", "a link"),
        ("a.zip/S/secret.txt", "it is encrypted"),
    ]


def many(count: int, form: str) -> bytes:
    """Write rows that can hardly be packed."""
    rows = [(str(i), " ".join(format(zlib.crc32(b"%d %d" % (i, j)), "x") for j in range(60))) for i in range(count)]
    if form == "csv":
        return (
            "".join(f"{row[0]},{row[1]},S\n" for row in [("id", "text"), *rows])
            .replace("text,S", "text,source")
            .encode()
        )
    objects = [json.dumps({"id": row[0], "text": row[1], "source": "S"}) for row in rows]
    return ("\n".join(objects) if form == "jsonl" else f"[{','.join(objects)}]").encode()


@pytest.mark.parametrize("form", ["csv", "json", "jsonl"])
@pytest.mark.parametrize("packer", PACKERS)
def test_a_file_that_is_cut_off_is_read_up_to_there(read: ReadFiles, form: str, packer: str) -> None:
    # Compressors work in blocks; of 3,000 rows of half a kilobyte, the half that is there loses at most a block.
    packed = PACKERS[packer](many(3000, form))
    used, refused = read({f"t.{form}.{packer}": packed[: len(packed) // 2]})
    assert [r.article_id for r in used] == [str(i) for i in range(len(used))]
    assert 1000 < len(used) < 1500
    assert refused[-1].reason.startswith("cannot be read from here on: the packed file is ")
    assert len(refused) == 1


def test_a_text_or_table_that_is_cut_off_before_its_end_is_refused(read: ReadFiles) -> None:
    packed = {name: gzip.compress(data)[:-12] for name, data in {"S/a.txt": ARTICLE.encode(), "t.csv": b"te"}.items()}
    used, refused = read({f"{name}.gz": data for name, data in packed.items()})
    assert used == []
    assert [(r.path, r.line, r.reason) for r in refused] == [
        ("S/a.txt.gz", 1, "cannot be read: the packed file is cut off"),
        ("t.csv.gz", 1, "the packed file is cut off"),
    ]


def test_a_changed_byte_is_found_out_by_the_checksum(read: ReadFiles) -> None:
    packed = bytearray(gzip.compress(TABLE.encode()))
    packed[-8] ^= 1
    used, refused = read({"t.csv.gz": bytes(packed)})
    assert [r.article_id for r in used] == ["1", "2"]
    assert [
        (r.line, r.reason.startswith("cannot be read from here on: the packed file is damaged (CRC")) for r in refused
    ] == [(4, True)]


def test_an_archive_without_its_directory_is_read_from_its_beginning(read: ReadFiles) -> None:
    whole = zipped({f"S/{i}.txt": f"T\n\nstory {i} " + many(3, "csv").decode() for i in range(9)})
    sixth = [i for i in range(len(whole)) if whole.startswith(b"PK\x03\x04", i)][5]
    used, refused = read({"a.zip": whole[: sixth + 200]})
    assert [r.path for r in used] == [f"a.zip/S/{i}.txt" for i in range(5)]
    assert [(r.path, r.reason) for r in refused] == [
        ("a.zip/S/5.txt", "cannot be read: the packed file is cut off"),
        ("a.zip", "the archive is cut off or damaged after member 6: what comes then cannot be read"),
    ]


def test_a_directory_that_leaves_members_out_is_not_believed(read: ReadFiles) -> None:
    whole = bytearray(zipped({f"S/{i}.txt": f"T\n\nstory {i}" for i in range(3)}))
    first = whole.index(b"PK\x01\x02")
    # A comment that is said to be as long as the next entry hides it.
    second = whole.index(b"PK\x01\x02", first + 1)
    struct.pack_into("<H", whole, first + 32, whole.index(b"PK\x01\x02", second + 1) - second)
    used, refused = read({"a.zip": bytes(whole)})
    assert [r.path for r in used] == [f"a.zip/S/{i}.txt" for i in range(3)]
    assert [(r.path, r.reason) for r in refused] == [
        ("a.zip", "the directory of the archive is damaged: files in it may be missing")
    ]


@pytest.mark.parametrize("data", [b"", b"PK", b"no archive at all " * 99, zipped({})])
def test_what_is_no_archive_is_one_refusal(read: ReadFiles, data: bytes) -> None:
    used, refused = read({"a.zip": data})
    assert used == []
    assert [r.path for r in refused] == ["a.zip"]


@pytest.fixture
def small_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (parts, archives):
        monkeypatch.setattr(module, "MOST_UNPACKED", 1_000_000)


@pytest.mark.usefixtures("small_limits")
@pytest.mark.parametrize("packer", PACKERS)
def test_what_unpacks_without_end_is_stopped(read: ReadFiles, packer: str) -> None:
    bomb = PACKERS[packer](TABLE.encode() + b"x" * 20_000_000)
    used, refused = read({f"t.csv.{packer}": bomb, "u.csv": TABLE})
    assert [(r.path, r.article_id) for r in used if r.path == "u.csv"] == [("u.csv", "1"), ("u.csv", "2")]
    assert [r.article_id for r in used if r.path != "u.csv"] == ["1", "2"]
    assert [r.reason for r in refused] == [
        "cannot be read from here on: it unpacks to more than 200 times its size: not read further"
    ]


@pytest.mark.usefixtures("small_limits")
def test_a_bomb_in_an_archive_is_refused_and_the_others_are_read(read: ReadFiles) -> None:
    members: dict[str, str | bytes] = {"S/a.txt": ARTICLE, "S/b.csv": b"x" * 20_000_000, "S/c.txt": ARTICLE}
    used, refused = read({"a.zip": zipped(members)})
    assert [r.path for r in used] == ["a.zip/S/a.txt", "a.zip/S/c.txt"]
    assert [(r.path, r.reason) for r in refused] == [
        ("a.zip/S/b.csv", "it unpacks to more than 200 times its size: not read")
    ]


@pytest.mark.usefixtures("small_limits")
def test_many_members_may_not_unpack_to_more_than_one(read: ReadFiles) -> None:
    # Each is below what is suspicious.
    used, refused = read({"a.zip": zipped({f"S/{i:02}.txt": ARTICLE + " " * 900_000 for i in range(20)})})
    assert [r.path for r in used] == ["a.zip/S/00.txt", *(r.path for r in used[1:])]
    assert len(used) + len(refused) == 20
    assert {r.reason for r in refused} == {"it unpacks to more than 200 times its size: not read"}
