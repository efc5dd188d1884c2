"""What stands out in the words, in sentences."""

from __future__ import annotations

import pandas as pd


def term_findings(terms: pd.DataFrame, phrases: pd.DataFrame) -> pd.DataFrame:
    """Say which word and which phrase lead, with their intervals.

    Parameters
    ----------
    terms, phrases : DataFrame
        From `term_table` and `phrase_table`.

    Returns
    -------
    DataFrame
        One row per sentence: ``sentence, q`` (missing: counted, not tested), ``detail, anchor``.
    """
    rows = []
    for table, kind, anchor in ((terms, "word", "top_terms"), (phrases, "phrase", "top_phrases")):
        if table.empty:
            continue
        top = table.iloc[0]
        interval = f"95% interval {top['per_million_low']:,.0f} to {top['per_million_high']:,.0f} per million words"
        unsure = "too few independent texts for an interval"
        rows.append(
            (
                f"The most used {kind} is “{top['term']}”: {top['per_million']:,.0f} times per million words, in "
                f"{top['articles']:,} articles ({top['article_share']:.0%}).",
                unsure if pd.isna(top["per_million_low"]) else interval,
                anchor,
            )
        )
    table = pd.DataFrame(rows, columns=["sentence", "detail", "anchor"])
    table.insert(1, "q", float("nan"))
    return table
