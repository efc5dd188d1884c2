"""Texts that a service or a program has cut: the marks it leaves at the end."""

from __future__ import annotations

import re

# NewsAPI and GNews end a text with "[+2219 chars]", the excerpts of WordPress and of feeds with "[...]".
_TAIL = 80
_MARK = re.compile(
    r"(?:…|\.\.\.|&hellip;|&#8230;)?\s{0,9}"
    r"(?P<mark>\[\+?\d{1,9} (?:chars|characters)\]|\[(?:…|\.\.\.|&hellip;|&#8230;)\])(?:\s|</p>){0,9}$"
)
# A cell of a spreadsheet holds no more.
_MAX_CELL = 32_767
_NOT_GIVEN = {"ONLY AVAILABLE IN PAID PLANS", "ONLY AVAILABLE IN PROFESSIONAL AND CORPORATE PLANS"}


def find_cut(text: str) -> tuple[str, str]:
    """Find what shows that a text is only the beginning of the article, and take the mark away.

    Returns
    -------
    text, cut : str
        The text without the mark; the mark or the limit, empty for a text that is whole.

    Examples
    --------
    >>> find_cut("The mayor opens the … [+2219 chars]")
    ('The mayor opens the', '[+2219 chars]')
    """
    if text in _NOT_GIVEN:
        return "", ""
    if text[-1:] in "]>" and (found := _MARK.search(text, max(0, len(text) - _TAIL))):
        return text[: found.start()].rstrip(), found["mark"]
    if len(text) == _MAX_CELL:
        return text, f"{_MAX_CELL:,} characters, the most a cell of a spreadsheet holds"
    return text, ""
