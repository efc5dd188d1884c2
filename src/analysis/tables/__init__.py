"""Every published table, declared once: what a row is, its key, order, columns, units and meaning.

Statistics build these tables, figures and pages read them, and the codebook is written from them.
"""

from __future__ import annotations

from functools import cache

from analysis.tables.schema import Column, Table, round_significant

__all__ = ["Column", "Table", "find", "registry", "round_significant"]


@cache
def registry() -> dict[str, tuple[Table, ...]]:
    """List the declared tables by the page that shows them first, in the order of the codebook."""
    from analysis.tables import corpus_tables, source_tables, term_tables, topic_tables

    return {
        "corpus_overview": corpus_tables.TABLES,
        "term_frequency": term_tables.TABLES,
        "topic_modeling": topic_tables.TABLES,
        "source_comparison": source_tables.TABLES,
    }


@cache
def _by_name() -> dict[str, Table]:
    return {table.name: table for tables in registry().values() for table in tables}


def find(name: str) -> Table | None:
    """Find the declared table of a CSV file by its name without suffix; None for a table of one's own."""
    return _by_name().get(name)
