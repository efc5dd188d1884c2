"""Characters that were decoded in a wrong encoding before they came to us."""

from __future__ import annotations

import re

from ftfy import fix_encoding
from ftfy.badness import is_bad

# UTF-8 read as Japanese cp932, which ftfy does not know: quotation marks and dashes of three bytes, the last one with
# the letter behind it. Between kana and Chinese characters it is a word of Japanese.
_FROM_CP932 = re.compile(r"(?<![ぁ-ヿ一-鿿])窶[｡-ﾟ一-鿿](?![ぁ-ヿ一-鿿])")


# Runs of what may be wrong: no pattern of ftfy needs more than eight characters around it, and its search through whole
# texts is slow, where these are few. Typographic marks alone are as they should be.
_ODD = "[^\x00-\x7f‘’“”–—…]+"
_ODD_RUN, _AROUND, _FEW = re.compile(f"{_ODD}(?:.{_ODD})*"), 8, 0.02


def repair_characters(text: str) -> str:
    """Repair wrongly decoded characters; the same text when there are none.

    Examples
    --------
    >>> repair_characters("At the cafÃ©, the ship窶冱 captain")
    'At the café, the ship’s captain'
    """
    if not may_be_wrong(text):
        return text
    return fix_encoding(_FROM_CP932.sub(_from_cp932, text) if "窶" in text else text)


def may_be_wrong(text: str) -> bool:
    """Say whether a text looks as if characters were decoded wrongly; some of these cannot be repaired."""
    if len(text) - len(text.encode("ascii", "ignore")) > _FEW * len(text):
        return "窶" in text or bool(is_bad(text))
    spans = (match.span() for match in _ODD_RUN.finditer(text))
    odd = "\n".join(text[max(begin - _AROUND, 0) : end + _AROUND] for begin, end in spans)
    return "窶" in odd or bool(is_bad(odd) and is_bad(text))


def _from_cp932(match: re.Match[str]) -> str:
    try:
        return match.group().encode("cp932").decode("utf-8")
    except UnicodeError:
        return match.group()
