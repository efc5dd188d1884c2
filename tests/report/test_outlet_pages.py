"""The map of the corpus and the pages of its outlets."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from html_tags import Tags
from hypothesis import given
from hypothesis import strategies as st
from report_folder import HOSTILE, make_folder

from analysis.report.briefing import render_index
from analysis.report.outlet_pages import render_outlet_pages
from analysis.report.outlets import make_slugs, read_outlets


@pytest.fixture
def pages(tmp_path: Path) -> dict[str, str]:
    return render_outlet_pages(make_folder(tmp_path))


def text_of(html: str) -> str:
    return " ".join(re.sub("<[^>]*>", " ", html.split("</style>")[1]).split())


@given(st.lists(st.text(max_size=60), max_size=30))
def test_slugs_are_safe_and_differ_whatever_the_names(names: list[str]) -> None:
    slugs = make_slugs(names)
    assert len(set(slugs)) == len(names)
    assert all(re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", slug) and len(slug) < 50 for slug in slugs)
    assert make_slugs(names) == slugs


def test_slugs_of_names_that_come_out_alike_or_empty_get_a_number() -> None:
    names = ["The Sun", "the-sun", "THE SUN", "../../etc", "", "\u202e", "صحيفة", "the-sun-2", "NUL", "x" * 500]
    assert make_slugs(names) == [
        "the-sun", "the-sun-2", "the-sun-3", "etc", "outlet", "outlet-2", "outlet-3", "the-sun-2-2", "nul-2", "x" * 40,
    ]  # fmt: skip
    assert make_slugs(["é", unicodedata.normalize("NFD", "é")]) == ["e", "e-2"]


def test_each_outlet_has_a_page_and_the_small_ones_joined_have_none(pages: dict[str, str]) -> None:
    assert list(pages) == [f"outlets/{slug}/index.html" for slug in ("beacon", "img-src-x-onerror-ran", "wire")]


def test_a_page_tells_topics_against_the_others(pages: dict[str, str]) -> None:
    told = text_of(pages["outlets/beacon/index.html"])
    assert "30 articles (29 independent texts: copies of one text counted once), 50% of the corpus" in told
    # 15 of its 30 articles; of the others 3 + 2 + 1 of 15 + 10 + 5.
    assert "harbour 50% 20%" in told
    assert "ferries 20% , clearly more than the others 0%" in told
    assert told.index("harbour 50%") < told.index("ferries 20%") < told.index("anything (mixed) 30% 40%")


def test_a_page_has_its_words_in_two_columns_and_its_names(pages: dict[str, str]) -> None:
    told = text_of(pages["outlets/beacon/index.html"])
    covers, writes = told.index("What it covers"), told.index("How it writes")
    assert covers < told.index("dock 1,234 9.9 12 of 29 3 of 28") < writes < told.index("quay 1,234")
    assert "House marks: 1" in told
    assert "less" not in told
    assert "Front IS 7 70% , clearly more than the others 10%" in told
    assert "the Front" not in told


def test_a_page_tells_articles_and_copies(pages: dict[str, str]) -> None:
    told = text_of(pages["outlets/beacon/index.html"])
    assert told.index("without title A ferry. ferries") < told.index("Harbour shut It shut. 4 Mar 2024 · harbour")
    assert "3 articles (10%) with a text that is in the corpus more than once: 1 also in" in told
    assert "2 more than once here" in told
    assert "None of its texts" in text_of(pages["outlets/wire/index.html"])


def test_what_has_no_table_is_left_out(tmp_path: Path) -> None:
    briefing = make_folder(tmp_path)
    for path in tmp_path.glob("*/*.csv"):
        if path.stem != "articles_by_source":
            path.unlink()
    told = text_of(render_outlet_pages(briefing)["outlets/beacon/index.html"])
    for heading in ("What it writes about", "Words that", "Names it", "Articles that", "Copies"):
        assert heading not in told
    (tmp_path / "corpus_overview" / "articles_by_source.csv").unlink()
    assert render_outlet_pages(replace(briefing)) == {}


def test_hostile_names_are_text_everywhere(tmp_path: Path, pages: dict[str, str]) -> None:
    for html in (*pages.values(), render_index(make_folder(tmp_path))):
        assert "<img" not in html
        assert "<script" not in html
    assert HOSTILE.replace("<", "&lt;").replace(">", "&gt;").replace('"', "&#34;") in pages["outlets/beacon/index.html"]
    assert "<h1><bdi>=Wire</bdi></h1>" in pages["outlets/wire/index.html"]


def test_links_lead_to_pages_that_are_there(tmp_path: Path, pages: dict[str, str]) -> None:
    briefing = make_folder(tmp_path)
    written = {**pages, "index.html": render_index(briefing)}
    made = {*written, "glossary.html", "manifest.json", *(f"{name}/index.html" for name in briefing.outlines)}
    made |= {str(path.relative_to(tmp_path)) for path in tmp_path.glob("*/*.csv")}
    for name, html in written.items():
        for link in filter(None, (attributes.get("href") for _, attributes in Tags(html).tags)):
            if not link.startswith(("#", "data:")):
                target = (tmp_path / name).parent / link.partition("#")[0]
                assert str(target.resolve().relative_to(tmp_path.resolve())) in made, (name, link)


def test_forty_outlets_have_a_page(tmp_path: Path) -> None:
    briefing = make_folder(tmp_path)
    lines = "".join(f'"S{i}",9,9,90,"",""\n' for i in range(500))
    path = tmp_path / "corpus_overview" / "articles_by_source.csv"
    path.write_text('"source","articles","independent_texts","words","first","last"\n' + lines, encoding="utf-8")
    assert len(render_outlet_pages(briefing)) == 40
    assert sum(bool(outlet.slug) for outlet in read_outlets(briefing.tables)) == 40
    html = render_index(briefing)
    assert "all 500 outlets" in html
    assert "The 40 largest outlets have a page of their own, of equally large ones the first by name." in html
    assert len(html) < 100_000


def test_one_source_alone_has_no_page(tmp_path: Path) -> None:
    briefing = make_folder(tmp_path)
    path = tmp_path / "corpus_overview" / "articles_by_source.csv"
    path.write_text("".join(path.read_text(encoding="utf-8").splitlines(keepends=True)[:2]), encoding="utf-8")
    assert render_outlet_pages(briefing) == {}
    assert "The outlets" not in render_index(briefing)
