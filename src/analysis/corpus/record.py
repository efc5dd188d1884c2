"""One record as it was found, and one that was refused."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:$|[T ].*)")


@dataclass(frozen=True)
class Record:
    """An article as its file gives it; ``published`` is ISO text or empty, ``date_as_found`` what stood there."""

    article_id: str
    source: str
    published: str
    title: str
    text: str
    path: str
    line: int
    label: str = ""
    language: str = ""
    byline: str = ""
    date_as_found: str = ""


@dataclass(frozen=True)
class Refused:
    """A record, or a whole file, that cannot be used, and why."""

    path: str
    line: int
    article_id: str
    reason: str


def read_date(found: str) -> str:
    """Reduce an ISO date or time to its day.

    Parameters
    ----------
    found : str
        What stands in the file.

    Returns
    -------
    str
        ``YYYY-MM-DD``, or an empty string for anything that is not an ISO date of this calendar: ``13/01/2024`` could
        be read in two ways and is not guessed.
    """
    found = found.strip()
    if not _ISO.match(found):
        return ""
    try:
        if len(found) > 10:
            datetime.fromisoformat(found)
        return date.fromisoformat(found[:10]).isoformat()
    except ValueError:
        return ""
