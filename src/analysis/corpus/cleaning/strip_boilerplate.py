"""Remove its boilerplate from an article, and say what was removed."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from analysis.corpus.cleaning.boilerplate import (
    INSERTION,
    MAX_CHARACTERS,
    MIN_BLOCK,
    Boilerplate,
    Removed,
    cut_insertions,
    end_key,
    end_paragraphs,
    ends_sentences,
    glued_words,
    in_tables,
    is_line,
    removal_key,
    saying_key,
)
from analysis.corpus.cleaning.boilerplate_words import (
    Sayings,
    cut_glued,
    find_sayings,
    is_links_heading,
    is_prose_heading,
    last_sentences,
)
from analysis.corpus.cleaning.patterns import (
    RUN,
    closing,
    count_words,
    ends_like_a_sentence,
    hash_texts,
    is_headline,
    opening,
    pattern,
    plain,
    runs,
)
from analysis.corpus.readers.plain_text import has_words
from analysis.text import split_sentences

# Share of the words of a sentence to a reader that are in runs that its source repeats.
MOSTLY = 0.65
# Shorter sentences may have two such runs by chance.
MIN_RUNS = 8
# What follows a heading such as "About the author": so many paragraphs, of so many words each.
_MAX_ABOUT, _MAX_ABOUT_WORDS = 3, 80
# A paragraph of several sentences is looked at as one up to so many words.
_SHORT = 25
# And this share of the text is above the heading.
_ABOVE = 0.6

BLOCK_AT_THE_END = "(lines below the story: links to other articles, about the author, comments, newsletter)"
_TAIL_KEY = removal_key(BLOCK_AT_THE_END)
_INSERTION_KEY = removal_key(INSERTION)


def strip_boilerplate(
    paragraphs: list[str],
    boilerplate: Boilerplate,
    keep: frozenset[int] = frozenset(),
    sayings: Sayings | None = None,
) -> tuple[list[str], list[Removed]]:
    """Remove from an article what its source repeats, and what pages say around any article; give what is kept first.

    What is removed is in the order of the text. Where no word would be left, only what pages say is removed, or
    nothing. ``keep`` are keys of strings to keep (`kept_keys`); ``sayings`` found in many articles at once are faster.
    """
    sayings = find_sayings([paragraphs]) if sayings is None else sayings
    kept, removed = _strip(paragraphs, boilerplate, keep, sayings)
    if not any(map(has_words, kept)):
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
    inserted = boilerplate.spoken - keep
    kept: list[str] = []
    removed: list[Removed] = []

    def stays(text: str) -> bool:
        return bool(keep) and not keep.isdisjoint(hash_texts([saying_key(text), pattern(text)]).tolist())

    for i, (paragraph, key) in enumerate(zip(paragraphs, gone, strict=True)):
        if key is not None:
            removed.append(Removed(BLOCK_AT_THE_END if key == _TAIL_KEY else paragraph, key))
            continue
        rest, cut = cut_glued(paragraph, stays) if paragraph in sayings.glued else (paragraph, [])
        removed += [Removed(text, int(hash_texts([saying_key(text)])[0])) for text in cut]
        rest, cut_words = _cut_glued_words(rest, boilerplate.glued, keep)
        removed += cut_words
        if rest in sayings.hints or i in edges or i in in_blocks:
            exact = (boilerplate.edges if i in edges else frozenset()) | in_blocks.get(i, frozenset())
            rest, cut_words = _strip_sentences(rest, boilerplate, exact, keep, sayings)
            removed += cut_words
        if _INSERTION_KEY in inserted and (without := cut_insertions(rest)) != rest:
            rest = without
            removed.append(Removed(INSERTION, _INSERTION_KEY))
        kept += [rest] if rest else []
    while kept and (said := last_sentences(kept[-1])) and kept[-1].endswith(said[-1]) and not stays(said[-1]):
        if said[-1] not in sayings.below and said[-1] not in sayings.whole:
            break
        kept[-1] = kept[-1].removesuffix(said[-1]).rstrip()
        removed.append(Removed(said[-1], int(hash_texts([saying_key(said[-1])])[0])))
    return kept, removed


def _whole_paragraphs(
    paragraphs: list[str], boilerplate: Boilerplate, keep: frozenset[int], sayings: Sayings
) -> list[int | None]:
    """Give the key of each paragraph that is removed as a whole."""
    # A line that goes on with the sentence of the one before is no line of its own.
    goes_on = [False, *(not ends_like_a_sentence(before) and p[0].islower() for before, p in pairwise(paragraphs))]
    has_capitals = any(p[0].isupper() for p in paragraphs)
    gone: list[int | None] = [None] * len(paragraphs)
    full_stops, table = ends_sentences(paragraphs), in_tables(paragraphs)
    # Only lines are known by their patterns.
    ends = (0, len(paragraphs) - 1)
    looked_up = [
        p in sayings.whole or (len(p) <= MAX_CHARACTERS and (is_line(p, full_stops) or i in ends))
        for i, p in enumerate(paragraphs)
    ]
    patterns = hash_texts(
        [pattern(p) if is_one else "" for p, is_one in zip(paragraphs, looked_up, strict=True)]
    ).tolist()
    at_end = end_paragraphs(paragraphs) if boilerplate.ends or boilerplate.beside else []
    end_keys = dict(zip(at_end, hash_texts([end_key(paragraphs[i]) for i in at_end]).tolist(), strict=True))
    for i, paragraph in enumerate(paragraphs):
        found: int | None = None
        if paragraph in sayings.whole and not (goes_on[i] and has_capitals):
            found = int(hash_texts([opening(paragraph) or saying_key(paragraph)])[0])
        elif end_keys.get(i) in boilerplate.ends and end_keys[i] not in keep:
            found = removal_key(paragraph)
        elif i in ends and patterns[i] in boilerplate.ends:
            found = patterns[i]
        elif key := _opening_or_closing(paragraph, boilerplate.openings):
            found = key
        elif patterns[i] in boilerplate.lines and not table[i] and is_line(paragraph, full_stops):
            found = patterns[i]
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


def _opening_or_closing(paragraph: str, openings: frozenset[int]) -> int | None:
    keys = hash_texts([opening(paragraph), closing(paragraph)]).tolist() if openings else []
    return next((key for key in keys if key in openings), None)


def _mark_tail(paragraphs: list[str], gone: list[int | None]) -> None:
    """Mark what follows a heading that was removed to the end of the text, if it is links, or a few sentences."""
    full_stops = ends_sentences(paragraphs)
    words = [count_words(paragraph) for paragraph in paragraphs]
    left = sum(words)
    # From the end up, as far as it is a small part of the text.
    after: list[int] = []
    for i in range(len(paragraphs) - 1, 0, -1):
        left -= words[i]
        if left < _ABOVE * sum(words):
            break
        if gone[i] is None:
            after.append(i)
            continue
        links = full_stops and is_links_heading(paragraphs[i]) and all(is_headline(paragraphs[j]) for j in after)
        prose = (
            is_prose_heading(paragraphs[i])
            and len(after) <= _MAX_ABOUT
            and all(words[j] <= _MAX_ABOUT_WORDS for j in after)
        )
        if links or prose:
            for j in after:
                gone[j] = _TAIL_KEY
            after = []


def _find_blocks(paragraphs: list[str], blocks: frozenset[int]) -> dict[int, frozenset[int]]:
    """Find the sentences of a source's blocks that are in runs of enough words: their hashes, by paragraph."""
    sentences = [(i, sentence) for i, paragraph in enumerate(paragraphs) for sentence in split_sentences(paragraph)]
    keys = hash_texts([plain(sentence) for _, sentence in sentences]).tolist()
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
    paragraph: str, boilerplate: Boilerplate, exact: frozenset[int], keep: frozenset[int], sayings: Sayings
) -> tuple[str, list[Removed]]:
    """Remove sentences from a paragraph; a paragraph of one pattern goes as a whole."""
    spoken = boilerplate.spoken
    sentences = split_sentences(paragraph)
    texts = [paragraph, *sentences] if len(paragraph) <= MAX_CHARACTERS else sentences
    told = [text for text in texts if text in sayings.hints or text in sayings.whole]
    forms = hash_texts([form(text) for form in (pattern, saying_key) for text in told]).tolist()
    keys = dict(zip(told, zip(forms[: len(told)], forms[len(told) :], strict=True), strict=True))
    exact_keys = dict(zip(sentences, hash_texts([plain(s) for s in sentences]).tolist(), strict=True)) if exact else {}

    def key_of(text: str) -> int | None:
        as_it_is: int | None = exact_keys.get(text)
        of_pattern, of_kind = keys.get(text, (None, None))
        if as_it_is in keep or of_pattern in keep:
            return None
        found: int | None = None
        if text in sayings.whole:
            found = of_kind
        elif as_it_is in exact:
            found = as_it_is
        elif text in keys:
            found = of_pattern if of_pattern in spoken else None
            if found is None and (text != paragraph or len(sentences) == 1 or count_words(text) <= _SHORT):
                found = _find_run(text, spoken)
        return found

    if (key := key_of(paragraph)) is not None:
        return "", [Removed(paragraph, key)]
    found = [key_of(sentence) for sentence in sentences]
    if told and any(key is not None for key in found):
        _add_beside(sentences, found, boilerplate.near - keep, {text for text in told if keys[text][0] not in keep})
    removed = [Removed(text, key) for text, key in zip(sentences, found, strict=True) if key is not None]
    kept = [text for text, key in zip(sentences, found, strict=True) if key is None]
    return (" ".join(kept), removed) if removed else (paragraph, [])


def _add_beside(sentences: list[str], found: list[int | None], near: frozenset[int], told: set[str]) -> None:
    """Mark what goes with sentences that go: those of ``near`` next to them; where most words go, those of ``told``."""
    words = list(map(count_words, sentences))
    mostly = sum(n for n, key in zip(words, found, strict=True) if key is not None) >= MOSTLY * sum(words)
    plain_keys = hash_texts([plain(sentence) for sentence in sentences]).tolist()
    for i, sentence in enumerate(sentences):
        if mostly and found[i] is None and sentence in told:
            found[i] = removal_key(sentence)
    for positions, step in ((range(1, len(found)), -1), (range(len(found) - 2, -1, -1), 1)):
        for i in positions:
            if found[i] is None and found[i + step] is not None and plain_keys[i] in near:
                found[i] = plain_keys[i]


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
