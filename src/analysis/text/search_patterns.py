"""Patterns that find a word, phrase or name where it is counted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial

from analysis.text.segmenters import SEGMENTED
from analysis.text.tokens import PROTECTED_NAMES, UNSPACED, split_chunk
from analysis.text.word_rules import CUTTING, ENDINGS, RULED, with_particles

# A hyphen comes first inside a character class.
_APOSTROPHES, _HYPHENS, _DOTS = "'’‘ʼ＇`´‛", "-‐‑﹣－", "·•‧∙⋅・."
# Characters without a blank before and behind a term of a script without blanks: more than a sentence.
_NEAR = 200
_INNER = f"[{_HYPHENS}{_APOSTROPHES}]"
# Longer words are no abbreviations with full stops; letters that others are equal to in small letters.
_DOTTED, _TWINS = 6, "İıſKÅΩẞ"
# Letters that are no ASCII letter in small letters and equal to one.
_ALSO_ASCII = "ıſ"


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


@dataclass(frozen=True)
class TermPattern:
    """Finds a term as `re.Pattern` does, with what must not be before and behind it checked where the term stands.

    That saves compiling these patterns, which are long and the same for all terms. ``begin`` is what every use begins
    with in small letters, unless it is written with full stops; empty for nothing that can be looked for.
    """

    term: re.Pattern[str]
    before: re.Pattern[str]
    behind: re.Pattern[str]
    begin: str = ""

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Find one use after the other."""
        at, next_match = 0, self._search(text)
        while match := next_match(at):
            stands = (
                self.before.match(text, match.start())
                and self.behind.match(text, match.end())
                and not _is_numbered(text, match.start())
            )
            if stands:
                yield match
            at = match.end() if stands else match.start() + 1

    def _search(self, text: str) -> Callable[[int], re.Match[str] | None]:
        """Give the function that finds the next place from one on, the fastest for this text."""
        small = _in_small_letters(text) if self.begin else ""
        if not small or f"{self.begin[0]}.{self.begin[1:2]}" in small:
            return partial(self.term.search, text)

        # Python finds a string far faster than a pattern of either case.
        def find(at: int) -> re.Match[str] | None:
            while (at := small.find(self.begin, at)) >= 0:
                if match := self.term.match(text, at):
                    return match
                at += 1
            return None

        return find

    def search(self, text: str) -> re.Match[str] | None:
        """Find the first use."""
        return next(self.finditer(text), None)


def _is_numbered(text: str, at: int) -> bool:
    """Tell whether what begins at a place is joined to a number, as in "27-year-old", and so no word of its own."""
    if not at or text[at - 1] not in _HYPHENS + _APOSTROPHES or not text[at].islower():
        return False
    begin = at - 1
    while begin and text[begin - 1].isdecimal():
        begin -= 1
    before = text[max(0, begin - 2) : begin]
    # A name is no number: "F-16-jets".
    is_name = before[-1:].isalnum() or (before[:1].isalpha() and before[1:] in (*_HYPHENS, *_APOSTROPHES))
    return begin < at - 1 and not is_name


@lru_cache(maxsize=256)
def _in_small_letters(text: str) -> str:
    """Write a text in small letters, each in its place; empty for one with letters that are equal to others."""
    small = text.lower()
    # Only İ makes a text longer.
    as_they_are = text.isascii() or (len(small) == len(text) and not any(letter in small for letter in _ALSO_ASCII))
    return small if as_they_are else ""


@lru_cache(maxsize=10_000)
def term_pattern(term: str, language: str = "") -> TermPattern:
    """Make a pattern that finds a term where `analysis.text.tokens` would, and seldom more.

    Whole words in any typeface's apostrophes and hyphens, abbreviations also with full stops (``U.S.``), capitals only
    for names. A term without a word is found nowhere.
    """
    first, *others = term.split(" ")
    # Words of scripts without blanks occur inside longer runs; all others end where letters end.
    edged = len(split_chunk(first.lstrip("#@") * 2, language)) == 1
    # In Chinese and Japanese, a word of letters also ends before a character of theirs.
    letter = rf"[^\W_{UNSPACED}]" if language in SEGMENTED else r"[^\W_]"
    # What is cut off touches what it was cut off.
    blank, joint = (r"\s*", "") if language in CUTTING else (r"\s+", rf"(?<![^\W\d_]{_INNER})" if edged else "")
    # A hashtag is a word of its own.
    before = joint if first[:1] in ("#", "@") else f"{joint}(?<![#@])"
    words = [_led_by(first, f"(?<!{letter}.)" if edged else "", language), *(_write(word, language) for word in others)]
    return TermPattern(
        re.compile(
            blank.join(words) + (f"(?!{letter})" if edged else "") if term else "(?!)", re.IGNORECASE | re.DOTALL
        ),
        re.compile(before),
        re.compile(
            f"(?!{_INNER}{letter})" + (f"|(?={ENDINGS[language]})" if language in ENDINGS else "") if edged else ""
        ),
        _begin(first, language),
    )


def _begin(word: str, language: str) -> str:
    # Languages with rules of their own cut words, or have other small letters.
    part = re.split(_INNER, word, maxsplit=1)[0]
    return part if part.isascii() and part not in PROTECTED_NAMES and language not in RULED else ""


def _led_by(word: str, not_before: str, language: str) -> str:
    """Write a word with what must not be before it behind its first letter.

    Python finds the next of two letters far faster than the next place where something is not before.
    """
    if language == "ar" and word not in PROTECTED_NAMES:
        return f"{not_before.replace('.)', ')')}{with_particles(word)}"
    part = re.split(_INNER, word, maxsplit=1)[0]
    capitals = word[:1].lower() + word[:1].upper() + word[:1].upper().lower() + _TWINS
    same = "".join(re.findall(re.escape(word[:1]), capitals, re.IGNORECASE))
    if not part:
        # It begins with an apostrophe or hyphen.
        return f"{any_typeface(word[:1])}{not_before}{any_typeface(word[1:])}"
    rest, dotted = re.escape(part[1:]), "".join(rf"\.{letter}" for letter in part[1:].upper()) + r"\."
    if part in PROTECTED_NAMES:
        same, rest = word[0], f"(?-i:{rest}|{dotted})"
    elif part.isalpha() and 1 < len(part) < _DOTTED:
        rest = f"(?:{rest}|{dotted})"
    return f"(?-i:[{re.escape(same)}]){not_before}{rest}{any_typeface(word[len(part) :])}"


def _write(word: str, language: str) -> str:
    return with_particles(word) if language == "ar" and word not in PROTECTED_NAMES else any_typeface(word)


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
