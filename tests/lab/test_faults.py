"""What is read when a cell fails."""

from __future__ import annotations

from analysis.errors import CorpusError
from analysis.faults import explain


def test_what_an_article_smuggles_into_a_message_moves_no_cursor() -> None:
    lines = explain(CorpusError("No text in “\x1b[2J\x07\u202eevil\r”\nand more."), None)
    assert lines is not None
    assert lines[0] == "\x1b[1;31mCorpusError:\x1b[0m No text in “\\x1b[2J\\x07\\u202eevil\\r”\\nand more."


def test_nor_into_that_of_a_package_below_the_project() -> None:
    try:
        exec("raise ValueError('bad \\x1b[2Jtext\\nhere')", {"__name__": "analysis.corpus"})
    except ValueError as error:
        lines = explain(error, error.__traceback__)
    assert lines is not None
    assert lines[0] == "\x1b[1;31mValueError:\x1b[0m bad \\x1b[2Jtext\nhere"


def test_too_many_articles_are_told_with_the_way_out() -> None:
    lines = explain(MemoryError(), None)
    assert lines is not None
    assert "sources, since or until" in lines[-1]
