"""The briefing: what was found, from which articles."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from report_folder import CORPUS, make_folder, write_table

from analysis.report import topic_matrix
from analysis.report.briefing import Briefing, render_index
from analysis.report.csv_files import ReportTables, write_csv
from analysis.report.findings_choice import findings_about, read_findings
from analysis.report.notebook_page import Outline
from analysis.report.outlet_pages import render_outlet_pages
from analysis.tables import find
from analysis.tables.findings import FINDINGS

SIX = {**CORPUS, "articles": 1120, "independent_texts": 111, "sources": 6, "joined": 0}


def outline(title: str, *facts: dict[str, Any]) -> Outline:
    return Outline(title, f"What is {title}?", [*facts, SIX])


def write_findings(folder: Path, *rows: tuple[object, ...]) -> None:
    """Columns kind, source, sentence, tier, strength."""
    folder.mkdir()
    full = [(kind, source, sentence, "7 texts", tier, n, "fig") for kind, source, sentence, tier, n in rows]
    write_csv(FINDINGS.build(full), folder / "findings.csv")


def told(folder: Path, *names: str) -> list[str]:
    html = render_index(Briefing(folder, {name: outline(name.upper()) for name in names}))
    return re.findall("<li><p>(.*?)</p>", re.sub("</?bdi>", "", html))


@pytest.mark.parametrize(
    ("changed", "title"),
    [
        ({}, "Six outlets, March to June 2024"),
        ({"last": "2024-03-30"}, "Six outlets, March 2024"),
        ({"first": "2019-01-01", "sources": 1}, "One outlet, 2019 to 2024"),
        ({"first": "", "last": "", "sources": 26, "noun": "group"}, "26 groups"),
    ],
)
def test_title_from_outlets_and_dates(tmp_path: Path, changed: dict[str, Any], title: str) -> None:
    told = Outline("A", "", [{**SIX, **changed}])
    html = render_index(Briefing(tmp_path, {"a": told}))
    assert f"<title>{title}: what the articles show</title>" in html
    assert re.sub("</?bdi>", "", html).count(f"<h1>{title}</h1>") == 1


def test_pages_that_do_not_say_of_which_articles_they_are_have_an_index(tmp_path: Path) -> None:
    html = render_index(Briefing(tmp_path, {"a": Outline("A", "", [])}))
    assert "<h1><bdi>Report</bdi></h1>" in html
    assert "<code></code>" not in html


def test_what_was_chosen_leads_the_index(tmp_path: Path) -> None:
    told = Outline("A", "", [{**SIX, "choice": "Only articles that mention “<b>”: 112 of 844."}])
    html = render_index(Briefing(tmp_path, {"a": told}))
    assert '<p class="choice">Only articles that mention “<bdi>&lt;b&gt;</bdi>”: 112 of 844.</p>' in html
    assert 'class="choice"' not in render_index(Briefing(tmp_path, {"a": Outline("A", "", [SIX])}))


def test_a_title_in_another_direction_does_not_turn_the_years_around(tmp_path: Path) -> None:
    told = Outline("A", "", [{**SIX, "title": "صحيفة", "first": "2019-01-01"}])
    assert "<h1><bdi>صحيفة</bdi>, 2019 to 2024</h1>" in render_index(Briefing(tmp_path, {"a": told}))


@pytest.mark.parametrize(
    ("changed", "line"),
    [
        ({}, "1,120 articles ({}), from 6 outlets, 3 Mar – 1 Jun 2024."),
        ({"joined": 31}, "1,120 articles ({}), from 6 outlets and 31 small ones joined, 3 Mar – 1 Jun 2024."),
        ({"undated": 1_000}, "1,120 articles ({}), from 6 outlets, 3 Mar – 1 Jun 2024, 1,000 without a date."),
        ({"sources": 1, "first": "", "refused": 7}, "1,120 articles ({}), without dates, 7 could not be used."),
    ],
)
def test_the_corpus_in_one_line(tmp_path: Path, changed: dict[str, Any], line: str) -> None:
    html = render_index(Briefing(tmp_path, {"a": Outline("A", "", [{**SIX, **changed}])}))
    assert f'<p class="lead">{line.format("111 independent texts: copies of one text counted once")}</p>' in html
    assert "<code>9f3c9f3c9f3c9f3c</code>" in html


def test_kinds_take_turns_topics_lead_and_what_is_counted_comes_last(tmp_path: Path) -> None:
    write_findings(tmp_path / "a", ("corpus", "", "Welsh", "", 900), ("corpus", "", "Dates", "", np.nan))
    write_findings(tmp_path / "b", ("change", "", "later", "clear", 2), ("change", "", "since May", "clear", 3))
    words = [("words", source, f"{source} writes", "clear", n) for source, n in (("A", 7), ("B", 9), ("C", 8))]
    write_findings(tmp_path / "c", *words, ("topics", "A", "A covers", "likely", 0.1))
    assert told(tmp_path, "a", "b", "c") == ["A covers", "B writes", "since May", "C writes", "later", "Welsh"]
    assert told(tmp_path, "a", "b") == ["since May", "later", "Welsh"]
    assert 'href="b/index.html#fig"' in render_index(Briefing(tmp_path, {"b": outline("B")}))


def test_who_writes_about_a_topic_leads_and_when_comes_behind_words(tmp_path: Path) -> None:
    rows = [("topics", "", "less on it", "clear", 9), ("topics", "", "more on it", "clear", 8)]
    about = [("topics", "A", "A covers", "likely", 1), ("words", "B", "B writes", "clear", 1)]
    write_findings(tmp_path / "a", *rows, *about)
    assert told(tmp_path, "a") == ["A covers", "B writes", "less on it", "more on it"]
    write_findings(tmp_path / "b", *rows, ("distance", "A and B", "A and B are apart", "clear", 5))
    assert told(tmp_path, "b") == ["less on it", "more on it", "A and B are apart"]


def test_of_a_kind_clear_comes_before_likely_then_the_stronger_one_source_before_its_second(tmp_path: Path) -> None:
    rows = [("B", "b", "likely", 90), ("C", "c", "likely", 50), ("A", "a2", "clear", 5), ("A", "a1", "clear", 8)]
    write_findings(tmp_path / "a", *(("words", *row) for row in rows))
    assert told(tmp_path, "a") == ["a1", "b"], "two of a kind"
    write_findings(tmp_path / "b", *(("words", *row) for row in rows[2:]))
    assert told(tmp_path, "b") == ["a1", "a2"]


def test_findings_about_two_sources_count_for_both_and_kinds_of_ones_own_are_told(tmp_path: Path) -> None:
    rows = [("A", "a1", "clear", 9), ("A and B", "a and b", "clear", 8), ("C", "c", "clear", 1)]
    write_findings(tmp_path / "a", *(("words", *row) for row in rows), ("tone", "", "It is glum", "clear", 1))
    assert told(tmp_path, "a") == ["a1", "It is glum", "c"]
    findings = read_findings(ReportTables(tmp_path, ["a"]))
    assert [row["sentence"] for row in findings_about(findings, "B")] == ["a and b"]
    assert [row["sentence"] for row in findings_about(findings, "A")] == ["a1", "a and b"]
    assert findings_about(findings, "and B") == []
    assert len(findings_about([{**findings[0], "source": "X, Stars and Stripes and Y"}], "Stars and Stripes")) == 1


def test_too_few_articles_for_findings_are_said_to_be_too_few(tmp_path: Path) -> None:
    few = {**SIX, "articles": 3, "independent_texts": 3}
    html = render_index(Briefing(tmp_path, {"a": Outline("A", "", [few])}))
    assert "Too few articles for findings: 3 independent texts; at least 20 are needed." in html
    assert "Too few" not in render_index(Briefing(tmp_path, {"a": outline("A")}))


def test_shares_of_a_few_texts_are_not_told(tmp_path: Path) -> None:
    briefing = make_folder(tmp_path)
    html = render_index(briefing)
    assert re.search("other sources</th><td>–", html), "5 texts"
    path = tmp_path / "corpus_overview" / "articles_by_source.csv"
    path.write_text(re.sub(",[0-9]+,[0-9]+,1000", ",9,9,1000", path.read_text(encoding="utf-8")), encoding="utf-8")
    briefing = replace(briefing)
    assert "Who writes about what" not in render_index(briefing)
    told = render_outlet_pages(briefing)["outlets/beacon/index.html"]
    assert "Too few articles for shares: 9 independent texts; at least 10 are needed." in told


def test_the_most_used_word_and_the_largest_topic_stay_on_their_pages(tmp_path: Path) -> None:
    rows = [("words", "", "The most used word is", "", np.nan), ("topics", "", "The largest topic is", "", np.nan)]
    write_findings(tmp_path / "a", *rows)
    assert told(tmp_path, "a") == []


def test_names_do_not_decide_between_equals(tmp_path: Path) -> None:
    """With names in their order the first two of 40 equal sources would be A and B in every corpus."""
    first = set()
    for number in range(20):
        rows = [("words", source, f"{source} writes {number}", "clear", 4) for source in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
        write_findings(tmp_path / str(number), *rows)
        first |= {sentence[0] for sentence in told(tmp_path, str(number))}
    assert len(first) > 15


def test_findings_of_another_form_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "findings.csv").write_text('"sentence","q","detail","anchor"\n"A writes",0.01,"","fig"\n')
    assert told(tmp_path, "a") == []


def test_the_matrix_outlines_who_is_clearly_ahead(tmp_path: Path) -> None:
    html = render_index(make_folder(tmp_path))
    rows = re.findall(
        '<tr><th scope="row"[^>]*>(.*?)</th>(.*?)</tr>', html.split("Who writes about what")[1].split("</table>")[0]
    )
    # The largest theme first, each before its reliable subjects.
    assert [label for label, _ in rows] == ["harbour", "ferries", "docks", "anything (mixed)", "gates"]
    assert re.findall('<th scope="row" class="([^"]*)"', html) == ["", "part", "part", " pale", "part"]
    cells = [re.findall('<td style="[^"]*"( class="clear")?>([0-9]+%)', row) for _, row in rows]
    assert [[share for _, share in row] for row in cells] == [
        ["50%", "20%", "20%"], ["20%", "0%", "0%"], ["3%", "7%", "0%"], ["30%", "60%", "20%"], ["10%", "60%", "0%"],
    ]  # fmt: skip
    ahead = [(row, column) for row, own in enumerate(cells) for column, (mark, _) in enumerate(own) if mark]
    assert ahead == [(1, 0), (4, 1)]


def test_topics_without_room_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = make_folder(tmp_path)
    assert "not shown" not in render_index(folder)
    monkeypatch.setattr(topic_matrix, "MAX_TOPICS", 1)
    monkeypatch.setattr(topic_matrix, "_MAX_SUBJECTS", 1)
    # Of two themes and their three reliable subjects the largest theme is shown, and one of its subjects.
    assert "Outlined: clearly more than the others. 3 more topics are not shown. The 3 largest outlets" in render_index(
        folder
    )


def test_outlets_without_shares_are_named_and_that_nothing_stands_out(tmp_path: Path) -> None:
    briefing = make_folder(tmp_path)
    assert not briefing.findings
    assert "of under ten texts" not in render_index(briefing)
    assert "<p>Nothing stands out.</p>" in render_index(briefing)
    path = tmp_path / "corpus_overview" / "articles_by_source.csv"
    path.write_text(re.sub(",[0-9]+,[0-9]+,1000", ",9,9,1000", path.read_text(encoding="utf-8"), count=1))
    briefing = replace(briefing)
    assert "Not shown, of under ten texts: <bdi>Beacon</bdi>." in render_index(briefing)


def test_the_table_of_outlets_is_the_map_of_the_corpus(tmp_path: Path) -> None:
    html = render_index(make_folder(tmp_path)).split('id="outlets"')[1].split("</table>")[0]
    rows = [" ".join(re.sub("<[^>]*>", " ", row).split()) for row in html.split("<tr>")[2:]]
    assert rows[0] == "Beacon harbour 50% quay 30 29 1 3 Mar – 1 Jun 2024", "a likely word that is no name is left out"
    assert rows[2] == "=Wire harbour 20% – 10 10 0 –"
    assert rows[3] == "other sources – – 5 5 1 –"
    assert html.count("<a href=") == 3


def test_a_corpus_of_one_source_leads_with_its_topics(tmp_path: Path) -> None:
    briefing = make_folder(tmp_path)
    folder = tmp_path / "topic_modeling"
    (folder / "topic_sources.csv").unlink()
    write_table(folder, "topic_words", "topic words", [("1", "harbour ship quay")])
    write_table(
        folder, "representative_articles", "topic title", [("1.2", "Docks"), ("1.1", "First"), ("1.1", "Second")]
    )
    html = render_index(briefing)
    told = " ".join(re.sub("<[^>]*>", " ", html.split("What the articles are about")[1]).split())
    assert told.startswith("harbour 50% ferries 10% · docks 10% Such as “ First ” · harbour · ship · quay gates 20%")
    # Of 100 in all, 50 and 20 are shown.
    assert "the other 30% have a smaller or less reliable topic, or none · all topics" in told
    assert "Who writes about what" not in html
    write_findings(tmp_path / "words", ("corpus", "", "Many are long", "", 9))
    outlines = {**briefing.outlines, "words": outline("Words")}
    html = render_index(replace(briefing, outlines=outlines))
    assert html.index("What the articles are about") < html.index("Many are long")
    write_findings(tmp_path / "more", ("change", "", "It rises", "clear", 9))
    html = render_index(replace(briefing, outlines={**outlines, "more": outline("More")}))
    assert html.index("It rises") < html.index("What the articles are about")


def test_every_column_that_is_read_is_declared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a column that changes its name is missed here, and not by readers."""
    asked: dict[str, set[str]] = {}
    read_of = ReportTables.read_of

    def spy(tables: ReportTables, page: str, name: str, *columns: str) -> Any:
        asked.setdefault(name, set()).update(columns)
        return read_of(tables, page, name, *columns)

    monkeypatch.setattr(ReportTables, "read_of", spy)
    briefing = make_folder(tmp_path)
    (tmp_path / "topic_modeling" / "topic_sources.csv").unlink()
    render_index(briefing)
    render_outlet_pages(briefing)
    for name, columns in asked.items():
        declared = find(name)
        assert declared, name
        assert columns <= set(declared.names), name
    assert len(asked) > 8


