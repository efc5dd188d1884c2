"""Boilerplate: the strings that a source repeats around its stories, recognised and removed."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.corpus.copyright_lines import mentions_copyright
from analysis.corpus.readers.plain_text import has_words
from analysis.text import split_sentences

# Paragraphs at either end to look at: a header with a line for each of section, page, time, edition ... is long.
DEPTH = 10
# Characters; no footer with a number that changes is longer.
MAX_CHARACTERS = 1_000
# Words of a paragraph that is removed only because it is next to boilerplate: "News", "1 Scotland", "Exclusive".
MAX_LABEL_WORDS = 6
# A script without blanks has no words to count; this many characters stand for one.
_LETTERS_A_WORD = 8

_DIGIT = re.compile(r"\d")
_DAY = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?|mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:rs|rsday)?|fri(?:day)?"
    r"|sat(?:urday)?|sun(?:day)?)\.?,?"
)
_DATE = re.compile(rf"(?<!\S)(?:{_DAY} ){{0,3}}#(?: (?:#|{_DAY})(?!\S)){{0,5}}(?!\S)")
_SENTENCE_END = re.compile(r"[.!?…:;,。！？؟۔।][\"'”’»)\]]*\s*$")


@dataclass(frozen=True)
class Boilerplate:
    """What one source repeats.

    Attributes
    ----------
    ends : frozenset of int
        Keys (`paragraph_key`) of paragraphs to remove at the head or tail.
    beside : frozenset of int
        Keys of short paragraphs to remove at the head or tail next to one that is removed.
    anywhere : frozenset of int
        Hashes (`hash_texts`, of the text in small letters) of paragraphs and sentences to remove wherever they occur.
    """

    ends: frozenset[int] = frozenset()
    beside: frozenset[int] = frozenset()
    anywhere: frozenset[int] = frozenset()


def hash_texts(texts: list[str]) -> np.ndarray:
    """Hash texts to int64, (n_texts,): the same on every machine."""
    return pd.util.hash_array(np.array(texts, dtype=object), categorize=False).view(np.int64)


def count_words(text: str) -> int:
    """Count the words of a text with single blanks, roughly, and also where no blanks are written."""
    return max(text.count(" ") + 1, len(text) // _LETTERS_A_WORD)


def without_numbers(text: str) -> str:
    """Write a paragraph as all its variants: small letters, single blanks, ``#`` for a number or part of a date.

    Every word with a digit is ``#``, and so is the English name of a month or weekday next to one. Numbers stay in a
    sentence ("The index closed at 4,321 points."), unless it is a copyright line.

    Examples
    --------
    >>> without_numbers("Monday, 10  April 2014"), without_numbers("933 words"), without_numbers("It is 5.")
    ('# # # #', '# words', 'it is 5.')
    """
    words = text.casefold().split()
    if not _DIGIT.search(text) or (_SENTENCE_END.search(text) and not mentions_copyright(text)):
        return " ".join(words)
    marked = " ".join("#" if _DIGIT.search(word) else word for word in words)
    return _DATE.sub(lambda date: "# " * date.group().count(" ") + "#", marked)


def paragraph_key(paragraph: str) -> int:
    """Hash a paragraph to 64 bits without regard to capitals, blanks, numbers and dates (`without_numbers`)."""
    return int(hash_texts([without_numbers(paragraph)])[0])


def end_paragraphs(paragraphs: list[str]) -> list[int]:
    """List the positions of the paragraphs at the head and tail of an article, except very long ones."""
    n = len(paragraphs)
    positions = [*range(min(DEPTH, n)), *range(max(DEPTH, n - DEPTH), n)]
    return [i for i in positions if len(paragraphs[i]) <= MAX_CHARACTERS]


def is_label(paragraph: str) -> bool:
    """Say whether a paragraph is short, not a sentence, and not only numbers."""
    return (
        count_words(paragraph) <= MAX_LABEL_WORDS
        and any(map(str.isalpha, paragraph))
        and not _SENTENCE_END.search(paragraph)
    )


def strip_boilerplate(
    paragraphs: list[str], boilerplate: Boilerplate, keep: frozenset[int] = frozenset()
) -> tuple[list[str], list[str]]:
    """Remove the boilerplate of its source from an article, except the strings with a key in ``keep``.

    Returns
    -------
    kept, removed : list of str
        The rest, and the paragraphs and sentences removed, in order. Where no word would be left, only the strings of
        ``anywhere`` are removed, or nothing.
    """
    at_end = end_paragraphs(paragraphs)
    keys = [paragraph_key(paragraphs[i]) for i in at_end] if boilerplate.ends or boilerplate.beside else []
    gone = _are_in([paragraph.casefold() for paragraph in paragraphs], boilerplate.anywhere)
    for i, key in zip(at_end, keys, strict=False):
        gone[i] |= key in boilerplate.ends
    if keep:
        gone = [taken and paragraph_key(paragraphs[i]) not in keep for i, taken in enumerate(gone)]
    beside = {i for i, key in zip(at_end, keys, strict=False) if key in boilerplate.beside and key not in keep}
    for positions, step in ((range(1, len(gone)), -1), (range(len(gone) - 2, -1, -1), 1)):
        for i in positions:
            gone[i] |= i in beside and gone[i + step]
    kept: list[str] = []
    removed: list[str] = []
    for paragraph, taken in zip(paragraphs, gone, strict=True):
        rest, strings = ("", [paragraph]) if taken else _strip_sentences(paragraph, boilerplate, keep)
        kept += [rest] if rest else []
        removed += strings
    if any(map(has_words, kept)):
        return kept, removed
    if boilerplate.ends and boilerplate.anywhere:
        return strip_boilerplate(paragraphs, Boilerplate(anywhere=boilerplate.anywhere), keep)
    return paragraphs, []


def _strip_sentences(paragraph: str, boilerplate: Boilerplate, keep: frozenset[int]) -> tuple[str, list[str]]:
    if not boilerplate.anywhere:
        return paragraph, []
    sentences = split_sentences(paragraph)
    known = _are_in([sentence.casefold() for sentence in sentences], boilerplate.anywhere)
    gone = [taken and paragraph_key(s) not in keep for s, taken in zip(sentences, known, strict=True)]
    if not any(gone):
        return paragraph, []
    kept = " ".join(s for s, taken in zip(sentences, gone, strict=True) if not taken)
    return kept, [s for s, taken in zip(sentences, gone, strict=True) if taken]


def _are_in(texts: list[str], hashes: frozenset[int]) -> list[bool]:
    return [key in hashes for key in hash_texts(texts).tolist()] if hashes else [False] * len(texts)
