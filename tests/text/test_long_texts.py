"""A hostile text eight times as long takes about eight times as long: every pattern is linear.

A line of dots once took minutes.
"""

from __future__ import annotations

from growth import is_linear

from analysis.corpus.cleaning.article_language import detect_language
from analysis.corpus.cleaning.boilerplate import Boilerplate
from analysis.corpus.cleaning.clean_article import clean_text, split_paragraphs
from analysis.corpus.cleaning.credits import find_dateline
from analysis.corpus.cleaning.cut_words import find_cuts
from analysis.corpus.cleaning.markup import remove_markup
from analysis.corpus.copyright_lines import find_copyright
from analysis.corpus.outlet_names import without_outlet
from analysis.text import sentence_key, split_sentences, tokens
from analysis.text.tokens import _remembered

SIZE = 20_000
UNITS = [
    "a", " ", "\n", "<", ".", "!\"", "。", "'", "-", "a'", "a-", "A.", "A. ", "Mr. ", ". ", "(", "\"", "\u0301",
    "a\u0301", "ข", "© 2015 ", "© ", "A, ", "AB ", "By A, ", "\n ", "\r", "\u00ad", "1", "_",
    "« ", ". « ", ".»", ". » ", "¿", "。」", "I\u0307", "\u200d", "\u064b", "ش\u0651", "צ\"", "ﷺ", "\ufb01",
    "ق\u2067", "👩\u200d", "新ab", "က\u1039", "\u00b4", "\u2028", ".\u00a0", "\u0130", "word ", "Word. ",
    "<a ", "“", "- ", "By ", "a@", "1,", "LONDON (", "&amp;",
]  # fmt: skip


def hostile(unit: str, size: int) -> str:
    text = (unit * size)[:size]
    # Blanks at the ends are cut off.
    return f"x{text}x" if text.isspace() else text


def clean(text: str) -> object:
    return clean_text(text, text, "", Boilerplate())


def shorten(text: str) -> object:
    return without_outlet(text, "Quay Courier")


READING = (
    *(tokens, split_sentences, sentence_key, split_paragraphs),
    *(find_copyright, find_dateline, detect_language, clean),
    *(remove_markup, find_cuts, shorten),
)


def test_time_is_linear() -> None:
    for unit in UNITS:
        for read in READING:
            assert is_linear(lambda size, unit=unit, read=read: read(hostile(unit, size)), SIZE), (ascii(unit), read)


def test_time_is_linear_in_a_word_that_is_too_long_to_be_kept() -> None:
    for letter in ["a", "é", "新", "ب\u0651", "İ"]:
        for read in (tokens, split_sentences, detect_language):
            assert is_linear(lambda size, letter=letter, read=read: read(letter * size), 100_000), ascii(letter)
        # A cache of such chunks would fill the memory.
        before = _remembered.cache_info().currsize
        words = tokens(letter * 100_000)
        assert sum(map(len, words)) >= len(words) > 0
        assert _remembered.cache_info().currsize == before


def test_long_texts_are_still_read_right() -> None:
    assert tokens("a" * 60_000) == ["a" * 60_000]
    assert tokens("is " * 200_000) == ["is"] * 200_000
    assert split_sentences("." * 60_000) == ["." * 60_000]
    assert len(split_sentences("Who? " * 200_000)) == 200_000
    assert len(tokens("新" * 60_000)) == 59_999
