"""An executed notebook to one self-contained page: no script, no request, code folded away.

Its sections that show nothing vanish, those for a second look are folded.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from analysis.report.markdown import Headings, make_markdown, plain_text
from analysis.report.outputs import MARK
from analysis.report.templating import own_html, render_page_template

# Sections with these headings are opened by those who want them.
_FOLDED = {"Method", "For other programs"}
# Colours and links of a terminal, its other controls, and marks that turn the direction of writing.
_CONTROLS = re.compile(
    r"\x1b\[[0-9;]*[A-Za-z]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]"
)
# What calls of matplotlib give back, beside the picture they make.
_OF_PICTURE = re.compile(
    r"[\[(]{0,3}(array\(\[{1,2})?(<Axes|<Figure|<[A-Za-z]{1,20}Container|<matplotlib\.|Text\(|\[<)"
)
# All text of a cell is escaped, so that such a tag is a heading of ours.
_SECTION = re.compile(r'(?=<h2 id=")')


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
    """Read title, question and facts from a notebook of nbformat 4, executed or not.

    A notebook without a heading has its `name` as title, with blanks for ``_``.
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
    """Render an executed notebook of nbformat 4; `pages` are all of the report folder, for the navigation."""
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


@dataclass
class Section:
    """What a page shows under one heading of the second level; the first section is what stands before them.

    Attributes
    ----------
    anchor, title : str
        Of its heading, "" without one.
    parts : list of dict
        HTML of ours, pictures and text, in order.
    code : list of str
        Its cells.
    missing : list of str
        What its reports had nothing to show for, in words.
    """

    anchor: str = ""
    title: str = ""
    parts: list[dict[str, Any]] = field(default_factory=list)
    code: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    @property
    def is_shown(self) -> bool:
        """Whether its cells showed anything, where there are cells."""
        return not (self.title and self.code) or any(not part.get("prose") for part in self.parts)

    @property
    def is_folded(self) -> bool:
        """Whether it is opened by its heading."""
        return self.title in _FOLDED


def read_sections(notebook: dict[str, Any]) -> list[Section]:
    """Read the sections of an executed notebook; those that show nothing are among them."""
    headings = Headings()
    markdown = make_markdown(headings)
    sections = [Section()]
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            before, *pieces = _SECTION.split(str(markdown(cell["source"])))
            _add_prose(sections[-1], before)
            found = [(anchor, text) for level, anchor, text in headings.found if level == 2]
            for (anchor, text), piece in zip(found[len(found) - len(pieces) :], pieces, strict=True):
                sections.append(Section(anchor, text))
                _add_prose(sections[-1], piece.partition("</h2>")[2])
        elif cell["cell_type"] == "code" and not {"parameters", "injected-parameters"} & {*tags_of(cell)}:
            _add_cell(sections[-1], cell)
    return sections


def tags_of(cell: dict[str, Any]) -> list[str]:
    """List the tags of a cell."""
    return list(cell.get("metadata", {}).get("tags", []))


def output_facts(output: dict[str, Any]) -> dict[str, Any]:
    """Read what a report noted about an output of its own; nothing for other outputs."""
    found = output.get("metadata", {}).get(MARK)
    return dict(found) if isinstance(found, dict) and "kind" in found else {}


def nothing_found(sections: Iterable[Section]) -> list[str]:
    """List what there was nothing to show for, each sentence once; of several with one cause, the cause alone.

    Examples
    --------
    >>> nothing_found([Section(missing=["No names, so no list.", "No names, so no table.", "No dates, so no line."])])
    ['No names.', 'No dates, so no line.']
    """
    causes: dict[str, set[str]] = {}
    for sentence in (sentence for section in sections for sentence in section.missing):
        causes.setdefault(re.split(r", so |\.$", sentence)[0], set()).add(sentence)
    return [min(said) if len(said) == 1 else f"{cause}." for cause, said in causes.items()]


def _add_prose(section: Section, html: str) -> None:
    if html.strip():
        section.parts.append({"html": own_html(html), "prose": True})


def _add_cell(section: Section, cell: dict[str, Any]) -> None:
    if cell["source"].strip():
        section.code.append(cell["source"])
    facts = [output_facts(output) for output in cell["outputs"]]
    skipped = {"missing", "nothing"}
    if not any(fact.get("kind") == "nothing" for fact in facts):
        said = [fact["sentence"] for fact in facts if fact.get("kind") == "missing"]
        section.missing += filter(None, said)
    parts = [_part(o) for o, fact in zip(cell["outputs"], facts, strict=True) if fact.get("kind") not in skipped]
    pictures = [part["picture"] for part in parts if "picture" in part]
    for i, part in enumerate(parts):
        # A figure that a cell makes, and ends with, comes twice, or with what was called to make it.
        is_again = "picture" in part and any(part["picture"] == before.get("picture") for before in parts[:i])
        is_by_the_way = pictures and "text" in part and _OF_PICTURE.match(part["text"])
        if any(part.values()) and not is_again and not is_by_the_way:
            section.parts.append(part)


def _part(output: dict[str, Any]) -> dict[str, Any]:
    """Prepare an output: our own HTML as it is, pictures as pictures, all else as text."""
    if output["output_type"] == "stream":
        return {"text": _CONTROLS.sub("", output["text"]) if output["name"] == "stdout" else ""}
    data = output.get("data", {})
    if "text/html" in data and MARK in output.get("metadata", {}):
        return {"html": own_html(str(data["text/html"]))}
    text = _CONTROLS.sub("", str(data.get("text/plain", "")))
    if "image/png" in data:
        width = output.get("metadata", {}).get("image/png", {}).get("width")
        words = "" if re.fullmatch(r"<[\w. ]{1,200}>", text) else text
        picture = re.sub(r"[^A-Za-z0-9+/=]", "", str(data["image/png"]))
        return {"picture": picture, "words": words, "width": width if isinstance(width, int) else ""}
    return {"text": text}
