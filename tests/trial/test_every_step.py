"""A run killed, interrupted or without room at any of its steps harms no report; the next start repairs the rest."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest
from command import files

from analysis.run.manifest import rebuild_index
from analysis.run.publish import recover

pytestmark = [pytest.mark.trial, pytest.mark.ci]

NAMES = ("first", "second")


@pytest.fixture(scope="module", params=["kill", "interrupt", "full"])
def broken_off(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[int]]:
    """Report folders of runs broken off at each step, and how these ended."""
    folder = tmp_path_factory.mktemp("steps")
    script = Path(__file__).parents[1] / "broken_off_runs.py"
    done = subprocess.run([sys.executable, str(script), request.param, str(folder)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    outcomes = json.loads((folder / "outcomes.json").read_text())
    assert len(outcomes) > 20
    assert set(outcomes) == {0, {"kill": -9, "interrupt": 130, "full": 1}[request.param]}
    return folder, outcomes


def whole(report: Path) -> dict[str, bytes]:
    # A file that was about to be written lies beside the one it is for.
    return {name: content for name, content in files(report).items() if not name.startswith(".")}


def test_every_report_is_whole_at_every_moment_and_after_the_next_start(broken_off: tuple[Path, list[int]]) -> None:
    folder, outcomes = broken_off
    known = {name: {text: files(folder / text / "reports" / name) for text in ("old", "new")} for name in NAMES}
    assert all(known[name]["old"] != known[name]["new"] for name in NAMES)
    for number in range(1, len(outcomes) + 1):
        reports = folder / str(number) / "reports"
        for name in NAMES:
            # Between the two renames the old one lies aside.
            places = [place for place in (reports / name, *reports.glob(f".analysis-old-*/{name}")) if place.is_dir()]
            assert whole(places[0]) in known[name].values(), f"{name}, step {number}"
        recover(reports)
        rebuild_index(reports)
        manifest = json.loads((reports / "manifest.json").read_text())
        for name in NAMES:
            (version,) = (text for text, content in known[name].items() if content == files(reports / name))
            assert manifest["notebooks"][name]["corpus"] == version, f"{name}, step {number}"
            hashes = {file: hashlib.sha256(content).hexdigest() for file, content in known[name][version].items()}
            assert manifest["notebooks"][name]["files"] == hashes
        index = (reports / "index.html").read_bytes()
        assert manifest["files"]["index.html"] == hashlib.sha256(index).hexdigest()
        left = {path.name for path in reports.iterdir()} - {".lock", "_failed"}
        assert left == {*NAMES, "index.html", "glossary.html", "manifest.json"}, f"step {number}"


def test_what_went_wrong_is_said_without_a_traceback(broken_off: tuple[Path, list[int]]) -> None:
    folder, outcomes = broken_off
    for number, code in enumerate(outcomes, start=1):
        said = (folder / str(number) / "said.txt").read_text()
        assert "Traceback" not in said, f"step {number}: {said}"
        assert code != 1 or "No space left on device; free some disk space, then run again" in said
