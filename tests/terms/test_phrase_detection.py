"""Phrases by hand: how closely words cling together, nested names, and what parts words."""

from __future__ import annotations

import importlib
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from corpora import MakeCorpus, article, load_here

from analysis.corpus import Corpus
from analysis.counts import count_words
from analysis.session import PROJECT
from analysis.tables import term_tables as tables
from analysis.terms import find_phrases, phrase_table, term_table


def found(corpus: Corpus) -> dict[str, tuple[int, int, float]]:
    table = find_phrases(corpus, count_words(corpus))
    assert table.columns.tolist() == ["term", "count", "groups", "log_dice", "g2"]
    return {row[0]: (row[1], row[2], round(row[3], 6)) for row in table.itertuples(index=False)}


def fronts(short: int) -> list[dict[str, str]]:
    """Six articles with the long name, some with the short one, two with "front" alone."""
    long = [article(f"Place{i}: the Inland Sovereignty Front advance{i}.") for i in range(6)]
    return (
        long
        + [article(f"Place{i + 10}: Inland Sovereignty retreat{i}.") for i in range(short)]
        + [article(f"A cold front reached place{i + 30}.") for i in range(2)]
    )


def test_log_dice_of_a_nested_name_by_hand(make_corpus: MakeCorpus) -> None:
    # inland 11, sovereignty 11, front 8; the pair 11, the three 6. The long name holds 6 of 11 uses of the pair,
    # less than two thirds, and all 6 of "sovereignty front", which goes.
    assert found(make_corpus(fronts(5))) == {
        "inland sovereignty": (11, 11, 14.0),
        "inland sovereignty front": (6, 6, round(14 + np.log2(3 * 6 / 30), 6)),
    }


def test_g2_of_the_words_before_the_last_against_the_last_by_hand(make_corpus: MakeCorpus) -> None:
    corpus = make_corpus(fronts(5))
    counts = count_words(corpus)
    table = find_phrases(corpus, counts).set_index("term")
    n = counts.words

    def g2(both: int, first: int, last: int) -> float:
        cells = [(both, first * last), (first - both, first * (n - last)), (last - both, (n - first) * last)]
        cells.append((n - first - last + both, (n - first) * (n - last)))
        return 2 * sum(o * np.log(o * n / e) for o, e in cells if o)

    # inland 11, sovereignty 11, front 8; the pair 11, the three 6.
    assert table.loc["inland sovereignty", "g2"] == pytest.approx(g2(11, 11, 11))
    assert table.loc["inland sovereignty front", "g2"] == pytest.approx(g2(6, 11, 8))
    assert phrase_table(corpus, counts)["g2"].tolist() == [float(f"{g:.6g}") for g in table["g2"]]


def test_a_phrase_mostly_inside_a_longer_one_is_left_to_it(make_corpus: MakeCorpus) -> None:
    # Of 9 uses of the pair 6 are inside: two thirds.
    assert list(found(make_corpus(fronts(3)))) == ["inland sovereignty front"]
    assert list(found(make_corpus(fronts(4)))) == ["inland sovereignty", "inland sovereignty front"]


def test_copies_are_one_text(make_corpus: MakeCorpus) -> None:
    four = [article(f"Place{i} saw a joint command.") for i in range(4)]
    copies = [article("Place3 saw a joint command.", source) for source in ("Standard", "Observer")]
    apart = [article("A joint effort."), article("The command met.")]
    assert found(make_corpus([*four, *copies, *apart])) == {}
    assert found(make_corpus([*four, *copies, article("A joint command met.")])) == {"joint command": (7, 5, 14.0)}


def test_loose_neighbours_are_no_phrase(make_corpus: MakeCorpus) -> None:
    # 5 of 1,280 uses of two words: 14 + log2(10 / 1280) = 7 is just enough, and one use more is too many.
    together = [article(f"Place{i} oil price.") for i in range(5)]
    apart = article("oil, " * 635 + "price, " * 635)
    assert found(make_corpus([*together, apart]))["oil price"] == (5, 5, 7.0)
    assert "oil price" not in found(make_corpus([*together, apart, article("Price!")]))


