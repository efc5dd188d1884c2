"""Fields of a row as text, whatever the file holds: paragraphs, names, an object, a number, nothing, half a text."""

from __future__ import annotations

import ast
import json
import math
import re
from collections.abc import Mapping

from analysis.corpus.readers.column_names import PARTS
from analysis.corpus.readers.plain_text import one_line

# What programs write for a value that is not there; "NA" may be a word (`csv_dialect` tells them apart).
MISSING = frozenset({"NaN", "nan", "NULL", "null", "None", "N/A", "<NA>", r"\N"})
MISSING |= {"#N/A", "#NAME?", "#REF!", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!"}
_KINDS = {bool: "true or false", list: "a list", dict: "an object", bytes: "bytes"}
_BETWEEN = {"text": "\n\n", "title": " ", "source": " "}
# A list of texts as Python or JSON writes it. Nothing is tried twice: a text of 10 MB takes no longer than its length.
_QUOTED = r"""'[^'\\]*+(?:\\.[^'\\]*+)*+'|"[^"\\]*+(?:\\.[^"\\]*+)*+\""""
_TEXT = re.compile(_QUOTED, re.DOTALL)
_LIST = re.compile(rf"\[\s*+(?:(?:{_QUOTED})\s*+(?:,\s*+|(?=\])))++\]", re.DOTALL)
# Of an object or list in a cell; longer ones are no names.
_MAX_CELL = 2000
_NO_LITERAL = (ValueError, SyntaxError, RecursionError, MemoryError)
# NewsAPI and GNews end a text with "[+2219 chars]", the excerpts of WordPress and of feeds with "[...]".
_TAIL = 80
_MARK = re.compile(
    r"(?:…|\.\.\.|&hellip;|&#8230;)?\s{0,9}"
    r"(?P<mark>\[\+?\d{1,9} (?:chars|characters)\]|\[(?:…|\.\.\.|&hellip;|&#8230;)\])(?:\s|</p>){0,9}$"
)
# A cell of a spreadsheet holds no more.
_MAX_IN_SHEET = 32_767
_NOT_GIVEN = {"ONLY AVAILABLE IN PAID PLANS", "ONLY AVAILABLE IN PROFESSIONAL AND CORPORATE PLANS"}


def read_field(row: Mapping[str, object], names: Mapping[str, str], ours: str) -> str:
    """Read one of our fields from a row as text, all but the article itself on one line; a missing one is empty.

    A list of texts is joined: paragraphs of the article by blank lines, their sentences by blanks, others by commas or
    blanks. Of an object, the part that names or holds the thing is taken (`PARTS`). Both may be written out in a cell,
    as by pandas.

    Raises
    ------
    ValueError
        When the field holds something else than text or a number; an address that does is missing.

    Examples
    --------
    >>> read_field({"who": [{"name": "Ane Brod"}, {"name": "Jo Ek"}]}, {"byline": "who"}, "byline")
    'Ane Brod, Jo Ek'
    """
    found = row.get(names[ours]) if ours in names else None
    if isinstance(found, str) and found[:1] in ("[", "{"):
        found = _written_out(found, ours)
    text = found.strip() if isinstance(found, str) else _as_text(found, names, ours).strip()
    if not text.isascii():
        # Half a surrogate pair (JSON allows it) cannot be written as UTF-8.
        text = text.encode("utf-8", "replace").decode()
    if ours == "text":
        return "" if text in MISSING else text
    # A number is the key of an author in another table.
    return "" if text == r"\N" or (ours == "byline" and text.isdecimal()) else one_line(text)


def _as_text(found: object, names: Mapping[str, str], ours: str) -> str:
    if isinstance(found, list):
        found = _joined(found, ours)
    elif isinstance(found, dict):
        found = _part(found, ours) or found
    elif isinstance(found, bool) and ours == "label":
        found = str(found).lower()
    if found is None or found != found:  # NaN
        return ""
    kind = next((words for kind, words in _KINDS.items() if isinstance(found, kind)), "")
    if isinstance(found, float) and math.isinf(found):
        kind = "an infinite number"
    if kind and ours == "url":
        return ""
    if kind:
        raise ValueError(f"the column {names[ours]!r} holds {kind}, not text")
    if isinstance(found, float):
        found = int(found) if found.is_integer() else found
    return str(found)


def _joined(found: list[object], ours: str) -> object:
    """Join the texts of a list; the list itself when something in it is neither text nor holds one."""
    texts = []
    for item in found:
        text = _part(item, ours) if isinstance(item, dict) else item
        if ours == "text" and isinstance(item, list) and all(part is None or isinstance(part, str) for part in item):
            text = " ".join(part.strip() for part in item if part and part.strip())
        if isinstance(text, str | int | float) and not isinstance(text, bool):
            texts.append(str(text).strip())
        elif item is not None and not (isinstance(item, dict) and ours == "text"):
            return found
    # Of the blocks of an article, those without text are pictures.
    return _BETWEEN.get(ours, ", ").join(filter(None, texts)) if texts or not any(found) else found


def _part(found: Mapping[str, object], ours: str) -> str:
    values = (found.get(part) for part in PARTS[ours])
    return next((value for value in values if isinstance(value, str) and value.strip()), "")


def _written_out(cell: str, ours: str) -> object:
    """Read a list or object that was written into a cell, as pandas writes those it does not know."""
    text = cell.strip()
    try:
        if _LIST.fullmatch(text):
            return [_literal(item.replace("\n", r"\n")) for item in _TEXT.findall(text)]
        if ours != "text" and len(text) <= _MAX_CELL and text[-1] in "]}":
            found = _literal(text)
            return found if isinstance(found, list | dict) else cell
    except _NO_LITERAL:
        pass
    return cell


def _literal(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return ast.literal_eval(text)


def find_cut(text: str) -> tuple[str, str]:
    """Find what shows that a text is only the beginning of the article, and take the mark away.

    Gives the text without the mark, and the mark or the limit: empty for a text that is whole.

    Examples
    --------
    >>> find_cut("The mayor opens the … [+2219 chars]")
    ('The mayor opens the', '[+2219 chars]')
    """
    if text in _NOT_GIVEN:
        return "", ""
    if text[-1:] in "]>" and (found := _MARK.search(text, max(0, len(text) - _TAIL))):
        return text[: found.start()].rstrip(), found["mark"]
    if len(text) == _MAX_IN_SHEET:
        return text, f"{_MAX_IN_SHEET:,} characters, the most a cell of a spreadsheet holds"
    return text, ""
