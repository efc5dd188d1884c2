"""Boilerplate: what a source repeats around its stories, recognised and removed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from analysis.corpus.cleaning.boilerplate_words import (
    Sayings,
    cut_glued,
    find_sayings,
    is_links_heading,
    is_prose_heading,
    names_agency,
)
from analysis.corpus.cleaning.patterns import (
    RUN,
    count_words,
    ends_like_a_sentence,
    hash_texts,
    is_headline,
    is_label,
    opening,
    pattern,
    runs,
)
from analysis.corpus.copyright_lines import mentions_copyright
from analysis.corpus.readers.plain_text import has_words
from analysis.text import split_sentences

# Paragraphs at either end to look at: a header with a line for each of section, page, time, edition ... is long.
DEPTH = 10
# Characters; no footer with a number that changes is longer.
MAX_CHARACTERS = 1_000
# Words of a run of sentences that is found in different articles again and again.
MIN_BLOCK = 60
# Share of the words of a sentence to a reader that are in runs that its source repeats.
MOSTLY = 0.65
# Shorter sentences may have two such runs by chance.
MIN_RUNS = 8
# A line with words glued before the first sentence: so many at most.
MAX_GLUED = 8
# What follows a heading such as "About the author": so many paragraphs, of so many words each.
_MAX_ABOUT, _MAX_ABOUT_WORDS = 3, 80
# Paragraphs of so many words show whether an article ends them with full stops.
_LONG = 10

BLOCK_AT_THE_END = "(lines below the story: links to other articles, about the author, comments, newsletter)"
_FUNCTION_WORDS = frozenset(
    [
        "The",
        "A",
        "An",
        "In",
        "On",
        "At",
        "It",
        "He",
        "She",
        "They",
        "We",
        "But",
        "And",
        "As",
        "When",
        "While",
        "After",
        "For",
        "This",
        "That",
        "There",
        "With",
        "Der",
        "Die",
        "Das",
        "Ein",
        "Eine",
        "Es",
        "Im",
        "Am",
        "Auf",
        "Mit",
        "Nach",
        "Bei",
        "Und",
        "Aber",
        "Als",
        "Wenn",
        "Le",
        "Les",
        "Un",
        "Une",
        "Il",
        "Elle",
        "En",
        "Dans",
        "Pour",
        "Mais",
        "Et",
        "El",
        "Los",
        "Una",
        "Según",
        "Con",
        "Por",
        "Para",
        "Pero",
        "Gli",
        "Per",
        "Ma",
        "Nel",
        "O",
        "Os",
        "Um",
        "Uma",
        "Em",
        "Het",
        "De",
        "Een",
        "Op",
        "Maar",
    ]
)


@dataclass(frozen=True)
class Boilerplate:
    """What one source repeats, as hashes (`hash_texts`).

    Attributes
    ----------
    ends : frozenset of int
        Of paragraphs to remove at the head or tail (`end_key`).
    beside : frozenset of int
        Of short paragraphs to remove at the head or tail next to one that is removed.
    lines : frozenset of int
        Of lines that are no sentence, to remove wherever they are (`pattern`).
    openings : frozenset of int
        Of the openings of lines to remove wherever they are (`opening`).
    spoken : frozenset of int
        Of sentences and paragraphs to a reader (`pattern`), and of `runs` of words in such: to remove wherever they
        are, a sentence also when most of its words are in such runs.
    edges : frozenset of int
        Of sentences to remove in the first and the last two paragraphs.
    first_last : frozenset of int
        Of lines (`pattern`) to remove where they are the first or last one.
    blocks : frozenset of int
        Of sentences to remove where `MIN_BLOCK` words of them are in a row.
    glued : frozenset of int
        Of words to remove that precede the first sentence of a paragraph.
    """

    ends: frozenset[int] = frozenset()
    beside: frozenset[int] = frozenset()
    lines: frozenset[int] = frozenset()
    openings: frozenset[int] = frozenset()
    spoken: frozenset[int] = frozenset()
    edges: frozenset[int] = frozenset()
    first_last: frozenset[int] = frozenset()
    blocks: frozenset[int] = frozenset()
    glued: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        """Whether there is any."""
        return any(getattr(self, field.name) for field in fields(self))


class Removed(NamedTuple):
    """What was removed from an article, and the key under which the removal log counts it."""

    text: str
    key: int


def removal_key(text: str) -> int:
    """Hash a string of the removal log: strings of one pattern are one."""
    return int(hash_texts([pattern(text)])[0])


def kept_keys(text: str) -> frozenset[int]:
    """Give all keys under which a string that is to be kept may be known as boilerplate."""
    forms = {text.casefold(), end_key(text), pattern(text), opening(text), saying_key(text), *runs(text)} - {""}
    return frozenset(hash_texts(sorted(forms)).tolist())


def saying_key(text: str) -> str:
    """Write what pages say around any article as its kind: the first and the last word, an agency, or an address.

    Examples
    --------
    >>> [saying_key(text) for text in ("Follow Ane Brod on Twitter @anebrod", "Ane Brod/Getty Images", "Hide Caption")]
    ['follow … @', '… agency', 'hide caption']
    """
    words = ["@" if "@" in word else word for word in pattern(text).split(" ")]
    if names_agency(text):
        return "… agency"
    return " ".join(words) if len(words) <= RUN else f"{words[0]} … {words[-1]}"


def end_key(paragraph: str) -> str:
    """Write a paragraph as what recurs at the ends: its pattern, or exactly if it is a sentence with its numbers."""
    if ends_like_a_sentence(paragraph) and not mentions_copyright(paragraph):
        return " ".join(paragraph.casefold().split())
    return pattern(paragraph)


def end_paragraphs(paragraphs: list[str]) -> list[int]:
    """List the positions of the paragraphs at the head and tail of an article, except very long ones."""
    n = len(paragraphs)
    positions = [*range(min(DEPTH, n)), *range(max(DEPTH, n - DEPTH), n)]
    return [i for i in positions if len(paragraphs[i]) <= MAX_CHARACTERS]


def ends_sentences(paragraphs: list[str]) -> bool:
    """Say whether the long paragraphs of an article mostly end like sentences; no text without full stops does."""
    long = [ends_like_a_sentence(paragraph) for paragraph in paragraphs if paragraph.count(" ") >= _LONG]
    return 2 * sum(long) > len(long)


def is_line(paragraph: str, full_stops: bool) -> bool:
    """Say whether a paragraph is a line: short, or any that is no sentence where sentences end with full stops."""
    return is_label(paragraph) or (
        full_stops and not ends_like_a_sentence(paragraph) and any(map(str.isalpha, paragraph))
    )


def glued_words(paragraph: str) -> Iterator[tuple[str, bool]]:
    """Give the words before each of the first words with a capital, and whether that begins a sentence for sure.

    Examples
    --------
    >>> list(glued_words("Image caption The mayor left Dorsk."))
    [('Image caption', True)]
    """
    words = paragraph[:200].split(" ")[: MAX_GLUED + 1]
    if len(words) <= MAX_GLUED and len(paragraph) < 200:
        return
    for i, (before, word) in enumerate(pairwise(words), 1):
        if ends_like_a_sentence(before) or not before[-1:].isalnum():
            return
        if word[:1].isupper() and before not in _FUNCTION_WORDS:
            yield " ".join(words[:i]), word in _FUNCTION_WORDS


def strip_boilerplate(
    paragraphs: list[str],
    boilerplate: Boilerplate,
    keep: frozenset[int] = frozenset(),
    sayings: Sayings | None = None,
) -> tuple[list[str], list[Removed]]:
    """Remove from an article what its source repeats, and what pages say around any article.

    Parameters
    ----------
    paragraphs : list of str
    boilerplate : Boilerplate
        Of the source.
    keep : frozenset of int
        Keys of strings to keep (`kept_keys`).
    sayings : Sayings, optional
        Found in many articles at once, which is faster.

    Returns
    -------
    kept : list of str
    removed : list of Removed
        In the order of the text. Where no word would be left, only what pages say is removed, or nothing.
    """
    sayings = find_sayings([paragraphs]) if sayings is None else sayings
    kept, removed = _strip(paragraphs, boilerplate, keep, sayings)
    if not any(map(has_words, kept)) and boilerplate:
        kept, removed = _strip(paragraphs, Boilerplate(spoken=boilerplate.spoken), keep, sayings)
    return (kept, removed) if any(map(has_words, kept)) else (paragraphs, [])


def _strip(
    paragraphs: list[str], boilerplate: Boilerplate, keep: frozenset[int], sayings: Sayings
) -> tuple[list[str], list[Removed]]:
    gone = _whole_paragraphs(paragraphs, boilerplate, keep, sayings)
    if _TAIL_KEY not in keep:
        _mark_tail(paragraphs, gone)
    last = [i for i, key in enumerate(gone) if key is None]
    edges = {*last[:1], *last[-2:]} if boilerplate.edges else set()
    in_blocks = _find_blocks(paragraphs, boilerplate.blocks) if boilerplate.blocks else {}
    kept: list[str] = []
    removed: list[Removed] = []
    for i, (paragraph, key) in enumerate(zip(paragraphs, gone, strict=True)):
        if key is not None:
            removed.append(Removed(BLOCK_AT_THE_END if key == _TAIL_KEY else paragraph, key))
            continue
        rest, cut = cut_glued(paragraph) if paragraph in sayings.glued else (paragraph, [])
        removed += [Removed(text, int(hash_texts([saying_key(text)])[0])) for text in cut]
        rest, cut_words = _cut_glued_words(rest, boilerplate.glued, keep)
        removed += cut_words
        if rest in sayings.hints or i in edges or i in in_blocks:
            exact = (boilerplate.edges if i in edges else frozenset()) | in_blocks.get(i, frozenset())
            rest, cut_words = _strip_sentences(rest, boilerplate.spoken, exact, keep, sayings)
            removed += cut_words
        kept += [rest] if rest else []
    return kept, removed


_TAIL_KEY = removal_key(BLOCK_AT_THE_END)


def _whole_paragraphs(
    paragraphs: list[str], boilerplate: Boilerplate, keep: frozenset[int], sayings: Sayings
) -> list[int | None]:
    """Give the key of each paragraph that is removed as a whole."""
    gone: list[int | None] = [None] * len(paragraphs)
    patterns = hash_texts([pattern(p) if len(p) <= MAX_CHARACTERS else "" for p in paragraphs]).tolist()
    at_end = end_paragraphs(paragraphs) if boilerplate.ends or boilerplate.beside else []
    end_keys = dict(zip(at_end, hash_texts([end_key(paragraphs[i]) for i in at_end]).tolist(), strict=True))
    full_stops = ends_sentences(paragraphs)
    for i, paragraph in enumerate(paragraphs):
        found: int | None = None
        if paragraph in sayings.whole:
            found = int(hash_texts([opening(paragraph) or saying_key(paragraph)])[0])
        elif end_keys.get(i) in boilerplate.ends:
            found = end_keys[i]
        elif patterns[i] in boilerplate.lines and is_line(paragraph, full_stops):
            found = patterns[i]
        elif boilerplate.openings and (line := opening(paragraph)):
            key = int(hash_texts([line])[0])
            found = key if key in boilerplate.openings else None
        if found is not None and found not in keep and patterns[i] not in keep:
            gone[i] = found
    beside = {i for i in at_end if end_keys[i] in boilerplate.beside and end_keys[i] not in keep}
    for positions, step in ((range(1, len(gone)), -1), (range(len(gone) - 2, -1, -1), 1)):
        for i in positions:
            if i in beside and gone[i + step] is not None and gone[i] is None:
                gone[i] = end_keys[i]
    n = len(paragraphs)
    for inward, says in ((range(n), frozenset[str]()), (range(n - 1, 0, -1), sayings.below)):
        for i in inward:
            edge = patterns[i] in boilerplate.first_last and is_line(paragraphs[i], full_stops)
            if gone[i] is None and patterns[i] not in keep and (edge or paragraphs[i] in says):
                gone[i] = patterns[i] if edge else int(hash_texts([saying_key(paragraphs[i])])[0])
            if gone[i] is None:
                break
    return gone


def _mark_tail(paragraphs: list[str], gone: list[int | None]) -> None:
    """Mark what follows a heading that was removed to the end of the text, if it is links, or a few sentences."""
    full_stops = ends_sentences(paragraphs)
    for i in [i for i, key in enumerate(gone) if key is not None]:
        after = [j for j in range(i + 1, len(paragraphs)) if gone[j] is None]
        links = full_stops and is_links_heading(paragraphs[i]) and all(is_headline(paragraphs[j]) for j in after)
        prose = (
            is_prose_heading(paragraphs[i])
            and len(after) <= _MAX_ABOUT
            and all(count_words(paragraphs[j]) <= _MAX_ABOUT_WORDS for j in after)
        )
        if links or prose:
            for j in after:
                gone[j] = _TAIL_KEY


def _find_blocks(paragraphs: list[str], blocks: frozenset[int]) -> dict[int, frozenset[int]]:
    """Find the sentences of a source's blocks that are in runs of enough words: their hashes, by paragraph."""
    sentences = [(i, sentence) for i, paragraph in enumerate(paragraphs) for sentence in split_sentences(paragraph)]
    keys = hash_texts([sentence.casefold() for _, sentence in sentences]).tolist()
    found: dict[int, frozenset[int]] = {}
    run: list[int] = []
    for at, key in enumerate([*keys, None]):
        if key in blocks:
            run.append(at)
            continue
        if run and sum(count_words(sentences[j][1]) for j in run) >= MIN_BLOCK:
            for j in run:
                found[sentences[j][0]] = found.get(sentences[j][0], frozenset()) | {keys[j]}
        run = []
    return found


