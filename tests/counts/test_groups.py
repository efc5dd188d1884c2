"""Counts by group of copies and source."""

from __future__ import annotations

import numpy as np
import pytest
from corpora import MakeCorpus, article

from analysis.counts import GroupCounts, count_groups

TERMS = np.array(["flood", "mill", "never"], dtype=object)
REPRINTED = [
    article("A flood, a flood.", "Wire", "2024-03-04", "Flood"),
    article("A flood, a flood.", "Beacon", "2024-03-05"),
    article("A flood, a flood.", "Beacon", "2024-03-06", "At the mill"),
    article("The mill.", "Wire", "2024-03-07"),
    article("Nothing.", "Beacon", "2024-03-08"),
]


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


def test_a_chosen_part_of_the_text_is_and_of_the_title_is_counted(make_corpus: MakeCorpus) -> None:
    corpus = make_corpus(REPRINTED)
    rows = count_groups(
        corpus, TERMS, choose=lambda text, source: "flood" if corpus.source_names[source] == "Wire" else ""
    )
    assert by_text(rows, corpus.source_names) == {
        ("Wire", ("Beacon", "Wire")): [2, 2, 0, 0],
        ("Beacon", ("Beacon", "Wire")): [0, 0, 0, 0],
        ("Wire", ("Wire",)): [2, 2, 0, 0],
        ("Beacon", ("Beacon",)): [0, 0, 0, 0],
    }
