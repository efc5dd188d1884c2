"""Rules for the text and names of an article, whatever file they come from."""

from __future__ import annotations

import unicodedata

# Control characters have no place in an article; those that are white space become blanks.
_CONTROL = {code: None for code in [*range(32), *range(127, 160)] if not chr(code).isspace()}
_JOINERS = "\u200c\u200d"


def one_line(text: str) -> str:
    """Make a paragraph, title or name one line: single blanks, composed Unicode, no control characters."""
    line = " ".join(text.split())
    if not line.isprintable():
        line = " ".join(text.translate(_CONTROL).split())
    return unicodedata.normalize("NFC", line)


def has_words(text: str) -> bool:
    """Say whether there is a letter or digit in a text: without one there is nothing to analyse."""
    return any(character.isalnum() for character in text)


def escape_name(name: str) -> str:
    """Write the characters of a path or name that cannot be printed as escapes; different names stay different."""
    return "".join(
        c if (c.isprintable() and c != "\\") or c in _JOINERS else c.encode("unicode_escape").decode() for c in name
    )
