"""Words that say how much."""

from __future__ import annotations

import pytest

from analysis.text import is_quantity


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "percent cent pct million billions bn thousand pounds"),
        ("de", "prozent millionen milliarde mrd tausend"),
        ("no", "prosent millioner"),
        ("fr", "cent millions milliard euros"),
        ("es", "ciento millones mil number"),
        ("ar", "مليون والمليون الف ألف بالمئة"),
        ("ru", "процентов миллиарда тыс"),
    ],
)
def test_numbers_and_shares_say_how_much(language: str, words: str) -> None:
    assert [word for word in words.split() if not is_quantity(word, language)] == []


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "dollar pound tax share millionaire milliarde tn"),
        ("de", "million\u00e4r anteil bio"),
        ("da", "mia bio"),
        ("no", "bill"),
        ("hi", "\u0905\u0930\u092c \u0928\u0940\u0932"),
        ("th", "\u0e25\u0e49 \u0e32\u0e19"),
        ("zh", "concentr-percent \u7a0e"),
        ("xx", "percent million"),
        ("", "percent"),
        ("../en", "percent"),
    ],
)
def test_other_words_do_not(language: str, words: str) -> None:
    assert [word for word in words.split() if is_quantity(word, language)] == []
