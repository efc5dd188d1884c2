"""Write the tables of ``docs/parameters.md`` and ``docs/python.md``: ``make codebook`` runs it."""

from __future__ import annotations

import inspect
import json
from importlib import import_module
from pathlib import Path

from analysis.figures import ReportFigure
from analysis.run.plan import find_notebooks
from analysis.settings.parameters import read_parameters

HERE = Path(__file__).parent
BEGIN, END = "<!-- written by `make codebook` -->\n", "<!-- end -->\n"
PACKAGES = ("corpus", "counts", "terms", "topics", "sources", "report", "figures")


def parameters() -> str:
    """Write a table of the parameters every notebook has, and one of those of each notebook."""
    declared = {name: read_parameters(path) for name, path in find_notebooks().items()}
    first, *others = declared.values()
    shared = [parameter for parameter in first if all(parameter in own for own in others)]
    parts = {"Every notebook": shared}
    parts |= {f"`{name}`": [p for p in own if p not in shared] for name, own in declared.items()}
    return "\n".join(
        _table(
            title,
            ("parameter", "default", "meaning"),
            [(f"`{p.name}`", f"`{json.dumps(p.default, ensure_ascii=False)}`", p.comment) for p in own],
        )
        for title, own in parts.items()
        if own
    )


def functions() -> str:
    """Write a table of what each package offers, with the first sentence about it."""
    tables = []
    for name in PACKAGES:
        package = import_module(f"analysis.{name}")
        offered = [(public, getattr(package, public)) for public in package.__all__]
        rows = [
            (f"`{public}`", thing.caption if isinstance(thing, ReportFigure) else str(inspect.getdoc(thing)))
            for public, thing in offered
            if callable(thing) or isinstance(thing, ReportFigure)
        ]
        heads = [(public, text.partition("\n")[0]) for public, text in rows]
        tables.append(_table(f"`analysis.{name}`", ("name", str(package.__doc__).partition("\n")[0]), heads))
    return "\n".join(tables)


def _table(title: str, heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [heads, ("---",) * len(heads), *rows]
    cells = [" | ".join(cell.replace("|", "\\|") for cell in line) for line in lines]
    return "\n".join([f"### {title}\n", *(f"| {line} |" for line in cells), ""])


def pages() -> dict[Path, str]:
    """Give each page with its tables as the project has them."""
    made = {}
    for name, tables in (("parameters.md", parameters()), ("python.md", functions())):
        before, rest = (HERE / name).read_text(encoding="utf-8").split(BEGIN)
        made[HERE / name] = f"{before}{BEGIN}\n{tables}\n{END}{rest.split(END)[1]}"
    return made


if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
