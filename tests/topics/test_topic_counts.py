"""Topics as integers: counted by hand, and added up."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from analysis.topics.model.topic_counts import count_by_topic


def test_counts_by_hand() -> None:
    # Five uses count as three; the third article has no topic.
    counts = sparse.csr_matrix(np.array([[5, 1, 0], [0, 2, 1], [9, 9, 9], [0, 2, 0]]))
    topics = count_by_topic(counts, np.array([0, 1, -1, 1]), 3)
    assert topics.uses.tolist() == [[3, 1, 0], [0, 4, 1], [0, 0, 0]]
    assert topics.holders.tolist() == [[1, 1, 0], [0, 2, 1], [0, 0, 0]]
    assert topics.uses.dtype == topics.holders.dtype == np.int64


def test_counts_of_themes_are_sums_of_those_of_their_parts() -> None:
    generator = np.random.default_rng(0)
    counts = sparse.csr_matrix(generator.poisson(0.4, (200, 30)))
    leaf, theme = generator.integers(-1, 5, 200), np.array([1, 0, 1, 2, 0])
    joined = count_by_topic(counts, leaf, 5).join(theme, 4)
    whole = count_by_topic(counts, np.where(leaf >= 0, theme[leaf], -1), 4)
    for name in ("uses", "holders"):
        np.testing.assert_array_equal(getattr(joined, name), getattr(whole, name))
