"""Headers of newspaper databases inside the text; all articles are invented."""

from __future__ import annotations

import pytest
from corpus_files import soon
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus.readers.exports import DatabaseHeader, read_database_header
from analysis.corpus.readers.plain_text import one_line

STORY = "The gates of Dorsk were shut on Monday.\n\nDockers said the 500 words of the contract were unfair."
DOCUMENT = "Document GAZT000020231106eja60001x"
FACTIVA = ["News", "Gates shut", "By Ann Lee, Port Reporter", "1,120 words", "6 November 2023", "14:15",
           "The Gazette Online", "GAZT", "English", "Copyright 2023. Gazette Ltd. All rights reserved."]  # fmt: skip


def read(text: str) -> DatabaseHeader:
    header = read_database_header(text)
    assert header is not None
    assert header.body.strip()
    return header


def factiva(lines: list[str], story: str = STORY, end: str = DOCUMENT) -> str:
    return "\n".join([*lines, "", story, "", end])


def test_factiva_as_it_prints() -> None:
    header = read(factiva(FACTIVA))
    assert header[:8] == (
        "News", "Gates shut", "Ann Lee, Port Reporter", "2023-11-06", "6 November 2023", "The Gazette Online",
        "en", "GAZT000020231106eja60001x",
    )  # fmt: skip
    assert header.body.strip() == STORY
    assert header.removed == (*FACTIVA, DOCUMENT)


def test_factiva_in_small_letters_where_blanks_mark_the_byline() -> None:
    lines = ["\ufeffnews", "how to shut a gate", "ann lee   ", "120 words", "6 november 2023", "the gazette", "gazt",
             "1 national", "17", "english", "c 2023 the gazette   "]  # fmt: skip
    header = read(factiva(lines, "the gates were shut", DOCUMENT.lower()))
    assert (header.section, header.title, header.byline) == ("news", "how to shut a gate", "ann lee")
    assert (header.source, header.published, header.document) == ("the gazette", "2023-11-06", DOCUMENT.lower()[9:])
    assert header.body.strip() == "the gates were shut"


KEPT = "(c) 2023 The Gazette   "
STRIPPED = "(c) 2023 The Gazette"


@pytest.mark.parametrize(
    ("above", "notice", "expected"),
    [
        (["Gates shut"], KEPT, ("", "Gates shut", "")),
        (["Gates shut"], STRIPPED, ("", "Gates shut", "")),
        (["Gates shut", "ann lee   "], KEPT, ("", "Gates shut", "ann lee")),
        (["Leading articles", "Shut the gates"], KEPT, ("Leading articles", "Shut the gates", "")),
        (["Leading articles", "Shut the gates"], STRIPPED, ("Leading articles", "Shut the gates", "")),
        (["Gates shut", "By Ann Lee"], STRIPPED, ("", "Gates shut", "Ann Lee")),
        (["News", "Gates shut", "Ann Lee"], STRIPPED, ("News", "Gates shut", "Ann Lee")),
        (["Gates shut", "Ann Lee   ", "thegazette.com"], KEPT, ("", "Gates shut", "Ann Lee")),
        (["Gates shut", "Ann Lee", "thegazette.com"], STRIPPED, ("", "Gates shut", "Ann Lee")),
        (["Gates shut", "By Ann Lee", "Meridian"], STRIPPED, ("", "Gates shut", "Ann Lee")),
        (
            ["News", "Gates shut", "Dockers wait", "By Ann Lee"],
            STRIPPED,
            ("News", "Gates shut Dockers wait", "Ann Lee"),
        ),
        (["News", "By the sea   ", "by ann lee   "], KEPT, ("News", "By the sea", "ann lee")),
        ([], STRIPPED, ("", "", "")),
    ],
)
def test_what_stands_above_the_count_of_words(above: list[str], notice: str, expected: tuple[str, str, str]) -> None:
    header = read(factiva([*above, "90 words", "6 November 2023", "The Gazette", "GAZT", "English", notice]))
    assert header[:3] == expected
    assert header.body.strip() == STORY


def test_a_long_first_line_is_a_title_and_no_section() -> None:
    first = "What the closing of the gates means for every docker in the port of Dorsk"
    header = read(factiva([first, "And who pays", "By Ann Lee", *FACTIVA[3:]]))
    assert (header.section, header.title) == ("", f"{first} And who pays")


