"""The briefing: what was found, from which articles."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from analysis.report.briefing import Briefing, render_index
from analysis.report.csv_files import write_csv
from analysis.report.notebook_page import Outline
from analysis.tables.findings import FINDINGS

CORPUS = {
    "kind": "corpus", "articles": 1120, "independent_texts": 111, "sources": 6,
    "first": "2024-03-03", "last": "2024-06-01",
    "fingerprint": "9f3c" * 16, "lock": "71ab" * 16, "refused": 0, "conflicts": 31,
}  # fmt: skip


def outline(title: str, *facts: dict[str, Any]) -> Outline:
    return Outline(title, f"What is {title}?", [*facts, CORPUS])


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
        ({}, "Six sources, March to June 2024: what the articles show"),
        ({"last": "2024-03-30"}, "Six sources, March 2024: what the articles show"),
        ({"first": "2019-01-01", "sources": 1}, "One source, 2019 to 2024: what the articles show"),
        ({"first": "", "last": "", "sources": 26}, "26 sources: what the articles show"),
    ],
)
def test_title_from_sources_and_dates(tmp_path: Path, changed: dict[str, Any], title: str) -> None:
    told = Outline("A", "", [{**CORPUS, **changed}])
    html = render_index(Briefing(tmp_path, {"a": told}))
    assert f"<title>{title}</title>" in html
    assert re.sub("</?bdi>", "", html).count(f"<h1>{title}</h1>") == 1


def test_a_title_in_another_direction_does_not_turn_the_years_around(tmp_path: Path) -> None:
    told = Outline("A", "", [{**CORPUS, "title": "صحيفة", "first": "2019-01-01"}])
    assert "<h1><bdi>صحيفة</bdi>, 2019 to 2024: " in render_index(Briefing(tmp_path, {"a": told}))


def test_facts(tmp_path: Path) -> None:
    html = render_index(Briefing(tmp_path, {"a": outline("A")}))
    for fact in (
        "<b>1,120</b> articles",
        "<b>111</b> independent texts",
        "<b>3 Mar – 1 Jun 2024</b>",
        "<b>31</b> details to check",
    ):
        assert fact in html
    assert "<code>9f3c9f3c9f3c9f3c</code>" in html


def test_kinds_take_turns_and_what_was_counted_comes_behind_what_was_tested(tmp_path: Path) -> None:
    write_findings(tmp_path / "a", ("corpus", "", "copies", "", 900))
    write_findings(tmp_path / "b", ("change", "", "later", "clear", 2), ("change", "", "since May", "clear", 3))
    words = [("words", source, f"{source} writes", "clear", n) for source, n in (("A", 7), ("B", 9), ("C", 8))]
    write_findings(tmp_path / "c", *words)
    assert told(tmp_path, "a", "b", "c") == ["B writes", "since May", "C writes", "later", "copies"]
    assert 'href="b/index.html#fig"' in render_index(Briefing(tmp_path, {"b": outline("B")}))


def test_of_a_kind_clear_comes_before_likely_then_the_stronger_one_source_before_its_second(tmp_path: Path) -> None:
    rows = [("B", "b", "likely", 90), ("C", "c", "likely", 50), ("A", "a2", "clear", 5), ("A", "a1", "clear", 8)]
    write_findings(tmp_path / "a", *(("words", *row) for row in rows))
    assert told(tmp_path, "a") == ["a1", "b"]
    write_findings(tmp_path / "b", *(("words", *row) for row in rows[2:]))
    assert told(tmp_path, "b") == ["a1", "a2"]


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


def test_two_figures_are_shown_the_telling_ones_first(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    figures = []
    for name in ("top_terms", "other", "names", "topic_words"):
        (tmp_path / "a" / f"{name}.svg").write_text("<svg/>")
        figures.append({"kind": "figure", "name": name, "caption": f"Caption {name}", "alt": f"<{name}>"})
    html = render_index(Briefing(tmp_path, {"a": outline("A", *figures)}))
    assert html.count("<img ") == 2
    assert html.index("&lt;names&gt;") < html.index("&lt;topic_words&gt;")
    assert '<td class="n">4</td><td class="n">0</td>' in html


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
