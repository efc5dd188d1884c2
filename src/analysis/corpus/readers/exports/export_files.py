"""A text file with several articles, as newspaper databases export them, cut into its articles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from analysis.corpus.readers.article_rows import Record, Refused, has_words
from analysis.corpus.readers.exports.export_header import DatabaseHeader
from analysis.corpus.readers.exports.factiva import NAME
from analysis.corpus.readers.exports.forms import read_database_header
from analysis.corpus.readers.exports.nexis_proquest import NUMBERED, is_furniture
from analysis.corpus.readers.file_parts import first_folder, without_ending

_BLANK = r"[^\S\n]*"
_STARTS = re.compile(rf"(?im)^{_BLANK}(?:{NUMBERED.pattern}){_BLANK}$")
_LINES = re.compile(rf"(?m)^{_BLANK}_{{20,}}{_BLANK}$")
_ENDS = {
    "Factiva": re.compile(rf"(?im)^{_BLANK}(?:AN[^\S\n]+)?Document[^\S\n]+{NAME}{_BLANK}$"),
    "Nexis": re.compile(rf"(?im)^{_BLANK}End of Document{_BLANK}$"),
}
# Pages of a printout, and what stands before the first article or after the last: blanked, so that lines keep numbers.
_FURNITURE = (
    re.compile(r"(?im)^[^\S\n]*Page[^\S\n]+\d+[^\S\n]+of[^\S\n]+\d+\b.{0,60}$"),
    re.compile(r"(?im)^[^\S\n]*search summary[^\S\n]*\n(?:(?!\s*search summary).*\n){0,60}?.*\bfactiva,? inc\b.*$"),
    re.compile(r"\A(?:.*\n){0,2000}?.*\bAbout LexisNexis\b.*$", re.MULTILINE),
    re.compile(r"(?i)\A\s*(?:download|print|time of) request:(?:(?![^\S\n]*\d+ of \d+ documents?).*\n){0,40}"),
)
_FULL_TEXT = re.compile(r"(?im)^[^\S\n]*full text[^\S\n]*(?::|$)")
_PUBLICATION = re.compile(r"(?im)^[^\S\n]*publication (?:title|info)[^\S\n]*:")
_NO_HEADER = (
    "no header of an article in this part of the export: a title, a line such as '350 words', 'LENGTH: 350 words' or "
    "'Full text:', a date and a source were expected"
)


class _Marks(NamedTuple):
    """The lines that set articles apart, which database writes them so, and whether they stand before an article."""

    database: str
    before: bool
    found: Sequence[re.Match[str]]


class _Part(NamedTuple):
    """One article of a dump as far as it could be told apart: where it begins, and what is printed in it."""

    line: int
    text: str
    number: int
    of: int


def read_dump(text: str, relative: str, folder: str | None = None) -> list[Record | Refused] | None:
    """Cut a text export of Factiva, Nexis or ProQuest into its articles.

    Parameters
    ----------
    text : str
        A whole text file.
    relative : str
        Its path below the corpus folder, with ``/``.
    folder : str, optional
        The source of what names none, and of a file with a single article; the first folder of ``relative`` when it
        is not given.

    Returns
    -------
    list of Record or Refused, or None
        In the order of the file; every part of it that holds words is one of them. A `Refused` at the end says when
        the file announces another number of articles than it holds. A file that has the marks of an export and no
        article that could be told apart is one `Refused`. None for a text that is no export, such as any article.
    """
    if not _find_marks(text).found:
        return None
    for furniture in _FURNITURE:
        text = furniture.sub(lambda match: "\n" * match[0].count("\n"), text)
    marks = _find_marks(text)
    parts = [part for part in _cut(text, marks) if _says_something(part.text)]
    headers = [read_database_header(part.text) for part in parts]
    if not any(headers):
        if len(marks.found) == 1 or marks.database == "ProQuest":
            return None
        reason = (
            f"it looks like an export of {marks.database} with {len(marks.found):,} articles, but none has a header "
            "that is known: export it again as plain text with all fields, or as a table"
        )
        return [Refused(relative, 1, "", reason)]
    name, alone = without_ending(relative), len(parts) == 1
    folder = first_folder(relative) if folder is None else folder
    found = []
    for number, (part, header) in enumerate(zip(parts, headers, strict=True), 1):
        article_id = name if alone else f"{name}/{(header.document if header else '') or number}"
        source = (folder if alone else "") or (header.source if header else "") or folder
        found.append(_record(part, header, relative, article_id, source))
    return [*found, *_missing(parts, relative, text.count("\n") + 1)]


def _find_marks(text: str) -> _Marks:
    is_proquest = _FULL_TEXT.search(text) is not None and _PUBLICATION.search(text) is not None
    if found := list(_STARTS.finditer(text)):
        return _Marks("ProQuest" if is_proquest else "Nexis", True, found)
    for database, end in _ENDS.items():
        if found := list(end.finditer(text)):
            return _Marks(database, False, found)
    return _Marks("ProQuest", True, list(_LINES.finditer(text)) if is_proquest else [])


def _cut(text: str, marks: _Marks) -> Iterator[_Part]:
    """Cut before each mark, or after it; what stands outside all articles is a part too."""
    cuts = [0, *(mark.start() if marks.before else mark.end() for mark in marks.found), len(text)]
    line = 1
    for i, (start, end) in enumerate(pairwise(cuts)):
        part = text[start:end]
        blank = part[: len(part) - len(part.lstrip())].count("\n")
        number, of = _numbers(marks.found[i - 1]) if marks.before and i else (0, 0)
        yield _Part(line + blank, part, number, of)
        line += part.count("\n")


def _says_something(text: str) -> bool:
    return any(has_words(line) and not is_furniture(line.strip()) for line in text.split("\n"))


def _numbers(mark: re.Match[str]) -> tuple[int, int]:
    found = mark.groupdict()
    number, of = found.get("of") or found.get("of_one"), found.get("all") or found.get("all_one")
    return int(number or 0), int(of or 0)


def _record(
    part: _Part, header: DatabaseHeader | None, relative: str, article_id: str, source: str
) -> Record | Refused:
    if header is None:
        return Refused(relative, part.line, article_id, _NO_HEADER)
    if not has_words(header.body):
        return Refused(relative, part.line, article_id, "no text below the header of the article")
    if not source:
        return Refused(relative, part.line, article_id, "no source: the header of the article names none")
    return Record(
        article_id, source, header.published, header.title, header.body.strip(), relative, part.line,
        header.section, header.language, header.byline, header.date_as_found,
    )  # fmt: skip


def _missing(parts: Sequence[_Part], relative: str, last: int) -> list[Refused]:
    """Compare the numbers in "1 of 250" with the articles there; a file may join several exports, or be one of them."""
    numbered = [part for part in parts if part.number]
    runs: list[list[_Part]] = []
    for part in numbered:
        if not runs or part.number <= runs[-1][-1].number:
            runs.append([])
        runs[-1].append(part)
    # An export in several files goes on counting: "201 of 250".
    announced = sum(run[0].of if run[0].number == 1 else run[-1].number - run[0].number + 1 for run in runs)
    if announced == len(numbered):
        return []
    reason = (
        f"the file announces {announced:,} articles, {len(numbered):,} were found: export it again if some are missing"
    )
    # Each record of a file has a line of its own.
    return [Refused(relative, max(last, parts[-1].line + 1), "", reason)]
