"""Column names and values as a reader sees them."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any

import pandas as pd

from analysis.wording import number, one_line, percent

MISSING = "–"
# Names that say little to a reader.
_PLAIN = {
    "article_share": "share of articles",
    "body_count": "uses in texts",
    "count": "uses",
    "duplicate_share": "share of copies",
    "g2": "G²",
    "headline_count": "uses in headlines",
    "log_dice": "logDice",
    "published": "date",
    "tier": "how sure",
    "within_topics": "subject or style",
}


def heading_words(name: str) -> str:
    """Write a column name that no table declares a heading for in words.

    Examples
    --------
    >>> heading_words("per_million_low"), heading_words("article_id"), heading_words("texts_others")
    ('per million, low', 'article ID', 'texts elsewhere')
    """
    words = re.sub(r"_(low|high)$", r", \1", _PLAIN.get(name, name)).replace("_", " ")
    words = re.sub(r"\bothers$", "elsewhere", words)
    return re.sub(r"\bid$", "ID", words)


def cell_words(column: pd.Series, unit: str = "") -> list[str]:
    """Write the values of a column for a reader.

    Parameters
    ----------
    column : Series
        Whole numbers get thousands separators, other numbers as many decimals as the largest one needs for three
        digits, dates are ISO dates, true and false are yes and no, text is cleaned by `one_line`.
    unit : str
        As its table declares it: a share of 1 is written as per cent, "times as often" with two digits each.

    Returns
    -------
    list of str
        One per row, "–" where the value is missing; not escaped.
    """
    if pd.api.types.is_bool_dtype(column):
        write: Callable[[Any], str] = lambda value: "yes" if value else "no"  # noqa: E731
    elif pd.api.types.is_integer_dtype(column):
        write = "{:d}".format if column.name == "year" else "{:,}".format
    elif unit == "share of 1":
        write = percent
    elif unit.startswith("times"):
        write = lambda value: number(float(f"{value:.2g}"))  # noqa: E731
    elif pd.api.types.is_float_dtype(column):
        write = _number_writer(column)
    elif pd.api.types.is_datetime64_any_dtype(column):
        write = "{:%Y-%m-%d}".format
    else:
        write = one_line
    return [MISSING if pd.isna(value) else write(value) for value in column]


def is_number(column: pd.Series) -> bool:
    """Say whether a column is to be aligned as numbers."""
    return pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column)


def _number_writer(column: pd.Series) -> Callable[[Any], str]:
    sizes = column.abs()
    largest = float(sizes[sizes < math.inf].max()) if len(column) else 0.0
    digits = max(0, min(3, 2 - math.floor(math.log10(largest)))) if largest > 0 else 0

    def write(value: Any) -> str:
        if value and round(float(value), digits) == 0:
            # No small number may read as nothing.
            bound = f"{10.0**-digits:.{digits}f}"
            return f"<{bound}" if value > 0 else f">−{bound}"
        return f"{value:,.{digits}f}".replace("-", "−")

    return write
