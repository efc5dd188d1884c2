"""The first place where two contents of a file differ, in words."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable
from itertools import zip_longest
from pathlib import PurePath
from typing import Any

from analysis.corpus.readers.article_rows import shown
from analysis.run.inside import members, png_chunks

# Characters of an excerpt, and how many of them stand before the difference.
_LONGEST = 60
_BEFORE = 20


def first_difference(name: str, old: bytes, new: bytes) -> str:
    """Say where two contents of a file first differ, and how.

    Parameters
    ----------
    name : str
        Of the file; its ending says how it is read.
    old, new : bytes
        What was published, what came out now.

    Returns
    -------
    str
        Line and column of a table or text, place in a JSON file or notebook, member of an archive, chunk of a PNG,
        else the offset; empty if they are the same.
    """
    if old == new:
        return ""
    try:
        # A file that cannot be read as what it is called, or that differs in its form alone, is compared as text.
        return _READERS.get(PurePath(name).suffix, _in_text)(old, new) or _in_text(old, new)
    except (ValueError, csv.Error, zipfile.BadZipFile):
        return _in_bytes(old, new)


def _in_table(old: bytes, new: bytes) -> str:
    befores, afters = (csv.reader(io.StringIO(content.decode(), newline=""), strict=True) for content in (old, new))
    header: list[str] = []
    for before, after in zip_longest(befores, afters):
        if before is None or after is None:
            lines, what = (befores, "further rows") if before is None else (afters, "no further rows")
            return f"{what} after line {lines.line_num}"
        header = header or before
        for i, (one, other) in enumerate(zip_longest(before, after)):
            if one != other:
                column = shown(header[i]) if i < len(header) else str(i + 1)
                return f"line {afters.line_num}, column {column}: {_excerpts(one or '', other or '')}"
    return ""


def _in_json(old: bytes, new: bytes) -> str:
    return _in_value(json.loads(old), json.loads(new), [])


def _in_value(old: Any, new: Any, place: list[str]) -> str:
    if isinstance(old, dict) and isinstance(new, dict):
        # The id of a notebook's cell follows from its source, which says more.
        keys = sorted({*old, *new}, key=lambda key: (key == "id", key))
        pairs = [(key, old.get(key), new.get(key)) for key in keys]
    elif isinstance(old, list) and isinstance(new, list):
        pairs = [(str(i), one, other) for i, (one, other) in enumerate(zip_longest(old, new), start=1)]
    elif isinstance(old, str) and isinstance(new, str):
        return f"{' > '.join(place)}, {_in_lines(old, new)}" if old != new else ""
    else:
        return f"{' > '.join(place)}: {_excerpts(json.dumps(old), json.dumps(new))}" if old != new else ""
    parts = (_in_value(one, other, [*place, shown(key)]) for key, one, other in pairs)
    return next(filter(None, parts), "")


def _in_archive(old: bytes, new: bytes) -> str:
    befores, afters = members(old), members(new)
    for name in sorted({*befores, *afters}):
        if befores.get(name) != afters.get(name):
            return f"member {shown(name)}, {_in_bytes(befores.get(name, b''), afters.get(name, b''))}"
    return ""


def _in_image(old: bytes, new: bytes) -> str:
    offset = _first(old, new)
    kind = next((kind for start, kind, content in png_chunks(new) if offset < start + 12 + len(content)), "the end")
    return f"{_in_bytes(old, new)}, in {shown(kind)}"


def _in_text(old: bytes, new: bytes) -> str:
    return _in_lines(old.decode(), new.decode())


def _in_lines(old: str, new: str) -> str:
    offset = _first(old, new)
    start = new.rfind("\n", 0, offset) + 1
    line = new.count("\n", 0, offset) + 1
    return f"line {line}, column {offset - start + 1}: {_excerpts(old[start:], new[start:])}"


def _in_bytes(old: bytes, new: bytes) -> str:
    return f"offset {_first(old, new):,} ({len(new):,} bytes, published {len(old):,})"


def _first(old: str | bytes, new: str | bytes) -> int:
    pairs = enumerate(zip(old, new, strict=False))
    return next((i for i, (one, other) in pairs if one != other), min(len(old), len(new)))


def _excerpts(old: str, new: str) -> str:
    start = max(0, _first(old, new) - _BEFORE)
    one, other = (_shortened(text[start:], start > 0) for text in (old, new))
    return f"“{other}”, published “{one}”"


def _shortened(text: str, cut: bool) -> str:
    line = text.partition("\n")[0] or text[:1]
    return ("…" if cut else "") + shown(line[:_LONGEST]) + ("…" if len(line) > _LONGEST else "")


_READERS: dict[str, Callable[[bytes, bytes], str]] = {
    ".csv": _in_table,
    ".json": _in_json,
    ".ipynb": _in_json,
    ".npz": _in_archive,
    ".zip": _in_archive,
    ".png": _in_image,
}
