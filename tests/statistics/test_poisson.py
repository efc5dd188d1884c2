"""Poisson tails and intervals against published figures and sums by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.statistics import poisson_interval, poisson_p


def test_garwood_s_interval() -> None:
    # Garwood (1936), table 1: 95 % limits of 0, 1, 10 and 50.
    low, high = poisson_interval(np.array([0, 1, 10, 50]), 0.95)
    assert low.round(2).tolist() == [0, 0.03, 4.8, 37.11]
    assert high.round(2).tolist() == [3.69, 5.57, 18.39, 65.92]


@given(st.integers(0, 300), st.floats(0.01, 300))
def test_the_test_and_the_interval_say_the_same(observed: int, expected: float) -> None:
    low, high = poisson_interval(np.array([observed]), 0.99)
    p = poisson_p(np.array([observed]), np.array([expected]))[0]
    if abs(p - 0.01) > 1e-9:
        assert (p < 0.01) == bool(expected < low[0] or expected > high[0])


def test_tails_by_hand() -> None:
    # e^-1 (1 + 1 + 1/2 + 1/6 + 1/24) is all but P(X >= 5).
    upper = 1 - np.exp(-1) * (1 + 1 + 1 / 2 + 1 / 6 + 1 / 24)
    p = poisson_p(np.array([5, 0, 1, 0]), np.array([1.0, 3.0, 1.0, 0.0]))
    assert p.tolist() == pytest.approx([2 * upper, 2 * np.exp(-3), 1, 1])
