"""Runs of words that a source repeats at the head or tail of its articles, also where no line or sentence ends.

Texts that lost their lines have what the page says glued to the story: "They left.Comment Send to a friend Print".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from analysis.corpus.cleaning.patterns import RUN, hash_texts

HEAD, TAIL, INNER = "head", "tail", "inner"
# Words at either end to look at, at most such a part of the text; and beside them, to see what is in stories as well.
_EDGE, _PART, _BESIDE = 40, 4, 20
# What is removed in front of it moves the edge.
_REACH = 2 * _EDGE
# Words in a row that are removed; with a run that is at the edge of many articles, those of one run.
MIN_STRETCH = 5
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_BEFORE = "([«“„|"
_MARKS = frozenset('.!?…:|)]”»"')
_BEHIND = re.compile(r"[.,:;!?…)\]»”\"'|/+-]*")


def edge_runs(paragraphs: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Give the runs of three words at the head and tail of a text, and those beside them, each with its place.

    Examples
    --------
    >>> next(edge_runs(["Gull Live today. " + "They left. " * 5]))
    ('head', 'gull live today')
    """
    words = [(i, word) for i, paragraph in enumerate(paragraphs) for word in _WORD.findall(paragraph)]
    n, edge = len(words), min(_EDGE, len(words) // _PART)
    inside = words[edge : n - edge]
    parts = (HEAD, words[:edge]), (TAIL, words[n - edge :]), (INNER, inside[:_BESIDE]), (INNER, inside[-_BESIDE:])
    for place, part in parts:
        for first, second, third in zip(part, part[1:], part[2:], strict=False):
            if first[0] == third[0]:
                yield place, _run([first[1], second[1], third[1]])


def find_edge_runs(
    paragraphs: list[str], heads: frozenset[int], tails: frozenset[int], often: frozenset[int]
) -> Iterator[tuple[int, int, int]]:
    """Find stretches of repeated runs near the ends: position of the paragraph, begin and end in it; in order.

    A stretch has five words or more, and begins and ends where a sentence may: at a word with a capital, or a mark.
    One of fewer has a run that is often there (``often``), and marks at both ends. ``heads``, ``tails`` and
    ``often`` are hashes of runs.
    """
    found = [list(_WORD.finditer(paragraph)) for paragraph in paragraphs]
    at, n = 0, sum(map(len, found))
    for i, (paragraph, words) in enumerate(zip(paragraphs, found, strict=True)):
        runs = max(len(words) - RUN + 1, 0)
        # Where runs near either end begin, and which of them may be cut there.
        near = [(j, heads) for j in range(min(runs, _REACH - at))]
        near += [(j, tails) for j in range(max(n - _REACH - at, 0), runs)]
        yield from ((i, begin, end) for begin, end in _stretches(paragraph, words, near, often))
        at += len(words)


def _stretches(
    paragraph: str, words: list[re.Match[str]], near: list[tuple[int, frozenset[int]]], often: frozenset[int]
) -> Iterator[tuple[int, int]]:
    keys = hash_texts([_run([word.group() for word in words[j : j + RUN]]) for j, _ in near]).tolist()
    covered: dict[int, bool] = {}
    for (j, known), key in zip(near, keys, strict=True):
        if key in known:
            for k in range(j, j + RUN):
                covered[k] = covered.get(k, False) or key in often
    end = -1
    for j in sorted(covered):
        if j < end:
            continue
        end = next(k for k in range(j, len(words) + 1) if k not in covered)
        cuts = [k for k in range(j, end + 1) if _may_begin(paragraph, words, k)]
        begin, stop = (cuts[0], cuts[-1]) if cuts else (end, end)
        is_often = any(covered[k] for k in range(begin, stop)) and all(
            _is_marked(paragraph, words, k) for k in (begin, stop)
        )
        if stop - begin >= (RUN if is_often else MIN_STRETCH):
            behind = _BEHIND.match(paragraph, words[stop - 1].end())
            yield len(paragraph[: words[begin].start()].rstrip(_BEFORE)), behind.end() if behind else len(paragraph)


def _run(words: list[str]) -> str:
    return " ".join(words).casefold().replace("’", "'")


def _may_begin(paragraph: str, words: list[re.Match[str]], k: int) -> bool:
    """Say whether a sentence may begin with a word, by its capital or a mark in front of it, or a text end there."""
    return _is_marked(paragraph, words, k) or (words[k].group()[0].isalpha() and not words[k].group()[0].islower())


def _is_marked(paragraph: str, words: list[re.Match[str]], k: int) -> bool:
    """Say whether a mark or nothing is before a word, or behind the last; not a point in a date."""
    if k in (0, len(words)):
        return True
    between = paragraph[words[k - 1].end() : words[k].start()]
    return not _MARKS.isdisjoint(between) and not (len(between) == 1 and words[k].group()[0].isdigit())