def test_numbers_that_are_none_and_damaged_tables_do_not_stop_the_index(tmp_path: Path) -> None:
    briefing = make_folder(tmp_path)
    for path in tmp_path.glob("*/*.csv"):
        path.write_bytes(b'"topic","source"\n"1"\n"1","2","3"\n"\xff')
    assert "Who writes about what" not in render_index(briefing)


def test_pages_on_other_articles_are_listed_and_not_told(tmp_path: Path) -> None:
    write_findings(tmp_path / "a", ("words", "A", "a1", "clear", 4))
    html = render_index(Briefing(tmp_path, {"a": outline("A"), "b": outline("B")}, other_articles=["a"]))
    assert "earlier run on other articles" in html
    assert "<p>a1</p>" not in html


def test_what_changed_since_the_earlier_report_is_told_by_page(tmp_path: Path) -> None:
    changed = {"kind": "changes", "lines": ["findings: 1 row new (“<b>”)"], "count": 1201}
    same = {"kind": "changes", "lines": [], "count": 0}
    html = render_index(Briefing(tmp_path, {"a": outline("A", changed), "b": outline("B", same)}))
    assert '<a href="a/index.html#changes">A</a>: findings: 1 row new (“<bdi>&lt;b&gt;</bdi>”)' in html
    assert "and 1,200 more" in html
    assert "b/index.html#changes" not in html
    assert "Nothing: the same findings" in render_index(Briefing(tmp_path, {"b": outline("B", same)}))
    assert "earlier report" not in render_index(Briefing(tmp_path, {"a": outline("A")}))
