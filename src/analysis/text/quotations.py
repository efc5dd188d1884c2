"""Where a text quotes: the spans between quotation marks."""

from __future__ import annotations

import re

# What closes a quotation, by the mark that opens it. Many marks open in one country and close in the next.
_CLOSERS = {
    "“": "”", "„": "“”", "‟": "”", "”": "”", "«": "»", "»": "«»", "‹": "›", "›": "‹›", "「": "」", "『": "』", '"': '"',
    "‘": "’", "‚": "‘’",
}  # fmt: skip
# Marks that close more often than they open: they open where a word begins (»so«, ”so”).
_AT_A_WORD = '”»›"‚‘'
# French marks a quotation inside a quotation with the same marks.
_NESTED = "«‹「『"
_MARK = re.compile('[“„‟”«»‹›「」『』"‘‚’]')
# ‘90s and ‘em are shortened words, not quotations.
_SHORTENED = re.compile(r"\d\ds|(?:[Ee]m|[Tt]is|[Tt]was|[Tt]il|[Cc]ause|n)\b")


def quoted(text: str) -> list[tuple[int, int]]:
    """Find the text inside quotation marks, in paragraphs of a line each; the time grows with the length of the text.

    Known are “ ”, „ “, „ ”, ” ”, « », » «, » », ‹ ›, › ‹, ‘ ’, ‚ ‘, 「」, 『』 and straight double marks. A quotation
    ends at the mark that closes it, whatever other marks it holds, or with its paragraph when nothing closes it; a next
    paragraph that begins with a mark goes on quoting. An apostrophe inside a word neither opens nor closes. At the end
    of a word (``rebels’``) it closes only what ‘ has opened, and after an s only if no clearer mark follows in the
    paragraph before the next ‘. Straight single marks are apostrophes.

    Returns
    -------
    list of (int, int)
        Begin and end of each quotation in order, without its marks: they do not overlap, none is blank.

    Examples
    --------
    >>> [text[i:j] for text in ["“Go,” said the rebels’ “chief of ‘staff’”."] for i, j in quoted(text)]
    ['Go,', 'chief of ‘staff’']
    """
    spans: list[tuple[int, int]] = []
    if not _MARK.search(text):
        return spans
    start, unclosed = 0, ""
    for paragraph in text.splitlines(keepends=True):
        if paragraph.strip():
            inside, unclosed = _in_paragraph(paragraph, unclosed)
            spans += [(start + i, start + j) for i, j in inside if paragraph[i:j].strip()]
        start += len(paragraph)
    return spans


def _in_paragraph(paragraph: str, before: str) -> tuple[list[tuple[int, int]], str]:
    """Find the quotations of a paragraph and the mark of one that is not closed (`before`: of the last paragraph)."""
    spans: list[tuple[int, int]] = []
    opened, begin, depth = "", 0, 0
    head = len(paragraph) - len(paragraph.lstrip())
    for at, mark in _marks(paragraph):
        if opened and mark in _CLOSERS[opened]:
            depth -= 1
            if not depth:
                spans.append((begin, at))
                opened = ""
        elif opened:
            depth += mark == opened and mark in _NESTED
        elif before and at == head and mark in before + _CLOSERS[before]:
            # French goes on with » where it began with «.
            opened, begin, depth = before, at + 1, 1
        elif mark in _CLOSERS and (mark not in _AT_A_WORD or _begins_a_word(paragraph, at)):
            opened, begin, depth = mark, at + 1, 1
    if opened:
        spans.append((begin, len(paragraph.rstrip())))
    return spans, opened


def _marks(paragraph: str) -> list[tuple[int, str]]:
    """List the marks of a paragraph, without those that are apostrophes."""
    found = [(match.start(), match.group()) for match in _MARK.finditer(paragraph)]
    kept = []
    clear = False  # whether a mark that closes for sure follows before the next ‘
    for at, mark in reversed(found):
        before, after = paragraph[at - 1 : at], paragraph[at + 1 : at + 2]
        # Inside a word are apostrophes, inches and the mark of Hebrew abbreviations; ’90s begins with an apostrophe.
        if mark in '"‘‚’' and after.isalnum() and (mark == "’" or before.isalnum()):
            continue
        if mark in "‘‚" and _SHORTENED.match(paragraph, at + 1):
            continue
        if mark == "’":
            doubtful = before in ("s", "S") and paragraph[at + 1 : at + 3].strip()[:1].isalnum()
            if doubtful and clear:
                continue
            clear |= not doubtful
        elif mark == "‘":
            clear = False
        kept.append((at, mark))
    return kept[::-1]


def _begins_a_word(paragraph: str, at: int) -> bool:
    before, after = paragraph[at - 1 : at] if at else "", paragraph[at + 1 : at + 2]
    return not before.isalnum() and not after.isspace() and after != ""
