"""Text to words.

A word begins with a letter and may hold inner apostrophes and hyphens (``Shi'ite``, ``US-backed``). Numbers are not
words. Words never reach over white space, so text is cut at white space first and each distinct piece is looked at
only once: `words_of_piece` does the work, `tokens` and the counters of floor 2 remember its answers.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Names in capitals that would turn into stop words when lower-cased.
PROTECTED_NAMES = frozenset({"IS", "IT", "UN", "US", "WHO"})

# One typeface's apostrophe or hyphen must not become a word of its outlet; invisible characters must not split words.
_EQUAL = str.maketrans(
    {
        **dict.fromkeys("’‘ʼ＇`´‛", "'"),
        **dict.fromkeys("‐‑﹣－", "-"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u0640"),
    }
)


def _marks() -> str:
    r"""List the combining marks of Unicode as the inside of a character class (``re`` has no ``\\p{M}``)."""
    ranges: list[list[int]] = []
    for code in range(0x20000):
        if unicodedata.category(chr(code)) in ("Mn", "Mc"):
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1][1] = code
            else:
                ranges.append([code, code])
    return "".join(f"{chr(low)}-{chr(high)}" for low, high in ranges)


_MARK = _marks()
_TAIL = rf"(?:[^\W_]|[{_MARK}])*"
_WORD = re.compile(rf"(?<![^\W_])[^\W\d_]{_TAIL}(?:['-][^\W_]{_TAIL})*")
_DOTTED = re.compile(r"(?<![^\W_])(?:[A-Z]\.){2,}")
# Letters of the scripts written without blanks: Thai, Lao, Myanmar, Khmer, kana, Han; not their digits and marks.
_UNSPACED = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ece\u0edc-\u0edf\u1000-\u103f\u1050-\u108f\u109a-\u109d"
    "\u1780-\u17d3\u17d7\u17dc\u17dd\u3005\u3041-\u309a\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
_UNSPACED_RUN = re.compile(rf"([{_UNSPACED}]+)")


def tokens(text: str) -> list[str]:
    """Cut a text into words.

    Typographic apostrophes and hyphens are made equal, dotted capitals joined (``U.S.`` is ``US``), everything is
    lower-cased except the names in `PROTECTED_NAMES`, also as parts of compounds (``US-led``). A text without one small
    letter (a headline in capitals) protects nothing. Numbers, and words that begin with a digit, are no words. Han,
    kana, Thai and other scripts without blanks become overlapping pairs of characters.

    Parameters
    ----------
    text : str
        Any text, of any length.

    Returns
    -------
    list of str
        The words in the order of the text; empty for an empty text.

    Examples
    --------
    >>> tokens("IS fighters, US-led, UN and WHO; it is what it is")
    ['IS', 'fighters', 'US-led', 'UN', 'and', 'WHO', 'it', 'is', 'what', 'it', 'is']
    >>> tokens("The U.S. army\u2019s 4,200 Shi\u2019ite men")
    ['the', 'US', "army's", "shi'ite", 'men']
    """
    text = calm(text)
    return [word for piece in text.split() for word in _remember(piece)]


def _join_dotted(text: str) -> str:
    return _DOTTED.sub(lambda match: match.group().replace(".", ""), text)


def calm(text: str) -> str:
    """Lower the case of a text in capitals, its dotted abbreviations joined first; others stay as they are."""
    return _join_dotted(text).lower() if text.isupper() else text


def words_of_piece(piece: str) -> tuple[str, ...]:
    """Cut one piece of text without white space into words.

    Parameters
    ----------
    piece : str
        Characters between two white spaces, as `str.split` gives them.

    Returns
    -------
    tuple of str
        No, one or several words: ``"Mosul,"`` holds one, ``"2014"`` none, ``"city\u2014and"`` two.
    """
    if not piece.isascii():
        piece = unicodedata.normalize("NFC", piece).translate(_EQUAL)
        if _UNSPACED_RUN.search(piece):
            return tuple(_unspaced(piece))
    else:
        # Nine pieces in ten are one word with a comma or quotation mark at most.
        core = piece.strip("\"'(),-.:;?")
        if core.isalpha():
            return (core if core in PROTECTED_NAMES else core.lower(),)
        piece = piece.replace("`", "'")
    if "." in piece:
        piece = _join_dotted(piece)
    return tuple(_lower(word) for word in _WORD.findall(piece) if word[0].isalpha())


_remember = lru_cache(maxsize=200_000)(words_of_piece)


def _lower(word: str) -> str:
    if word in PROTECTED_NAMES:
        return word
    if "-" not in word and "'" not in word:
        return word.lower()
    return "".join(part if part in PROTECTED_NAMES else part.lower() for part in re.split(r"(['-])", word))


def _unspaced(piece: str) -> list[str]:
    words: list[str] = []
    for part in _UNSPACED_RUN.split(piece):
        if not _UNSPACED_RUN.fullmatch(part):
            words += words_of_piece(part)
        elif len(part) == 1:
            words.append(part)
        else:
            words += [part[i : i + 2] for i in range(len(part) - 1)]
    return words
