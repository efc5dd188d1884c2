"""Time Run All of each notebook in JupyterLab, driven in a browser as a person does.

    python benchmarks/bench_run_all.py [ARTICLES]

Needs a Chromium or Chrome on this machine. Default articles are the sample. Of each notebook: *first*, with nothing
prepared or kept; *again*, in the same kernel after one parameter was changed; *new kernel*, with the parameters of the
second. From the click to the last cell; CPU seconds are the kernel's.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import psutil
from measuring import arguments, print_table, skip, tell

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from browsing import CHROMIUM, open_chromium, watch  # noqa: E402 - of the tests
from lab_server import copy_project, lab, open_notebook, put, run_all  # noqa: E402

# The parameter that is changed in each notebook.
CHANGES = {
    "corpus_overview": ("min_articles: int = 10", "min_articles: int = 12"),
    "term_frequency": ("top_n: int = 15", "top_n: int = 12"),
    "topic_modeling": ('topic: str = ""', 'topic: str = "1"'),
    "source_comparison": ("top_n: int = 5", "top_n: int = 4"),
}
PARAMETERS = 1
LAST_DONE = "n => [...document.querySelectorAll('.jp-InputPrompt')].some(p => p.innerText.trim() === `[${n}]:`)"


def main() -> None:
    """Measure all notebooks."""
    table = arguments(__doc__).parse_args().articles
    if CHROMIUM is None:
        skip("there is no Chromium or Chrome here")
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        project = copy_project(Path(folder))
        if table:
            # As JSON in JSON.
            place = json.dumps(json.dumps(str(table.resolve())))[1:-1]
            for path in project.glob("notebooks/*.ipynb"):
                path.write_text(path.read_text(encoding="utf-8").replace('\\"data/raw\\"', place), encoding="utf-8")
        with open_chromium() as browser, lab(Path(folder)) as address:
            for name, change in CHANGES.items():
                shutil.rmtree(project / "data" / "interim", ignore_errors=True)
                with watch(browser, (1280, 900)) as watched:
                    rounds = measure(watched.page, address, project, name, change)
                tell(name)
                rows.append([f"`{name}`", *(f"{wall:.1f} s ({cpu:.1f})" for _, wall, cpu in rounds)])
    print_table(["clock seconds, of the kernel's CPU in brackets", *(what for what, _, _ in rounds)], rows)


def measure(
    page: Any, address: str, project: Path, name: str, change: tuple[str, str]
) -> list[tuple[str, float, float]]:
    """Run a notebook three times: first, again with a parameter changed, and in a new kernel."""
    cells = json.loads((project / "notebooks" / f"{name}.ipynb").read_text(encoding="utf-8"))["cells"]
    n_cells = sum(cell["cell_type"] == "code" and bool("".join(cell["source"]).strip()) for cell in cells)
    parameters = "".join(cells[PARAMETERS]["source"])
    open_notebook(page, address, name)
    rounds = [("first", *seconds(page, n_cells))]
    put(page, PARAMETERS, parameters.replace(*change))
    rounds.append(("again", *seconds(page, 2 * n_cells)))
    page.get_by_role("menuitem", name="Kernel", exact=True).click()
    page.get_by_text("Restart Kernel…", exact=True).click()
    page.get_by_role("button", name="Confirm Kernel Restart").click()
    page.get_by_role("button", name="| Idle").wait_for()
    rounds.append(("new kernel", *seconds(page, n_cells)))
    page.get_by_role("menuitem", name="Kernel", exact=True).click()
    page.get_by_text("Shut Down Kernel", exact=True).click()
    return rounds


def seconds(page: Any, last: int) -> tuple[float, float]:
    """Run all cells until the last one has its number; wall clock, and CPU seconds of the kernel."""
    before, started = kernel_seconds(), time.monotonic()
    run_all(page)
    page.wait_for_function(LAST_DONE, arg=last, timeout=600_000)
    return time.monotonic() - started, kernel_seconds() - before


def kernel_seconds() -> float:
    """Add up the CPU seconds of all kernels that run."""
    total = 0.0
    for process in psutil.Process().children(recursive=True):
        if "ipykernel_launcher" in process.cmdline():
            used = process.cpu_times()
            total += used.user + used.system
    return total


if __name__ == "__main__":
    main()
