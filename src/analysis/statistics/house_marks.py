"""House marks: terms that name or format a source rather than report, such as its own name or its honorifics."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.corpus import Corpus
from analysis.corpus.cleaning.credits import find_agency
from analysis.statistics.score_test import Texts
from analysis.vocabulary import OTHER_SOURCES

# A mark is in so large a part of its source's texts on every topic, and in at most so small a part of the others'.
_IN_MOST, _IN_FEW = 0.5, 0.02
# Texts of the source on a topic that can tell, and topics that must.
_MIN_TEXTS, _MIN_TOPICS = 5, 2
_MIN_SOURCES = 3
# Share of the uses of a word that are in a longer name of its source: the "Digital" of Gull Digital.
_IN_NAME = 0.8
_HONORIFICS = frozenset(
    ["mr", "mrs", "ms", "miss", "messrs", "dr", "prof", "sir", "dame", "herr", "frau", "monsieur", "madame"]
)
# (R-Texas), (I-Vt.)
_PARTY_AND_STATE = re.compile("[dri]-[a-z]{2,10}")
_CREDITS = frozenset(("getty", "getty images", "afp", "reuters", "shutterstock", "alamy", "epa"))
# Letters of a name cut short, and those cut off; "posted" is not the Post.
_CUT = 4
_DOMAINS = "com|couk|org|net|news|online"
NAME, HONORIFIC, TAG, CREDIT = "name of the source", "honorific", "party and state after a name", "credit"
OUTLET = "name of an outlet"
EVERYWHERE = "in over half of its texts on every topic, in under 2 % of the others'"


def houses(corpus: Corpus) -> list[str]:
    """Name the sources that can have house marks: none where years, months, groups or labels are compared."""
    return list(corpus.source_names) if corpus.compares_outlets else []


def find_house_marks(
    names: list[str], terms: np.ndarray, texts: Texts | None = None, topic: np.ndarray | None = None
) -> pd.DataFrame:
    """Find the house marks of each source, by a rule that looks at no test.

    Parameters
    ----------
    names : list of str
        Sources.
    terms : ndarray of str, (n_terms,)
    texts : Texts, optional
        Of these terms; without them, only what terms look like tells marks.
    topic : ndarray of int, (n_texts,), optional
        Topic of each text, 0 for none.

    Returns
    -------
    DataFrame
        ``source`` and ``term``, numbers, and ``why``; by source, then term. A mark of a source is a term that is,
        holds or spells out its name, and a word four in five uses of which are in a term that holds it. Marks of every
        source are terms that are or hold an honorific, a party and state, or a credit. Among at least three sources, a
        term is a mark of the one that has it in more than half of its texts on every topic on which it has five, at
        least two topics, while under 2 % of the other sources' texts hold it: a word of a source's subject is not in
        all its topics.
    """
    everywhere: Iterable[list[int]] = [[] for _ in names]
    if texts and topic is not None and len(names) >= _MIN_SOURCES:
        everywhere = _everywhere(texts, topic, len(names))
    held_by: dict[str, list[int]] = {}
    for t, term in enumerate(terms):
        # One word has no initials.
        for word in {*_words(str(term)), initials(str(term))} - {""}:
            held_by.setdefault(word, []).append(t)
    form = {t: why for t, term in enumerate(terms) if (why := house_form(str(term)))}
    rows = []
    for s, (name, of_source) in enumerate(zip(names, everywhere, strict=True)):
        marks = dict(form)
        if name != OTHER_SOURCES:
            marks = dict.fromkeys(of_source, EVERYWHERE) | marks
            named = {t: NAME for t in _alike(held_by, name) if _is_name(str(terms[t]), name)}
            marks |= named | (_parts_of_names(named, terms, texts, s) if texts else {})
        rows += [(s, t, marks[t]) for t in sorted(marks)]
    return pd.DataFrame(rows, columns=["source", "term", "why"]).astype({"source": np.int64, "term": np.int64})


def house_form(term: str) -> str:
    """Tell why a term is a mark of any source: an honorific, a party and state, or a credit; empty for others."""
    words = term.split(" ")
    if not _HONORIFICS.isdisjoint(words):
        return HONORIFIC
    if any(map(_PARTY_AND_STATE.fullmatch, words)):
        return TAG
    # An agency's short name may be another word: "pa".
    return CREDIT if term.casefold() in _CREDITS or (len(words) > 1 and find_agency(term)) else ""


def _everywhere(texts: Texts, topic: np.ndarray, n_sources: int) -> Iterator[list[int]]:
    """Give for each source the terms in most of its texts on every topic and in few of the others' texts."""
    owner = np.asarray(texts.weights.argmax(axis=1)).ravel()
    uses = texts.uses
    held = sparse.csr_matrix((np.ones_like(uses.data), uses.indices, uses.indptr), uses.shape, copy=True)
    in_all = np.asarray(held.sum(axis=0)).ravel()
    for source in range(n_sources):
        own = owner == source
        held_here, topic_here = held[own], topic[own]
        known, size = np.unique(topic_here[topic_here > 0], return_counts=True)
        enough = known[size >= _MIN_TEXTS]
        elsewhere = in_all - np.asarray(held_here.sum(axis=0)).ravel()
        marks = (elsewhere < _IN_FEW * (~own).sum()) & (len(enough) >= _MIN_TOPICS)
        for number in enough:
            here = topic_here == number
            marks &= np.asarray(held_here[here].sum(axis=0)).ravel() > _IN_MOST * here.sum()
        yield np.flatnonzero(marks).tolist()


