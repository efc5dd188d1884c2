"""Boilerplate: what a source repeats around its stories, recognised and removed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from analysis.corpus.cleaning.boilerplate_words import LINK, names_agency
from analysis.corpus.cleaning.patterns import (
    RUN,
    closing,
    count_words,
    ends_like_a_sentence,
    hash_texts,
    is_label,
    opening,
    pattern,
    plain,
    runs,
)
from analysis.corpus.copyright_lines import mentions_copyright

# Paragraphs at either end to look at: a header with a line for each of section, page, time, edition ... is long.
DEPTH = 10
# Characters; no footer with a number that changes is longer.
MAX_CHARACTERS = 1_000
_MAX_ROW = 120
# Words of a run of sentences that is found in different articles again and again.
MIN_BLOCK = 60
# A line with words glued before the first sentence: so many at most.
MAX_GLUED = 8
# Paragraphs of so many words show whether an article ends them with full stops.
_LONG = 10

# Nine digits or more, in groups, from 0 or behind a +; no date, with its time behind it.
_TELEPHONE = re.compile(r"(?<![\w.,/-])(?!\d\d?[/-]\d\d?[/-]\d\d)(?:\+\d|\(?0)(?:[ ()/-]{0,2}\d){8,}(?![\w,])")

# Removal log entry: what is inserted differs in every article.
INSERTION = "(a full name and headlines, inserted between a name and MORE)"
# "Mayor Brod Ane BrodPort shut for days MORE", "Ane BrodAne BrodPort shut MORE": a name again, glued to a headline.
_INSERTED = re.compile(
    r"\b(?:(?P<surname>[^\W\d_a-z][\w’'-]{0,29}[^\W\d_A-Z])(?: \(?[^\W\d_a-z][^\s()]{0,30}\)?){1,6}? (?P=surname)"
    r"|(?P<name>[^\W\d_a-z]\S{1,30}(?: \S{1,30}){1,3})(?P=name))"
    r"(?:(?=[“‘'\"$]?[A-Z\d]).{0,600}?\b)??MORE\b"
)

# Words that begin a sentence and, with a capital, no name.
_BEGINNINGS_WORDS = (
    "The A An In On At It He She They We But And As When While After For This That There With Der Die Das Ein Eine Es "
    "Im Am Auf Mit Nach Bei Und Aber Als Wenn"
)
_BEGINNINGS = frozenset(_BEGINNINGS_WORDS.split())
# Definite articles, as they begin names of newspapers too.
ARTICLES = frozenset(["The", "Der", "Die", "Das"])
# Words to a reader.
_READER_WORDS = (
    "you your yours our us vous votre vos nous notre sie ihr ihre ihnen unser unsere usted ustedes su sus tu você seu "
    "sua voi vostro je jouw u uw ni din ditt du"
)
_READER = frozenset(_READER_WORDS.split())


@dataclass(frozen=True)
class Boilerplate:
    """What one source repeats, as hashes (`hash_texts`).

    Sentences and paragraphs to a reader go also when most of their words are in runs that are repeated.
    """

    ends: frozenset[int] = frozenset()  # of paragraphs to remove at the head or tail (`end_key`)
    beside: frozenset[int] = frozenset()  # of short paragraphs to remove there next to one that is removed
    lines: frozenset[int] = frozenset()  # of lines that are no sentence, to remove wherever they are (`pattern`)
    openings: frozenset[int] = frozenset()  # of what opens or closes lines to remove anywhere (`opening`, `closing`)
    spoken: frozenset[int] = frozenset()  # of what is said to a reader (`pattern`), and of `runs` of words in it
    near: frozenset[int] = frozenset()  # of sentences to remove next to what is said to a reader
    edges: frozenset[int] = frozenset()  # of sentences to remove in the first and the last two paragraphs
    first_last: frozenset[int] = frozenset()  # of lines (`pattern`) to remove where they are the first or last one
    blocks: frozenset[int] = frozenset()  # of sentences to remove where `MIN_BLOCK` words of them are in a row
    glued: frozenset[int] = frozenset()  # of words to remove that precede the first sentence of a paragraph


class Removed(NamedTuple):
    """What was removed from an article, and the key under which the removal log counts it."""

    text: str
    key: int


def removal_key(text: str) -> int:
    """Hash a string of the removal log: strings of one pattern are one."""
    return int(hash_texts([pattern(text)])[0])


def kept_keys(text: str) -> frozenset[int]:
    """Give all keys under which a string that is to be kept may be known as boilerplate."""
    keys = (plain, end_key, pattern, opening, closing, saying_key)
    forms = {*(key(text) for key in keys), *runs(text)} - {""}
    return frozenset(hash_texts(sorted(forms)).tolist())


def saying_key(text: str) -> str:
    """Write what pages say around any article as its kind: first and last word, agency, link, or address.

    Examples
    --------
    >>> [saying_key(text) for text in ("Follow Ane Brod on Twitter @anebrod", "Ane Brod/Getty Images", "Hide Caption")]
    ['follow … @', '… agency', 'hide caption']
    """
    words = ["@" if "@" in word else word for word in pattern(text).split(" ")]
    if names_agency(text):
        return "… agency"
    if text.endswith(f" {LINK}"):
        return f"… {LINK}"
    return " ".join(words) if len(words) <= RUN else f"{words[0]} … {words[-1]}"


def end_key(paragraph: str) -> str:
    """Write a paragraph as what recurs at the ends: its pattern, or exactly if it is a sentence with its numbers."""
    if ends_like_a_sentence(paragraph) and not mentions_copyright(paragraph):
        return plain(paragraph)
    return pattern(paragraph)


def end_paragraphs(paragraphs: list[str]) -> list[int]:
    """List the positions of the paragraphs at the head and tail of an article, except very long ones."""
    n = len(paragraphs)
    positions = [*range(min(DEPTH, n)), *range(max(DEPTH, n - DEPTH), n)]
    return [i for i in positions if len(paragraphs[i]) <= MAX_CHARACTERS]


def ends_sentences(paragraphs: list[str]) -> bool:
    """Say whether the long paragraphs of an article mostly end like sentences; no text without full stops does."""
    long = [ends_like_a_sentence(paragraph) for paragraph in paragraphs if count_words(paragraph) > _LONG]
    return 2 * sum(long) > len(long)


def is_line(paragraph: str, full_stops: bool) -> bool:
    """Say whether a paragraph is a line: short, with a telephone number, or any without a full stop among sentences."""
    return (
        is_label(paragraph)
        or (full_stops and not ends_like_a_sentence(paragraph) and any(map(str.isalpha, paragraph)))
        or (_TELEPHONE.search(paragraph) is not None and not ends_like_a_sentence(paragraph))
    )


def in_tables(paragraphs: list[str]) -> list[bool]:
    """Say of each paragraph whether it is a row of a table, or next to one: two numbers or more, and no sentence.

    Telephone numbers are in addresses, not in tables.
    """
    rows = [
        len(paragraph) <= _MAX_ROW
        and not ends_like_a_sentence(paragraph)
        and pattern(paragraph).count("#") > 1
        and not _TELEPHONE.search(paragraph)
        for paragraph in paragraphs
    ]
    return [any(rows[max(i - 1, 0) : i + 2]) for i in range(len(rows))]


def speaks_to_reader(sentence: str) -> bool:
    """Say whether a sentence with a number says you or we, as "You have 3 free articles left." does."""
    return any(map(str.isdigit, sentence)) and not _READER.isdisjoint(plain(sentence).split(" "))


def cut_insertions(paragraph: str) -> str:
    """Cut out the full name and the headlines that a page inserts behind the name of a person.

    Examples
    --------
    >>> cut_insertions("Mayor Brod Ane Maria BrodPort shut for days Gull: Mayor must go MORE left.")
    'Mayor Brod left.'
    """
    if "MORE" not in paragraph:
        return paragraph
    return _INSERTED.sub(lambda found: found["surname"] or found["name"], paragraph)


def glued_words(paragraph: str) -> Iterator[tuple[str, str]]:
    """Give the words before each of the first words with a capital, and that word if it begins a sentence for sure.

    Examples
    --------
    >>> next(glued_words("Image caption The mayor left Dorsk on Monday for a day."))
    ('Image caption', 'The')
    """
    words = paragraph[:200].split(" ")[: MAX_GLUED + 1]
    if len(words) <= MAX_GLUED and len(paragraph) < 200:
        return
    for i, (before, word) in enumerate(pairwise(words), 1):
        if ends_like_a_sentence(before) or not before[-1:].isalnum():
            return
        if word[:1].isupper() and before not in _BEGINNINGS:
            yield " ".join(words[:i]), word if word in _BEGINNINGS else ""
