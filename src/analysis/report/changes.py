"""What changed since an earlier report, for the page and for the index."""

from __future__ import annotations

from html import escape

from analysis.report.display_text import clean_text
from analysis.report.html import note_html
from analysis.report.shown import Shown

_SHOWN = 40
# Lines of a page that the index tells; the rest is counted.
_TOLD = 2


def show_changes(lines: list[str]) -> Shown:
    """Show changes, one line each, as a list; no lines are said in a sentence."""
    facts = {"kind": "changes", "lines": [clean_text(line) for line in lines[:_TOLD]], "count": len(lines)}
    if not lines:
        same = "Nothing changed since the earlier report: the same findings, tables and figures."
        return Shown(note_html(same), same, facts)
    items = "\n".join(f"<li>{escape(clean_text(line, 600))}</li>" for line in lines[:_SHOWN])
    more = f'<p class="more">and {len(lines) - _SHOWN:,} more changes</p>' if len(lines) > _SHOWN else ""
    return Shown(f'<ul class="changes" id="changes">{items}</ul>{more}', "\n".join(lines), facts)
