"""How words are written in running text: with the capitals they have inside sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

import numpy as np

from analysis.corpus import Corpus
from analysis.counts.concordance import read_articles
from analysis.counts.search_patterns import as_counted, term_pattern

# Articles that tell how a term is written, and uses in each.
_ARTICLES, _USES = 20, 5
# In front of a use, what begins a sentence or a line.
_BEGINS = re.compile(r"(?:^|[.!?:;\n\"“”„«»‹›‘(\[*•–—-])\s{0,9}$")
_BEFORE = 12
# The other half of a name: a word with a capital right before or after, next to so many of a word's uses.
_NEXT, _LAST = re.compile(r"[ \u00a0](\w[\w’'-]{1,30})"), re.compile(r"(\w[\w’'-]{1,30})[ \u00a0]$")
_HALF, _REACH = 0.6, 34


def shown_forms(corpus: Corpus, articles: Mapping[str, np.ndarray]) -> dict[str, str]:
    """Find how terms are most often written inside sentences.

    Parameters
    ----------
    articles : mapping of str to ndarray of int
        Terms as they are counted, and the positions of articles that hold them; the first 20 are read.

    Returns
    -------
    dict of str to str
        "supreme court" -> "Supreme Court". The most frequent form of those in the text, not the title, and not at the
        beginning of a sentence; ties by alphabet. A term that stands nowhere else is given as it is counted. Half a
        name is given whole: "donald" -> "Donald Trump".
    """
    read = {term: rows[:_ARTICLES] for term, rows in articles.items()}
    texts = read_articles(corpus, np.unique(np.concatenate([*read.values(), np.zeros(0, np.int64)])))["text"].to_dict()
    return {term: _whole_name(term, [texts[row] for row in rows], corpus.language) for term, rows in read.items()}


def _whole_name(term: str, texts: list[str], language: str) -> str:
    form = _form(term, texts, language)
    if " " in form or form == form.lower() or form == form.upper():
        return form
    uses, beside = 0, Counter[tuple[bool, str]]()
    for text in texts:
        for match, _ in zip(re.finditer(rf"\b{re.escape(form)}\b", text), range(_USES), strict=False):
            uses += 1
            after = _NEXT.match(text, match.end())
            before = _LAST.search(text[max(0, match.start() - _REACH) : match.start()])
            for first, found in ((False, after), (True, before)):
                if found and found.group(1)[0].isupper():
                    beside[first, found.group(1).removesuffix("'s").removesuffix("’s")] += 1
    first, word = min(beside, key=lambda pair: (-beside[pair], pair), default=(False, ""))
    if not word or beside[first, word] < _HALF * uses:
        return form
    return f"{word} {form}" if first else f"{form} {word}"


def _form(term: str, texts: list[str], language: str) -> str:
    pattern, forms = term_pattern(term, language), Counter[str]()
    for text in texts:
        for match, _ in zip(pattern.finditer(text), range(_USES), strict=False):
            before = text[max(0, match.start() - _BEFORE) : match.start()]
            written = " ".join(match.group().split())
            if not _BEGINS.search(before) and as_counted(written, language) == term:
                forms[written] += 1
    return min(forms, key=lambda form: (-forms[form], form), default=term)
