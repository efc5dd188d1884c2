"""Two versions of a text side by side: what stays, what is changed, left out and added."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import zip_longest

import pandas as pd

from analysis.corpus.corpus import Corpus
from analysis.text import split_sentences

COLUMNS = ["group", "earlier_id", "later_id", "change", "earlier", "later"]
# A page shows snippets, never whole articles.
LONGEST_SENTENCE = 300
# An article of more sentences than these is compared in its first ones: the time grows with their square.
MOST_SENTENCES = 400
# Two sentences that share fewer of their words (Ratcliff & Obershelp's share) are not one sentence changed.
ALIKE = 0.4


def compare_versions(corpus: Corpus, groups: int = 5) -> pd.DataFrame:
    """Compare two versions of each of the largest groups of copies, sentence by sentence.

    The earliest article of a group is compared with the last one whose text is not the same; groups of exact copies
    have nothing to compare.

    Parameters
    ----------
    corpus : Corpus
        Articles in play.
    groups : int
        How many groups: those with most articles, then by group.

    Returns
    -------
    DataFrame
        One row per sentence, or run of equal ones, in the order of the texts, group by group: ``group, earlier_id,
        later_id, change`` ("same", "changed", "left out", "added"), ``earlier, later``. Sentences are cut at 300
        characters. Empty when there are no versions.
    """
    table = corpus.articles
    table = table[table.groupby("group")["version"].transform("nunique") > 1]
    largest = table.groupby("group").size().sort_values(ascending=False, kind="stable").index[:groups]
    rows = []
    for group in largest:
        members = table[table["group"] == group]
        first = members.iloc[0]
        last = members[members["version"] != first["version"]].iloc[-1]
        texts = (split_sentences(_text(corpus, place))[:MOST_SENTENCES] for place in (first.name, last.name))
        ids = {"group": group, "earlier_id": first["article_id"], "later_id": last["article_id"]}
        rows += [
            {**ids, "change": change, "earlier": _cut(earlier), "later": _cut(later)}
            for change, earlier, later in _align(*texts)
        ]
    return pd.DataFrame(rows, columns=COLUMNS)


def _align(earlier: list[str], later: list[str]) -> Iterator[tuple[str, str, str]]:
    matcher = SequenceMatcher(None, earlier, later, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            n = b - a
            told = f"({n} {'sentence' if n == 1 else 'sentences'} the same) {earlier[a]}"
            yield "same", told, told
        else:
            for left, right in zip_longest(earlier[a:b], later[c:d], fillvalue=""):
                if left and right and SequenceMatcher(None, left.split(), right.split(), False).ratio() >= ALIKE:
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
    return sentence if len(sentence) <= LONGEST_SENTENCE else sentence[: LONGEST_SENTENCE - 1].rstrip() + "…"
