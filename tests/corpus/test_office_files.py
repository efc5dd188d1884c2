"""Word and RTF files; all articles are invented, all files are made here."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from collections.abc import Callable
from typing import Any

import docx
import pytest
from corpus_files import read_part, soon, zipped
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus.readers import office_files
from analysis.corpus.readers.article_rows import ArticleRow, RefusedRow
from analysis.corpus.readers.office_files import read_office

COVER = [
    "User Name: Reader", "Date and Time: Sunday, June 9, 2019 3:58:00 PM JST", "Job Number: 90516553", "Documents (2)",
    "1. Gates shut 1", "Client/Matter: -None-", "Search Terms: gates", "Narrowed by: ", "", "2. Gates shut 2",
    "Client/Matter: -None-", "Search Terms: gates", "Content Type", "News", "", "",
]  # fmt: skip


def nexis(number: int, date: str = "") -> list[str]:
    date = date or f"November {number}, 2023 Thursday, Late Edition - Final"
    return [
        "", f"Gates shut {number}", "The Gazette", date, "",
        "Copyright 2023 The Gazette All Rights Reserved", "Section:\u00a0NEWS; Pg. 4", "Length:\u00a0120 words",
        "Byline:\u00a0By Ann Lee", "Body", "", f"The gates of Dorsk were shut {number} times – “for ever”.",
        "They stayed shut.", "", "Graphic", "", "PHOTO: the gates (Reuters)", "Classification", "",
        "Language:\u00a0ENGLISH", "Load-Date:\u00a0November 7, 2023", "", "End of Document", "",
    ]  # fmt: skip


def word(lines: list[str]) -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    return saved(document)


def saved(document: Any) -> bytes:
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def rtf(lines: list[str]) -> bytes:
    def escaped(line: str) -> str:
        halves = line.encode("utf-16-le")
        units = [int.from_bytes(halves[i : i + 2], "little") for i in range(0, len(halves), 2)]
        return "".join(chr(u) if u < 128 else f"\\u{u if u < 32768 else u - 65536}?" for u in units)

    head = (
        r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fnil\fcharset0 Arial;}{\f1\fcharset238 Arial CE;}}"
        r"{\colortbl;\red0\green0\blue255;}{\stylesheet{\s0 Normal;}}{\info{\title Hidden}{\author Nobody}}"
        r"{\header\pard Page 1 of 9\par}{\pict\pngblip 89504e47}"
    )
    return (head + "".join(rf"\pard\f0 {escaped(line)}\par" + "\r\n" for line in lines) + "}").encode("ascii")


def read(data: bytes, path: str = "exports/e.docx") -> list[ArticleRow | RefusedRow] | str:
    return read_part(read_office, data, path)


FORMS: list[tuple[str, Callable[[list[str]], bytes]]] = [("docx", word), ("rtf", rtf)]


@pytest.mark.parametrize(("form", "write"), FORMS)
@pytest.mark.parametrize("cover", [[], COVER])
def test_an_export_of_several_articles(form: str, write: Callable[[list[str]], bytes], cover: list[str]) -> None:
    found = read(write([*cover, *nexis(1), *nexis(2)]), f"exports/e.{form}")
    assert isinstance(found, list)
    assert [
        (row.article_id, row.source, row.title, row.published, row.byline, row.label, row.language, row.text)
        for row in found
        if isinstance(row, ArticleRow)
    ] == [
        (
            f"exports/e/{n}", "The Gazette", f"Gates shut {n}", f"2023-11-0{n}", "Ann Lee", "NEWS; Pg. 4", "en",
            f"The gates of Dorsk were shut {n} times – “for ever”.\nThey stayed shut.",
        )
        for n in (1, 2)
    ]  # fmt: skip
    assert len(found) == 2


@pytest.mark.parametrize(("form", "write"), FORMS)
def test_a_single_article_is_a_title_and_paragraphs(form: str, write: Callable[[list[str]], bytes]) -> None:
    [row] = read(
        write(["Gates shut", "The gates of Łódź 😀 were shut.", "They stayed so."]), f"gazette/2023-11-04-a.{form}"
    )
    assert row == ArticleRow(
        path=f"gazette/2023-11-04-a.{form}", line=1, article_id="gazette/2023-11-04-a", source="gazette",
        text="The gates of Łódź 😀 were shut.\nThey stayed so.", title="Gates shut", published="2023-11-04",
        date_as_found="2023-11-04",
    )  # fmt: skip
    [row] = read(write(["Only a title"]), f"gazette/a.{form}")
    assert isinstance(row, RefusedRow)
    assert row.reason == "only a title line: no text below it"


def test_factiva_and_a_wrong_ending() -> None:
    lines = ["News", "Gates shut", "By Ann Lee", "120 words", "3 November 2023", "The Gazette", "GAZT", "English",
             "(c) 2023 The Gazette", "The gates were shut.", "Document GAZT000020231103eja60001x"]  # fmt: skip
    for path, data in (("a/f.docx", rtf(lines)), ("a/f.rtf", word(lines))):
        [row] = read(data, path)
        assert isinstance(row, ArticleRow)
        assert (row.title, row.published, row.text) == ("Gates shut", "2023-11-03", "The gates were shut.")


def test_the_field_codes_of_factiva_in_a_table() -> None:
    codes = [
        ("HD", "Gates shut"),
        ("WC", "120 words"),
        ("PD", "3 November 2023"),
        ("SN", "The Gazette"),
        ("LA", "English"),
        ("LP", "The gates were shut."),
        ("TD", "They stayed shut."),
        ("AN", "Document GAZT000020231103eja60001x"),
    ]
    document = docx.Document()
    table = document.add_table(len(codes), 2)
    for i, row in enumerate(codes):
        table.cell(i, 0).text, table.cell(i, 1).text = row
    rows = "".join(rf"\trowd\cellx900\cellx9000 {code}\cell {value}\cell\row" + "\n" for code, value in codes)
    for path, data in (("a/f.docx", saved(document)), ("a/f.rtf", b"{\\rtf1 " + rows.encode() + b"}")):
        [found] = read(data, path)
        assert isinstance(found, ArticleRow), found
        assert (found.title, found.published, found.language) == ("Gates shut", "2023-11-03", "en")
        assert [line for line in found.text.split("\n") if line] == ["The gates were shut.", "They stayed shut."]


@given(st.sampled_from([word, rtf]), st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), min_size=1, max_size=6))
def test_any_damage_gives_a_reason_or_articles(
    write: Callable[[list[str]], bytes], damage: list[tuple[float, int]]
) -> None:
    data = bytearray(write(nexis(1)))
    for place, value in damage:
        data[int(place * (len(data) - 1))] = value
    found = read(bytes(data))
    assert found == read(bytes(data))
    assert found


def test_an_article_with_a_correction_may_lack_its_date() -> None:
    found = read(word([*nexis(1), *nexis(2, " Correction Appended"), *nexis(3)]))
    assert isinstance(found, list)
    dates = [(row.published, row.date_as_found) for row in found if isinstance(row, ArticleRow)]
    assert [date for date, _ in dates] == ["2023-11-01", "", "2023-11-03"]
    assert dates[1][1] == ""


def test_tables_links_tabs_and_inserted_words_are_read_once() -> None:
    document = docx.Document()
    document.add_paragraph("Gates shut")
    document.add_table(1, 2).cell(0, 0).text = "In a table."
    paragraph = document.add_paragraph("Before ")
    run = paragraph.add_run("inserted\tand\nbroken")
    for name, tag in (("w:ins", "ins"), ("w:sdt", "sdt")):
        wrapper = docx.oxml.parse_xml(
            f'<{name} xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'
        )
        run._r.addprevious(wrapper)
        wrapper.append(run._r)
        assert tag in wrapper.tag
    [row] = read(saved(document), "gazette/a.docx")
    assert isinstance(row, ArticleRow)
    assert [line for line in row.text.split("\n") if line] == ["In a table.", "Before inserted\tand", "broken"]


def test_letters_of_other_code_pages_and_links_of_rtf() -> None:
    text = (
        r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}{\f1\fnil\fcharset238 Arial CE;}{\f2\fcharset204 A;}}"
        r"Tor zu\par\f0 K\'fcste\par\f1 \'a3\'f3d\'9f\par\f2 \'cc\'e8\'f0\par\f0 "
        r'{\field{\*\fldinst{HYPERLINK "https://gazette.example/a"}}{\fldrslt{the gates}}} shut\emdash now.\par}'
    )
    [row] = read(text.encode("ascii"), "gazette/a.rtf")
    assert isinstance(row, ArticleRow)
    assert row.text.strip() == "Küste\nŁódź\nМир\nthe gates shut—now."


def changed(name: str, content: Callable[[bytes], bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(word(["Gates shut", "The gates were shut."]))) as archive:
        return zipped({n: content(archive.read(n)) if n == name else archive.read(n) for n in archive.namelist()})


DOCUMENT = "word/document.xml"
LAUGHS = b'<!DOCTYPE w [<!ENTITY a "ha">' + b"".join(
    b'<!ENTITY %c "%s">' % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(12)
) + b"]>"  # fmt: skip
SAVE = "open it in Word or LibreOffice and save it again as .docx"
BROKEN = f"the Word file is damaged: {SAVE}"
HOSTILE = {
    "no zip": (b"PK\x03\x04" + b"x" * 1000, BROKEN),
    "no document": (zipped({"a.txt": b"x"}), BROKEN),
    "cut off": (word(["Gates shut", "x " * 5000])[:-400], BROKEN),
    "no xml": (changed(DOCUMENT, lambda _: b"gates"), BROKEN),
    "bomb": (zipped({DOCUMENT: b" " * 150_000_000}), "it unpacks to more than 200 times its size"),
    "long": (zipped({DOCUMENT: b"x" * 41_000_000}), "it unpacks to more than 200 times its size"),
    "laughs": (
        changed(DOCUMENT, lambda xml: xml.replace(b"<w:document", LAUGHS + b"<w:document", 1)),
        "the Word file ",
    ),
    "used": (
        changed(DOCUMENT, lambda xml: xml.replace(b"<w:document", LAUGHS + b"<w:document", 1).replace(b"The", b"&m;")),
        "the Word file ",
    ),
    "deep xml": (changed(DOCUMENT, lambda xml: xml.replace(b"<w:body>", b"<w:body>" + b"<w:p>" * 50_000)), BROKEN),
    "old": (b"\xd0\xcf\x11\xe0" + b"\0" * 1000, f"an old Word file or one with a password: {SAVE}"),
    "text": (b"Gates shut\n\nThe gates were shut.", f"neither Word nor RTF: {SAVE}"),
    "empty": (b"", f"neither Word nor RTF: {SAVE}"),
    "large": (b"{\\rtf1 " + b"x" * 10_000_000 + b"}", "larger than an article can be (10 MB)"),
    "rtf cut off": (b"{\\rtf1 Gates shut\\par The gates", "the RTF file is cut off: copy or download it again"),
    "rtf damaged": (b"{\\rtf1 Gates shut\\par \\uc The gates}", "the RTF file is damaged "),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_is_refused_in_a_sentence(kind: str) -> None:
    data, reason = HOSTILE[kind]
    with soon(10):
        assert str(read(data)).startswith(reason)


@pytest.mark.parametrize(
    "text",
    [
        "{" * 500_000 + "}" * 500_000,
        "{\\b gates " * 100_000 + "}" * 100_000,
        "{\\field{\\*\\fldinst{HYPERLINK " * 30_000 + "}",
        "{\\field{\\*\\fldinst{x" * 30_000 + 'HYPERLINK "' + '"' * 100_000,
        "{\\fonttbl" + "\\f1" * 200_000 + "}",
        "{\\fonttbl" + "\\f1\\fcharset0 x" * 60_000 + "}",
        "{\\fonttbl" * 50_000,
        "{\\pict\\bin9 " + "x" * 1_000_000 + "}",
        "\\u-10179?" * 100_000,
        "\\'e9" * 200_000,
        "." * 1_000_000,
    ],
    ids=["braces", "groups", "fields", "links", "fonts", "charsets", "tables", "pictures", "halves", "hex", "dots"],
)
def test_a_hostile_rtf_has_an_outcome_soon(text: str) -> None:
    with soon(15):
        found = read(b"{\\rtf1\\ansi Gates shut\\par\\pard " + text.encode() + b" }", "gazette/a.rtf")
    if isinstance(found, list):
        [row] = found
        assert isinstance(row, RefusedRow) or row.text.encode()


def test_without_the_extra_each_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office_files, "_has_office", lambda: False)
    assert read(word(["a", "b"])) == ".docx and .rtf need the packages of the extra office: pip install -e '.[office]'"


def test_the_packages_of_the_extras_are_imported_only_when_needed() -> None:
    packages = ("docx", "striprtf", "lxml", "trafilatura", "warcio")
    code = f"import sys, analysis.corpus.readers.read_files; print([m for m in {packages} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
