"""Dates with the name of a month."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus.readers.exports.worded_date import read_worded_date


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("10 April 2014", "2014-04-10"),
        ("10 april 2014", "2014-04-10"),
        ("April 3, 2014 Thursday", "2014-04-03"),
        ("Thursday, April 3, 2014", "2014-04-03"),
        ("January 11, 2010 Monday 9:26 PM GMT", "2010-01-11"),
        ("Apr 3, 2014", "2014-04-03"),
        ("Sept. 3rd, 2014", "2014-09-03"),
        ("3. März 2014", "2014-03-03"),
        ("Dienstag 7. Juli 2020", "2020-07-07"),
        ("1er août 2014", "2014-08-01"),
        ("jeudi 3 avril 2014", "2014-04-03"),
        ("3 de abril de 2014", "2014-04-03"),
        ("February 30, 2014", ""),
        ("31 June 2014", ""),
        ("April 2014", ""),
        ("3 Foo 2014", ""),
        ("3/4/2014", ""),
        ("2014-04-03", ""),
        ("3 April 0014", ""),
        ("They met on 3 April 2014", ""),
        ("3 April 2014 was the day on which the gates were shut by the port", ""),
        ("3 April 2014" + " " * 1_000_000 + "x", ""),
        ("", ""),
    ],
)
def test_dates(line: str, day: str) -> None:
    assert read_worded_date(line) == day


@given(
    st.dates(date(1600, 1, 1), date(2199, 12, 31)), st.sampled_from(["{d} {m} {y}", "{m} {d}, {y}", "{m}. {d}, {y}"])
)
def test_every_day_comes_back(day: date, form: str) -> None:
    months = ["Jan", "Feb", "March", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "December"]
    assert read_worded_date(form.format(d=day.day, m=months[day.month - 1], y=day.year)) == day.isoformat()
