"""An executed notebook as sections of a page: those that show nothing vanish, those for a second look are folded."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from analysis.report.markdown import Headings, make_markdown
from analysis.report.outputs import MARK
from analysis.report.templating import own_html

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
