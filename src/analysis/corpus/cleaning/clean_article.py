"""Clean one article: boilerplate removed, credits to columns, everything removed logged, contradictions noted."""

from __future__ import annotations

import re
from dataclasses import dataclass

from analysis.corpus.cleaning.boilerplate import Boilerplate, Removed, removal_key
from analysis.corpus.cleaning.boilerplate_words import Sayings
from analysis.corpus.cleaning.credits import (
    Credit,
    Dateline,
    find_agency,
    find_byline,
    find_dateline,
    find_sign_off,
)
from analysis.corpus.cleaning.patterns import count_words
from analysis.corpus.cleaning.strip_boilerplate import strip_boilerplate
from analysis.corpus.copyright_lines import Copyright, find_copyright
from analysis.corpus.readers.exports import DatabaseHeader, read_database_header
from analysis.corpus.readers.plain_text import has_words, one_line
from analysis.text import tokens

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_NOT_LETTERS = re.compile(r"[\W\d_]+")
# Lines are broken at a width of so many characters, in texts of so many lines, most of them so full.
_MIN_WIDTH, _MAX_WIDTH, _MIN_WRAPPED, _FULL = 40, 100, 4, 0.7
# Bylines are in the first two paragraphs, sign-offs in the last three; a dateline also below a standfirst of so many
# words.
_HEAD, _TAIL = 2, 3
_MAX_STANDFIRST = 25

# Removal log entries for what differs in every article.
DATABASE_HEADER = "(what a newspaper database prints around the text: section, title, byline, words, date, paper ...)"
REPEATED_TITLE = "(the title, repeated at the head of the text)"
DATELINE = "(the dateline, now in the column dateline)"
BYLINE = "(the byline, now in the column byline)"
SIGN_OFF = "(the sign-off of agency or author, in the column byline unless that has another)"


@dataclass(frozen=True)
class CleanText:
    """An article's text, what was found in it, and what was removed.

    Byline, dateline and agency are as printed, empty for none. What is removed is in the order of the steps: the
    string, or words in brackets for what differs in every article.
    """

    text: str  # paragraphs separated by blank lines
    removed: tuple[Removed, ...]
    byline: str
    dateline: str
    agency: str
    conflicts: tuple[tuple[str, str, str], ...]  # with what is known of the article: kind, what was found, and where
    header: DatabaseHeader | None  # of a newspaper database


def split_paragraphs(text: str) -> list[str]:
    """Split a raw text into paragraphs at blank lines, or at line ends where there is none and no line was wrapped.

    Paragraphs have single blanks, composed Unicode and no control characters.
    """
    text = "\n".join(text.strip().splitlines())
    parts = _BLANK_LINE.split(text) if _BLANK_LINE.search(text) else _join_wrapped(text.split("\n"))
    return [paragraph for part in parts if (paragraph := one_line(part))]


def _join_wrapped(lines: list[str]) -> list[str]:
    """Join lines that a program broke at its width; others are paragraphs and stay as they are."""
    width = max(map(len, lines))
    full = [len(line.rstrip()) >= _FULL * width for line in lines]
    goes_on = sum(line.lstrip()[:1].islower() for line in lines[1:])
    if (
        len(lines) < _MIN_WRAPPED
        or not _MIN_WIDTH <= width <= _MAX_WIDTH
        or 2 * sum(full) < len(lines)
        or 3 * goes_on < len(lines)
    ):
        return lines
    paragraphs = [lines[0]]
    for before, was_full, line in zip(lines, full, lines[1:], strict=False):
        indented = line[:1].isspace() and not before[:1].isspace()
        if not was_full or indented:
            paragraphs.append(line)
        else:
            paragraphs[-1] += f"\n{line}"
    return paragraphs


def read_body(text: str) -> tuple[DatabaseHeader | None, list[str]]:
    """Split a text into the header of a newspaper database, if there is one, and the paragraphs of the story."""
    header = read_database_header(text)
    paragraphs = split_paragraphs(header.body if header else text)
    return (header, paragraphs) if _is_text(paragraphs) else (None, split_paragraphs(text))


