"""Write a report folder in the forms that papers and other programs take."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from analysis import figures
from analysis.export.export_tables import codebook, contents, export_tables
from analysis.export.joined_texts import citations, methods_text
from analysis.export.latex import latex_document, latex_table
from analysis.export.out_folder import replace_export
from analysis.export.report_folder import ReportPage, read_report
from analysis.export.shown_tables import file_names, shown_tables
from analysis.export.sqlite_file import write_sqlite
from analysis.export.word import write_word
from analysis.export.workbook import write_workbook
from analysis.report.citation import as_bibtex
from analysis.report.drawings import draw_pdf
from analysis.tables import find
from analysis.wording import listed, plural

_MAX_COLUMNS = 2000  # of SQLite
_FIGURES = {
    name: figure for name in figures.__all__ if isinstance(figure := getattr(figures, name), figures.ReportFigure)
}


def export_report(reports: Path, out: Path) -> list[str]:
    """Write the tables, figures, methods and citations of a report folder into another folder.

    Everything comes from the files of the report; the same files give the same bytes.

    Parameters
    ----------
    reports : Path
        A report folder, with one folder for each page.
    out : Path
        New, empty, or of an earlier export.

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
    shown = shown_tables(pages)
    (folder / "tables").mkdir()
    for table in shown:
        _write_text(folder / "tables" / f"{table.name}.tex", latex_table(table))
    _write_text(folder / "tables.tex", latex_document(shown))
    has_word = write_word(shown, folder / "tables.docx")
    n_figures, n_copied = _write_figures(pages, folder / "figures")
    methods, bibtex = methods_text(pages), as_bibtex(citations(pages))
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
        f"{plural(n_figures, 'figure')} as PDF" + (f" and {n_copied} as SVG" if n_copied else ""),
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


def _write_figures(pages: Sequence[ReportPage], folder: Path) -> tuple[int, int]:
    """Draw the figures as PDF, and copy those of a person's own notebooks, which only these can draw."""
    folder.mkdir()
    names = file_names(pages)
    n_drawn = n_copied = 0
    for page in pages:
        frames = {table.name: table.frame for table in page.tables}
        for name in page.figures:
            to = folder / names[page.name, name]
            if _can_draw(name, frames):
                to.with_suffix(".pdf").write_bytes(draw_pdf(_FIGURES[name], frames[name], page.evidence))
                n_drawn += 1
                continue
            for picture in (page.folder / f"{name}.svg", page.folder / f"{name}.png"):
                if picture.is_file():
                    shutil.copyfile(picture, to.with_suffix(picture.suffix))
            n_copied += 1
    return n_drawn, n_copied


def _can_draw(name: str, frames: Mapping[str, pd.DataFrame]) -> bool:
    """Say whether a figure is one of ours, and its table of this version."""
    declared = find(name)
    return name in _FIGURES and name in frames and declared is not None and {*declared.required} <= {*frames[name]}


def _write_text(path: Path, text: str) -> None:
    path.write_bytes(text.encode("utf-8"))
