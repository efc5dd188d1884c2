"""Who is credited in an article: datelines and their agencies, bylines, sign-offs."""

from __future__ import annotations

import re
from typing import NamedTuple

# How agencies sign, and their full names.
_SIGNATURES = (
    "AAP AFP AP ANI ANSA apro Bloomberg CNN CNNMoney CNS dpa EFE IANS Interfax Kyodo Notimex PA PTI Reuters TASS UPI "
    "Xinhua Yonhap"
)
_AGENCIES = {name.casefold(): name for name in _SIGNATURES.split()} | {
    "agence france-presse": "AFP",
    "associated press": "AP",
    "australian associated press": "AAP",
    "deutsche presse-agentur": "dpa",
    "europa press": "Europa Press",
    "pa media": "PA",
    "press association": "PA",
    "press trust of india": "PTI",
    "thomson reuters": "Reuters",
    "united press international": "UPI",
}
# In capitals before a dash, and not a place.
_CAPITAL_WORDS = (
    "ALERT ANALYSIS BREAKING CIA COMMENT CORRECTION EDITORIAL EU EXCLUSIVE FBI GOP INTERVIEW IS ISIL ISIS LIVE NATO "
    "NEWS NOTE OPEC OPINION PHOTOS PODCAST READ REVIEW UK UPDATE UPDATED US USA VIDEO WARNING WATCH WHO"
)
_NO_PLACES = frozenset(_CAPITAL_WORDS.split())
_CAPITAL = r"[^\W\d_a-zß-ÿ]"
_SMALL = r"(?:(?:da|de|del|do|el|la|las|los|of)\s+)?"
_DASH = r"\.?\s*[-–—―]{1,2}"
_DATELINE = re.compile(
    rf"(?P<place>{_CAPITAL}[\w'’.-]+(?:[ ,/]+{_SMALL}{_CAPITAL}[\w'’.-]*){{0,5}}?(?:\s\({_CAPITAL}[\w ]+\)(?=\s\())?)?"
    r"(?:(?:^|,?\s+)(?:[A-Z][a-z]{2,8}\.?\s+\d{1,2}|\d{1,2}\s+[A-Za-z][a-z]{2,9})(?:,?\s+\d{4})?)?"
    rf"\s*(?:\((?P<agency>\w[\w .&/-]{{1,30}})\)(?P<after>{_DASH}\s*|\.\s)?|{_DASH}\s|\s[—―](?=\S))\s*(?=\S)"
)
# Longer bylines and sign-offs are prose.
_MAX_BYLINE, _MAX_SIGN_OFF = 100, 800

_OF = r"(?:(?:al|bin|da|de|del|den|der|di|la|le|van|von|y)\s+){0,2}"
_NAME = rf"{_CAPITAL}[\w'’.-]*(?:\s+{_OF}{_CAPITAL}[\w'’.-]*){{0,4}}"
_BYLINE = re.compile(
    rf"(?i:by|von|par|por|di|door)\s+(?P<names>(?i:the\s+)?{_NAME}(?:(?:,|,?\s+and|\s+&)\s+{_NAME}){{0,5}})"
    r"(?P<office>\s*(?:[,|–—-]|\s(?:in|for|at)\s)\s*[^.!?]{1,60})?\.?"
)
_INLINE = re.compile(rf"By (?P<names>{_CAPITAL}[^()]{{2,60}}?) (?={_CAPITAL}{{3,}}\b)")
_SIGN_OFF = re.compile(
    r"\((?P<credit>(?:with\s+)?(?:\w+\s+)?(?:report|writ|edit|compil)(?:ing|ers|ed|ten)\b(?:\s+\w+){0,3}?\s+(?:by|from)\b"
    r"[^()]*(?:\([^()]*\)[^()]*)*)\)[\s.)]*$",
    re.IGNORECASE,
)
# Where a name was a link, blanks are left: "Reporting by Ane Brod ; Editing".
_LOOSE = re.compile(r"\s([,;.])")
_FOLLOW = re.compile(
    rf"(?:You can )?[Ff]ollow (?P<names>{_NAME}(?:(?:,| and) {_NAME})?) [Oo]n (?:Twitter|X|Facebook|Instagram)\b"
    r"[^!?]{0,120}"
)
_CONTACT = re.compile(r"(?:(?:e-?mail|twitter(?:com)?):?\s*)?(?P<names>[\w.+-]*@[\w.-]+)", re.IGNORECASE)


class Dateline(NamedTuple):
    """Place and agency at the head of a text, as printed (empty for none), and the text after them."""

    dateline: str
    agency: str
    rest: str


