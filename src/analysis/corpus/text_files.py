"""Text files in folders: a title line and paragraphs; the folder is the source, a date may lead the file name."""

from __future__ import annotations

import re
from pathlib import Path

from analysis.corpus.credits import find_copyright
from analysis.corpus.decode import decode
from analysis.corpus.record import Record, Refused, has_words, one_line, read_date

_LEADING_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(?=[-_ .T]|$)")


def read_text_file(path: Path, relative: str) -> tuple[Record | Refused, str]:
    """Read one text file.

    Parameters
    ----------
    path : Path
        The file.
    relative : str
        Its path below the corpus folder, with ``/``: the first folder in it is the source. Without a folder, the
        source is taken from the copyright line of the text.

    Returns
    -------
    record : Record or Refused
        What stands in it, or why it cannot be used.
    encoding : str
        The encoding it was read in; empty when it could not be read.
    """
    name = relative.rsplit(".", 1)[0]
    try:
        text, encoding = decode(path.read_bytes())
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        return Refused(relative, 1, name, f"cannot be read: {reason}"), ""
    if not text.strip():
        return Refused(relative, 1, name, "the file is empty"), encoding
    title, _, body = text.strip().partition("\n")
    if not has_words(body):
        return Refused(relative, 1, name, "only a title line: no text below it"), encoding
    source = relative.split("/")[0] if "/" in relative else find_copyright(body).name
    if not source:
        reason = "no source: put the file into a folder named after its source (no copyright line names one)"
        return Refused(relative, 1, name, reason), encoding
    leading = _LEADING_DATE.match(path.name)
    found = leading.group(1) if leading else ""
    return Record(name, source, read_date(found), one_line(title), body, relative, 1, date_as_found=found), encoding
