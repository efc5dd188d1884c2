"""Words that say how much: frequent in all news, and about nothing."""

from __future__ import annotations

from functools import cache

from babel import Locale, UnknownLocaleError
from babel.units import format_unit

from analysis.text.stopwords import spellings
from analysis.text.tokens import tokens

# One number of each plural form of any language.
_NUMBERS = (0, 1, 2, 3, 5, 11, 100)
# What CLDR has not: "per cent" in two words, short forms, plural forms, and money, which is counted only.
_MORE = {
    "en": "billions bn cent dollars euros millions pct percentage pounds thousands tn trillions",
    "es": "billones euros miles",
    "fr": "euros milliers",
    "it": "cento mila",
    "pt": "cento euros",
}


def is_quantity(word: str, language: str) -> bool:
    """Tell whether a word says how much: "percent", "million" and the like.

    Their forms are those of CLDR for the language ("Prozent", "Milliarden", "Mrd."), with a few of money.

    Examples
    --------
    >>> is_quantity("million", "en"), is_quantity("cent", "en"), is_quantity("prozent", "de"), is_quantity("tax", "en")
    (True, True, True, False)
    """
    return not _quantity_words(language).isdisjoint(spellings(word, language))


@cache
def _quantity_words(language: str) -> frozenset[str]:
    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return frozenset()
    patterns = [
        pattern.pattern.replace("0", " ")
        for by_size in locale.compact_decimal_formats.values()
        for by_number in by_size.values()
        for pattern in by_number.values()
    ]
    shares = [
        format_unit(number, "concentr-percent", length=length, locale=locale)
        for number in _NUMBERS
        for length in ("long", "short")
    ]
    # Without a word for percent Babel gives the name of the unit; of Thai there are only pairs of characters.
    parts = [tokens(part, language) for text in (*patterns, *shares) if "concentr" not in text for part in text.split()]
    words = {part[0] for part in parts if len(part) == 1 and len(part[0]) > 1}
    if language == "ar":
        words |= {f"ال{word}" for word in words}
    return frozenset(spellings(word, language)[0] for word in {*words, *_MORE.get(language, "").split()})
