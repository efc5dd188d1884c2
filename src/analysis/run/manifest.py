"""What each page was made from, and the index and manifest that follow from the pages of a report folder alone."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from analysis.errors import SettingsError
from analysis.report.briefing import Briefing, render_glossary, render_index
from analysis.report.notebook_page import PageLink, read_outline, render_page
from analysis.report.outlet_pages import render_outlet_pages
from analysis.run.notebook_files import read_notebook
from analysis.run.plan import order_names
from analysis.run.publish import MANIFEST, remove_pages, write_text
from analysis.vocabulary import OUTLET_PAGES

MADE_FROM = "made_from.json"
# Parameters that choose articles, or what they count for.
CHOOSING = ("sources", "since", "until", "contains", "exclude", "language", "compare", "min_articles")


class _Parameters(BaseModel):
    model_config = ConfigDict(strict=True)
    changed: dict[str, Any]
    default: dict[str, Any]
    reading: dict[str, Any] = {}


class _MadeFrom(BaseModel):
    """The content of `MADE_FROM`: what a page was made from; nothing in it varies between runs or machines."""

    model_config = ConfigDict(strict=True)
    corpus: str
    lock: str
    parameters: _Parameters
    previous: str = ""


class _Entry(_MadeFrom):
    files: dict[str, str]


class _Manifest(BaseModel):
    model_config = ConfigDict(strict=True)
    notebooks: dict[str, _Entry]
    files: dict[str, str] = {}


def sha256(path: Path) -> str:
    """Hash a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def write_made_from(page: Path, made_from: Mapping[str, Any]) -> None:
    """Write into the folder of a page what it was made from: fingerprint of the corpus, lock, parameters."""
    (page / MADE_FROM).write_bytes(_as_json(made_from))


def read_manifest(folder: Path) -> dict[str, Any]:
    """Read the manifest of a report folder; without one, it has no entry.

    Raises
    ------
    SettingsError
        When it is not one that a run has written, as after a merge with conflicts.
    """
    path = folder / MANIFEST
    if not path.is_file():
        return {"notebooks": {}}
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        _Manifest.model_validate(found)
    except (ValueError, ValidationError, RecursionError) as error:
        raise SettingsError(f"{path} is damaged: bring it back from git, or run all notebooks again.") from error
    return found


def page_links(reports: Path, notebooks: Mapping[str, Path]) -> list[PageLink]:
    """List the pages there will be when these notebooks have run."""
    found = {name: reports / name / f"{name}.ipynb" for name in read_made_from(reports)} | dict(notebooks)
    return [PageLink(name, read_outline(read_notebook(found[name]), name).title) for name in order_names(found)]


def rebuild_index(reports: Path) -> None:
    """Write index, glossary, outlets and manifest of a report folder, and the links of its pages, from these alone.

    Pages are its folders with an executed notebook and `MADE_FROM`. The index is about the articles of the page written
    last; pages on other articles, or on others of them, are listed as such. Without any page, nothing is written.
    """
    made_from = read_made_from(reports)
    if not made_from:
        return
    notebooks = {name: read_notebook(reports / name / f"{name}.ipynb") for name in made_from}
    outlines = {name: read_outline(notebook, name) for name, notebook in notebooks.items()}
    links = [PageLink(name, outline.title) for name, outline in outlines.items()]
    for name, notebook in notebooks.items():
        write_text(reports / name / "index.html", render_page(notebook, name, links))
    last = max(made_from, key=lambda name: (reports / name / MADE_FROM).stat().st_mtime_ns)
    about = {name: _articles_of(made, made_from) for name, made in made_from.items()}
    other = {name for name in about if about[name] != about[last]}
    briefing = Briefing(reports, outlines, other)
    outlets = render_outlet_pages(briefing)
    shared = {"index.html": render_index(briefing), "glossary.html": render_glossary(links), **outlets}
    for name, text in shared.items():
        (reports / name).parent.mkdir(parents=True, exist_ok=True)
        write_text(reports / name, text)
    remove_pages(reports / OUTLET_PAGES, {reports / name for name in outlets})
    manifest = {
        "files": {name: sha256(reports / name) for name in shared},
        "notebooks": {name: {**made, "files": _hashes(reports / name)} for name, made in made_from.items()},
    }
    write_text(reports / MANIFEST, _as_json(manifest).decode())


def read_made_from(reports: Path) -> dict[str, dict[str, Any]]:
    """Read what the pages of a folder were made from, in their order; a folder that does not say it is not a page."""
    found = {}
    for file in reports.glob(f"[!._]*/{MADE_FROM}"):
        name = file.parent.name
        with suppress(ValidationError):
            if (file.parent / f"{name}.ipynb").is_file():
                found[name] = _MadeFrom.model_validate_json(file.read_bytes()).model_dump(exclude_unset=True)
    return {name: found[name] for name in order_names(found)}


def _articles_of(made: Mapping[str, Any], all_made: Mapping[str, Mapping[str, Any]]) -> list[Any]:
    """Say which articles a page is about; a parameter that its notebook lacks is the default of the others."""
    given: dict[str, Any] = {}
    for parameters in (*(page["parameters"]["default"] for page in all_made.values()), made["parameters"]["default"]):
        given |= parameters
    given |= made["parameters"]["changed"]
    return [made["corpus"], made["parameters"].get("reading", {}), *(given.get(name) or "" for name in CHOOSING)]


def _hashes(page: Path) -> dict[str, str]:
    return {path.name: sha256(path) for path in page.iterdir() if path.is_file() and path.name[0] != "."}


def _as_json(content: Mapping[str, Any]) -> bytes:
    text = json.dumps(content, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    return text.encode("utf-8", "backslashreplace")
