"""Leftovers of forums and blogs: BBCode, and the shortcodes of WordPress."""

from __future__ import annotations

import re

_CODE = re.compile(
    r"\[(?P<close>/?)(?P<name>[A-Za-z][\w-]{0,40}|\*)(?P<inside>=[^\[\]\n]{1,300}"
    r"|(?:\s+[\w-]{1,40}=(?:\"[^\"]{0,2000}\"|'[^']{0,2000}'|“[^”]{0,2000}”|[^\s\[\]\"']{1,300})){1,40}"
    r"|\s+https?://[^\s\[\]]{1,500})?\s{0,5}/?\]"
)
# Forums write these without any value, in either case; of others, both ends must be there.
_ALONE = frozenset(["hr", "gallery", "embed", "playlist", "nextpage", "toc"])
_BLOCK_NAMES = "* caption center h1 h2 h3 h4 hr li list pullquote quote table tr"
_DROPPED_NAMES = "attach audio embed facebook gallery img instagram media playlist tweet twitter video vimeo youtube"
_BLOCKS = frozenset(_BLOCK_NAMES.split())
# With what is between the marks.
_DROPPED = frozenset(_DROPPED_NAMES.split())
_MAX_DROPPED = 2000


def strip_shortcodes(text: str) -> str:
    r"""Remove codes in brackets that have values or are closed; "[i]t" and "[applause]" stay.

    Examples
    --------
    >>> strip_shortcodes('[caption id="a1"]The quay[/caption] "[i]t [b]left[/b]" [gallery ids="1,2"][sic]')
    '\n\nThe quay\n\n "[i]t left" [sic]'
    """
    found = list(_CODE.finditer(text))
    opened = {match["name"].lower() for match in found if not match["close"]}
    known = _ALONE | ({match["name"].lower() for match in found if match["close"]} & opened)
    pairs = known - _ALONE
    known |= {match["name"].lower() for match in found if match["inside"]} | ({"*"} if "list" in known else set())
    kept: list[str] = []
    at = start = 0
    while match := _CODE.search(text, start):
        start = match.end()
        name = match["name"].lower()
        if name not in known or (name in _ALONE and not match["inside"] and not match["name"].islower()):
            continue
        end = match.end()
        if name in _DROPPED and name in pairs and not match["close"]:
            closing = text.find(f"[/{match['name']}]", end, end + _MAX_DROPPED)
            end = closing + len(name) + 3 if closing >= 0 else end
        kept += [text[at : match.start()], "\n\n" if name in _BLOCKS else ""]
        at = start = end
    kept.append(text[at:])
    return "".join(kept)
