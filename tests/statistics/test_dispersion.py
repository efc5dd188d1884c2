"""Dispersion against published examples, and its fit on frequency against scikit-learn."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from analysis.statistics import deviation_of_proportions


def test_dispersion_of_the_published_examples() -> None:
    # Lijffijt & Gries (2012), p. 148: three equal parts with 2/3, 1/3 and none of the uses; DP 1/3, normalised 1/2.
    assert deviation_of_proportions(np.array([[2], [1], [0]]), np.array([7, 7, 7])) == pytest.approx(0.5)
    # Gries (2008), p. 406 and (2020, A Practical Handbook of Corpus Linguistics, ch. 5): five parts of 50 words
    #   b a m n i b e u p / b a s a t b e w q n / b c a g a b e s t a / b a g h a b e a a t / b a h a a b e a x a t;
    # of "a" the parts hold 1 to 5 uses: DP = .18, divided by 1 - .18.
    words = np.array([9, 10, 10, 10, 11])
    a, i = np.array([1, 2, 3, 4, 5]), np.array([1, 0, 0, 0, 0])
    np.testing.assert_allclose(deviation_of_proportions(np.column_stack([a, i]), words), [0.18 / 0.82, 1])


def test_dispersion_extremes() -> None:
    words = np.array([100, 300, 600])
    as_words, smallest, largest, never = [1, 3, 6], [5, 0, 0], [0, 0, 5], [0, 0, 0]
    spread = deviation_of_proportions(np.array([as_words, smallest, largest, never]).T, words)
    np.testing.assert_allclose(spread, [0, 1, 0.4 / 0.9, np.nan])
    # A part without words is no part.
    with_empty = deviation_of_proportions(np.array([[1], [0], [3]]), np.array([10, 0, 10]))
    assert with_empty == deviation_of_proportions(np.array([[1], [3]]), np.array([10, 10])) == pytest.approx(0.5)
    assert np.isnan(deviation_of_proportions(np.array([[4], [0]]), np.array([10, 0]))[0])


@given(arrays(np.int64, (4, 3), elements=st.integers(0, 50)), arrays(np.int64, 4, elements=st.integers(1, 1000)))
def test_dispersion_lies_between_0_and_1_whatever_the_order(uses: np.ndarray, words: np.ndarray) -> None:
    spread = deviation_of_proportions(uses, words)
    used = uses.sum(axis=0) > 0
    assert np.isnan(spread[~used]).all()
    assert ((spread[used] >= 0) & (spread[used] <= 1 + 1e-12)).all()
    np.testing.assert_allclose(deviation_of_proportions(uses[::-1], words[::-1]), spread)
