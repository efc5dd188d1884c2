"""Names and titles of one record."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus.readers.plain_text import escape_name, has_words, one_line


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
