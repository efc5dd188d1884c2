"""The words of a topic and how well they fit together: answers counted by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import sparse

from analysis.counts import WindowCounts, windows_of_texts
from analysis.topics.model.topic_words import (
    TopicCounts,
    are_loose,
    choose_words,
    coherence,
    count_by_topic,
    npmi_matrix,
    word_overlap,
    word_weights,
)


def no_windows(n_terms: int) -> WindowCounts:
    return WindowCounts(sparse.csr_matrix((n_terms, n_terms), dtype=np.int64), 0)


def test_npmi_by_hand() -> None:
    # Four windows: a and b together in one of the two each occurs in; c never with them; d nowhere.
    together = np.array([[2, 1, 0, 0], [1, 2, 0, 0], [0, 0, 1, 0], [0, 0, 0, 0]])
    windows = WindowCounts(sparse.csr_matrix(together), 4)
    npmi = npmi_matrix(windows, np.arange(4))
    assert npmi[0, 1] == pytest.approx(math.log((1 / 4) / (1 / 2 * 1 / 2)) / -math.log(1 / 4), abs=1e-9)
    assert npmi[0, 2] == pytest.approx(math.log(1e-12 / (1 / 2 * 1 / 4)) / -math.log(1e-12))
    assert npmi[0, 2] < -0.9
    assert npmi[3].tolist() == [0, 0, 0, 0]


def test_words_always_together_have_coherence_one() -> None:
    windows = windows_of_texts(
        ["tank siege", "tank siege", "vote ballot"], np.array(["ballot", "siege", "tank", "vote"])
    )
    assert coherence(windows, [np.array([1, 2]), np.array([0, 3])]) == pytest.approx([1, 1])
    assert np.isnan(coherence(windows, [np.array([1])])[0])


def test_overlap_by_hand() -> None:
    # Two words of four in common, none, and all.
    found = word_overlap([np.array([1, 2, 3])], [np.array([2, 3, 4]), np.array([5]), np.array([3, 2, 1])])
    assert found.tolist() == [[0.5, 0.0, 1.0]]
    assert word_overlap([np.array([1])], []).shape == (1, 0)


def test_articles_with_one_word_of_their_topic_are_loose() -> None:
    # Words 0 and 1 are the first topic's, 2 and 3 the second's. Articles: both own words; one, used often; one and a
    # word of the other topic; none; both; no topic.
    counts = sparse.csr_matrix([[1, 1, 0, 0], [9, 0, 0, 0], [0, 1, 1, 0], [1, 1, 0, 0], [1, 1, 1, 1], [1, 1, 0, 0]])
    topic = np.array([0, 0, 0, 1, 1, 2])
    found = are_loose(counts, topic, [np.array([0, 1]), np.array([2, 3])])
    assert found.tolist() == [False, True, True, True, False, True]


def test_word_weights_by_hand() -> None:
    # Topic 0: a 30 times in 16 of its articles, b 10 times in 4; topic 1: b 40 times in 25.
    topics = TopicCounts(np.array([[30, 10], [0, 40]]), np.array([[16, 4], [0, 25]]))
    weights = word_weights(topics)
    overall_a, overall_b = 30 / 80, 50 / 80
    assert weights[0, 0] == pytest.approx(3 / 4 * math.log(3 / 4 / overall_a) * (1 - 2 / 4))
    # Four articles: 1 - 2 / sqrt(4) is nothing, a fiftieth is kept.
    assert weights[0, 1] == pytest.approx(1 / 4 * math.log(1 / 4 / overall_b) * 0.02)
    assert weights[1] == pytest.approx([0, math.log(1 / overall_b) * (1 - 2 / 5)])


def test_words_that_occur_together_are_chosen_before_heavier_ones() -> None:
    terms = np.array(["ballot", "loner", "siege", "tank"])
    windows = windows_of_texts(["tank siege"] * 40 + ["loner"] * 40 + ["ballot"] * 10, terms)
    weights = np.array([[0.0, 0.8, 0.7, 1.0]])
    assert terms[choose_words(weights, windows, terms, top=2)[0]].tolist() == ["tank", "siege"]
    without_windows = choose_words(weights, no_windows(4), terms, top=2)[0]
    assert terms[without_windows].tolist() == ["tank", "loner"]


def test_a_word_is_shown_where_it_weighs_most() -> None:
    terms = np.array(["ballot", "both", "siege", "tank", "vote"])
    weights = np.array([[0.0, 0.5, 0.4, 1.0, 0.0], [0.3, 0.6, 0.0, 0.0, 1.0]])
    first, second = choose_words(weights, no_windows(5), terms, top=2)
    assert terms[first].tolist() == ["tank", "siege"]
    assert terms[second].tolist() == ["vote", "both"]


def test_a_possessive_gives_way_to_its_name() -> None:
    terms = np.array(["osk", "osk's", "tank"])
    assert terms[choose_words(np.array([[1.0, 0.9, 0.8]]), no_windows(3), terms, top=3)[0]].tolist() == [
        "osk",
        "tank",
    ]


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
