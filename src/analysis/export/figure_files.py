"""The figures of a report for print: drawn again as PDF, or copied where only their notebook can draw them."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from analysis import figures
from analysis.export.report_folder import ReportPage
from analysis.export.shown_tables import file_names
from analysis.report.drawings import draw_pdf
from analysis.tables import find

_FIGURES = {
    name: figure for name in figures.__all__ if isinstance(figure := getattr(figures, name), figures.ReportFigure)
}


def write_figures(pages: Sequence[ReportPage], folder: Path) -> tuple[dict[tuple[str, str], str], int]:
    """Write the figures of all pages into a folder.

    Gives the titles of those that are drawn as PDF, by page and name, and how many are copied: those of a notebook of
    one's own.
    """
    names = file_names(pages)
    titles, n_copied = {}, 0
    for page in pages:
        frames = {table.name: table.frame for table in page.tables}
        for name in page.figures:
            to = folder / names[page.name, name]
            if _can_draw(name, frames):
                pdf, titles[page.name, name] = draw_pdf(_FIGURES[name], frames[name], page.evidence)
                to.with_suffix(".pdf").write_bytes(pdf)
                continue
            for picture in (page.folder / f"{name}.svg", page.folder / f"{name}.png"):
                if picture.is_file():
                    shutil.copyfile(picture, to.with_suffix(picture.suffix))
            n_copied += 1
        for number, png in enumerate(page.pictures, start=1):
            (folder / f"{page.name}-{number}.png").write_bytes(png)
        n_copied += len(page.pictures)
    return titles, n_copied


def _can_draw(name: str, frames: Mapping[str, pd.DataFrame]) -> bool:
    """Say whether a figure is one of ours, and its table of this version."""
    declared = find(name)
    return name in _FIGURES and name in frames and declared is not None and {*declared.required} <= {*frames[name]}