def test_without_a_language_or_without_a_copyright_line() -> None:
    assert read(factiva([*FACTIVA[:8], *FACTIVA[9:]])).language == ""
    assert read(factiva(FACTIVA[:9])).body.strip() == STORY


def test_the_search_summary_and_the_credit_go_with_the_tail() -> None:
    summary = ["Search Summary", "Text", "gate or gates", "Author", "All Authors", "Results Found", "2,886",
               "Timestamp", "30 November 2023 17:26", "© 2023 Factiva, Inc. All rights reserved."]  # fmt: skip
    header = read("\n".join([*FACTIVA, STORY, "thegazette.com © Gazette Media 2023", DOCUMENT, *summary]))
    assert header.body.strip() == STORY
    assert header.removed == (*FACTIVA, "thegazette.com © Gazette Media 2023", DOCUMENT, *summary)


def test_a_story_that_goes_on_below_a_document_line_keeps_it() -> None:
    header = read("\n".join([*FACTIVA, STORY, DOCUMENT, "They named it so."]))
    assert header.body.strip().endswith("They named it so.")
    assert (header.document, header.removed[-1]) == ("", FACTIVA[-1])


def test_factiva_field_codes() -> None:
    text = "\n".join([
        "SE  News", "HD  Gates shut", "  at Dorsk", "BY  By Ann Lee", "WC  120 words", "PD  6 November 2023",
        "ET  14:15", "SN  The Gazette", "SC  GAZT", "LA  English", "CY  (c) 2023 Gazette", "LP", "The gates were shut.",
        "TD", "IN the evening they opened.", "", "NS", "gcat : Political/General News", "PUB  Gazette Ltd",
        f"AN  {DOCUMENT}",
    ])  # fmt: skip
    header = read(text)
    assert header[:8] == ("News", "Gates shut at Dorsk", "Ann Lee", "2023-11-06", "6 November 2023", "The Gazette",
                          "en", "GAZT000020231106eja60001x")  # fmt: skip
    assert header.body.split("\n") == ["", "The gates were shut.", "", "IN the evening they opened.", "", ""]
    assert read_database_header(text.replace("PD  6", "XX  6")) is None


NEXIS = """

                              1 of 2 DOCUMENTS


                            The Gazette (Dorsk)

                          November 6, 2023 Monday
                                Edition 1;
                                 National

Gates shut
as dockers wait

BYLINE: Ann Lee

SECTION: NEWS; Pg. 36

LENGTH: 350 words

DATELINE: DORSK

{story}

LOAD-DATE: November 7, 2023

LANGUAGE: ENGLISH

GRAPHIC: The gates, shut on Monday, and a very long row of lorries that wait
in front of them

PUBLICATION-TYPE: Newspaper


                     Copyright 2023 Gazette Newspapers Ltd
                              All Rights Reserved
"""


def test_nexis() -> None:
    header = read(NEXIS.format(story=STORY))
    assert header[:8] == ("NEWS; Pg. 36", "Gates shut as dockers wait", "Ann Lee", "2023-11-06",
                          "November 6, 2023 Monday", "The Gazette (Dorsk)", "en", "")  # fmt: skip
    assert header.body.strip() == STORY
    assert header.removed[0] == "1 of 2 DOCUMENTS"
    assert header.removed[-1] == "All Rights Reserved"


def test_nexis_with_a_labelled_headline_and_no_blank_lines() -> None:
    lines = ["The Gazette (Dorsk)", "November 6, 2023 Monday", "SECTION: NEWS; Pg. 36", "LENGTH: 350 words",
             "HEADLINE: Gates shut, and a headline that is long enough to fill the whole of a line",
             "BYLINE: Ann Lee"]  # fmt: skip
    header = read("\n".join([*lines, "The gates are shut.", "LANGUAGE: ENGLISH", "Copyright 2023 Gazette"]))
    assert header.title == "Gates shut, and a headline that is long enough to fill the whole of a line"
    assert (header.byline, header.body.strip()) == ("Ann Lee", "The gates are shut.")


def test_a_wrapped_label_is_read_whole() -> None:
    long = "BYLINE: Ann Lee, Bo Kim, Cal Moor, Dee Orr, Eve Quill and Fay Reed in Dorsk,\nGus Tam in Halvern"
    header = read(NEXIS.format(story=STORY).replace("BYLINE: Ann Lee", long))
    assert header.byline.endswith("Fay Reed in Dorsk, Gus Tam in Halvern")
    assert header.body.strip() == STORY


