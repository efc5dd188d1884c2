"""Text files in folders: a title line and paragraphs; the folder is the source, a date may lead the file name."""

from __future__ import annotations

import re

from analysis.corpus.cleaning.credits import find_copyright
from analysis.corpus.readers.article_rows import Notes, Record, Refused, has_words, one_line, read_date
from analysis.corpus.readers.encodings import decode
from analysis.corpus.readers.exports import read_dump
from analysis.corpus.readers.file_parts import LARGEST, Part
from analysis.corpus.readers.rows import Found, Rows
from analysis.settings.settings_files import CorpusSettings

_LEADING_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(?=[-_ .T]|$)")


def read_text_file(part: Part, settings: CorpusSettings, notes: Notes) -> Rows:
    """Read a text file: one article, or those of a dump that a news database wrote.

    Parameters
    ----------
    part : Part
        The file. Its first folder is the source; without one, the source is taken from the copyright line of the text.
    settings : CorpusSettings
        Encoding.
    notes : Notes
        Gets the encoding.

    Yields
    ------
    Record or Refused
        What stands in it, or why it cannot be used.
    """
    try:
        text, encoding = decode(read_whole(part), settings.encoding)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        yield Refused(part.path, 1, part.name, f"cannot be read: {reason}")
        return
    notes.encoding, notes.guessed = str(encoding), encoding.guessed
    dump = read_dump(text, part.path, part.folder)
    yield from [_article(part, text)] if dump is None else dump


def read_whole(part: Part) -> bytes:
    """Read a part that is one article.

    Raises
    ------
    ValueError
        When it is longer than `LARGEST`; then no more than that is read, and nothing if its size is known.
    """
    too_large = f"larger than an article can be ({LARGEST // 1_000_000} MB)"
    if (part.size or 0) > LARGEST:
        raise ValueError(too_large)
    with part.open() as stream:
        data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise ValueError(too_large)
    return data


def _article(part: Part, text: str) -> Found:
    if not text.strip():
        return Refused(part.path, 1, part.name, "the file is empty")
    title, _, body = text.strip().partition("\n")
    if not has_words(body):
        return Refused(part.path, 1, part.name, "only a title line: no text below it")
    source = part.folder or find_copyright(body).name
    if not source:
        reason = "no source: put the file into a folder named after its source (no copyright line names one)"
        return Refused(part.path, 1, part.name, reason)
    leading = _LEADING_DATE.match(part.name.rsplit("/", 1)[-1])
    found = leading.group(1) if leading else ""
    return Record(part.name, source, read_date(found), one_line(title), body, part.path, 1, date_as_found=found)
