"""Chosen terms by source, counted by hand, and equal to what the other tables say of them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from corpora import MakeCorpus, article

from analysis.corpus import Corpus
from analysis.counts import count_words
from analysis.tables import term_tables as tables
from analysis.terms import focus_table, phrase_table, term_table

# Beacon 9 + 7 words in three articles, two of them one text; Post 7 words in two.
FIVE = [
    article("The Old Quarter fell. IS fled the old quarter.", "Beacon", "2024-03-04"),
    article("It is old. Quarter day.", "Beacon", "2024-03-11"),
    article("It is old. Quarter day.", "Beacon", "2024-03-12"),
    article("OLD QUARTER QUIET", "Post", "2024-03-04", "IS"),
    article("Budget is late", "Post", "2024-03-11"),
]


def focus(corpus: Corpus, terms: list[str], seed: int = 0) -> pd.DataFrame:
    return focus_table(corpus, count_words(corpus), terms, seed)


def test_five_articles_counted_by_hand(make_corpus: MakeCorpus) -> None:
    table = focus(make_corpus(FIVE), ["Old Quarter", "IS", "unheard of"])
    assert table.columns.tolist() == tables.FOCUS.required
    shown = table.drop(columns=["per_million_low", "per_million_high", "dispersion"])
    # A headline in capitals protects no name: it says "is". Words: Beacon 9 + 5 + 5, Post 4 + 3; 26 in all.
    nowhere = [0, 0, 0, 0, 0]
    assert shown.to_numpy().tolist() == [
        ["Old Quarter", "all sources", 3, 115385, 2, 0.4, 2],
        ["Old Quarter", "Beacon", 2, 105263, 1, 0.333333, 1],
        ["Old Quarter", "Post", 1, 142857, 1, 0.5, 1],
        ["IS", "all sources", 1, 38461.5, 1, 0.2, 1],
        ["IS", "Beacon", 1, 52631.6, 1, 0.333333, 1],
        ["IS", "Post", *nowhere],
        ["unheard of", "all sources", *nowhere],
        ["unheard of", "Beacon", *nowhere],
        ["unheard of", "Post", *nowhere],
    ]
    assert table[["per_million_low", "per_million_high"]].isna().all(axis=None)
    # Parts: Beacon 9 and 10, Post 4 and 3 words. Old Quarter: 2/3 in the first, 1/3 in the third.
    spread = (abs(2 / 3 - 9 / 26) + 10 / 26 + abs(1 / 3 - 4 / 26) + 3 / 26) / 2 / (1 - 3 / 26)
    assert table["dispersion"].dropna().tolist() == pytest.approx([spread, (17 / 26) / (23 / 26)], rel=1e-5)


def test_capitals_of_names_that_would_be_stop_words_matter_and_no_others(make_corpus: MakeCorpus) -> None:
    corpus = make_corpus(FIVE)
    counted = {term: focus(corpus, [term])["count"].iloc[0] for term in ("is", "IS", "Is", "bUDGET", "2014", "US")}
    assert counted == {"is": 4, "IS": 1, "Is": 4, "bUDGET": 1, "2014": 0, "US": 0}


def test_a_term_given_twice_stands_once_and_terms_keep_their_order(make_corpus: MakeCorpus) -> None:
    table = focus(make_corpus(FIVE), ["quarter", "Budget", "QUARTER", "budget"])
    assert table["term"].drop_duplicates().tolist() == ["quarter", "Budget"]
    assert len(table) == 6
    assert focus(make_corpus(FIVE), []).columns.tolist() == tables.FOCUS.required


def stories() -> list[dict[str, str]]:
    rng = np.random.default_rng(2)
    made = []
    for i in range(90):
        words = [f"w{i}x{k}" for k in range(int(rng.integers(5, 40)))]
        words += ["prime minister"] * int(rng.poisson(1)) + ["flood"] * int(rng.poisson(0.7))
        made.append(article(" ".join(words), "Beacon" if i % 3 else "Post", f"2024-03-{1 + i % 28:02}"))
    return made


def test_all_sources_say_what_the_tables_of_words_and_phrases_say(make_corpus: MakeCorpus) -> None:
    corpus = make_corpus(stories())
    counts = count_words(corpus)
    table = focus_table(corpus, counts, ["flood", "prime minister"], 3)
    whole = table[table["source"] == "all sources"].set_index("term")
    shared = [name for name in tables.FOCUS.required if name not in ("term", "source", "independent_texts")]
    words, phrases = term_table(counts, "en", 3).set_index("term"), phrase_table(corpus, counts, 3).set_index("term")
    assert whole.loc["flood", shared].tolist() == words.loc["flood", shared].tolist()
    assert whole.loc["prime minister", shared].tolist() == phrases.loc["prime minister", shared].tolist()
    parts = table[table["source"] != "all sources"].groupby("term")[["count", "articles"]].sum()
    assert parts.to_numpy().tolist() == whole.loc[parts.index, ["count", "articles"]].to_numpy().tolist()


def test_a_source_alone_is_told_the_same(make_corpus: MakeCorpus) -> None:
    made = stories()
    here = focus(make_corpus(made), ["flood"], 4).set_index("source").loc["Beacon"]
    alone = focus(make_corpus([record for record in made if record["source"] == "Beacon"]), ["flood"], 4)
    again = alone.set_index("source").loc["Beacon"]
    kept = ["count", "per_million", "articles", "article_share", "independent_texts"]
    assert here[kept].tolist() == again[kept].tolist()
    assert here["per_million_low"] < here["per_million"] < here["per_million_high"]
    assert again["per_million_low"] == alone["per_million_low"].iloc[0]


def test_two_stories_in_many_printings_have_no_interval(make_corpus: MakeCorpus) -> None:
    told = [" ".join([*(f"told{i}x{k}" for k in range(30)), *["flood"] * (i + 1)]) for i in range(2)]
    copies = [article(text, "Standard", f"2024-03-{day + 1:02}") for text in told for day in range(8)]
    row = focus(make_corpus(stories() + copies), ["flood"]).set_index("source").loc["Standard"]
    assert row[["articles", "independent_texts"]].tolist() == [16, 2]
    assert np.isnan(row["per_million_low"])


def test_shards_do_not_matter(make_corpus: MakeCorpus) -> None:
    one, many = (focus(make_corpus(stories(), shard_articles=n), ["flood", "prime minister"], 1) for n in (4000, 9))
    assert one.equals(many)