def test_phrases_never_reach_over_punctuation_numbers_and_stop_words(make_corpus: MakeCorpus) -> None:
    apart = [", ", ". ", " “", " 20 ", " 20-", "—", " of ", " ("]
    assert found(make_corpus([article(f"Place{i} joint{between}command") for between in apart for i in range(6)])) == {}
    assert list(found(make_corpus([article(f"Place{i}, joint command") for i in range(6)]))) == ["joint command"]


def test_phrases_hold_connecting_words_of_the_language(make_corpus: MakeCorpus) -> None:
    texts = [f"Les forces de l'ordre ici{i}. L'ordre public. Les forces, ici{i}." for i in range(6)]
    corpus = make_corpus([article(text) for text in texts], language="fr")
    # "forces" and "ordre" are used 12 times each, "public" 6 times.
    assert found(corpus) == {
        "forces de l' ordre": (6, 6, 13.0), "ordre public": (6, 6, round(14 + np.log2(12 / 18), 6)),
    }  # fmt: skip
    assert phrase_table(corpus, count_words(corpus))["count"].tolist() == [6, 6]


def test_phrases_never_reach_from_the_title_into_the_text(make_corpus: MakeCorpus) -> None:
    assert found(make_corpus([article(f"Command place{i}.", title=f"Place{i + 50}: joint") for i in range(6)])) == {}


def test_a_phrase_has_at_most_four_words(make_corpus: MakeCorpus) -> None:
    corpus = make_corpus([article(f"Place{i}: alpha beta gamma delta epsilon") for i in range(6)])
    assert found(corpus) == {"alpha beta gamma delta": (6, 6, 14.0), "beta gamma delta epsilon": (6, 6, 14.0)}


def test_a_phrase_is_tabulated_like_a_word(make_corpus: MakeCorpus) -> None:
    articles = [
        article(
            f"Place{i} {'with the prime minister ' * (i % 3)}again " + f"filler{i} " * (i % 7),
            "Beacon" if i % 2 else "Standard",
            f"2024-03-{1 + i % 9:02}",
        )
        for i in range(60)
    ]
    corpus = make_corpus([*articles, *[articles[1]] * 5])
    counts = count_words(corpus)
    table = phrase_table(corpus, counts, seed=3)
    assert table.columns.tolist() == tables.PHRASES.required
    assert table["term"].tolist() == ["prime minister"]
    word = term_table(counts, "en", seed=3).set_index("term").loc["prime"]
    phrase = table.set_index("term").loc["prime minister"]
    # The two words never stand apart, so whatever is said of one holds of both.
    assert phrase.drop(["log_dice", "g2"]).tolist() == word.tolist()
    assert phrase["per_million_low"] < phrase["per_million"] < phrase["per_million_high"]


def test_the_most_used_phrases_are_tabulated(make_corpus: MakeCorpus) -> None:
    articles = [article(f"Place{i}: joint command{', oil price' * (i % 2)}.") for i in range(12)]
    corpus = make_corpus(articles)
    counts = count_words(corpus)
    assert phrase_table(corpus, counts, limit=1)["term"].tolist() == ["joint command"]
    assert phrase_table(corpus, counts)["term"].tolist() == ["joint command", "oil price"]
    nothing = make_corpus([article("One."), article("Two.")])
    assert phrase_table(nothing, count_words(nothing)).columns.tolist() == tables.PHRASES.required


def test_the_names_of_the_sample(sample: Corpus) -> None:
    phrases = found(sample)
    # Planted: 19 long names, 13 short ones, two of which stand before a small "front".
    assert phrases["inland sovereignty front"][0] == 21


def test_phrases_looked_for_in_parts_are_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus = load_here(PROJECT / "data" / "raw", tmp_path, monkeypatch, shard_articles=20)
    assert len(corpus.shards) > 3
    counts = count_words(corpus)
    whole = find_phrases(corpus, counts)
    monkeypatch.setattr(importlib.import_module("analysis.counts.phrase_counts"), "ARTICLES_AT_ONCE", 40)
    assert len(whole) > 20
    pd.testing.assert_frame_equal(find_phrases(corpus, counts), whole)
