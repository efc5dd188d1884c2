"""A report: one name for a figure, its table and its files, and HTML no article can break."""

from __future__ import annotations

import re
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from html_tags import Tags
from matplotlib.figure import Figure
from report_folder import VALUES, html_of

from analysis.figures import ReportFigure
from analysis.figures.style import new_figure
from analysis.report import Report, open_report
from analysis.tables import corpus_tables, source_tables, term_tables
from analysis.tables.findings import Finding, Picture
from analysis.vocabulary import OTHER_SOURCES

HOSTILE = '<script>alert(1)</script><img src=x onerror="x">\'"&$x$'


def plot_lengths(table: pd.DataFrame) -> Figure:
    figure = new_figure("Lengths", body=2)
    figure.add_subplot().barh(table["source"], table["articles"])
    return figure


def say_lengths(table: pd.DataFrame) -> str:
    return f"{table['source'][0]} has {table['articles'][0]} articles {HOSTILE}"


def lengths(name: str = "lengths", **words: Any) -> ReportFigure:
    return ReportFigure(name, draw=plot_lengths, sentence=say_lengths, **{"caption": "Lengths."} | words)


@pytest.fixture
def table() -> pd.DataFrame:
    return pd.DataFrame({"source": [HOSTILE, "b"], "articles": [1200, 3]})


@pytest.fixture
def report(tmp_path: Path, small_corpus: Any) -> Report:
    return open_report(tmp_path, small_corpus)


def test_a_table_is_written_whole_and_shown_in_part(report: Report, table: pd.DataFrame, tmp_path: Path) -> None:
    html = html_of(report.table(table, "lengths", caption="Articles per source", rows=1))
    assert (tmp_path / "lengths.csv").read_text(encoding="utf-8").count("\n") == 3
    assert "1,200" in html
    assert '<a href="lengths.csv">all 2 rows as CSV</a>' in html
    assert '<th scope="col" class="n">articles</th>' in html
    assert 'role="region" tabindex="0" aria-label="Articles per source"' in html


def test_no_article_text_becomes_html(report: Report, table: pd.DataFrame, small_corpus: Any) -> None:
    lines = pd.DataFrame(
        {"term": [HOSTILE], "left": [HOSTILE], "keyword": [HOSTILE], "right": [HOSTILE], "source": [HOSTILE],
         "published": [HOSTILE], "article_id": [HOSTILE], "path": [HOSTILE]}
    )  # fmt: skip
    dots, line = (
        Picture(form, "share", [HOSTILE, "b"], [0.3, 0.1], [0.2, 0.0], [0.4, 0.2], [True, False])
        for form in ("dots", "line")
    )
    claims = [Finding("words", HOSTILE, HOSTILE, HOSTILE, "clear", 1.0, HOSTILE, picture) for picture in (dots, line)]
    shown = [
        report.table(table, "one", caption=HOSTILE),
        report.figure(lengths("two", caption=HOSTILE), table),
        report.quotes(lines, "three"),
        open_report(None, replace(small_corpus, independent_texts=20)).findings(claims),
        report.note(HOSTILE),
    ]
    for one in shown:
        page = Tags(html_of(one))
        assert page.runs == []
        assert all((attributes.get("src") or "data:").startswith("data:") for _, attributes in page.tags)


def test_a_figure_has_one_name_for_all_its_files(report: Report, table: pd.DataFrame, tmp_path: Path) -> None:
    shown = report.figure(lengths(), table)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "lengths.csv", "lengths.narrow.svg", "lengths.png", "lengths.svg",
    ]  # fmt: skip
    assert Tags(html_of(shown)).named("img")[0]["alt"] == say_lengths(table)
    assert repr(shown) == say_lengths(table)
    assert shown.facts["name"] == "lengths"
    for words, path in (("data", "lengths.csv"), ("svg", "lengths.svg"), ("png", "lengths.png")):
        assert f'<a href="{path}">{words}</a>' in html_of(shown)


def test_drawing_twice_gives_the_same_bytes_without_a_date(report: Report, table: pd.DataFrame, tmp_path: Path) -> None:
    report.figure(lengths("one"), table)
    report.figure(lengths("two"), table)
    for suffix in ("svg", "narrow.svg", "png"):
        assert (tmp_path / f"one.{suffix}").read_bytes() == (tmp_path / f"two.{suffix}").read_bytes()
    assert not re.search(
        rb"dc:date|\d\d:\d\d:\d\d|matplotlib (?:version|v?\d)", (tmp_path / "one.svg").read_bytes(), re.IGNORECASE
    )


