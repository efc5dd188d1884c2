"""One cell of an executed notebook to HTML."""

from __future__ import annotations

import ast
import re
from html import escape
from typing import Any

from analysis.report.shown import MARK

# Colours and links of a terminal, its other controls, and marks that turn the direction of writing.
_CONTROLS = re.compile(
    r"\x1b\[[0-9;]*[A-Za-z]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]"
)


def tags(cell: dict[str, Any]) -> list[str]:
    """List the tags of a cell."""
    return list(cell.get("metadata", {}).get("tags", []))


def code_html(source: str) -> str:
    """Fold the code of a cell away."""
    return (
        f'<details class="code"><summary>Code</summary><pre tabindex="0"><code>{escape(source)}</code></pre></details>'
    )


def output_html(output: dict[str, Any]) -> str:
    """Render an output: our own HTML as it is, pictures as pictures, all else as escaped text."""
    kind = output["output_type"]
    if kind == "stream":
        return _pre(output["text"]) if output["name"] == "stdout" else ""
    data = output.get("data", {})
    if "text/html" in data and MARK in output.get("metadata", {}):
        return str(data["text/html"])
    text = str(data.get("text/plain", ""))
    if "image/png" in data:
        picture = re.sub(r"[^A-Za-z0-9+/=]", "", data["image/png"])
        return f'<figure><img src="data:image/png;base64,{picture}" alt="{escape(text)}"></figure>'
    return _pre(text) if text else ""


def facts(output: dict[str, Any]) -> dict[str, Any]:
    """Read what a report noted about an output of its own; nothing for other outputs."""
    found = output.get("metadata", {}).get(MARK)
    return dict(found) if isinstance(found, dict) and "kind" in found else {}


def parameters_html(declared: str, injected: str) -> str:
    """Show the parameters of a run as a table: name, value, meaning; values that were changed are marked.

    Parameters
    ----------
    declared : str
        Source of the cell tagged ``parameters``.
    injected : str
        Source of the cell the run put after it, "" if there is none.
    """
    given = {name: value for name, value, _ in _assignments(injected)}
    rows = []
    for name, value, comment in _assignments(declared):
        if name == "report_dir":
            continue
        changed = name in given and given[name] != value
        shown = f"<strong>{escape(given[name])}</strong> (else {escape(value)})" if changed else escape(value)
        rows.append(
            f'<tr><th scope="row"><code>{escape(name)}</code></th><td>{shown}</td><td>{escape(comment)}</td></tr>'
        )
    return (
        '<details class="parameters"><summary>Parameters of this run</summary>'
        '<div role="region" tabindex="0" aria-label="Parameters of this run"><table>'
        '<thead><tr><th scope="col">Parameter</th><th scope="col">Value</th><th scope="col">Meaning</th></tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div></details>"
    )


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


def _pre(text: str) -> str:
    return f'<pre tabindex="0">{escape(_CONTROLS.sub("", text))}</pre>'
