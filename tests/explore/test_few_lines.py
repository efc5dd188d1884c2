"""What a question costs: a line or two of code, loading not counted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from analysis.explore import News

QUESTIONS = (
    'corpus.trend("dockers", by="source", period="month").figure().savefig("trend.png")',
    'corpus.where(mentions="dockers").terms(n=5).table.to_csv("words.csv")',
    'topics = corpus.where(source=["daily-beacon", "meridian-wire"]).topics(n=3)',
    "found = corpus.topics(n=6)\nshares = found.by_source().table.query(\"source == 'daily-beacon'\")",
    'corpus.sources.to_latex("terms.tex")',
    'corpus.sources.to_markdown("terms.md")',
)


@pytest.mark.parametrize("code", QUESTIONS)
def test_a_question_takes_few_lines(code: str, news: News, own_folder: Path) -> None:
    names: dict[str, Any] = {"corpus": news}
    exec(code, names)
    if "shares" in names:
        assert names["shares"]["share"].sum() == pytest.approx(1, abs=1e-4)
    elif "topics" in names:
        assert 1 <= names["topics"].found.themes.n_topics <= 3
    else:
        assert [path for path in own_folder.iterdir() if path.stat().st_size > 50]


def test_excel_holds_the_table(news: News, own_folder: Path) -> None:
    news.terms(n=3).table.to_excel("terms.xlsx", index=False)
    sheet = load_workbook("terms.xlsx").active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:3] == ("term", "shown", "count")
    assert rows[1][:3] == ("people", "people", 69)
    assert len(rows) == 7
