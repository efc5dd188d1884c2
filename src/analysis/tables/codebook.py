"""Write ``docs/codebook.md`` and ``docs/glossary.md``: ``python -m analysis.tables.codebook [--check]``."""

from __future__ import annotations

import sys
from importlib.resources import files
from pathlib import Path

from analysis.tables import Column, Table, registry

_DOCS = Path(__file__).parents[3] / "docs"
_GENERATED = "<!-- Written by `python -m analysis.tables.codebook` from {}; do not edit. -->\n\n"
_INTRODUCTION = """# Codebook

Every table of a report, as a CSV file in the folder of its page: what a row is, its key, its order and its columns.

- *text*: quoted; text that a spreadsheet would run as a formula begins with `'`
- *integer*: a whole number
- *number*: rounded to 6 significant digits
- *flag*: True or False
- *date*: year-month-day
- an empty cell: there is no value

Words such as *independent text* and *interval* are explained in the [glossary](glossary.md).
"""


def codebook() -> str:
    """Write the codebook as Markdown: a part for each page, a section for each set of columns."""
    parts = [_GENERATED.format("the declarations in `src/analysis/tables/`") + _INTRODUCTION]
    for page, tables in registry().items():
        parts.append(f"\n## {page}\n")
        alike: dict[tuple[Column, ...], list[Table]] = {}
        for table in tables:
            alike.setdefault(table.columns, []).append(table)
        parts += [_section(group) for group in alike.values()]
    return "".join(parts)


def glossary_source() -> str:
    """Read the glossary as Markdown; every report has it as a page."""
    return files("analysis.tables").joinpath("glossary.md").read_text(encoding="utf-8")


def _section(tables: list[Table]) -> str:
    rows = [f"- `{table.name}.csv`: {_describe(table)}" for table in tables]
    head = ["| column | kind | unit | meaning |", "| --- | --- | --- | --- |"]
    columns = [_row(column) for column in tables[0].columns]
    return "\n".join(["", f"### {', '.join(table.name for table in tables)}", "", *rows, "", *head, *columns, ""])


def _describe(table: Table) -> str:
    key = ", ".join(f"`{name}`" for name in table.key)
    return f"one row is {table.row}{f'; key {key}' if key else ''}{f'; order: {table.order}' if table.order else ''}."


def _row(column: Column) -> str:
    meaning = f"{column.meaning} (not in every report)" if column.optional else column.meaning
    cells = (f"`{column.name}`", column.kind, column.unit, meaning)
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def main(arguments: list[str]) -> None:
    """Write both documents, or with ``--check`` fail if one is not up to date."""
    glossary = _GENERATED.format("`src/analysis/tables/glossary.md`") + glossary_source()
    for path, text in ((_DOCS / "codebook.md", codebook()), (_DOCS / "glossary.md", glossary)):
        if arguments != ["--check"]:
            path.write_text(text, encoding="utf-8")
        elif not path.is_file() or path.read_text(encoding="utf-8") != text:
            raise SystemExit(f"{path.name} is not up to date; run make codebook")


if __name__ == "__main__":
    main(sys.argv[1:])
