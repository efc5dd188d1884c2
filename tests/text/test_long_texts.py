"""Four times as long a hostile text takes about four times as long: every pattern is linear.

One that grows with the square takes sixteen times as long for four times the text; a line of dots once took minutes.
"""

from __future__ import annotations

import gc
import time

from analysis.corpus.cleaning.article_language import detect_language
from analysis.corpus.cleaning.boilerplate import Boilerplate
from analysis.corpus.cleaning.clean_article import clean_text, split_paragraphs
from analysis.corpus.cleaning.credits import find_dateline
from analysis.corpus.copyright_lines import find_copyright
from analysis.text import sentence_key, split_sentences, tokens
from analysis.text.tokens import _remembered

SIZE = 60_000
UNITS = [
    "a", " ", "\n", "<", ".", "!\"", "。", "'", "-", "a'", "a-", "A.", "A. ", "Mr. ", ". ", "(", "\"", "\u0301",
    "a\u0301", "ข", "© 2015 ", "© ", "A, ", "AB ", "By A, ", "\n ", "\r", "\u00ad", "1", "_",
    "« ", ". « ", ".»", ". » ", "¿", "。」", "I\u0307", "\u200d", "\u064b", "ش\u0651", "צ\"", "ﷺ", "\ufb01",
    "ق\u2067", "👩\u200d", "新ab", "က\u1039", "\u00b4", "\u2028", ".\u00a0", "\u0130",
]  # fmt: skip


def seconds(unit: str, size: int) -> float:
    """Measure the CPU time of all that is done to a text of one unit again and again."""
    text = (unit * size)[:size]
    # A collection would look through all that other tests have left.
    gc.disable()
    began = time.process_time()
    try:
        tokens(text)
        split_sentences(text)
        sentence_key(text)
        split_paragraphs(text)
        find_copyright(text)
        find_dateline(text)
        detect_language(text)
        clean_text(text, text, "", Boilerplate())
        return time.process_time() - began
    finally:
        gc.enable()


def test_time_is_linear() -> None:
    seconds("a", SIZE)
    for unit in UNITS:
        short, long = (seconds(unit, size) for size in (SIZE // 4, SIZE))
        # What takes no time at all says nothing; a square takes 16 times as long.
        assert long < 10 * short + 1, ascii(unit)


def test_a_word_of_two_megabytes_takes_seconds_and_is_not_kept() -> None:
    for letter in ["a", "é", "新", "ب\u0651", "İ"]:
        text = letter * (2_000_000 // len(letter.encode()))
        began = time.process_time()
        words = tokens(text)
        split_sentences(text)
        detect_language(text)
        assert time.process_time() - began < 30, ascii(letter)
        assert sum(map(len, words)) >= len(words) > 0
        # A cache of such chunks would fill the memory.
        before = _remembered.cache_info().currsize
        tokens(text[:200_000])
        assert _remembered.cache_info().currsize == before


def test_a_million_words_take_seconds() -> None:
    began = time.process_time()
    assert len(tokens("word " * 1_000_000)) == 1_000_000
    assert len(split_sentences("Word. " * 1_000_000)) == 1_000_000
    assert time.process_time() - began < 30


def test_long_texts_are_still_read_right() -> None:
    assert tokens("a" * SIZE) == ["a" * SIZE]
    assert tokens("is " * SIZE) == ["is"] * SIZE
    assert split_sentences("." * SIZE) == ["." * SIZE]
    assert len(split_sentences("Who? " * 20_000)) == 20_000
    assert len(tokens("新" * SIZE)) == SIZE - 1
