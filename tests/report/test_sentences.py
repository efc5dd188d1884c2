"""The sentences under a figure, and the table behind it."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from html_tags import Tags
from matplotlib.figure import Figure
from report_folder import html_of

from analysis.errors import AnalysisError
from analysis.figures import ReportFigure
from analysis.figures.style import new_figure
from analysis.report import Report, open_report

HOSTILE = '</details><script>alert(1)</script><img src=x onerror="x">\'"&$x$\u202e'


def plot(table: pd.DataFrame) -> Figure:
    figure = new_figure("Terms", body=1)
    figure.add_subplot().plot(range(len(table)))
    return figure


def say(table: pd.DataFrame) -> str:
    return f"{len(table)} terms."


def line(term: str, article: str, source: str = "beacon", **more: object) -> dict[str, object]:
    return {
        "term": term, "left": f"before {article} ", "keyword": term, "right": " after", "source": source,
        "published": pd.Timestamp("2024-03-04"), "article_id": article, "path": "p.txt", **more,
    }  # fmt: skip


@pytest.fixture
def report(tmp_path: Path, small_corpus: Any) -> Report:
    return open_report(tmp_path, small_corpus)


@pytest.fixture
def terms() -> pd.DataFrame:
    return pd.DataFrame({"term": ["tank", "drone", "raid"], "count": [9, 5, 1]})


def shown(report: Report, table: pd.DataFrame, evidence: pd.DataFrame | None, name: str = "own_terms") -> str:
    figure = ReportFigure(name, draw=plot, sentence=say, caption="Terms")
    return html_of(report.figure(figure, table, evidence=evidence))


def summaries(html: str) -> list[str]:
    return [unescape(re.sub("<[^>]*>", "", text)) for text in re.findall("<summary>(.*?)</summary>", html)]


def test_each_row_unfolds_three_sentences_of_three_articles(
    report: Report, terms: pd.DataFrame, tmp_path: Path
) -> None:
    lines = [line("drone", f"d{i}") for i in (1, 1, 2, 3, 4)] + [line("tank", "t1")]
    html = shown(report, terms, pd.DataFrame(lines))
    assert summaries(html) == ["Numbers", "Sentences", "“tank”", "“drone”"]
    assert html.count("<blockquote>") == 4
    assert [f"before d{i} " in html for i in (1, 2, 3, 4)] == [True, True, True, False]
    assert "<small><bdi>beacon</bdi>, <bdi>2024-03-04</bdi>, <bdi>d1</bdi></small>" in html
    assert html.index("“<bdi>tank</bdi>”") < html.index("“<bdi>drone</bdi>”")
    assert "1 row without a sentence" in html
    assert '<a href="own_terms_sentences.csv">all 6 sentences as CSV</a>' in html
    assert (tmp_path / "own_terms_sentences.csv").read_text(encoding="utf-8").count("\n") == 7


def test_sentences_belong_to_the_row_of_their_source(report: Report) -> None:
    table = pd.DataFrame({"source": ["beacon", "wire"], "term": ["tank", "tank"]})
    lines = [line("tank", "w1", "wire", source_of="wire"), line("tank", "x1", "other", source_of="beacon")]
    html = shown(report, table, pd.DataFrame(lines))
    assert summaries(html)[2:] == ["“tank”, beacon", "“tank”, wire"]
    assert html.index("before x1") < html.index("“<bdi>tank</bdi>”, <bdi>wire</bdi>") < html.index("before w1")
    assert "<small><bdi>other</bdi>, <bdi>2024-03-04</bdi>, <bdi>x1</bdi></small>" in html


def test_rows_of_other_kinds_have_their_own_names(report: Report) -> None:
    table = pd.DataFrame({"topic": [1, 2], "label": ["war, siege", "flood"], "period": ["2024-W09", "2024-W10"]})
    lines = [line("siege", "a", topic_of=1, label_of="war, siege", period_of="2024-W09")]
    assert summaries(shown(report, table, pd.DataFrame(lines)))[2:] == ["topic 1, “war, siege”, 2024-W09"]


def test_no_article_breaks_out_of_its_sentence(report: Report) -> None:
    table = pd.DataFrame({"source": [HOSTILE, "b"], "term": [HOSTILE, HOSTILE]})
    hostile = dict.fromkeys(line("", ""), HOSTILE)
    html = shown(report, table, pd.DataFrame([{**hostile, "source_of": HOSTILE}]))
    page = Tags(html)
    assert (page.open, page.runs) == ([], [])
    assert "\u202e" not in html


def test_the_sentences_of_a_large_figure_stop(report: Report) -> None:
    table = pd.DataFrame({"term": [f"t{i}" for i in range(150)]})
    html = shown(report, table, pd.DataFrame([line(f"t{i}", "a") for i in range(10, 150)]))
    assert len(summaries(html)) == 2 + 100
    assert "the first 100 of 140 rows with sentences" in html
    assert "10 rows without a sentence" in html


def test_sixty_rows_of_three_sentences_keep_the_page_small(report: Report) -> None:
    table = pd.DataFrame({"term": [f"t{i}" for i in range(60)]})
    lines = pd.DataFrame([line(f"t{i}", f"{i}-{k}") for i in range(60) for k in range(3)])
    lines["left"] = "x" * 90
    lines["right"] = "y" * 90
    with_lines = shown(report, table, lines, "one")
    assert len(with_lines) - len(shown(report, table, None, "two")) < 80_000


def test_without_evidence_or_without_a_row_there_are_none(report: Report, terms: pd.DataFrame, tmp_path: Path) -> None:
    assert "Sentences" not in shown(report, terms, None, "one")
    empty = pd.DataFrame(columns=list(line("", "")))
    assert "3 rows without a sentence" in shown(report, terms, empty, "two")
    assert "Sentences" not in shown(report, terms.head(0), empty, "three")
    assert (tmp_path / "three_sentences.csv").is_file()  # the files of a report do not depend on what is found


def test_the_table_behind_a_name(report: Report, terms: pd.DataFrame) -> None:
    shown(report, terms, pd.DataFrame([line("tank", "a")]))
    report.table(terms.head(1), "first", caption="x")
    pd.testing.assert_frame_equal(report.data("own_terms"), terms)
    assert len(report.data("first")) == 1
    assert list(report.data("own_terms_sentences")["article_id"]) == ["a"]
    mine = report.data("own_terms")
    mine.loc[0, "count"] = 0
    terms.loc[0, "count"] = 1
    assert report.data("own_terms")["count"].tolist() == [9, 5, 1]  # as it was shown


def test_an_unknown_name_lists_the_known_ones(small_corpus: Any, terms: pd.DataFrame) -> None:
    report = open_report(None, small_corpus)
    with pytest.raises(AnalysisError, match=r"^There is no table 'own_terms' yet; there are: none\.$"):
        report.data("own_terms")
    report.table(terms, "own_terms", caption="x")
    report.table(terms, "other", caption="x")
    with pytest.raises(AnalysisError, match=r"^There is no table 'term' yet; there are: own_terms, other\.$"):
        report.data("term")
    assert len(report.data("other")) == 3
