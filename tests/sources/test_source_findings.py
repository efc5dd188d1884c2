"""Sentences about sources say what the tables say, in grammar, and nothing when there is nothing."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from analysis.sources import source_findings
from analysis.tables import source_tables as tables

NO_TERMS = tables.DISTINCTIVE_TERMS.empty().assign(independent_texts=0, others_per_million=0.0)
NO_NAMES = tables.NAMES.empty()
NO_ROBUSTNESS = tables.ROBUSTNESS.empty()
NO_DISTANCES = tables.SOURCE_DISTANCES.empty()


def terms(*rows: dict[str, Any]) -> pd.DataFrame:
    usual = {
        "source": "Beacon", "term": "strike", "count": 1200, "per_million": 2345.6, "log_odds": np.log(2), "low": 0.3,
        "high": 1.1, "z": 6.0, "z_grouped": 5.0, "q": 0.001, "lrc": 0.4, "survives": True,
        "independent_texts": 345, "others_per_million": 1172.8,
    }  # fmt: skip
    return pd.DataFrame([{**usual, **row} for row in rows], columns=NO_TERMS.columns)


def test_a_clear_word() -> None:
    found = source_findings(terms({}), NO_DISTANCES, NO_NAMES, NO_ROBUSTNESS)
    assert found.to_numpy().tolist() == [
        [
            "words",
            "Beacon",
            "Beacon writes “strike” 2,346 times per million words, the other sources 1,173 times.",
            "odds ratio 2.0, 95% interval 1.3 to 3.0 for all terms at once · 1,200 uses in 345 independent texts",
            "clear",
            pytest.approx(0.3 * 345**0.5, rel=1e-5),
            "distinctive_terms",
        ]
    ]


def test_a_word_says_in_how_many_settings_it_holds_and_what_it_needs() -> None:
    robust = tables.ROBUSTNESS.build([("Beacon", "strike", 13, 16, "Post", False)])
    assert (
        source_findings(terms({}), NO_DISTANCES, NO_NAMES, robust)["detail"]
        .item()
        .endswith("· clear in 13 of 16 settings, not without Post, not without the three most copied stories")
    )


def test_a_difference_that_is_gone_in_own_sentences_says_so() -> None:
    found = source_findings(terms({"survives": False}), NO_DISTANCES, NO_NAMES, NO_ROBUSTNESS)
    assert (
        found["sentence"].item().endswith("1,173 times. In its own sentences alone the difference is no longer clear.")
    )


def test_only_words_whose_interval_lies_above_0_are_named() -> None:
    unclear = [{"low": 0.0}, {"low": -0.2, "term": "court"}, {"low": -2.0, "high": -0.5, "log_odds": -1.2}]
    assert source_findings(terms(*unclear), NO_DISTANCES, NO_NAMES, NO_ROBUSTNESS).empty


def test_one_word_a_source_three_at_most_strongest_first() -> None:
    table = terms(
        {"source": "A", "low": 0.1}, {"source": "B", "low": 0.2}, {"source": "D", "low": 0.4, "term": "a"},
        {"source": "D", "low": 0.9, "term": "b"}, {"source": "C", "low": 0.3},
    )  # fmt: skip
    found = source_findings(table, NO_DISTANCES, NO_NAMES, NO_ROBUSTNESS)
    assert found["source"].tolist() == ["D", "C", "B"]
    assert found["sentence"].str[:13].tolist() == ["D writes “b” ", "C writes “str", "B writes “str"]


@pytest.mark.parametrize(
    ("source", "term", "told"),
    [("Politico", "politico", 0), ("Coast Business Review", "business review", 0), ("coast-business-review", "US", 1),
     ("Paris Match", "is", 1)],
)  # fmt: skip
def test_a_source_s_own_name_is_no_finding(source: str, term: str, told: int) -> None:
    assert len(source_findings(terms({"source": source, "term": term}), NO_DISTANCES, NO_NAMES, NO_ROBUSTNESS)) == told


@pytest.mark.parametrize(("holds", "told"), [(7, 0), (8, 1)])
def test_what_holds_in_few_settings_is_no_finding(holds: int, told: int) -> None:
    robust = tables.ROBUSTNESS.build([("Beacon", "strike", holds, 16, "", True)])
    assert len(source_findings(terms({}), NO_DISTANCES, NO_NAMES, robust)) == told


def test_all_together_are_ordered_by_kind() -> None:
    named = tables.NAMES.build(
        [("Front", "IS", "Beacon", 12, 1.0, 0.7, 1.0, 11, 0.0, 1.0, 0.6, 1.0, 0.001, 0.001, 0.001, "clear")]
    )
    distances = tables.SOURCE_DISTANCES.build([("A", "B", 90, 0.2, 0.1, 0.08, 0.12, 0.005, 0.005, "clear")])
    table = source_findings(terms({}), distances, named, NO_ROBUSTNESS)
    assert table["anchor"].tolist() == ["distinctive_terms", "names", "source_distances"]
    assert source_findings(NO_TERMS, NO_DISTANCES, NO_NAMES, NO_ROBUSTNESS).columns.tolist() == table.columns.tolist()


def test_tables_are_left_as_they_were() -> None:
    given = terms({"low": 0.1}, {"low": 0.2, "source": "A"})
    before = given.copy()
    source_findings(given, NO_DISTANCES, NO_NAMES, NO_ROBUSTNESS)
    assert given.equals(before)
