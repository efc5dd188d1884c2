"""What a question costs: lines of code, loading not counted."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from analysis.explore import News

TREND_BY_OUTLET = 'corpus.trend("dockers", by="source", period="month").figure().savefig("trend.png")'
WORDS_OF_ARTICLES = """
some = corpus.where(mentions="dockers")
some.terms(n=5).table.to_csv("words.csv")
"""
TOPICS_OF_OUTLET = 'topics = corpus.where(source=["daily-beacon", "meridian-wire"]).topics(n=3)'
ONE_OUTLET = """
found = corpus.topics(n=6)
shares = found.by_source().table.query("source == 'daily-beacon'")
"""
EXCEL = 'table.to_excel("terms.xlsx")'
LATEX = 'table.to_latex("terms.tex")'
MARKDOWN = 'table.to_markdown("terms.md")'


@pytest.mark.parametrize(
    ("code", "limit"),
    [(TREND_BY_OUTLET, 3), (WORDS_OF_ARTICLES, 3), (TOPICS_OF_OUTLET, 3), (ONE_OUTLET, 3)]
    + [(code, 1) for code in (EXCEL, LATEX, MARKDOWN)],
)
def test_a_question_takes_few_lines(code: str, limit: int, news: News, own_folder: Path) -> None:
    assert len(ast.parse(code).body) <= limit
    names: dict[str, Any] = {"corpus": news, "table": news.sources}
    exec(code, names)
    if "shares" in names:
        assert names["shares"]["share"].sum() == pytest.approx(1, abs=1e-4)
    if "topics" in names:
        assert 1 <= names["topics"].found.themes.n_topics <= 3
    if "savefig" in code or ".to_" in code:
        assert [path for path in own_folder.iterdir() if path.stat().st_size > 50]


def test_excel_holds_the_table(news: News, own_folder: Path) -> None:
    news.terms(n=3).table.to_excel("terms.xlsx", index=False)
    sheet = load_workbook("terms.xlsx").active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:3] == ("term", "shown", "count")
    assert rows[1][:3] == ("people", "people", 69)
    assert len(rows) == 7
