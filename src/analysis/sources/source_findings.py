"""What stands out between the sources, in sentences, and what the comparison does not show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from analysis.sources.comparison import ALL_TEXT, Comparison
from analysis.sources.name_differences import name_findings
from analysis.sources.source_distances import distance_findings
from analysis.sources.within_topics import STYLE, SUBJECT
from analysis.tables.findings import Finding
from analysis.vocabulary import OTHER_SOURCES
from analysis.wording import compared, listed, plural

# A story with a larger part of the uses is behind the difference.
_ONE_STORY = 1 / 3
# What holds in a smaller part of the settings is not told.
_MOST_SETTINGS = 0.5
_MAX_NAMED = 5
_MAX_TERMS = 3
_TOPICS = {STYLE: " · on the same topics too", SUBJECT: " · comes with the topics it covers"}


def source_findings(terms: pd.DataFrame, distances: pd.DataFrame, names: pd.DataFrame) -> list[Finding]:
    """Say which terms set sources apart most, which names differ, and which sources are furthest apart.

    Reported are terms that are clear or likely and hold in at least half of their settings: the strongest of each
    source, of at most three sources; none of "other sources", which is nobody's style.

    Parameters
    ----------
    terms, distances, names : DataFrame
        From `distinctive_terms`, `source_distances` and `names_by_source`.

    """
    return [*_term_findings(terms), *name_findings(names), *distance_findings(distances)]


def comparison_limits(comparison: Comparison, distinctive: pd.DataFrame) -> list[str]:
    """Say which of the differences rest on one story, one source or one choice.

    Parameters
    ----------
    comparison : Comparison
    distinctive : DataFrame
        From `distinctive_terms`.

    Returns
    -------
    list of str
        Sentences, none when there is nothing to say.
    """
    if not comparison.n_tests:
        return ["No difference was tested: there is one source, or no term occurs in ten independent texts."]
    limits = []
    if distinctive.empty:
        limits.append("No difference is beyond chance. With so many terms tested, only large ones could be.")
    elif without := [name for name in comparison.names if name not in set(distinctive["source"])]:
        limits.append(f"No term is beyond chance for {listed(without, _MAX_NAMED)}.")
    for words, rows in (
        ("One story has more than a third of the uses of", distinctive[_largest_story(comparison, distinctive)]),
        ("Not in the sources' own sentences alone:", distinctive[~distinctive["survives"].astype(bool)]),
    ):
        if len(rows):
            terms = [f"“{row.term}” in {row.source}" for row in rows.itertuples()]
            limits.append(f"{words} {listed(terms, _MAX_NAMED)}.")
    return limits


def _largest_story(comparison: Comparison, distinctive: pd.DataFrame) -> np.ndarray:
    """Tell where one group of duplicates holds more than a third of a term's uses in its source."""
    rows, large = comparison.rows[ALL_TEXT], []
    for source, term in zip(*comparison.positions(distinctive), strict=True):
        uses = rows.counts[:, [term]].toarray().ravel()[rows.source == source]
        large.append(uses.max(initial=0) > _ONE_STORY * uses.sum())
    return np.array(large, dtype=bool)


def _term_findings(terms: pd.DataFrame) -> Iterator[Finding]:
    told = terms[(terms["source"] != OTHER_SOURCES) & (terms["settings"] >= _MOST_SETTINGS)]
    first = told.drop_duplicates("source").sort_values(["strength", "q"], ascending=[False, True], kind="stable")
    for _, found in first.head(_MAX_TERMS).iterrows():
        row = dict(found)
        yield Finding(
            "words",
            row["source"],
            f"{row['source']} writes “{row['term']}” {compared(row)}.",
            _detail(row),
            row["tier"],
            row["strength"],
            "distinctive_terms",
        )


def _detail(row: Mapping[Any, Any]) -> str:
    own = "" if row["survives"] else " · not in its own sentences alone"
    agree = round(row["settings"] * row["settings_tested"])
    fails = f", not {row['fails']}" if row["fails"] else ""
    return (
        f"{row['tier']}, q = {row['q']:.2g} · {plural(row['count'], 'use')}{_TOPICS.get(row['within_topics'], '')}{own}"
        f" · in {agree} of {plural(row['settings_tested'], 'setting')}{fails}"
    )
