"""Excel workbooks: sheets, headers, dates, formulas; damaged and hostile ones are refused in one sentence."""

from __future__ import annotations

import gzip
import io
import re
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime

import pandas as pd
import pytest
from corpus_files import ReadFiles, WriteFiles, lines_of, read_all, zipped
from openpyxl import Workbook

HEAD = ["id", "title", "text", "source", "date"]
SHEET = "xl/worksheets/sheet1.xml"


def workbook(**sheets: Sequence[Sequence[object]]) -> bytes:
    """Write a workbook of sheets of rows."""
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def changed(data: bytes, member: str, change: Callable[[bytes], bytes]) -> bytes:
    """Change a member of a workbook."""
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        return zipped({n: change(old.read(n)) if n == member else old.read(n) for n in old.namelist()})


ONE = workbook(Articles=[HEAD, [1, "T", "One.", "S", date(2021, 3, 1)]])


def test_a_row_is_an_article(write: WriteFiles) -> None:
    rows = [
        HEAD,
        [7, "Ferry late", "Two lines:\nhere and\n\nthere.", "S", date(2021, 3, 1)],
        [],
        ["007", "Mayor <b>leaves</b>", "=1+1", "S", datetime(2021, 3, 2, 8, 15)],
        [3.0, None, "Rain.", "S", "3 March 2021"],
        [4, "No text", None, "S", None],
        [5, "T", "#N/A", "S", None],
    ]
    # The value of a formula is what Excel left there: none here.
    used, refused, (file,) = read_all(write({"t.xlsx": workbook(Articles=rows)}))
    assert [(r.article_id, r.line, r.title, r.text, r.published) for r in used] == [
        ("7", 2, "Ferry late", "Two lines:\nhere and\n\nthere.", "2021-03-01"),
        ("3", 5, "", "Rain.", "2021-03-03"),
    ]
    assert lines_of(refused) == [("t.xlsx", 4, "no text"), ("t.xlsx", 6, "no text"), ("t.xlsx", 7, "no text")]
    assert (file.form, file.columns, file.understood_as) == (
        "xlsx", "id=id, title=title, text=text, source=source, date=date", "",
    )  # fmt: skip


def test_the_value_of_a_formula_is_read(read: ReadFiles) -> None:
    def with_value(sheet: bytes) -> bytes:
        return re.sub(rb"<f>1\+1</f><v ?/>|<f>1\+1</f><v></v>", b"<f>1+1</f><v>Words of a formula.</v>", sheet).replace(
            b'r="A2"', b'r="A2" t="str"'
        )

    table = workbook(T=[["text", "source"], ["=1+1", "S"]])
    used, _ = read({"t.xlsx": changed(table, SHEET, with_value)})
    assert [r.text for r in used] == ["Words of a formula."]


def test_what_pandas_writes_is_read_back(read: ReadFiles) -> None:
    frame = pd.DataFrame({"headline": ["T", "U"], "body": ["One.", "Two."], "outlet": ["S", "S"]})
    frame["date"] = pd.to_datetime(["2021-03-01", "2021-12-31"])
    file = io.BytesIO()
    frame.to_excel(file)
    used, refused = read({"S/t.xlsx": file.getvalue(), "u.xlsx.gz": gzip.compress(file.getvalue())})
    assert refused == []
    assert [(r.title, r.text, r.published) for r in used] == [
        ("T", "One.", "2021-03-01"), ("U", "Two.", "2021-12-31"),
    ] * 2  # fmt: skip


def test_rows_above_the_header_are_left_out_and_told(write: WriteFiles) -> None:
    rows = [["Export of 1 March"], ["Query", "ferry"], [], [None, *HEAD], [None, 1, "T", "One.", "S", None]]
    used, refused, (file,) = read_all(write({"t.xlsx": workbook(Results=rows)}))
    assert ([(r.text, r.line) for r in used], refused) == ([("One.", 5)], [])
    assert file.understood_as == "rows above the header: 2; first row: id=1, title=T, text=One., source=S, date="


def test_the_only_sheet_with_a_header_is_read(write: WriteFiles) -> None:
    sheets = {"Notes": [["How this was made"], ["By hand"]], "Empty": [], "Corpus": [HEAD, [1, "T", "One.", "S", None]]}
    used, refused, (file,) = read_all(write({"t.xlsx": workbook(**sheets)}))
    assert ([(r.text, r.path, r.line) for r in used], refused) == ([("One.", "t.xlsx", 2)], [])
    assert file.understood_as.startswith("sheet Corpus of 3; first row: id=1, title=T")


