"""Lines that differ in a number, a date or a name as one pattern."""

from __future__ import annotations

import re
from functools import cache

import numpy as np
import pandas as pd
from babel import Locale

# Words of a line that is short: "News", "1 Scotland", "Read this next".
MAX_LABEL_WORDS = 6
# An opening ("Read more:") has at most so many words, and a line with it so many.
_MAX_OPENING, _MAX_LINE = 5, 40
# Words of a run (`runs`).
RUN = 3
# Words that begin a headline with capitals, of those with four letters or more.
_CAPITALS = 0.7
# In scripts without blanks two characters stand for a word; of any other string without blanks, such as an address, so
# many.
_LETTERS_A_WORD = 30
_UNSPACED = re.compile("[\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0edf\u1000-\u109f\u1780-\u17dd\u3005-\u30ff\u3400-\u9fff]")
_DIGIT = re.compile(r"\d")
# A number with what belongs to it, in scripts without blanks: 2018年3月5日, 10:30, 4,500.
_NUMBER = re.compile(r"\d[\d.,:/年月日時时分秒-]*")
_QUOTES = '’‘ʼ`´“”„‟«»‹›"'
# Between the opening of a line and the headline behind it, or a headline and what closes the line.
_OPENS = re.compile(r"\s?([:：|])|\s([-–—])(?=\s)")
_CLOSES = re.compile(r"\s[-–—|](?=\s)")
# At the head of a line with a blank behind it, no quotation mark.
_ARROW = re.compile(r"[»›>→►▶➡]\s")
_STOPS = ".!?…:;,。！？؟۔।"
_SENTENCE_END = re.compile(rf"[{_STOPS}][\"'”’»)\]]*\s*$")
_LANGUAGES = ["en", "de", "fr", "es", "it", "pt", "nl", "da", "sv", "nb", "pl", "ca", "tr", "ru"]
# Between the parts of a date: "5 de marzo de 2018", "Monday, 5 March".
_JOINTS = frozenset({"de", "of", "del", "den", "-", "–", "/", "|", "at", "um", "kl.", "à"})


def hash_texts(texts: list[str]) -> np.ndarray:
    """Hash texts to int64, (n_texts,): the same on every machine."""
    return pd.util.hash_array(np.array(texts, dtype=object), categorize=False).view(np.int64)


def plain(text: str) -> str:
    """Write a text as all that say the same: small letters, single blanks, one kind of quotation mark and apostrophe.

    Full stops at the end are left out, however many there are, unless there is nothing else.

    Examples
    --------
    >>> plain("L’État  dit «non». .")
    "l'état dit 'non'"
    """
    for quote in _QUOTES:
        # Mostly there is none to replace, which is found out far faster than a table is applied.
        if quote in text:
            text = text.replace(quote, "'")
    same = " ".join(text.casefold().split())
    return same.rstrip(". ") or same


