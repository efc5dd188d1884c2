"""Which database printed an article."""

from __future__ import annotations

from analysis.corpus.databases.factiva import read_factiva, read_factiva_codes
from analysis.corpus.databases.header import DatabaseHeader
from analysis.corpus.databases.labelled import read_nexis, read_proquest

_FORMS = (read_factiva, read_factiva_codes, read_nexis, read_proquest)


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
    >>> text = "Gates shut\\nBy Ann Lee\\n120 words\\n4 November 2023\\nThe Gazette\\nGAZT\\nEnglish\\n(c) 2023\\nThe gates..."
    >>> header = read_database_header(text)
    >>> header.title, header.byline, header.published, header.source, header.body.strip()
    ('Gates shut', 'Ann Lee', '2023-11-04', 'The Gazette', 'The gates...')
    """
    return next((header for read in _FORMS if (header := read(text))), None)
