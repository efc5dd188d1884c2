"""A notebook that a person runs, in a real kernel: it finds the articles, tells where it is, and says faults briefly.

The same cells are run as papermill runs them, where all this must leave no trace.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from command import PROJECT
from notebook_kernel import Notebook, Reply, notebook

pytestmark = [pytest.mark.trial, pytest.mark.ci]

ARTICLES = 112
AGAIN = "Correct it, then choose Run > Run All Cells in the menu."


def cells(name: str) -> list[str]:
    """The code of a notebook, one text a cell: parameters, imports, loading, and what follows."""
    stored = json.loads((PROJECT / "notebooks" / f"{name}.ipynb").read_text(encoding="utf-8"))
    return ["".join(cell["source"]) for cell in stored["cells"] if cell["cell_type"] == "code"]


def opened(folder: Path, person: bool) -> Iterator[tuple[Notebook, list[Reply]]]:
    """Run the first three cells of the page on topics: parameters, imports, loading."""
    project = folder / "project"
    shutil.copytree(PROJECT / "data" / "raw", project / "data" / "raw")
    shutil.copy(PROJECT / "requirements.lock", project)
    with notebook(project, folder / "elsewhere", person) as running:
        replies = [running.run(cell) for cell in cells("topic_modeling")[:3]]
        # No cell of these tests is taken for one that Run All Cells has sent behind a failed one.
        assert running.run("from analysis import faults\nfaults.SECONDS_BETWEEN_CELLS = 0").status == "ok"
        yield running, replies


@pytest.fixture(scope="module")
def person(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Notebook, list[Reply]]]:
    yield from opened(tmp_path_factory.mktemp("person"), person=True)


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Notebook, list[Reply]]]:
    yield from opened(tmp_path_factory.mktemp("program"), person=False)


@pytest.mark.parametrize("who", ["person", "program"])
def test_the_articles_are_found_whatever_the_working_folder(who: str, request: pytest.FixtureRequest) -> None:
    running, replies = request.getfixturevalue(who)
    assert [reply.status for reply in replies] == ["ok"] * 3
    (printed,) = running.run("print(len(corpus.articles))").of("stream")
    assert printed["text"] == f"{ARTICLES}\n"


def test_a_person_is_told_each_step_of_loading(person: tuple[Notebook, list[Reply]]) -> None:
    told = [line for line in person[1][2].lines_of_progress if ": " not in line]
    assert told == [
        f"hashing {ARTICLES} files ...",
        "reading ...",
        f"cleaning {ARTICLES} articles ...",
        "grouping duplicates ...",
        "",
    ]


def test_a_person_is_told_how_far_the_topics_are(person: tuple[Notebook, list[Reply]]) -> None:
    # More articles would take longer than a moment: so do many steps of the same work.
    reply = person[0].run(
        "import time\nsession.engine.map(lambda part: time.sleep(0.5), range(8), 'fitting topics of halves')"
    )
    assert reply.status == "ok"
    fitting = "fitting topics of halves: "
    told = [line for line in reply.lines_of_progress if line.startswith(fitting)]
    assert reply.lines_of_progress[-1] == ""
    counts = [[int(number) for number in line.removeprefix(fitting).split(" of ")] for line in told]
    assert counts
    assert all(0 < done <= total for done, total in counts)


def test_a_person_has_many_articles_worked_on_by_all_cores(person: tuple[Notebook, list[Reply]]) -> None:
    cell = """
