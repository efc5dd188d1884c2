"""A text file with several articles, as newspaper databases export them, cut into its articles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from analysis.corpus.databases.factiva import NAME
from analysis.corpus.databases.forms import read_database_header
from analysis.corpus.databases.header import DatabaseHeader
from analysis.corpus.databases.labelled import NUMBERED
from analysis.corpus.parts import first_folder
from analysis.corpus.record import Record, Refused, has_words

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
    re.compile(r"(?im)^[^\S\n]*search summary[^\S\n]*\n(?:.*\n){0,60}?.*\bfactiva,? inc\b.*$"),
    re.compile(r"\A(?:.*\n){0,2000}?.*\bAbout LexisNexis\b.*$", re.MULTILINE),
    re.compile(r"(?i)\A\s*(?:download|print|time of) request:(?:(?!\d+ of \d+ documents?).*\n){0,40}"),
)
_ENDINGS = re.compile(r"\.[^./]+(?:\.(?:gz|zst))?$")
_EXPECTED = (
    "not split: a part without the header of an article (title, a line such as '350 words' or 'LENGTH: 350 words' "
    "or 'Full text:', date and source)"
)


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
        A whole text file, with ``\\\\n`` between lines.
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
    name, folder = _ENDINGS.sub("", relative), first_folder(relative) if folder is None else folder
    database, marks = _find_marks(text)
    if not marks:
        return None
    for furniture in _FURNITURE:
        text = furniture.sub(lambda match: "\n" * match[0].count("\n"), text)
    parts = [part for part in _cut(text, *_find_marks(text)) if has_words(part.text)]
    headers = [read_database_header(part.text) for part in parts]
    if not any(headers):
        if len(marks) == 1 or database == "ProQuest":
            return None
        reason = (
            f"it looks like an export of {database} with {len(marks):,} articles, but none has a header that is known: "
            "export it again as plain text with all fields, or as a table"
        )
        return [Refused(relative, 1, "", reason)]
    alone = len(parts) == 1
    found = [_record(part, header, relative, name, folder, alone) for part, header in zip(parts, headers, strict=True)]
    return [*found, *_missing(parts, relative)]