def test_the_evidence_stands_in_the_figure(report: Report, table: pd.DataFrame) -> None:
    drawn: list[Figure] = []

    def plot(t: pd.DataFrame) -> Figure:
        drawn.append(plot_lengths(t))
        return drawn[-1]

    report.figure(ReportFigure("lengths", draw=plot, sentence=say_lengths, caption="x"), table)
    assert "3 articles, 2 independent texts · corpus 9f3c2a1b" in {text.get_text() for text in drawn[0].texts}


def test_an_empty_table_says_what_is_missing(
    report: Report, table: pd.DataFrame, tmp_path: Path, small_corpus: Any
) -> None:
    shown = report.figure(lengths(empty="No dates <so>."), table.head(0))
    assert "No dates &lt;so&gt;." in html_of(shown)
    assert (tmp_path / "lengths.csv").read_text() == '"source","articles"\n'
    assert not (tmp_path / "lengths.svg").exists()
    assert "Nothing to list." in html_of(report.table(table.head(0), "other", caption="x"))
    enough = open_report(None, replace(small_corpus, independent_texts=20))
    assert "Nothing stands out" in html_of(enough.findings([]))


def test_an_example_keeps_its_lines_and_is_escaped(report: Report) -> None:
    shown = report.example(f"families:\n  {HOSTILE}\u202e:\n  - IS\n", caption="As here.")
    html = html_of(shown)
    assert f"<pre><code>families:\n  {escape(HOSTILE, quote=False)}" in html.replace("&#34;", '"').replace("&#39;", "'")
    assert ":\n  - IS</code></pre>" in html
    assert "\u202e" not in html
    assert "<script" not in html


def test_a_figure_of_nothing_is_a_sentence_with_its_numbers(
    report: Report, table: pd.DataFrame, tmp_path: Path
) -> None:
    shown = report.figure(lengths(nothing=lambda rows: f"None of {len(rows)} <differs>."), table)
    assert "None of 2 &lt;differs&gt;." in html_of(shown)
    assert 'href="lengths.csv"' in html_of(shown)
    assert (tmp_path / "lengths.csv").is_file()
    assert not (tmp_path / "lengths.svg").exists()


def test_a_folder_may_be_a_text(small_corpus: Any, table: pd.DataFrame, tmp_path: Path) -> None:
    open_report(str(tmp_path / "deep" / "words"), small_corpus).table(table, "one", caption="x")
    assert (tmp_path / "deep" / "words" / "one.csv").is_file()


def test_without_a_folder_nothing_is_written(
    table: pd.DataFrame, small_corpus: Any, tmp_path: Path, monkeypatch: Any
) -> None:
    monkeypatch.chdir(tmp_path)
    report = open_report("", small_corpus)
    assert "<a " not in html_of(report.table(table, "one", caption="x", rows=1))
    assert "the first 1 of 2 rows" in html_of(report.table(table, "one", caption="x", rows=1))
    assert "<a " not in html_of(report.figure(lengths("two"), table))
    assert list(tmp_path.iterdir()) == []


def test_names_are_used_once_and_are_no_paths(report: Report, table: pd.DataFrame) -> None:
    report.table(table, "one", caption="x")
    with pytest.raises(ValueError, match="already a table or figure 'one'"):
        report.table(table, "one", caption="x")
    with pytest.raises(ValueError, match="cannot be the name"):
        report.table(table, "../one", caption="x")


def test_quotes_show_lines_of_every_term(report: Report) -> None:
    line = {"left": "the ", "right": " men", "source": "beacon", "published": pd.NaT, "article_id": "a1", "path": "p"}
    lines = pd.DataFrame([{**line, "term": term, "keyword": term} for term in ("IS", "rebels") for _ in range(9)])
    html = html_of(report.quotes(lines, "lines", rows=6))
    assert (html.count("<mark>IS</mark>"), html.count("<mark>rebels</mark>")) == (3, 3)
    assert "all 18 lines" in html


