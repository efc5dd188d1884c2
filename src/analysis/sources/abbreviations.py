"""Abbreviations as articles introduce them: "the Inland Sovereignty Front (ISF)"."""

from __future__ import annotations

import re
from collections.abc import Sequence

# Words that a name may hold between its own and an abbreviation may skip.
FUNCTION_WORDS = frozenset([
    "a", "al", "an", "and", "at", "da", "de", "del", "della", "der", "des", "di", "do", "du", "e", "el", "en",
    "et", "for", "für", "in", "la", "las", "le", "les", "los", "of", "on", "the", "to", "und", "v", "van", "von",
    "y",
])  # fmt: skip
_MOST_WORDS = 6
# A name is looked for so many characters before its bracket.
_REACH = 120
_BRACKET = re.compile(r"\(([^\W\d_](?:[.&-]?[^\W\d_]){1,9}\.?)\)")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
# What may stand between two words of a name; whatever else stands there ends it.
_GAP = re.compile(r"[ \u00a0]|[-‐‑]|, | & ")
_CLOSERS = ' \u00a0"”’»“'
_POSSESSIVE = re.compile(r"['’]s?$")


def introduced(text: str) -> list[tuple[str, str, int]]:
    """Find names that are followed by their abbreviation in brackets.

    The letters of the abbreviation are, in order, the initials of a name of two to six words, all with capitals;
    function words ("of", "the") and what follows a hyphen in small letters may be skipped. The abbreviation begins with
    a capital: "(IS)", "(PiS)" and "(Nato)", never "(is)".

    Parameters
    ----------
    text : str
        Headline or text, of any length.

    Returns
    -------
    list of (str, str, int)
        Name, abbreviation and the place of the bracket, in the order of the text; empty when there are none.

    Examples
    --------
    >>> introduced("At the Ministry of Defence (MoD) and in the Inland Front (ISF)")
    [('Ministry of Defence', 'MoD', 27)]
    """
    found = []
    for bracket in _BRACKET.finditer(text):
        start = bracket.start()
        before = text[max(0, start - _REACH) : start].rpartition("\n")[2]
        plain = bracket.group(1).replace(".", "")
        if not plain[0].isupper():
            continue
        name = _name_of(before, [letter for letter in plain if letter.isalpha()])
        if not name and plain[:-1].isupper() and plain.endswith("s"):
            name = _name_of(before, [letter for letter in plain[:-1] if letter.isalpha()])
        if name:
            found.append((name, plain, start))
    return found


def _name_of(before: str, letters: Sequence[str]) -> str:
    """Give the name at the end of a text whose initials are the letters; empty when there is none."""
    words = list(_WORD.finditer(before))
    if len(letters) < 2 or not words or before[words[-1].end() :].strip(_CLOSERS):
        return ""
    first = _first_word(before, words, letters)
    if first < 0:
        return ""
    name = before[words[first].start() : words[-1].end()]
    own = [word for word in name.split() if word not in FUNCTION_WORDS]
    return _POSSESSIVE.sub("", name) if 2 <= len(own) <= _MOST_WORDS else ""


def _first_word(before: str, words: Sequence[re.Match[str]], letters: Sequence[str]) -> int:
    """Find the word at which the initials of all words behind it have spelt the letters; -1 when they do not."""
    left = {len(letters)}  # how many letters may still be unspelt
    for i in range(len(words) - 1, -1, -1):
        word = words[i].group()
        capital = word[0].isupper()
        behind_hyphen = i > 0 and before[words[i - 1].end() : words[i].start()] in ("-", "‐", "‑")
        small = word in FUNCTION_WORDS or (behind_hyphen and not capital)
        spelt = {k - 1 for k in left if (capital or small) and word[0].casefold() == letters[k - 1].casefold()}
        if capital and 0 in spelt:
            return i
        left = spelt - {0} | (left if small else set())
        if not left or not _joined(before, words, i):
            break
    return -1


def _joined(before: str, words: Sequence[re.Match[str]], i: int) -> bool:
    return i > 0 and _GAP.fullmatch(before[words[i - 1].end() : words[i].start()]) is not None
