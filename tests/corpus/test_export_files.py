"""Text files with several articles, as newspaper databases export them; all articles are invented."""

from __future__ import annotations

from pathlib import Path

import pytest
from corpus_files import articles_of, part_of, soon
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus.readers.article_rows import ArticleRow, RefusedRow
from analysis.corpus.readers.exports import read_database_header, read_export


def factiva(number: int, story: str = "The gates were shut.") -> str:
    return f"""News
Gates shut {number}
By Ann Lee
120 words
{number} November 2023
The Gazette
GAZT
English
(c) 2023 The Gazette

{story}

Document GAZT0000202311{number:02}eja60001x

"""


def nexis(number: int, of: int, story: str = "The gates were shut.") -> str:
    return f"""
                               {number} of {of} DOCUMENTS


                                  The Gazette

                            November {number % 28}, 2023 Monday

Gates shut {number}

BYLINE: Ann Lee

SECTION: NEWS; Pg. 2

LENGTH: 120 words

{story}

LOAD-DATE: November 7, 2023

LANGUAGE: ENGLISH

                         Copyright 2023 The Gazette
                              All Rights Reserved
"""


def proquest(number: int, heading: str = "") -> str:
    return f"""____________________________________________________________
{heading}
Gates shut {number}

Author: Lee, Ann

Full text: The gates were shut.

They stayed shut.

Title: Gates shut {number}

Publication title: The Gazette; Dorsk

Publication date: Nov {number}, 2023

Section: News

Language of publication: English

ProQuest document ID: 99{number}

Links: gone
"""


def export(text: str, path: str, folder: str | None = None) -> list[ArticleRow | RefusedRow] | None:
    return read_export(text, part_of("", path, folder))


def test_factiva() -> None:
    found = articles_of(export(factiva(1) + factiva(2), "exports/part1.txt"))
    assert found == [
        ArticleRow(
            path="exports/part1.txt",
            line=line,
            article_id=f"exports/part1/GAZT0000202311{number:02}eja60001x",
            source="The Gazette",
            text="The gates were shut.",
            title=f"Gates shut {number}",
            published=f"2023-11-{number:02}",
            date_as_found=f"{number} November 2023",
            label="News",
            language="en",
            byline="Ann Lee",
        )
        for number, line in [(1, 1), (2, 15)]
    ]


def test_nexis() -> None:
    cover = "\n\nDownload Request: Selected Items: 1-2\nTime Of Request: Friday\n\nTerms: (gates and\nnot doors)\n\n"
    found = articles_of(export(cover + nexis(1, 2) + nexis(2, 2), "export.TXT"))
    assert found == [
        ArticleRow(
            path="export.TXT",
            line=line,
            article_id=f"export/{number}",
            source="The Gazette",
            text="The gates were shut.",
            title=f"Gates shut {number}",
            published=f"2023-11-{number:02}",
            date_as_found=f"November {number}, 2023 Monday",
            label="NEWS; Pg. 2",
            language="en",
            byline="Ann Lee",
        )
        for number, line in [(1, 10), (2, 34)]
    ]


@pytest.mark.parametrize("headings", [("", ""), ("Document 1 of 2", "Document 2 of 2")])
def test_proquest(headings: tuple[str, str]) -> None:
    end = "____________________________________________________________\nContact us at: nowhere\n"
    text = "".join(proquest(number, heading) for number, heading in enumerate(headings, 1)) + end
    found = articles_of(export(text, "a/b/pq.txt.gz"))
    assert [row.article_id for row in found] == ["a/b/pq/991", "a/b/pq/992"]
    assert [row.published for row in found] == ["2023-11-01", "2023-11-02"]
    for row in found:
        assert row.text == "The gates were shut.\n\nThey stayed shut."
        assert (row.source, row.byline, row.label) == ("The Gazette", "Lee, Ann", "News")


