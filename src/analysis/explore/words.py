"""Words as they are given, and whether the articles hold them."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from typing import NamedTuple

from analysis.corpus import Corpus
from analysis.counts import count_terms, count_words
from analysis.errors import SettingsError
from analysis.settings.given_values import as_list
from analysis.text import as_counted

# Words, the most used, among which the nearest one is looked for.
_NEAREST_OF = 20_000


class Used(NamedTuple):
    """Words and phrases as they are counted that occur, each once, and what to say of those that never do."""

    terms: list[str]
    notes: list[str]


def require_used(corpus: Corpus, given: str | Sequence[str], name: str = "words") -> Used:
    """Take words and phrases as they are given; each once.

    Raises
    ------
    SettingsError
        When none is given, one holds no word, or none is in the articles; with the nearest words there are.
    """
    texts = as_list(name, given)
    counted = {text: as_counted(text, corpus.language) for text in texts}
    if not texts or not all(counted.values()):
        empty = next((text for text, term in counted.items() if not term), None)
        raise SettingsError(f"{name}: give a word or a phrase" + (f"; there is none in {empty!r}." if texts else "."))
    held = count_terms(corpus, list(counted.values()), ())
    used = {text: term for text, term in counted.items() if held.per_term([term])[0]}
    notes = [_describe_missing(corpus, text, term) for text, term in counted.items() if text not in used]
    if not used:
        raise SettingsError(" ".join(notes))
    return Used(list(dict.fromkeys(used.values())), notes)


def _describe_missing(corpus: Corpus, given: str, term: str) -> str:
    """Say that a term never occurs, and which that is spelt alike does."""
    counts = count_words(corpus).uses
    number = dict(zip(counts.terms, counts.per_term(), strict=True))
    known = sorted(number, key=lambda word: (-number[word], word))[:_NEAREST_OF]
    near = [word if word in number else _nearest(word, known) for word in term.split(" ")]
    said = f"There is no {given!r}."
    if " ".join(near) != term and all(near):
        return f"{said} Did you mean {' '.join(near)!r}?"
    return said if " " not in term else f"{said} Its words occur, but not side by side." if all(near) else said


def _nearest(word: str, known: Sequence[str]) -> str:
    return next(iter(difflib.get_close_matches(word, known, n=1)), "")
