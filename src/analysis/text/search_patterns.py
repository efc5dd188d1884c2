"""Patterns that find a word, phrase or name where it is counted."""

from __future__ import annotations

import re
from functools import lru_cache

from analysis.text.segmenters import SEGMENTED
from analysis.text.tokens import PROTECTED_NAMES, UNSPACED, split_chunk
from analysis.text.word_rules import CUTTING, RULED, with_particles

# A hyphen comes first inside a character class.
_APOSTROPHES, _HYPHENS, _DOTS = "'’‘ʼ＇`´‛", "-‐‑﹣－", "·•‧∙⋅・."
# Characters without a blank before and behind a term of a script without blanks: more than a sentence.
_NEAR = 200
_INNER = f"[{_HYPHENS}{_APOSTROPHES}]"
# Longer words are no abbreviations with full stops; letters that others are equal to in small letters.
_DOTTED, _TWINS = 6, "İıſKÅΩẞ"


def as_counted(term: str, language: str = "") -> str:
    """Write a word or phrase, in any capitals, as it is counted; empty when it holds no word.

    Its words as `analysis.text.tokens` gives them, with blanks: in small letters, except names that would turn into
    stop words.

    Examples
    --------
    >>> as_counted("Old  Quarter"), as_counted("IS"), as_counted("is"), as_counted("U.S. Army")
    ('old quarter', 'IS', 'is', 'US army')
    """
    return " ".join(word for chunk in term.split() for word in split_chunk(chunk, language))


@lru_cache(maxsize=10_000)
def term_pattern(term: str, language: str = "") -> re.Pattern[str]:
    """Compile a pattern that finds a term where `analysis.text.tokens` would, and seldom more.

    Whole words in any typeface's apostrophes and hyphens, abbreviations also with full stops (``U.S.``), capitals only
    for names. A term without a word is found nowhere.
    """
    if not term:
        return re.compile("(?!)")
    first, *others = term.split(" ")
    # Words of scripts without blanks occur inside longer runs; all others end where letters end.
    edged = len(split_chunk(first.lstrip("#@") * 2, language)) == 1
    # In Chinese and Japanese, a word of letters also ends before a character of theirs.
    letter = rf"[^\W_{UNSPACED}]" if language in SEGMENTED else r"[^\W_]"
    # A hashtag is a word of its own.
    before = [letter] * edged + ["[#@]"] * (first[0] not in "#@")
    # What is cut off touches what it was cut off.
    before += [rf"[^\W\d_]{_INNER}"] * (edged and language not in CUTTING)
    blank, after = r"\s*" if language in CUTTING else r"\s+", f"(?!{letter}|{_INNER}{letter})" if edged else ""
    if language == "ar":
        words = [any_typeface(word) if word in PROTECTED_NAMES else with_particles(word) for word in (first, *others)]
        words[0] = "".join(f"(?<!{part})" for part in before) + words[0]
    else:
        words = [_led_by(first, before), *map(any_typeface, others)]
    return re.compile(blank.join(words) + after, re.IGNORECASE)


def _led_by(word: str, before: list[str]) -> str:
    """Write a word like `any_typeface`, with what must not be before it.

    That is looked at behind the first letter: Python finds the next of two letters far faster than the next place where
    nothing is before.
    """
    part = re.split(_INNER, word, maxsplit=1)[0]
    capitals = word[0].lower() + word[0].upper() + word[0].upper().lower() + _TWINS
    first = word[0] if part in PROTECTED_NAMES else "".join(re.findall(re.escape(word[0]), capitals, re.IGNORECASE))
    rest, dotted = re.escape(part[1:]), "".join(f"[.]{letter}" for letter in part[1:].upper()) + "[.]"
    if part in PROTECTED_NAMES:
        rest = f"(?-i:{rest}|{dotted})"
    elif part.isalpha() and 1 < len(part) < _DOTTED:
        rest = f"(?:{rest}|{dotted})"
    not_before = "".join(f"(?<!{what}(?s:.))" for what in before)
    return f"(?-i:[{first}]){not_before}{rest}{any_typeface(word[len(part) :])}"


def is_counted_at(text: str, start: int, end: int, counted: str, language: str = "") -> bool:
    """Tell whether what stands at a place, with all that no blank separates from it, holds a term as it is counted.

    Examples
    --------
    >>> is_counted_at("Vive l'Europe", 7, 13, "europe", "fr"), is_counted_at("aujourd'hui", 8, 11, "hui", "fr")
    (True, False)
    """
    if language in RULED:
        left, right = text[max(0, start - _NEAR) : start], text[end : end + _NEAR]
        start -= len(left.split()[-1]) if left and not left[-1].isspace() else 0
        end += len(right.split()[0]) if right and not right[0].isspace() else 0
    return f" {counted} " in f" {as_counted(text[start:end], language)} "


def any_typeface(word: str) -> str:
    """Write a word as a pattern that allows for every typeface's apostrophes and hyphens, and for ``U.S.``."""
    return "".join(_part_pattern(part) for part in re.split(f"({_INNER}|·)", word))


def _part_pattern(part: str) -> str:
    for typefaces in (_APOSTROPHES, _HYPHENS, _DOTS):
        if part and part in typefaces:
            return f"[{typefaces}]"
    plain = re.escape(part)
    written = rf"(?:{plain}|{'[.]'.join(part.upper())}[.])" if part.isalpha() and 1 < len(part) < _DOTTED else plain
    return f"(?-i:{written})" if part in PROTECTED_NAMES else written


def name_pattern(variants: list[str], language: str = "") -> re.Pattern[str]:
    """Compile a pattern that finds the variants of a name: whole words, capitals as given, the longest wins.

    Any typeface's apostrophes and hyphens will do; Arabic particles may be joined to a name, and Chinese characters may
    touch it. The group that matched is that of the variant: ``v0`` the first.

    Examples
    --------
    >>> pattern = name_pattern(["IS", "Inland Sovereignty", "Inland Sovereignty Front"])
    >>> [match.lastgroup for match in pattern.finditer("IS is the Inland Sovereignty Front")]
    ['v0', 'v2']
    """
    longest_first = sorted(enumerate(variants), key=lambda pair: (-len(pair[1]), pair[1]))
    alternatives = "|".join(f"(?P<v{i}>{spell(variant)})" for i, variant in longest_first)
    letter = rf"[^\W{UNSPACED}]" if language in SEGMENTED else r"\w"
    joined = "[وف]?[بكل]?" if language == "ar" else ""
    return re.compile(rf"(?<!{letter}){joined}(?:{alternatives})(?!{letter})")


def spell(variant: str) -> str:
    """Write a name as a pattern that allows for any typeface and any white space, wherever it occurs."""
    return r"\s+".join(map(any_typeface, variant.split()))
