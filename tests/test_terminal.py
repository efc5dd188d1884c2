"""A real terminal: no word of an article, a source or a file moves its cursor, sets its title or forges a line."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from command import analysis, make_articles
from hostile import PAYLOADS, write_hostile_corpus
from notebook_making import make_notebook

from analysis.errors import CorpusError, escape_unprintable
from analysis.run.notebook_run import Execution, collect_log
from analysis.run.reporter import PreparationSteps, ProgressReporter


def on_a_terminal(*arguments: str, project: Path, kind: str = "dumb") -> str:
    """Run the command on a terminal of its own and give all that it wrote; a dumb one gets no lines that move."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "analysis", *arguments]
    environment = {**os.environ, "ANALYSIS_PROJECT": str(project), "TERM": kind, "COLUMNS": "200"}
    written: list[bytes] = []

    def listen() -> None:
        try:
            while data := os.read(ours, 65536):
                written.append(data)
        except OSError:
            return  # the other side was closed: all is read

    listener = threading.Thread(target=listen)
    listener.start()
    subprocess.run(command, stdout=theirs, stderr=theirs, env=environment, check=False)
    os.close(theirs)
    listener.join()
    os.close(ours)
    return b"".join(written).decode().replace("\r\n", "\n")


def assert_harmless(said: str) -> None:
    assert [line for line in said.splitlines() if re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", line)] == []
    assert [line for line in said.splitlines() if line.startswith("forged")] == []


def test_checking_hostile_articles(tmp_path: Path) -> None:
    said = on_a_terminal("check", str(write_hostile_corpus(tmp_path / "articles")), project=tmp_path)
    assert "122 used" in said
    assert_harmless(said)


def test_checking_files_of_hostile_names(tmp_path: Path) -> None:
    for name, text in {
        "\x1b[31mred\nforged": "only a title",
        "\x1b]0;forged\x07": "Title\n\nA body \x1b[31mof text.",
    }.items():
        (tmp_path / "articles" / name).mkdir(parents=True)
        (tmp_path / "articles" / name / f"{name}.txt").write_text(text)
    said = on_a_terminal("check", str(tmp_path / "articles"), project=tmp_path)
    assert "\\x1b[31mred\\nforged" in said
    assert_harmless(said)


def test_a_message_about_a_hostile_file(tmp_path: Path) -> None:
    name = "\x1b]0;forged\x07 \x1b[31mred\nforged"
    (tmp_path / "articles" / name).mkdir(parents=True)
    (tmp_path / "articles" / name / "a.txt").write_text("only a title")
    for command in (["check"], ["run", "--dry-run", "--articles"], ["diff", str(tmp_path)]):
        said = on_a_terminal(*command, str(tmp_path / "articles" / name), project=tmp_path)
        assert_harmless(said)
    said = on_a_terminal("check", str(tmp_path / "articles"), project=tmp_path)
    assert "Nothing usable" in said
    assert_harmless(said)


def test_what_changed_between_reports_on_hostile_articles(tmp_path: Path) -> None:
    for turn in ("old", "new"):
        (tmp_path / turn / "words").mkdir(parents=True)
        rows = "\n".join(f"{json.dumps(bad)},{turn}" for bad in PAYLOADS if '"' not in bad)
        raw = rows.encode().decode("unicode_escape", "ignore")
        (tmp_path / turn / "words" / "terms.csv").write_text(f"term,count\n{raw}\n", encoding="utf-8", newline="")
    (tmp_path / "new" / "words" / "terms.csv").write_text('term,count\n"\x1b[31mred\x1b[0m\nforged",1\n')
    said = on_a_terminal("diff", str(tmp_path / "old"), str(tmp_path / "new"), project=tmp_path)
    assert "row new" in said
    assert_harmless(said)


def test_a_run_shows_what_it_is_doing_and_last_the_page_to_open(tmp_path: Path) -> None:
    make_articles(tmp_path)
    tell = "import os, pathlib, time\npathlib.Path(os.environ['ANALYSIS_SESSION']).with_name('step.txt').write_text"
    telling = f"{tell}('halves: 1 of 2\\x1b]0;forged')\ntime.sleep(2)"
    make_notebook(tmp_path / "notebooks" / "toy.ipynb", "import time\ntime.sleep(1)", "## How \x1b[31mred?", telling)
    said = on_a_terminal("run", project=tmp_path, kind="xterm-256color")
    lines = re.sub("\x1b\\[[0-9;?]*[A-Za-z]|\r", "\n", said).splitlines()
    told = [line.strip() for line in lines if line.strip()]
    assert told[0] == f"Articles: {tmp_path / 'data' / 'raw'}"
    assert told[-1] == f"Open {tmp_path / 'reports' / 'index.html'}"
    # Nothing is printed for a step, or a notebook that starts.
    assert [line for line in said.replace("\r", "").splitlines() if "ok" in line or "reading" in line]
    plain = re.sub("\x1b\\[[0-9;?]*[A-Za-z]", "", said)
    assert re.search(r"toy 0:00:0[01] \S+ reading and counting", plain)
    assert "halves: 1 of 2\\x1b]0;forged" in plain
    assert "red?" not in plain.replace("\\x1b[31mred?", "")


def test_elsewhere_a_run_says_a_line_a_step_and_one_when_a_notebook_ends(tmp_path: Path) -> None:
    make_articles(tmp_path)
    make_notebook(tmp_path / "notebooks" / "toy.ipynb", "## How?", "1")
    code, out, err = analysis(tmp_path, "run")
    assert (code, out) == (0, "Open reports/index.html\n")
    *steps, end = err.splitlines()
    assert steps == [
        f"Articles: {tmp_path / 'data' / 'raw'}", "  hashing 2 files", "  reading", "  cleaning 2 articles",
        "  grouping duplicates",
    ]  # fmt: skip
    assert re.fullmatch(r"toy: ok \([0-9.]+ s\)", end)


def test_the_steps_of_preparing_move_on_a_terminal() -> None:
    told: list[tuple[object, ...]] = []
    reporter: Any = SimpleNamespace(
        console=SimpleNamespace(is_terminal=True),
        move=lambda *moved: told.append(moved),
        remove=told.append,
        say_if_quiet=lambda line: None,
    )
    steps = PreparationSteps(reporter)
    steps.step("cleaning")
    with steps.counting("", 2) as one_done:
        one_done()
        one_done()
    steps.step("")
    assert told == [
        ("articles", "cleaning"), ("articles", "cleaning", 1, 2), ("articles", "cleaning", 0, 0), "articles",
    ]  # fmt: skip


def test_elsewhere_a_run_says_again_how_far_it_is(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    with ProgressReporter() as reporter:
        steps = PreparationSteps(reporter)
        steps.step("cleaning 1,000 articles")
        with steps.counting("", 100) as one_done:
            for _ in range(40):
                now[0] += 2
                one_done()
        steps.step("")
        reporter.move("terms", "Which words", 3, 20)
        for _ in range(70):
            now[0] += 0.5
            reporter.say_if_quiet()
    assert capsys.readouterr().err.splitlines() == [
        "  cleaning 1,000 articles", "    cleaning 1,000 articles: 15 %, about 3 minutes left",
        "    cleaning 1,000 articles: 30 %, about 2 minutes left", "  terms: Which words",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[31mb", "a\\x1b[31mb"),
        ("a\nb", "a\\nb"),
        ("caf\udce9", "caf\\udce9"),
        ("\u202eb", "\\u202eb"),
        ("é 中", "é 中"),
    ],
)
def test_text_for_a_terminal_is_plain(text: str, shown: str) -> None:
    assert escape_unprintable(text) == shown
    assert str(CorpusError(f"Nothing in {text}.")) == f"Nothing in {shown}."


def test_the_error_of_a_notebook_stays_on_its_line(capsys: pytest.CaptureFixture[str]) -> None:
    hostile = "ValueError: \x1b]0;forged\x07 \x1b[2J \u202e gnp"
    with ProgressReporter() as reporter:
        reporter.notebook_done("terms", Execution(error=hostile, cell="Why\x1b[1A\nall ok"), "log.txt")
    said = capsys.readouterr().err
    assert len(said.splitlines()) == 3
    assert not re.search("[\x1b\x07\u202e]", said)


def test_the_log_of_a_notebook_holds_no_controls(tmp_path: Path) -> None:
    (tmp_path / "kernel.log").write_text("one\x1b]0;forged\x07\n\x1b[31mtwo\x1b[0m\tthree\u202e")
    assert collect_log(None, tmp_path / "kernel.log") == "one\\x1b]0;forged\\x07\ntwo     three\\u202e"
