"""Column names and values as a reader sees them."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from html import escape
from typing import Any

import pandas as pd

from analysis.wording import one_line

MISSING = "–"
LONGEST = 160
# The ends of an interval are told after a comma: "per million, low".
_AFTER_COMMA = ("low", "high", "se")
# Words a column name writes small and a reader expects otherwise.
_SPELLINGS = {"id": "ID", "lrc": "LRC", "npmi": "NPMI"}


def header_words(name: str) -> str:
    """Turn a column name into words.

    Examples
    --------
    >>> header_words("per_million_low")
    'per million, low'
    """
    words = [_SPELLINGS.get(word, word) for word in name.split("_")]
    if len(words) > 1 and words[-1] in _AFTER_COMMA:
        return f"{' '.join(words[:-1])}, {words[-1]}"
    return " ".join(words)


def escape_isolated(text: str) -> str:
    """Escape text for HTML and keep the direction of what is quoted in it from reordering the sentence around it."""
    return re.sub("“([^“”]*)”", r"“<bdi>\1</bdi>”", escape(text))


def clean_text(value: object, longest: int = LONGEST) -> str:
    """Make text fit for one line of a page, by `one_line`."""
    return one_line(value, longest)


def cell_words(column: pd.Series) -> list[str]:
    """Write the values of a column for a reader.

    Parameters
    ----------
    column : Series
        Whole numbers get thousands separators, other numbers as many decimals as the largest one needs for three
        digits, dates are ISO dates, true and false are yes and no, text is cleaned by `clean_text`.

    Returns
    -------
    list of str
        One per row, "–" where the value is missing; not escaped.
    """
    if pd.api.types.is_bool_dtype(column):
        write: Callable[[Any], str] = lambda value: "yes" if value else "no"  # noqa: E731
    elif pd.api.types.is_integer_dtype(column):
        write = "{:d}".format if column.name == "year" else "{:,}".format
    elif pd.api.types.is_float_dtype(column):
        write = _number_writer(column)
    elif pd.api.types.is_datetime64_any_dtype(column):
        write = "{:%Y-%m-%d}".format
    else:
        write = clean_text
    return [MISSING if pd.isna(value) else write(value) for value in column]


def is_number(column: pd.Series) -> bool:
    """Say whether a column is to be aligned as numbers."""
    return pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column)


def _number_writer(column: pd.Series) -> Callable[[Any], str]:
    sizes = column.abs()
    largest = float(sizes[sizes < math.inf].max()) if len(column) else 0.0
    digits = max(0, min(3, 2 - math.floor(math.log10(largest)))) if largest > 0 else 0

    def write(value: Any) -> str:
        number = float(value)
        if number and round(number, digits) == 0:
            # No small number may read as nothing.
            bound = f"{10.0**-digits:.{digits}f}"
            return f"<{bound}" if number > 0 else f">−{bound}"
        return f"{number:,.{digits}f}".replace("-", "−")

    return write
