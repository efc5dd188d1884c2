"""Spans of days: each form against the calendar, and what is none."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.corpus import places_in, read_range


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2016", "2016-01-01", "2016-12-31"),
        ("2016-Q1", "2016-01-01", "2016-03-31"),
        ("2016-Q4", "2016-10-01", "2016-12-31"),
        ("2016-02", "2016-02-01", "2016-02-29"),
        ("2015-12", "2015-12-01", "2015-12-31"),
        ("2015-W53", "2015-12-28", "2016-01-03"),
        ("2010-2019", "2010-01-01", "2019-12-31"),
        ("2016-01-15", "2016-01-15", "2016-01-15"),
        ("2016-01..2016-03", "2016-01-01", "2016-03-31"),
        (" 2016-01-15 .. 2016-02-01 ", "2016-01-15", "2016-02-01"),
        ("2015-W53 to 2016-W01", "2015-12-28", "2016-01-10"),
        ("2015..2016-Q2", "2015-01-01", "2016-06-30"),
        ("before 2016-W01", "0001-01-01", "2016-01-03"),
        ("from  2016-Q2", "2016-04-01", "9999-12-31"),
    ],
)
def test_a_span_has_its_first_and_last_day(text, first, last):
    span = read_range(text)
    assert (span.first.isoformat(), span.last.isoformat()) == (first, last)
    # What a report writes is read again.
    assert read_range(span.name) == span


@pytest.mark.parametrize(
    "text",
    [
        "", "spring", "nyt", "16", "2016-13", "2016-1", "2016-W54", "2015-02-29", "2016-Q5", "2016-00", "2016-W00",
        "2016-01-00", "2016-2017", "2016..2015", "2016-03..2016-01", "2016..", "..2016", "2016..2017..2018",
        "2016-01-15..", "2016 2017", "0000", "9" * 100_000, "2016.." * 50_000, "before", "from spring", "before 0001",
        "9999-W52",
    ],
)  # fmt: skip
def test_anything_else_is_none(text):
    assert read_range(text) is None


def test_each_day_is_in_the_last_span_that_holds_it():
    days = pd.Series(pd.to_datetime(["2016-01-01", "2016-03-31", "2016-04-01", None, "2017-01-01"]))
    spans = [read_range(text) for text in ("2016-Q1", "2016-04..2016-12")]
    assert places_in(days, spans).tolist() == [0, 0, 1, -1, -1]
    assert places_in(days, []).tolist() == [-1] * 5
