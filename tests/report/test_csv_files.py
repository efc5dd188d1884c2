"""CSV files: the same bytes everywhere, nothing a spreadsheet would run, and read back as they were written."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.report.csv_files import ReportTables, digest_tables, without_guard, write_csv


def test_bytes_of_a_table(tmp_path: Path) -> None:
    table = pd.DataFrame(
        {
            "term": ["Zoë", 'say "so"', None],
            "count": [1, 20, 300],
            "share": [1 / 3, np.nan, 1e-9],
            "alike": [True, False, True],
            "published": pd.to_datetime(["2024-03-01", None, "2024-03-02"]),
        }
    )
    write_csv(table, tmp_path / "t.csv")
    assert (tmp_path / "t.csv").read_bytes() == (
        b'"term","count","share","alike","published"\n'
        b'"Zo\xc3\xab",1,0.333333,True,"2024-03-01"\n'
        b'"say ""so""",20,,False,\n'
        b',300,1e-09,True,"2024-03-02"\n'
    )


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "\nx", "\uff1d1", "\uff0b1", "\uff0d1", "\uff20x"]
)
def test_formulas_are_defused_and_numbers_are_not(tmp_path: Path, text: str) -> None:
    write_csv(pd.DataFrame({"title": [text], "z": [-1.5]}), tmp_path / "t.csv")
    assert (tmp_path / "t.csv").read_bytes().decode() == f'"title","z"\n"\'{text}",-1.5\n'


def test_a_lone_surrogate_does_not_stop_the_report(tmp_path: Path) -> None:
    write_csv(pd.DataFrame({"path": pd.Series(["caf\udce9.txt"], dtype=object)}), tmp_path / "t.csv")
    assert (tmp_path / "t.csv").read_bytes() == b'"path"\n"caf?.txt"\n'


def test_the_table_is_not_changed(tmp_path: Path) -> None:
    table = pd.DataFrame({"title": ["=1"]})
    write_csv(table, tmp_path / "t.csv")
    assert table["title"].tolist() == ["=1"]


def test_the_digest_of_a_report_is_of_all_its_tables(tmp_path: Path) -> None:
    for page in ("one", "two"):
        (tmp_path / page).mkdir()
        (tmp_path / page / "a.csv").write_bytes(b"x\n1\n")
    first = digest_tables(tmp_path)
    (tmp_path / "one" / "a.svg").write_bytes(b"<svg/>")
    assert digest_tables(tmp_path) == first
    (tmp_path / "two" / "a.csv").write_bytes(b"x\n2\n")
    assert digest_tables(tmp_path) != first


TERMS = ["=1+1", "-5", "@x", "'tis", '"', "a\r\nb", "x\0y", "NA", "", "＝1"]


def test_what_was_written_is_read(tmp_path: Path) -> None:
    (tmp_path / "page").mkdir()
    table = pd.DataFrame({"source": TERMS, "term": TERMS, "count": range(10), "per_million": [0.5, float("nan")] * 5})
    table["more"] = [True, False] * 5
    write_csv(table, tmp_path / "page" / "term_differences.csv")
    read = ReportTables(tmp_path, ["page"]).read("term_differences", "source", "count")
    pd.testing.assert_frame_equal(read, table, check_dtype=False)


@pytest.mark.parametrize("text", TERMS)
def test_the_guard_against_formulas_comes_off(text: str, tmp_path: Path) -> None:
    write_csv(pd.DataFrame({"a": [text]}), tmp_path / "a.csv")
    assert without_guard(pd.read_csv(tmp_path / "a.csv", keep_default_na=False, dtype=str)["a"][0]) == text


def test_a_table_is_that_of_the_first_page_and_what_is_missing_has_no_rows(tmp_path: Path) -> None:
    for page, value in (("b", "1"), ("a", "2")):
        (tmp_path / page).mkdir()
        (tmp_path / page / "mine.csv").write_text(f'"x"\n"{value}"\n', encoding="utf-8")
    tables = ReportTables(tmp_path, ["b", "a"])
    assert tables.page_of("mine") == "b"
    assert tables.read("mine", "x")["x"].tolist() == ["1"]
    assert tables.read_of("a", "mine")["x"].tolist() == ["2"]
    for name, columns in (("mine", ["x", "y"]), ("yours", ["x", "y"])):
        nothing = tables.read(name, *columns)
        assert (len(nothing), list(nothing)) == (0, columns)