def _parts_of_names(named: Iterable[int], terms: np.ndarray, texts: Texts, source: int) -> dict[int, str]:
    """Find the words that a source hardly uses but in terms that hold its name."""
    phrases = [t for t in named if " " in str(terms[t])]
    words = {word for t in phrases for word in str(terms[t]).split(" ")}
    number = {str(term): t for t, term in enumerate(terms) if str(term) in words}
    uses = np.asarray(texts.uses[np.asarray(texts.weights.argmax(axis=1)).ravel() == source].sum(axis=0)).ravel()
    parts = ((number.get(word), t) for t in phrases for word in str(terms[t]).split(" "))
    return {part: NAME for part, t in parts if part is not None and 0 < _IN_NAME * uses[part] <= uses[t]}


def _words(text: str) -> list[str]:
    return [word for word in re.split(r"\W+|_", text.casefold()) if word]


def initials(term: str) -> str:
    """Give the first letters of the words of a term, in small letters; empty for one word."""
    words = _words(term)
    return "".join(word[0] for word in words) if len(words) > 1 else ""


def _alike(held_by: dict[str, list[int]], name: str) -> set[int]:
    """Choose the terms with a word that may have to do with a name: names times terms are too many to compare."""
    own = _words(name)
    joined = "".join(own)
    starts = (*own, "the" + own[0]) if own else ()
    return {
        t
        for word, terms in held_by.items()
        if starts and (word.startswith(starts) or joined.startswith(word))
        for t in terms
    }


def _is_name(term: str, name: str) -> bool:
    """Tell whether a term is a part of a source's name in whole words, holds it, or is what it abbreviates."""
    words, own = _words(term), _words(name)
    if not words or not own:
        return False
    part = any(own[i : i + len(words)] == words for i in range(len(own)))
    joined = "".join(own)
    holds = any("".join(words[i:j]) == joined for i in range(len(words)) for j in range(i + 1, len(words) + 1))
    abbreviates = len(own) == 1 and initials(term) == joined
    # "Wash-Post" for the Washington Post, and its Washington.
    cut = 1 < len(own) == len(words) and all(map(str.startswith, words, own))
    cut |= len(own) > 1 == len(words) and any(len(w) >= _CUT and _longer(words[0], w) for w in own)
    address = bool(re.fullmatch(f"(the)?{re.escape(joined)}({_DOMAINS})", "".join(words)))
    return part or holds or abbreviates or cut or address


def _longer(word: str, start: str) -> bool:
    return word.startswith(start) and len(word) >= len(start) + _CUT
