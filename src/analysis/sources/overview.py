"""More than two sources in one view: the clearest terms of each, in all of them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.sources.compare import ALL_TEXT, Comparison
from analysis.tables import round_significant

COLUMNS = ["source", "term", "log_odds", "low", "high", "clear"]


def source_terms(comparison: Comparison | None, findings: pd.DataFrame, most: int = 24) -> pd.DataFrame:
    """Tabulate the clearest terms over all sources.

    Parameters
    ----------
    comparison : Comparison or None
        From `compare_sources`.
    findings : DataFrame
        Rows of `distinctive_terms`; of those with ``low > 0`` the first of every source are taken, then the second, and
        so on.
    most : int
        Terms.

    Returns
    -------
    DataFrame
        One row per term (those of the first source first) x source: ``source, term``; ``log_odds`` against all others
        with its simultaneous interval ``low, high``; ``clear``: it does not hold 0. Empty when nothing is clear.
    """
    clear = findings[findings["low"] > 0]
    if comparison is None or clear.empty:
        return pd.DataFrame(columns=COLUMNS)
    turn = clear.groupby("source", sort=False).cumcount()
    picked = clear.assign(turn=turn).sort_values("turn", kind="stable").drop_duplicates("term").head(most)
    terms = picked.sort_index()["term"].to_numpy(dtype=object)
    at = np.searchsorted(comparison.terms, terms)
    contrast = comparison.contrasts[ALL_TEXT]
    table = pd.DataFrame({
        "source": np.tile(comparison.names, len(terms)), "term": np.repeat(terms, comparison.n_sources),
        "log_odds": round_significant(contrast.log_odds[:, at].T.ravel()),
        "low": round_significant(contrast.low[:, at].T.ravel()),
        "high": round_significant(contrast.high[:, at].T.ravel()),
    })  # fmt: skip
    table["clear"] = (table["low"] > 0) | (table["high"] < 0)
    return table