PROQUEST = """Gates shut

Author: Lee, Ann.

ProQuest document link

Full text: The gates of Dorsk were shut on Monday.

Location: the story goes on below a line that looks like a label.

Subject: Ports; Strikes

Location: Dorsk

Title: Gates shut: dockers wait

Publication title: The Gazette; Dorsk

Publication date: Nov 6, 2023

Section: News

Language of publication: English

ProQuest document ID: 1234567890

Copyright: Copyright Gazette Newspapers Nov 6, 2023
"""


def test_proquest() -> None:
    header = read(PROQUEST.replace("Location: the story", "Location? The story"))
    assert header[:8] == ("News", "Gates shut: dockers wait", "Lee, Ann", "2023-11-06", "Nov 6, 2023", "The Gazette",
                          "en", "1234567890")  # fmt: skip
    assert header.body.startswith("The gates of Dorsk")
    assert header.body.strip().endswith("looks like a label.")


def test_proquest_with_publication_info_and_headings() -> None:
    text = """Gates shut
Lee, Ann. The Gazette.
Publication info: The Gazette ; Dorsk [Dorsk]. 06 Nov 2023: A.1.
FULL TEXT
The gates were shut.

DETAILS
Subject: Ports
ProQuest document ID: 99
"""
    header = read(text)
    assert (header.title, header.source, header.published, header.document) == (
        "Gates shut", "The Gazette", "2023-11-06", "99",
    )  # fmt: skip
    assert header.body.strip() == "The gates were shut."


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n" * 1000,
        "Gates shut\n\nHe wrote\n500 words\nfor the paper.\n\nEnglish\nwas his language.",
        "Gates shut\n500 words\n6 November 2023\nwas the day the gates were shut.\nThey stayed shut.",
        "Gates shut\nBy Ann Lee\nNovember 6, 2023\n\nThe gates were shut.\n\n© 2023 The Gazette. All rights reserved.",
        "Gates shut\n\nFull text: he said nothing.\n\nTitle: a word he hates.",
        "Gates shut\n\nLENGTH: 350 words\n\nis what the form asked for.",
        "Gates shut\nHD  is a code\nPD  is another\nThe story has no more of them.",
        "\n".join(["A story without a header."] * 200 + FACTIVA),
    ],
)
def test_a_story_is_left_alone(text: str) -> None:
    assert read_database_header(text) is None


CODED = [
    "SE  News",
    "HD  Gates shut",
    "PD  6 November 2023",
    "SN  The Gazette",
    "LP",
    "The gates.",
    "TD",
    "Shut.",
    "NS",
    "x",
]
WHOLE = [
    [*FACTIVA, *STORY.split("\n"), DOCUMENT],
    [*CODED, f"AN  {DOCUMENT}"],
    NEXIS.format(story=STORY).split("\n"),
    PROQUEST.split("\n"),
]
LINES = st.sampled_from([line for lines in WHOLE for line in lines]) | st.text(max_size=20)


@st.composite
def damaged(draw: st.DrawFn) -> str:
    lines = list(draw(st.sampled_from(WHOLE)))
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(lines)))
        lines[at : at + draw(st.integers(0, 1))] = draw(st.lists(LINES, max_size=2))
    return "\n".join(lines)


@given(damaged())
def test_head_story_and_tail_are_the_whole_text(text: str) -> None:
    header = read_database_header(text)
    if header is not None:
        assert header.body in text or "TD" in text
        words = one_line("\n".join([*header.removed, header.body])).split()
        assert sorted(words) == sorted(one_line(text).replace("\ufeff", "").split()) or "TD" in text


@pytest.mark.parametrize(
    "text",
    [
        "\n" * 1_000_000,
        "a " * 500_000,
        " " * 1_000_000 + "x",
        "\n".join([*FACTIVA, "\n" * 1_000_000]),
        "\n".join([*FACTIVA, "word " * 200_000, DOCUMENT]),
        "LENGTH: 1 words\n" + "A" * 1_000_000,
        "Full text:" * 100_000,
        "\n".join(["Copyright"] * 100_000),
    ],
    ids=["blank lines", "one line", "blanks", "no story", "long story", "label", "full text", "copyright"],
)
def test_a_million_characters_are_read_in_time_that_grows_with_them(text: str) -> None:
    # What grows with the square would take minutes.
    with soon(10):
        read_database_header(text)
