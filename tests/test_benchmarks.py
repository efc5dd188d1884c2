"""Benchmarks: one command knows every script, and the README has a place for every table."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import psutil
import pyarrow.parquet as pq
import pytest

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
sys.path.insert(0, str(BENCHMARKS))

import measuring  # noqa: E402 - of the benchmarks
import run as benchmarks  # noqa: E402

README = (BENCHMARKS / "README.md").read_text(encoding="utf-8")


def test_every_script_makes_a_table() -> None:
    scripts = {path.name for path in BENCHMARKS.glob("bench_*.py")}
    assert {line.split()[0] for line in benchmarks.TABLES.values()} == scripts


def test_the_readme_has_one_place_for_each_table() -> None:
    places = re.findall(r"<!-- table: (\S+) -->\n.*?<!-- end -->", README, re.DOTALL)
    assert places[0] == "machine"
    assert sorted(places[1:]) == sorted(benchmarks.TABLES)
    assert README.count("<!-- table:") == README.count("<!-- end -->") == len(places)


@pytest.mark.parametrize("name", benchmarks.TABLES)
def test_a_table_states_its_command_and_when_it_was_measured(name: str) -> None:
    lines = README.split(f"<!-- table: {name} -->\n")[1].split("<!-- end -->")[0].splitlines()
    # Where nothing is shown, the place waits for a table.
    assert not lines or lines[0].startswith(f"`{benchmarks.shown(name)}`")
    assert len(lines) < 2 or re.match(r"<sub>Measured with version \S+ on 20\d\d-\d\d-\d\d, ", lines[-1])


def test_a_table_goes_between_its_marks() -> None:
    text = "One.\n<!-- table: a -->\nold\n<!-- end -->\nTwo.\n<!-- table: b -->\n<!-- end -->\n"
    assert benchmarks.put(text, "b", "new") == text.replace("b -->\n", "b -->\nnew\n")
    assert "old" not in benchmarks.put(text, "a", "new")


def test_what_a_table_lacks_is_told(tmp_path: Path) -> None:
    assert benchmarks.chosen(["sources"]) == ["sources/us_outlets", "sources/uk_papers"]
    with pytest.raises(SystemExit, match="There is no table source"):
        benchmarks.chosen(["source"])
    lacks = benchmarks.command("sources/us_outlets", {}, None, tmp_path)
    assert lacks == "give --corpus us_outlets=PATH and --peers PYTHON"
    words = benchmarks.command("counting/agency_2006", {"agency_2006": tmp_path / "real"}, None, tmp_path)
    assert words[-1] == "agency_2006.parquet"
    assert (tmp_path / "agency_2006.parquet").readlink() == tmp_path / "real"


def test_invented_articles_are_made_where_none_are_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(benchmarks.INVENTED, "templated_1000000", "templated_corpus.py {} --articles 7")
    words = benchmarks.command("preparing/templated", {}, None, tmp_path)
    assert "templated_1000000.parquet" in words
    assert pq.read_table(tmp_path / "templated_1000000.parquet").num_rows == 7


@pytest.mark.parametrize(
    ("code", "how"),
    [
        ("print('| a |\\n| --- |\\n| 1 |')", "measured"),
        ("print('| a |\\n| --- |')", "skipped"),
        ("print('skipped: no peers')", "skipped"),
        ("raise SystemExit('no such file')", "failed"),
    ],
)
def test_a_table_without_rows_is_none_and_a_script_that_fails_is_named(code: str, how: str, tmp_path: Path) -> None:
    assert benchmarks.make("test/synthetic", [sys.executable, "-c", code], tmp_path)[0] == how


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nobody is given the orphans of a process")
def test_what_a_process_used_counts_whoever_waits_for_it() -> None:
    # The command ends while its child works on.
    working = "import time\nwhile time.process_time() < 0.5: pass"
    starting = f"import subprocess, sys\nsubprocess.Popen([sys.executable, '-c', {working!r}])"
    assert measuring.run([sys.executable, "-c", starting]).cpu >= 0.5


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nobody is given the orphans of a process")
def test_nothing_of_a_command_stays_that_took_too_long() -> None:
    starting = "import subprocess, sys, time\nsubprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])"
    before = psutil.Process().children()
    with pytest.raises(RuntimeError, match="no answer"):
        measuring.run([sys.executable, "-c", f"{starting}\ntime.sleep(60)"], limit=2)
    assert psutil.Process().children() == before
