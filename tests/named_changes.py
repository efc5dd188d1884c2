"""A table of changes over time: one of each shape, of which three are not told."""

from __future__ import annotations

import numpy as np

from analysis.tables import term_tables as tables

CHANGES = tables.TERM_CHANGES.build(
    [
        ("drone", "rises", "2024-05", True, 0.001, 85.1, 12.4, 6.86, 4.0, 12.2, 49),
        ("calm", "rises", "2024-03", False, 0.4, 85.0, 12.0, 7.1, 0.9, 50.0, 30),
        ("old quarter", "falls", "2024-W07", True, 0.002, 0.0, 12345.6, 0.0, 0.0, 0.1, 100),
        ("rare", "peaks", "2024", False, 0.002, 9.87, 0.123, np.nan, 2.0, np.nan, 9),
        ("low", "dips", "2024-03-04", False, 0.002, 2.0, 30.0, 0.067, 0.01, 1.1, 40),
    ]
)
