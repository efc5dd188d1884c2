"""What stands out between the sources, in sentences, and what the comparison does not show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from analysis.sources.comparison import ALL_TEXT, Comparison
from analysis.sources.name_differences import name_findings

SETTINGS = 16
from analysis.sources.source_distances import distance_findings
from analysis.tables import round_significant
from analysis.tables.term_tables import FINDINGS, Finding
from analysis.vocabulary import CLEAR, OTHER_SOURCES
from analysis.wording import listed, plural

# A story with a larger part of the uses is behind the difference.
_ONE_STORY = 1 / 3
_FEW = 12
_MAX_NAMED = 5
_MAX_TERMS = 3


def source_findings(
    terms: pd.DataFrame, distances: pd.DataFrame, names: pd.DataFrame, robustness: pd.DataFrame
) -> pd.DataFrame:
    """Say which term sets a source apart most surely, which names differ, and which sources are furthest apart.

    Only terms whose simultaneous interval is above 0 are reported, and only when they are clear in at least half of the
    settings; none that is a part of the source's own name, and none of "other sources", which is nobody's style.

    Parameters
    ----------
    terms, distances, names, robustness : DataFrame
        From `texts_behind`, `source_distances`, `names_by_source` and `robustness_table`.

    Returns
    -------
    DataFrame
        `analysis.tables.term_tables.FINDINGS`.
    """
    followed = terms.merge(robustness, on=["source", "term"], how="left")
    return FINDINGS.build([*_term_findings(followed), *name_findings(names), *distance_findings(distances)])


def comparison_limits(comparison: Comparison, findings: pd.DataFrame, robustness: pd.DataFrame) -> list[str]:
    """Say which of the differences rest on one story, one source or one choice.

    Parameters
    ----------
    comparison : Comparison
    findings, robustness : DataFrame
        From `distinctive_terms` and `robustness_table`.

    Returns
    -------
    list of str
        Sentences, none when there is nothing to say.
    """
    if not comparison.tested.any():
        return ["No difference was tested: there is one source, or no term occurs in ten independent texts."]
    clear = findings[findings["low"] > 0]
    limits = []
    if clear.empty:
        limits.append("No difference is clear. With so many terms tested, only large ones could be.")
    elif unclear := [name for name in comparison.names if name not in set(clear["source"])]:
        sources = listed(unclear, _MAX_NAMED)
        limits.append(f"No term is clear for {sources}: what the figure shows there may be chance.")
    needy = robustness[robustness["needs"] != ""]
    several = [
        ("One story has more than a third of the uses of", clear[_largest_story(comparison, clear) > _ONE_STORY]),
        ("Not clear in the source's own sentences alone:", clear[~clear["survives"].astype(bool)]),
        *((f"Not clear without {source}:", rows) for source, rows in needy.groupby("needs", sort=True)),
        ("Not clear without the three most copied stories:", robustness[~robustness["without_copied"]]),
        (f"Clear in fewer than {_FEW} of {SETTINGS} settings:", robustness[robustness["holds"] < _FEW]),
    ]
    for words, rows in several:
        if len(rows):
            terms = [f"“{row.term}” in {row.source}" for row in rows.itertuples()]
            limits.append(f"{words} {listed(terms, _MAX_NAMED)}.")
    return limits


def _largest_story(comparison: Comparison, clear: pd.DataFrame) -> np.ndarray:
    """Give the largest part of a term's uses in its source that one group of duplicates holds."""
    rows, parts = comparison.rows[ALL_TEXT], []
    for source, term in zip(*comparison.positions(clear), strict=True):
        uses = rows.counts[:, [term]].toarray().ravel()[rows.source == source]
        parts.append(uses.max(initial=0) / max(uses.sum(), 1))
    return np.array(parts)


def _term_findings(terms: pd.DataFrame) -> Iterator[Finding]:
    clear = terms[(terms["low"] > 0) & (terms["source"] != OTHER_SOURCES)]
    clear = clear.assign(strength=round_significant(clear["low"] * np.sqrt(clear["independent_texts"])))
    clear = clear.sort_values("strength", ascending=False, kind="stable")
    clear = clear[clear["holds"].isna() | (clear["holds"] >= clear["settings"] / 2)]
    own_name = [_is_part(term, source) for source, term in zip(clear["source"], clear["term"], strict=True)]
    clear = clear[~np.array(own_name, dtype=bool)]
    for row in clear.drop_duplicates("source").head(_MAX_TERMS).to_dict("records"):
        gone = "" if row["survives"] else " In its own sentences alone the difference is no longer clear."
        odds, low, high = (f"{np.exp(row[column]):,.1f}" for column in ("log_odds", "low", "high"))
        yield (
            "words",
            row["source"],
            f"{row['source']} writes “{row['term']}” {row['per_million']:,.0f} times per million words, "
            f"the other sources {row['others_per_million']:,.0f} times.{gone}",
            f"odds ratio {odds}, 95% interval {low} to {high} for all terms at once · "
            f"{plural(row['count'], 'use')} in {plural(row['independent_texts'], 'independent text')}{_settings(row)}",
            CLEAR,
            row["strength"],
            "distinctive_terms",
        )


def _is_part(term: str, name: str) -> bool:
    """Tell whether a term is a part of a source's own name, whole words only."""
    words, own = ([w for w in re.split(r"\W+", text.casefold()) if w] for text in (term, name))
    return any(own[i : i + len(words)] == words for i in range(len(own)))


def _settings(row: dict[Any, Any]) -> str:
    if pd.isna(row["holds"]):
        return ""
    needs = f", not without {row['needs']}" if row["needs"] else ""
    copied = "" if row["without_copied"] else ", not without the three most copied stories"
    return f" · clear in {row['holds']:.0f} of {row['settings']:.0f} settings{needs}{copied}"
