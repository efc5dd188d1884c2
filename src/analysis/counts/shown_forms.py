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
        beginning of a sentence; ties by alphabet. A term that stands nowhere else is given as it is counted.
    """
    read = {term: rows[:_ARTICLES] for term, rows in articles.items()}
    texts = read_articles(corpus, np.unique(np.concatenate([*read.values(), np.zeros(0, np.int64)])))["text"].to_dict()
    return {term: _form(term, [texts[row] for row in rows], corpus.language) for term, rows in read.items()}


def _form(term: str, texts: list[str], language: str) -> str:
    pattern, forms = term_pattern(term, language), Counter[str]()
    for text in texts:
        for match, _ in zip(pattern.finditer(text), range(_USES), strict=False):
            before = text[max(0, match.start() - _BEFORE) : match.start()]
            written = " ".join(match.group().split())
            if not _BEGINS.search(before) and as_counted(written, language) == term:
                forms[written] += 1
    return min(forms, key=lambda form: (-forms[form], form), default=term)
