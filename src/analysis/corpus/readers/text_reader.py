"""Text files in folders: a title line and paragraphs; the folder is the source, a date may lead the file name."""

from __future__ import annotations

import re

from analysis.corpus.copyright_lines import find_copyright
from analysis.corpus.readers.article_rows import ArticleRow, Notes, RefusedRow, Rows
from analysis.corpus.readers.dates import read_date
from analysis.corpus.readers.encodings import decode
from analysis.corpus.readers.exports import read_export
from analysis.corpus.readers.file_parts import Part
from analysis.corpus.readers.plain_text import has_words, one_line
from analysis.settings.settings_files import CorpusSettings

_LEADING_DATE = re.compile(r"(\d{4}([-_.]?)\d{2}\2\d{2})(?=[-_ .T]|$)")


def read_text_file(part: Part, settings: CorpusSettings, notes: Notes) -> Rows:
    """Read a text file: one article, or those of an export of a newspaper database.

    The first folder is the source; without one, the copyright line of the text names it.

    Raises
    ------
    ValueError
        When the file is too large, its encoding cannot be found, or it cannot be read to its end.
    """
    text, encoding = decode(part.read(), settings.encoding)
    notes.encoding, notes.guessed = str(encoding), encoding.guessed
    yield from read_plain_text(part, text)


def read_plain_text(part: Part, text: str) -> list[ArticleRow | RefusedRow]:
    """Read the text of a file: one article, or those of an export of a newspaper database."""
    rows = read_export(text, part)
    return [_article(part, text)] if rows is None else rows


def _article(part: Part, text: str) -> ArticleRow | RefusedRow:
    title, _, body = text.strip().partition("\n")
    leading = _LEADING_DATE.match(part.name.rsplit("/", 1)[-1])
    found = leading[1].replace("_", "-") if leading else ""
    # Eight digits may be the number of an article.
    found = found if read_date(found) or "-" in found else ""
    source = part.folder or find_copyright(body).name
    reason = ""
    if not title:
        reason = "the file is empty"
    elif not has_words(body):
        reason = "only a title line: no text below it"
    elif not source:
        reason = "no source: put the file into a folder named after its source (no copyright line names one)"
    if reason:
        return RefusedRow(part.path, 1, part.name, reason)
    return ArticleRow(
        path=part.path,
        line=1,
        article_id=part.name,
        source=source,
        text=body,
        title=one_line(title),
        published=read_date(found),
        date_as_found=found,
    )