def test_quotes_keep_the_words_beside_the_keyword(report: Report) -> None:
    lines = pd.DataFrame(
        {"term": ["thugs"], "left": ["far " * 100 + "near "], "keyword": ["thugs"], "right": [". They"],
         "source": ["beacon"], "published": [pd.Timestamp("2024-03-04")], "article_id": ["a1"], "path": ["p"]}
    )  # fmt: skip
    html = html_of(report.quotes(lines, "lines"))
    assert "far near <mark>thugs</mark>. They" in html
    assert "<small><bdi>beacon</bdi>, <bdi>2024-03-04</bdi>, <bdi>a1</bdi></small>" in html


def test_made_with_tells_what_the_index_needs(report: Report) -> None:
    facts = report.made_with().facts
    assert (facts["articles"], facts["independent_texts"], facts["sources"]) == (3, 2, 2)
    assert (facts["first"], facts["last"]) == ("2024-03-03", "2024-03-09")


def test_of_a_few_articles_nothing_is_found(report: Report, tmp_path: Path) -> None:
    claim = Finding("words", "", "“tank” is used 71,429 times per million words", "", "clear", 1.0, "")
    shown = report.findings([claim])
    assert repr(shown) == "Too few articles for findings: 2 independent texts; at least 20 are needed."
    assert (tmp_path / "findings.csv").read_text(encoding="utf-8").count("\n") == 1


def test_small_outlets_that_are_joined_are_not_counted_as_one(small_corpus: Any) -> None:
    articles = small_corpus.articles.assign(outlet=list("abc"))
    joined = replace(small_corpus, articles=articles.assign(source=["a", OTHER_SOURCES, OTHER_SOURCES]))
    facts = open_report(None, joined).made_with().facts
    assert (facts["sources"], facts["joined"], facts["noun"]) == (1, 2, "outlet")
    by_year = replace(small_corpus, articles=articles.assign(source=["2023", "2024", "2024"]))
    facts = open_report(None, by_year).made_with().facts
    assert (facts["sources"], facts["joined"], facts["noun"]) == (2, 0, "group")


def test_a_folded_table_is_behind_its_caption(small_corpus: Any) -> None:
    report = open_report("", small_corpus)
    html = html_of(report.table(pd.DataFrame({"term": ["tank"]}), "one", caption="What <b> is", folded=True))
    summary, table = "<summary>What &lt;b&gt; is</summary>", '<div class="table" id="one">'
    assert html.index("<details") < html.index(summary) < html.index(table) < html.index("</details>")
    assert "<details" not in html_of(report.table(pd.DataFrame({"term": ["tank"]}), "two", caption="x"))


def test_a_row_without_a_visible_name_is_called_blank(report: Report) -> None:
    html = html_of(report.table(pd.DataFrame({"title": ["\ufeff"], "source": ["a"]}), "blank", caption="x"))
    assert '<th scope="row" class="short" dir="auto">(blank)</th><td class="short" dir="auto">a</td>' in html


def test_a_declared_table_explains_its_columns_and_has_its_own_words(report: Report) -> None:
    declared = term_tables.TERMS
    row = {column.name: [VALUES[column.kind]] for column in declared.columns}
    html = html_of(report.table(pd.DataFrame(row), declared.name))
    # The form in which a term is shown takes its place.
    for column in declared.columns[1:]:
        assert f"<code>{column.name}</code></th><td>{escape(column.meaning)}" in html.replace("&#39;", "&#x27;")
    assert "<summary>What the columns mean</summary>" in html
    assert f"One row is {declared.row}." in html
    assert f"<caption><span>{declared.caption or 'One row is ' + declared.row}" in html
    assert "What the columns mean" not in html_of(report.table(pd.DataFrame(row), "table_of_my_own"))


def test_of_a_wide_table_the_page_shows_the_columns_that_fit(report: Report, tmp_path: Path, small_corpus: Any) -> None:
    declared = source_tables.TERM_DIFFERENCES
    table = pd.DataFrame({c.name: [VALUES[c.kind]] for c in declared.columns if not c.optional})
    rest = table.shape[1] - 8 - 2 - 2  # of the columns shown one has an interval, two are parts of all
    shown, explained = html_of(report.table(table, declared.name)).split("What the columns mean")
    assert shown.count('<th scope="col"') == shown.count("<td") + shown.count('<th scope="row"') == 8
    assert f'<a href="term_differences.csv">{rest} more columns as CSV</a>' in shown
    assert all(f"<code>{column}</code>" in explained for column in table)
    assert list(pd.read_csv(tmp_path / "term_differences.csv").columns) == list(table)
    unwritten = html_of(open_report(None, small_corpus).table(table, declared.name))
    assert f'<p class="more">{rest} more columns</p>' in unwritten


