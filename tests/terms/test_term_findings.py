"""Sentences about words say what the tables say, and nothing when there is nothing."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from named_changes import CHANGES

from analysis.tables import term_tables as tables
from analysis.tables.findings import FINDINGS, findings_table
from analysis.terms import term_findings, without_reporting

NO_CHANGES = tables.TERM_CHANGES.empty()
WORD = ("police", 1800, 12345.6, 11000.0, 13900.4, 1200, 0.8, 0.2)


def told(*given: pd.DataFrame) -> pd.DataFrame:
    return findings_table(term_findings(*given))


def table(*rows: tuple[object, ...]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=tables.TERMS.names)


def test_the_leading_word_and_phrase() -> None:
    phrase = ("prime minister", 90, 617.28, 500.0, 700.0, 60, 0.04, 0.5)
    found = told(table(WORD, ("court", 9, 60.0, 1.0, 90.0, 9, 0.01, 0.9)), table(phrase), table(), NO_CHANGES)
    assert found.columns.tolist() == FINDINGS.names
    assert found["sentence"].tolist() == [
        "The most used word is “police”: 12,346 times per million words, in 1,200 articles (80%).",
        "The most used phrase is “prime minister”: 617 times per million words, in 60 articles (4%).",
    ]
    assert found["detail"].tolist() == [
        "words that report speech left out · 95% interval 11,000 to 13,900 per million words",
        "95% interval 500 to 700 per million words",
    ]
    assert found["anchor"].tolist() == ["top_terms", "top_phrases"]
    assert found["kind"].tolist() == ["words", "words"]
    assert found["strength"].isna().all(), "not for the index page"


def test_a_leading_word_without_interval_says_so() -> None:
    unsure = ("ferry", 2000, 13000.0, np.nan, np.nan, 9, 0.01, 0.2)
    found = told(table(unsure, WORD), table(), table(), NO_CHANGES)
    assert found["sentence"].str.contains("“ferry”").tolist() == [True]
    assert found["detail"].tolist() == [
        "words that report speech left out · no interval: fewer than 10 independent texts hold it, or all do"
    ]


def test_one_article_is_an_article() -> None:
    once = ("ferry", 2, 13000.0, np.nan, np.nan, 1, 1.0, 0.2)
    assert told(table(once), table(), table(), NO_CHANGES)["sentence"][0].endswith("in 1 article (100%).")


def test_no_words_make_no_sentence() -> None:
    found = told(table(), table(), table(), NO_CHANGES)
    assert found.columns.tolist() == FINDINGS.names
    assert found.empty


def test_words_of_focus_are_told_instead_and_those_in_no_article_too() -> None:
    never = ("xyzzy", 0, 0.0, np.nan, np.nan, 0, 0.0, np.nan)
    found = told(table(WORD), table(), table(WORD, never), NO_CHANGES)
    assert found["sentence"].tolist() == [
        "“police” is used 12,346 times per million words, in 1,200 articles (80%).",
        "“xyzzy” is in no article.",
    ]
    assert found["detail"].tolist() == ["95% interval 11,000 to 13,900 per million words", ""]
    assert found["anchor"].unique().tolist() == ["focus"]
    assert found[["kind", "tier", "strength"]].to_numpy().tolist() == [["corpus", "", 1200], ["corpus", "", 0]]


def test_changes_come_first_the_strongest_before_others() -> None:
    found = told(table(WORD), table(), table(), CHANGES)
    assert found["kind"].tolist() == ["change"] * 4 + ["words"]
    assert found["tier"].tolist() == ["clear"] * 4 + [""]
    assert found["sentence"].str.split("”").str[0].tolist()[:4] == ["“old quarter", "“drone", "“rare", "“low"]
    assert found["strength"].tolist()[:4] == pytest.approx([np.log(10) * 10, np.log(4) * 7, np.log(2) * 3, 0], rel=1e-5)
    assert found["detail"].tolist()[1:3] == [
        "6.86 times as often (4 to 12.2, 95% interval for all changes at once) · in 49 independent texts",
        "at least 2 times as often · in 9 independent texts",
    ]
    assert told(table(), table(), table(), CHANGES[1:2]).empty


def test_said_is_never_the_first_word() -> None:
    """It is the most used content word of almost all English news."""
    words = [(term, 900 - i, 9.0, 1.0, 12.0, 80, 0.5, 0.1) for i, term in enumerate(["said", "says", "told", "police"])]
    subjects = without_reporting(table(*words), "en")
    assert subjects.equals(table(words[3]))
    found = told(subjects, table(), table(), NO_CHANGES)
    assert found["sentence"].str.startswith("The most used word is “police”").all()
    assert without_reporting(table(*words), "de").equals(table(*words))
