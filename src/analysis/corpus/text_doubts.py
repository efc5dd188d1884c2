"""What the texts of a corpus show about the way they were exported: wrong characters, cut ends, a form of dates."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from analysis.corpus.corpus import Corpus
from analysis.corpus.readers.dates import read_date
from analysis.corpus.readers.repair_characters import may_be_wrong, repair_characters

# Scripts whose sentences end in letters.
_NO_STOPS = {"th", "lo", "km", "my"}
_CUT_MARK = re.compile(r"(?:…|\.\.\.|\[\+?\d{0,9} ?chars?\]|\[(?:…|\.\.\.)\])[\])»\"”]?$")
_NOT_ASCII = re.compile(r"\w*[^\W\x00-\x7f]\w*")
_SHOWN_WORDS = 3
_LONGEST_WORD = 30
_NUMBERS = re.compile(r"\d{1,2}(?P<mark>[/.-]|\. )\d{1,2}(?P=mark)(?P<year>\d{4}|\d\d)(?!\d)")


@dataclass
class TextDoubts:
    """What was seen in the texts, by numbers of articles, of each source where there is a counter."""

    mended: int = 0  # with wrongly decoded characters, as ``repair: true`` would mend them
    example: str = ""  # one of these, before and after
    lost: int = 0  # with U+FFFD in place of characters
    lost_in_title: int = 0  # of these, in the title
    marked: Counter[str] = field(default_factory=Counter)  # that end in a mark of omission
    unended: Counter[str] = field(default_factory=Counter)  # that end without the end of a sentence
    words: dict[str, list[str]] = field(default_factory=dict)  # path -> words with letters that are not ASCII


def read_text_doubts(corpus: Corpus, guessed: Iterable[str]) -> TextDoubts:
    """Look at every text once; ``guessed`` are the paths of the files whose words are wanted."""
    found = TextDoubts(words={path: [] for path in guessed})
    for shard in corpus.shards:
        rows = shard.read(["source", "title", "text", "language", "path"])
        for source, title, text, language, path in rows.itertuples(index=False):
            _look_at_end(found, source, text.rstrip()[-40:], language)
            found.lost += "\ufffd" in title or "\ufffd" in text
            found.lost_in_title += "\ufffd" in title
            if may_be_wrong(title) or may_be_wrong(text):
                _look_at_characters(found, f"{title}\n{text}")
            if path in found.words and not text.isascii():
                words = [word for word in _NOT_ASCII.findall(text[:100_000]) if len(word) <= _LONGEST_WORD]
                found.words[path] = list(dict.fromkeys([*found.words[path], *words]))[:_SHOWN_WORDS]
    return found


def _look_at_end(found: TextDoubts, source: str, end: str, language: str) -> None:
    if _CUT_MARK.search(end):
        found.marked[source] += 1
    elif (end[-1:].isalnum() or end[-1:] == ",") and language not in _NO_STOPS:
        found.unended[source] += 1


def _look_at_characters(found: TextDoubts, text: str) -> None:
    fixed = repair_characters(text)
    if fixed == text:
        return
    found.mended += 1
    if not found.example:
        pairs = zip(text.split(), fixed.split(), strict=False)
        before, after = next(((a, b) for a, b in pairs if a != b), ("", ""))
        found.example = f"“{before[:_LONGEST_WORD]}” for “{after[:_LONGEST_WORD]}”" if before else ""


def date_formats(found: Mapping[str, int]) -> list[list[str]]:
    """Find the formats that read dates which were not understood, given how many articles have each date as found.

    For each form of dates, most frequent first, its format; two of them, days first, where no date with these marks has
    a day over 12.

    Examples
    --------
    >>> date_formats({"13/02/2024": 3, "01/02/2024": 1, "1.2.2024": 1}), date_formats({"soon": 1})
    ([['%d/%m/%Y'], ['%d.%m.%Y', '%m.%d.%Y']], [])
    """
    articles: Counter[tuple[str, str]] = Counter()
    read: Counter[str] = Counter()
    for date, n in found.items():
        if match := _NUMBERS.match(date):
            marks = match["mark"], "%Y" if len(match["year"]) == 4 else "%y"
            ways = [day for day in _orders(*marks) if read_date(date, day)]
            read += Counter(dict.fromkeys(ways, n))
            articles[marks] += n if ways else 0
    forms = []
    for marks in sorted(+articles, key=lambda form: (-articles[form], form)):
        days = _orders(*marks)
        forms.append([day for day in days if read[day] == max(map(read.__getitem__, days))])
    return forms


def _orders(mark: str, year: str) -> tuple[str, str]:
    return f"%d{mark}%m{mark}{year}", f"%m{mark}%d{mark}{year}"
