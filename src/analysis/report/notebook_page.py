"""An executed notebook to one self-contained page: no script, no request, code folded away."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from analysis.report.markdown import Headings, make_markdown, plain_text
from analysis.report.outputs import MARK
from analysis.report.templating import own_html, render_page_template

# Colours and links of a terminal, its other controls, and marks that turn the direction of writing.
_CONTROLS = re.compile(
    r"\x1b\[[0-9;]*[A-Za-z]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]"
)


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


def output_facts(output: dict[str, Any]) -> dict[str, Any]:
    """Read what a report noted about an output of its own; nothing for other outputs."""
    found = output.get("metadata", {}).get(MARK)
    return dict(found) if isinstance(found, dict) and "kind" in found else {}


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
    injected = next((cell["source"] for cell in notebook["cells"] if "injected-parameters" in _tags(cell)), "")
    parts: list[dict[str, Any]] = []
    for cell in notebook["cells"]:
        source = cell["source"]
        if cell["cell_type"] == "markdown":
            parts.append({"markdown": own_html(str(markdown(source)))})
        elif "parameters" in _tags(cell):
            parts.append({"parameters": _parameters(source, injected)})
        elif cell["cell_type"] == "code" and "injected-parameters" not in _tags(cell) and source.strip():
            if parts and "code" in parts[-1] and not parts[-1]["outputs"]:
                # Cells that show nothing share the fold of the next one.
                source = f"{parts.pop()['code']}\n\n{source}"
            parts.append({"code": source, "outputs": [_output(output) for output in cell["outputs"]]})
    title = read_outline(notebook, name).title
    has_title = bool(headings.found) and headings.found[0][0] == 1
    return render_page_template(
        "page.html",
        title=title,
        name=name,
        pages=pages,
        parts=parts,
        heading="" if has_title else title,
        sections=[(anchor, text) for level, anchor, text in headings.found if level == 2],
    )


def _tags(cell: dict[str, Any]) -> list[str]:
    return list(cell.get("metadata", {}).get("tags", []))


def _output(output: dict[str, Any]) -> dict[str, Any]:
    """Prepare an output: our own HTML as it is, pictures as pictures, all else as text."""
    if output["output_type"] == "stream":
        return {"text": _CONTROLS.sub("", output["text"]) if output["name"] == "stdout" else ""}
    data = output.get("data", {})
    if "text/html" in data and MARK in output.get("metadata", {}):
        return {"own": own_html(str(data["text/html"]))}
    text = str(data.get("text/plain", ""))
    if "image/png" in data:
        return {"picture": re.sub(r"[^A-Za-z0-9+/=]", "", data["image/png"]), "alt": text}
    return {"text": _CONTROLS.sub("", text)}


def _parameters(declared: str, injected: str) -> list[dict[str, Any]]:
    """List the parameters of a run: name, value, default and meaning.

    Parameters
    ----------
    declared : str
        Source of the cell tagged ``parameters``.
    injected : str
        Source of the cell the run put after it, "" if there is none.
    """
    given = {name: value for name, value, _ in _assignments(injected)}
    return [
        {"name": name, "value": given.get(name, default), "default": default, "meaning": meaning}
        for name, default, meaning in _assignments(declared)
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
