"""Every finding three times: in all text, in one article of each group of copies, in a source's own sentences."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.sources.compare import Comparison
from analysis.tables import round_significant

COLUMNS = ["source", "term", "text", "log_odds", "low", "high", "survives"]


def survival_table(comparison: Comparison | None, findings: pd.DataFrame) -> pd.DataFrame:
    """Tabulate log odds in the three views.

    Parameters
    ----------
    comparison : Comparison or None
        From `compare_sources`.
    findings : DataFrame
        Rows of `distinctive_terms`; those with ``low > 0`` are followed.

    Returns
    -------
    DataFrame
        One row per finding x view, in the order of the findings: ``source, term``; ``text`` (*all*, *one copy each*,
        *own* sentences); ``log_odds`` with its simultaneous interval ``low, high`` in that view;
        ``survives``, of the finding: ``low > 0`` in the last. Empty when nothing is clear.
    """
    clear = findings[findings["low"] > 0]
    if comparison is None or clear.empty:
        return pd.DataFrame(columns=COLUMNS)
    at, blocks = positions(comparison, clear), []
    for order, (view, contrast) in enumerate(comparison.contrasts.items()):
        block = clear[["source", "term", "survives"]].assign(text=view, finding=np.arange(len(clear)), view=order)
        for column in ("log_odds", "low", "high"):
            block[column] = round_significant(getattr(contrast, column)[at])
        blocks.append(block)
    table = pd.concat(blocks).sort_values(["finding", "view"], kind="stable")
    return table[COLUMNS].reset_index(drop=True)


def positions(comparison: Comparison, findings: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Give the numbers of the source and of the term of each row."""
    source = {name: i for i, name in enumerate(comparison.names)}
    return (
        np.array([source[name] for name in findings["source"]], dtype=np.int64),
        np.searchsorted(comparison.terms, findings["term"].to_numpy(dtype=object)),
    )
