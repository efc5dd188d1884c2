"""JupyterLab itself, as `make lab` starts it, in a real browser: open, change a parameter, run all cells."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from browsing import watch
from lab_server import PROJECT, copy_project, lab, open_notebook, put, run_all
from playwright.sync_api import Browser

pytestmark = pytest.mark.trial

CELLS = json.loads((PROJECT / "notebooks" / "corpus_overview.ipynb").read_text(encoding="utf-8"))["cells"]
# The cell of parameters, by number.
PARAMETERS = 1


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory, chromium: Browser) -> Iterator[Any]:
    """The page on the corpus, opened, and not yet run; requests to the outside are gathered."""
    folder = tmp_path_factory.mktemp("lab")
    copy_project(folder)
    with lab(folder) as address, watch(chromium, (1280, 900)) as watched:
        tab = watched.page
        tab.outside = []
        tab.on("request", lambda request: tab.outside.append(request.url) if is_outside(request.url) else None)
        open_notebook(tab, address, "corpus_overview")
        yield tab


def is_outside(url: str) -> bool:
    return not url.startswith(("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:", "about:"))


def test_nothing_asks_for_anything_when_it_opens(page: Any) -> None:
    page.wait_for_timeout(2000)
    assert page.locator(".Toastify__toast, .jp-Dialog").all_inner_texts() == []


def test_run_all_shows_figures_tables_and_questions(page: Any) -> None:
    run_all(page)
    page.wait_for_selector("p.made", timeout=120_000)
    assert page.locator(".jp-RenderedHTML figure img").count() == 2
    assert page.locator("[data-mime-type='application/vnd.jupyter.stderr']").count() == 0
    page.get_by_role("tab", name="Table of Contents").first.click()
    headings = page.locator(".jp-tocItem-heading").all_inner_texts()
    assert "Who wrote how much?" in [heading.strip() for heading in headings]


def test_a_wrong_parameter_is_one_box(page: Any) -> None:
    parameters = "".join(CELLS[PARAMETERS]["source"])
    put(page, PARAMETERS, parameters.replace('compare: str = "source"', 'compare: str = "sauce"'))
    run_all(page)
    box = page.locator("[data-mime-type='application/vnd.jupyter.stderr']")
    box.wait_for(timeout=60_000)
    assert box.text_content().strip().splitlines() == [
        "SettingsError: compare must be source, group, year, month or label, not 'sauce'.",
        "",
        "Correct it, then choose Run > Run All Cells in the menu.",
    ]
    page.get_by_role("button", name="| Idle").wait_for()
    # Nothing below the fault is run with what was made before.
    assert page.locator("p.made").count() == 0
    put(page, PARAMETERS, parameters)
    run_all(page)
    box.wait_for(state="detached", timeout=60_000)


def test_nothing_was_asked_of_the_outside(page: Any) -> None:
    assert page.outside == []
