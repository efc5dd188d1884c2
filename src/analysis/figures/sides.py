"""What figures with two sides share: a colour and a marker for either, and words that say which side is which."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.figures.labels import drawable
from analysis.figures.style import BLUE, ORANGE

# Lightness, hue and marker differ, so the sides can be told apart in grey.
FIRST, SECOND = (BLUE, "o"), (ORANGE, "D")


def two_sources(table: pd.DataFrame) -> tuple[str, str]:
    """Give the drawable names in ``source`` and ``other``, which are the same in all rows."""
    return drawable(table["source"].iloc[0], 1), drawable(table["other"].iloc[0], 1)


def sides(values: np.ndarray) -> list[tuple[np.ndarray, str, str]]:
    """Split numbers into those above and below zero: which, their colour and their marker; zero is on neither side."""
    with np.errstate(invalid="ignore"):
        return [(values > 0, *FIRST), (values < 0, *SECOND)]
