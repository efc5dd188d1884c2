"""Write ``docs/reference.md``, the tables of ``docs/parameters.md``, and the README's findings of the sample.

``make codebook`` runs it. The findings are the first three of the briefing in ``reports``.
"""

from __future__ import annotations

import inspect
import json
import re
import textwrap
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from analysis import explore
from analysis.figures import ReportFigure
from analysis.report.csv_files import ReportTables
from analysis.report.findings_choice import pick_findings, read_findings
from analysis.run.plan import PAGES, choose_notebooks
from analysis.settings.parameters import read_parameters
from analysis.tables import Table

HERE = Path(__file__).parent
REPORTS = HERE.parent / "reports"
BEGIN, END = "<!-- written by `make codebook` -->\n", "<!-- end -->\n"
BELOW = """## The functions below

The methods above ask these, and so do the notebooks. They take a corpus as `analysis.load` gives it, or what another of
them gave; the notebooks show how. `help(analysis.terms.term_trend)` has the parameters.
"""
# What holds an object of a class in the examples.
HELD = {"News": "corpus", "Result": "result", "FoundTopics": "topics", "ReadArticle": "article"}
# The published tables by the names of their declarations.
TABLES = {
    constant: table.name
    for module in ("corpus_tables", "source_tables", "term_tables", "topic_share_tables", "topic_tables")
    for constant, table in vars(import_module(f"analysis.tables.{module}")).items()
    if isinstance(table, Table)
}
# The headings of the codebook, several tables under one, as GitHub names them.
ANCHORS = {
    name: re.sub(r"[^\w -]", "", heading).replace(" ", "-")
    for heading in re.findall(r"^### (.+)$", (HERE / "codebook.md").read_text(encoding="utf-8"), re.MULTILINE)
    for name in heading.split(", ")
}
PACKAGES = ("corpus", "counts", "terms", "topics", "sources", "report", "figures")


def parameters() -> str:
    """Write a table of the parameters every notebook has, and one of those of each notebook."""
    declared = {name: read_parameters(path) for name, path in choose_notebooks(PAGES).items()}
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


def reference() -> str:
    """Write the reference: what one works with at the keyboard in full, all below in tables."""
    classes = {held: getattr(explore, name) for name, held in HELD.items()}
    calls = {"analysis.load": explore.load}
    calls |= {f"{held}.{name}": method for held, thing in classes.items() for name, method in _methods(thing).items()}
    rows = [(f"[`{name}`](#{name.replace('.', '')})", _summary(call)) for name, call in calls.items()]
    parts = [
        _table("", ("call", "what it does"), rows),
        _described("analysis.load", explore.load, _sections(explore.load)),
    ]
    parts += [_described_class(held, thing) for held, thing in classes.items()]
    return "\n".join([*parts, BELOW, functions()])


def functions() -> str:
    """Write a table of what each package offers: how it is called, and the first sentence about it."""
    tables = []
    for name in PACKAGES:
        package = import_module(f"analysis.{name}")
        offered = [(public, getattr(package, public)) for public in package.__all__]
        rows = [
            (f"`{_call(public, thing)}`", thing.caption if isinstance(thing, ReportFigure) else _summary(thing))
            for public, thing in offered
            if callable(thing) or isinstance(thing, ReportFigure)
        ]
        tables.append(_table(f"`analysis.{name}`", ("name", _summary(package)), rows))
    return "\n".join(tables)


def _methods(thing: type) -> dict[str, Callable[..., Any]]:
    """List the methods of a class, its own before those of what it is built on."""
    named = [name for base in _bases(thing) for name in vars(base) if inspect.isfunction(getattr(thing, name, None))]
    return {name: getattr(thing, name) for name in named if not name.startswith("_")}


def _bases(thing: type) -> list[type]:
    """Give a class and what it is built on, but for what has a part of its own."""
    apart = {getattr(explore, name) for name in HELD} - {thing}
    return [base for base in thing.__mro__ if base.__module__.startswith("analysis.") and base not in apart]


def _method_sections(thing: type, name: str) -> dict[str, str]:
    """Give the sections about a method; what its docstring leaves out is in that of the method it builds on."""
    sections: dict[str, str] = {}
    for base in reversed(_bases(thing)):
        sections |= _sections(vars(base).get(name))
    return sections


