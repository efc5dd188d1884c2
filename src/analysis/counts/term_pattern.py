"""A pattern that finds a word or phrase where it is counted."""

from __future__ import annotations

import re

from analysis.text import PROTECTED_NAMES, words_of_piece

# A hyphen stands first inside a character class.
_APOSTROPHES, _HYPHENS = "'’‘ʼ＇`´‛", "-‐‑﹣－"
_INNER = f"[{_HYPHENS}{_APOSTROPHES}]"


def as_counted(term: str) -> str:
    """Write a word or phrase as it is counted: in small letters, but for names that would turn into stop words.

    Parameters
    ----------
    term : str
        In any capitals.

    Returns
    -------
    str
        Its words as `analysis.text.tokens` gives them, with blanks; empty when it has none.

    Examples
    --------
    >>> as_counted("Old  Quarter"), as_counted("IS"), as_counted("is"), as_counted("U.S. Army")
    ('old quarter', 'IS', 'is', 'US army')
    """
    return " ".join(word for piece in term.split() for word in words_of_piece(piece))


def term_pattern(term: str) -> re.Pattern[str]:
    """Compile a pattern that finds a term where `analysis.text.tokens` would, and seldom more.

    Whole words in any typeface's apostrophes and hyphens, abbreviations also with full stops (``U.S.``), capitals only
    for names.
    """
    words = term.split(" ")
    named = any(part in PROTECTED_NAMES for part in re.split(r"[ '-]", term))
    # Words of scripts without blanks stand inside longer runs; all others end where letters end.
    edged = len(words_of_piece(words[0] * 2)) == 1
    before, after = (rf"(?<![^\W_])(?<![^\W\d_]{_INNER})", rf"(?![^\W_]|{_INNER}[^\W_])") if edged else ("", "")
    between = r"\s+".join(any_typeface(word) for word in words)
    return re.compile(f"{before}{between}{after}", re.NOFLAG if named else re.IGNORECASE)


def any_typeface(word: str) -> str:
    """Write a word as a pattern that allows for every typeface's apostrophes and hyphens, and for ``U.S.``."""
    return "".join(_part_pattern(part) for part in re.split(f"({_INNER})", word))


def _part_pattern(part: str) -> str:
    if part in (*_APOSTROPHES, *_HYPHENS):
        return f"[{_APOSTROPHES if part in _APOSTROPHES else _HYPHENS}]"
    plain = re.escape(part)
    return rf"(?:{plain}|{'[.]'.join(part.upper())}[.])" if part.isalpha() and 1 < len(part) < 6 else plain
