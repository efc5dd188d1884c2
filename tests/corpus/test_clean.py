"""One article's text: paragraphs, repeated title, byline, dateline, conflict."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus.boilerplate import paragraph_key
from analysis.corpus.clean import REPEATED_TITLE, clean_text, split_paragraphs
from analysis.text import tokens

NONE: frozenset[int] = frozenset()


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("One.\n\nTwo\nlines.\n \n\n\nThree.", ["One.", "Two lines.", "Three."]),
        ("One.\nTwo.\nThree.", ["One.", "Two.", "Three."]),
        ("One.\n\u3000\u00a0\t\nTwo.", ["One.", "Two."]),
        ("One.\r\rTwo.\r\n\r\nThree.", ["One.", "Two.", "Three."]),
        ("  a \u00a0 b\tc  ", ["a b c"]),
        ("e\u0301\x07 \x1b[1mx\x00", ["é [1mx"]),
        ("", []),
        ("\x01\n\n\x02", []),
    ],
)
def test_paragraphs_by_hand(text: str, paragraphs: list[str]) -> None:
    assert split_paragraphs(text) == paragraphs


@given(st.text())
def test_splitting_loses_no_word_and_is_done_once(text: str) -> None:
    paragraphs = split_paragraphs(text)
    letters = [c for c in unicodedata.normalize("NFC", text) if c.isalnum()]
    assert [c for c in "".join(paragraphs) if c.isalnum()] == letters
    assert split_paragraphs("\n\n".join(paragraphs)) == paragraphs


def test_a_first_paragraph_that_repeats_the_title_is_taken_off() -> None:
    clean = clean_text("Harbour closes: “no ships”", "HARBOUR CLOSES – No Ships\n\nThey left.", "", NONE)
    assert (clean.text, clean.removed) == ("They left.", (REPEATED_TITLE,))
    assert clean_text("Harbour closes", "Harbour closes at noon\n\nThey left.", "", NONE).removed == ()
    assert clean_text("Harbour closes", "Harbour closes", "", NONE).text == "Harbour closes"


def test_furniture_is_taken_off_and_told() -> None:
    footer = "Sign up to our briefing."
    clean = clean_text("T", f"They left.\n\nThey came.\n\n{footer}", "", frozenset({paragraph_key(footer)}))
    assert (clean.text, clean.removed) == ("They left.\n\nThey came.", (footer,))


@pytest.mark.parametrize(
    ("paragraph", "byline"),
    [
        ("By Ane Brod", "Ane Brod"),
        ("BY ANE BROD and Lulu Ó Farrow.", "ANE BROD and Lulu Ó Farrow"),
        ("By Ane Brod, Harbour Correspondent", "Ane Brod, Harbour Correspondent"),
        ("By noon the ferry had left the harbour with all of its crew and half of the town.", ""),
        ("Bystanders left", ""),
        ("By", ""),
    ],
)
def test_bylines(paragraph: str, byline: str) -> None:
    assert clean_text("T", f"{paragraph}\n\nThey left.", "", NONE).byline == byline


def test_a_dateline_names_place_and_agency() -> None:
    clean = clean_text("T", "DORSK, March 3 (Meridian) - They left.\n\nThey came.", "", NONE)
    assert (clean.dateline, clean.agency) == ("DORSK", "Meridian")


@pytest.mark.parametrize(
    ("published", "conflict"), [("2015-12-31", None), ("2017-01-01", "2015"), ("2014-12-31", "2015"), ("", "2015")]
)
def test_a_copyright_year_that_disagrees_is_a_conflict(published: str, conflict: str | None) -> None:
    line = "© 2015 Leader Call. All Rights reserved."
    clean = clean_text("T", f"They left.\n\n{line}", published, NONE)
    assert clean.conflict == (None if conflict is None else (conflict, line))
    # Told, but not taken off unless the source repeats it.
    assert clean.text.endswith(line)


def test_a_footer_that_is_taken_off_is_still_a_conflict() -> None:
    line = "© 2015 Leader Call."
    clean = clean_text("T", f"They left.\n\n{line}", "2017-01-01", frozenset({paragraph_key(line)}))
    assert (clean.text, clean.conflict) == ("They left.", ("2015", line))


def test_cleaning_again_changes_nothing() -> None:
    clean = clean_text("T", "DORSK (Meridian) - They  left.\r\nThey came.\x07", "2024-01-01", NONE)
    again = clean_text("T", clean.text, "2024-01-01", NONE)
    assert again == clean
    assert tokens(clean.text) == ["dorsk", "meridian", "they", "left", "they", "came"]
