"""A real browser that tells all a page does."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Page, sync_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# The browser of this machine; none is downloaded.
CHROMIUM = next(filter(None, map(shutil.which, _NAMES)), None)
needs_chromium = pytest.mark.skipif(
    CHROMIUM is None, reason="There is no Chromium or Chrome here: pages are not looked at in a browser."
)
PAGES = ["index", "corpus_overview", "term_frequency", "topic_modeling", "source_comparison"]
# The page of one outlet of the sample.
OUTLET = "outlets/daily-beacon"
DESK, PHONE = (1280, 800), (360, 740)


@contextmanager
def open_chromium() -> Iterator[Browser]:
    """Start the browser of this machine; tests that use it are marked `needs_chromium`."""
    with sync_playwright() as playwright:
        # The tests may run as root, for whom Chromium has no sandbox.
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@dataclass
class Watched:
    """A page and what it did: requests, dialogs, lines on the console."""

    page: Page
    requests: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    console: list[str] = field(default_factory=list)

    @property
    def scripts_that_ran(self) -> list[str]:
        """List what payloads did: a dialog, a mark on the window, another title."""
        marked = ["window.ran"] if self.page.evaluate("'ran' in window") else []
        retitled = ["title"] if self.page.title() == "ran" else []
        return [*self.dialogs, *marked, *retitled]

    def unfold(self) -> None:
        """Open all that is folded."""
        self.page.evaluate("document.querySelectorAll('details').forEach(folded => { folded.open = true })")

    def _dismiss(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()


@contextmanager
def watch(browser: Browser, size: tuple[int, int] = DESK) -> Iterator[Watched]:
    """Give an empty page that is watched."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]})
    watched = Watched(context.new_page())
    watched.page.on("request", lambda request: watched.requests.append(request.url))
    watched.page.on("dialog", watched._dismiss)
    watched.page.on("console", lambda line: watched.console.append(line.text))
    watched.page.on("pageerror", lambda error: watched.console.append(error.message))
    yield watched
    context.close()


@contextmanager
def read(browser: Browser, path: Path, size: tuple[int, int] = DESK) -> Iterator[Watched]:
    """Open a page of a report from its file, everything unfolded."""
    with watch(browser, size) as watched:
        watched.page.goto(path.resolve().as_uri())
        watched.unfold()
        yield watched


def pages_of(reports: Path) -> list[Path]:
    """List the pages of a report folder: the index and one for each notebook."""
    return [reports / "index.html", *sorted(reports.glob("[!._]*/index.html"))]


def page_named(reports: Path, name: str) -> Path:
    """Give the file of a page; index and glossary are pages too."""
    return reports / f"{name}.html" if name in ("index", "glossary") else reports / name / "index.html"
