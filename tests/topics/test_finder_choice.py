"""Which finder is used, and what its topics say about articles they have not seen."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from planted import THEMES, fit
from scipy import sparse

from analysis.topics import topic_terms
from analysis.topics.model.finder_choice import compare_methods, predicted_words
from analysis.topics.model.topic_counts import BACKGROUND_WORDS, TopicCounts, shares_in_articles


def test_topics_that_are_alike_predict_nothing() -> None:
    topics = TopicCounts(np.full((2, 4), 10), np.full((2, 4), 5), np.array([9, 9]))
    assert predicted_words(topics, sparse.csr_matrix(np.array([[1, 2, 0, 1]]))) == pytest.approx(0, abs=1e-9)


def test_a_word_predicted_by_hand() -> None:
    # Words 0 and 1 belong to the first topic, 2 and 3 to the second. Word 0 gives the topic, word 1 is predicted, and
    # the other way round: both the same, by symmetry.
    topics = TopicCounts(np.array([[50, 50, 0, 0], [0, 0, 50, 50]]), np.ones((2, 4), int), np.array([9, 9]))
    article = sparse.csr_matrix(np.array([[1, 1, 0, 0]]))
    share = shares_in_articles(sparse.csr_matrix(np.array([[1, 0, 0, 0]])), topics)[0]
    other = BACKGROUND_WORDS / 4 / (100 + BACKGROUND_WORDS)
    own = other + 50 / (100 + BACKGROUND_WORDS)
    likely = share[0] * own + share[1] * other
    # Among words 1 and 3, of which each is half as likely without topics.
    expected = math.log(likely / (own + other) / 0.5)
    assert predicted_words(topics, article) == pytest.approx(expected, rel=1e-6)


def test_methods_are_compared_and_the_one_asked_for_is_used(plain: Any) -> None:
    table = compare_methods(plain.topics.sample, 6, seed=0, used="lda")
    assert table["method"].tolist() == ["mixture", "factors", "nmf", "lda"]
    assert table.loc[table["used"], "method"].tolist() == ["lda"]
    assert (table["predicted"] > 0.1).all()
    chosen = plain.topics.methods
    assert chosen["method"].tolist() == ["mixture", "factors", "nmf"]
    finders = chosen[chosen["method"] != "nmf"]
    assert plain.topics.options.method == finders.loc[finders["predicted"].idxmax(), "method"]
    assert chosen.loc[chosen["used"], "method"].tolist() == [plain.topics.options.method]


@pytest.mark.parametrize(("method", "least"), [("factors", 9), ("nmf", 8), ("lda", 4)])
def test_other_methods_find_planted_topics_too(plain: Any, method: str, least: int) -> None:
    topics = fit(plain.corpus, 6, method=method)
    assert topics.options.method == method
    themes = [set(words.split()) for words in THEMES.values()]
    table = topic_terms(topics)
    for _, words in table.groupby("topic")["term"]:
        assert max(len(set(words) & theme) for theme in themes) >= least
    # Words of plain topics are in the order of their weights.
    if method in ("nmf", "lda"):
        assert (table["weight"] > 0).all()
        assert table.groupby("topic")["weight"].apply(lambda weights: weights.is_monotonic_decreasing).all()