def test_a_table_that_fits_says_nothing_of_more_columns(report: Report) -> None:
    html = html_of(report.table(pd.DataFrame({f"column_{i}": [1] for i in range(8)}), "eight"))
    assert html.count("<td") == 7
    assert "more column" not in html
    assert '<a href="eight.csv">as CSV</a>' in html


def test_an_interval_stands_behind_its_value_and_a_share_is_per_cent(report: Report) -> None:
    row = {column.name: [VALUES[column.kind]] for column in term_tables.TERMS.columns}
    html = html_of(report.table(pd.DataFrame({**row, "article_share": [0.123]}), "terms"))
    assert '<th scope="col" class="n interval" title="uses per million words">per million (interval)</th>' in html
    assert '<td class="n interval">0.500 (0.500 to 0.500)</td>' in html
    assert '<td class="n">12%</td>' in html
    texts = pd.DataFrame({"term": ["a"], "texts_others": [2], "all_texts_others": [1720]})
    html = html_of(report.table(texts, "held"))
    assert '<th scope="col" class="n">texts elsewhere</th>' in html
    assert '<td class="n">2 of 1,720</td>' in html
    two = pd.DataFrame({"topic": ["a"], "n_first": [2], "n_low_first": [1], "n_high_first": [3]})
    assert '<td class="n interval">2 (1 to 3)</td>' in html_of(report.table(two, "two"))
    own = pd.DataFrame({"price": [2.0, 3.0], "price_low": [1.0, None], "price_high": [4.0, None]})
    html = html_of(report.table(own, "prices"))
    assert "2.00 (1.00 to 4.00)</th>" in html
    assert "3.00</th>" in html


def test_empty_columns_and_ids_beside_a_title_are_left_to_the_file(report: Report) -> None:
    row = {column.name: [VALUES[column.kind]] for column in corpus_tables.ARTICLES.columns if not column.optional}
    html, _ = html_of(report.table(pd.DataFrame({**row, "agency": [""]}), "articles")).split("What the columns mean")
    headings = re.findall('<th scope="col"[^>]*>([^<]*)', html)
    assert headings == ["source", "date", "title", "words", "language", "byline", "dateline"]
    assert "4 more columns as CSV" in html
    # Where only its place names a row, it is shown.
    refused = pd.DataFrame({"path": ["a.csv"], "line": [3], "article_id": ["a"], "reason": ["no text"]})
    html, _ = html_of(report.table(refused, "refused")).split("What the columns mean")
    assert re.findall('<th scope="col"[^>]*>([^<]*)', html) == ["path", "line", "reason"]
    # A table of one's own keeps what it has.
    mine = html_of(report.table(refused.assign(title="t", note=None), "mine"))
    assert re.findall('<th scope="col"[^>]*>([^<]*)', mine) == ["path", "line", "article ID", "reason", "title"]


def test_a_table_of_no_rows_shown_is_a_link(report: Report, table: pd.DataFrame) -> None:
    html = html_of(report.table(table, "lengths", caption="For programs", rows=0))
    assert "<table" not in html
    assert '<a href="lengths.csv">all 2 rows as CSV</a>' in html


def test_a_declared_name_with_other_columns_is_refused(report: Report, table: pd.DataFrame) -> None:
    with pytest.raises(ValueError, match=r"'terms' is declared with the columns term, count, .*, not source, articles"):
        report.table(table, "terms")


def test_a_table_of_ones_own_has_a_caption_made_of_its_name(report: Report, table: pd.DataFrame) -> None:
    assert "<caption><span>My lengths</span></caption>" in html_of(report.table(table, "my_lengths"))


def test_a_page_is_silent_about_an_empty_table_that_would_be_folded(table: pd.DataFrame, report: Report) -> None:
    said = [report.table(table[:0], name, folded=folded).facts["sentence"]
            for name, folded in (("open", False), ("closed", True))]  # fmt: skip
    assert said == ["Nothing to list.", ""]