import sys
import analysis
from analysis.engine import engine
sys.modules["analysis.corpus.prepare"].SHARD_ARTICLES = 40
engine.MANY_ARTICLES, engine.LEAST_OF_SHARD = 100, 10
many = analysis.load("data/raw", interim="interim")
some = many.where(ids=many.articles["article_id"].head(30))
engine.MANY_ARTICLES, engine.LEAST_OF_SHARD = 10_000, 1_000
few = analysis.load("data/raw")
same = many.terms().table.equals(few.terms().table)
print(len(many.shards), *(corpus.engine.many for corpus in (many, some, few)), same)
"""
    (printed,) = person[0].run(cell).of("stream")
    assert printed["text"] == "3 True False False True\n"


def test_a_program_is_told_nothing(program: tuple[Notebook, list[Reply]]) -> None:
    assert [reply.messages for reply in program[1] if reply.lines_of_progress] == []


def test_a_person_sees_what_the_report_shows(
    person: tuple[Notebook, list[Reply]], program: tuple[Notebook, list[Reply]]
) -> None:
    setting, imports, loading, *shown = cells("corpus_overview")[:6]
    pages = []
    for running, _ in (person, program):
        results = [running.run(cell).of("execute_result") for cell in (setting, imports, loading, *shown)]
        pages.append([content["data"]["text/html"] for result in results for content in result])
    assert pages[0] == pages[1]
    assert "are also in" in pages[0][0]
    assert "<table>" in pages[0][1]
    assert "data:image/svg+xml" in pages[0][-1]


def test_dollars_in_a_table_are_no_formula(
    person: tuple[Notebook, list[Reply]], program: tuple[Notebook, list[Reply]]
) -> None:
    cell = 'import pandas as pd\npd.DataFrame({"title": ["$5 to $10"]})'
    shown = [running.run(cell).of("execute_result")[0]["data"]["text/html"] for running, _ in (person, program)]
    assert "tex2jax_ignore" in shown[0]
    assert "tex2jax_ignore" not in shown[1]


WRONG = {
    'compare: str = "sauce"': "SettingsError: compare must be source, group, year, month or label, not 'sauce'.",
    'since: str = "yesterday"': "SettingsError: since must be a date such as 2024-03-31, or empty, not 'yesterday'.",
    "sources: list = 3": "SettingsError: sources must be text or a list of texts, not 3.",
    'sources: list = ["Beacon"]': "SettingsError: sources: there is no source 'Beacon'. ",
    'articles: str = "nowhere"': "CorpusError: There is no 'nowhere' in ",
}


@pytest.mark.parametrize("line", WRONG)
def test_a_wrong_parameter_is_one_sentence_and_the_way_out(person: tuple[Notebook, list[Reply]], line: str) -> None:
    setting, _, loading = cells("topic_modeling")[:3]
    name = line.partition(":")[0]
    changed = "\n".join(line if old.startswith(f"{name}:") else old for old in setting.splitlines())
    assert changed != setting
    assert person[0].run(changed).status == "ok"
    reply = person[0].run(loading)
    assert reply.status == "error"
    message, empty, way_out = plain(reply.fault).split("\n")
    assert message.startswith(WRONG[line])
    assert (empty, way_out) == ("", AGAIN)


def plain(text: str) -> str:
    return text.replace("\x1b[1;31m", "").replace("\x1b[0m", "")


OUR_FAULT = "AttributeError: 'int' object has no attribute 'engine'\n\nIt happened in count_words, inside the project."
FAULTS = {
    "corpuses.articles": "NameError: 'corpuses' is not defined yet.\n\nRun the cells above",
    "import os, signal, time\nos.kill(os.getpid(), signal.SIGINT)\ntime.sleep(9)": "Interrupted: The cell was stopped",
    "from analysis.counts import count_words\ncount_words(3)": OUR_FAULT,
}


@pytest.mark.parametrize("cell", FAULTS)
def test_a_fault_is_told_briefly(person: tuple[Notebook, list[Reply]], cell: str) -> None:
    reply = person[0].run(cell)
    assert reply.status == "error"
    assert plain(reply.fault).startswith(FAULTS[cell])
    assert reply.fault.count("\n") == 2


@pytest.mark.parametrize("cell", [*FAULTS, "1 / 0"])
def test_a_program_gets_the_whole_traceback(program: tuple[Notebook, list[Reply]], cell: str) -> None:
    reply = program[0].run(cell)
    assert reply.status == "error"
    assert "Cell" in reply.fault
    assert "line" in reply.fault


@pytest.mark.parametrize(
    "cell", ["1 / 0", "report.figure(figures.ReportFigure('x', lambda table: 1 / 0, str, caption=''), corpus.articles)"]
)
def test_the_persons_own_fault_keeps_its_traceback(person: tuple[Notebook, list[Reply]], cell: str) -> None:
    setting, imports, loading = cells("corpus_overview")[:3]
    for line in (setting, imports, loading):
        assert person[0].run(line).status == "ok"
    fault = person[0].run(cell).fault
    assert "ZeroDivisionError" in fault
    assert "Traceback (most recent call last)" in fault


@pytest.mark.parametrize("who", ["person", "program"])
def test_a_slip_of_the_pen_is_shown_as_such(who: str, request: pytest.FixtureRequest) -> None:
    running, _ = request.getfixturevalue(who)
    reply = running.run("corpus = = 3")
    assert reply.status == "error"
    assert "SyntaxError" in reply.fault
    assert "corpus = = 3" in plain(reply.fault)


def test_cells_sent_behind_a_failed_one_are_skipped(person: tuple[Notebook, list[Reply]]) -> None:
    running = person[0]
    assert running.run("from analysis.session import open_session\nprint('before')").of("stream")
    # So long that no busy machine takes longer; this is the last test, because every cell from here on is skipped.
    assert running.run("faults.SECONDS_BETWEEN_CELLS = 600\nsession = open_session()").status == "ok"
    assert running.run("count_words(3)").status == "error"
    assert running.run("print('behind')").of("stream") == []
