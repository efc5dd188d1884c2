"""What is notable about the words, in sentences."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.tables import term_tables as tables
from analysis.wording import plural


def term_findings(terms: pd.DataFrame, phrases: pd.DataFrame, followed: pd.DataFrame) -> pd.DataFrame:
    """Report how often the words of focus are used, or else which word and which phrase lead, with their intervals.

    Parameters
    ----------
    terms, phrases, followed : DataFrame
        From `term_table`, `phrase_table` and `focus_terms`.

    Returns
    -------
    DataFrame
        `tables.FINDINGS`: counted, not tested. Only words of focus, which someone asked for, are for the index page.
    """
    shown = [("corpus", "“{}” is used", followed, "focus")]
    if followed.empty:
        shown = [
            ("words", "The most used word is “{}”:", terms.head(1), "top_terms"),
            ("words", "The most used phrase is “{}”:", phrases.head(1), "top_phrases"),
        ]
    return tables.FINDINGS.build(
        (kind, "", *_describe(begin, row), "", float(row["articles"]) if kind == "corpus" else float("nan"), anchor)
        for kind, begin, table, anchor in shown
        for _, row in table.iterrows()
    )


def _describe(begin: str, row: pd.Series[Any]) -> tuple[str, str]:
    if not row["count"]:
        return f"“{row['term']}” is in no article.", ""
    interval = f"95% interval {row['per_million_low']:,.0f} to {row['per_million_high']:,.0f} per million words"
    sentence = (
        f"{begin.format(row['term'])} {row['per_million']:,.0f} times per million words, in "
        f"{plural(row['articles'], 'article')} ({row['article_share']:.0%})."
    )
    missing = "no interval: fewer than 10 independent texts hold it, or all do"
    return sentence, missing if pd.isna(row["per_million_low"]) else interval


def describe_changes(changes: pd.DataFrame) -> list[str]:
    """Report the terms whose use changes its level, in the order of `tables.TERM_CHANGES`, or that none does.

    Such as "“drone” rises from 12 to 85 per million words from 2024-05 on."
    """
    changed = changes[changes["changed"].eq(True)]
    if changed.empty:
        return ["No change is beyond what shuffled texts show." if len(changes) else "Too few periods to see a change."]
    rates = changed[["before_per_million", "after_per_million"]].to_numpy(dtype=float)
    return [
        f"“{term}” {'rises' if after > before else 'falls'} from {_rate(before)} to {_rate(after)} per million words "
        f"from {period} on."
        for term, period, (before, after) in zip(changed["term"], changed["period"], rates, strict=True)
    ]


def _rate(per_million: float) -> str:
    return f"{per_million:,.0f}" if per_million >= 10 else f"{per_million:.2g}"
