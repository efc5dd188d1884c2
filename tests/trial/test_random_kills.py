"""A run killed at 200 random moments: no good report is ever harmed, nothing is left behind, no kernel lives on."""

from __future__ import annotations

import random
import shutil
import subprocess
import time
from pathlib import Path

import pytest
from command import PROJECT, analysis, files, processes, start, wait_until
from notebook_making import make_notebook

pytestmark = pytest.mark.trial

KILLS = 200
SEED = 20241125
NAMES = ("lengths", "sources")
OPEN = """from analysis.corpus import load_corpus
from analysis.report import open_report
from analysis.session import open_session
session = open_session()
corpus = load_corpus(session.articles, min_articles=1)
report = open_report(session.report_dir, corpus)"""
TABLE = 'report.table(corpus.articles[["article_id", "words"]].head(top_n), "{name}", caption="Articles")'


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("killed")
    shutil.copy(PROJECT / "requirements.lock", folder)
    for number in range(12):
        place = folder / "data" / "raw" / f"Source {number % 3}"
        place.mkdir(parents=True, exist_ok=True)
        text = " ".join(f"Ferry {number} left the harbour {count} times." for count in range(number + 3))
        (place / f"2024-03-{number + 1:02}-a.txt").write_text(f"Title {number}\n\n{text}\n")
    for name in NAMES:
        make_notebook(folder / "notebooks" / f"{name}.ipynb", OPEN, TABLE.format(name=name), "report.made_with()")
    return folder


def arguments(reports: Path, top_n: int) -> list[str]:
    return ["run", *NAMES, "--jobs", "2", "--reports", str(reports), "-p", f"top_n={top_n}"]


def test_no_good_report_is_harmed_in_two_hundred_kills(project: Path) -> None:
    known: dict[str, list[dict[str, bytes]]] = {name: [] for name in NAMES}
    for top_n in (2, 5):
        began = time.monotonic()
        code, _, err = analysis(project, *arguments(project / f"whole {top_n}", top_n))
        seconds = time.monotonic() - began
        assert code == 0, err
        for name in NAMES:
            known[name].append(files(project / f"whole {top_n}" / name))
    reports = project / "reports of killed runs"
    shutil.copytree(project / "whole 2", reports)
    draw = random.Random(SEED)
    kills = amid = 0
    while kills < KILLS:
        if draw.random() < 0.5:
            shutil.rmtree(project / "data" / "interim", ignore_errors=True)
        process = start(project, *arguments(reports, draw.choice((2, 5))))
        try:
            process.communicate(timeout=draw.uniform(0, seconds))
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            kills += 1
        amid += any(reports.glob(".analysis-new-*"))
        for name in NAMES:
            places = [place for place in (reports / name, *reports.glob(f".analysis-old-*/{name}")) if place.is_dir()]
            whole = {file: content for file, content in files(places[0]).items() if not file.startswith(".")}
            assert whole in known[name], f"{name}, kill {kills}"
    assert amid > KILLS / 10
    code, _, err = analysis(project, *arguments(reports, 5))
    assert code == 0, err
    assert files(reports) == files(project / "whole 5")
    shared = {"index.html", "glossary.html", "manifest.json", ".lock"}
    assert {path.name for path in reports.iterdir()} == {*NAMES, *shared}
    wait_until(lambda: not processes(f"ANALYSIS_PROJECT={project}"))
    assert not list((project / "data" / "interim").glob("making-*"))
