"""Methods and citations of all pages, each said once."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from analysis.export.report_folder import ReportPage

_MARKDOWN = re.compile(r"[\\`*_\[\]<]")


def methods_text(pages: Sequence[ReportPage]) -> str:
    """Write the paragraphs on methods as Markdown, "" when no page has one; sentences of all pages come once."""
    said = [(page.title, re.split(r"(?<=\.) ", page.notebook.methods)) for page in pages if page.notebook.methods]
    shared = [s for s in said[0][1] if all(s in sentences for _, sentences in said)] if len(said) > 1 else []
    parts = [("All pages", shared), *((title, [s for s in own if s not in shared]) for title, own in said)]
    written = [f"\n## {title}\n\n{_MARKDOWN.sub(_backslashed, ' '.join(part))}\n" for title, part in parts if part]
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
