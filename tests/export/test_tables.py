"""SQLite and Excel hold what the CSV files hold, with types, keys and links."""

from __future__ import annotations

import datetime
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from attacks import HOSTILE, own_table

from analysis.export import export_report, workbook
from analysis.export.export_tables import unique_name
from analysis.export.typed_columns import read_typed

ROWS = len(HOSTILE)


@pytest.fixture
def file(out: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(out / "tables.sqlite")) as connection:
        yield connection


def test_sqlite_read_by_pandas_is_the_csv_file(file: sqlite3.Connection, reports: Path) -> None:
    for path in sorted(reports.glob("*/*.csv")):
        expected, columns = read_typed(path)
        named = ", ".join(f'"{column.name}"' for column in columns)
        if path.stem == "my_table":
            named = '"id", "text_", "Text__2", "uses", "share", "huge", "some", "is_it", "day"'
        where = f"WHERE page = '{path.parent.name}'" if path.stem in ("findings", "finding_pictures") else ""
        found = pd.read_sql_query(f'SELECT {named} FROM "{path.stem}" {where} ORDER BY rowid', file)
        found.columns = expected.columns
        for column in columns:
            values = expected[column.name]
            if column.kind in ("text", "date"):
                assert found[column.name].fillna("").tolist() == values.tolist(), column
                assert not (found[column.name] == "").any()
            else:
                pd.testing.assert_series_equal(
                    found[column.name].astype("float64"), values.astype("float64"), check_dtype=False
                )


def test_sqlite_is_whole_and_named_as_other_programs_like_it(file: sqlite3.Connection) -> None:
    assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert file.execute("PRAGMA foreign_key_check").fetchall() == []
    assert file.execute("PRAGMA encoding").fetchall() == [("UTF-8",)]
    tables = [name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    assert {"articles", "findings", "my_table", "mine", "codebook", "contents"} <= {*tables}
    for table in tables:
        columns = file.execute(f'PRAGMA table_info("{table}")').fetchall()
        for name in (table, *(column[1] for column in columns)):
            assert re.fullmatch(r"\w+", name), name
        assert len({column[1].lower() for column in columns}) == len(columns)
        assert {column[2] for column in columns} <= {"TEXT", "INTEGER", "REAL"}


def test_keys_and_links_of_sqlite(file: sqlite3.Connection) -> None:
    def key(table: str) -> list[str]:
        found = file.execute("SELECT name FROM pragma_table_info(?) WHERE pk ORDER BY pk", [table])
        return [name for (name,) in found]

    assert key("articles") == ["article_id"]
    assert key("finding_pictures") == ["page", "finding", "row"]
    assert key("findings") == []  # one sentence is there twice
    assert key("my_table") == []
    links = [row[2:5] for row in file.execute("PRAGMA foreign_key_list(top_terms_sentences)")]
    assert links == [("articles", "article_id", "article_id")]
    assert file.execute("PRAGMA foreign_key_list(refused)").fetchall() == []
    pages = file.execute("SELECT page, count(*) FROM findings GROUP BY page ORDER BY page").fetchall()
    assert pages == [("corpus_overview", 1), ("term_frequency", 2)]


def test_the_codebook_has_every_column(file: sqlite3.Connection) -> None:
    book = pd.read_sql_query("SELECT * FROM codebook", file)
    assert list(book) == ["table_name", "column_name", "type", "unit", "meaning"]
    for table, rows in book.groupby("table_name"):
        names = [row[1] for row in file.execute(f'PRAGMA table_info("{table}")')]
        assert rows["column_name"].tolist() == names
    (count,) = file.execute("SELECT DISTINCT type, unit, meaning FROM codebook WHERE column_name = 'count'").fetchall()
    assert count == ("integer", "uses", "uses in these articles")
    about = dict(file.execute("SELECT table_name, about FROM contents").fetchall())
    assert about["my_table"] == "=Mine & [yours] \\end{table}"


def test_excel_takes_text_as_text_and_numbers_as_numbers(out: Path) -> None:
    sheet = openpyxl.load_workbook(out / "tables.xlsx")["my_table"]
    cells = [column[1:] for column in sheet.iter_cols()]
    assert [cell.value for cell in sheet[1]] == [
        "id", "text_", "Text__2", "uses", "share", "huge", "some", "is_it", "day"
    ]  # fmt: skip
    assert [cell.value for cell in cells[0]] == own_table()["id"].tolist()
    assert {cell.number_format for cell in cells[0]} == {"@"}
    told = dict(zip(HOSTILE, cells[1], strict=True))
    assert {cell.data_type for cell in cells[1]} == {"s", "n"}  # n: no value
    assert told["=1+1"].value == "=1+1"
    assert told["=1+1"].quotePrefix
    assert told["#N/A"].data_type == "s"
    assert told["x\x0by"].value == "xy"
    assert told["_x0041_"].value == "_x005F_x0041_"  # as the format writes what is no escape
    assert len(told["x" * 40_000].value) == workbook.MAX_LETTERS
    assert told["🦔"].value == "🦔"
    assert [cell.value for cell in cells[3]] == list(range(ROWS))
    assert cells[4][0].value is None
    assert cells[5][0].value == "inf"
    assert [cells[6][0].value, cells[6][1].value] == [None, 1]
    assert [cell.value for cell in cells[7][:2]] == [True, False]
    assert cells[8][0].value == datetime.datetime(2024, 2, 29)
    assert cells[8][0].number_format == "yyyy-mm-dd"
    assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)


def test_excel_has_a_sheet_a_table_and_contents_that_lead_there(out: Path) -> None:
    book = openpyxl.load_workbook(out / "tables.xlsx")
    sheet = book["contents"]
    assert book.sheetnames[0] == "contents"
    rows = {row[0].value: row for row in sheet.iter_rows(min_row=2)}
    for name, row in rows.items():
        assert (name in book.sheetnames) == (row[2].value > 0), name
        if row[2].value:
            assert row[0].hyperlink.location == f"'{name}'!A1"
            assert book[name].max_row == row[2].value + 1
    for name in book.sheetnames:
        assert len(name) <= 31
        assert book[name].freeze_panes == "A2"
        assert all(cell.font.b for cell in book[name][1])
    assert rows["my_table"][3].data_type == "s"
    assert rows["refused"][2].value == 0


def test_a_sheet_is_cut_where_excel_ends_and_says_so(
    reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MAX_ROWS", 11)
    export_report(reports, tmp_path / "out")
    book = openpyxl.load_workbook(tmp_path / "out" / "tables.xlsx")
    about = {row[0].value: row[3].value for row in book["contents"].iter_rows(min_row=2)}
    assert about["my_table"].endswith("A sheet holds its first 10 rows; all are in tables.sqlite.")
    assert book["my_table"].max_row == 11
    assert "first" not in about["mine"]
    assert about["refused"].endswith("No rows, so no sheet.")
    with closing(sqlite3.connect(tmp_path / "out" / "tables.sqlite")) as file:
        assert file.execute("SELECT count(*) FROM my_table").fetchall() == [(ROWS,)]


def test_names_of_sheets_are_short_and_differ() -> None:
    taken = {"contents"}
    names = [unique_name(name, taken, 31) for name in ("a" * 40, "A" * 40, "contents", "x/y", "[x]")]
    assert len({name.lower() for name in names}) == 5
    assert max(map(len, names)) == 31