def test_every_sheet_with_articles_is_read_under_its_name(write: WriteFiles) -> None:
    rows = [["text", "source"], ["One.", "S"]]
    data = workbook(**{"2021": rows, "Codes": [["code", "meaning"], [1, "x"]], "2022": [*rows, ["Two.", "S"]]})
    used, refused, files = read_all(write({"t.xlsx": data}))
    assert refused == []
    assert [(r.path, r.line, r.article_id, r.text) for r in used] == [
        ("t.xlsx/2021", 2, "t.xlsx/2021/2", "One."),
        ("t.xlsx/2022", 2, "t.xlsx/2022/2", "One."),
        ("t.xlsx/2022", 3, "t.xlsx/2022/3", "Two."),
    ]
    outcomes = [(file.path, file.form, file.articles) for file in files]
    assert outcomes == [("t.xlsx/2021", "xlsx", 1), ("t.xlsx/2022", "xlsx", 2)]


def test_a_workbook_with_several_sheets_in_an_archive_is_refused_with_advice(read: ReadFiles) -> None:
    rows = [["text", "source"], ["One.", "S"]]
    used, refused = read({"t.zip": zipped({"a/one.xlsx": workbook(A=rows), "a/two.xlsx": workbook(A=rows, B=rows)})})
    assert [r.path for r in used] == ["t.zip/a/one.xlsx"]
    assert [(r.path, r.reason) for r in refused] == [
        ("t.zip/a/two.xlsx", "several sheets hold articles (A, B): unpack the file, or save each as CSV")
    ]


def test_columns_and_dates_are_set_as_for_other_tables(read: ReadFiles) -> None:
    table = workbook(A=[["plot", "source", "day"], ["One.", "S", "04/03/2024"], ["Two.", "S", date(2024, 3, 5)]])
    used, refused = read({"t.xlsx": table}, columns={"text": "plot", "date": "day"}, date_format="%d/%m/%Y")
    assert ([r.published for r in used], refused) == (["2024-03-04", "2024-03-05"], [])


@pytest.mark.parametrize("name", ["t.xls", "t.ods"])
def test_other_forms_are_refused_with_advice(read: ReadFiles, name: str) -> None:
    (row,) = read({name: b"anything"})[1]
    assert "save it as .xlsx or CSV" in row.reason


def rows_of(sheet: bytes, rows: bytes) -> bytes:
    return re.sub(rb"</sheetData>", rows + b"</sheetData>", sheet)


BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
    b'<!ENTITY %c "%s">' % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(10)
) + b"]>"  # fmt: skip


def with_rows(rows: bytes) -> bytes:
    return changed(ONE, SHEET, lambda sheet: rows_of(sheet, rows))


def replaced(old: bytes, new: bytes, member: str = SHEET) -> bytes:
    assert old in zipfile.ZipFile(io.BytesIO(ONE)).read(member)
    return changed(ONE, member, lambda data: data.replace(old, new))


HOSTILE: dict[str, tuple[bytes, str]] = {
    "no workbook": (b"words", "not a complete Excel file"),
    "another archive": (changed(ONE, "nothing", bytes)[:-30], "not a complete Excel file"),
    "with a password": (b"\xd0\xcf\x11\xe0" + bytes(600), "an old Excel file or one with a password"),
    "cut off": (ONE[: len(ONE) // 2], "not a complete Excel file"),
    "not XML": (changed(ONE, SHEET, lambda data: data[:-40]), "damaged after row"),
    "a bomb of entities": (
        replaced(b"<worksheet", BOMB + b"<worksheet"),
        "not a complete|damaged after row",
    ),
    "a number that is none": (replaced(b'r="2"', b'r="x"'), "damaged after row"),
    "a row beyond all rows": (with_rows(b'<row r="99999999999"><c><v>1</v></c></row>'), "more than 1,048,576 rows"),
    "a million empty rows": (with_rows(b'<row r="1048570"/>' + b"<row/>" * 10), "more than 1,048,576 rows"),
    "nothing but blanks": (with_rows(b"<row><c><v>" + b" " * 30_000_000 + b"</v></c></row>"), "it unpacks to more"),
    "a text that is not there": (with_rows(b'<row><c t="s"><v>999</v></c></row>'), "damaged after row"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_workbooks_are_refused_in_one_sentence(read: ReadFiles, name: str) -> None:
    data, reason = HOSTILE[name]
    used, refused = read({"t.xlsx": data, "u.xlsx": ONE})
    assert [r.path for r in used] == ["u.xlsx"]
    assert [r.path for r in refused] == ["t.xlsx"]
    assert re.search(reason, refused[0].reason), refused[0].reason
    assert "\n" not in refused[0].reason
    assert len(refused[0].reason) < 300


@pytest.mark.parametrize("size", [b"A1:XFD1048576", b"A1:A1"])
def test_sheets_that_lie_about_their_size_are_read(read: ReadFiles, size: bytes) -> None:
    used, refused = read({"t.xlsx": replaced(b'<dimension ref="A1:E2"', b'<dimension ref="%s"' % size)})
    assert ([r.text for r in used], refused) == (["One."], [])
