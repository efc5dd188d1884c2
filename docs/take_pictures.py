"""Take the pictures of the README and of docs/jupyterlab.md from the real thing.

    .venv/bin/python docs/take_pictures.py [briefing]

Needed are playwright, Debian's chromium and the reports of the sample; `briefing` takes the README's picture alone.
JupyterLab runs on a copy of the sample.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "tests"))

from lab_server import copy_project, lab

SIZE = {"width": 1000, "height": 640}


def main() -> None:
    """Take the first page of the reports; then run the page on sources in JupyterLab, look at a figure, mistype."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 760})
        page.goto((HERE.parent / "reports" / "index.html").as_uri())
        page.screenshot(path=HERE / "briefing.png")
        if sys.argv[1:] != ["briefing"]:
            with tempfile.TemporaryDirectory() as folder:
                copy_project(Path(folder))
                with lab(Path(folder)) as address:
                    take_pictures(browser, address)
        browser.close()


def take_pictures(browser: Browser, address: str) -> None:
    """Drive a browser over a notebook, from its opening to a fault."""
    page = browser.new_page(viewport=SIZE)
    page.goto(address.format(name="source_comparison"))
    page.get_by_role("tab", name="Table of Contents").first.click()
    page.get_by_role("button", name="| Idle").wait_for()
    page.locator(".jp-Cell").first.click()
    page.wait_for_timeout(1000)
    page.screenshot(path=HERE / "parameters.png")
    run_all(page)
    page.locator("p.made").wait_for(timeout=300_000)
    page.locator(".jp-tocItem-heading", has_text="Which name for the same thing?").click()
    page.wait_for_timeout(2000)
    page.locator("figure#names").evaluate("figure => figure.scrollIntoView({block: 'end'})")
    page.wait_for_timeout(2000)
    page.screenshot(path=HERE / "figure.png")
    mistype(page)
    run_all(page)
    box = page.locator("[data-mime-type='application/vnd.jupyter.stderr']")
    box.wait_for(timeout=60_000)
    page.get_by_role("button", name="| Idle").wait_for()
    box.scroll_into_view_if_needed()
    page.wait_for_timeout(1000)
    page.screenshot(path=HERE / "fault.png")


def run_all(page: Page) -> None:
    """Choose Run > Run All Cells."""
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_text("Run All Cells", exact=True).click()


def mistype(page: Page) -> None:
    """Write a word into the cell of parameters that stands for nothing."""
    page.locator(".jp-Cell").nth(1).scroll_into_view_if_needed()
    page.get_by_text('"source"', exact=True).first.dblclick()
    page.keyboard.insert_text("sauce")


if __name__ == "__main__":
    main()
