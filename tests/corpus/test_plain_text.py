"""Dates, names and titles of one record."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus.readers.plain_text import escape_name, has_words, one_line, read_date


@pytest.mark.parametrize(
    "found",
    [
        "2024-03-04",
        " 2024-03-04 ",
        "2024-03-04 23:59:00",
        "2024-03-04T10:00:00Z",
        "2024-03-04T23:30:00-05:00",
        "2024-03-04T10:00:00.123456+02:00",
    ],
)
def test_iso_dates_and_times_are_their_day_as_printed(found: str) -> None:
    assert read_date(found) == "2024-03-04"


@pytest.mark.parametrize(
    "found",
    [
        "", "2024-02-30", "2023-02-29", "2024-13-01", "13/01/2024", "01/02/2024", "yesterday", "1709510400",
        "20240304", "2024-3-4", "2024-W10-1", "2024", "2024-03", "2024-03-04 soon", "2024-03-04T25:00:00",
        "0000-01-01", "0001-01-01", "9999-12-31", "٢٠٢٤-٠٣-٠٤", "March 4, 2024",
    ],
)  # fmt: skip
def test_anything_else_is_no_date(found: str) -> None:
    assert read_date(found) == ""


@pytest.mark.parametrize(
    ("found", "form", "day"),
    [
        ("13/01/2024", "%d/%m/%Y", "2024-01-13"),
        ("01/02/2024", "%d/%m/%Y", "2024-02-01"),
        (" 3. 4. 2024 ", "%d. %m. %Y", "2024-04-03"),
        ("March 4, 2024", "%B %d, %Y", "2024-03-04"),
        ("20240304 23:59", "%Y%m%d %H:%M", "2024-03-04"),
        ("2024-03-04", "%d/%m/%Y", ""),
        ("31/02/2024", "%d/%m/%Y", ""),
        ("01/01/0001", "%d/%m/%Y", ""),
        ("", "%d/%m/%Y", ""),
    ],
)
def test_dates_of_the_form_that_is_asked_for(found: str, form: str, day: str) -> None:
    assert read_date(found, form) == day


@given(st.dates(date(1600, 1, 1), date(2199, 12, 31)))
def test_every_day_since_newspapers_is_read(day: date) -> None:
    assert read_date(day.isoformat()) == day.isoformat()


@given(st.text())
def test_one_line_has_single_blanks_and_nothing_that_controls(text: str) -> None:
    line = one_line(text)
    assert line == " ".join(line.split())
    assert not any(unicodedata.category(c) == "Cc" for c in line)
    assert one_line(line) == line


def test_one_line_by_hand() -> None:
    assert one_line("  A\ttitle\r\nof\u00a0two \x1b[31mlines\x07 e\u0301 ") == "A title of two [31mlines é"


@pytest.mark.parametrize(("text", "has"), [("", False), (" \n—…", False), ("\x01", False), ("— a", True), ("7", True)])
def test_a_text_has_words_or_not(text: str, has: bool) -> None:
    assert has_words(text) is has


@given(st.text(st.characters()), st.text(st.characters()))
def test_different_names_are_shown_differently_and_can_be_written(left: str, right: str) -> None:
    assert (escape_name(left) == escape_name(right)) == (left == right)
    escape_name(left).encode("utf-8")
    assert "\n" not in escape_name(left)
    assert "\x1b" not in escape_name(left)


def test_names_that_can_be_shown_are_as_they_are() -> None:
    assert escape_name("a b/Übung – 東京 👩‍👩‍👧.txt") == "a b/Übung – 東京 👩‍👩‍👧.txt"
    assert escape_name("a\nb\x1b\udce9\u202e\\") == r"a\nb\x1b\udce9\u202e" + "\\\\"
