"""Topics as integers: counted by hand, and their shares in articles."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse

from analysis.topics.model.topic_counts import (
    BACKGROUND_WORDS,
    PRIOR_WORDS,
    TopicCounts,
    count_by_topic,
    shares_in_articles,
)


def test_counts_by_hand() -> None:
    # Five uses count as three; the third article has no topic.
    counts = sparse.csr_matrix(np.array([[5, 1, 0], [0, 2, 1], [9, 9, 9], [0, 2, 0]]))
    topics = count_by_topic(counts, np.array([0, 1, -1, 1]), 3)
    assert topics.uses.tolist() == [[3, 1, 0], [0, 4, 1], [0, 0, 0]]
    assert topics.holders.tolist() == [[1, 1, 0], [0, 2, 1], [0, 0, 0]]
    assert topics.articles.tolist() == [1, 2, 0]
    assert topics.uses.dtype == topics.holders.dtype == np.int64


def test_shares_by_hand() -> None:
    # Two topics of 100 words each, each with a word of its own; 200 background words are half one, half the other.
    topics = TopicCounts(np.array([[100, 0], [0, 100]]), np.array([[9, 0], [0, 9]]), np.array([9, 9]))
    other = BACKGROUND_WORDS / 2 / (100 + BACKGROUND_WORDS)
    own = other + 100 / (100 + BACKGROUND_WORDS)
    share = 0.5
    for _ in range(3):
        # One word of the first topic is divided, and the prior adds five words, half to each.
        part = share * own / (share * own + (1 - share) * other)
        share = (part + PRIOR_WORDS / 2) / (1 + PRIOR_WORDS)
    found = shares_in_articles(sparse.csr_matrix(np.array([[1, 0], [0, 1], [0, 0], [1, 1]])), topics)
    assert found[0] == pytest.approx([share, 1 - share], rel=1e-5)
    assert found[1] == pytest.approx([1 - share, share], rel=1e-5)
    assert found[2:] == pytest.approx(np.full((2, 2), 0.5))


def test_articles_do_not_influence_each_other() -> None:
    generator = np.random.default_rng(0)
    counts = sparse.csr_matrix(generator.poisson(0.4, (2_500, 30)))
    topics = count_by_topic(counts, generator.integers(0, 4, 2_500), 4)
    together = shares_in_articles(counts, topics)
    np.testing.assert_array_equal(together[2_100:2_120], shares_in_articles(counts[2_100:2_120], topics))
    np.testing.assert_allclose(together.sum(axis=1), 1, atol=1e-5)