def _described_class(held: str, thing: type) -> str:
    """Describe a class: what it holds, then its methods."""
    found = [_entries(_sections(base).get("Attributes", "")) for base in _bases(thing)]
    properties = {name: member for base in _bases(thing) for name, member in vars(base).items()}
    found += [
        f"- `{name}`: {_plain(_summary(member))}\n"
        for name, member in properties.items()
        if isinstance(member, property) and not name.startswith("_")
    ]
    parts = [f"## `{held}`\n", f"{_plain(_sections(thing)[''])}\n", "".join(found)]
    methods = [
        _described(f"{held}.{name}", method, _method_sections(thing, name)) for name, method in _methods(thing).items()
    ]
    return "\n".join([*parts, *methods])


def _described(name: str, function: Callable[..., Any], sections: dict[str, str]) -> str:
    """Describe a function in full: how it is called, what it does, takes, gives and refuses, and an example."""
    level = "##" if name == "analysis.load" else "###"
    call = textwrap.fill(_call(name, function), 100, subsequent_indent=" " * (len(name) + 1), break_long_words=False)
    parts = [f"{level} `{name}`\n", f"```python\n{call}\n```\n", f"{_plain(sections.pop(''))}\n"]
    for title, text in sections.items():
        described = f"```python\n{text}\n```" if title == "Examples" else f"{title}:\n\n{_entries(text)}".rstrip()
        parts.append(f"{described}\n")
    return "\n".join(parts)


def _sections(thing: object) -> dict[str, str]:
    """Cut a docstring at its headings; what leads it has none."""
    if thing is None:
        return {}
    first, *others = re.split(r"^(\w+)\n-{3,}\n", inspect.getdoc(thing) or "", flags=re.MULTILINE)
    return {"": first.strip()} | {title: text.strip() for title, text in zip(others[::2], others[1::2], strict=True)}


def _entries(text: str) -> str:
    """Write the entries of a section, ``name : type`` with a text below, as a list."""
    lines = []
    for entry in re.split(r"\n(?=\S)", text) if text else ():
        head, *rest = entry.splitlines()
        name, _, kind = head.partition(" : ")
        what = " ".join(line.strip() for line in rest)
        lines.append(f"- `{name}`{f' ({kind})' if kind else ''}{f': {_plain(what)}' if what else ''}\n")
    return "".join(lines)


def _call(name: str, thing: object) -> str:
    """Write how a function is called, without types."""
    if not inspect.isfunction(thing):
        return name
    parameters = inspect.signature(thing).parameters.values()
    given = [parameter.replace(annotation=parameter.empty) for parameter in parameters if parameter.name != "self"]
    return f"{name}{inspect.Signature(given)}"


def _summary(thing: object) -> str:
    return str(inspect.getdoc(thing)).partition("\n")[0]


def _plain(text: str) -> str:
    """Write code as Markdown does, and link tables to the codebook."""
    return re.sub(r"`(?:\w+_)?tables\.([A-Z_]+)`", _linked, text.replace("``", "`"))


def _linked(found: re.Match[str]) -> str:
    name = TABLES.get(found[1], found[1].lower())
    return f"[{name}](codebook.md#{ANCHORS[name]})" if name in ANCHORS else f"`{name}`"


def findings() -> str:
    """List the first findings of the sample's briefing, each with the table it is from."""
    found = pick_findings(read_findings(ReportTables(REPORTS, PAGES)))[:3]
    titles = {"corpus_overview": "corpus", "term_frequency": "words", "topic_modeling": "topics"}
    return "".join(
        f"- {row['sentence']} ([{titles.get(row['page'], 'outlets')}](reports/{row['page']}/findings.csv))\n"
        for row in found
    )


def _table(title: str, heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [heads, ("---",) * len(heads), *rows]
    cells = [" | ".join(_plain(cell).replace("|", "\\|") for cell in line) for line in lines]
    return "\n".join([*([f"### {title}\n"] if title else []), *(f"| {line} |" for line in cells), ""])


def pages() -> dict[Path, str]:
    """Give each page with its tables as the project has them."""
    made = {}
    parts = {"parameters.md": parameters(), "reference.md": reference(), "../README.md": findings()}
    for path, part in ((HERE / name, part) for name, part in parts.items()):
        before, rest = path.read_text(encoding="utf-8").split(BEGIN)
        made[path.resolve()] = f"{before}{BEGIN}\n{part}\n{END}{rest.split(END)[1]}"
    return made


if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
