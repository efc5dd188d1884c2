"""What a difference rests on: planted stories, sources and choices are found."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from corpora import MakeCorpus, article

from analysis.counts import count_words
from analysis.sources import (
    compare_sources,
    comparison_limits,
    distinctive_terms,
    robustness_table,
    source_terms,
    survival_table,
)
from analysis.sources.comparison import Comparison

VOCABULARY = [f"{a}{b}{c}" for a in "bdfgklmprst" for b in "aeiou" for c in ("lan", "rot", "vik")]
SOURCES = ("Beacon", "Standard", "Post")


def filler(rng: np.random.Generator, words: int = 40) -> str:
    return " ".join(rng.choice(VOCABULARY, size=words)) + "."


def articles_with(planted: dict[str, list[str]], texts: int = 60) -> list[dict[str, str]]:
    """Sixty texts a source of the same words; the planted ones stand twice in texts of their source, in turn."""
    rng = np.random.default_rng(5)
    made = []
    for source in SOURCES:
        for i in range(texts):
            words = [w for w in planted.get(source, []) if i % 2 == 0]
            made.append(article(f"{' '.join(words * 2)} {filler(rng)}", source, f"2024-03-{1 + i % 28:02}"))
    return made


def compared(make_corpus: MakeCorpus, articles: list[dict[str, str]]) -> tuple[Comparison, pd.DataFrame]:
    corpus = make_corpus(articles)
    comparison = compare_sources(corpus, count_words(corpus))
    return comparison, distinctive_terms(comparison, 20)


def test_a_word_of_one_source_holds_in_every_setting(make_corpus: MakeCorpus) -> None:
    comparison, found = compared(make_corpus, articles_with({"Beacon": ["drone"]}))
    table = robustness_table(comparison, found)
    assert table.to_numpy().tolist() == [["Beacon", "drone", 16, 16, "", True]]
    assert comparison_limits(comparison, found, table) == [
        "No term is clear for Post and Standard: what the figure shows there may be chance."
    ]


def test_a_word_in_fifteen_texts_holds_where_five_are_enough(make_corpus: MakeCorpus) -> None:
    rng = np.random.default_rng(6)
    rare = [article(f"drone drone drone drone {filler(rng)}", "Beacon") for _ in range(15)]
    comparison, found = compared(make_corpus, articles_with({}) + rare)
    table = robustness_table(comparison, found)
    assert table[["term", "holds"]].to_numpy().tolist() == [["drone", 8]]
    assert "Clear in fewer than 12 of 16 settings: “drone” in Beacon." in comparison_limits(comparison, found, table)


def test_a_source_that_makes_the_difference_is_named(make_corpus: MakeCorpus) -> None:
    # The Beacon claims in every text, the Standard in three of four, the Post never: the Beacon has more than both
    # others together, and hardly more than the Standard.
    rng = np.random.default_rng(9)
    articles = [article(f"claim claim {filler(rng)}", "Beacon") for _ in range(60)]
    articles += [article(f"{'claim claim' if i % 4 else ''} {filler(rng)}", "Standard") for i in range(60)]
    articles += [article(filler(rng, 80), "Post") for _ in range(60)]
    comparison, found = compared(make_corpus, articles)
    table = robustness_table(comparison, found).set_index(["source", "term"])
    assert table.loc[("Beacon", "claim"), "needs"] == "Post"
    told = comparison_limits(comparison, found, robustness_table(comparison, found))
    assert any(line.startswith("Not clear without Post:") and "“claim” in Beacon" in line for line in told)


@pytest.mark.parametrize("uses", [3, 60])
def test_one_story_behind_a_word_is_told_and_makes_no_finding(make_corpus: MakeCorpus, uses: int) -> None:
    # Without its story "scandal" stands in 20 texts of the Beacon once each; with the long one it is not surer.
    rng = np.random.default_rng(8)
    story = article(f"{'scandal ' * uses}{filler(rng, 200)}", "Beacon")
    others = [article(f"{'scandal ' * 3}{filler(rng)}", "Beacon", f"2024-03-{1 + i:02}") for i in range(20)]
    comparison, found = compared(make_corpus, [*articles_with({}), story, *others])
    clear = found[found["low"] > 0]
    assert clear["term"].tolist() == ["scandal"]
    told = comparison_limits(comparison, found, robustness_table(comparison, found))
    one_story = "One story has more than a third of the uses of “scandal” in Beacon."
    assert (one_story in told) == (uses == 60)
    # The end of the interval is that of the twenty texts, whatever the story adds.
    alone, _ = compared(make_corpus, [*articles_with({}), *others])
    assert clear["low"].item() <= distinctive_terms(alone, 1)["low"].max() + 0.3


def test_the_view_of_all_sources_has_every_pair(make_corpus: MakeCorpus) -> None:
    comparison, found = compared(make_corpus, articles_with({"Beacon": ["drone"], "Post": ["barge", "ferry"]}))
    table = source_terms(comparison, found)
    assert table["source"].tolist() == comparison.names * 3
    assert set(table["term"]) == {"drone", "barge", "ferry"}
    low = table.set_index(["source", "term"])
    assert low.loc[("Beacon", "drone"), "clear"]
    assert low.loc[("Beacon", "drone"), "low"] > 0
    assert low.loc[("Post", "drone"), "log_odds"] < 0
    assert source_terms(comparison, found, limit=2)["term"].nunique() == 2


def test_nothing_clear_makes_empty_tables(make_corpus: MakeCorpus) -> None:
    for articles in (articles_with({}), [article(f"Flood and mill w{i}.") for i in range(12)]):
        comparison, found = compared(make_corpus, articles)
        for function in (robustness_table, survival_table, source_terms):
            assert function(comparison, found).empty
    limits = comparison_limits(comparison, found, robustness_table(comparison, found))
    assert limits == ["No difference was tested: there is one source, or no term occurs in ten independent texts."]
