"""Reports of the sample, and of articles that attack, as they are exported."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from analysis import figures
from analysis.export import export_report
from analysis.export.report_folder import read_report
from analysis.report.drawings import draw_files

pytestmark = [pytest.mark.trial, pytest.mark.ci]


def test_figures_drawn_from_csv_files_are_those_of_the_pages(sample_reports: Path) -> None:
    n_drawn = 0
    for page in read_report(sample_reports):
        frames = {table.name: table.frame for table in page.tables}
        for name in page.figures:
            drawn = draw_files(getattr(figures, name), frames[name], page.evidence)
            assert drawn["svg"] == (page.folder / f"{name}.svg").read_bytes(), name
            n_drawn += 1
    assert n_drawn > 10


@pytest.mark.parametrize("reports", ["sample_reports", "hostile_reports"])
def test_all_forms_open(request: pytest.FixtureRequest, reports: str, tmp_path: Path) -> None:
    folder: Path = request.getfixturevalue(reports)
    (said,) = export_report(folder, tmp_path / "out")
    n_tables = len({path.name for path in folder.glob("*/*.csv")})
    assert said.startswith(f"Wrote {n_tables} tables ")
    with closing(sqlite3.connect(tmp_path / "out" / "tables.sqlite")) as file:
        assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert file.execute("PRAGMA foreign_key_check").fetchall() == []
        rows = dict(file.execute("SELECT table_name, rows FROM contents").fetchall())
    book = openpyxl.load_workbook(tmp_path / "out" / "tables.xlsx", read_only=True)
    assert len(book.sheetnames) == 1 + sum(n > 0 for n in rows.values())
    n_shown = len([*(tmp_path / "out" / "tables").iterdir()])
    assert len(Document(str(tmp_path / "out" / "tables.docx")).tables) == n_shown > 20