def count_words(text: str) -> int:
    """Count the words of a text with single blanks, roughly, and also where no blanks are written.

    Examples
    --------
    >>> count_words("one two three"), count_words("新聞社新聞社")
    (3, 3)
    """
    unspaced = 0 if text.isascii() else len(_UNSPACED.findall(text))
    return max(text.count(" ") + 1, unspaced // 2, len(text) // _LETTERS_A_WORD)


def ends_like_a_sentence(text: str) -> bool:
    """Say whether a text ends with a mark that ends a sentence or part of one."""
    # Most texts say so by their last character.
    if not text or text[-1].isalnum():
        return False
    return text[-1] in _STOPS or _SENTENCE_END.search(text[-20:]) is not None


def is_label(line: str) -> bool:
    """Say whether a line is short, not a sentence, and not only numbers."""
    return count_words(line) <= MAX_LABEL_WORDS and any(map(str.isalpha, line)) and not ends_like_a_sentence(line)


def is_headline(line: str) -> bool:
    """Say whether a line is a headline by its form: not long, and without a full stop or with capitals throughout.

    Examples
    --------
    >>> is_headline("Five takeaways from the debate"), is_headline("Rand Paul Scores Direct Hit On Donald Trump.")
    (True, True)
    >>> is_headline("They left the harbour on Monday.")
    False
    """
    if count_words(line) > _MAX_LINE // 2 or not any(map(str.isalpha, line)):
        return False
    if not ends_like_a_sentence(line):
        return True
    long = [word for word in line.split() if len(word) >= 4 and word[0].isalpha()]
    return len(long) >= 3 and sum(word[0].isupper() for word in long) >= _CAPITALS * len(long)


def pattern(text: str) -> str:
    """Write a text as all its variants: small letters, single blanks, one ``#`` for numbers and dates in a row.

    Every word with a digit is ``#``, and so is the name of a month or weekday next to one, in fourteen languages; in
    scripts without blanks only the digits are.

    Examples
    --------
    >>> pattern("Monday, 10  April 2014"), pattern("933 words"), pattern("Subscribe from £4.99 a month.")
    ('#', '# words', 'subscribe from # a month')
    >>> pattern("2018年3月5日新闻联播")
    '#新闻联播'
    """
    words = plain(text).split(" ")
    if not _DIGIT.search(text):
        return " ".join(words)
    marked = [_mark_number(word) if _DIGIT.search(word) else word for word in words]
    kept: list[str] = []
    pending: list[str] = []
    for word in marked:
        if word == "#":
            # A month, weekday or joint before the number belongs to it, and so does what is between two numbers.
            if pending and kept[-1:] != ["#"]:
                while pending and (_is_day(pending[-1]) or (pending[-1] in _JOINTS and any(map(_is_day, pending)))):
                    pending.pop()
                kept += pending
            kept += ["#"] if kept[-1:] != ["#"] else []
            pending = []
        elif _is_day(word) or word in _JOINTS:
            pending.append(word)
        else:
            kept += _behind_a_number(pending) if kept[-1:] == ["#"] else pending
            kept.append(word)
            pending = []
    kept += _behind_a_number(pending) if kept[-1:] == ["#"] else pending
    return " ".join(kept)


def _mark_number(word: str) -> str:
    return "#" if word.isascii() or not _UNSPACED.search(word) else _NUMBER.sub("#", word)


def _behind_a_number(words: list[str]) -> list[str]:
    """Leave out the months and weekdays that follow a number, but not the words between them and what follows."""
    n = max((i + 1 for i, word in enumerate(words) if _is_day(word)), default=0)
    return words[n:]


def _is_day(word: str) -> bool:
    return word.rstrip(".,") in _day_names()


@cache
def _day_names() -> frozenset[str]:
    """List the names of months and weekdays in small letters, as CLDR has them."""
    names = {"sept", "tues", "thurs"}
    for code in _LANGUAGES:
        locale = Locale(code)
        for table in (locale.months, locale.days):
            for context in ("format", "stand-alone"):
                for width in ("wide", "abbreviated"):
                    names |= {str(name).casefold().rstrip(".") for name in table[context][width].values()}
    return frozenset(name for name in names if len(name) > 1 and not name.isdigit())


def runs(text: str) -> list[str]:
    """List every run of three words of the pattern of a text; none for a text of fewer than four words.

    Examples
    --------
    >>> runs("Texts cost 35p each")
    ['texts cost #', 'cost # each']
    """
    words = pattern(text).split(" ")
    return [" ".join(words[i : i + RUN]) for i in range(len(words) - RUN + 1)] if len(words) > RUN else []


def has_unspaced_numbers(line: str) -> bool:
    """Say whether a line in a script without blanks has a number, and its pattern therefore few words."""
    return not line.isascii() and _UNSPACED.search(line) is not None and _DIGIT.search(line) is not None


def is_arrow(line: str) -> bool:
    """Say whether a line begins with an arrow, as links do; a closing quotation mark before a blank is one.

    Examples
    --------
    >>> is_arrow("» Mayor resigns"), is_arrow("»Ja«, sagte er.")
    (True, False)
    """
    return _ARROW.match(line) is not None


def opening(line: str) -> str:
    """Keep the opening of a line such as "Read more: Mayor resigns"; empty when it has none, or ends like a sentence.

    Behind an arrow a headline may be a question.

    Examples
    --------
    >>> opening("READ MORE: Mayor resigns"), opening("» LIRE AUSSI - Qui part?"), opening("Mayor: I will not resign.")
    ('read more: …', "' lire aussi- …", '')
    """
    if not (match := _OPENS.search(line)) or count_words(line) > _MAX_LINE:
        return ""
    head, mark, rest = line[: match.start()], match[1] or match[2], line[match.end() :]
    if not rest.strip() or (ends_like_a_sentence(line) and not is_arrow(line)):
        return ""
    # Capitals name a speaker.
    if head.isupper() and not _DIGIT.search(head) and count_words(rest) > MAX_LABEL_WORDS and not is_arrow(line):
        return ""
    return f"{pattern(head)}{mark} …" if count_words(head) <= _MAX_OPENING and any(map(str.isalpha, head)) else ""


def closing(line: str) -> str:
    """Keep what closes a line behind a dash or bar, of three words or more; empty when a sentence ends there.

    Examples
    --------
    >>> closing("Mayor resigns - Watch on Gull Live"), closing("Mayor resigns - Gull")
    ('… watch on gull live', '')
    """
    if ends_like_a_sentence(line) or count_words(line) > _MAX_LINE:
        return ""
    tail = _CLOSES.split(line)[-1].strip()
    return f"… {pattern(tail)}" if tail != line and RUN <= count_words(tail) <= _MAX_OPENING else ""
