"""One article's text: paragraphs, repeated title, boilerplate, credits, database header, conflicts."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus.cleaning.boilerplate import Boilerplate, end_key, kept_keys
from analysis.corpus.cleaning.clean_article import (
    BYLINE,
    DATABASE_HEADER,
    DATELINE,
    REPEATED_TITLE,
    SIGN_OFF,
    CleanText,
    clean_text,
    split_paragraphs,
)
from analysis.corpus.cleaning.patterns import hash_texts
from analysis.text import tokens

NONE = Boilerplate()


def keys(*strings: str) -> frozenset[int]:
    return frozenset().union(*map(kept_keys, strings))


def ends(*paragraphs: str) -> Boilerplate:
    return Boilerplate(ends=frozenset(hash_texts([*map(end_key, paragraphs)]).tolist()))


def removed(clean: CleanText) -> tuple[str, ...]:
    return tuple(text for text, _ in clean.removed)


def test_paragraphs_by_hand() -> None:
    for text, paragraphs in [
        ("One.\n\nTwo\nlines.\n \n\n\nThree.", ["One.", "Two lines.", "Three."]),
        ("One.\nTwo.\nThree.", ["One.", "Two.", "Three."]),
        ("One.\n\u3000\u00a0\t\nTwo.", ["One.", "Two."]),
        ("One.\r\rTwo.\r\n\r\nThree.", ["One.", "Two.", "Three."]),
        ("  a \u00a0 b\tc  ", ["a b c"]),
        ("e\u0301\x07 \x1b[1mx\x00", ["é [1mx"]),
        ("", []),
        ("\x01\n\n\x02", []),
    ]:
        assert split_paragraphs(text) == paragraphs


def test_lines_that_a_program_broke_are_joined() -> None:
    wrapped = """The port of Dorsk was shut on Monday after the
storm came, and the mayor asked the ships to
stay away for a day.
   Nobody was hurt, but three ships lost their
