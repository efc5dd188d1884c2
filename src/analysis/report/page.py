"""An executed notebook to one self-contained page: no script, no request, code folded away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from analysis.report.markdown import Headings, make_markdown, plain_text
from analysis.report.notebook_cells import code_html, facts, output_html, parameters_html, tags
from analysis.report.templating import render


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
    return Outline(
        plain_text(title), plain_text(rest[0]) if rest else "", [fact for output in outputs if (fact := facts(output))]
    )


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
    headings = Headings()
    markdown = make_markdown(headings)
    injected = next((cell["source"] for cell in notebook["cells"] if "injected-parameters" in tags(cell)), "")
    parts = []
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            parts.append(str(markdown(cell["source"])))
        elif "parameters" in tags(cell):
            parts.append(parameters_html(cell["source"], injected))
        elif cell["cell_type"] == "code" and "injected-parameters" not in tags(cell) and cell["source"].strip():
            outputs = "\n".join(html for output in cell["outputs"] if (html := output_html(output)))
            parts.append(f'<div class="cell">{outputs}{code_html(cell["source"])}</div>')
    title = read_outline(notebook, name).title
    has_title = bool(headings.found) and headings.found[0][0] == 1
    sections = [(anchor, text) for level, anchor, text in headings.found if level == 2]
    return render(
        "page.html",
        title=title,
        name=name,
        pages=pages,
        parts=parts,
        heading="" if has_title else title,
        sections=sections,
    )
