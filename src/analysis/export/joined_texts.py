"""Methods and citations of all pages, each said once."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from itertools import takewhile
from typing import Any

from analysis.export.report_folder import ReportPage

_MARKDOWN = re.compile(r"[\\`*_\[\]<]")


def methods_text(pages: Sequence[ReportPage]) -> str:
    """Write the paragraphs on methods as Markdown, "" when no page has one; what all begin with is written once."""
    said = [(page.title, page.methods.split(". ")) for page in pages if page.methods]
    same = takewhile(lambda sentences: len({*sentences}) == 1, zip(*(sentences for _, sentences in said), strict=False))
    begin = [sentences[0] for sentences in same] if len(said) > 1 else []
    parts = [("All pages", ". ".join(begin) + ".")] if begin else []
    parts += [(title, ". ".join(sentences[len(begin) :])) for title, sentences in said]
    written = [f"\n## {title}\n\n{_MARKDOWN.sub(_backslashed, text)}\n" for title, text in parts if text]
    return "".join(["# Methods\n", *written]) if written else ""


def citations(pages: Sequence[ReportPage]) -> list[dict[str, Any]]:
    """List the CSL-JSON items of all pages, each once; of different ones with the same id the later get a number."""
    entries = {json.dumps(entry, sort_keys=True): entry for page in pages for entry in page.citations}
    found: dict[str, dict[str, Any]] = {}
    for entry in entries.values():
        name, n = str(entry["id"]), 1
        while name in found:
            n += 1
            name = f"{entry['id']}-{n}"
        found[name] = {**entry, "id": name}
    return list(found.values())


def _backslashed(mark: re.Match[str]) -> str:
    return f"\\{mark.group()}"
