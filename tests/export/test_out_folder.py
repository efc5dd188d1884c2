"""An export gives the same bytes, replaces an earlier export whole, and nothing else."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from analysis.errors import SettingsError
from analysis.export import export_report, write_export
from analysis.export.out_folder import replace_export
from analysis.report.csv_files import write_csv


def digests(folder: Path) -> dict[str, str]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def write_one(folder: Path) -> None:
    (folder / "one.txt").write_text("one", encoding="utf-8")


def test_the_same_bytes_whatever_the_place_the_time_and_the_user(reports: Path, tmp_path: Path) -> None:
    export_report(reports, tmp_path / "out")
    shutil.copytree(reports, tmp_path / "elsewhere" / "copy", copy_function=shutil.copyfile)
    foreign = {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "7", "LC_ALL": "C", "SOURCE_DATE_EPOCH": "1", "USER": "x"}
    call = [sys.executable, "-W", "error", "-m", "analysis", "export", "copy", "--to", "new/folder"]
    done = subprocess.run(
        call,
        cwd=tmp_path / "elsewhere",
        env={**os.environ, **foreign},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Wrote 9 tables (tables.sqlite, tables.xlsx), 5 as the pages show them ")
    assert done.stdout.endswith("1 figure as PDF (2 more copied), methods.md and citation.bib in new/folder\n")
    assert digests(tmp_path / "elsewhere" / "new" / "folder") == digests(tmp_path / "out")
    export_report(reports, tmp_path / "out")
    assert digests(tmp_path / "elsewhere" / "new" / "folder") == digests(tmp_path / "out")


def test_an_earlier_export_is_replaced_and_other_files_in_it_stay(tmp_path: Path) -> None:
    replace_export(tmp_path / "out", lambda folder: (folder / "old.txt").write_text("old", encoding="utf-8") and None)
    (tmp_path / "out" / "paper").mkdir()
    (tmp_path / "out" / "paper" / "mine.tex").write_text("mine", encoding="utf-8")
    replace_export(tmp_path / "out", write_one)
    assert {*digests(tmp_path / "out")} == {"one.txt", "export.json", "paper/mine.tex"}
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_file_that_a_person_changed_is_not_overwritten(tmp_path: Path) -> None:
    replace_export(tmp_path / "out", write_one)
    (tmp_path / "out" / "one.txt").write_text("better", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"^one\.txt in .*out changed since the export; move what you want to keep"):
        replace_export(tmp_path / "out", write_one)
    assert (tmp_path / "out" / "one.txt").read_text(encoding="utf-8") == "better"


def test_a_file_of_a_person_is_not_overwritten(tmp_path: Path) -> None:
    replace_export(tmp_path / "out", lambda folder: None)
    (tmp_path / "out" / "one.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"one\.txt was not written by an export"):
        replace_export(tmp_path / "out", write_one)
    assert (tmp_path / "out" / "one.txt").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("content", ["", "[]", '{"files": 3}', None])
def test_a_folder_with_other_files_is_left_alone(tmp_path: Path, content: str | None) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    if content is not None:
        (tmp_path / "export.json").write_text(content, encoding="utf-8")
    before = digests(tmp_path)
    with pytest.raises(SettingsError, match="holds other files; choose a folder that is new, empty, or of an earlier"):
        replace_export(tmp_path, write_one)
    with pytest.raises(SettingsError, match=r"mine\.txt is a file; choose a folder"):
        replace_export(tmp_path / "mine.txt", write_one)
    assert digests(tmp_path) == before


def test_what_fails_leaves_the_earlier_export(tmp_path: Path) -> None:
    replace_export(tmp_path / "out", write_one)
    before = digests(tmp_path)

    def fail(folder: Path) -> None:
        write_one(folder)
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        replace_export(tmp_path / "out", fail)
    assert digests(tmp_path) == before


def test_an_export_beside_the_files_of_all_is_not_for_all_to_write_to(tmp_path: Path) -> None:
    tmp_path.chmod(0o777)
    replace_export(tmp_path / "out", write_one)
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o775


def test_an_export_that_was_cut_off_is_cleared_up(tmp_path: Path) -> None:
    replace_export(tmp_path / "out", write_one)
    (tmp_path / "out" / "mine.tex").write_text("mine", encoding="utf-8")
    # Killed between the two renames: the earlier export is aside, the new one not yet in its place.
    (tmp_path / ".analysis-old-abc").mkdir()
    (tmp_path / "out").rename(tmp_path / ".analysis-old-abc" / "out")
    (tmp_path / ".analysis-new-out-a1b2c3d4").mkdir()
    (tmp_path / ".analysis-new-other-a1b2c3d4").mkdir()
    replace_export(tmp_path / "out", write_one)
    assert {*digests(tmp_path / "out")} == {"one.txt", "export.json", "mine.tex"}
    assert {path.name for path in tmp_path.iterdir()} == {"out", ".analysis-new-other-a1b2c3d4"}


def test_what_is_no_report_folder_is_told(reports: Path, tmp_path: Path) -> None:
    for folder in (tmp_path, reports / "my_page", tmp_path / "missing"):
        with pytest.raises(SettingsError, match="has no folder with tables in it"):
            export_report(folder, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_damaged_notebook_is_told(reports: Path, tmp_path: Path) -> None:
    shutil.copytree(reports, tmp_path / "reports")
    (tmp_path / "reports" / "my_page" / "my_page.ipynb").write_text("{", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"my_page\.ipynb is damaged; make the report again"):
        export_report(tmp_path / "reports", tmp_path / "out")


def test_a_table_too_wide_for_sqlite_is_left_out_and_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(write_export, "_MAX_COLUMNS", 5)
    (tmp_path / "reports" / "page").mkdir(parents=True)
    write_csv(pd.DataFrame([range(6)]).add_prefix("c"), tmp_path / "reports" / "page" / "wide.csv")
    said = export_report(tmp_path / "reports", tmp_path / "out")
    assert said[0].startswith("wide is in neither tables.sqlite nor tables.xlsx: it has 6 columns, and 5 are")
    assert (tmp_path / "out" / "tables" / "wide.tex").is_file()


def test_tables_of_one_name_and_other_columns_are_joined(tmp_path: Path) -> None:
    for page, table in (
        ("a", pd.DataFrame({"n": [1], "x": ["1"]})),
        ("b", pd.DataFrame({"n": ["007"], "y": [True]})),
    ):
        (tmp_path / "reports" / page).mkdir(parents=True)
        write_csv(table, tmp_path / "reports" / page / "mine.csv")
    export_report(tmp_path / "reports", tmp_path / "out")
    found = pd.read_excel(tmp_path / "out" / "tables.xlsx", sheet_name="mine", dtype=object)
    assert found.columns.tolist() == ["page", "n", "x", "y"]
    assert found.fillna("").values.tolist() == [["a", "1", "1", ""], ["b", "007", "", True]]
    assert {path.name for path in (tmp_path / "out" / "tables").iterdir()} == {"a_mine.tex", "b_mine.tex"}
