"""What changed since an earlier report."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
from report_folder import html_of

from analysis.report import open_report


def write(folder: Path, corpus: Any, counts: list[int], previous: Path | None = None) -> Any:
    report = open_report(folder / "words", corpus, previous)
    report.table(pd.DataFrame({"term": ["tank", "drone"], "count": counts}), "own_terms", caption="x")
    return report


def test_a_changed_row_is_told_from_to(small_corpus: Any, tmp_path: Path) -> None:
    write(tmp_path / "old", small_corpus, [12, 3])
    shown = write(tmp_path / "new", small_corpus, [12, 5], tmp_path / "old" / "words").changes()
    assert str(shown) == "own_terms.csv: 1 row changed (drone: count 3 → 5)"
    assert shown.facts == {"kind": "changes", "lines": [str(shown)], "count": 1}
    assert f"<li>{shown}</li>" in html_of(shown)


def test_the_same_tables_have_not_changed(small_corpus: Any, tmp_path: Path) -> None:
    write(tmp_path / "old", small_corpus, [12, 3])
    shown = write(tmp_path / "new", small_corpus, [12, 3], tmp_path / "old" / "words").changes()
    assert "Nothing changed" in str(shown)
    assert shown.facts == {"kind": "changes", "lines": [], "count": 0}


def test_without_an_earlier_report_the_page_says_so(small_corpus: Any, tmp_path: Path) -> None:
    assert "There is no earlier report" in str(write(tmp_path / "new", small_corpus, [12, 3]).changes())
    nowhere = write(tmp_path / "new", small_corpus, [12, 3], tmp_path / "nowhere" / "words")
    assert "has no page words" in str(nowhere.changes())
