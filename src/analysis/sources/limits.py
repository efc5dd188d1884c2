"""What the comparison does not show, from its own numbers."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.sources.compare import Comparison
from analysis.sources.survival import positions

# One story that holds more of the uses than this is behind the difference.
ONE_STORY = 1 / 3
FEW_SETTINGS = 12
_MOST_NAMED = 5


def comparison_limits(comparison: Comparison | None, findings: pd.DataFrame, robustness: pd.DataFrame) -> list[str]:
    """Say which of the differences rest on one story, one source or one choice.

    Parameters
    ----------
    comparison : Comparison or None
        From `compare_sources`.
    findings, robustness : DataFrame
        From `distinctive_terms` and `robustness_table`.

    Returns
    -------
    list of str
        Sentences, none when there is nothing to say.
    """
    if comparison is None:
        return ["There is one source, or no term in ten independent texts: no difference could be tested."]
    clear = findings[findings["low"] > 0]
    told = []
    if clear.empty:
        told.append("No difference is beyond chance. With so many terms tested, only large ones could be.")
    elif unclear := [name for name in comparison.names if name not in set(clear["source"])]:
        more = f" and {len(unclear) - _MOST_NAMED:,} more" if len(unclear) > _MOST_NAMED else ""
        told.append(
            f"No term is clearly one of {', '.join(unclear[:_MOST_NAMED])}{more}: what is drawn there may be chance."
        )
    one_story = clear[_largest_story(comparison, clear) > ONE_STORY]
    told += _named(one_story, "One story holds more than a third of the uses of")
    lost = clear[~clear["survives"].astype(bool)]
    told += _named(lost, "In the source's own sentences alone this can no longer be shown:")
    for needed, rows in robustness[robustness["needs"] != ""].groupby("needs", sort=True):
        told += _named(rows, f"Without {needed} this is no longer clear:")
    told += _named(robustness[~robustness["without_copied"].astype(bool)],
                   "Without the three most copied stories this is no longer clear:")  # fmt: skip
    told += _named(robustness[robustness["holds"] < FEW_SETTINGS],
                   f"This holds in fewer than {FEW_SETTINGS} of 16 settings:")  # fmt: skip
    return told


def _largest_story(comparison: Comparison, clear: pd.DataFrame) -> np.ndarray:
    """Give the largest part of a term's uses in its source that one group of copies holds."""
    rows, parts = comparison.views.all_text, []
    for source, term in zip(*positions(comparison, clear), strict=True):
        uses = rows.counts[:, [term]].toarray().ravel()[rows.source == source]
        parts.append(uses.max(initial=0) / max(uses.sum(), 1))
    return np.array(parts)


def _named(rows: pd.DataFrame, words: str) -> list[str]:
    if rows.empty:
        return []
    names = [f"“{row.term}” in {row.source}" for row in rows.head(_MOST_NAMED).itertuples()]
    more = f" and {len(rows) - _MOST_NAMED:,} more" if len(rows) > _MOST_NAMED else ""
    return [f"{words} {', '.join(names)}{more}."]
