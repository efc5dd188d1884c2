"""Copyright lines and what they say about source and year; datelines and the agencies named in them."""

from __future__ import annotations

import re
from typing import NamedTuple

# The dots of "St. Louis Post", "U.S. News" and "NJ.com" do not end a name.
_INNER_DOT = r"(?:\.(?=\w)|(?<=\b\w)\.|(?<=\bSt)\.)"
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|\bcopyright\b)\s*(?:©|\(c\))?\s*(?P<first>(?:19|20)\d\d)(?:\s*[-–]\s*(?P<last>(?:19|20)\d\d))?[,\s]*"
    rf"(?:by\s+)?(?P<name>[^\W\d_](?:[^.|\n]|{_INNER_DOT}){{0,60}}?)?\s*"
    rf"(?:\bLtd\b|\bInc\b|\bLLC\b|\bAll rights\b|(?!{_INNER_DOT})[.|\n]|$)",
    re.IGNORECASE,
)
_NAME_FIRST = re.compile(
    r"(?:©|\(c\)|\bcopyright\b)\s*(?:©|\(c\))?\s*(?:by\s+)?(?P<name>[^\W\d_][^.|\d\n]{0,60}?)[,\s]+"
    r"(?:(?P<first>(?:19|20)\d\d)\s*[-–]\s*)?(?P<last>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    r"(?P<place>[^\W\d_a-zß-ÿ](?:[^\W\d_a-zß-ÿ]|['.-])+(?:[ ,/]+[^\W\d_][\w'.-]*){0,5}?)"
    r"(?:,?\s+(?P<day>(?:[A-Z][a-z]{2,8}\.?\s+\d{1,2}|\d{1,2}\s+[A-Z][a-z]{2,8})))?"
    r"\s*(?:\((?P<agency>[A-Z][\w .&/-]{1,30})\))?\s*(?:--|[-–—])\s+(?=\S)"
)
# A longer paragraph is prose that happens to mention a copyright.
_LONGEST_CREDIT = 300
# "Copyright law was amended in 2019" would pass for a name and a year; only a short line is believed.
_LONGEST_NAME_FIRST = 60


class Copyright(NamedTuple):
    """A copyright line: the name and the latest year in it (0: none), and the line itself."""

    name: str
    year: int
    sentence: str


class Dateline(NamedTuple):
    """Where a report says it was written, and the agency it credits; empty when it says nothing."""

    dateline: str
    agency: str


def find_copyright(text: str) -> Copyright:
    r"""Find the copyright line among the last three paragraphs of a text.

    Parameters
    ----------
    text : str
        An article's text.

    Returns
    -------
    Copyright
        The last one found; empty when there is none.

    Examples
    --------
    >>> find_copyright("They fled.\\n\\n© 2015 Leader Call. All Rights reserved.")[:2]
    ('Leader Call', 2015)
    """
    paragraphs = [line.strip() for line in text.rstrip()[-3000:].split("\n") if line.strip()]
    for paragraph in reversed(paragraphs[-3:]):
        match = _COPYRIGHT.search(paragraph) if len(paragraph) <= _LONGEST_CREDIT else None
        if match is None and len(paragraph) <= _LONGEST_NAME_FIRST:
            match = _NAME_FIRST.match(paragraph)
        if match:
            name = (match["name"] or "").strip(" .,;-")
            return Copyright(name, int(match["last"] or match["first"]), paragraph)
    return Copyright("", 0, "")


def find_dateline(text: str) -> Dateline:
    """Find the dateline at the head of a text, such as ``DORSK, March 3 (Meridian) -``.

    Parameters
    ----------
    text : str
        An article's text without its title.

    Returns
    -------
    Dateline
        The place as printed and the agency in brackets; both empty when the text does not begin with a place in
        capitals.

    Examples
    --------
    >>> find_dateline("DORSK, March 3 (Meridian) - Special forces fought on.")
    Dateline(dateline='DORSK', agency='Meridian')
    """
    match = _DATELINE.match(text[:200])
    if match is None:
        return Dateline("", "")
    place = match["place"].strip(" ,")
    in_capitals = all(word.isupper() for word in place.split(",")[0].split())
    return Dateline(place, (match["agency"] or "").strip()) if in_capitals else Dateline("", "")


def without_dateline(text: str) -> str:
    """Take the dateline off the head of a text; copyists drop it too."""
    match = _DATELINE.match(text[:200])
    return text[match.end() :] if match and find_dateline(text).dateline else text
