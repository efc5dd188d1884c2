"""Patterns that find a word, phrase or name where it is counted."""

from __future__ import annotations

import re

from analysis.text import PROTECTED_NAMES, split_chunk

# A hyphen comes first inside a character class.
_APOSTROPHES, _HYPHENS = "'’‘ʼ＇`´‛", "-‐‑﹣－"
_INNER = f"[{_HYPHENS}{_APOSTROPHES}]"


def as_counted(term: str) -> str:
    """Write a word or phrase, in any capitals, as it is counted; empty when it holds no word.

    Its words as `analysis.text.tokens` gives them, with blanks: in small letters, except names that would turn into
    stop words.

    Examples
    --------
    >>> as_counted("Old  Quarter"), as_counted("IS"), as_counted("is"), as_counted("U.S. Army")
    ('old quarter', 'IS', 'is', 'US army')
    """
    return " ".join(word for chunk in term.split() for word in split_chunk(chunk))


def term_pattern(term: str) -> re.Pattern[str]:
    """Compile a pattern that finds a term where `analysis.text.tokens` would, and seldom more.

    Whole words in any typeface's apostrophes and hyphens, abbreviations also with full stops (``U.S.``), capitals only
    for names.
    """
    words = term.split(" ")
    named = any(part in PROTECTED_NAMES for part in re.split(r"[ '-]", term))
    # Words of scripts without blanks occur inside longer runs; all others end where letters end.
    edged = len(split_chunk(words[0] * 2)) == 1
    before, after = (rf"(?<![^\W_])(?<![^\W\d_]{_INNER})", rf"(?![^\W_]|{_INNER}[^\W_])") if edged else ("", "")
    between = r"\s+".join(any_typeface(word) for word in words)
    return re.compile(f"{before}{between}{after}", re.NOFLAG if named else re.IGNORECASE)


def any_typeface(word: str) -> str:
    """Write a word as a pattern that allows for every typeface's apostrophes and hyphens, and for ``U.S.``."""
    return "".join(_part_pattern(part) for part in re.split(f"({_INNER})", word))


def _part_pattern(part: str) -> str:
    if part in (*_APOSTROPHES, *_HYPHENS):
        return f"[{_APOSTROPHES if part in _APOSTROPHES else _HYPHENS}]"
    plain = re.escape(part)
    return rf"(?:{plain}|{'[.]'.join(part.upper())}[.])" if part.isalpha() and 1 < len(part) < 6 else plain


def name_pattern(variants: list[str]) -> re.Pattern[str]:
    """Compile a pattern that finds the variants of a name: whole words, capitals as given, the longest wins.

    Any typeface's apostrophes and hyphens will do. The group that matched is that of the variant: ``v0`` the first.

    Examples
    --------
    >>> pattern = name_pattern(["IS", "Inland Sovereignty", "Inland Sovereignty Front"])
    >>> [match.lastgroup for match in pattern.finditer("IS is the Inland Sovereignty Front")]
    ['v0', 'v2']
    """
    longest_first = sorted(enumerate(variants), key=lambda pair: (-len(pair[1]), pair[1]))
    alternatives = "|".join(f"(?P<v{i}>{spell(variant)})" for i, variant in longest_first)
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)")


def spell(variant: str) -> str:
    """Write a name as a pattern that allows for any typeface and any white space, wherever it occurs."""
    return r"\s+".join(map(any_typeface, variant.split()))
