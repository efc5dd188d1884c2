"""What stands out in the words, in sentences."""

from __future__ import annotations

from typing import Any

import pandas as pd


def term_findings(terms: pd.DataFrame, phrases: pd.DataFrame, followed: pd.DataFrame) -> pd.DataFrame:
    """Say how often the words of focus are used, or else which word and which phrase lead, with their intervals.

    Parameters
    ----------
    terms, phrases, followed : DataFrame
        From `term_table`, `phrase_table` and `focus_terms`.

    Returns
    -------
    DataFrame
        One row per sentence: ``sentence, q`` (missing: counted, not tested), ``detail, anchor``.
    """
    rows = [_told(f"“{row['term']}” is used", row, "focus") for _, row in followed.iterrows()]
    leading = ((terms, "word", "top_terms"), (phrases, "phrase", "top_phrases")) if not rows else ()
    for table, kind, anchor in leading:
        if len(table):
            top = table.iloc[0]
            rows.append(_told(f"The most used {kind} is “{top['term']}”:", top, anchor))
    table = pd.DataFrame(rows, columns=["sentence", "detail", "anchor"])
    table.insert(1, "q", float("nan"))
    return table


def _told(begin: str, row: pd.Series[Any], anchor: str) -> tuple[str, str, str]:
    if not row["count"]:
        return f"“{row['term']}” is in no article.", "", anchor
    interval = f"95% interval {row['per_million_low']:,.0f} to {row['per_million_high']:,.0f} per million words"
    return (
        f"{begin} {row['per_million']:,.0f} times per million words, in "
        f"{row['articles']:,} article{'s' if row['articles'] != 1 else ''} ({row['article_share']:.0%}).",
        "no interval: too few independent texts, or none without it" if pd.isna(row["per_million_low"]) else interval,
        anchor,
    )
