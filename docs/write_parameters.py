"""Write the tables of docs/parameters.md from the notebooks: `make codebook` does it.

.venv/bin/python docs/write_parameters.py
"""

from __future__ import annotations

import json
from pathlib import Path

from analysis.run.plan import find_notebooks
from analysis.settings.parameters import Parameter, read_parameters

PAGE = Path(__file__).with_name("parameters.md")
BEGIN, END = "<!-- written by `make codebook` from the notebooks -->\n", "<!-- end -->\n"


def tables() -> str:
    """Write a table of the parameters every notebook has, and one of those of each notebook."""
    declared = {name: read_parameters(path) for name, path in find_notebooks().items()}
    first, *others = declared.values()
    shared = [parameter for parameter in first if all(parameter in parameters for parameters in others)]
    parts = {"Every notebook": shared}
    parts |= {f"`{name}`": [p for p in parameters if p not in shared] for name, parameters in declared.items()}
    return "\n".join(_table(title, parameters) for title, parameters in parts.items() if parameters)


def _table(title: str, parameters: list[Parameter]) -> str:
    rows = [
        f"| `{p.name}` | `{json.dumps(p.default, ensure_ascii=False)}` | {p.comment.replace('|', chr(92) + '|')} |"
        for p in parameters
    ]
    return "\n".join([f"### {title}\n", "| parameter | default | meaning |", "| --- | --- | --- |", *rows, ""])


def page() -> str:
    """Give the page with its tables as the notebooks have them."""
    before, rest = PAGE.read_text(encoding="utf-8").split(BEGIN)
    return f"{before}{BEGIN}\n{tables()}\n{END}{rest.split(END)[1]}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
