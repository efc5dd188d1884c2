"""Documents: links lead somewhere, and commands that are named exist."""

from __future__ import annotations

import doctest
import pkgutil
import re
import runpy
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import analysis
from analysis.cli import commands

PROJECT = Path(__file__).parents[1]
DOCUMENTS = sorted(
    [
        *PROJECT.glob("*.md"),
        *PROJECT.glob("docs/*.md"),
        *PROJECT.glob("data/raw/*.md"),
        *PROJECT.glob("benchmarks/*.md"),
    ]
)
TARGETS = set(re.findall(r"^([.a-z-]+):.*##", (PROJECT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


MODULES = [found.name for found in pkgutil.walk_packages(analysis.__path__, "analysis.")]


def test_there_are_documents_and_targets() -> None:
    assert DOCUMENTS
    assert {"help", "report", "test", "lab", "check"} <= TARGETS


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(PROJECT)))
def test_links_lead_somewhere(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    links = [*re.findall(r"\]\(([^)\s]+)\)", text), *re.findall(r'(?:src|href)="([^"]+)"', text)]
    for link in links:
        if not re.match(r"[a-z]+:|#", link):
            assert (document.parent / link.partition("#")[0]).exists(), f"{document.name} links to {link}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(PROJECT)))
def test_commands_exist(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    code = "\n".join([*re.findall(r"```[a-z]*\n(.*?)```", text, re.DOTALL), *re.findall(r"`([^`\n]+)`", text)])
    for target in re.findall(r"^make ([a-z-]+)", code, re.MULTILINE):
        assert target in TARGETS, f"{document.name} names make {target}"
    for command in re.findall(r"^analysis ([a-z]+)", code, re.MULTILINE):
        assert command in commands.commands, f"{document.name} names analysis {command}"


def test_what_is_written_is_of_the_notebooks_the_package_and_the_reports_of_the_sample() -> None:
    written = runpy.run_path(str(PROJECT / "docs" / "write_reference.py"))["pages"]()
    assert written[PROJECT / "README.md"].count("/findings.csv))\n") == 3
    for page, text in written.items():
        assert page.read_text(encoding="utf-8") == text, f"{page.name}: run make codebook"


def test_the_examples_in_python_run() -> None:
    page = (PROJECT / "docs" / "python.md").read_text(encoding="utf-8")
    examples = "\n".join(re.findall(r"^```python\n(.*?)^```$", page, re.MULTILINE | re.DOTALL))
    after = 'assert len(found)\nassert lengths.sentence(wanted[:1]) == "daily-beacon writes the longest articles."\n'
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", f"{examples}\n{after}"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("module", [name for name in MODULES if name != "analysis.__main__"])
def test_the_examples_in_docstrings_give_what_they_say(module: str) -> None:
    assert doctest.testmod(import_module(module)).failed == 0
