"""The briefing: what was found, from which articles."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from analysis.report.briefing import Briefing, render_index
from analysis.report.notebook_page import Outline

CORPUS = {
    "kind": "corpus", "articles": 1120, "independent_texts": 111, "sources": 6,
    "first": "2024-03-03", "last": "2024-06-01",
    "fingerprint": "9f3c" * 16, "lock": "71ab" * 16, "refused": 0, "conflicts": 31,
}  # fmt: skip


def outline(title: str, *facts: dict[str, Any]) -> Outline:
    return Outline(title, f"What is {title}?", [*facts, CORPUS])


def write_findings(folder: Path, *rows: tuple[str, str]) -> None:
    folder.mkdir()
    lines = [f'"{sentence}",{q},"7 texts","fig"' for sentence, q in rows]
    (folder / "findings.csv").write_text("\n".join(['"sentence","q","detail","anchor"', *lines]) + "\n")


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


def test_the_surest_findings_come_first_two_of_a_page(tmp_path: Path) -> None:
    write_findings(tmp_path / "a", ("a1", "0.001"), ("a2", "0.04"), ("a3", "0.002"))
    write_findings(tmp_path / "b", ("b1", ""), ("b2", "0.0005"))
    write_findings(tmp_path / "c", ("c1", "0.01"), ("c2", ""))
    html = render_index(Briefing(tmp_path, {name: outline(name.upper()) for name in "abc"}))
    told = sorted((html.index(f"<p>{name}</p>"), name) for name in ("b2", "a1", "a3", "c1", "b1"))
    assert [name for _, name in told] == ["b2", "a1", "a3", "c1", "b1"]
    assert "<p>a2</p>" not in html
    assert "<p>c2</p>" not in html
    assert 'href="b/index.html#fig"' in html


def test_two_figures_are_shown_the_telling_ones_first(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    figures = []
    for name in ("top_terms", "other", "names", "topic_card"):
        (tmp_path / "a" / f"{name}.svg").write_text("<svg/>")
        figures.append({"kind": "figure", "name": name, "caption": f"Caption {name}", "alt": f"<{name}>"})
    html = render_index(Briefing(tmp_path, {"a": outline("A", *figures)}))
    assert html.count("<img ") == 2
    assert html.index("&lt;names&gt;") < html.index("&lt;topic_card&gt;")
    assert '<td class="n">4</td><td class="n">0</td>' in html


def test_pages_on_other_articles_are_listed_and_not_told(tmp_path: Path) -> None:
    write_findings(tmp_path / "a", ("a1", "0.001"))
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