anchors and drifted out to sea in the night,
said the harbour master."""
    first, second = split_paragraphs(wrapped)
    assert first.endswith("asked the ships to stay away for a day.")
    assert second.startswith("Nobody was hurt, but three ships lost their anchors")
    lines = "The port is shut\nThe mayor has asked all ships to stay away from it\nNobody was hurt\nThree are lost"
    assert split_paragraphs(lines) == lines.split("\n")


@given(st.text())
def test_splitting_loses_no_word_and_is_done_once(text: str) -> None:
    paragraphs = split_paragraphs(text)
    letters = [c for c in unicodedata.normalize("NFC", text) if c.isalnum()]
    assert [c for c in "".join(paragraphs) if c.isalnum()] == letters
    assert split_paragraphs("\n\n".join(paragraphs)) == paragraphs


def test_a_first_paragraph_that_repeats_the_title_is_taken_off() -> None:
    clean = clean_text("Harbour closes: “no ships”", "HARBOUR CLOSES – No Ships\n\nThey left.", "", NONE)
    assert (clean.text, removed(clean)) == ("They left.", (REPEATED_TITLE,))
    assert clean_text("Harbour closes", "Harbour closes at noon\n\nThey left.", "", NONE).removed == ()
    assert clean_text("Harbour closes", "Harbour closes", "", NONE).text == "Harbour closes"
    assert clean_text("", "* * *\n\nThey left.", "", NONE).text == "* * *\n\nThey left."


def test_boilerplate_is_taken_off_and_told() -> None:
    footer = "Sign up to our briefing."
    clean = clean_text("T", f"They left.\n\nThey came.\n\n{footer}", "", ends(footer))
    assert (clean.text, removed(clean)) == ("They left.\n\nThey came.", (footer,))


def test_credits_go_to_columns_with_a_receipt_each() -> None:
    for gap in ["\n\n", "\n"]:
        lines = [
            "Gates shut for good",
            "By Ane Brod and Lulu Farrow",
            "DORSK, March 3 (AP) - They left.",
            "They came.",
            "It rained. (Reporting by Ane Brod; Editing by Lulu Farrow)",
        ]
        clean = clean_text("Gates shut for good", gap.join(lines), "", NONE)
        assert clean.text == "They left.\n\nThey came.\n\nIt rained."
        assert (clean.byline, clean.dateline, clean.agency) == ("Ane Brod and Lulu Farrow", "DORSK", "AP")
        assert removed(clean) == (REPEATED_TITLE, BYLINE, DATELINE, SIGN_OFF)
        for entry in removed(clean):
            kept = clean_text("Gates shut for good", gap.join(lines), "", NONE, keys(entry))
            assert set(removed(kept)) == {*removed(clean)} - {entry}
            assert len(tokens(kept.text)) > len(tokens(clean.text))
            assert (kept.byline, kept.dateline, kept.agency) == ("Ane Brod and Lulu Farrow", "DORSK", "AP")


def test_bylines_and_agencies() -> None:
    for text, byline, agency in [
        ("They left.\n\n(Reporting by Ane Brod)", "Reporting by Ane Brod", ""),
        ("They left.\n\n(Writing by Ane Brod) (Editing by L. Farrow)", "Editing by L. Farrow", ""),
        ("They left.\n\nFollow Ane Brod on Twitter @anebrod.", "Ane Brod", ""),
        ("Standfirst below the title.\n\nBy Ane Brod\n\nThey left.", "Ane Brod", ""),
        ("By The Associated Press\n\nThey left.", "The Associated Press", "AP"),
        ("Associated Press\n\nThey left.", "Associated Press", "AP"),
        ("By Ane Brod DORSK (Reuters) - They left.", "Ane Brod", "Reuters"),
        ("They left.\n\nCopyright 2016 The Associated Press. All rights reserved.", "", "AP"),
        ("They left.\n\nThe Associated Press contributed to this report.", "", ""),
        ("(CNN) They left.", "", "CNN"),
        ("They left, they say - by boat.", "", ""),
    ]:
        clean = clean_text("T", text, "2016-05-05", NONE)
        assert (clean.byline, clean.agency) == (byline, agency)
        assert clean.text.splitlines()[-1].startswith(("They left", "Copyright", "The Associated"))


def test_a_byline_that_is_boilerplate_still_fills_its_column() -> None:
    footer = "(Reporting by the Dorsk bureau)"
    clean = clean_text("T", f"They left.\n\n{footer}", "", ends(footer))
    assert (clean.text, removed(clean), clean.byline) == ("They left.", (footer,), "Reporting by the Dorsk bureau")


def test_a_dateline_may_stand_below_a_standfirst_but_not_in_the_story() -> None:
    clean = clean_text("T", "Ships cannot land.\n\nDORSK (AP) - They left.", "", NONE)
    assert (clean.text, clean.dateline) == ("Ships cannot land.\n\nThey left.", "DORSK")
    for text in (
        f"{'They left. ' * 20}\n\nDORSK (AP) - They left.",
        "They left.\n\nThey came.\n\nDORSK (AP) - They ate.",
    ):
        assert clean_text("T", text, "", NONE).dateline == ""


def test_no_article_loses_all_its_text() -> None:
    for text in ["By Ane Brod", "DORSK (AP) - ***", "(Reporting by Ane Brod)", "Gates shut", "Sign up.", "", "\x01"]:
        clean = clean_text("Gates shut", text, "", ends("Sign up."))
        assert (clean.text, removed(clean)) == (text.replace("\x01", ""), ())


def test_a_copyright_year_that_disagrees_is_a_conflict() -> None:
    for published, conflict in [("2015-12-31", None), ("2017-01-01", "2015"), ("2014-12-31", "2015"), ("", "2015")]:
        line = "© 2015 Leader Call. All Rights reserved."
        clean = clean_text("T", f"They left.\n\n{line}", published, NONE)
        assert clean.conflicts == (() if conflict is None else (("year in the copyright line", conflict, line),))
        assert removed(clean) == (line,)


def test_a_footer_that_is_taken_off_is_still_a_conflict() -> None:
    line = "© 2015 Leader Call."
    clean = clean_text("T", f"They left.\n\n{line}", "2017-01-01", ends(line))
    assert (clean.text, clean.conflicts) == ("They left.", (("year in the copyright line", "2015", line),))


HEADER = """News
Gates shut for good
By Ane Brod
120 words
4 November 2023
The Gazette
GAZT
English
(c) 2023 Gazette Ltd
They left.
They came.
Document GAZT000020231104ejb400001
"""


def test_what_a_database_prints_around_the_text_goes_to_columns() -> None:
    clean = clean_text("", HEADER, "2023-11-04", NONE)
    assert clean.text == "They left.\n\nThey came."
    assert removed(clean) == (DATABASE_HEADER,)
    assert clean.byline == "Ane Brod"
    assert clean.header is not None
    assert (clean.header.title, clean.header.section, clean.header.published) == (
        "Gates shut for good",
        "News",
        "2023-11-04",
    )
    assert clean.conflicts == ()
    # A headline printed once more below the header is still a repeated title.
    again = clean_text("", HEADER.replace("They left.", "Gates shut for good\nThey left."), "", NONE)
    assert (again.text, removed(again)) == (clean.text, (DATABASE_HEADER, REPEATED_TITLE))
    kept = clean_text("", HEADER, "", NONE, keys(DATABASE_HEADER))
    assert kept.text.startswith("News\n\nGates")


def test_a_date_of_the_database_that_disagrees_is_a_conflict() -> None:
    clean = clean_text("", HEADER, "2023-11-05", NONE)
    assert clean.conflicts == (("date in the database header", "2023-11-04", "4 November 2023"),)
    assert clean_text("", HEADER, "", NONE).conflicts == ()


def test_a_paper_of_the_database_that_is_another_is_a_conflict() -> None:
    for source, is_conflict in [
        ("the-gazette", False),
        ("Gazette", False),
        ("gazette.example", True),
        ("TG", False),
        ("G", False),
        ("The Evening Gazette", True),
        ("", False),
    ]:
        clean = clean_text("", HEADER, "", NONE, source=source)
        assert clean.conflicts == (("paper in the database header", "The Gazette", "The Gazette"),) * is_conflict


def test_a_header_without_a_story_is_the_text() -> None:
    lines = HEADER.splitlines()
    clean = clean_text("", "\n".join(lines[:9]), "", NONE)
    assert clean.text == "\n\n".join(lines[:8])
    assert (removed(clean), clean.header) == ((lines[8],), None)


def test_cleaning_again_changes_nothing() -> None:
    clean = clean_text("T", "DORSK (Meridian) - They  left.\r\nThey came.\x07", "2024-01-01", NONE)
    assert clean.text == "They left.\n\nThey came."
    again = clean_text("T", clean.text, "2024-01-01", NONE)
    assert (again.text, removed(again)) == (clean.text, ())


_LINES = [
    "By Ane Brod",
    "DORSK (AP) - They left.",
    "They came. Sign up.",
    "Sign up.",
    "(Reporting by A. Brod)",
    "T",
]


@given(st.lists(st.sampled_from(_LINES)), st.booleans())
def test_every_word_is_in_the_text_or_accounted_for(lines: list[str], some: bool) -> None:
    clean = clean_text("T", "\n\n".join(lines), "", ends("Sign up."), keys(*["Sign up."] * some))
    before, after = tokens(" ".join(lines)), tokens(clean.text)
    assert len(before) >= len(after)
    assert (len(before) > len(after)) is bool(removed(clean))
    assert bool(before) is bool(after)