def test_nexis_uni_with_its_cover() -> None:
    def uni(number: int) -> str:
        return f"""
Gates shut {number}
The Gazette
November {number}, 2023 Monday 9:26 PM GMT
Copyright 2023 The Gazette All Rights Reserved
Section: NEWS; Pg. 36
Length: 120\u00a0words
Byline:\u00a0Ann Lee
Body
The gates were shut.
Classification
Language: ENGLISH
Subject: HARBORS & PORTS (90%); LABOR DISPUTES (88%)
Load-Date: November 7, 2023
End of Document
"""

    cover = (
        "User Name: Reader\nJob Number: 7\nDocuments (2)\n1. Gates shut 1\n| About LexisNexis | Terms & Conditions |"
    )
    found = articles_of(export(cover + uni(1) + uni(2), "uni.txt"))
    assert [(row.article_id, row.line) for row in found] == [("uni/1", 6), ("uni/2", 21)]
    assert [(row.title, row.published) for row in found] == [(f"Gates shut {n}", f"2023-11-0{n}") for n in (1, 2)]
    for row in found:
        assert (row.source, row.text, row.language) == ("The Gazette", "The gates were shut.", "en")
        assert (row.label, row.byline) == ("NEWS; Pg. 36", "Ann Lee")


def test_a_search_summary_between_two_exports_is_no_article() -> None:
    summary = "Search Summary\nText\ngates\nResults Found\n2\n© 2023 Factiva, Inc. All rights reserved.\n"
    found = articles_of(export(factiva(1) + summary + factiva(2) + summary, "f.txt"))
    assert [(row.title, row.line) for row in found] == [("Gates shut 1", 1), ("Gates shut 2", 21)]


def test_lines_of_printed_pages_are_left_out() -> None:
    page = "Page 1 of 2 © 2023 Factiva, Inc. All rights reserved."
    text = page + "\n" + factiva(1, f"The gates\n{page}\nwere shut.") + factiva(2)
    assert [row.text for row in articles_of(export(text, "f.txt"))] == [
        "The gates\n\nwere shut.",
        "The gates were shut.",
    ]


def test_a_file_of_one_article_has_the_name_and_the_source_of_its_folder() -> None:
    [row] = articles_of(export(factiva(1), "gazette/2023/one.txt"))
    assert (row.article_id, row.source, row.title) == ("gazette/2023/one", "gazette", "Gates shut 1")
    [row] = articles_of(export(factiva(1), "one.txt"))
    assert (row.article_id, row.source) == ("one", "The Gazette")
    [row] = articles_of(export(factiva(1), "gazette.zip/one.txt", ""))
    assert row.source == "The Gazette"


def test_what_is_missing_is_said_once() -> None:
    found = export(nexis(1, 250) + nexis(2, 250), "export.txt")
    assert found is not None
    assert [type(row) for row in found] == [ArticleRow, ArticleRow, RefusedRow]
    assert found[-1].reason == (  # type: ignore[union-attr]
        "the file announces 250 articles, 2 were found: export it again if some are missing"
    )


@pytest.mark.parametrize(
    ("numbers", "missing"),
    [
        ([(1, 2), (2, 2)], ""),
        ([(1, 3), (3, 3)], "announces 3 articles, 2 "),
        ([(1, 1), (1, 1), (1, 1)], ""),
        ([(1, 2), (2, 2), (1, 3), (2, 3)], "announces 5 articles, 4 "),
        ([(201, 250), (202, 250)], ""),
        ([(201, 250), (203, 250)], "announces 3 articles, 2 "),
    ],
)
def test_the_numbers_of_exports_and_of_their_parts(numbers: list[tuple[int, int]], missing: str) -> None:
    found = export("".join(nexis(*number) for number in numbers), "export.txt")
    assert found is not None
    refused = [row for row in found if isinstance(row, RefusedRow)]
    assert len(found) - len(refused) == len(numbers)
    assert [missing in row.reason for row in refused] == [True] * bool(missing)


def test_a_part_without_header_or_story_is_refused_with_its_line() -> None:
    broken = "\n                 2 of 3 DOCUMENTS\n\nThe Gazette\n\nno more of it\n"
    found = export(nexis(1, 3) + broken + nexis(3, 3, story=""), "export.txt")
    assert found is not None
    assert [(type(row), row.line, row.article_id) for row in found] == [
        (ArticleRow, 2, "export/1"),
        (RefusedRow, 26, "export/2"),
        (RefusedRow, 32, "export/3"),
    ]
    assert [row.reason.split(":")[0] for row in found if isinstance(row, RefusedRow)] == [
        "no header of an article in this part of the export",
        "no text below the header of the article",
    ]


