"""Runs of words and phrases, counted one by one."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest
from corpora import MakeCorpus, article

from analysis.corpus import Corpus
from analysis.counts import count_runs, count_terms

WORDS = np.array(["front", "inland", "said", "sovereignty"], dtype=object)
NESTED = [
    article("The Inland Sovereignty Front said so. Inland Sovereignty said no.", title="Inland Sovereignty Front"),
    article("Inland Sovereignty, Front. Inland 7 Sovereignty 7-front. The front said inland said.", "Standard"),
    # One text in two sources.
    article("Front said, front said: front front front.", "Beacon"),
    article("Front said, front said: front front front.", "Standard"),
]


def runs(corpus: Corpus, known: list[tuple[str, ...]]) -> dict[tuple[str, ...], tuple[int, int]]:
    position = {word: i for i, word in enumerate(WORDS)}
    grams = np.array([[position[word] for word in run] for run in known], dtype=np.int64)
    counted = count_runs(corpus, WORDS, grams)
    return {
        (*known[prefix], str(WORDS[word])): (int(uses), int(groups))
        for (prefix, word), uses, groups in zip(counted.runs.tolist(), counted.uses, counted.groups, strict=True)
    }


@pytest.mark.parametrize("shard_articles", [4000, 1])
def test_pairs_by_hand(make_corpus: MakeCorpus, shard_articles: int) -> None:
    corpus = make_corpus(NESTED, shard_articles=shard_articles)
    pairs = runs(corpus, [(word,) for word in WORDS])
    assert pairs == {
        ("inland", "sovereignty"): (4, 2),  # three times in the first article, once before the comma of the second
        ("sovereignty", "front"): (2, 1),  # not over the comma, not over the 7
        ("sovereignty", "said"): (1, 1),
        ("front", "said"): (6, 3),  # once in the first and second, twice in each copy
        ("said", "inland"): (1, 1),  # not over a full stop
        ("inland", "said"): (1, 1),
        ("front", "front"): (4, 1),
    }


def test_longer_runs_grow_from_known_ones(make_corpus: MakeCorpus) -> None:
    corpus = make_corpus(NESTED)
    known = [("front", "said"), ("inland", "sovereignty"), ("sovereignty", "front")]
    triples = runs(corpus, known)
    assert triples == {("inland", "sovereignty", "front"): (2, 1), ("sovereignty", "front", "said"): (1, 1)}
    assert runs(corpus, list(triples)) == {("inland", "sovereignty", "front", "said"): (1, 1)}


def test_no_word_and_no_run_are_no_error(make_corpus: MakeCorpus) -> None:
    corpus = make_corpus([article("2014 – 4,200."), article("One two.")])
    assert runs(corpus, [(word,) for word in WORDS]) == {}


def test_terms_inside_others_count_for_each(make_corpus: MakeCorpus) -> None:
    corpus = make_corpus(NESTED)
    terms = ["inland sovereignty front", "inland sovereignty", "front", "front front", "of the"]
    counted = count_terms(corpus, terms, ())
    assert dict(zip(counted.terms, counted.matrix.toarray()[0].tolist(), strict=True)) == {
        "front": 15, "front front": 4, "inland sovereignty": 4, "inland sovereignty front": 2, "of the": 0,
    }  # fmt: skip


def test_terms_are_counted_in_the_cells_asked_for(make_corpus: MakeCorpus) -> None:
    corpus = make_corpus(NESTED)
    counted = count_terms(corpus, ["front said"], ("source", "group"))
    by_source = counted.by("source")
    names = [corpus.source_names[i] for i in by_source.cells.ravel()]
    assert dict(zip(names, by_source.matrix.toarray().ravel().tolist(), strict=True)) == {"Beacon": 3, "Standard": 3}
    assert sorted(counted.by("group").matrix.toarray().ravel().tolist()) == [1, 1, 4]


def test_the_sample_agrees_with_searching_its_texts(sample: Corpus) -> None:
    terms = ["IS", "election", "inland sovereignty", "inland sovereignty front", "prime minister", "said", "want to"]
    # Paragraphs are one line each, so a single blank is all the white space there is.
    patterns = [
        re.compile(rf"(?<!\w)(?<!\w['’-])(?={term}(?!\w|['’-]\w))", 0 if term == "IS" else re.I) for term in terms
    ]
    table = pd.concat([shard.read(["title", "text"]) for shard in sample.shards])
    counted = count_terms(sample, terms, ("article",))
    for pattern, column in zip(patterns, counted.select(terms).toarray().T, strict=True):
        expected = [len(pattern.findall(title)) + len(pattern.findall(text)) for title, text in table.to_numpy()]
        assert column.tolist() == expected, pattern
        assert sum(expected) > 0
