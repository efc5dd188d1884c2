"""Which finder is used, and what its topics tell about articles they have not seen."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from planted import THEMES, planted_articles
from scipy import sparse

from analysis.counts import count_words
from analysis.topics import fit_topics
from analysis.topics.model.finder_choice import compare_methods, predicted_words
from analysis.topics.model.topic_counts import BACKGROUND_WORDS, TopicTable, shares_in_articles
from analysis.topics.model.topic_sample import take_sample


def test_topics_that_are_alike_predict_nothing() -> None:
    table = TopicTable(np.full((2, 4), 10), np.full((2, 4), 5), np.array([9, 9]))
    assert predicted_words(table, sparse.csr_matrix(np.array([[1, 2, 0, 1]]))) == pytest.approx(0, abs=1e-9)


def test_a_word_predicted_by_hand() -> None:
    # Words 0 and 1 belong to the first topic, 2 and 3 to the second. Word 0 tells the topic, word 1 is predicted, and
    # the other way round: both the same, by symmetry.
    table = TopicTable(np.array([[50, 50, 0, 0], [0, 0, 50, 50]]), np.ones((2, 4), int), np.array([9, 9]))
    article = sparse.csr_matrix(np.array([[1, 1, 0, 0]]))
    share = shares_in_articles(sparse.csr_matrix(np.array([[1, 0, 0, 0]])), table)[0]
    own, other = (
        (50 + BACKGROUND_WORDS / 4) / (100 + BACKGROUND_WORDS),
        (BACKGROUND_WORDS / 4) / (100 + BACKGROUND_WORDS),
    )
    likely = share[0] * own + share[1] * other
    # Among words 1 and 3, of which each is half as likely without topics.
    expected = math.log(likely / (own + other) / 0.5)
    assert predicted_words(table, article) == pytest.approx(expected, rel=1e-6)


def test_methods_are_compared_and_the_one_asked_for_is_used(make_corpus: Any) -> None:
    corpus = make_corpus(planted_articles(dict.fromkeys(THEMES, 20)))
    sample = take_sample(corpus, count_words(corpus))
    table = compare_methods(sample, 6, seed=0)
    assert table["method"].tolist() == ["mixture", "factors", "nmf"]
    assert (table["predicted"] > 0.1).all()
    finders = table[table["method"] != "nmf"]
    assert table.loc[table["used"], "method"].item() == finders.loc[finders["predicted"].idxmax(), "method"]
    asked = compare_methods(sample, 6, seed=0, used="lda")
    assert asked["method"].tolist() == ["mixture", "factors", "nmf", "lda"]
    assert asked.loc[asked["used"], "method"].tolist() == ["lda"]


@pytest.mark.parametrize(("method", "least"), [("factors", 9), ("nmf", 8), ("lda", 4)])
def test_other_methods_find_planted_topics_too(make_corpus: Any, method: str, least: int) -> None:
    corpus = make_corpus(planted_articles(dict.fromkeys(THEMES, 20)))
    topics = fit_topics(corpus, 6, method=method)
    assert topics.how.method == method
    themes = [set(words.split()) for words in THEMES.values()]
    for words in topics.fit.words:
        assert max(len(set(topics.sample.terms[words]) & theme) for theme in themes) >= least
