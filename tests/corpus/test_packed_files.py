"""Compressed files and archives: read as if they were unpacked, refused where damaged, and never beyond reason."""

from __future__ import annotations

import gzip
import io
import stat
import zipfile
from pathlib import Path

import pyarrow as pa
import pytest
from corpus_files import ReadFiles, WriteFiles, lines_of, parquet_file, read_all, zipped

from analysis.corpus.readers import file_parts, read_files

TABLE = "id,text,source\n1,one,S\n2,two,S\n"
LINES = '{"id": "1", "text": "one", "source": "S"}\n{"id": "2", "text": "two", "source": "S"}\n'
ARTICLE = "A title\n\nSome words."


FORMS = {
    "csv": TABLE.encode(),
    "tsv": TABLE.replace(",", "\t").encode(),
    "json": f"[{LINES.strip()}]".replace("\n", ",").encode(),
    "jsonl": LINES.encode(),
    "ndjson": LINES.encode(),
    "parquet": parquet_file(pa.table({"id": ["1", "2"], "text": ["one", "two"], "source": ["S", "S"]})),
}
PACKERS = {"gz": gzip.compress, "zst": lambda data: pa.compress(data, codec="zstd", asbytes=True)}


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
    members = {"S/a.csv.gz": gzip.compress(TABLE.encode()), "S/b.zip": zipped({"a.txt": ARTICLE}), "S/c.epub": b"x"}
    used, refused = read({"a.zip": zipped(members)})
    assert [r.path for r in used] == ["a.zip/S/a.csv.gz"] * 2
    assert [(r.path, r.reason.split(":")[0]) for r in refused] == [
        ("a.zip/S/b.zip", "an archive in an archive"),
        ("a.zip/S/c.epub", "unsupported file type .epub; supported, also compressed"),
    ]


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


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("packer", PACKERS)
def test_a_file_that_is_cut_off_is_refused_whole(read: ReadFiles, form: str, packer: str) -> None:
    packed = PACKERS[packer](FORMS[form])
    used, refused = read({f"t.{form}.{packer}": packed[:-6], "S/a.txt": ARTICLE})
    assert [r.path for r in used] == ["S/a.txt"]
    assert [(r.path, r.line) for r in refused] == [(f"t.{form}.{packer}", 1)]
    assert refused[0].reason.startswith("the compressed file is ")
    assert refused[0].reason.endswith(": copy or download it again")


def test_a_changed_byte_is_found_by_the_checksum(read: ReadFiles) -> None:
    packed = bytearray(gzip.compress(TABLE.encode()))
    packed[-8] ^= 1
    used, refused = read({"t.csv.gz": bytes(packed)})
    assert used == []
    assert [r.reason.startswith("the compressed file is damaged (CRC") for r in refused] == [True]


def test_a_large_file_is_refused_whole_too(read: ReadFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file whose rows are too many to be held is read twice; none of its rows comes before its end was seen."""
    monkeypatch.setattr(read_files, "MAX_HELD", 5_000)
    table = "text,source\n" + "".join(f"text {i},S\n" for i in range(100)) + ",S\n"
    used, refused = read({"t.csv": table, "u.csv": f'{table}"'})
    assert [(r.path, r.line) for r in used] == [("t.csv", i + 2) for i in range(100)]
    assert [(r.path, r.line, r.reason[:10]) for r in refused] == [
        ("t.csv", 102, "no text"),
        ("u.csv", 1, "not CSV at"),
    ]


@pytest.mark.parametrize("kept", [0, 2, 200, -10])
def test_an_archive_that_is_cut_off_is_refused_whole(read: ReadFiles, kept: int) -> None:
    whole = zipped({f"S/{i}.txt": f"T\n\nstory {i}" for i in range(3)})
    used, refused = read({"a.zip": whole[:kept], "S/a.txt": ARTICLE})
    assert [r.path for r in used] == ["S/a.txt"]
    assert [(r.path, r.line) for r in refused] == [("a.zip", 1)]
    assert refused[0].reason.startswith("not a complete zip archive (")


def test_a_damaged_member_is_refused_and_the_others_are_read(read: ReadFiles) -> None:
    whole = bytearray(zipped({f"S/{i}.txt": f"T\n\nstory {i}" for i in range(3)}, zipfile.ZIP_STORED))
    whole[whole.index(b"story 1")] ^= 1
    used, refused = read({"a.zip": bytes(whole)})
    assert [r.path for r in used] == ["a.zip/S/0.txt", "a.zip/S/2.txt"]
    assert [(r.path, r.reason[:40]) for r in refused] == [("a.zip/S/1.txt", "the compressed file is damaged (Bad CRC-")]


def test_what_is_not_an_archive_or_empty_is_one_refusal(read: ReadFiles) -> None:
    used, refused = read({"a.zip": b"no archive at all " * 99, "b.zip": zipped({}), "c.zip": zipped({".x/a.txt": "T"})})
    assert used == []
    assert lines_of(refused) == [
        ("a.zip", 1, "not a complete zip archive (File is not a zip file): copy or download it again"),
        ("b.zip", 1, "no articles in it"),
        ("c.zip", 1, "no articles in it"),
    ]


@pytest.fixture
def small_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_parts, "MAX_UNPACKED", 1_000_000)


@pytest.mark.usefixtures("small_limits")
@pytest.mark.parametrize("packer", PACKERS)
def test_what_unpacks_without_end_is_stopped(read: ReadFiles, packer: str) -> None:
    used, refused = read({f"t.csv.{packer}": PACKERS[packer](TABLE.encode() + b"x" * 20_000_000), "u.csv": TABLE})
    assert [(r.path, r.article_id) for r in used] == [("u.csv", "1"), ("u.csv", "2")]
    assert lines_of(refused) == [(f"t.csv.{packer}", 1, file_parts.TOO_LARGE)]


@pytest.mark.usefixtures("small_limits")
def test_a_bomb_in_an_archive_is_refused_and_the_others_are_read(read: ReadFiles) -> None:
    members: dict[str, str | bytes] = {"S/a.txt": ARTICLE, "S/b.csv": b"x" * 20_000_000, "S/c.txt": ARTICLE}
    used, refused = read({"a.zip": zipped(members)})
    assert [r.path for r in used] == ["a.zip/S/a.txt", "a.zip/S/c.txt"]
    assert lines_of(refused) == [("a.zip/S/b.csv", 1, file_parts.TOO_LARGE)]


@pytest.mark.usefixtures("small_limits")
def test_a_bomb_that_lies_about_its_size_is_refused(read: ReadFiles) -> None:
    data = bytearray(zipped({"S/b.csv": b"x" * 20_000_000}))
    # Both headers of the only member claim that it unpacks to 100 bytes.
    directory = data.index(b"PK\x01\x02")
    data[22:26] = data[directory + 24 : directory + 28] = (100).to_bytes(4, "little")
    used, refused = read({"a.zip": bytes(data)})
    assert used == []
    assert [(r.path, r.reason[:30]) for r in refused] == [("a.zip/S/b.csv", "the compressed file is damaged")]


@pytest.mark.usefixtures("small_limits")
def test_many_members_may_not_unpack_to_more_than_one(read: ReadFiles) -> None:
    # Each is below what is suspicious.
    used, refused = read({"a.zip": zipped({f"S/{i:02}.txt": ARTICLE + " " * 900_000 for i in range(20)})})
    assert [r.path for r in used] == ["a.zip/S/00.txt", *(r.path for r in used[1:])]
    assert len(used) + len(refused) == 20
    assert {r.reason for r in refused} == {file_parts.TOO_LARGE}
