"""JupyterLab as `make lab` starts it, on a copy of the notebooks, for the trials and for the pictures of the docs."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).parents[1]
TOKEN = "only-for-this-trial"


def copy_project(folder: Path) -> Path:
    """Copy what JupyterLab needs to ``folder/project``, because it saves notebooks with their outputs."""
    project = folder / "project"
    shutil.copytree(PROJECT / "notebooks", project / "notebooks")
    shutil.copytree(PROJECT / "data" / "raw", project / "data" / "raw")
    shutil.copytree(PROJECT / ".ci" / "jupyterlab", project / ".ci" / "jupyterlab")
    for name in ("Makefile", "requirements.lock"):
        shutil.copy(PROJECT / name, project)
    return project


@contextmanager
def lab(folder: Path) -> Iterator[str]:
    """Start JupyterLab on ``folder/project`` from a folder that is not the project's; give the address of a notebook.

    What is to be filled in, is its ``{name}``.
    """
    project = folder / "project"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {"allow_root": True, "open_browser": False, "port": port, "port_retries": 0}
    (folder / "jupyter_server_config.json").write_text(
        json.dumps({"ServerApp": settings, "IdentityProvider": {"token": TOKEN}}), encoding="utf-8"
    )
    surroundings = {
        **os.environ,
        "HOME": str(folder),
        "JUPYTER_CONFIG_DIR": str(folder),
        "IPYTHONDIR": str(folder / "ipython"),
        "ANALYSIS_PROJECT": str(project),
    }
    # The environment is there already: this Python's.
    command = ["make", "-C", str(project), "lab", f"RUN={sys.executable}", "PY=true"]
    with (folder / "lab.log").open("wb") as log:
        server = subprocess.Popen(command, cwd=folder, env=surroundings, stdout=log, stderr=log, start_new_session=True)
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_for(f"{address}/api/status?token={TOKEN}", server, folder / "lab.log")
            yield f"{address}/lab/tree/notebooks/{{name}}.ipynb?token={TOKEN}&reset"
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(30)


def open_notebook(page: Any, address: str, name: str) -> None:
    """Open a notebook, and wait until its kernel is there."""
    page.goto(address.format(name=name))
    page.wait_for_selector(".jp-Cell")
    page.wait_for_function(
        "document.querySelector('.jp-StatusBar-Widget, #jp-main-statusbar').innerText.includes('Idle')"
    )


def run_all(page: Any) -> None:
    """Choose Run All Cells in the menu."""
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_text("Run All Cells", exact=True).click()


def put(page: Any, cell: int, line: str) -> None:
    """Type over the text of a cell."""
    place = page.locator(".jp-Cell").nth(cell)
    place.scroll_into_view_if_needed()
    place.locator(".cm-content").click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(line)


def _wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            if server.poll() is not None:
                break
            time.sleep(0.2)
    raise RuntimeError(f"JupyterLab did not start:\n{log.read_text(encoding='utf-8')}")
