"""Names that share their words with an accepted one: "Islamic State" beside "Islamic State of Iraq"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import dropwhile

from analysis.sources.abbreviations import FUNCTION_WORDS

_MOST_WORDS = 6
_CAPITAL = r"(?:(?:al|el)-)?[A-ZÀ-ÖØ-Þ][^\W\d_]*(?:['’-][^\W\d_]+)*"
_CAPITALS = rf"{_CAPITAL}(?: {_CAPITAL})*"
_LINK = "of|for|de|du|del|von"
# "Islamic State of Iraq and the Levant": words with capitals, and what is linked to them by a preposition.
_RUN = re.compile(
    rf"(?<!\w){_CAPITALS}(?: (?:{_LINK})(?: (?:the|la|las|los))? {_CAPITALS}(?:,? and(?: the)? {_CAPITAL})?)?"
)
_WORD = re.compile(r"[^\W\d_]+")
_ENDING = 2  # letters by which spellings of a name differ in length
_TAIL = re.compile(rf" (?:{_LINK}) ")


def own_words(name: str) -> list[str]:
    """Split a name into its words without the function words."""
    return [word for word in name.split() if word.lower() not in FUNCTION_WORDS]


def spelling_key(name: str) -> tuple[str, ...]:
    """Reduce a name to what its spellings have in common: the first four letters of each of its own words."""
    return tuple(word[:4] for word in _WORD.findall(" ".join(own_words(name))))


def related_names(text: str, full_names: Sequence[str], heads: re.Pattern[str]) -> Iterator[tuple[str, int]]:
    """Find names in a text that share words with a full name, as `is_longer_or_alike` or `is_shorter` tell.

    Parameters
    ----------
    text : str
        Headline and text.
    full_names : sequence of str
        Accepted names of at least two words.
    heads : Pattern
        Their `head_pattern`, which saves comparing every name with every other.

    Yields
    ------
    (str, int)
        Name and place, in the order of the text.
    """
    for run in _RUN.finditer(text):
        # "The" at the head of a sentence is no part of the name.
        name = " ".join(dropwhile(lambda word: word.lower() in FUNCTION_WORDS, run.group().split(" ")))
        at = run.end() - len(name)
        name = re.sub("['’]s?$", "", name)
        if heads.search(name) and any(is_longer_or_alike(name, full) or is_shorter(name, full) for full in full_names):
            yield name, at


def is_longer_or_alike(name: str, full: str) -> bool:
    """Tell whether a name is a full name with a tail more or less ("of Iraq"), or another spelling of it.

    "Islamic State Caliphate" and "Former Islamic State" are neither: such names mostly mean something else.
    """
    if name == full or not 2 <= len(own_words(name)) <= _MOST_WORDS:
        return False
    # "Organisation" and "Organization", "Democrat" and "Democrats", but not "Committee" and "Committeeman".
    if spelling_key(name) == spelling_key(full):
        return abs(len("".join(own_words(name))) - len("".join(own_words(full)))) <= _ENDING
    short, long = sorted((name, full), key=len)
    return long.startswith(short) and _TAIL.match(long, len(short)) is not None


def is_shorter(name: str, full: str) -> bool:
    """Tell whether a name is a full name without its first or its last word, and still two words long."""
    words, whole = own_words(name), own_words(full)
    return len(words) >= 2 and words in (whole[1:], whole[:-1])


def head_pattern(full_names: Sequence[str]) -> re.Pattern[str] | None:
    """Compile a pattern without which a text holds no related name: two neighbouring words as names begin or end.

    None when no name has two words.
    """
    pairs = {pair for key in map(spelling_key, full_names) if len(key) > 1 for pair in (key[:2], key[-2:])}
    if not pairs:
        return None
    linked = "|".join(sorted(FUNCTION_WORDS))
    between = rf"[^\W\d_]*[\s'’-]+(?:(?:{linked})\s+)*"
    # A word's edge is looked at behind its first letters: a pattern that begins with plain letters is much faster.
    return re.compile("|".join(rf"{a}(?<!\w{a}){between}{b}" for a, b in sorted(pairs)))
