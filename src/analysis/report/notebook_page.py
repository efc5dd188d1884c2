"""An executed notebook to one self-contained page: no script, no request, code folded away."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from analysis.report.markdown import plain_text
from analysis.report.page_sections import Section, nothing_found, output_facts, read_sections, tags_of
from analysis.report.templating import render_page_template


@dataclass(frozen=True)
class PageLink:
    """A page of a report folder: the name of its notebook and its title."""

    name: str
    title: str


@dataclass(frozen=True)
class Outline:
    """What the index needs to know of an executed notebook.

    Attributes
    ----------
    title, question : str
        Its first heading, and the first paragraph under it.
    facts : list of dict
        What its report noted about each of its outputs, in order.
    """

    title: str
    question: str
    facts: list[dict[str, Any]]

    def of_kind(self, kind: str) -> list[dict[str, Any]]:
        """Select the facts of one kind: figure, table, quotes, corpus ..."""
        return [fact for fact in self.facts if fact["kind"] == kind]


def read_outline(notebook: dict[str, Any], name: str) -> Outline:
    """Read title, question and facts from a notebook, executed or not.

    Parameters
    ----------
    notebook : dict
        As nbformat 4 reads it.
    name : str
        Title of a notebook without a heading, with ``_`` for blanks.
    """
    text = next((cell["source"] for cell in notebook["cells"] if cell["cell_type"] == "markdown"), "")
    blocks = [" ".join(block.split()) for block in text.split("\n\n")]
    heading, *under = blocks[0].splitlines() or [""]
    title = heading.removeprefix("# ").strip() if heading.startswith("# ") else name.replace("_", " ").capitalize()
    rest = [block for block in [" ".join(under), *blocks[1:]] if block and not block.startswith(("#", "-", "*", "|"))]
    outputs = [output for cell in notebook["cells"] for output in cell.get("outputs", [])]
    facts = [fact for output in outputs if (fact := output_facts(output))]
    return Outline(plain_text(title), plain_text(rest[0]) if rest else "", facts)


def render_page(notebook: dict[str, Any], name: str, pages: Sequence[PageLink]) -> str:
    """Render an executed notebook.

    Parameters
    ----------
    notebook : dict
        As nbformat 4 reads it.
    name : str
        Of the notebook.
    pages : sequence of PageLink
        All pages of the report folder, for the navigation.

    Returns
    -------
    str
        HTML; the same notebook and pages give the same text.
    """
    before, *sections = read_sections(notebook)
    shown = [section for section in sections if section.is_shown]
    first_folded = next((section for section in shown if section.is_folded), None)
    main = shown[: shown.index(first_folded)] if first_folded else shown
    outline = read_outline(notebook, name)
    return render_page_template(
        "page.html",
        title=outline.title,
        description=outline.question,
        name=name,
        pages=pages,
        before=before,
        choice=next((fact.get("choice", "") for fact in outline.of_kind("corpus")), ""),
        heading="" if "<h1" in "".join(part.get("html", "") for part in before.parts) else outline.title,
        main=main,
        nothing=nothing_found([before, *sections]),
        rest=shown[len(main) :],
        parameters=_parameters(notebook),
        code=_code([before, *sections]),
    )


def _code(sections: Sequence[Section]) -> str:
    """Write the cells of a page one after the other, each section under its heading."""
    titled = [[f"# {section.title}"] * bool(section.title) + section.code for section in sections if section.code]
    return "\n\n".join(cell for cells in titled for cell in cells)


def _parameters(notebook: dict[str, Any]) -> list[dict[str, Any]]:
    """List the parameters of a run: name, value, default and meaning."""
    sources = {tag: cell["source"] for cell in notebook["cells"] for tag in tags_of(cell)}
    given = {name: value for name, value, _ in _assignments(sources.get("injected-parameters", ""))}
    return [
        {"name": name, "value": given.get(name, default), "default": default, "meaning": meaning}
        for name, default, meaning in _assignments(sources.get("parameters", ""))
        if name != "report_dir"
    ]


def _assignments(source: str) -> list[tuple[str, str, str]]:
    """List name, value as written by Python, and comment of each assignment in a cell."""
    lines, found = source.splitlines(), []
    for statement in ast.parse(source).body:
        target = statement.target if isinstance(statement, ast.AnnAssign) else getattr(statement, "targets", [None])[0]
        value = getattr(statement, "value", None)
        if isinstance(target, ast.Name) and value is not None:
            end = (value.end_lineno or 1) - 1
            comment = lines[end].encode()[value.end_col_offset or 0 :].decode().partition("#")[2].strip()
            found.append((target.id, ast.unparse(value), comment))
    return found
