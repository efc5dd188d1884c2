"""Differences between two report folders, in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.diff import compare_reports
from analysis.errors import SettingsError


def report(folder: Path, **texts: str) -> Path:
    """Write a report folder with one notebook, a file for each text."""
    (folder / "terms").mkdir(parents=True)
    for name, text in texts.items():
        stem, _, suffix = name.rpartition("_")
        (folder / "terms" / f"{stem}.{suffix}").write_text(text)
    return folder


def changes(tmp_path: Path, old: dict[str, str], new: dict[str, str]) -> list[str]:
    return compare_reports(report(tmp_path / "old", **old), report(tmp_path / "new", **new))


def test_the_same_is_no_change(tmp_path: Path) -> None:
    same = {"top_csv": '"term","count"\n"flood",12\n', "top_svg": "<svg/>"}
    assert changes(tmp_path, same, same) == []


def test_rows_are_named_by_the_columns_that_tell_them_apart(tmp_path: Path) -> None:
    old = '"source","term","count"\n"a","flood",12\n"a","war",3\n"b","war",4\n'
    new = '"source","term","count"\n"a","flood",14\n"b","war",4\n"b","peace",1\n'
    assert changes(tmp_path, {"top_csv": old}, {"top_csv": new}) == [
        "terms: top.csv: 1 row new (b, peace)",
        "terms: top.csv: 1 row gone (a, war)",
        "terms: top.csv: 1 row changed (a, flood: count 12 → 14)",
    ]


def test_many_rows_are_counted(tmp_path: Path) -> None:
    old = '"term"\n"x"\n'
    new = '"term"\n' + "".join(f'"{term}"\n' for term in "xabcdef")
    assert changes(tmp_path, {"top_csv": old}, {"top_csv": new}) == ["terms: top.csv: 6 rows new (a; b; c and 3 more)"]


def test_findings_come_first(tmp_path: Path) -> None:
    old = {"findings_csv": '"sentence","q"\n"A leads",0.01\n', "a_csv": '"x"\n1\n'}
    new = {"findings_csv": '"sentence","q"\n"B leads",0.01\n', "b_csv": '"x"\n1\n'}
    assert changes(tmp_path, old, new) == [
        "terms: findings: 1 row new (B leads)",
        "terms: findings: 1 row gone (A leads)",
        "terms: a.csv: gone",
        "terms: b.csv: new",
    ]


def test_columns_order_and_drawing(tmp_path: Path) -> None:
    old = {
        "a_csv": '"x","y"\n1,2\n',
        "b_csv": '"x"\n1\n2\n',
        "c_csv": '"x"\n1\n',
        "c_svg": "<a/>",
        "d_csv": '"x"\n1\n1\n',
    }
    new = {"a_csv": '"x","z"\n1,2\n', "b_csv": '"x"\n2\n1\n', "c_csv": '"x"\n1\n', "c_svg": "<b/>", "d_csv": '"x"\n1\n'}
    assert changes(tmp_path, old, new) == [
        "terms: a.csv: columns gone: y",
        "terms: a.csv: columns new: z",
        "terms: b.csv: the same rows in another order",
        "terms: d.csv: 2 rows became 1, with no column that names them",
        "terms: c.svg: drawn differently from the same table",
    ]


def test_whole_reports(tmp_path: Path) -> None:
    old, new = report(tmp_path / "old", a_csv='"x"\n'), report(tmp_path / "new", a_csv='"x"\n')
    (new / "terms").rename(new / "topics")
    assert compare_reports(old, new) == ["terms: the report is gone", "topics: the report is new"]


def test_what_is_no_report_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="is no report folder"):
        compare_reports(tmp_path, tmp_path)
