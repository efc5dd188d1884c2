"""Every published table, declared once: what a row is, its key, order, columns, units and meaning.

Statistics build these tables, figures and pages read them, and the codebook is written from them.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec

from analysis.tables.schema import Column, Table, round_significant

__all__ = ["PAGES", "Column", "Table", "find", "registry", "round_significant"]

# The page that shows the tables of each module first.
PAGES = {
    "corpus_overview": "corpus_tables",
    "term_frequency": "term_tables",
    "topic_modeling": "topic_tables",
    "source_comparison": "source_tables",
}


@cache
def registry() -> dict[str, tuple[Table, ...]]:
    """List the declared tables by page, in the order of the codebook."""
    modules = {page: f"{__name__}.{module}" for page, module in PAGES.items()}
    return {page: import_module(module).TABLES for page, module in modules.items() if find_spec(module)}


def find(name: str) -> Table | None:
    """Find the declared table of a CSV file by its name without suffix; None for a table of one's own."""
    return next((table for tables in registry().values() for table in tables if table.name == name), None)
