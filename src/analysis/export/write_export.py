"""Write a report folder in the forms that papers and other programs take."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from analysis.export.export_tables import codebook, contents, export_tables
from analysis.export.figure_files import write_figures
from analysis.export.latex import latex_document, latex_table
from analysis.export.out_folder import replace_export
from analysis.export.report_folder import ReportPage, read_report
from analysis.export.shown_tables import shown_tables
from analysis.export.sqlite_file import write_sqlite
from analysis.export.word import write_word
from analysis.export.workbook import write_workbook
from analysis.report.methods import as_bibtex
from analysis.wording import listed, plural

_MAX_COLUMNS = 2000  # of SQLite
_MARKDOWN = re.compile(r"[\\`*_\[\]<]")


def export_report(reports: Path, out: Path) -> list[str]:
    """Write the tables, figures, methods and citations of a report folder into another folder.

    Everything comes from the files of the report; the same files give the same bytes.

    Returns
    -------
    list of str
        What was not written, and why; at the end what was written where.

    Raises
    ------
    SettingsError
        When `reports` is not a report folder or damaged, or `out` holds something else.
    """
    pages = read_report(reports)
    said: list[str] = []
    replace_export(out, lambda folder: said.extend(_write(pages, folder)))
    return [*said[:-1], f"{said[-1]} in {out}"]


def _write(pages: Sequence[ReportPage], folder: Path) -> list[str]:
    found = export_tables(pages)
    tables = [table for table in found if len(table.columns) <= _MAX_COLUMNS]
    with_codebook = [*tables, codebook(tables)]
    write_sqlite([*with_codebook, contents(with_codebook)], folder / "tables.sqlite")
    write_workbook(with_codebook, folder / "tables.xlsx")
    (folder / "figures").mkdir()
    titles, n_copied = write_figures(pages, folder / "figures")
    shown = shown_tables(pages, titles)
    (folder / "tables").mkdir()
    for table in shown:
        _write_text(folder / "tables" / f"{table.name}.tex", latex_table(table))
    _write_text(folder / "tables.tex", latex_document(shown))
    has_word = write_word(shown, folder / "tables.docx")
    methods, bibtex = _methods_text(pages), as_bibtex(_citations(pages))
    for name, text in (("methods.md", methods), ("citation.bib", bibtex)):
        if text:
            _write_text(folder / name, text)
    missing = [
        ("tables.docx", "python-docx is not installed", has_word),
        ("methods.md", "the pages have no executed notebook", methods),
        ("citation.bib", "the pages have none", bibtex),
    ]
    written = [
        f"{plural(len(tables), 'table')} (tables.sqlite, tables.xlsx)",
        f"{len(shown)} as the pages show them (tables.tex{', tables.docx' if has_word else ''})",
        f"{plural(len(titles), 'figure')} as PDF" + (f" ({n_copied} more copied)" if n_copied else ""),
        *(name for name, _, is_there in missing[1:] if is_there),
    ]
    too_wide = [
        f"{table.name} is in neither tables.sqlite nor tables.xlsx: it has {len(table.columns):,} columns, "
        f"and {_MAX_COLUMNS:,} are allowed."
        for table in found
        if len(table.columns) > _MAX_COLUMNS
    ]
    left_out = [f"No {name}: {why}." for name, why, is_there in missing if not is_there]
    return [*too_wide, *left_out, f"Wrote {listed(written)}"]


def _write_text(path: Path, text: str) -> None:
    path.write_bytes(text.encode("utf-8"))


def _methods_text(pages: Sequence[ReportPage]) -> str:
    """Write the paragraphs on methods as Markdown, "" when no page has one; sentences of all pages come once."""
    said = [(page.title, re.split(r"(?<=\.) ", page.methods)) for page in pages if page.methods]
    shared = [s for s in said[0][1] if all(s in sentences for _, sentences in said)] if len(said) > 1 else []
    parts = [("All pages", shared), *((title, [s for s in own if s not in shared]) for title, own in said)]
    written = [f"\n## {title}\n\n" + _MARKDOWN.sub(r"\\\g<0>", " ".join(part)) + "\n" for title, part in parts if part]
    return "".join(["# Methods\n", *written]) if written else ""


def _citations(pages: Sequence[ReportPage]) -> list[dict[str, Any]]:
    """List the CSL-JSON items of all pages, each once; of different ones with the same id the later get a number."""
    entries = {json.dumps(entry, sort_keys=True): entry for page in pages for entry in page.citations}
    found: dict[str, dict[str, Any]] = {}
    for entry in entries.values():
        name, n = str(entry["id"]), 1
        while name in found:
            n += 1
            name = f"{entry['id']}-{n}"
        found[name] = {**entry, "id": name}
    return list(found.values())
