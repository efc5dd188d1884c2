"""Pages on articles that attack, in a real browser: nothing runs, nothing is asked for, nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from browsing import PAGES, needs_chromium, page_named, pages_of, read
from hostile import PAYLOADS, RUNS
from playwright.sync_api import Browser

pytestmark = [pytest.mark.trial, pytest.mark.ci, needs_chromium]


def test_the_pages_are_these(hostile_reports: Path) -> None:
    assert sorted(pages_of(hostile_reports)) == sorted(page_named(hostile_reports, name) for name in PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_nothing_runs_and_nothing_is_asked_for(chromium: Browser, hostile_reports: Path, name: str) -> None:
    path = page_named(hostile_reports, name)
    with read(chromium, path) as seen:
        # As a reader does: over everything, then into everything.
        seen.page.mouse.move(300, 300)
        for _ in range(40):
            seen.page.keyboard.press("Tab")
        assert seen.scripts_that_ran == []
        assert seen.console == []
        assert [url for url in seen.requests if not url.startswith("data:")] == [path.resolve().as_uri()]
        policy = seen.page.get_attribute("meta[http-equiv=Content-Security-Policy]", "content")
        assert policy is not None
        assert policy.startswith("default-src 'none'; img-src data:; style-src 'unsafe-inline'")


@pytest.mark.parametrize("name", PAGES)
def test_no_element_is_made_of_an_article(chromium: Browser, hostile_reports: Path, name: str) -> None:
    # The policy would stop a script; there must be none to stop.
    with read(chromium, page_named(hostile_reports, name)) as seen:
        own = "svg:not(.spark > svg)"
        elements = seen.page.locator(f"script, iframe, {own}, math, base, form, textarea, object, embed, style + style")
        assert elements.count() == 0
        assert (
            seen.page.evaluate(
                "[...document.querySelectorAll('*')].flatMap(e => [...e.attributes])"
                ".filter(a => a.name.startsWith('on') || a.name === 'autofocus' || a.name === 'srcdoc').length"
            )
            == 0
        )
        links = seen.page.evaluate("[...document.querySelectorAll('[href]')].map(e => e.getAttribute('href'))")
        assert [link for link in links if ":" in link and link != "data:,"] == []


def test_nothing_runs_on_pages_of_outlets_with_hostile_names(chromium: Browser, hostile_reports: Path) -> None:
    paths = sorted(hostile_reports.glob("outlets/*/index.html"))
    assert len(paths) > 2
    for path in paths:
        with read(chromium, path) as seen:
            assert (seen.scripts_that_ran, seen.console) == ([], [])
            assert [url for url in seen.requests if not url.startswith("data:")] == [path.resolve().as_uri()]
            links = seen.page.evaluate("[...document.querySelectorAll('[href]')].map(e => e.getAttribute('href'))")
            assert [link for link in links if ":" in link and link != "data:,"] == []


def test_the_words_of_the_payloads_are_read_as_words(chromium: Browser, hostile_reports: Path) -> None:
    with read(chromium, page_named(hostile_reports, "corpus_overview")) as seen:
        shown = seen.page.inner_text("main")
    for words in (f"<script>{RUNS}</script>", "$5 to $10", "{{7*7}}", "%s %(x)s", "[red]x[/]", "&lt;b&gt;"):
        assert words in shown


def test_the_test_can_fail(chromium: Browser, tmp_path: Path) -> None:
    ran = 0
    for payload in PAYLOADS[:3]:
        path = tmp_path / "page.html"
        path.write_text(f"<title>page</title><p>{payload}</p>", encoding="utf-8")
        with read(chromium, path) as seen:
            seen.page.wait_for_function("'ran' in window")
            ran += seen.scripts_that_ran == ["1", "window.ran", "title"]
    assert ran == 3
