"""The sample's pages for people: with a screen reader, in the dark, by keyboard, on a phone and on paper."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import OUTLET, PAGES, PHONE, needs_chromium, page_named, pages_of, read
from playwright.sync_api import Browser

pytestmark = [pytest.mark.trial, pytest.mark.ci, needs_chromium]
Scheme = Literal["light", "dark"]
# Only of violations are all elements described, which takes most of axe's time.
BRIEF = {"resultTypes": ["violations"]}
COLOURS = "color-contrast"
REPEATED = "tbody tr:nth-child(n+4), li:nth-child(n+6), .sentences > details:nth-of-type(n+3)"
EVERY_PAGE = [
    *(("sample_reports", name) for name in [*PAGES, "glossary", OUTLET]),
    *(("hostile_reports", name) for name in PAGES),
]
# What sticks out of the page to the right, outside of regions that scroll by themselves.
STICKS_OUT = """
[...document.querySelectorAll('body *')]
  .filter(e => !e.closest('[role=region]') || e.matches('[role=region]'))
  .filter(e => !e.closest('nav.contents') || e.matches('nav.contents'))  // one line of links, to keep the first screen
  .filter(e => e.getBoundingClientRect().width && e.getBoundingClientRect().right > innerWidth + 1)
  .map(e => e.outerHTML.slice(0, 100))"""
# Regions whose content is wider than they are.
SCROLLS = """
[...document.querySelectorAll('[role=region]')]
  .filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.getAttribute('aria-label'))"""


def test_the_pages_are_these(sample_reports: Path) -> None:
    assert sorted(pages_of(sample_reports)) == sorted(page_named(sample_reports, name) for name in PAGES)


@pytest.mark.parametrize(("corpus", "name"), EVERY_PAGE)
def test_axe_finds_nothing(chromium: Browser, request: pytest.FixtureRequest, corpus: str, name: str) -> None:
    with read(chromium, page_named(request.getfixturevalue(corpus), name)) as seen:
        found = Axe().run(seen.page, options={**BRIEF, "rules": {COLOURS: {"enabled": False}}}).response
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found["violations"]] == []
    assert len(found["passes"]) > 15


# Only colours differ between the schemes. The rule is slow: the tenth row has the colours of the first, and every kind
# of output is on one of these pages.
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["index", "corpus_overview", "term_frequency", OUTLET])
def test_axe_finds_no_colours_too_close(chromium: Browser, sample_reports: Path, name: str, scheme: Scheme) -> None:
    with read(chromium, page_named(sample_reports, name)) as seen:
        seen.page.emulate_media(color_scheme=scheme)
        seen.page.evaluate(f"document.querySelectorAll('{REPEATED}').forEach(e => e.remove())")
        found = Axe().run(seen.page, options={**BRIEF, "runOnly": [COLOURS]}).response
    assert found["violations"] == []
    assert [rule["id"] for rule in found["passes"]] == [COLOURS]


@pytest.mark.parametrize(("corpus", "name"), EVERY_PAGE)
def test_on_a_phone_only_tables_and_the_contents_scroll_sideways(
    chromium: Browser, request: pytest.FixtureRequest, corpus: str, name: str
) -> None:
    with read(chromium, page_named(request.getfixturevalue(corpus), name), PHONE) as seen:
        assert seen.page.evaluate(STICKS_OUT) == []
        assert seen.page.evaluate("document.documentElement.scrollWidth") == PHONE[0]


@pytest.mark.parametrize("name", [*PAGES, OUTLET])
def test_on_a_desk_nothing_scrolls_sideways(chromium: Browser, sample_reports: Path, name: str) -> None:
    with read(chromium, page_named(sample_reports, name)) as seen:
        seen.unfold()
        assert seen.page.evaluate(SCROLLS) == []


@pytest.mark.parametrize("name", [*PAGES, "glossary", OUTLET])
def test_the_page_asks_for_nothing_and_is_small(chromium: Browser, sample_reports: Path, name: str) -> None:
    path = page_named(sample_reports, name)
    assert path.stat().st_size < 3_000_000
    with read(chromium, path) as seen:
        assert [url for url in seen.requests if not url.startswith("data:")] == [path.resolve().as_uri()]
        assert (seen.console, seen.dialogs) == ([], [])


@pytest.mark.parametrize(("size", "n"), [((1280, 900), 3), ((390, 844), 1)])
def test_the_first_screen_has_the_corpus_and_its_first_findings(
    chromium: Browser, sample_reports: Path, size: tuple[int, int], n: int
) -> None:
    with read(chromium, page_named(sample_reports, "index"), size) as seen:
        shown = [seen.page.locator(".lead"), *(seen.page.locator(".findings > li").nth(place) for place in range(n))]
        for box in (element.bounding_box() for element in shown):
            assert box
            assert box["y"] + box["height"] <= size[1]


@pytest.mark.parametrize("name", PAGES[1:])
def test_figures_are_seen_on_the_page_and_on_paper(chromium: Browser, sample_reports: Path, name: str) -> None:
    with read(chromium, page_named(sample_reports, name)) as seen:
        figures = seen.page.locator("figure img")
        assert figures.count() >= 2
        for medium in ("screen", "print"):
            seen.page.emulate_media(media=medium)
            drawn = figures.evaluate_all("all => all.map(e => Math.min(e.naturalWidth, e.clientWidth, e.clientHeight))")
            assert min(drawn) > 40
        assert not seen.page.locator("header").is_visible()
        # A sheet says by itself how and with what it was made; all else that folds stays on the screen.
        assert seen.page.locator("details:not(.parameters, .section):visible").count() == 0
        words = seen.page.locator(".parameters td, .section:visible > p, .section:visible > ul > li")
        assert all(words.evaluate_all("all => all.map(e => e.getClientRects().length)"))
        assert bool(words.count()) == (name != "index")
        # The browser starts a page of paper for about each 700 points of height.
        printed = seen.page.pdf(format="A4")
        assert printed.startswith(b"%PDF-")
        assert printed.count(b"/Type /Page\n") >= figures.count() // 2


@pytest.mark.parametrize("name", PAGES)
def test_every_fold_link_and_region_is_reached_by_keyboard(chromium: Browser, sample_reports: Path, name: str) -> None:
    with read(chromium, page_named(sample_reports, name)) as seen:
        seen.page.evaluate("document.querySelectorAll('details').forEach(folded => { folded.open = false })")
        wanted = seen.page.locator("a[href]:visible, summary:visible, [role=region]:visible, pre:visible").count()
        assert wanted > 10
        seen.page.keyboard.press("Tab")
        assert seen.page.evaluate("document.activeElement.className") == "skip"
        reached = 1
        while seen.page.evaluate("document.activeElement !== document.body") and reached <= wanted:
            seen.page.keyboard.press("Tab")
            reached += 1
        assert reached >= wanted
        first = seen.page.locator("summary:visible").first
        if first.count():
            first.focus()
            seen.page.keyboard.press("Enter")
            assert first.evaluate("fold => fold.parentElement.open")
