"""What is notable about the words, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from analysis.tables import round_significant
from analysis.tables.findings import Finding
from analysis.vocabulary import CLEAR, FALLS, PEAKS, RISES
from analysis.wording import number, period_words, plural, when


def term_findings(
    terms: pd.DataFrame, phrases: pd.DataFrame, followed: pd.DataFrame, changes: pd.DataFrame
) -> list[Finding]:
    """Report which terms rise, fall, peak or dip, and how often the words of focus are used, or else which word leads.

    Parameters
    ----------
    terms, phrases, followed, changes : DataFrame
        From `without_reporting`, `phrase_table`, `focus_terms` and `term_changes`.

    Returns
    -------
    list of Finding
        Changes, all clear, for they hold for all followed terms together, the strongest first; then
        what is counted, not tested. Of that only words of focus, which someone asked for, are for the index page.
    """
    shown = [("corpus", "“{}” is used", followed, "focus")]
    if followed.empty:
        shown = [
            ("words", "The most used word is “{}”:", terms.head(1), "top_terms"),
            ("words", "The most used phrase is “{}”:", phrases.head(1), "top_phrases"),
        ]
    counted = [
        Finding(
            kind,
            "",
            *_describe(begin, row, anchor),
            "",
            float(row["articles"]) if kind == "corpus" else float("nan"),
            anchor,
        )
        for kind, begin, table, anchor in shown
        for _, row in table.iterrows()
    ]
    return [*_change_findings(changes), *counted]


def _describe(begin: str, row: pd.Series[Any], anchor: str) -> tuple[str, str]:
    if not row["count"]:
        return f"“{row['term']}” is in no article.", ""
    interval = f"95% interval {row['per_million_low']:,.0f} to {row['per_million_high']:,.0f} per million words"
    apart = "words that report speech left out · " if anchor == "top_terms" else ""
    sentence = (
        f"{begin.format(row['term'])} {row['per_million']:,.0f} times per million words, in "
        f"{plural(row['articles'], 'article')} ({row['article_share']:.0%})."
    )
    missing = "no interval: fewer than 10 independent texts hold it, or all do"
    return sentence, apart + (missing if pd.isna(row["per_million_low"]) else interval)


def _change_findings(changes: pd.DataFrame) -> Iterator[Finding]:
    changed = changes[changes["changed"].eq(True)].copy()
    # The end of the interval that is nearest to no change; it may hold none where a few texts have most of the uses.
    up, down = np.log(changed["low"].clip(lower=1)), -np.log(changed["high"].clip(upper=1).fillna(1))
    nearest = up.where(changed["change"].isin([RISES, PEAKS]), down)
    changed["strength"] = round_significant((nearest * np.sqrt(changed["independent_texts"])).to_numpy())
    for row in changed.sort_values("strength", ascending=False, kind="stable").to_dict("records"):
        yield Finding("change", "", describe_change(row), _detail_change(row), CLEAR, row["strength"], "term_trend")


def describe_change(row: Mapping[Any, Any]) -> str:
    """Say what a term does over time, in a row of `term_tables.TERM_CHANGES`.

    Such as "“drone” rises from 12 to 85 per million words from May 2024 on."
    """
    term, what, there, here = row["term"], row["change"], _rate(row["other_per_million"]), _rate(row["per_million"])
    if what in (RISES, FALLS):
        return f"“{term}” {what} from {there} to {here} per million words from {period_words(row['period'])} on."
    return f"“{term}” {what} {when([row['period']])}: {here} per million words, {there} in all other periods."


def _detail_change(row: Mapping[Any, Any]) -> str:
    texts = f"in {plural(row['independent_texts'], 'independent text')}"
    if pd.isna(row["high"]):
        return f"at least {number(row['low'])} times as often · {texts}"
    ends = f"({number(row['low'])} to {number(row['high'])}, 95% interval for all changes at once)"
    return f"{number(row['ratio'])} times as often {ends} · {texts}"


def describe_changes(changes: pd.DataFrame) -> list[str]:
    """Report the terms whose use changes, in the order of `term_tables.TERM_CHANGES`, or that none does."""
    if changes.empty:
        return ["Too few periods to see a change."]
    changed = changes[changes["changed"].eq(True)]
    return [describe_change(row) for row in changed.to_dict("records")] or [
        "No change is beyond what shuffled texts show."
    ]


def _rate(per_million: float) -> str:
    return f"{per_million:,.0f}" if per_million >= 10 else f"{per_million:.2g}"
