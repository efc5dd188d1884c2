"""Sentences about sources say what the tables say, in grammar, and nothing when there is nothing."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from analysis.sources import source_findings
from analysis.tables import source_tables as tables
from analysis.tables.findings import findings_table

NO_TERMS = tables.DISTINCTIVE_TERMS.empty()
NO_NAMES = tables.NAMES.empty()
NO_DISTANCES = tables.SOURCE_DISTANCES.empty()


def terms(*rows: dict[str, Any]) -> pd.DataFrame:
    usual = {
        "source": "Beacon", "term": "strike", "count": 1200, "per_million": 2345.6, "per_million_others": 335.1,
        "texts": 16, "all_texts": 16, "texts_others": 38, "all_texts_others": 91, "ratio": 7.0, "ratio_low": 4.0,
        "ratio_high": 12.0, "ratio_told": True, "tier": "clear", "q": 0.001, "within_topics": "style",
        "topic_ratio": 6.0, "topic_ratio_low": 3.0, "topic_ratio_high": 11.0, "survives": True, "settings": 1.0,
        "settings_tested": 10, "fails": "", "log_odds": 1.9, "z": 6.0, "lrc": 2.0, "strength": 8.0, "more": True,
    }  # fmt: skip
    return tables.DISTINCTIVE_TERMS.build([{**usual, **row} for row in rows])


def told(*rows: dict[str, Any]) -> pd.DataFrame:
    return findings_table(source_findings(terms(*rows), NO_DISTANCES, NO_NAMES))


def test_a_clear_word() -> None:
    assert told({}).to_numpy().tolist() == [
        [
            "words",
            "Beacon",
            "Beacon writes “strike” 7 times as often (4 to 12 times); in 16 of 16 texts, elsewhere in 38 of 91.",
            "clear, q = 0.001 · 1,200 uses · on the same topics too · in 10 of 10 settings",
            "clear",
            8.0,
            "distinctive_terms",
        ]
    ]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ({"ratio": np.nan, "ratio_high": np.nan, "texts_others": 0}, "in 16 of 16 texts, nowhere else."),
        # The interval holds 1, or texts and uses point to different sides.
        ({"ratio_told": False}, "in 16 of 16 texts, elsewhere in 38 of 91."),
    ],
)
def test_what_the_ratio_cannot_tell_is_told_in_texts(row: dict[str, Any], sentence: str) -> None:
    assert told(row)["sentence"].item() == f"Beacon writes “strike” {sentence}"


@pytest.mark.parametrize(
    ("row", "part"),
    [
        ({"settings": 0.8, "fails": "without Post"}, "in 8 of 10 settings, not without Post"),
        ({"survives": False}, "not in its own sentences alone"),
        ({"within_topics": "subject"}, "comes with the topics it covers"),
        ({"tier": "likely", "q": 0.03}, "likely, q = 0.03"),
    ],
)
def test_what_a_word_depends_on_is_said(row: dict[str, Any], part: str) -> None:
    assert part in told(row)["detail"].item()


def test_one_word_a_source_three_at_most_strongest_first() -> None:
    """Rows come sorted within a source; the strongest source comes first, whatever it is called."""
    found = told(
        {"source": "A", "strength": 1.0}, {"source": "B", "strength": 2.0}, {"source": "D", "strength": 9.0},
        {"source": "D", "strength": 8.0, "term": "b"}, {"source": "C", "strength": 3.0},
    )  # fmt: skip
    assert found["source"].tolist() == ["D", "C", "B"]


@pytest.mark.parametrize(("settings", "n"), [(0.4, 0), (0.5, 1)])
def test_what_holds_in_few_settings_is_no_finding(settings: float, n: int) -> None:
    assert len(told({"settings": settings})) == n


def test_other_sources_are_nobody() -> None:
    assert told({"source": "other sources"}).empty


def test_all_together_are_ordered_by_kind() -> None:
    named = tables.NAMES.build(
        [("Front", "IS", "Beacon", 12, 1.0, 0.7, 1.0, 11, 0.0, 1.0, 0.6, 1.0, 0.001, 0.001, 0.001, "clear")]
    )
    distances = tables.SOURCE_DISTANCES.build([("A", "B", 90, 0.2, 0.1, 0.08, 0.12, 0.005, 0.005, "clear")])
    table = findings_table(source_findings(terms({}), distances, named))
    assert table["anchor"].tolist() == ["distinctive_terms", "names", "source_distances"]
    assert source_findings(NO_TERMS, NO_DISTANCES, NO_NAMES) == []


def test_tables_are_left_as_they_were() -> None:
    given = terms({"low": 0.1}, {"low": 0.2, "source": "A"})
    before = given.copy()
    source_findings(given, NO_DISTANCES, NO_NAMES)
    assert given.equals(before)
