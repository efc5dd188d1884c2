"""Write the tables of ``docs/parameters.md`` and ``docs/python.md``, and the README's findings of the sample.

``make codebook`` runs it. The findings are the first three of the briefing in ``reports``.
"""

from __future__ import annotations

import inspect
import json
from importlib import import_module
from pathlib import Path

from analysis.figures import ReportFigure
from analysis.report.findings_choice import pick_findings, read_findings
from analysis.report.report_tables import ReportTables
from analysis.run.plan import find_notebooks
from analysis.settings.parameters import read_parameters

HERE = Path(__file__).parent
REPORTS = HERE.parent / "reports"
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


def findings() -> str:
    """List the first findings of the sample's briefing, each with the table it is from."""
    found = pick_findings(read_findings(ReportTables(REPORTS, list(find_notebooks()))))[:3]
    titles = {"corpus_overview": "corpus", "term_frequency": "words", "topic_modeling": "topics"}
    return "".join(
        f"- {row['sentence']} ([{titles.get(row['page'], 'outlets')}](reports/{row['page']}/findings.csv))\n"
        for row in found
    )


def _table(title: str, heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [heads, ("---",) * len(heads), *rows]
    cells = [" | ".join(cell.replace("|", "\\|") for cell in line) for line in lines]
    return "\n".join([f"### {title}\n", *(f"| {line} |" for line in cells), ""])


def pages() -> dict[Path, str]:
    """Give each page with its tables as the project has them."""
    made = {}
    parts = {"parameters.md": parameters(), "python.md": functions(), "../README.md": findings()}
    for path, part in ((HERE / name, part) for name, part in parts.items()):
        before, rest = path.read_text(encoding="utf-8").split(BEGIN)
        made[path.resolve()] = f"{before}{BEGIN}\n{part}\n{END}{rest.split(END)[1]}"
    return made


if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
