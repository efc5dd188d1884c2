"""Runs of words and phrases, counted one by one."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest
from corpora import MakeCorpus, article

from analysis.corpus import Corpus
from analysis.counts import count_runs, count_terms, write_run

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


def test_connecting_words_are_part_of_a_run(make_corpus: MakeCorpus) -> None:
    words = np.array(["achat", "forces", "ordre", "pouvoir", "préfet"], dtype=object)
    texts = [
        "Les forces de l’ordre, le pouvoir d'achat: forces de l'ordre, de l'ordre.",
        "Forces, de l'ordre. Les forces de l'«ordre», forces de de l'ordre, forces pouvoir. De l'achat et l'ordre.",
        "Le préfet des forces de l'ordre du pouvoir; préfet à l' ordre.",
    ]
    corpus = make_corpus([article(text) for text in texts], language="fr")
    counted = count_runs(corpus, words, np.arange(5)[:, None])
    pairs = {write_run(run, words, "fr"): int(uses) for run, uses in zip(counted.runs, counted.uses, strict=True)}
    assert pairs == {
        "forces de l' ordre": 3,
        "pouvoir d' achat": 1,
        "forces pouvoir": 1,
        "préfet des forces": 1,
        "ordre du pouvoir": 1,
        "préfet à l' ordre": 1,
    }
    # Counted as phrases they are as many.
    found = count_terms(corpus, sorted(pairs), ())
    assert dict(zip(found.terms, found.matrix.toarray()[0].tolist(), strict=True)) == pairs
    known = counted.runs[np.argsort(counted.uses, kind="stable")]
    longer = count_runs(corpus, words, known)
    triples = {
        write_run([*known[a], b], words, "fr"): int(n) for (a, b), n in zip(longer.runs, longer.uses, strict=True)
    }
    assert triples == {"préfet des forces de l' ordre": 1, "forces de l' ordre du pouvoir": 1}


def test_no_word_and_no_run_are_no_error(make_corpus: MakeCorpus) -> None:
    corpus = make_corpus([article("2014 – 4,200."), article("One two.")])
    assert runs(corpus, [(word,) for word in WORDS]) == {}


def test_terms_inside_others_count_for_each(make_corpus: MakeCorpus) -> None:
    corpus = make_corpus(NESTED)
    terms = ["inland sovereignty front", "inland sovereignty", "front", "front front", "of the"]
    counted = count_terms(corpus, terms, ())
    assert dict(zip(counted.terms, counted.matrix.toarray()[0].tolist(), strict=True)) == {
        "front": 14, "front front": 4, "inland sovereignty": 4, "inland sovereignty front": 2, "of the": 0,
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
