"""Which words and phrases a corpus is about: the leading ones, without those that are about nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.settings.given_values import as_words
from analysis.statistics.house_marks import house_form
from analysis.statistics.resampling import MIN_TEXTS_FOR_INTERVAL
from analysis.tables import term_tables as tables
from analysis.text import as_counted, is_calendar, is_filler, is_quantity, is_reporting, possessives
from analysis.vocabulary import PHRASE, WORD

# A word is left to the phrases it is part of where so large a part of its uses is in them; a phrase to longer ones.
_PART_OF, _GOES_ON = 0.4, 0.5
# Words that are frequent in all news.
_LEFT_OUT = (is_reporting, is_calendar, is_quantity, is_filler)
# Words and phrases whose use is followed over time.
MAX_WORDS, MAX_PHRASES = 150, 100


def leading_terms(
    words: pd.DataFrame, phrases: pd.DataFrame, language: str, limit: int = 15, without: Sequence[str] = ()
) -> pd.DataFrame:
    """List the words and the phrases used most: `tables.TOP_TERMS`, words first, each by count, then term.

    Left out is what reports speech ("said"), says when ("April") or how much ("million"), fillers ("taken"), forms of
    address and credits (`house_form`), possessives of terms listed themselves, phrases of which half of the uses go on
    to another word of a phrase ("republican presidential" candidate), and words of which two in five uses are in
    phrases of the list ("donald"), in amounts, or in front of another word of a name in any phrase. So is what is in
    ``without``, such as words that articles were chosen by (``Corpus.searched``).
    """
    words = _without_forenames(words, phrases)
    words, phrases = (table[~table["term"].isin(list(without))] for table in (words, phrases))
    some_words, some_phrases = _choose(words, phrases, language, limit, limit)
    return tables.TOP_TERMS.build(pd.concat([some_words.assign(kind=WORD), some_phrases.assign(kind=PHRASE)]))


def given_terms(focus: str | Sequence[str], language: str) -> list[str]:
    """List words and phrases as they are counted, each once; what holds no word is left out, and a ``*`` refused."""
    counted = (as_counted(term, language) for term in as_words("focus", focus))
    return [term for term in dict.fromkeys(counted) if term]


def terms_to_follow(
    words: pd.DataFrame, phrases: pd.DataFrame, language: str, without: Sequence[str] = ()
) -> list[str]:
    """List the 150 most used words and 100 most used phrases in ten articles or more, chosen as in `leading_terms`."""
    words = _without_forenames(words, phrases)
    words, phrases = (
        table[(table["articles"] >= MIN_TEXTS_FOR_INTERVAL) & ~table["term"].isin(list(without))]
        for table in (words, phrases)
    )
    return [term for table in _choose(words, phrases, language, MAX_WORDS, MAX_PHRASES) for term in table["term"]]


def names_first(terms: pd.DataFrame, limit: int) -> pd.DataFrame:
    """Choose rows of a table of terms: names first, and none that shares a word with one chosen before it.

    A name is a term of which every word is ``shown`` with a capital. Of "Ted Cruz" and "Cruz" the one in front is kept.
    """
    shown = terms.get("shown", terms["term"])
    is_name = np.array([all(word != word.lower() for word in form.split()) for form in shown], dtype=bool)
    chosen: list[int] = []
    taken: set[str] = set()
    for row in [*np.flatnonzero(is_name), *np.flatnonzero(~is_name)]:
        words = set(terms["term"].iloc[row].removesuffix("'s").split(" "))
        if len(chosen) < limit and taken.isdisjoint(words):
            chosen.append(int(row))
            taken |= words
    return terms.iloc[chosen].reset_index(drop=True)


def _choose(
    words: pd.DataFrame, phrases: pd.DataFrame, language: str, n_words: int, n_phrases: int
) -> tuple[pd.DataFrame, pd.DataFrame]:
    some_phrases = _whole(_about(phrases, language), phrases).head(n_phrases)
    is_amount = [is_quantity(term, language) for term in phrases["term"]]
    amounts = _whole(phrases[np.array(is_amount, dtype=bool)], phrases)
    inside, some_words = _uses_inside(pd.concat([some_phrases, amounts])), _about(words, language)
    apart = [
        n > inside.get(term, 0) / _PART_OF for term, n in zip(some_words["term"], some_words["count"], strict=True)
    ]
    return some_words[np.array(apart, dtype=bool)].head(n_words), some_phrases


def _without_forenames(words: pd.DataFrame, phrases: pd.DataFrame) -> pd.DataFrame:
    """Leave out "Nils" where it mostly stands before "Okar", or other words ``shown`` with a capital like it."""
    together: dict[tuple[str, str], int] = {}
    for term, shown, count in zip(
        phrases["term"], phrases.get("shown", phrases["term"]), phrases["count"], strict=True
    ):
        parts, forms = term.split(" "), shown.split(" ")
        # "l'État" is shown as one word, and counted as two.
        for i in range(len(parts) - 1 if len(parts) == len(forms) else 0):
            if all(form != form.lower() for form in forms[i : i + 2]):
                # The uses of the longer of two phrases are in the shorter.
                pair = parts[i], parts[i + 1]
                together[pair] = max(together.get(pair, 0), count)
    before: Counter[str] = Counter()
    for (word, _), count in together.items():
        before[word] += count
    keep = [before[term] < _PART_OF * n for term, n in zip(words["term"], words["count"], strict=True)]
    return words[np.array(keep, dtype=bool)]


def _about(terms: pd.DataFrame, language: str) -> pd.DataFrame:
    """Leave out words of all news, what is a matter of form, and possessives of terms that are there too."""
    twice = possessives(terms["term"])
    keep = [
        not any(is_left_out(term, language) for is_left_out in _LEFT_OUT) and not house_form(term) and term not in twice
        for term in map(str, terms["term"])
    ]
    return terms[np.array(keep, dtype=bool)]


def _whole(phrases: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    longer = dict.fromkeys(phrases["term"], 0)
    for term, count in zip(known["term"], known["count"], strict=True):
        begins = term.rsplit(" ", 1)[0]
        if begins in longer:
            longer[begins] += count
    ends = [longer[term] < _GOES_ON * n for term, n in zip(phrases["term"], phrases["count"], strict=True)]
    return phrases[np.array(ends, dtype=bool)]


def _uses_inside(phrases: pd.DataFrame) -> dict[str, int]:
    """Sum the uses of each word in phrases: of phrases it begins, or it does not begin, whichever is more.

    A use may be in two phrases, but begins only one.
    """
    first, other = dict[str, int](), dict[str, int]()
    for term, count in zip(phrases["term"], phrases["count"], strict=True):
        begin, *rest = term.split(" ")
        first[begin] = first.get(begin, 0) + count
        for word in rest:
            other[word] = other.get(word, 0) + count
    return {word: max(first.get(word, 0), other.get(word, 0)) for word in {*first, *other}}
