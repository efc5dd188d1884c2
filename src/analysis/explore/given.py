"""Words, names and sources as they are given, and whether the articles hold them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from inspect import signature
from typing import ParamSpec, TypeVar

import numpy as np

from analysis.corpus import Corpus
from analysis.counts import Counts, count_terms, count_words
from analysis.errors import SettingsError, suggest
from analysis.settings.given_values import as_list, as_words
from analysis.settings.settings_files import check_families
from analysis.sources import propose_names
from analysis.terms import nearest_term
from analysis.text import as_counted
from analysis.wording import listed, percent, plural, quoted

# Names that are compared where none is given.
_MAX_PROPOSED = 4

_P = ParamSpec("_P")
_R = TypeVar("_R")


def names_arguments(call: Callable[_P, _R]) -> Callable[_P, _R]:
    """Let a call answer arguments that it does not have with those it has."""

    @wraps(call)
    def checked(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        known = [name for name in signature(call).parameters if name != "self"]
        wrong = next((name for name in kwargs if name not in known), "")
        if wrong:
            hint = suggest(wrong, known, f"It has {listed(known)}.")
            raise SettingsError(f"{call.__name__}() has no argument {wrong!r}. {hint}")
        try:
            signature(call).bind(*args, **kwargs)
        except TypeError as error:
            raise SettingsError(f"{call.__name__}(): {error}. It has {listed(known)}, by name.") from None
        return call(*args, **kwargs)

    return checked


@dataclass(frozen=True)
class Used:
    """Words and phrases that the articles hold."""

    terms: list[str]  # as they are counted, each once
    notes: list[str]  # what to say of those that never occur
    uses: Counts  # of the terms, by article

    def described(self, corpus: Corpus) -> list[str]:
        """Say how often each is used, and in how many articles."""
        held = self.uses.select(self.terms)
        counts, articles = (np.asarray(part.sum(axis=0)).ravel() for part in (held, held > 0))
        total = len(corpus.articles)
        return [
            f"{plural(n, 'article')} ({percent(n / total)} of all) {'uses' if n == 1 else 'use'} {quoted(term)}, "
            f"{plural(count, 'time')} in all."
            for term, count, n in zip(self.terms, counts, articles, strict=True)
        ]


def choose_families(
    corpus: Corpus, given: str | Sequence[str] | Mapping[str, str | Sequence[str]] | None
) -> dict[str, list[str]]:
    """Take the names of one or several things as given; without any those of the corpus, or those it introduces.

    Raises
    ------
    SettingsError
        For a name in two families, and when there is none at all.
    """
    if given is None:
        families = corpus.name_families
        if not families:
            table = propose_names(corpus)
            by_family = list(table.groupby("family", sort=False)["variant"])[:_MAX_PROPOSED]
            families = {str(family): list(variants) for family, variants in by_family}
    elif isinstance(given, Mapping):
        families = {str(family): as_list(f"names: {family}", variants) for family, variants in given.items()}
    else:
        variants = as_list("names", given)
        families = {variants[0]: variants} if variants else {}
    families = check_families(families)
    if not families:
        raise SettingsError('There are no names to compare: give them, such as names(["IS", "Islamic State"]).')
    return families


def require_used(corpus: Corpus, given: str | Sequence[str], name: str = "words") -> Used:
    """Take words and phrases as they are given; each once.

    Raises
    ------
    SettingsError
        When none is given, one holds no word or a ``*``, or none is in the articles; with the nearest words there are.
    """
    texts = as_words(name, given)
    counted = {text: as_counted(text, corpus.language) for text in texts}
    if not texts or not all(counted.values()):
        empty = next((text for text, term in counted.items() if not term), None)
        raise SettingsError(f"{name}: give a word or a phrase" + (f"; there is none in {empty!r}." if texts else "."))
    held = count_terms(corpus, list(counted.values()), ("article",))
    used = {text: term for text, term in counted.items() if held.per_term([term])[0]}
    notes = [_describe_missing(corpus, text, term) for text, term in counted.items() if text not in used]
    if not used:
        raise SettingsError(" ".join(notes))
    return Used(list(dict.fromkeys(used.values())), notes, held)


def _describe_missing(corpus: Corpus, given: str, term: str) -> str:
    """Say that a term never occurs, and which that is spelt alike does."""
    near, said = nearest_term(term, count_words(corpus)), f"There is no {given!r}."
    if near not in ("", term):
        return f"{said} Did you mean {near!r}?"
    return said if " " not in term else f"{said} Its words occur, but not side by side." if near else said
