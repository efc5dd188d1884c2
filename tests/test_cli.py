"""The command: exit codes, messages, and what costs nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from command import call

from analysis import cli
from analysis.engine import Engine
from analysis.errors import CorpusError


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["run", "nothing"], "There is no notebook 'nothing'"),
        (["run", "-p", "x"], "Expected NAME=VALUE, not 'x'"),
        (["run", "-p", "a=1", "-p", "a=2"], "'a' is given twice"),
        (["run", "-f", "missing.yml"], "missing.yml cannot be read as parameters"),
        (["run", "--map", "body"], "--map body: Expected NAME=VALUE, not 'body'"),
        (["run", "--date-format", "DD"], "--date-format DD: expected a date format with day, month and year"),
        (["check", "--encoding", "xx"], "--encoding xx: unknown encoding"),
        (["run", "--encoding", "cp1252"], "need a report folder of their own: add --reports FOLDER"),
        (["run", "--scheduler", "fast"], "--scheduler must be automatic, in-process, processes or an address"),
        (["run", "--jobs", "0"], "--jobs"),
        (["run", "--nonsense"], "No such option"),
        (["diff", "a", "b"], "There is no report folder a."),
        (["nonsense"], "No such command"),
    ],
)
def test_wrong_usage_is_told_in_one_line_with_code_2(
    capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    assert call(*arguments) == 2
    err = capsys.readouterr().err
    assert message in err
    assert "Traceback" not in err


def test_articles_that_are_not_there_are_code_3(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr("analysis.run.plan.find_notebooks", lambda folder: {"toy": tmp_path / "toy.ipynb"})
    assert call("run", "--articles", str(tmp_path / "none"), "--reports", str(tmp_path / "out")) == 3
    assert "There are no articles at" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "code", "message"),
    [
        (CorpusError("Nothing usable."), 3, "Nothing usable."),
        (PermissionError(13, "Permission denied", "out/x"), 1, "out/x: Permission denied; choose another folder, or "
         "ask for permission to write there."),
        (OSError(24, "Too many open files"), 1, "Too many open files; allow more open files (ulimit -n), or run with "
         "--jobs 1."),
        (OSError("odd"), 1, "odd."),
        (MemoryError(), 1, "There is not enough memory; --jobs 1 runs one notebook at a time and needs less."),
        (KeyboardInterrupt(), 130, "interrupted; what was published before stays."),
    ],
)  # fmt: skip
def test_an_error_is_one_sentence_with_the_exit_code_of_its_kind(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: BaseException, code: int, message: str
) -> None:
    def fail(**_: object) -> None:
        raise error

    monkeypatch.setattr(cli, "commands", fail)
    assert call() == code
    assert capsys.readouterr().err == f"analysis: {message}\n"


def test_what_is_called_often_loads_little() -> None:
    heavy = {"pandas", "numpy", "papermill", "nbformat", "matplotlib", "sklearn", "scipy.stats", "dask", "rich"}
    show = f"import sys; from analysis import cli; %s; print(sorted({heavy} & set(sys.modules)))"
    for called, loaded in (
        ("cli.commands(['--help'], standalone_mode=False)", []),
        ("cli.commands(['run', '--list'], standalone_mode=False)", []),
        ("import analysis.run.run, analysis.corpus", ["nbformat", "numpy", "pandas", "rich"]),
    ):
        answer = subprocess.run([sys.executable, "-c", show % called], capture_output=True, text=True, check=True)
        assert answer.stdout.splitlines()[-1] == str(loaded)


def test_an_interrupt_is_heard_even_where_the_caller_ignores_it() -> None:
    # What a script starts in the background ignores interrupts, and so did a run until its first kernel was up.
    script = """import os, signal, sys
signal.signal(signal.SIGINT, signal.SIG_IGN)
from analysis import cli
cli.commands = lambda **_: (os.kill(os.getpid(), signal.SIGINT), signal.pause())
cli.main()"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode == 130
    assert "interrupted; what was published before stays" in done.stderr


@pytest.mark.parametrize(("before", "code"), [("SIG_DFL", 130), ("SIG_IGN", 0)])
def test_a_terminal_that_closes_interrupts_unless_nohup_says_otherwise(before: str, code: int) -> None:
    script = f"""import os, signal
signal.signal(signal.SIGHUP, signal.{before})
from analysis import cli
cli.commands = lambda **_: os.kill(os.getpid(), signal.SIGHUP)
cli.main()"""
    assert subprocess.run([sys.executable, "-c", script], capture_output=True).returncode == code


def test_many_articles_are_checked_on_all_cores_as_they_are_run(monkeypatch: pytest.MonkeyPatch) -> None:
    engines: list[Engine] = []
    monkeypatch.setattr("analysis.corpus.check_corpus", lambda *given: engines.append(given[-1]) or "")
    assert call("check") == 0
    assert [engine.scheduler for engine in engines] == ["automatic"]
