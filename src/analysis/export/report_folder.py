"""A report folder as it is exported: its pages, their tables as the pages show them, methods and citations."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from analysis.errors import SettingsError
from analysis.export.typed_columns import read_typed
from analysis.report.drawings import evidence_line
from analysis.report.notebook_page import Outline, output_facts, read_outline, read_sections
from analysis.report.outputs import NUMBERS_ROWS
from analysis.run.notebook_files import read_notebook
from analysis.run.plan import order_names
from analysis.tables import Column, Table, find, registry
from analysis.wording import one_line

# Shown as sentences, not as tables.
_SENTENCES = {"findings", "finding_pictures", "versions", "concordance"}
_ROWS = 10


@dataclass(frozen=True)
class PageTable:
    """A table of a page, as `read_typed` gives it."""

    page: str
    name: str
    frame: pd.DataFrame
    columns: tuple[Column, ...]
    caption: str
    rows: int  # that the page shows; 0 for none

    @property
    def declared(self) -> Table | None:
        """Its declaration."""
        return find(self.name)


@dataclass(frozen=True)
class ReportPage:
    """A page of a report folder; without an executed notebook there are neither methods, evidence nor pictures.

    Its tables are in the order of the page, without an executed notebook in that of the codebook.
    """

    folder: Path
    title: str
    methods: str  # the paragraph
    evidence: str  # the line in the foot of figures
    pictures: list[bytes]  # PNG files of what cells show by themselves
    tables: list[PageTable]
    citations: list[dict[str, Any]]  # CSL-JSON items

    @property
    def name(self) -> str:
        """Of its folder."""
        return self.folder.name

    @property
    def figures(self) -> list[str]:
        """Names of the figures that it wrote."""
        pictures = [path for form in ("svg", "png") for path in self.folder.glob(f"*.{form}")]
        return sorted({path.stem for path in pictures if path.suffixes != [".narrow", ".svg"]})


def read_report(reports: Path) -> list[ReportPage]:
    """Read the pages of a report folder, in their order.

    Raises
    ------
    SettingsError
        When it is not a report folder, or one of its files is damaged.
    """
    notebooks = [path for path in reports.glob("[!._]*/*.ipynb") if path.stem == path.parent.name]
    folders = {path.parent.name: path.parent for path in (*reports.glob("[!._]*/*.csv"), *notebooks)}
    if not folders:
        raise SettingsError(f"{reports} has no folder with tables in it (a page of a report? name its parent).")
    return [_read_page(folders[name]) for name in order_names(folders)]


def _read_page(folder: Path) -> ReportPage:
    page = _read_notebook(folder)
    shown = {fact.get("name", ""): fact for fact in page.outline.facts if fact["kind"] in ("figure", "table")}
    in_order = [
        *(fact.get("name") for fact in page.outline.facts),
        *(table.name for table in registry().get(folder.name, ())),
    ]
    places = {name: place for place, name in reversed([*enumerate(in_order)])}

    def place(path: Path) -> tuple[int, str]:
        return places.get(path.stem.removesuffix("_sentences"), len(in_order)), path.stem

    tables = [_read_table(path, shown.get(path.stem, {})) for path in sorted(folder.glob("*.csv"), key=place)]
    tables = [table for table in tables if len(table.columns)]
    return ReportPage(
        folder, page.outline.title, page.methods, page.evidence, page.pictures, tables, _citations(folder)
    )


def _read_table(path: Path, facts: dict[str, Any]) -> PageTable:
    frame, columns = read_typed(path)
    declared, name = find(path.stem), path.stem
    about = (declared.caption or f"One row is {declared.row}.") if declared else ""
    caption = one_line(facts.get("caption") or about or name.replace("_", " ").capitalize(), 1000)
    rows = facts.get("rows", NUMBERS_ROWS if path.with_suffix(".svg").is_file() else _ROWS)
    if name in _SENTENCES or name.endswith("_sentences"):
        rows = 0
    return PageTable(path.parent.name, name, frame, columns, caption, rows)


class _Executed(NamedTuple):
    """What the executed notebook of a page says of it."""

    outline: Outline
    methods: str
    evidence: str
    pictures: list[bytes]


def _read_notebook(folder: Path) -> _Executed:
    path = folder / f"{folder.name}.ipynb"
    try:
        notebook = read_notebook(path) if path.is_file() else {"cells": []}
        outline = read_outline(notebook, folder.name)
        methods = evidence = ""
        for output in (output for cell in notebook["cells"] for output in cell.get("outputs", [])):
            facts = output_facts(output)
            if facts.get("kind") == "corpus":
                methods = one_line(output["data"]["text/plain"], 20_000)
                evidence = evidence_line(facts["articles"], facts["independent_texts"], facts["fingerprint"])
        parts = [part for section in read_sections(notebook) for part in section.parts]
        pictures = [base64.b64decode(part["picture"]) for part in parts if "picture" in part]
    except (OSError, ValueError, KeyError, AttributeError, TypeError) as error:
        raise SettingsError(f"{path} is damaged; make the report again.") from error
    return _Executed(outline, methods, evidence, pictures)


def _citations(folder: Path) -> list[dict[str, Any]]:
    path = folder / "citation.json"
    if not path.is_file():
        return []
    try:
        return [dict(entry) for entry in json.loads(path.read_text(encoding="utf-8"))]
    except (OSError, ValueError, TypeError) as error:
        raise SettingsError(f"{path} is damaged; make the report again.") from error
