"""The columns of a CSV file keep their types: as declared, else as they were written."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from attacks import own_table

from analysis.errors import SettingsError
from analysis.export.typed_columns import read_typed
from analysis.report.csv_files import write_csv
from analysis.tables import find


def kinds(path: Path) -> dict[str, str]:
    return {column.name: column.kind for column in read_typed(path)[1]}


def test_a_table_of_ones_own_keeps_the_types_it_was_written_with(tmp_path: Path) -> None:
    write_csv(own_table(), tmp_path / "mine.csv")
    frame, columns = read_typed(tmp_path / "mine.csv")
    assert [column.kind for column in columns] == [
        "text", "text", "text", "integer", "number", "number", "integer", "flag", "date"
    ]  # fmt: skip
    assert frame["id"].tolist()[:2] == ["000", "001"]
    assert frame["text (%)"].tolist() == own_table()["text (%)"].tolist()
    assert frame["some"].isna().tolist() == [True, *[False] * (len(frame) - 1)]
    assert frame["day"].tolist() == ["2024-02-29"] * (len(frame) - 1) + [""]


def test_a_heading_that_looks_like_a_formula_is_as_it_was(tmp_path: Path) -> None:
    write_csv(pd.DataFrame({"=cmd()": ["-1"], "'tis": [2]}), tmp_path / "mine.csv")
    assert kinds(tmp_path / "mine.csv") == {"=cmd()": "text", "'tis": "integer"}
    assert read_typed(tmp_path / "mine.csv")[0].to_dict("list") == {"=cmd()": ["-1"], "'tis": [2]}


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("a,b\n1,x\n2,y", {"a": "integer", "b": "text"}),
        ("a\n007\n8", {"a": "text"}),
        ("a\n1.5\n2", {"a": "number"}),
        ("a\n1e400\n2,5", {"a": "text"}),
        ("article_id,ID\n1,2", {"article_id": "text", "ID": "text"}),
        ("a\n1\n12345678901234567890", {"a": "number"}),
        ("a\n2024-02-30", {"a": "text"}),
        ("a\nTrue\n", {"a": "flag"}),
        ('a,b\n,"1"\n,"2"', {"a": "text", "b": "text"}),
        ('a\n"1,\n""2"\n', {"a": "text"}),
    ],
)
def test_a_table_of_others_is_guessed_with_care(tmp_path: Path, lines: str, expected: dict[str, str]) -> None:
    (tmp_path / "mine.csv").write_text(lines, encoding="utf-8")
    if "2,5" in lines:
        with pytest.raises(SettingsError, match=r"mine\.csv cannot be read"):
            read_typed(tmp_path / "mine.csv")
    else:
        assert kinds(tmp_path / "mine.csv") == expected


def test_declared_columns_are_as_declared_and_further_ones_as_written(tmp_path: Path) -> None:
    declared = find("outcomes")
    assert declared
    rows = {"outcome": ["1", "2"], "articles": [1, 2], "share": [1.0, float("nan")]}
    write_csv(pd.DataFrame(rows | {"more": ["3", "4"]}), tmp_path / "outcomes.csv")
    frame, columns = read_typed(tmp_path / "outcomes.csv")
    assert columns[:3] == declared.columns
    assert [column.kind for column in columns] == ["text", "integer", "number", "text"]
    assert frame["share"].isna().tolist() == [False, True]


def test_what_a_declared_column_may_not_hold_is_told(tmp_path: Path) -> None:
    (tmp_path / "outcomes.csv").write_text('"outcome","articles","share"\n"a",1,1\n"b",many,1\n', encoding="utf-8")
    with pytest.raises(SettingsError, match=r"outcomes\.csv, row 2: articles should be a whole number, not 'many'"):
        read_typed(tmp_path / "outcomes.csv")


def test_a_file_without_columns_is_an_empty_table(tmp_path: Path) -> None:
    write_csv(pd.DataFrame(), tmp_path / "mine.csv")
    assert read_typed(tmp_path / "mine.csv")[1] == ()
