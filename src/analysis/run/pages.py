"""The pages of a report folder, kept in agreement: each links to all, the index tells of all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import nbformat

from analysis.report.briefing import Briefing, render_index
from analysis.report.notebook_page import PageLink, read_outline, render_page
from analysis.run.manifest import NAME, describe, read_manifest
from analysis.run.plan import Plan, order_names
from analysis.run.publish import write_text


def page_of(notebook: Any, name: str, pages: Sequence[PageLink]) -> str:
    """Render the page of an executed notebook."""
    return render_page(notebook, name, pages)


def pages_after(plan: Plan) -> list[PageLink]:
    """List the pages there will be if the run succeeds."""
    found = _published(plan.reports) | plan.notebooks
    return [PageLink(name, _outline(found[name]).title) for name in order_names(found)]


def write_index(reports: Path, made_from: Mapping[str, Mapping[str, Any]]) -> None:
    """Write index and manifest of a report folder, and mend the navigation of its pages.

    Parameters
    ----------
    reports : Path
        The report folder.
    made_from : mapping
        For the notebooks of this run: corpus fingerprint, lock sha256, parameters; those of earlier runs keep theirs.
    """
    published = _published(reports)
    before = read_manifest(reports)["notebooks"]
    names = [name for name in order_names(published) if name in made_from or name in before]
    outlines = {name: _outline(published[name]) for name in names}
    pages = [PageLink(name, outline.title) for name, outline in outlines.items()]
    for name in names:
        write_text(reports / name / "index.html", page_of(nbformat.read(published[name], as_version=4), name, pages))
    sources = {
        name: {key: before[name][key] for key in ("corpus", "lock", "parameters", "previous") if key in before[name]}
        for name in names
        if name in before
    }
    made = {**sources, **made_from}
    corpora = {entry["corpus"] for entry in made_from.values()}
    other = {name for name in names if made[name]["corpus"] not in corpora}
    write_text(reports / "index.html", render_index(Briefing(reports, outlines, other)))
    write_text(reports / NAME, describe(reports, names, made))


def _published(reports: Path) -> dict[str, Path]:
    return {
        path.parent.name: path
        for path in reports.glob("*/*.ipynb")
        if path.stem == path.parent.name and path.stem[0] != "."
    }


def _outline(path: Path) -> Any:
    return read_outline(nbformat.read(path, as_version=4), path.stem)
