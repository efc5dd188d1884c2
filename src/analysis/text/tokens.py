"""Text to words.

A word begins with a letter and may hold inner apostrophes and hyphens (``Shi'ite``, ``US-backed``). Numbers are not
words. A hashtag or handle is one word, with its sign. Words never reach over white space, so text is cut at white space
first and each distinct chunk is looked at only once: `split_runs` does the work, `tokens` and `analysis.counts`
remember its answers. What differs by language is in `analysis.text.word_rules` and `analysis.text.segmenters`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import chain, pairwise
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from analysis.text.segmenters import SEGMENTED, segment
from analysis.text.word_rules import RULED, cut, lower, one_typeface, word_pattern

# Names in capitals that would turn into stop words when lower-cased.
PROTECTED_NAMES = frozenset({"IS", "IT", "UN", "US", "WHO"})


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


# Signs that NFKC takes for letters (™ is not "tm"), an accent used as an apostrophe, and the capital of Turkish, whose
# small form is an i.
_SIGNS = str.maketrans(
    {chr(c): " " for c in range(0x20000) if unicodedata.category(chr(c)) == "So"} | {"ℹ": " ", "´": "'", "İ": "i"}
)
# What cannot be seen (Default_Ignorable_Code_Point of Unicode, without those that NFKC replaces) must not split words.
_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f"
    "\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff"
)
# Aids to reading that most texts leave out: Arabic vowel signs and the stroke that stretches a word, Hebrew points.
_POINTS = "\u064b-\u0652\u0670\u0640\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
_UNWRITTEN = re.compile(f"[{_INVISIBLE}{_POINTS}]+")
# One typeface's apostrophe or hyphen must not become a word of its outlet.
_EQUAL = str.maketrans({**dict.fromkeys("’‘ʼʻ`‛׳", "'"), **dict.fromkeys("‐־", "-")})
# The sign of abbreviation in Hebrew words (צה"ל), however it is typed.
_GERSHAYIM = re.compile('(?<=[א-ת])["“”„״](?=[א-ת])')

_MARK = _marks()
_TAIL = rf"(?:[^\W_]|[{_MARK}])*"
_JOINT = "['-]|(?<=[א-ת])\"(?=[א-ת])"
# What is joined to a number: "27-year-old", "27-latka", "2019'da"; not the name "9-Euro-Ticket".
_NUMBERED = re.compile(rf"(?<![^\W_])(?<![^\W\d_]['-])\d+['-](?P<letter>[^\W\d_]){_TAIL}(?:['-][^\W_]{_TAIL})*")
_DOTTED = re.compile(r"(?<![^\W_])(?:[A-Z]\.){2,}")
# Hashtags and handles, with what is joined to them: "#brexit", "#brexit's", "@quay_daily".
_TAG = re.compile(rf"(?<![^\W_])(?<![#@&])([#@](?=\w*[^\W\d_])(?:\w|[{_MARK}])+(?:['-][^\W_]{_TAIL})*)")
# Letters of the scripts written without blanks: Thai, Lao, Myanmar, Khmer, kana, Han; not their digits and marks.
UNSPACED = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ece\u0edc-\u0edf\u1000-\u103f\u1050-\u108f\u109a-\u109d"
    "\u1780-\u17d3\u17d7\u17dc\u17dd\u3005\u3041-\u309a\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_UNSPACED_RUN = re.compile(rf"([{UNSPACED}]+)")
# A letter with its marks, and what a virama of Myanmar or Khmer stacks below it, is one character to its readers.
_CHARACTER = re.compile(rf".(?:[{_MARK}]|(?<=[\u1039\u17d2]).)*")
# Longer chunks are seldom words and never frequent ones: they are not remembered.
_MAX_REMEMBERED = 100


def tokens(text: str, language: str = "") -> list[str]:
    """Split a text into words, in their order.

    Typographic apostrophes and hyphens, full-width and presentation forms and ligatures are made equal to the plain
    ones, dotted capitals joined (``U.S.`` is ``US``), everything is lower-cased except the names in `PROTECTED_NAMES`,
    also as parts of compounds (``US-led``). A text without one small letter (a headline in capitals) protects nothing.
    Numbers, what is joined to them ("3rd", "27-year-old"), emoji and other signs are not words. Arabic vowel signs and
    Hebrew points are left out, as most texts do. Han, kana, Thai and other scripts without blanks become overlapping
    pairs of characters, or, in a Chinese or Japanese text, words.

    ``language`` is the two-letter code of the text's language. It decides what an apostrophe cuts off ("l'État"), which
    marks are inside a word ("Bürger:innen", "col·legi"), whether I is a small ı, and what Arabic joins to a word.

    Examples
    --------
    >>> tokens("IS fighters, US-led, UN and WHO; it is what it is")
    ['IS', 'fighters', 'US-led', 'UN', 'and', 'WHO', 'it', 'is', 'what', 'it', 'is']
    >>> tokens("The U.S. army\u2019s 4,200 Shi\u2019ite men")
    ['the', 'US', "army's", "shi'ite", 'men']
    >>> tokens("\ufb01nance in \u65b0\u805e\u793e")
    ['finance', 'in', '\u65b0\u805e', '\u805e\u793e']
    >>> tokens("Jusqu\u2019\u00e0 l\u2019\u00c9tat", "fr"), tokens("\u65b0\u805e\u793e\u5831\u9053", "zh")
    (["jusqu'", '\u00e0', "l'", '\u00e9tat'], ['\u65b0\u805e\u793e', '\u5831\u9053'])
    """
    words: list[str] = []
    for chunk in lower_if_all_caps(text, language).split():
        words += (_remembered if len(chunk) <= _MAX_REMEMBERED else split_chunk)(chunk, language)
    return words


def _join_dotted(text: str) -> str:
    return _DOTTED.sub(lambda match: match.group().replace(".", ""), text)


def lower_if_all_caps(text: str, language: str = "") -> str:
    """Lower the case of a text in capitals, its dotted abbreviations joined first; others stay as they are."""
    return lower(_join_dotted(text), language) if text.isupper() else text


def split_chunk(chunk: str, language: str = "") -> tuple[str, ...]:
    """Split what is between two white spaces into words: ``"Mosul,"`` holds one, ``"2014"`` none."""
    if chunk.isascii():
        # Nine chunks in ten are one word with a comma or quotation mark at most.
        core = chunk.strip("\"'(),-.:;?")
        if core.isalpha() and language not in RULED:
            return (core if core in PROTECTED_NAMES else core.lower(),)
    return tuple(chain.from_iterable(split_runs(chunk, language)))


_remembered = lru_cache(maxsize=200_000)(split_chunk)


def split_runs(chunk: str, language: str = "") -> list[list[str]]:
    """Split what is between two white spaces into runs of words with nothing between them: mostly one, of one word."""
    chunk = chunk.replace("`", "'") if chunk.isascii() else _plain(chunk)
    chunk = one_typeface(chunk, language)
    if "#" not in chunk and "@" not in chunk:
        return _untagged(chunk, language)
    runs: list[list[str]] = []
    for number, part in enumerate(_TAG.split(chunk)):
        runs += [[lower(part, language)]] if number % 2 else _untagged(part, language)
    return runs


def _untagged(chunk: str, language: str) -> list[list[str]]:
    return _unspaced(chunk, language) if _UNSPACED_RUN.search(chunk) else _spaced(chunk, language)


def _plain(chunk: str) -> str:
    """Write a chunk in the characters of plain text: what looks the same is the same."""
    # Python makes a small İ an i with a second dot.
    composed = unicodedata.normalize("NFC", chunk).replace("i\u0307", "i").translate(_SIGNS)
    # Twice: what cannot be seen may separate a letter from its accent, and one character may replace several.
    plain = unicodedata.normalize("NFKC", _UNWRITTEN.sub("", composed))
    return _GERSHAYIM.sub('"', _UNWRITTEN.sub("", plain).translate(_EQUAL))


@cache
def _words_of(language: str) -> re.Pattern[str]:
    return re.compile(word_pattern(rf"(?<![^\W_])[^\W\d_]{_TAIL}", _JOINT, rf"[^\W_]{_TAIL}", language))


_WORD = _words_of("")


def _spaced(chunk: str, language: str) -> list[list[str]]:
    if "." in chunk:
        chunk = _join_dotted(chunk)
    if "-" in chunk or "'" in chunk:
        chunk = _NUMBERED.sub(lambda match: " " if match["letter"].islower() else match.group(), chunk)
    if language not in RULED:
        return [[_lower(word, "")] for word in _WORD.findall(chunk) if word[0].isalpha()]
    runs = []
    for word in _words_of(language).findall(chunk):
        *before, last = cut(word, language) if word[0].isalpha() else [""]
        # Behind what was cut off, a number is no word either: "l'11-Septembre".
        ends = [last] if last[:1].isalpha() else _WORD.findall(last)
        runs.append([_lower(part, language) for part in (*before, *ends)])
    return [run for run in runs if run]


def _lower(word: str, language: str) -> str:
    if word in PROTECTED_NAMES:
        return word
    if "-" not in word and "'" not in word:
        return lower(word, language)
    return "".join(part if part in PROTECTED_NAMES else lower(part, language) for part in re.split(r"(['-])", word))


def _unspaced(chunk: str, language: str) -> list[list[str]]:
    runs: list[list[str]] = []
    for number, part in enumerate(_UNSPACED_RUN.split(chunk)):
        if number % 2 == 0:
            runs += _spaced(part, language)
        elif language in SEGMENTED:
            runs.append(list(segment(part, language)))
        else:
            characters = _CHARACTER.findall(part)
            runs += [[word] for word in [a + b for a, b in pairwise(characters)] or characters]
    return runs


class Chunks(NamedTuple):
    """Distinct chunks and the words in each, their numbers in all texts, and where each text begins among these."""

    chunks: list[str]
    words: list[tuple[str, ...]]
    ids: np.ndarray
    starts: np.ndarray


def split_chunks(texts: Sequence[str], language: str = "") -> Chunks:
    """Cut texts at white space; of what Arrow does not know as such, a chunk may hold some between its words."""
    small = [lower_if_all_caps(text, language) for text in texts]
    split = pc.ascii_split_whitespace(pa.array(small, type=pa.large_string()))
    coded = split.values.dictionary_encode()
    chunks = coded.dictionary.to_pylist()
    words = [split_chunk(chunk, language) for chunk in chunks]
    return Chunks(chunks, words, coded.indices.to_numpy(zero_copy_only=False), split.offsets.to_numpy())


def count_tokens(texts: Sequence[str], language: str = "") -> np.ndarray:
    """Count the words of each text, (n_texts,): as many as `analysis.text.tokens` gives, several times faster.

    Examples
    --------
    >>> count_tokens(["The mayor's 3 dogs", ""]).tolist()
    [3, 0]
    """
    _, words, ids, starts = split_chunks(texts, language)
    before = np.concatenate([[0], np.cumsum(np.array([len(some) for some in words], dtype=np.int64)[ids])])
    return np.asarray(np.diff(before[starts]))
