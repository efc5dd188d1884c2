"""Text files in folders: title line, paragraphs; the folder is the source, a date may lead the name."""

from __future__ import annotations

import gzip

import pytest
from corpus_files import LoadFiles, ReadFiles

# An invented article in the form in which single articles reach analysts: title line, paragraphs with blanks and typos
# as they came, and a copyright tail whose year is not the article's.
SINGLE = """Ferry Crews Refuse To Sail As Harbour Dispute Widenss


The walk-out left four thousand passengers on the quays of the northern port.

"We will not sail with half a crew" , said Captain Ane Brod of the seamen's union.

HMF -backed inspectors boarded two vessels in the Old Basin on Friday.



© 2011 Harbour Call. All Rights reserved."""


def test_title_text_source_and_date(read: ReadFiles) -> None:
    used, refused = read({"the-paper/2024-03-04-ferries.txt": "A title\n\nOne.\n\nTwo.\n"})
    (record,) = used
    assert refused == []
    assert (record.source, record.title, record.published) == ("the-paper", "A title", "2024-03-04")
    assert record.text.strip() == "One.\n\nTwo."
    assert record.article_id == "the-paper/2024-03-04-ferries"
    assert record.path == "the-paper/2024-03-04-ferries.txt"


def test_the_first_folder_is_the_source_however_deep_the_file(read: ReadFiles) -> None:
    used, _ = read({"S/2024/03/a.b.txt": "T\n\nbody", "S/c.TXT": "T\n\nbody"})
    assert [(r.source, r.article_id) for r in used] == [("S", "S/2024/03/a.b"), ("S", "S/c")]


def test_a_single_article_without_a_folder(read: ReadFiles) -> None:
    used, refused = read({"000_4f1c.txt": SINGLE})
    (record,) = used
    assert refused == []
    assert record.title == "Ferry Crews Refuse To Sail As Harbour Dispute Widenss"
    assert record.source == "Harbour Call"
    assert record.published == ""


def test_the_year_of_its_copyright_line_is_a_conflict_and_no_date(load: LoadFiles) -> None:
    corpus = load({"000_4f1c.txt": SINGLE})
    assert corpus.articles["published"].isna().all()
    assert corpus.periods == []
    (conflict,) = corpus.conflicts.to_dict("records")
    assert (conflict["kind"], conflict["found"]) == ("year in the copyright line", "2011")
    assert conflict["where"] == "© 2011 Harbour Call. All Rights reserved."
    text = corpus.shards[0].read(["text"])["text"][0]
    assert text.startswith("The walk-out left four thousand passengers")
    # The line is no part of the story.
    assert text.count("\n\n") == 2


@pytest.mark.parametrize(
    ("name", "published"),
    [
        ("2024-03-04.txt", "2024-03-04"),
        ("2024-03-04_a.txt", "2024-03-04"),
        ("2024-03-04 a.txt", "2024-03-04"),
        ("2024-03-04T10.txt", "2024-03-04"),
        ("2024-02-30-a.txt", ""),
        ("a-2024-03-04.txt", ""),
        ("2024-03-041.txt", ""),
        ("20240304-a.txt", "2024-03-04"),
        ("2024_03_04_a.txt", "2024-03-04"),
        ("2024.03.04 a.txt", "2024-03-04"),
        ("20249304.txt", ""),
        ("2024-03_04.txt", ""),
        ("12345678.txt", ""),
    ],
)
def test_a_date_may_lead_the_name(read: ReadFiles, name: str, published: str) -> None:
    # It is ISO whatever the tables have.
    used, _ = read({f"S/{name}": "T\n\nbody"}, date_format="%d/%m/%Y")
    assert [r.published for r in used] == [published]


def test_a_leading_date_that_does_not_exist_is_a_conflict(load: LoadFiles) -> None:
    corpus = load({"S/2024-02-30-a.txt": "T\n\nbody", "S/20249304.txt": "T\n\nanother body"})
    assert corpus.conflicts[["kind", "found"]].values.tolist() == [["date not understood", "2024-02-30"]]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the file is empty"),
        (b" \n\t\n", "the file is empty"),
        (b"Only a title\n\n", "only a title line: no text below it"),
        (b"A title\n\n\x01 -- \x02", "only a title line: no text below it"),
        (b"A title\n\nte\0xt", "it holds NUL bytes, so it is not a text file"),
    ],
    ids=["empty", "blank", "title", "controls", "nul"],
)
def test_a_file_that_cannot_be_used_stops_no_other(read: ReadFiles, data: bytes, reason: str) -> None:
    used, refused = read({"S/bad.txt": data, "S/good.txt": "T\n\nbody"})
    assert [r.article_id for r in used] == ["S/good"]
    assert [(r.path, r.line, r.article_id) for r in refused] == [("S/bad.txt", 1, "S/bad")]
    assert refused[0].reason.startswith(reason)


def test_no_folder_and_no_copyright_line_is_no_source(read: ReadFiles) -> None:
    used, refused = read({"a.txt": "T\n\nbody"})
    assert used == []
    assert refused[0].reason.startswith("no source: put the file into a folder named after its source")


def test_other_forms_are_refused_by_name(read: ReadFiles) -> None:
    used, refused = read({f"S/{name}": b"x" for name in ("a.epub", "b", "c.tar.gz", "d.gz", "e.doc", "f.PDF", "g.odt")})
    assert used == []
    assert [(r.path, r.reason.split(";")[0]) for r in refused] == [
        ("S/a.epub", "unsupported file type .epub"),
        ("S/b", "unsupported file without an ending"),
        ("S/c.tar.gz", "unsupported file type .tar.gz"),
        ("S/d.gz", "unsupported file type .gz"),
        ("S/e.doc", "old Word files are not read: save it as .docx"),
        (
            "S/f.PDF",
            "PDF files give no reliable text: export the articles as .docx, .rtf or text, or save their text as .txt",
        ),
        ("S/g.odt", "OpenDocument files are not read: save it as .docx"),
    ]


def test_a_file_larger_than_an_article_can_be_is_not_read(read: ReadFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    large = b"A title\n\n" + b"word " * 2_000_000
    used, refused = read({"S/a.txt": large, "S/b.txt.gz": gzip.compress(large), "S/c.txt": large[:10_000_000]})
    assert [r.article_id for r in used] == ["S/c"]
    assert [(r.path, r.reason) for r in refused] == [
        ("S/a.txt", "larger than an article can be (10 MB)"),
        ("S/b.txt.gz", "larger than an article can be (10 MB)"),
    ]


def test_a_short_text_in_another_encoding_is_read_if_it_is_said(read: ReadFiles) -> None:
    data = b"A title\n\nna\xefve \x96 and gone"
    used, refused = read({"S/a.txt": data, "S/b.txt": "A title\n\nnaïve".encode()}, encoding="cp1252")
    assert refused == []
    assert [r.text.strip() for r in used] == ["naïve – and gone", "naïve"]


def test_folders_that_are_written_alike_are_one_source(read: ReadFiles) -> None:
    used, _ = read({"Cafe\u0301 Post/a.txt": "T\n\none", "Caf\u00e9 Post/b.txt": "T\n\ntwo"})
    assert {r.source for r in used} == {"Caf\u00e9 Post"}
    assert len({r.article_id for r in used}) == 2


def test_a_title_is_one_line_without_controls(load: LoadFiles) -> None:
    corpus = load({"S/a.txt": "  A \x1b[31mred\ttitle\x07 e\u0301 \r\n\r\nbody"})
    assert corpus.articles["title"].tolist() == ["A [31mred title é"]
