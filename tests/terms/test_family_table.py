"""Families of names as terms: all variants together, each mention once."""

from __future__ import annotations

import numpy as np
import pytest
from corpora import MakeCorpus, article, count_names

from analysis.corpus import Corpus
from analysis.counts import count_words
from analysis.tables import term_tables as tables
from analysis.terms import family_table, term_table

FRONT = {"the Front": ["IS", "Inland Sovereignty", "Inland Sovereignty Front"], "Halde": ["Corin Halde", "Halde"]}


def test_mentions_counted_by_hand(make_corpus: MakeCorpus) -> None:
    made = [
        # Front 3 (the long name once, though it holds the short one), Halde 2.
        article(
            "IS is the Inland Sovereignty Front, Corin Halde said. Halde left.", "Beacon", "2024-03-04", "IS flees"
        ),
        article("Inland sovereignty is an idea; halde is a heap.", "Post", "2024-03-05"),  # none
        article("Halde spoke.", "Post", "2024-03-04"),
    ]
    corpus = make_corpus(made, names={**FRONT, "Nobody": ["Nemo"]})
    table = family_table(corpus, count_words(corpus))
    assert table.columns.tolist() == tables.TERMS.required
    # Words: 13 + 9 + 2 = 24. Parts: Beacon 13; Post 2 and 9.
    shown = table[["term", "count", "per_million", "articles", "article_share"]]
    assert shown.to_numpy().tolist() == [
        ["Halde", 3, 125000, 2, 0.666667],
        ["the Front", 3, 125000, 1, 0.333333],
        ["Nobody", 0, 0, 0, 0],
    ]
    spread = [(abs(2 / 3 - 13 / 24) + abs(1 / 3 - 2 / 24) + 9 / 24) / 2, 1 - 13 / 24]
    assert table["dispersion"].dropna().tolist() == pytest.approx(np.array(spread) / (1 - 2 / 24), rel=1e-5)
    assert table["per_million_low"].isna().all()


def test_a_family_of_one_word_is_told_like_the_word(make_corpus: MakeCorpus) -> None:
    rng = np.random.default_rng(6)
    made = [
        article(f"{' '.join(f'w{i}x{k}' for k in range(20))}{' Kestrel' * int(rng.poisson(1))}", "AB"[i % 2],
                f"2024-03-{1 + i % 28:02}")
        for i in range(60)
    ]  # fmt: skip
    corpus = make_corpus([*made, *[made[3]] * 5], names={"kestrel": ["Kestrel"]})
    counts = count_words(corpus)
    word = term_table(counts, "en", 9).set_index("term").loc["kestrel"]
    assert family_table(corpus, counts, 9).set_index("term").loc["kestrel"].tolist() == word.tolist()
    assert word["per_million_low"] < word["per_million"] < word["per_million_high"]


def test_the_sample_agrees_with_the_table_of_names(sample: Corpus) -> None:
    table = family_table(sample, count_words(sample)).set_index("term")
    names = count_names(sample).groupby("family")["count"].sum()
    assert len(names)
    assert table.loc[names.index, "count"].tolist() == names.tolist()


def test_shards_do_not_matter_and_no_family_makes_an_empty_table(make_corpus: MakeCorpus) -> None:
    made = [article(f"Halde {i} IS w{i}") for i in range(9)]
    one, many = (make_corpus(made, names=FRONT, shard_articles=n) for n in (4000, 2))
    assert family_table(one, count_words(one)).equals(family_table(many, count_words(many)))
    bare = make_corpus(made)
    assert family_table(bare, count_words(bare)).columns.tolist() == tables.TERMS.required
    assert family_table(bare, count_words(bare)).empty
