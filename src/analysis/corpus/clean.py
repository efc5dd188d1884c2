"""One article's text: paragraphs, furniture off, credits to columns, conflicts noted."""

from __future__ import annotations

import re
from dataclasses import dataclass

from analysis.corpus.boilerplate import strip_boilerplate
from analysis.corpus.credits import find_copyright, find_dateline
from analysis.corpus.record import one_line
from analysis.text import tokens

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_BYLINE = re.compile(r"(?:By|BY)\s+(?P<names>[^\W\d_][\w'.-]*(?:[ ,]+(?:and\s+)?[^\W\d_][\w'.-]*){1,7})")


# Stands for the string taken off, which differs in every article, in the table of removed strings.
REPEATED_TITLE = "(the title, repeated at the head of the text)"


@dataclass(frozen=True)
class CleanText:
    """An article's text and what was found in it and taken off."""

    text: str
    removed: tuple[str, ...]
    byline: str
    dateline: str
    agency: str
    conflict: tuple[str, str] | None


def split_paragraphs(text: str) -> list[str]:
    """Cut a text into paragraphs with single blanks.

    Parameters
    ----------
    text : str
        Raw text.

    Returns
    -------
    list of str
        Paragraphs are set apart by blank lines; where a text has none, by line ends. Composed Unicode, without control
        characters.
    """
    text = "\n".join(text.strip().splitlines())
    parts = _BLANK_LINE.split(text) if _BLANK_LINE.search(text) else text.split("\n")
    return [paragraph for part in parts if (paragraph := one_line(part))]


def clean_text(title: str, text: str, published: str, boilerplate: frozenset[int]) -> CleanText:
    """Clean one article.

    Parameters
    ----------
    title, text : str
        Raw title and text; a first paragraph that only repeats the title is taken off, so that no headline counts
        twice.
    published : str
        ISO date or empty.
    boilerplate : frozenset of int
        Keys of the source's repeated paragraphs.

    Returns
    -------
    CleanText
        The text with paragraphs set apart by blank lines; what was removed; byline, dateline and agency as printed;
        and, when a copyright line gives another year than the publication date, or a year where there is no date, the
        conflict as (year found, the line).
    """
    paragraphs = split_paragraphs(text)
    credit = find_copyright("\n".join(paragraphs[-3:]))
    conflict = (
        (str(credit.year), credit.sentence) if credit.year and not published.startswith(str(credit.year)) else None
    )
    repeated = len(paragraphs) > 1 and tokens(paragraphs[0]) == tokens(title)
    kept, removed = strip_boilerplate(paragraphs[1:] if repeated else paragraphs, boilerplate)
    head = find_dateline(kept[0]) if kept else find_dateline("")
    by = _BYLINE.fullmatch(kept[0].rstrip(" .")) if len(kept) > 1 and len(kept[0]) < 100 else None
    removed = [REPEATED_TITLE] * repeated + removed
    return CleanText("\n\n".join(kept), tuple(removed), by["names"] if by else "", head.dateline, head.agency, conflict)
