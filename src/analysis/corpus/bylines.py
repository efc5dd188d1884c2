"""Who wrote an article: bylines at its head, the sign-off of an agency or an author at its end."""

from __future__ import annotations

import re
from typing import NamedTuple

from analysis.corpus.credits import find_agency, find_dateline

# Longer ones are prose.
_LONGEST_BYLINE, _LONGEST_SIGN_OFF = 100, 800

_CAPITAL = r"[^\W\d_a-zß-ÿ]"
_OF = r"(?:(?:al|bin|da|de|del|den|der|di|la|le|van|von|y)\s+){0,2}"
_NAME = rf"{_CAPITAL}[\w'’.-]*(?:\s+{_OF}{_CAPITAL}[\w'’.-]*){{0,4}}"
_BYLINE = re.compile(
    rf"(?i:by)\s+(?P<names>(?i:the\s+)?{_NAME}(?:(?:,|,?\s+and|\s+&)\s+{_NAME}){{0,5}})"
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


class Credit(NamedTuple):
    """Who is credited, as printed (empty: nobody), and what is left of the paragraph."""

    names: str
    rest: str


def find_byline(paragraph: str) -> Credit:
    """Read a byline: ``By Ane Brod and Lulu Farrow, Harbour Correspondents``, alone or before an agency's dateline.

    Parameters
    ----------
    paragraph : str
        One of the first paragraphs of an article.

    Returns
    -------
    Credit
        Everything behind "By". Names begin with capitals and have two words, or are those of an agency; "By Tuesday
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
    match = _BYLINE.fullmatch(paragraph) if len(paragraph) < _LONGEST_BYLINE else None
    # "By Christmas Day, the town was empty." is a sentence.
    if match is None or (match["office"] and paragraph.endswith(".")):
        return nobody
    if " " not in match["names"] and not match["office"] and not find_agency(match["names"]):
        return nobody
    return Credit((match["names"] + (match["office"] or "")).rstrip(" ."), "")


def find_sign_off(paragraph: str) -> Credit:
    """Read the sign-off at the end of a paragraph: ``(Reporting by Ane Brod; Editing by Lulu Farrow)``.

    Parameters
    ----------
    paragraph : str
        One of the last paragraphs of an article.

    Returns
    -------
    Credit
        What stands in the brackets, or who is to be followed ("Follow Ane Brod on Twitter @anebrod") or written to.

    Examples
    --------
    >>> find_sign_off("They left. (Reporting by Ane Brod in Dorsk)")
    Credit(names='Reporting by Ane Brod in Dorsk', rest='They left.')
    """
    match = _SIGN_OFF.search(paragraph, max(0, len(paragraph) - _LONGEST_SIGN_OFF))
    if match:
        return Credit(_LOOSE.sub(r"\1", match["credit"]).strip(" ."), paragraph[: match.start()].rstrip())
    short = paragraph[:_LONGEST_SIGN_OFF]
    match = _FOLLOW.fullmatch(short) or _CONTACT.fullmatch(short)
    return Credit(match["names"], "") if match and short == paragraph else Credit("", paragraph)
