"""A declared table: columns in order, numbers rounded, wrong columns refused."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.tables import Column, Table

WORDS = Table(
    "words",
    row="one term",
    key=("term",),
    order="most uses first, then term",
    columns=(
        Column("term", "text", "word"),
        Column("count", "integer", "uses", "uses"),
        Column("rate", "number", "uses per million words", "per million"),
        Column("rare", "flag", "whether it is rare"),
        Column("first", "date", "first day"),
        Column("note", "text", "what an editor wrote", optional=True),
    ),
)
ROWS = {"rare": [True, False], "rate": [1234567.0, np.nan], "count": [3, 1], "term": ["a", "b"], "other": [0, 0]}


def test_columns_come_in_their_order_and_numbers_are_rounded() -> None:
    table = WORDS.build(pd.DataFrame(ROWS | {"first": pd.to_datetime(["2024-03-04", None])}, index=[7, 3]))
    assert list(table.columns) == ["term", "count", "rate", "rare", "first"]
    assert table["rate"].iloc[0] == 1234570.0
    assert np.isnan(table["rate"].iloc[1])
    assert list(table.index) == [0, 1]


def test_rows_may_be_tuples_or_mappings() -> None:
    short = Table("short", "one term", ("term",), "term", WORDS.columns[:2])
    expected = pd.DataFrame({"term": ["a", "b"], "count": [3, 1]})
    assert short.build([("a", 3), ("b", 1)]).equals(expected)
    assert short.build([{"count": 3, "term": "a"}, {"count": 1, "term": "b"}]).equals(expected)


def test_no_rows_give_the_empty_table_with_types() -> None:
    for table in (WORDS.empty(), WORDS.build([]), WORDS.build(pd.DataFrame())):
        assert list(table.columns) == ["term", "count", "rate", "rare", "first"]
        assert [table[name].dtype.kind for name in table][1:] == ["i", "f", "b", "M"]


def test_an_optional_column_without_a_word_is_left_out() -> None:
    noted = Table("noted", "one term", ("term",), "term", (WORDS.columns[0], WORDS.columns[-1]))
    assert list(noted.build({"term": ["a", "b"], "note": ["", "x"]})) == ["term", "note"]
    assert list(noted.build({"term": ["a", "b"], "note": ["", ""]})) == ["term"]


def test_a_missing_or_wrong_column_is_named() -> None:
    with pytest.raises(ValueError, match="table words: column 'first' is missing"):
        WORDS.build(pd.DataFrame(ROWS))
    wrong = pd.DataFrame(ROWS | {"first": pd.to_datetime(["2024-03-04", None]), "count": ["3", "1"]})
    with pytest.raises(ValueError, match="table words: column 'count' must be integer, not str"):
        WORDS.build(wrong)


def test_a_table_can_be_declared_from_another() -> None:
    more = WORDS.extended("more", (Column("extra", "number", "more"),), row="one word")
    assert (more.name, more.row, more.key, more.names[-1]) == ("more", "one word", ("term",), "extra")
