"""A session says where articles and reports are: the parameters of a person, or the places the runner wrote."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from analysis import session
from analysis.engine import Engine
from analysis.session import PROJECT, VARIABLE, FileProgress, Session, kernel_environment, open_session

SOURCES = Path(session.__file__).parent


@pytest.fixture(autouse=True)
def no_runner(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)


def test_without_a_runner_the_parameters_hold_relative_to_the_project(tmp_path: Path) -> None:
    opened = open_session("my/articles", "my/reports/words", "before")
    assert opened.articles == PROJECT / "my/articles"
    assert opened.report_dir == PROJECT / "my/reports/words"
    assert (opened.previous, opened.previous_page) == (PROJECT / "before", PROJECT / "before/words")
    assert open_session(str(tmp_path)).articles == tmp_path
    nothing = open_session()
    assert (nothing.report_dir, nothing.previous, nothing.previous_page) == (None, None, None)
    assert (nothing.engine.scheduler, nothing.reading, nothing.interactive) == ("in-process", {}, False)


def test_a_dot_means_the_folder_of_the_notebook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert open_session(report_dir=".").report_dir == tmp_path


def test_in_a_run_the_places_of_the_runner_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # A file name that is not UTF-8 is carried as Python carries it.
    written = Session(
        tmp_path / "a\udcff", tmp_path / "out", tmp_path / "old", "words", Engine("processes"), {"encoding": "cp1252"}
    )
    for name, value in written.write(tmp_path / "session.json").items():
        monkeypatch.setenv(name, value)
    read = open_session("other", "other", "other")
    assert (read.articles, read.report_dir, read.previous) == (written.articles, written.report_dir, written.previous)
    assert (read.previous_page, read.reading) == (tmp_path / "old" / "words", {"encoding": "cp1252"})
    assert (read.engine.scheduler, read.interactive) == ("processes", False)


def test_a_kernel_inherits_no_other_session(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in ((VARIABLE, "x"), ("ANALYSIS_OTHER", "x"), ("MINE", "1"), ("FOREIGN", "x")):
        monkeypatch.setenv(name, value)
    environment = kernel_environment({"OWN": "2"}, ("FOREIGN",))
    assert (environment["MINE"], environment["OWN"]) == ("1", "2")
    assert not {VARIABLE, "ANALYSIS_OTHER", "FOREIGN"} & set(environment)


def test_no_file_reads_the_environment_but_the_session_and_the_server_of_kernels() -> None:
    reads = re.compile(r"os\.environ|getenv")
    readers = {p.relative_to(SOURCES).as_posix() for p in SOURCES.rglob("*.py") if reads.search(p.read_text("utf-8"))}
    assert readers == {"session.py", "run/kernel_server.py"}


def test_a_run_is_told_how_far_a_long_step_is(tmp_path: Path) -> None:
    told = tmp_path / "step.txt"
    seen = []
    engine = Engine(progress=FileProgress(told))
    engine.map(lambda _: seen.append(told.read_text() if told.exists() else ""), range(3), "fitting")
    assert seen == ["", "fitting: 1 of 3", "fitting: 2 of 3"]
    assert not told.exists()
    # Of one piece, or without a name, there is nothing to tell; nor where nobody can hear it.
    for progress, pieces, task in ((told, 1, "fitting"), (told, 2, ""), (tmp_path / "gone" / "step.txt", 2, "fitting")):
        Engine(progress=FileProgress(progress)).map(lambda _: seen.append(told.exists()), range(pieces), task)
    assert seen[3:] == [False] * 5
