"""The workflows of GitHub: pinned, with the least rights, and running only what is in the project."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

PROJECT = Path(__file__).parents[1]
WORKFLOWS = {path.name: path for path in sorted((PROJECT / ".github" / "workflows").glob("*"))}
TARGETS = set(re.findall(r"^([a-z-]+):.*##", (PROJECT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
every_workflow = pytest.mark.parametrize("name", WORKFLOWS)


def read(name: str) -> dict[Any, Any]:
    found: dict[Any, Any] = yaml.safe_load(WORKFLOWS[name].read_text(encoding="utf-8"))
    return found


def steps(name: str) -> Iterator[dict[str, Any]]:
    for job in read(name)["jobs"].values():
        yield from job["steps"]


def test_the_workflows_are_these() -> None:
    assert list(WORKFLOWS) == ["check.yml", "pages.yml", "reports.yml"]


@every_workflow
def test_actions_are_pinned_by_commit(name: str) -> None:
    used = [step["uses"] for step in steps(name) if "uses" in step]
    assert used
    for action in used:
        assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", action), action


def test_an_action_is_the_same_in_all_workflows() -> None:
    pins = {step["uses"] for name in WORKFLOWS for step in steps(name) if "uses" in step}
    assert len(pins) == len({pin.partition("@")[0] for pin in pins})


@every_workflow
def test_nothing_is_allowed_but_what_a_job_asks_for(name: str) -> None:
    workflow = read(name)
    assert workflow["permissions"] == {}
    for job in workflow["jobs"].values():
        assert job["permissions"]
        assert job["timeout-minutes"]
        rights = {right for right, kind in job["permissions"].items() if kind != "read"}
        if rights:
            # Who may write takes nothing from the checkout.
            used = [step["uses"].partition("@")[0] for step in job["steps"] if "uses" in step]
            publishes = used == ["actions/deploy-pages"] and len(job["steps"]) == 1
            assert rights == {"id-token", "pages"} if publishes else rights == {"pull-requests"} and not used


@every_workflow
def test_no_expression_is_pasted_into_a_command(name: str) -> None:
    commands = [step["run"] for step in steps(name) if "run" in step]
    assert commands
    assert not [command for command in commands if "${{" in command]


@every_workflow
def test_no_token_is_left_behind(name: str) -> None:
    checkouts = [step for step in steps(name) if step.get("uses", "").startswith("actions/checkout@")]
    assert checkouts
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)


@every_workflow
def test_commands_are_make_targets_and_scripts_that_exist(name: str) -> None:
    for step in steps(name):
        words = step.get("run", "").split()
        if words[:1] == ["make"]:
            assert words[1] in TARGETS
        elif words[:1] == [".venv/bin/python"] or (words and words[0].startswith(".ci/")):
            assert (PROJECT / next(word for word in words if word.startswith(".ci/"))).is_file()
        else:
            assert (
                not words
                or words[0] == "echo"
                or words[:3] in (["gh", "pr", "comment"], ["git", "diff", "--exit-code"])
            )


# What the summary says


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a report of one table."""
    table = tmp_path / "reports" / "words" / "terms.csv"
    table.parent.mkdir(parents=True)
    table.write_text("term,count\nport,3\nrain,2\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for words in (["init", "-q"], ["add", "."], ["-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-qm", "x"]):
        subprocess.run(["git", *words], check=True)
    return table


def told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    files = [folder / "summary", folder / "output"]
    for file, variable in zip(files, ("GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT"), strict=True):
        monkeypatch.setenv(variable, str(file))
    subprocess.run([sys.executable, str(PROJECT / ".ci" / "changes.py"), "HEAD"], check=True)
    return files[0].read_text(encoding="utf-8"), files[1].read_text(encoding="utf-8")


def test_no_change_is_said(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    summary, output = told(tmp_path, monkeypatch)
    assert summary == "## What changed in the reports\n\nNothing changed.\n"
    assert re.fullmatch(rf"changes<<(\w{{32}})\n{re.escape(summary)}\1\n", output)


def test_a_change_is_told_and_its_text_is_no_markdown(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.write_text('term,count\nport,4\nrain,2\n"![x](https://a.example/)\n# @all",1\n', encoding="utf-8")
    summary, _ = told(tmp_path, monkeypatch)
    heading, empty, *lines = summary.rstrip("\n").split("\n")
    assert (heading, empty) == ("## What changed in the reports", "")
    assert any("port" in line and "4" in line for line in lines)
    assert all(line.startswith("    ") for line in lines)


def test_what_changed_is_short_enough_to_be_handed_on(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A variable of a step may hold 128 KiB: bytes, of which one character may need several.
    columns = ",".join(f"{'新' * 30}{i}" for i in range(900))
    repository.write_text(f"{columns}\n", encoding="utf-8")
    summary, _ = told(tmp_path, monkeypatch)
    assert summary.endswith("There is more; all of it: analysis diff OLD NEW.\n")
    assert len(summary.encode()) < 61_000


def test_other_bytes_of_the_same_tables_are_a_change(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The earlier commit has no manifest.
    entry = {"corpus": "c", "lock": "l", "parameters": {"changed": {}, "default": {}}, "files": {"index.html": "1"}}
    (tmp_path / "reports" / "manifest.json").write_text(json.dumps({"notebooks": {"words": entry}}))
    summary, _ = told(tmp_path, monkeypatch)
    assert "words: the same tables, but other bytes" in summary
    assert "Nothing changed" not in summary
