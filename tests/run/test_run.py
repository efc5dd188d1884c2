"""Whole runs of the command on small notebooks: what succeeds, what fails and how, and that bytes repeat."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import pytest
from command import analysis, files, make_articles
from notebook_making import PARAMETERS, make_notebook

from analysis import session
from analysis.errors import SettingsError
from analysis.run.plan import make_plan
from analysis.run.run import run

REPORTING = """import warnings
from types import SimpleNamespace
import pandas as pd
from analysis.report import open_report
from analysis.session import open_session
from analysis.settings.settings_files import CorpusSettings
table = pd.DataFrame({"source": ["a", "b"], "published": pd.to_datetime(["2024-03-01", "2024-04-02"])})
none = dict.fromkeys(("refused", "conflicts", "filtered", "removed"), table[:0])
facts = {**none, "title": "", "fingerprint": "9f3c" * 16, "language": "en", "settings": CorpusSettings()}
facts |= {"choice": (), "choice_line": ""}
corpus = SimpleNamespace(articles=table.assign(outlet=table["source"]), independent_texts=2, **facts)
report = open_report(open_session().report_dir, corpus)
warnings.warn("care" + "ful")"""
SHOWING = 'print({"one", "two", "three"}, object())\nreport.table(table, "kept", caption="Articles", rows=top_n)'
REPORTED = ["citation.bib", "citation.json", "index.html", "kept.csv", "made_from.json", "reporting.ipynb"]

# What a failing notebook does below the heading "Here", and what the run says of it.
FAILING = {
    "raises": ("raise ValueError('first\\nlast line')", "ValueError: last line"),
    "exits": ("import sys\nsys.exit(0)", "The notebook stopped itself before its last cell."),
    "dies": ("import os\nos.kill(os.getpid(), 9)", "The kernel died; most often it ran out of memory."),
    "waits": ("import os, signal\nos.kill(os.getpid(), signal.SIGINT)\nsignal.pause()", "KeyboardInterrupt"),
}
NAMES_A_PLACE = """import json, os
print(json.load(open(os.environ["ANALYSIS_SESSION"]))["report_dir"])"""


def make_project(folder: Path) -> Path:
    """Make a project of two good notebooks and those that fail, each with an earlier report."""
    make_articles(folder)
    notebooks = folder / "notebooks"
    make_notebook(notebooks / "reporting.ipynb", REPORTING, "## Shown", SHOWING, "report.made_with()")
    make_notebook(notebooks / "quiet.ipynb", "print(articles, sources)", r"print('half of a \ud83d pair')")
    for name, (cell, _) in FAILING.items():
        make_notebook(notebooks / f"{name}.ipynb", "## Before", "1", "## Here", cell, "print('never')")
    make_notebook(notebooks / "names_a_place.ipynb", NAMES_A_PLACE)
    for name in (*FAILING, "names_a_place"):
        (folder / "reports" / name).mkdir(parents=True)
        (folder / "reports" / name / "index.html").write_text("the good report of an earlier run")
    return folder


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    # A name papermill would take for a format string, with a blank.
    return make_project(tmp_path_factory.mktemp("a project {x}"))


@pytest.fixture(scope="module")
def first_run(project: Path) -> tuple[int, str, str]:
    return analysis(project, "run", "--jobs", "2")


def good_files(project: Path) -> dict[str, bytes]:
    """Read the report folder without the pages of notebooks that fail."""
    failing = tuple(f"{name}/" for name in (*FAILING, "names_a_place"))
    return {name: content for name, content in files(project / "reports").items() if not name.startswith(failing)}


def test_what_succeeds_is_published_and_what_fails_is_kept_aside(
    project: Path, first_run: tuple[int, str, str]
) -> None:
    code, out, err = first_run
    reports = project / "reports"
    assert code == 1, err
    assert sorted(good_files(project)) == [
        "glossary.html", "index.html", "manifest.json",
        *(f"quiet/{file}" for file in ("index.html", "made_from.json", "quiet.ipynb")),
        *(f"reporting/{file}" for file in REPORTED),
    ]  # fmt: skip
    assert out == "Open reports/index.html\n"
    said = dict(re.findall(r"^(\w+): (ok|failed) \(", err, re.MULTILINE))
    assert said == {**dict.fromkeys([*FAILING, "names_a_place"], "failed"), "quiet": "ok", "reporting": "ok"}
    assert err.splitlines()[-1] == "5 of 7 notebooks failed: dies, exits, names_a_place, raises, waits."
    for name in (*FAILING, "names_a_place"):
        assert files(reports / name) == {"index.html": b"the good report of an earlier run"}
        assert {path.name for path in (reports / "_failed" / name).iterdir()} == {"log.txt", f"{name}.ipynb"}


def test_every_failure_says_what_where_and_what_to_do(project: Path, first_run: tuple[int, str, str]) -> None:
    err = first_run[2]
    for name, (_, sentence) in FAILING.items():
        assert f"  {name}, below “Here”: {sentence}" in err
        assert f"  More in reports/_failed/{name}/log.txt\n" in err
        assert sentence in (project / "reports" / "_failed" / name / "log.txt").read_text()
    assert "reports may not name places of this machine" in err
    assert "Traceback" not in err


@pytest.mark.parametrize("error", ["SettingsError", "CorpusError"])
def test_a_notebook_that_refuses_a_word_or_the_articles_has_failed(tmp_path: Path, error: str) -> None:
    make_articles(tmp_path)
    refuses = f"from analysis.errors import {error}\nraise {error}('no such word')"
    make_notebook(tmp_path / "notebooks" / "own.ipynb", refuses)
    code, _, err = analysis(tmp_path, "run", "own")
    assert (code, f"{error}: no such word" in err) == (1, True)


def test_a_print_that_is_not_text_is_shown_all_the_same(project: Path, first_run: tuple[int, str, str]) -> None:
    page = (project / "reports" / "quiet" / "index.html").read_text(encoding="utf-8")
    assert r"half of a \ud83d pair" in re.sub("<code>.*?</code>", "", page, flags=re.DOTALL)


def test_what_varies_is_kept_out_of_the_report(project: Path, first_run: tuple[int, str, str]) -> None:
    for name, content in files(project / "reports").items():
        assert str(project).encode() not in content, name
        assert b"careful" not in content, name
        assert b"0x" not in content, name
    record = json.loads((project / "data" / "interim" / "runs" / "1.json").read_text())
    assert "careful" in record["notebooks"]["reporting"]["log"]


def test_the_manifest_says_what_it_was_made_from(project: Path, first_run: tuple[int, str, str]) -> None:
    entry = json.loads((project / "reports" / "manifest.json").read_text())["notebooks"]["reporting"]
    assert entry["parameters"] == {"changed": {}, "default": {"articles": "data/raw", "sources": [], "top_n": 3}}
    assert len(entry["corpus"]) == len(entry["lock"]) == 64
    assert sorted(entry["files"]) == REPORTED


def test_the_same_run_elsewhere_gives_the_same_bytes(
    project: Path, first_run: tuple[int, str, str], tmp_path: Path
) -> None:
    other = make_project(tmp_path)
    (tmp_path / "home").mkdir()
    code, _, err = analysis(
        other, "run", "reporting", "quiet", "--jobs", "1",
        HOME=str(tmp_path / "home"), TZ="Asia/Tokyo", PYTHONHASHSEED="5", LC_ALL="C", OMP_NUM_THREADS="2",
    )  # fmt: skip
    assert code == 0, err
    assert good_files(other) == good_files(project)


def test_articles_parameters_and_how_to_read_reach_the_notebook_without_their_path(tmp_path: Path) -> None:
    make_articles(tmp_path)
    show = 'reading = json.load(open(os.environ["ANALYSIS_SESSION"]))["reading"]\nprint(articles, sources, reading)'
    make_notebook(tmp_path / "notebooks" / "shows.ipynb", f"import json, os\n{show}")
    # Sources that a careless reader of YAML takes for a truth value and a number.
    (tmp_path / "mine.csv").write_text(
        "headline;body;outlet;when\nA title;Some words.;no;04/03/2024\nAnother;More.;01;05/03/2024\n"
    )
    (tmp_path / "p.yml").write_text("top_n: 2\nsources: [no, 01]")
    reading = ["--map", "text=body,date=when", "--date-format", "%d/%m/%Y"]
    code, _, err = analysis(
        tmp_path, "run", "--articles", "mine.csv", "--reports", "out", "-f", "p.yml", "-p", "top_n=3", *reading
    )
    assert code == 0, err
    expected = {"columns": {"date": "when", "text": "body"}, "date_format": "%d/%m/%Y"}
    shown = (tmp_path / "out" / "shows" / "index.html").read_text()
    assert f"mine.csv ['no', '01'] {expected}" in html.unescape(shown)
    parameters = json.loads((tmp_path / "out" / "manifest.json").read_text())["notebooks"]["shows"]["parameters"]
    assert parameters == {
        "changed": {"articles": "mine.csv", "sources": ["no", "01"]},
        "default": {"top_n": 3},
        "reading": expected,
    }
    code, said, _ = analysis(tmp_path, "check", "mine.csv", *reading)
    assert (code, "not an ISO date" in said) == (0, False)


def test_a_choice_that_does_not_exist_stops_the_run_before_a_kernel_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_articles(tmp_path)
    monkeypatch.setattr(session, "INTERIM", tmp_path / "interim")
    pair = PARAMETERS + "\nbetween: list = []  # two sources or periods"
    make_notebook(tmp_path / "notebooks" / "pairs.ipynb", "print(between)", parameters=pair)
    for given, message in (
        ({"sources": "nobody"}, "sources: there is no source 'nobody'"),
        (
            {"between": "one,nobody"},
            "Compare two sources, or two spans of time such as .*; not one and nobody",
        ),
    ):
        plan = make_plan(
            given=given, articles=tmp_path / "data" / "raw", reports=tmp_path / "out", notebooks=tmp_path / "notebooks"
        )
        with pytest.raises(SettingsError, match=message):
            run(plan)
        assert [path.name for path in plan.reports.iterdir() if path.name != ".lock"] == []
