"""Documents: links lead somewhere, and commands that are named exist."""

from __future__ import annotations

import ast
import contextlib
import doctest
import io
import pkgutil
import re
import runpy
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import analysis
from analysis.cli import commands
from analysis.corpus import load_corpus
from analysis.errors import AnalysisError
from analysis.report import open_report

PROJECT = Path(__file__).parents[1]
DOCUMENTS = sorted(path for name in (".", "docs", "data/raw", "benchmarks") for path in (PROJECT / name).glob("*.md"))
each_document = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(PROJECT)))
TARGETS = set(re.findall(r"^([.a-z-]+):.*##", (PROJECT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
MODULES = [found.name for found in pkgutil.walk_packages(analysis.__path__, "analysis.")]


def test_there_are_documents_and_targets() -> None:
    assert DOCUMENTS
    assert {"help", "report", "test", "lab", "check"} <= TARGETS


@each_document
def test_links_lead_somewhere(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    links = [*re.findall(r"\]\(([^)\s]+)\)", text), *re.findall(r'(?:src|href)="([^"]+)"', text)]
    for link in links:
        if not re.match(r"[a-z]+:|#", link):
            assert (document.parent / link.partition("#")[0]).exists(), f"{document.name} links to {link}"


@each_document
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


@pytest.mark.parametrize("page", ["README.md", "docs/python.md", "docs/notebooks.md"])
def test_the_examples_in_python_give_what_is_shown(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # what they save is of the reader
    text = (PROJECT / page).read_text(encoding="utf-8")
    blocks = re.findall(r"^```(\w*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    names: dict[str, Any] = {}
    if page == "docs/notebooks.md":
        corpus = load_corpus(PROJECT / "data" / "raw")
        names = {"corpus": corpus, "report": open_report("", corpus)}
    for (kind, code), (next_kind, shown) in pairwise([*blocks, ("", "")]):
        if kind == "python":
            try:
                said = run_as_cell(code, names)
            except AnalysisError as error:
                said = f"{type(error).__name__}: {error}\n"
                assert next_kind == "text", said
            # "..." on a line of its own stands for lines left out.
            lines = ["(?:.*\n)*" if line == "..." else re.escape(line) + "\n" for line in shown.splitlines()]
            assert next_kind != "text" or re.fullmatch("".join(lines), said), said


def run_as_cell(code: str, names: dict[str, Any]) -> str:
    """Run code as a notebook does; gives what is printed, and the value of the last line."""
    *before, last = ast.parse(code).body
    is_value = isinstance(last, ast.Expr)
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(compile(ast.Module(before if is_value else [*before, last], []), "page", "exec"), names)
        value = eval(ast.unparse(last), names) if is_value else None
    said = printed.getvalue() + ("" if value is None else f"{value!r}\n")
    return "".join(f"{line.rstrip()}\n" for line in said.splitlines())


@pytest.mark.parametrize("module", [name for name in MODULES if name != "analysis.__main__"])
def test_the_examples_in_docstrings_give_what_they_say(module: str) -> None:
    assert doctest.testmod(import_module(module)).failed == 0
