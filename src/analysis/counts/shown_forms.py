"""How words are written in running text: with the capitals they have inside sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

import numpy as np
import pandas as pd

from analysis.cache import kept
from analysis.corpus import Corpus
from analysis.counts.concordance import read_articles
from analysis.counts.phrase_counts import count_in_texts
from analysis.counts.text_encoding import encode_shard
from analysis.text.search_patterns import as_counted, term_pattern
from analysis.vocabulary import SHOWN

# Articles that tell how a term is written, and uses in each.
_ARTICLES, _USES = 20, 5
# Letters of an article that are read.
_LETTERS = 100_000
# Terms of a table that a reader may see, and shards (of 5,000 articles) in which their articles are looked for.
_TERMS, _SHARDS = 300, 8
# In front of a use, what begins a sentence or a line.
_BEGINS = re.compile(r"(?:^|[.!?:;\n\"“”„«»‹›‘(\[*•–—-])\s{0,9}$")
_BEFORE = 12
# The other half of a name: a word with a capital right before or after, next to so many of a word's uses.
_NEXT, _LAST = re.compile(r"[ \u00a0](\w[\w’'-]{1,30})"), re.compile(r"(\w[\w’'-]{1,30})[ \u00a0]$")
_HALF, _REACH = 0.6, 34


def add_shown(corpus: Corpus, table: pd.DataFrame) -> pd.DataFrame:
    """Add to a table how its terms are written in running text: ``shown`` behind ``term``, and so on (`SHOWN`).

    "supreme court" is "Supreme Court": the most frequent form inside sentences of the first 20 texts that hold it, ties
    by alphabet. Only the first 300 terms are looked for, in at most 40,000 articles; others, and those that occur
    nowhere else than at the beginning of a sentence, are shown as they are.
    """
    columns = [column for column in SHOWN if column in table]
    terms = pd.concat([table[column].drop_duplicates().head(_TERMS) for column in columns]).drop_duplicates()
    counted = {term: as_counted(term, corpus.language) for term in terms}
    forms = _shown_forms(corpus, sorted({*counted.values()} - {""}))
    added = table.drop(columns=[SHOWN[column] for column in columns], errors="ignore")
    for column in columns:
        shown = [forms.get(counted.get(term, ""), term) for term in table[column]]
        added.insert(list(added).index(column) + 1, SHOWN[column], pd.Series(shown, added.index, dtype=object))
    return added


@kept
def _shown_forms(corpus: Corpus, terms: list[str]) -> dict[str, str]:
    return _forms(corpus, _first_articles(corpus, terms))


def _first_articles(corpus: Corpus, terms: list[str]) -> dict[str, np.ndarray]:
    """Find the first articles that hold each term below the headline: positions in ``corpus.articles``."""
    held = {term: np.zeros(0, np.int64) for term in terms}
    for shard in corpus.shards[:_SHARDS]:
        missing = [term for term in terms if len(held[term]) < _ARTICLES]
        if not missing:
            break
        uses = count_in_texts(encode_shard(shard), missing)[len(shard.rows) :].tocsc()
        for term, start, end in zip(missing, uses.indptr, uses.indptr[1:], strict=False):
            rows = np.sort(uses.indices[start:end])
            held[term] = np.append(held[term], shard.article[rows[shard.first[rows]]])[:_ARTICLES]
    return held


def shown_forms(corpus: Corpus, articles: Mapping[str, np.ndarray]) -> dict[str, str]:
    """Find how parts of a label are most often written inside sentences.

    Parameters
    ----------
    articles : mapping of str to ndarray of int
        Terms as they are counted, and the positions of articles that hold them; the first 20 are read.

    Returns
    -------
    dict of str to str
        As in `add_shown`; half a name is given whole: "donald" -> "Donald Trump".
    """
    return _forms(corpus, articles, whole_names=True)


def _forms(corpus: Corpus, articles: Mapping[str, np.ndarray], *, whole_names: bool = False) -> dict[str, str]:
    read = {term: rows[:_ARTICLES] for term, rows in articles.items()}
    texts = read_articles(corpus, np.unique(np.concatenate([*read.values(), np.zeros(0, np.int64)])))["text"].to_dict()
    forms = {}
    for term, rows in read.items():
        own = [texts[row][:_LETTERS] for row in rows]
        form = _form(term, own, corpus.language)
        forms[term] = _whole_name(form, own) if whole_names else form
    return forms


def _whole_name(form: str, texts: list[str]) -> str:
    if " " in form or form == form.lower() or form == form.upper():
        return form
    uses, beside = 0, Counter[tuple[bool, str]]()
    for text in texts:
        for _, match in zip(range(_USES), re.finditer(rf"\b{re.escape(form)}\b", text), strict=False):
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
        if forms.total() >= _ARTICLES:
            break
        for _, match in zip(range(_USES), pattern.finditer(text), strict=False):
            before = text[max(0, match.start() - _BEFORE) : match.start()]
            written = " ".join(match.group().replace("’", "'").split())
            if not _BEGINS.search(before) and as_counted(written, language) == term:
                forms[written] += 1
    return min(forms, key=lambda form: (-forms[form], form), default=term)
