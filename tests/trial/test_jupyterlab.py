"""JupyterLab itself, in a real browser, over articles that attack: nothing runs, and dollars stay dollars."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from browsing import Watched, watch
from hostile import RUNS, write_hostile_corpus
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Browser

pytestmark = pytest.mark.trial
PROJECT = Path(__file__).parents[2]
TOKEN = "a-token-of-this-test"
LAST = "every cell was run"
# What an analyst types to look around: pandas' own tables, prints, a note, an error.
LOOKING = [
    """from analysis.corpus import load_corpus
from analysis.report import open_report
corpus = load_corpus("data/raw", min_articles=1)
report = open_report("", corpus)""",
    'corpus.articles[["title", "source"]].tail(40)',
    'print("\\n".join(corpus.articles["title"]))',
    'display(*corpus.articles["title"].tail(30))',
    'report.table(corpus.articles[["title", "source"]], "titles", caption="Titles", rows=200)',
    'report.note(corpus.articles["title"].tolist())',
    'load_corpus("<img src=x onerror=window.ran=1>/none")',
]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start JupyterLab on a project of its own, whose articles attack."""
    project = tmp_path_factory.mktemp("project")
    write_hostile_corpus(project / "data" / "raw")
    (project / "notebooks").mkdir()
    (project / "requirements.lock").symlink_to(PROJECT / "requirements.lock")
    overview = nbformat.read(PROJECT / "notebooks" / "corpus_overview.ipynb", as_version=4)
    looking = new_notebook(cells=[new_code_cell(source) for source in LOOKING])
    looking.metadata = overview.metadata
    looking.cells[-1].metadata["tags"] = ["raises-exception"]
    for name, notebook in {"corpus_overview": overview, "looking": looking}.items():
        notebook.cells.append(new_code_cell(f"print({LAST!r})"))
        nbformat.write(notebook, project / "notebooks" / f"{name}.ipynb")
    # All cells are in the page at once, not only those in sight.
    settings = project / "settings" / "@jupyterlab" / "notebook-extension"
    settings.mkdir(parents=True)
    (settings / "tracker.jupyterlab-settings").write_text('{"windowingMode": "none"}')
    private = {
        name: str(project / "jupyter")
        for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
    }
    environment = {
        **os.environ, **private, "ANALYSIS_PROJECT": str(project), "JUPYTERLAB_SETTINGS_DIR": str(project / "settings"),
    }  # fmt: skip
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--ServerApp.root_dir={project}",
        "--ServerApp.ip=127.0.0.1", f"--ServerApp.port={port}", f"--IdentityProvider.token={TOKEN}",
    ]  # fmt: skip
    with (project / "log").open("w") as log, subprocess.Popen(command, env=environment, stdout=log, stderr=log) as lab:
        try:
            _wait_for(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            lab.terminate()
    shutil.rmtree(project)


def _wait_for(port: int) -> None:
    for _ in range(240):
        with socket.socket() as door:
            if door.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.25)
    raise TimeoutError("JupyterLab did not start")


@pytest.fixture(params=["corpus_overview", "looking"])
def run_all(request: pytest.FixtureRequest, chromium: Browser, server: str) -> Iterator[Watched]:
    """Open a notebook in JupyterLab, run all its cells and wait for the last."""
    with watch(chromium) as seen:
        page = seen.page
        page.set_default_timeout(45_000)
        page.goto(f"{server}/lab/tree/notebooks/{request.param}.ipynb?reset&token={TOKEN}")
        page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_text("Run All Cells", exact=True).click()
        page.locator(".jp-OutputArea-output", has_text=LAST).wait_for(state="attached")
        # What is folded or out of sight is shown too, and time is given to what runs late.
        seen.unfold()
        page.evaluate("document.querySelectorAll('.jp-Cell').forEach(cell => cell.scrollIntoView())")
        page.wait_for_timeout(1000)
        yield seen


def test_nothing_runs_and_dollars_stay(run_all: Watched, server: str) -> None:
    outputs = run_all.page.locator(".jp-OutputArea-output")
    shown = "\n".join(outputs.all_inner_texts())
    assert f"<script>{RUNS}</script>" in shown
    assert "$5 to $10" in shown
    assert run_all.scripts_that_ran == []
    assert outputs.locator("mjx-container, .MathJax").count() == 0
    assert outputs.locator("script, iframe, base, form, [onerror], [onload], [autofocus]").count() == 0
    links = outputs.locator("a[href]").evaluate_all("all => all.map(e => e.protocol)")
    assert set(links) <= {"http:", "https:"}
    asked = {url for url in run_all.requests if not url.startswith((server, "data:", "blob:", f"ws{server[4:]}"))}
    assert asked == set()
