"""Two versions of a text side by side: which sentences are the same, changed, left out and added."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import zip_longest

import pandas as pd

from analysis.cache import kept
from analysis.corpus.corpus import Corpus
from analysis.tables import corpus_tables as tables
from analysis.text import split_sentences
from analysis.wording import plural

# A page shows snippets, not whole articles.
MAX_CHARACTERS = 300
# Only the first sentences of a longer article are compared: the time grows with their square.
MAX_SENTENCES = 400
# Two sentences are one sentence changed when they share so many words (Ratcliff & Obershelp's ratio).
MIN_ALIKE = 0.4


@kept
def compare_versions(corpus: Corpus, groups: int = 5) -> pd.DataFrame:
    """Compare two versions of each of the largest groups of duplicates, sentence by sentence.

    The earliest article of a group is compared with the last one whose text differs. Of so many ``groups``: those with
    most articles, then by group. The table is `tables.VERSIONS`; empty when all duplicates are exact.
    """
    table = corpus.articles
    table = table[table.groupby("group")["version"].transform("nunique") > 1]
    largest = table.groupby("group").size().sort_values(ascending=False, kind="stable").index[:groups]
    rows = []
    for group in largest:
        members = table[table["group"] == group]
        first = members.iloc[0]
        last = members[members["version"] != first["version"]].iloc[-1]
        texts = (
            split_sentences(_text(corpus, place), corpus.language)[:MAX_SENTENCES] for place in (first.name, last.name)
        )
        rows += [
            (group, first["article_id"], last["article_id"], change, _cut(earlier), _cut(later), first["title"])
            for change, earlier, later in _align(*texts)
        ]
    return tables.VERSIONS.build(rows)


def _align(earlier: list[str], later: list[str]) -> Iterator[tuple[str, str, str]]:
    matcher = SequenceMatcher(None, earlier, later, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            same = f"({plural(b - a, 'sentence')} the same) {earlier[a]}"
            yield "same", same, same
        else:
            for left, right in zip_longest(earlier[a:b], later[c:d], fillvalue=""):
                if left and right and SequenceMatcher(None, left.split(), right.split(), False).ratio() >= MIN_ALIKE:
                    yield "changed", left, right
                    continue
                if left:
                    yield "left out", left, ""
                if right:
                    yield "added", "", right


def _text(corpus: Corpus, article: int) -> str:
    for shard in corpus.shards:
        at = (shard.article == article).nonzero()[0]
        if len(at):
            return str(shard.read(["text"])["text"].iloc[at[0]])
    raise KeyError(article)


def _cut(sentence: str) -> str:
    return sentence if len(sentence) <= MAX_CHARACTERS else sentence[: MAX_CHARACTERS - 1].rstrip() + "…"
