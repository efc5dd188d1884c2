"""Counts by group of copies and source."""

from __future__ import annotations

import numpy as np
import pytest
from corpora import MakeCorpus, article, count_groups

from analysis.counts import GroupCounts, SharedSentences, count_views

TERMS = np.array(["flood", "mill", "never"], dtype=object)
REPRINTED = [
    article("A flood, a flood.", "Wire", "2024-03-04", "Flood"),
    article("A flood, a flood.", "Beacon", "2024-03-05"),
    article("A flood, a flood.", "Beacon", "2024-03-06", "At the mill"),
    article("The mill.", "Wire", "2024-03-07"),
    article("Nothing.", "Beacon", "2024-03-08"),
]


class WithoutFlood(SharedSentences):
    def own_text(self, text: str, source: int) -> str:
        return "" if "flood" in text else text


def by_text(rows: GroupCounts, names: list[str]) -> dict[tuple[tuple[str, ...], int], list[int]]:
    """Read rows back: (sources of the group, words) and counts of each row."""
    sources = [tuple(sorted(names[s] for s in rows.source[rows.group == g])) for g in rows.group]
    return {
        (names[source], group_sources): [int(words), *counts]
        for source, group_sources, words, counts in zip(
            rows.source, sources, rows.words, rows.counts.toarray().tolist(), strict=True
        )
    }


@pytest.mark.parametrize("shard_articles", [4000, 1])
def test_by_hand(make_corpus: MakeCorpus, shard_articles: int) -> None:
    corpus = make_corpus(REPRINTED, shard_articles=shard_articles)
    rows = count_groups(corpus, TERMS)
    assert by_text(rows, corpus.source_names) == {
        ("Wire", ("Beacon", "Wire")): [5, 3, 0, 0],
        ("Beacon", ("Beacon", "Wire")): [11, 4, 1, 0],
        ("Wire", ("Wire",)): [2, 0, 1, 0],
        ("Beacon", ("Beacon",)): [1, 0, 0, 0],
    }
    order = list(zip(rows.group.tolist(), rows.source.tolist(), strict=True))
    assert order == sorted(set(order))


@pytest.mark.parametrize("shard_articles", [4000, 1])
def test_three_views_by_hand(make_corpus: MakeCorpus, shard_articles: int) -> None:
    corpus = make_corpus(REPRINTED, shard_articles=shard_articles)
    # Whatever the Beacon prints of the flood is not its own: its titles are.
    shared = ((corpus.articles["source"] == "Beacon") & (corpus.articles["words"] > 2)).to_numpy()
    views = count_views(corpus, TERMS, WithoutFlood(np.zeros(0), np.zeros(0), shared))
    assert by_text(views.all_text, corpus.source_names) == by_text(count_groups(corpus, TERMS), corpus.source_names)
    # The Wire had the flood first, so its article stands for the three.
    assert sorted(views.one_each.counts.toarray().tolist()) == [[0, 0, 0], [0, 1, 0], [3, 0, 0]]
    assert sorted(views.one_each.words.tolist()) == [1, 2, 5]
    assert by_text(views.own, corpus.source_names) == {
        ("Wire", ("Beacon", "Wire")): [5, 3, 0, 0],
        # Of two reprints of four and seven words, the title "At the mill" is left.
        ("Beacon", ("Beacon", "Wire")): [3, 0, 1, 0],
        ("Wire", ("Wire",)): [2, 0, 1, 0],
        ("Beacon", ("Beacon",)): [1, 0, 0, 0],
    }


def test_phrases_are_counted_beside_words(make_corpus: MakeCorpus) -> None:
    corpus = make_corpus([article("A mass grave. Mass, grave; the mass grave.", title="Mass grave")])
    rows = count_groups(corpus, ["grave", "mass grave", "the mass grave"])
    assert rows.counts.toarray().tolist() == [[4, 3, 1]]
    assert rows.words.tolist() == [10]
    assert rows.take(np.array([1])).counts.toarray().tolist() == [[3]]
