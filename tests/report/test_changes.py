"""What changed since an earlier report."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis.report import open_report


@pytest.fixture(autouse=True)
def no_runner(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ANALYSIS_REPORT_DIR", "ANALYSIS_PREVIOUS"):
        monkeypatch.delenv(name, raising=False)


def write(folder: Path, corpus: Any, counts: list[int]) -> Any:
    report = open_report(str(folder / "words"), corpus)
    report.table(pd.DataFrame({"term": ["tank", "drone"], "count": counts}), "terms", caption="x")
    return report


def test_a_changed_row_is_told_from_to(small_corpus: Any, tmp_path: Path) -> None:
    write(tmp_path / "old", small_corpus, [12, 3])
    shown = write(tmp_path / "new", small_corpus, [12, 5]).changes(str(tmp_path / "old"))
    assert str(shown) == "terms.csv: 1 row changed (drone: count 3 → 5)"
    assert shown.facts == {"kind": "changes", "lines": [str(shown)], "count": 1}
    assert "<li>terms.csv: 1 row changed (drone: count 3 → 5)</li>" in shown._repr_mimebundle_()[0]["text/html"]


def test_the_same_tables_have_not_changed(small_corpus: Any, tmp_path: Path) -> None:
    write(tmp_path / "old", small_corpus, [12, 3])
    shown = write(tmp_path / "new", small_corpus, [12, 3]).changes(str(tmp_path / "old"))
    assert "Nothing changed" in str(shown)
    assert shown.facts == {"kind": "changes", "lines": [], "count": 0}


def test_without_an_earlier_report_the_page_says_so(small_corpus: Any, tmp_path: Path) -> None:
    report = write(tmp_path / "new", small_corpus, [12, 3])
    assert "No earlier report was named" in str(report.changes(""))
    assert "has no page words" in str(report.changes(str(tmp_path / "nowhere")))
