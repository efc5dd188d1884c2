"""Whole runs of the command on small notebooks: what succeeds, what fails and how, and that bytes repeat."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from command import analysis, files, make_articles, start
from notebook_making import PARAMETERS, make_notebook

REPORTING = """import warnings
from types import SimpleNamespace
import pandas as pd
from analysis.report import open_report
table = pd.DataFrame({"source": ["a", "b"], "published": pd.to_datetime(["2024-03-01", "2024-04-02"])})
facts = {"refused": table[:0], "conflicts": table[:0], "title": "", "fingerprint": "9f3c" * 16}
corpus = SimpleNamespace(articles=table, independent_texts=2, **facts)
report = open_report(report_dir, corpus)
warnings.warn("care" + "ful")"""
SHOWING = 'print({"one", "two", "three"}, object())\nreport.table(table, "kept", caption="Articles", rows=top_n)'


DATES = """from analysis.corpus import load_corpus
corpus = load_corpus(articles)
print(f"dated {corpus.articles['published'][0]:%Y-%m-%d}, encoding {corpus.settings.encoding!r}")"""


def make_project(folder: Path) -> Path:
    """Make a project of six notebooks: one reports, one is quiet, four fail each in its own way."""
    make_articles(folder)
    notebooks = folder / "notebooks"
    make_notebook(notebooks / "reporting.ipynb", REPORTING, "## Shown", SHOWING, "report.made_with()")
    make_notebook(notebooks / "quiet.ipynb", "print(articles, sources)", r"print('half of a \ud83d pair')")
    make_notebook(notebooks / "raises.ipynb", "## Here", "raise ValueError('first\\nlast line')", "print('never')")
    make_notebook(notebooks / "leaves.ipynb", "import sys\nsys.exit(0)", "print('never')")
    make_notebook(notebooks / "dies.ipynb", "import os\nos.kill(os.getpid(), 9)")
    make_notebook(notebooks / "sleeps.ipynb", "import time\ntime.sleep(600)")
    make_notebook(notebooks / "tells.ipynb", "from analysis import session\nprint(session.open_session().report_dir)")
    return folder


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    # A name papermill would take for a format string, with a blank.
    folder = tmp_path_factory.mktemp("a project {x}")
    return make_project(folder)


@pytest.fixture(scope="module")
def first_run(project: Path) -> tuple[int, str, str]:
    return analysis(project, "run", "--keep-going", "--timeout", "30")


def test_what_succeeds_is_published_and_what_fails_is_kept_aside(
    project: Path, first_run: tuple[int, str, str]
) -> None:
    code, out, err = first_run
    reports = project / "reports"
    assert code == 1, err
    assert sorted(files(reports)) == [
        "index.html", "manifest.json", "quiet/index.html", "quiet/quiet.ipynb",
        "reporting/index.html", "reporting/kept.csv", "reporting/reporting.ipynb",
    ]  # fmt: skip
    failed = ["dies", "leaves", "raises", "sleeps", "tells"]
    assert sorted(path.name for path in (reports / "_failed").iterdir()) == failed
    assert [line.split()[1] for line in out.splitlines()[1:]] == [
        "failed",
        "failed",
        "ok",
        "failed",
        "ok",
        "failed",
        "failed",
    ]


def test_a_print_that_is_no_text_is_shown_all_the_same(project: Path, first_run: tuple[int, str, str]) -> None:
    page = (project / "reports" / "quiet" / "index.html").read_text(encoding="utf-8")
    assert r"half of a \ud83d pair" in re.sub("<code>.*?</code>", "", page, flags=re.DOTALL)


def test_every_failure_says_what_where_and_what_to_do(project: Path, first_run: tuple[int, str, str]) -> None:
    err = first_run[2]
    assert "raises, below “Here”: ValueError: last line" in err
    assert "The kernel died; most often it ran out of memory" in err
    assert "The notebook took longer than 30 s; allow more with --timeout" in err
    assert "stopped itself before its last cell" in err
    assert "reports may not name places of this machine" in err
    assert "Traceback" not in err
    assert "ValueError" in (project / "reports" / "_failed" / "raises" / "log.txt").read_text()


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
    assert sorted(entry["files"]) == ["index.html", "kept.csv", "reporting.ipynb"]


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
    assert files(other / "reports") == files(project / "reports")


def test_other_parameters_and_articles_reach_the_notebook_without_their_path(project: Path, tmp_path: Path) -> None:
    shutil.copytree(project / "data" / "raw", tmp_path / "mine")
    for name, other in (("one", "no"), ("two", "01")):
        (tmp_path / "mine" / name).rename(tmp_path / "mine" / other)
    (tmp_path / "p.yml").write_text("top_n: 2\nsources: [no, 01]")
    out = tmp_path / "out"
    arguments = ["--articles", str(tmp_path / "mine"), "--reports", str(out), "-f", str(tmp_path / "p.yml")]
    code, _, err = analysis(project, "run", "quiet", *arguments)
    assert code == 0, err
    assert "mine [&#x27;no&#x27;, &#x27;01&#x27;]" in (out / "quiet" / "index.html").read_text()
    changed = json.loads((out / "manifest.json").read_text())["notebooks"]["quiet"]["parameters"]["changed"]
    assert changed == {"articles": "mine", "sources": ["no", "01"], "top_n": 2}


def test_how_articles_are_read_reaches_kernels_and_manifest(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    make_notebook(project / "notebooks" / "dates.ipynb", DATES)
    (tmp_path / "t.csv").write_text("headline;body;outlet;when\nA title;Some words.;one;04/03/2024\n")
    out, options = tmp_path / "out", ["--map", "text=body,date=when", "--date-format", "%d/%m/%Y"]
    arguments = ["--articles", str(tmp_path / "t.csv"), "--reports", str(out), *options]
    code, _, err = analysis(project, "run", "dates", *arguments)
    assert code == 0, err
    assert "dated 2024-03-04, encoding &#x27;&#x27;" in (out / "dates" / "index.html").read_text()
    parameters = json.loads((out / "manifest.json").read_text())["notebooks"]["dates"]["parameters"]
    assert parameters["reading"] == {"columns": {"text": "body", "date": "when"}, "date_format": "%d/%m/%Y"}
    code, said, _ = analysis(project, "check", str(tmp_path / "t.csv"), *options)
    assert (code, "not an ISO date" in said) == (0, False)
    code, said, _ = analysis(project, "check", str(tmp_path / "t.csv"), "--map", "date=when")
    assert (code, "not an ISO date" in said) == (0, True)


def test_an_unknown_source_stops_the_run_before_a_kernel_starts(project: Path) -> None:
    code, out, err = analysis(project, "run", "quiet", "--reports", str(project / "none"), "-p", "sources=nobody")
    assert code == 2
    assert "sources: there is no source 'nobody'; there are one, two." in err
    assert "quiet:" not in out + err
    assert not (project / "none" / "_failed").exists()


def test_an_unknown_pair_stops_the_run_before_a_kernel_starts(tmp_path: Path) -> None:
    make_articles(tmp_path)
    pair = PARAMETERS + "\nbetween: list = []  # two sources or periods"
    make_notebook(tmp_path / "notebooks" / "pairs.ipynb", "print(between)", parameters=pair)
    code, out, err = analysis(tmp_path, "run", "pairs", "-p", "between=one,nobody", "--reports", str(tmp_path / "none"))
    assert code == 2
    assert "between: there is no source or period 'nobody' in pairs; the sources are one, two." in err
    assert "pairs:" not in out + err
    assert analysis(tmp_path, "run", "pairs", "-p", "between=one,two", "--reports", str(tmp_path / "some"))[0] == 0


def test_a_failed_run_never_replaces_a_good_report(project: Path, first_run: tuple[int, str, str]) -> None:
    before = files(project / "reports")
    path = project / "notebooks" / "quiet.ipynb"
    good = path.read_text()
    make_notebook(path, "1/0")
    code, _, err = analysis(project, "run", "quiet")
    path.write_text(good)
    assert code == 1
    assert "ZeroDivisionError: division by zero" in err
    assert files(project / "reports") == before


def kernels_of(parent: int) -> set[int]:
    """Find the kernels a process has started."""
    found = set()
    for path in Path("/proc").glob("[0-9]*"):
        try:
            parents = (path / "stat").read_text().rpartition(")")[2].split()
            if int(parents[1]) == parent and b"ipykernel_launcher" in (path / "cmdline").read_bytes():
                found.add(int(path.name))
        except OSError:
            continue
    return found


def hearing_threads(process: int) -> list[int]:
    """Find the threads of a process, but for the first, that block no signal."""
    found = []
    for path in Path(f"/proc/{process}/task").iterdir():
        blocked = re.search(r"SigBlk:\s*(\w+)", (path / "status").read_text())
        if blocked and int(blocked[1], 16) == 0 and int(path.name) != process:
            found.append(int(path.name))
    return sorted(found)


@pytest.fixture
def hangups_heard() -> Iterator[None]:
    # Where the tests run under nohup, what they start would obey it.
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGHUP, before)


@pytest.mark.usefixtures("hangups_heard")
@pytest.mark.skipif(not Path("/proc").is_dir(), reason="processes are looked up in /proc")
@pytest.mark.parametrize("by", ["the first thread", "another thread"])
@pytest.mark.parametrize(
    ("number", "times"), [(signal.SIGINT, 1), (signal.SIGINT, 20), (signal.SIGTERM, 1), (signal.SIGHUP, 20)]
)
def test_an_interrupted_run_stops_its_kernels(
    project: Path, tmp_path: Path, number: signal.Signals, times: int, by: str
) -> None:
    process = start(project, "run", "sleeps", "--reports", str(tmp_path))
    deadline = time.monotonic() + 60
    while not (started := kernels_of(process.pid)) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert started
    # The system may hand a signal to any thread: the number of a thread says which.
    thread = process.pid if by == "the first thread" else hearing_threads(process.pid)[-1]
    for _ in range(times):
        with contextlib.suppress(ProcessLookupError):
            os.kill(thread, number)
        time.sleep(0.02)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert err.count("interrupted") == 1
    assert "Traceback" not in err
    assert not any(Path(f"/proc/{pid}").exists() for pid in started)
    assert [path.name for path in tmp_path.iterdir() if path.name != ".lock"] in ([], ["_failed"])
