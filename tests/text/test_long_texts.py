"""Hostile texts of 100 kB take no longer than plain ones of their length: every pattern is linear.

A quadratic pattern needs minutes for these (a line of dots once took three), so ten seconds tell them apart.
"""

from __future__ import annotations

import time

import pytest

from analysis.corpus.clean import clean_text, split_paragraphs
from analysis.corpus.credits import find_copyright, find_dateline
from analysis.text import sentence_key, split_sentences, tokens

SIZE = 100_000
UNITS = [
    "a", " ", "\n", "<", ".", "!\"", "。", "'", "-", "a'", "a-", "A.", "A. ", "Mr. ", ". ", "(", "\"", "\u0301",
    "a\u0301", "ข", "© 2015 ", "© ", "A, ", "AB ", "By A, ", "\n ", "\r", "\u00ad", "1", "_",
]  # fmt: skip


@pytest.mark.parametrize("unit", UNITS, ids=ascii)
def test_time_is_linear(unit: str) -> None:
    text = (unit * SIZE)[:SIZE]
    began = time.process_time()
    tokens(text)
    split_sentences(text)
    sentence_key(text)
    split_paragraphs(text)
    find_copyright(text)
    find_dateline(text)
    clean_text(text, text, "", frozenset())
    assert time.process_time() - began < 10


def test_long_texts_are_still_read_right() -> None:
    assert tokens("a" * SIZE) == ["a" * SIZE]
    assert tokens("is " * SIZE) == ["is"] * SIZE
    assert split_sentences("." * SIZE) == ["." * SIZE]
    assert len(split_sentences("Who? " * 20_000)) == 20_000
    assert len(tokens("新" * SIZE)) == SIZE - 1