def clean_text(
    title: str,
    text: str,
    published: str,
    boilerplate: Boilerplate,
    keep: frozenset[int] = frozenset(),
    source: str = "",
    sayings: Sayings | None = None,
) -> CleanText:
    """Clean one article.

    Removed are, in this order and each only if text remains: the header of a database, a first paragraph that repeats
    the title, the boilerplate of the source, byline, dateline and sign-off. There is a conflict when a copyright line
    has another year than the date, or there is no date, and when the header of a database gives another date or paper.

    ``published`` is an ISO date or empty; ``keep`` are keys of strings to keep (`kept_keys`); ``source`` is the outlet,
    empty to compare nothing with it; ``sayings`` found in many articles at once are faster.
    """
    header, body = read_body(text)
    paragraphs = split_paragraphs(text) if header else body
    removed: list[Removed] = []

    def remove(entry: str, rest: list[str]) -> None:
        nonlocal paragraphs
        key = removal_key(entry)
        if _is_text(rest) and key not in keep:
            paragraphs = rest
            removed.append(Removed(entry, key))

    if header:
        remove(DATABASE_HEADER, body)
        title = title or header.title
    credit = find_copyright("\n".join(paragraphs[-_TAIL:]))
    conflicts = _conflicts(credit, header, published, source)
    if tokens(title) and tokens("".join(paragraphs[:1])) == tokens(title):
        remove(REPEATED_TITLE, paragraphs[1:])
    paragraphs, stripped = strip_boilerplate(paragraphs, boilerplate, keep, sayings)
    removed += stripped
    signed, rest = _split_bylines(paragraphs)
    if signed:
        remove(BYLINE, rest)
    dateline, rest = _split_dateline(paragraphs)
    if dateline.dateline or dateline.agency:
        remove(DATELINE, rest)
    signed_off, rest = _split_sign_offs(paragraphs)
    if signed_off:
        remove(SIGN_OFF, rest)
    names = [header.byline if header else "", *signed]
    names += [_credit(string).names or find_sign_off(string).names for string, _ in stripped] + signed_off
    byline = next(filter(None, names), "")
    agency = dateline.agency or find_agency(byline) or find_agency(credit.name)
    return CleanText("\n\n".join(paragraphs), tuple(removed), byline, dateline.dateline, agency, conflicts, header)


def _is_text(paragraphs: list[str]) -> bool:
    return any(map(has_words, paragraphs))


def _conflicts(
    credit: Copyright, header: DatabaseHeader | None, published: str, source: str
) -> tuple[tuple[str, str, str], ...]:
    found = []
    if credit.year and not published.startswith(str(credit.year)):
        found.append(("year in the copyright line", str(credit.year), credit.sentence))
    if header and header.published and published and header.published != published:
        found.append(("date in the database header", header.published, header.date_as_found))
    if header and header.source and source and not _names_one_paper(source, header.source):
        found.append(("paper in the database header", header.source, header.source))
    return tuple(found)


def _names_one_paper(*names: str) -> bool:
    """Say whether one name is part of the other, or its initials: "mail" and "Mail Online", "FT" and the whole."""
    shorter, longer = sorted((_NOT_LETTERS.sub(" ", name.casefold()) for name in names), key=len)
    initials = "".join(word[0] for word in longer.split())
    return shorter.replace(" ", "") in (initials, initials[1:]) or shorter.replace(" ", "") in longer.replace(" ", "")


def _split_bylines(paragraphs: list[str]) -> tuple[list[str], list[str]]:
    """Find the names in the first paragraphs, and the paragraphs without them."""
    names, rest = [], []
    for paragraph in paragraphs[:_HEAD]:
        credit = _credit(paragraph)
        names += [credit.names] if credit.names else []
        rest += [credit.rest] if credit.rest else []
    return names, rest + paragraphs[_HEAD:]


def _credit(paragraph: str) -> Credit:
    return Credit(paragraph, "") if find_agency(paragraph) else find_byline(paragraph)


def _split_dateline(paragraphs: list[str]) -> tuple[Dateline, list[str]]:
    """Find the dateline of the first paragraph, or of the second one below a standfirst."""
    below = int(count_words("".join(paragraphs[:1])) <= _MAX_STANDFIRST)
    for i, paragraph in enumerate(paragraphs[: 1 + below]):
        dateline = find_dateline(paragraph)
        if dateline.rest != paragraph:
            return dateline, [*paragraphs[:i], dateline.rest, *paragraphs[i + 1 :]]
    return find_dateline(""), paragraphs


def _split_sign_offs(paragraphs: list[str]) -> tuple[list[str], list[str]]:
    """Find the sign-offs at the end of the last paragraphs, and the paragraphs without them."""
    names, rest = [], paragraphs[:-_TAIL]
    for paragraph in paragraphs[-_TAIL:]:
        credit = find_sign_off(paragraph)
        while credit.names:
            names.append(credit.names)
            credit = find_sign_off(credit.rest)
        rest += [credit.rest] if credit.rest else []
    return names, rest
