"""Several statistics judged by the same shuffles, and the difference of two shares, against known answers."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import gamma, norm, t

from analysis.statistics import difference_interval, divergence_tail, judge_together


def test_a_single_p_is_the_tail_of_what_the_shuffles_follow() -> None:
    rng = np.random.default_rng(0)
    shuffled = np.column_stack([rng.normal(3, 2, 20_000), rng.gamma(4, size=20_000)])
    p = judge_together(np.array([3 + 2 * 3.5, 14.0]), shuffled).p
    assert p == pytest.approx([2 * norm.sf(3.5), 2 * gamma.sf(14, 4)], rel=0.2)


def test_together_is_the_smallest_of_many() -> None:
    rng = np.random.default_rng(1)
    one = rng.normal(size=(4000, 1))
    # Twenty copies are one test; twenty independent ones are as likely to reach it as 1 - (1 - p)^20.
    assert judge_together(np.full(20, 2.5), np.repeat(one, 20, axis=1)).p_adjusted == pytest.approx(0.0124, abs=0.006)
    several = judge_together(np.r_[2.5, np.zeros(19)], rng.normal(size=(4000, 20)))
    assert several.p_adjusted[0] == pytest.approx(1 - (1 - 0.0124) ** 20, abs=0.03)
    assert (several.p_adjusted[1:] == 1).all()


def test_one_that_is_certain_does_not_hide_the_next() -> None:
    rng = np.random.default_rng(2)
    tests = judge_together(np.array([9.0, 2.1]), rng.normal(size=(2000, 2)))
    # The second is then tested alone.
    assert tests.p_adjusted[1] == pytest.approx(2 * norm.sf(2.1), abs=0.015)
    assert tests.tier.tolist() == ["clear", "clear"]


def test_what_no_shuffle_moves_is_not_tested() -> None:
    shuffled = np.column_stack([np.full(500, 0.1), np.random.default_rng(3).normal(size=500)])
    tests = judge_together(np.array([0.1, 3.5]), shuffled)
    assert (tests.p[0], tests.p_adjusted[0], tests.tier[0]) == (1, 1, "")
    assert tests.tier[1] == "clear"
    assert judge_together(np.zeros(0), np.zeros((500, 0))).tier.tolist() == []


def wilson(count: int, n: int) -> tuple[np.ndarray, ...]:
    share, z = count / n, norm.ppf(0.975)
    middle, half = 2 * count + z**2, z * np.sqrt(z**2 + 4 * count * (1 - share))
    return np.array(share), (middle - half) / (2 * (n + z**2)), (middle + half) / (2 * (n + z**2))


@pytest.mark.parametrize(
    ("one", "other", "published"),
    # Newcombe (1998), Statistics in Medicine 17, table II, method 10, contrasts (a), (e) and (g).
    [((56, 70), (48, 80), (0.0524, 0.3339)), ((5, 56), (0, 29), (-0.0381, 0.1926)), ((10, 10), (0, 10), (0.6075, 1))],
)
def test_the_interval_of_a_difference_as_published(
    one: tuple[int, int], other: tuple[int, int], published: tuple[float, float]
) -> None:
    low, high = difference_interval(wilson(*one), wilson(*other))
    assert (float(low), min(float(high), 1)) == pytest.approx(published, abs=6e-5)


def test_a_tail_beyond_all_shuffles() -> None:
    shuffled = np.random.default_rng(4).gamma(4, size=50_000)
    assert divergence_tail(16.0, shuffled) == pytest.approx(gamma.sf(16, 4), rel=0.2)
    # Of few shuffles the errors of mean and deviation are allowed for: here exactly, as the skewness is nearly 0.
    few = np.tile([999.0, 1001.0], 10)
    assert divergence_tail(1003.0, few) == pytest.approx(t.sf(3 / few.std(ddof=1) / np.sqrt(1.05), 19), rel=0.02)
    # With a skewness of 0 by accident that of the gamma distribution holds: here of shape 4 and 1.25 times the mean.
    even = np.tile([2.5, 7.5], 5000)
    assert divergence_tail(15.0, even) == pytest.approx(gamma.sf(12, 4), rel=0.02)
    assert divergence_tail(0.2, np.full(99, 0.2)) == 1
