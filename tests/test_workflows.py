"""The workflows of GitHub: pinned, with the least rights, and running only what is in the project."""

from __future__ import annotations

import importlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
import yaml

PROJECT = Path(__file__).parents[1]
FOR_USERS = PROJECT / "docs" / "examples" / "reports-of-your-articles.yml"
WORKFLOWS = {path.name: path for path in [*sorted((PROJECT / ".github" / "workflows").glob("*")), FOR_USERS]}
TARGETS = set(re.findall(r"^([a-z-]+):.*##", (PROJECT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
every_workflow = pytest.mark.parametrize("name", WORKFLOWS)


def read(name: str) -> dict[Any, Any]:
    found: dict[Any, Any] = yaml.safe_load(WORKFLOWS[name].read_text(encoding="utf-8"))
    return found


def steps(name: str) -> Iterator[dict[str, Any]]:
    for job in read(name)["jobs"].values():
        yield from job["steps"]


def test_the_workflows_are_these() -> None:
    assert list(WORKFLOWS) == ["check.yml", "conda.yml", "pages.yml", "reports.yml", FOR_USERS.name]


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
        elif (words[:1] in (["python"], [".venv/bin/python"]) and words[1] != "-m") or words[:1] == [".ci/run"]:
            assert (PROJECT / next(word for word in words if word.startswith(".ci/"))).is_file()
        else:
            assert (
                not words
                or words[0] == "echo"
                or words[:2] == ["analysis", "run"]
                or words[:3] in (["gh", "pr", "comment"], ["git", "diff", "--exit-code"], ["last=$(gh", "run", "list"])
                or " ".join(words) in (PROJECT / "environment.yml").read_text(encoding="utf-8")
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


# The workflow that users copy


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """Lay out what the workflow checks out, and a `gh` that hands out the pages of the last run, if there were any."""
    project = tmp_path / "project"
    (project / ".venv" / "bin").mkdir(parents=True)
    for name in (".ci", "notebooks", "requirements.lock"):
        (project / name).symlink_to(PROJECT / name)
    commands = {
        project / ".venv" / "bin" / "python": f'exec "{sys.executable}" "$@"',
        tmp_path / "bin" / "python": "exit 0",  # the packages are there
        tmp_path / "bin" / "gh": 'case "$2" in list) ls last ;; download) cp -r "last/$3" earlier ;; esac',
    }
    for path, line in commands.items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"#!/bin/sh\n{line}\n", encoding="utf-8")
        path.chmod(0o755)
    for source in ("one", "two"):
        article = tmp_path / "yours" / "articles" / source / "2024-03-01-a.txt"
        article.parent.mkdir(parents=True)
        article.write_text(f"A title\n\nThe {source} text of an article.\n", encoding="utf-8")
    (tmp_path / "last").mkdir()
    return tmp_path


def carry_out(workspace: Path, *options: str) -> tuple[int, str]:
    """Run the steps as a runner does: with `bash -e`, until one fails that may not."""
    workflow = yaml.safe_load(FOR_USERS.read_text(encoding="utf-8"))
    summary = workspace / "summary"
    summary.write_text("", encoding="utf-8")
    runner = {"REPOSITORY": "you/news", "WORKFLOW": workflow["name"], "REF_NAME": "main"}
    runner |= {"STEP_SUMMARY": str(summary), "OUTPUT": str(workspace / "output")}
    environment = {
        **os.environ,
        **workflow["env"],
        **{f"GITHUB_{name}": value for name, value in runner.items()},
        "PATH": f"{workspace / 'bin'}:{os.environ['PATH']}",
        "ANALYSIS_PROJECT": str(workspace / "project"),
    }
    code = 0
    for step in steps(FOR_USERS.name):
        if "run" in step and not code:
            command = " ".join([step["run"].strip(), *(options if "report.py" in step["run"] else ())])
            folder = workspace / step.get("working-directory", ".")
            done = subprocess.run(["bash", "-e", "-c", command], cwd=folder, env=environment, check=False)
            code = 0 if step.get("continue-on-error") else done.returncode
    return code, summary.read_text(encoding="utf-8")


@pytest.mark.trial
@pytest.mark.ci
def test_a_first_run_and_one_with_more_articles(workspace: Path) -> None:
    code, summary = carry_out(workspace, "corpus_overview")
    assert code == 0
    assert summary.startswith("## The reports are made\n\nThe pages are ready: ")
    assert summary.endswith("(exit code 0)\n\nThere are no earlier pages to compare with.\n")

    (workspace / "pages").rename(workspace / "last" / "17")
    (workspace / "yours" / "articles" / "two" / "2024-03-02-b.txt").write_text("More\n\nAnother one of them.\n")
    code, summary = carry_out(workspace, "corpus_overview")
    assert code == 0
    assert "\n    corpus_overview: articles.csv: 1 row new (two/2024-03-02-b)\n" in summary


def test_a_wrong_setting_and_missing_articles_are_told_apart(workspace: Path) -> None:
    code, summary = carry_out(workspace, "-p", "top_n=many")
    assert code == 2
    assert summary.startswith("## The reports were not made\n\nA setting is wrong: ")
    assert "\n    analysis: top_n" in summary

    shutil.rmtree(workspace / "yours" / "articles")
    code, summary = carry_out(workspace)
    assert code == 3
    assert "The articles cannot be used; `analysis check` says more about them. (exit code 3)" in summary
    assert "\n    analysis: " in summary


@pytest.mark.trial
@pytest.mark.ci
def test_a_notebook_that_fails_is_named(workspace: Path) -> None:
    notebooks = workspace / "project" / "notebooks"
    notebooks.unlink()
    notebooks.mkdir()
    cells = [
        nbformat.v4.new_code_cell('articles: str = "data/raw"  # of the test\n', metadata={"tags": ["parameters"]}),
        nbformat.v4.new_code_cell("missing"),
    ]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), notebooks / "own.ipynb")
    code, summary = carry_out(workspace)
    assert code == 1
    assert summary.startswith("## The reports were not made\n\n1 of 1 notebook failed: own. ")
    assert "\n    own: failed (" in summary
    assert (workspace / "pages" / "_failed" / "own" / "log.txt").is_file()


@pytest.mark.parametrize("earlier", [True, False])
def test_pages_beside_a_notebook_that_failed_are_compared(
    repository: Path, monkeypatch: pytest.MonkeyPatch, earlier: bool
) -> None:
    monkeypatch.syspath_prepend(PROJECT / ".ci")
    monkeypatch.delitem(sys.modules, "report", raising=False)
    report = importlib.import_module("report")
    pages = repository.parents[1]
    (pages / "index.html").touch()
    said = ["own: failed (1.0 s)", "1 of 2 notebooks failed: own."]
    before = pages.with_name("before")
    if earlier:
        shutil.copytree(pages, before)
    repository.write_text("term,count\nport,3\n", encoding="utf-8")
    summary = report.summary(1, said, before, pages)
    assert summary.startswith("## Some reports were not made\n\n1 of 2 notebooks failed: own. ")
    assert "    own: failed (1.0 s)\n" in summary
    changed = "\n    words: terms.csv: 1 row gone (rain)\n"
    assert (changed in summary, "no earlier pages" in summary) == (earlier, not earlier)
