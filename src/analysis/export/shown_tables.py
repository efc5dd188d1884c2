"""What the pages show of their tables, as cells of text: for print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.export.export_tables import unique_name
from analysis.export.report_folder import PageTable, ReportPage
from analysis.report.page_table import table_values


@dataclass(frozen=True)
class ShownTable:
    """The rows and columns of a table that its page shows."""

    name: str  # of its file: that of the table, after that of its page where several pages have one
    page: str  # title of the page
    title: str  # of the figure that draws the table; without one what the table is
    note: str  # how to read it
    headings: tuple[str, ...]
    are_numbers: tuple[bool, ...]  # which columns hold numbers
    rows: list[tuple[str, ...]]


def shown_tables(pages: Sequence[ReportPage], titles: Mapping[tuple[str, str], str]) -> list[ShownTable]:
    """List the tables that the pages show, page by page in the order of their names; empty ones are not shown.

    Titles are those of figures, by page and name.
    """
    names = file_names(pages)
    return [
        _shown(table, page.title, names[table.page, table.name], titles.get((table.page, table.name), ""))
        for page in pages
        for table in page.tables
        if table.rows and len(table.frame)
    ]


def file_names(pages: Sequence[ReportPage]) -> dict[tuple[str, str], str]:
    """Name the files of tables and figures, by page and name: a figure is called like the table it draws."""
    names = [
        (page.name, name) for page in pages for name in dict.fromkeys([*(t.name for t in page.tables), *page.figures])
    ]
    pages_of = Counter(name for _, name in names)
    taken: set[str] = set()
    return {(page, name): unique_name(name if pages_of[name] == 1 else f"{page}_{name}", taken) for page, name in names}


def _shown(table: PageTable, page: str, name: str, title: str) -> ShownTable:
    values = table_values(table.frame, table.name, table.caption, table.rows, "")
    left_out = f"The first {table.rows:,} of {len(table.frame):,} rows." if len(table.frame) > table.rows else ""
    headings = tuple(column["heading"] for column in values["columns"])
    are_numbers = tuple(column["class"][:1] == "n" for column in values["columns"])
    title, note = (f"{title.rstrip('.')}.", table.caption) if title else (table.caption, "")
    return ShownTable(name, page, title, f"{note} {left_out}".strip(), headings, are_numbers, values["rows"])
