"""The articles of a text file that a newspaper database exported: cut apart, and each read with its header."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from analysis.corpus.readers.article_rows import ArticleRow, RefusedRow
from analysis.corpus.readers.exports.export_header import BLANKS, WINDOW, DatabaseHeader, read_day
from analysis.corpus.readers.exports.factiva import NAME, read_factiva, read_factiva_codes, why_not_factiva
from analysis.corpus.readers.exports.labels import DOCUMENT, DOCUMENTS, END, WORDS
from analysis.corpus.readers.exports.nexis_proquest import (
    NUMBERED,
    is_heading,
    read_nexis,
    read_proquest,
    why_not_nexis,
)
from analysis.corpus.readers.file_parts import Part
from analysis.corpus.readers.plain_text import has_words

_BLANK = r"[^\S\n]*"
_STARTS = re.compile(rf"(?im)^{_BLANK}(?:{NUMBERED.pattern}){_BLANK}$")
_LINES = re.compile(rf"(?m)^{_BLANK}_{{20,}}{_BLANK}$")
_ENDS = {
    "Factiva": re.compile(rf"(?im)^{_BLANK}(?:AN[^\S\n]+)?{DOCUMENT}[^\S\n]+{NAME}{_BLANK}$"),
    "Nexis": re.compile(rf"(?im)^{_BLANK}(?:{END}){_BLANK}$"),
}
# Pages of a printout, and what precedes the first article or follows the last: blanked, so that lines keep numbers.
_AROUND = (
    re.compile(r"(?im)^[^\S\n]*Page[^\S\n]+\d+[^\S\n]+of[^\S\n]+\d+\b.{0,60}$"),
    re.compile(r"(?im)^[^\S\n]*search summary[^\S\n]*\n(?:(?!\s*search summary).*\n){0,60}?.*\bfactiva,? inc\b.*$"),
    re.compile(r"\A(?:.*\n){0,2000}?.*\bAbout LexisNexis\b.*$", re.MULTILINE),
    re.compile(r"(?i)\A\s*(?:download|print|time of) request:(?:(?![^\S\n]*\d+ of \d+ documents?).*\n){0,40}"),
)
_FULL_TEXT = re.compile(r"(?im)^[^\S\n]*full text[^\S\n]*(?::|$)")
_PUBLICATION = re.compile(r"(?im)^[^\S\n]*publication (?:title|info)[^\S\n]*:")
_COVER = re.compile(rf"\A(?:.{{0,300}}\n){{0,60}}?{_BLANK}{DOCUMENTS} \(\d{{1,6}}\){_BLANK}\n", re.IGNORECASE)
_LENGTH = re.compile(r"(?m)^[^\S\n]*(?:length|länge|longueur|lengte|længde|längd)[^\S\n]?:[^\S\n]+\d", re.IGNORECASE)
_EMPTY = re.compile(rf"\n{_BLANK}\n+")
_NO_HEADER = "no header of an article in this part of the export"
_WHY_NOT = {"Nexis": why_not_nexis, "Factiva": why_not_factiva}

_FORMS = (read_factiva, read_factiva_codes, read_nexis, read_proquest)
# Every form has a line that begins so; most stories have none.
_HINT = re.compile(
    rf"(?im)^[^\w\n]*(?:\d[\d,.]*[^\S\n]*{WORDS}\b|[^\W\d_]{{4,11}}[^\S\n]?:[^\S\n]+\d|(?:HD|full[^\S\n]+text)\b)"
)


class _Marks(NamedTuple):
    """The lines that set articles apart, which database writes them so, and whether they precede an article."""

    database: str
    before: bool
    found: Sequence[re.Match[str]]


class Piece(NamedTuple):
    """One article of an export as far as it could be told apart: where it begins, what is printed in it, its number."""

    line: int
    text: str
    number: int = 0
    of: int = 0


def read_database_header(text: str) -> DatabaseHeader | None:
    r"""Read the header that Factiva, Nexis or ProQuest prints into the text of an article; capitals do not matter.

    None for a text without such a header: a story that only mentions "500 words" or has a line "Title: ..." is left
    alone, because each form needs several lines in their places.

    Examples
    --------
    >>> lines = ["Gates shut", "By Ann Lee", "120 words", "4 November 2023", "The Gazette", "GAZT", "English"]
    >>> text = "\n".join([*lines, "(c) 2023", "The gates are shut."])
    >>> header = read_database_header(text)
    >>> header.title, header.byline, header.published, header.source, header.body.strip()
    ('Gates shut', 'Ann Lee', '2023-11-04', 'The Gazette', 'The gates are shut.')
    """
    if not _HINT.search(text.lstrip(BLANKS)[:WINDOW]):
        return None
    return next((header for read in _FORMS if (header := read(text))), None)


def read_export(text: str, part: Part) -> list[ArticleRow | RefusedRow] | None:
    """Cut the text of a whole file that Factiva, Nexis or ProQuest exported into its articles; None for any other.

    Gives a row for every part that holds words, in the order of the file. The folder is the source of articles that
    name none, and of the article of a file that holds one. A `RefusedRow` at the end says when the file announces
    another number of articles than it holds. A file that has the marks of an export and no article that could be told
    apart is one `RefusedRow`.
    """
    if not _find_marks(text).found:
        return None
    for pattern in _AROUND:
        text = pattern.sub(lambda match: "\n" * match[0].count("\n"), text)
    text = _without_cover(text)
    marks = _find_marks(text)
    pieces = [piece for piece in _cut(text, marks) if _says_something(piece.text)]
    doubtful = len(marks.found) == 1 or marks.database == "ProQuest"
    if doubtful and not any(read_database_header(piece.text) for piece in pieces):
        return None
    return [*read_pieces(pieces, marks.database, part), *_missing(pieces, part.path, text.count("\n") + 1)]


def read_pieces(pieces: Sequence[Piece], database: str, part: Part) -> list[ArticleRow | RefusedRow]:
    """Read the articles of an export that were told apart; without any header that is known, refuse them as one."""
    headers = [read_database_header(piece.text) for piece in pieces]
    why_not = _WHY_NOT.get(database, lambda _: "a line 'Full text:', a title, a date and a source were expected")
    if not any(headers):
        first = pieces[0].text if pieces else ""
        reason = (
            f"it looks like an export of {database} with {len(pieces):,} articles, but none has a header that is "
            f"known: {why_not(first)}; export it again in English with all fields, or as a table"
        )
        return [RefusedRow(part.path, 1, "", reason)]
    alone = len(pieces) == 1
    rows: list[ArticleRow | RefusedRow] = []
    for number, (piece, header) in enumerate(zip(pieces, headers, strict=True), 1):
        article_id = part.name if alone else f"{part.name}/{(header.document if header else '') or number}"
        source = (part.folder if alone else "") or (header.source if header else "") or part.folder
        if header is None:
            rows.append(RefusedRow(part.path, piece.line, article_id, f"{_NO_HEADER}: {why_not(piece.text)}"))
        else:
            rows.append(read_row(header, part.path, piece.line, article_id, source))
    return rows


def _without_cover(text: str) -> str:
    """Blank the list of all articles that Nexis prints above the first, up to the empty line above its title."""
    cover = _COVER.match(text)
    length = _LENGTH.search(text, cover.end()) if cover else None
    if not cover or not length:
        return text
    first, start = max(cover.end(), length.start() - WINDOW), length.start()
    for line in reversed(text[first:start].split("\n")):
        start -= len(line) + 1
        if read_day(line):
            break
    # Blanks alone are an empty line.
    start = max((empty.end() for empty in _EMPTY.finditer(text, first, max(start, first))), default=0)
    return "\n" * text.count("\n", 0, start) + text[start:]


def _find_marks(text: str) -> _Marks:
    is_proquest = _FULL_TEXT.search(text) is not None and _PUBLICATION.search(text) is not None
    if found := list(_STARTS.finditer(text)):
        return _Marks("ProQuest" if is_proquest else "Nexis", True, found)
    for database, end in _ENDS.items():
        if found := list(end.finditer(text)):
            return _Marks(database, False, found)
    return _Marks("ProQuest", True, list(_LINES.finditer(text)) if is_proquest else [])


def _cut(text: str, marks: _Marks) -> Iterator[Piece]:
    """Cut before each mark, or after it; what is outside all articles is a part too."""
    cuts = [0, *(mark.start() if marks.before else mark.end() for mark in marks.found), len(text)]
    line = 1
    for i, (start, end) in enumerate(pairwise(cuts)):
        part = text[start:end]
        blank = part[: len(part) - len(part.lstrip())].count("\n")
        numbers = re.findall(r"\d+", marks.found[i - 1][0]) if marks.before and i else []
        yield Piece(line + blank, part, *map(int, numbers))
        line += part.count("\n")


def _says_something(text: str) -> bool:
    return any(has_words(line) and not is_heading(line.strip()) for line in text.split("\n"))


def read_row(header: DatabaseHeader, path: str, line: int, article_id: str, source: str) -> ArticleRow | RefusedRow:
    """Make an article of a header and the story below it; one without words or source is refused."""
    if not has_words(header.body):
        return RefusedRow(path, line, article_id, "no text below the header of the article")
    if not source:
        return RefusedRow(path, line, article_id, "no source: the header of the article names none")
    return ArticleRow(
        path=path,
        line=line,
        article_id=article_id,
        source=source,
        text=header.body.strip(),
        title=header.title,
        published=header.published,
        date_as_found=header.date_as_found,
        label=header.section,
        language=header.language,
        byline=header.byline,
    )


def _missing(pieces: Sequence[Piece], path: str, last: int) -> list[RefusedRow]:
    """Compare the numbers in "1 of 250" with the articles there; a file may join several exports, or be one of them."""
    numbered = [piece for piece in pieces if piece.number]
    runs: list[list[Piece]] = []
    for piece in numbered:
        if not runs or piece.number <= runs[-1][-1].number:
            runs.append([])
        runs[-1].append(piece)
    # An export in several files goes on counting: "201 of 250".
    announced = sum(run[0].of if run[0].number == 1 else run[-1].number - run[0].number + 1 for run in runs)
    if announced == len(numbered):
        return []
    reason = (
        f"the file announces {announced:,} articles, {len(numbered):,} were found: export it again if some are missing"
    )
    # Rows of a file have different lines.
    return [RefusedRow(path, max(last, pieces[-1].line + 1), "", reason)]