def test_words_after_the_last_article_are_refused() -> None:
    found = export(factiva(1) + factiva(2) + "And a note of the reader.\n", "f.txt")
    assert found is not None
    assert [type(row) for row in found] == [ArticleRow, ArticleRow, RefusedRow]
    assert found[2].line == 29


def test_the_last_article_may_lack_its_end() -> None:
    text = factiva(1) + factiva(2)
    found = articles_of(export(text[: text.rindex("Document")], "f.txt"))
    assert [row.article_id for row in found] == ["f/GAZT000020231101eja60001x", "f/2"]


def test_an_export_that_cannot_be_split_is_refused_as_one() -> None:
    parts = "".join(f"{number} of 2 DOCUMENTS\n\nSomething else.\n\n" for number in (1, 2))
    assert export(parts, "export.txt") == [
        RefusedRow(
            "export.txt", 1, "",
            "it looks like an export of Nexis with 2 articles, but none has a header that is known: no line such as "
            "'LENGTH: 350 words' was understood among 'Something else.'; export it again in English with all fields, "
            "or as a table",
        )
    ]  # fmt: skip


def test_marks_without_articles_are_refused_as_one() -> None:
    found = export("End of Document\n" * 3, "export.txt")
    assert found is not None
    assert [type(row) for row in found] == [RefusedRow]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Gates shut\n\nThe gates were shut.",
        "Gates shut\n\nHe was shown\nDocument 1 of 34\nand no other.",
        "Gates shut\n\nHe read 1 of 250 documents.\n\nEnd of Document\n",
        "Gates shut\n____________________________\nThe gates were shut.\n____________________________\n",
        "Gates shut\n\nDocument GAZT000020231101eja60001x is what he asked for.",
        "Gates shut\n120 words\n6 November 2023\nThe Gazette\nGAZT\nEnglish\n(c) 2023 The Gazette\nShut.",
    ],
)
def test_an_article_is_not_an_export(text: str) -> None:
    assert export(text, "gazette/a.txt") is None


def test_no_article_of_the_sample_is_an_export_or_has_a_header() -> None:
    sample = Path(__file__).parents[2] / "data" / "raw"
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in sample.rglob("*.txt")]
    assert len(texts) > 50
    assert not any(export(text, "a.txt") or read_database_header(text) for text in texts)


PIECES = [factiva(1), nexis(1, 2), nexis(2, 2), proquest(1), *factiva(2).split("\n"), *nexis(3, 3).split("\n"),
          "Full text: x", "End of Document", "Search Summary", "words of a story"]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=20), max_size=12))
def test_whatever_stands_there_has_one_outcome(pieces: list[str]) -> None:
    text = "\n".join(pieces)
    found = export(text, "d.txt")
    assert found == export(text, "d.txt")
    if found is not None:
        lines = [row.line for row in found]
        assert lines
        assert lines == sorted(set(lines))
        assert 1 <= lines[0] <= lines[-1] <= text.count("\n") + 2


@pytest.mark.parametrize(
    "text",
    [
        "\n" * 1_000_000,
        "a " * 500_000,
        " " * 1_000_000,
        "_" * 1_000_000,
        factiva(1) + "\n" * 1_000_000,
        factiva(1) + "word " * 200_000,
        "Page 1 of 2 " * 80_000 + "\n" + factiva(1),
        "Search Summary\n" * 60_000 + factiva(1),
        "1 of 2 DOCUMENTS\n" * 10_000,
    ],
    ids=["lines", "words", "blanks", "rule", "end", "word", "pages", "summaries", "marks"],
)
def test_a_million_characters_are_read_in_time_that_grows_with_them(text: str) -> None:
    # What grows with the square would take minutes.
    with soon(10):
        export(text, "d.txt")
