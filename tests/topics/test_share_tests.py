"""Shares of topics that differ: found where they were made to, not where texts are dealt at random."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse

from analysis.statistics import judge_together
from analysis.topics.results.share_tests import TextsOfParts, nearest_rivals

N_TOPICS = 6


def marks(topic: np.ndarray, n_topics: int) -> sparse.csr_matrix:
    """Mark each text's topic; one that is not below ``n_topics`` is none."""
    return sparse.csr_matrix(topic[:, None] == np.arange(n_topics), dtype=np.int64)


def dealt(shares: list[np.ndarray], n: int, seed: int) -> TextsOfParts:
    """Deal each part ``n`` texts of its own with these shares of topics."""
    generator = np.random.default_rng(seed)
    topic = np.concatenate([generator.choice(len(share), n, p=share) for share in shares])
    part = np.repeat(np.arange(len(shares)), n)
    return TextsOfParts(np.arange(len(topic)), part, marks(topic, len(shares[0])), len(shares))


def shares_of(first: float) -> np.ndarray:
    """Give one topic its share, and the others even parts of the rest."""
    return np.array([first, *[(1 - first) / (N_TOPICS - 1)] * (N_TOPICS - 1)])


def test_shares_and_differences_by_hand() -> None:
    # The first part has texts 0 to 3, the second 3 to 5: text 3 is of both. Topic 2 is none.
    texts = TextsOfParts(
        group=np.array([0, 1, 2, 3, 3, 4, 5]),
        part=np.array([0, 0, 0, 0, 1, 1, 1]),
        topics=marks(np.array([0, 0, 1, 2, 2, 1, 1]), 2),
        n_parts=2,
    )
    assert texts.texts.tolist() == [4, 3]
    assert texts.shares.tolist() == [[1 / 2, 0], [1 / 4, 2 / 3]]
    found = texts.differences(1, 0, seed=0)
    assert found[0].tolist() == [-1 / 2, 2 / 3 - 1 / 4]
    # However labels are shuffled, four texts of seven are the first part's, and two of seven on topic 0.
    ours = np.round(found[:, 0] * 12).astype(int)
    assert found[:, 0] * 12 == pytest.approx(ours, abs=1e-9)
    assert set(ours) <= {-6, -3 + 4, 8}
    assert nearest_rivals(texts) == []


def test_the_rival_is_the_source_that_is_hardest_to_tell_from() -> None:
    # 50 of 100, 20 of 100, 3 of 10 and all of 9: twenty of a hundred are surely fewer, three of ten are not.
    part = np.repeat([0, 1, 2, 3], [100, 100, 10, 9])
    topic = np.concatenate([np.arange(n) >= k for n, k in ((100, 50), (100, 20), (10, 3), (9, 9))]).astype(int)
    texts = TextsOfParts(np.arange(219), part, marks(topic, 1), 4)
    assert nearest_rivals(texts) == [(0, 2)]


# Binomial with p = .05: more than four of 24, or two of 8, in less than 7 of 1,000.
@pytest.mark.parametrize(("n_parts", "deals", "most"), [(2, 24, 4), (6, 8, 2)])
def test_texts_dealt_at_random_hardly_ever_differ(n_parts: int, deals: int, most: int) -> None:
    told = 0
    for seed in range(deals):
        texts = dealt([shares_of(0.2)] * n_parts, 60, seed)
        pairs = [(0, 1)] * N_TOPICS if n_parts == 2 else nearest_rivals(texts)
        drawn = {pair: texts.differences(*pair, seed) for pair in dict.fromkeys(pairs)}
        draws = np.column_stack([drawn[pair][:, topic] for topic, pair in enumerate(pairs)])
        told += bool((judge_together(draws[0], draws[1:]).tier != "").any())
    assert told <= most


def test_a_share_of_30_against_10_percent_of_a_hundred_texts_is_mostly_found() -> None:
    found = 0
    for seed in range(12):
        draws = dealt([shares_of(0.1), shares_of(0.3)], 100, seed).differences(1, 0, seed)
        found += judge_together(draws[0], draws[1:]).tier[0] != ""
    assert found >= 8


def test_a_theme_and_its_subjects_are_judged_by_the_same_shuffles() -> None:
    # The subjects are half of their theme each; what shuffles make of them adds up to what they make of it.
    texts = dealt([shares_of(0.2), shares_of(0.4)], 60, 0)
    subjects = texts.topics[:, :2]
    theme = sparse.csr_matrix(subjects.sum(axis=1))
    both = TextsOfParts(texts.group, texts.part, sparse.hstack([theme, subjects], format="csr"), 2)
    found = both.differences(1, 0, seed=0)
    np.testing.assert_allclose(found[:, 0], found[:, 1] + found[:, 2], atol=1e-12)
    np.testing.assert_array_equal(found[:, 1:], texts.differences(1, 0, seed=0)[:, :2])
