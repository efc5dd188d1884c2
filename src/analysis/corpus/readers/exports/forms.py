"""Which database printed an article."""

from __future__ import annotations

import re

from analysis.corpus.readers.exports.export_header import BLANKS, WINDOW, DatabaseHeader
from analysis.corpus.readers.exports.factiva import read_factiva, read_factiva_codes
from analysis.corpus.readers.exports.nexis_proquest import read_nexis, read_proquest

_FORMS = (read_factiva, read_factiva_codes, read_nexis, read_proquest)
# Every form has a line that begins so; it tells most stories from all of them at once.
_HINT = re.compile(
    r"(?im)^[^\w\n]*(?:\d[\d,.]*[^\S\n]+(?:words?|mots|wörter|palabras)|HD|length|länge|longueur|full[^\S\n]+text)\b"
)


def read_database_header(text: str) -> DatabaseHeader | None:
    r"""Read the header that a newspaper database prints into the text of an article.

    Parameters
    ----------
    text : str
        One article of Factiva, Nexis or ProQuest, with what stands around the story; capitals do not matter.

    Returns
    -------
    DatabaseHeader or None
        The fields and the story. None for a text without such a header: a story that only mentions "500 words" or
        has a line "Title: ..." is left alone, because each form needs several lines in their places.

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
