"""JupyterLab itself, in a real browser, over articles that attack: nothing runs, and dollars stay dollars."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import nbformat
import pytest
from browsing import Watched, watch
from hostile import RUNS, write_hostile_corpus
from lab_server import copy_project, lab, open_notebook, run_all
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Browser

pytestmark = pytest.mark.trial
LAST = "every cell was run"
# What an analyst types to look around: pandas' own tables, prints, a note, an error.
LOOKING = [
    """from analysis import faults
from analysis.corpus import load_corpus
from analysis.report import open_report
from analysis.session import open_session
session = open_session()
corpus = load_corpus(session.articles, min_articles=1)
report = open_report("", corpus)
# The last cell is not to be taken for one that is sent behind a failed one.
faults.SECONDS_BETWEEN_CELLS = 0""",
    'corpus.articles[["title", "source"]].tail(40)',
    'print("\\n".join(corpus.articles["title"]))',
    'display(*corpus.articles["title"].tail(30))',
    'report.table(corpus.articles[["title", "source"]], "titles", caption="Titles", rows=200)',
    'report.note(corpus.articles["title"].tolist())',
    'load_corpus("<img src=x onerror=window.ran=1>/none")',
]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start JupyterLab on a project whose articles attack; give the address of a notebook."""
    folder = tmp_path_factory.mktemp("lab")
    project = copy_project(folder)
    shutil.rmtree(project / "data" / "raw")
    write_hostile_corpus(project / "data" / "raw")
    overview = nbformat.read(project / "notebooks" / "corpus_overview.ipynb", as_version=4)
    looking = new_notebook(cells=[new_code_cell(source) for source in LOOKING])
    looking.metadata = overview.metadata
    looking.cells[-1].metadata["tags"] = ["raises-exception"]
    for name, notebook in {"corpus_overview": overview, "looking": looking}.items():
        notebook.cells.append(new_code_cell(f"print({LAST!r})"))
        nbformat.write(notebook, project / "notebooks" / f"{name}.ipynb")
    # All cells are in the page at once, not only those in sight.
    settings = folder / "lab" / "user-settings" / "@jupyterlab" / "notebook-extension"
    settings.mkdir(parents=True)
    (settings / "tracker.jupyterlab-settings").write_text('{"windowingMode": "none"}')
    with lab(folder) as address:
        yield address


@pytest.fixture(params=["corpus_overview", "looking"])
def ran(request: pytest.FixtureRequest, chromium: Browser, address: str) -> Iterator[Watched]:
    """Open a notebook in JupyterLab, run all its cells and wait for the last."""
    with watch(chromium) as seen:
        page = seen.page
        page.set_default_timeout(45_000)
        open_notebook(page, address, request.param)
        run_all(page)
        page.locator(".jp-OutputArea-output", has_text=LAST).wait_for(state="attached")
        # What is folded or out of sight is shown too, and time is given to what runs late.
        seen.unfold()
        page.evaluate("document.querySelectorAll('.jp-Cell').forEach(cell => cell.scrollIntoView())")
        page.wait_for_timeout(1000)
        yield seen


def test_nothing_runs_and_dollars_stay(ran: Watched, address: str) -> None:
    outputs = ran.page.locator(".jp-OutputArea-output")
    shown = "\n".join(outputs.all_inner_texts())
    assert f"<script>{RUNS}</script>" in shown
    assert "$5 to $10" in shown
    assert ran.scripts_that_ran == []
    assert outputs.locator("mjx-container, .MathJax").count() == 0
    assert outputs.locator("script, iframe, base, form, [onerror], [onload], [autofocus]").count() == 0
    links = outputs.locator("a[href]").evaluate_all("all => all.map(e => e.protocol)")
    assert set(links) <= {"http:", "https:"}
    server = address.partition("/lab/")[0]
    asked = {url for url in ran.requests if not url.startswith((server, "data:", "blob:", f"ws{server[4:]}"))}
    assert asked == set()
