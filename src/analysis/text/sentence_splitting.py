"""Text to sentences, and when two sentences are the same."""

from __future__ import annotations

import re

from analysis.text.abbreviations import ABBREVIATIONS, BEFORE_NUMBERS, OTHERS, is_german_ordinal
from analysis.text.tokens import tokens

# "J", "U.S", "a.m", "J.-C", the "v" of "Roe v. Wade"; not "4.5".
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?)*[^\W\d_]")
# "EE. UU.", "FF. AA.": plurals of two words.
_DOUBLED = re.compile(r"([^\W\d_])\1")
# Quotation marks of any typeface, on either side: “so”, „so“, »so«, « so ».
_QUOTES = "\"'“”„‟‘’‚«»‹›"
_OPENERS = f"{_QUOTES}(\\[¿¡©"
_CLOSERS = f"{_QUOTES})\\]"
# Behind a sentence to which the next one is glued, an opening mark is that of the next.
_GLUED_CLOSERS = "\"'”’»)\\]"
# "at 20 h.", "5 m.": a letter behind a number is a unit, no initial.
_UNITS = ("h", "m")
# "l'av. Neri": the abbreviation is behind the apostrophe.
_OF_APOSTROPHES = ("ca", "fr", "it")
# Full stops of scripts that write no small letters, or no blank behind a sentence: CJK, Arabic, Indic, Armenian, ...
_STOPS = "。｡！？؟۔।॥։።፧။។"
# A run of marks is looked at from its first one only: else a line of 100,000 dots would take minutes. A pattern that
# begins with one of some characters is found faster than one that begins with what is before them.
_END = re.compile(
    rf"[.!?…{_STOPS}](?:(?<=[.!?…])(?<![.!?…]{{2}})[.!?…]*(?:[{_CLOSERS}]*(?:\s[»›](?=\s))?\s+(?=(?:[{_OPENERS}]\s?)*[^\W_])"
    rf"|[{_GLUED_CLOSERS}]*(?=[{_OPENERS}]*[^\W\d_]{{2}}))|(?<=[{_STOPS}])[{_STOPS}]*[{_CLOSERS}」』）]*\s*)"
)


def split_sentences(text: str, language: str = "") -> list[str]:
    """Split a text, one paragraph a line, into sentences in order, without white space at their ends.

    A sentence ends at a full stop, question or exclamation mark (with the quotation marks that close behind it) before
    white space, at the full stop of a script that writes no blank behind it, where the blank was lost between a small
    letter and a capital ("so.They"), and at the end of a paragraph; not behind an abbreviation such as "Gen.", a single
    letter, or before a small letter. ``language``, a two-letter code, decides which abbreviations there are, and
    whether "3. März" is an ordinal.

    Examples
    --------
    >>> split_sentences('"Go!" said Gen. Resk. They went.')
    ['"Go!" said Gen. Resk.', 'They went.']
    """
    sentences = []
    for paragraph in text.splitlines():
        start = 0
        for match in _END.finditer(paragraph):
            if _ends_here(paragraph, start, match, language):
                sentences.append(paragraph[start : match.end()].strip())
                start = match.end()
        sentences.append(paragraph[start:].strip())
    return [sentence for sentence in sentences if sentence]


def _ends_here(paragraph: str, start: int, match: re.Match[str], language: str) -> bool:
    behind = paragraph[match.end() : match.end() + 20].lstrip(f"{_OPENERS} \u00a0\u202f")
    follower = behind[:1]
    # Georgian has small letters, and begins sentences with them.
    if follower != follower.title():
        return False
    if not match.group()[-1].isspace() and match.group()[0] not in _STOPS:
        is_lost = paragraph[match.start() - 1 : match.start()].islower() and behind[1:2].islower()
        if not is_lost or not follower.isupper():
            return False
    if not match.group().startswith(".") or match.group().startswith(".."):
        return True
    # No abbreviation is longer than a few letters; looking further back would make long paragraphs slow.
    before = paragraph[max(start, match.start() - 20) : match.start()].split()
    last = before[-1].strip(_OPENERS) if before else ""
    if language == "de" and (last.endswith("str") or is_german_ordinal(before, behind)):
        return False
    if _DOUBLED.fullmatch(last) and last.isupper() and _DOUBLED.match(behind):
        return False
    if language in _OF_APOSTROPHES:
        last = re.split("['’]", last)[-1]
    # SRAS is a disease, "Sras." are ladies; English headlines in capitals have generals.
    if language in OTHERS and len(last) > 2 and last.isupper():
        return True
    if last.lower() in BEFORE_NUMBERS.get(language, BEFORE_NUMBERS[""]):
        return not follower.isdigit()
    if last in _UNITS and len(before) > 1 and before[-2][-1].isdigit():
        return not follower.isdigit()
    known = ABBREVIATIONS.get(language, ABBREVIATIONS[""])
    return last.lower() not in known and _INITIALS.fullmatch(last) is None


def sentence_key(sentence: str, language: str = "") -> str:
    """Reduce a sentence to what a copy keeps: its words in lower case, whatever the blanks, quotes and capitals.

    Empty for a sentence of fewer than six words: short ones ("He declined to comment.") are written by everybody and
    are not evidence of copying.
    """
    words = tokens(sentence.lower(), language)
    return " ".join(words) if len(words) >= 6 else ""
