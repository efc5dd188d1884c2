"""The tables of a report folder are read back as they were written."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from analysis.report.csv_files import without_guard, write_csv
from analysis.report.report_tables import ReportTables

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