class Credit(NamedTuple):
    """Who is credited, as printed (empty for nobody), and the rest of the paragraph."""

    names: str
    rest: str


def find_agency(name: str) -> str:
    """Find how a large news agency signs, from any of its names; empty for other names.

    Examples
    --------
    >>> find_agency("The Associated Press"), find_agency("Reuters"), find_agency("The Daily Tern")
    ('AP', 'Reuters', '')
    """
    return _AGENCIES.get(name.casefold().removeprefix("the "), "")


def find_dateline(text: str) -> Dateline:
    """Find the dateline at the head of a text, such as ``DORSK, March 3 (Meridian) -`` or ``(Reuters) -``.

    Returns
    -------
    Dateline
        The place as printed, the agency in brackets, and the text after them; only the whole text, when it does not
        begin with a place in capitals and a dash, or a known agency.

    Examples
    --------
    >>> find_dateline("DORSK, March 3 (Meridian) - Special forces fought on.")
    Dateline(dateline='DORSK', agency='Meridian', rest='Special forces fought on.')
    """
    match = _DATELINE.match(text[:200])
    if match is None or text[:200].isupper():
        return Dateline("", "", text)
    place, agency = (match["place"] or "").strip(" ,"), (match["agency"] or "").strip()
    town = place.split(",")[0].split()
    in_capitals = all(word.isupper() and len(word) > 1 for word in town)
    # So Spanish papers write: "Ciudad de México.- "
    stopped = text[: match.end()].rstrip().rstrip("-–—―").endswith(".")
    if find_agency(agency) or find_agency(agency.partition(" ")[0]):
        believed = bool(match["after"]) or in_capitals
    elif agency:
        # "WHO (World Health Organization) - " explains a name.
        initials = "".join(word[0] for word in agency.split())
        believed = bool(town and match["after"]) and in_capitals and initials != place
    else:
        believed = bool(town) and (in_capitals or stopped) and _NO_PLACES.isdisjoint(town)
    if not believed:
        return Dateline("", "", text)
    return Dateline(place.rstrip(".-") if stopped else place, find_agency(agency) or agency, text[match.end() :])


def without_dateline(text: str) -> str:
    """Remove the dateline from the head of a text, as those do who copy it."""
    return find_dateline(text).rest


def find_byline(paragraph: str) -> Credit:
    """Find a byline: ``By Ane Brod and Lulu Farrow, Harbour Correspondents``, alone or before an agency's dateline.

    Returns
    -------
    Credit
        Everything after "By". Names begin with capitals and have two words, or are those of an agency; "By Tuesday
        everybody had left." credits nobody.

    Examples
    --------
    >>> find_byline("By Ane Brod and Lulu Farrow")
    Credit(names='Ane Brod and Lulu Farrow', rest='')
    >>> find_byline("By Ane Brod DORSK (Reuters) - They left.")
    Credit(names='Ane Brod', rest='DORSK (Reuters) - They left.')
    """
    nobody = Credit("", paragraph)
    inline = _INLINE.match(paragraph[:200])
    if inline and find_dateline(rest := paragraph[inline.end() :]).agency:
        return Credit(inline["names"], rest)
    match = _BYLINE.fullmatch(paragraph) if len(paragraph) < _MAX_BYLINE else None
    # "By Christmas Day, the town was empty." is a sentence.
    if match is None or (match["office"] and paragraph.endswith(".")):
        return nobody
    if " " not in match["names"] and not match["office"] and not find_agency(match["names"]):
        return nobody
    return Credit((match["names"] + (match["office"] or "")).rstrip(" ."), "")


def find_sign_off(paragraph: str) -> Credit:
    """Find the sign-off at the end of a paragraph: ``(Reporting by Ane Brod; Editing by Lulu Farrow)``.

    Returns
    -------
    Credit
        The text in the brackets, or whom to follow ("Follow Ane Brod on Twitter @anebrod") or write to.

    Examples
    --------
    >>> find_sign_off("They left. (Reporting by Ane Brod in Dorsk)")
    Credit(names='Reporting by Ane Brod in Dorsk', rest='They left.')
    """
    match = _SIGN_OFF.search(paragraph, max(0, len(paragraph) - _MAX_SIGN_OFF))
    if match:
        return Credit(_LOOSE.sub(r"\1", match["credit"]).strip(" ."), paragraph[: match.start()].rstrip())
    short = paragraph[:_MAX_SIGN_OFF]
    match = _FOLLOW.fullmatch(short) or _CONTACT.fullmatch(short)
    return Credit(match["names"], "") if match and short == paragraph else Credit("", paragraph)
