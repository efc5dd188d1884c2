"""Two sources compared with each other, by hand and by definition."""

from __future__ import annotations

import numpy as np
import pytest
from corpora import MakeCorpus, article

from analysis.counts import count_words
from analysis.sources import compare_sources, pair_terms
from analysis.sources.comparison import Comparison
from analysis.statistics import log_odds_ratio


@pytest.fixture
def comparison(make_corpus: MakeCorpus) -> Comparison:
    # Beacon: flood in each of 30 texts, mill in 12; Standard: flood in 12, mill in each; the Post neither.
    made = []
    for i in range(30):
        made.append(article(f"flood w{i} {'mill' if i < 12 else 'rest'} river", "Beacon", "2024-03-01"))
        made.append(article(f"mill v{i} {'flood' if i < 12 else 'rest'} river", "Standard", "2024-03-02"))
    made += [article(f"river u{i} lake", "Post") for i in range(10)]
    corpus = make_corpus(made)
    return compare_sources(corpus, count_words(corpus))


def test_every_number_of_a_pair_by_hand(comparison: Comparison) -> None:
    table = pair_terms(comparison, ("Beacon", "Standard")).set_index("term")
    # "rest" and "river" do not differ, "lake" is used by neither; each text has four words.
    assert table.index.tolist() == ["flood", "mill"]
    assert table.loc["flood", "per_million"] == 1e6 * 30 / 120
    assert table.loc["flood", "other_per_million"] == 1e6 * 12 / 120
    assert table.loc["flood", "ratio"] == 2.5
    assert table.loc["mill", "ratio"] == 0.4
    assert table.loc["flood", ["texts", "other_texts", "count", "other_count"]].tolist() == [30, 12, 30, 12]
    # The smaller side has 120 words: a prior of 12, at the rate of both, 42 in 240.
    odds = log_odds_ratio(np.array([30.0]), np.array([120.0]), np.array([12.0]), np.array([120.0]),
                          np.array([2.1]), 12.0)  # fmt: skip
    assert table.loc["flood", "log_odds"] == pytest.approx(float(odds.log_odds[0]), rel=1e-5)
    assert table[["tier", "more"]].T.to_dict("list")["flood"] == ["clear", True]
    assert table[["tier", "more"]].T.to_dict("list")["mill"] == ["clear", False]
    turned = pair_terms(comparison, ("Standard", "Beacon")).set_index("term")
    assert turned.loc["flood", "q"] == table.loc["flood", "q"]
    assert turned.loc["flood", "ratio"] == 0.4


def test_without_a_pair_there_is_nothing(make_corpus: MakeCorpus) -> None:
    corpus = make_corpus([article(f"flood w{i}") for i in range(12)])
    alone = compare_sources(corpus, count_words(corpus))
    assert pair_terms(alone, ()).empty
