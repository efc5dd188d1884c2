"""Every published table, declared once: what a row is, its key, order, columns, units and meaning.

Statistics build these tables, figures and pages read them, and the codebook is written from them.
"""

from analysis.tables.schema import Column, Table, round_significant

__all__ = ["Column", "Table", "round_significant"]