def _cut_glued_words(paragraph: str, glued: frozenset[int], keep: frozenset[int]) -> tuple[str, list[Removed]]:
    if glued:
        # The longest first.
        for words, _ in reversed(list(glued_words(paragraph))):
            key = removal_key(words)
            if key in glued and key not in keep:
                return paragraph[len(words) + 1 :], [Removed(words, key)]
    return paragraph, []


def _strip_sentences(
    paragraph: str, spoken: frozenset[int], exact: frozenset[int], keep: frozenset[int], sayings: Sayings
) -> tuple[str, list[Removed]]:
    """Remove sentences from a paragraph; a paragraph of one pattern goes as a whole."""
    sentences = split_sentences(paragraph)

    texts = [text for text in (paragraph, *sentences) if exact or text in sayings.hints or text in sayings.whole]
    forms = [form(text) for form in (pattern, str.casefold, saying_key) for text in texts]
    keys = dict(zip(texts, np.reshape(hash_texts(forms), (3, -1)).T.tolist(), strict=True))

    def key_of(text: str) -> int | None:
        of_pattern, as_it_is, of_kind = keys.get(text, (None, None, None))
        if of_pattern is None or of_pattern in keep or as_it_is in keep:
            return None
        if text in sayings.whole or as_it_is in exact:
            return of_kind if text in sayings.whole else as_it_is
        if text in sayings.hints:
            return of_pattern if of_pattern in spoken else _find_run(text, spoken)
        return None

    if (key := key_of(paragraph)) is not None:
        return "", [Removed(paragraph, key)]
    found = [key_of(sentence) for sentence in sentences]
    removed = [Removed(text, key) for text, key in zip(sentences, found, strict=True) if key is not None]
    kept = [text for text, key in zip(sentences, found, strict=True) if key is None]
    return (" ".join(kept), removed) if removed else (paragraph, [])


def _find_run(text: str, spoken: frozenset[int]) -> int | None:
    """Give the first run of words of a source in a text that mostly consists of such."""
    words = runs(text)
    if len(words) + RUN - 1 < MIN_RUNS:
        return None
    keys: list[int] = hash_texts(words).tolist()
    covered = np.zeros(len(keys) + RUN - 1, bool)
    known = [i for i, key in enumerate(keys) if key in spoken]
    for i in known:
        covered[i : i + RUN] = True
    return keys[known[0]] if known and covered.mean() >= MOSTLY else None
