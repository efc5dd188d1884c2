"""A table of one's own with what attacks in every cell."""

from __future__ import annotations

import pandas as pd

# What a spreadsheet, LaTeX, SQLite or XML would take for something else than text.
HOSTILE = [
    "=1+1", "+1", "-1", "@SUM(A1)", "#N/A", "=", "007", "1e5", "2024-03-31", "1/2", "_x0041_", "'tis", "NULL", "True",
    "\\input{/etc/passwd} $x_1$ & % # ~ ^ <b>", "[2cm] text", "* star", '"quoted", said', "a\nb", "x\x0by", "\ufffe",
    "é ‘’ “” – — …", "日本", "🦔", "−5", "''--``,,", " blank ", 'DROP TABLE "x"; --', "x" * 40_000,
]  # fmt: skip

PNG = b"\x89PNG\r\n\x1a\n a picture that a cell shows by itself"


def own_table() -> pd.DataFrame:
    """Give a table that no declaration describes."""
    n = len(HOSTILE)
    return pd.DataFrame(
        {
            "id": [f"{i:03}" for i in range(n)],
            "text (%)": HOSTILE,
            "Text_": HOSTILE[::-1],
            "uses": range(n),
            "share": [i / 7 if i % 3 else float("nan") for i in range(n)],
            "huge": [float("inf"), -1.5e300, *[0.25] * (n - 2)],
            "some": pd.array([None, *range(1, n)], dtype="Int64"),
            "is it": [i % 2 == 0 for i in range(n)],
            "day": pd.to_datetime(["2024-02-29"] * (n - 1) + [None]),
        }
    )
