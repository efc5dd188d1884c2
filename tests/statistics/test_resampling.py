"""Resampling, shuffled labels and corrections against published examples, scipy and hand counts."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import false_discovery_control, gamma, norm, t

from analysis.statistics.excess_divergence import divergence_tail
from analysis.statistics.permutation import (
    blocks_of_groups,
    false_discovery_rate,
    judge_together,
    shuffle_labels,
    swap_with_singletons,
)
from analysis.statistics.resampling import (
    bootstrap_weights,
    difference_interval,
    percentile_interval,
    ratio_interval,
    resampling_units,
    share_interval,
)
from analysis.tables import round_significant


@given(arrays(float, st.integers(1, 30), elements=st.floats(0, 1)))
def test_q_values_equal_scipy(p: np.ndarray) -> None:
    np.testing.assert_allclose(false_discovery_rate(p), false_discovery_control(p, method="bh"), rtol=1e-12)


def test_q_values_keep_the_shape_of_the_table() -> None:
    table = np.array([[0.01, 0.5], [0.02, 0.03]])
    assert false_discovery_rate(table).tolist() == [[0.04, 0.5], [0.04, 0.04]]
    assert false_discovery_rate(np.zeros((0, 3))).shape == (0, 3)


@given(st.integers(1, 300), st.integers(0, 5))
def test_each_resample_takes_as_many_units_as_there_are(n_units: int, seed: int) -> None:
    weights = bootstrap_weights(n_units, seed, draws=20)
    assert weights.shape == (20, n_units)
    assert (weights.sum(axis=1) == n_units).all()
    assert (weights == weights.round()).all()
    assert (weights >= 0).all()
    assert (weights == bootstrap_weights(n_units, seed, draws=20)).all()


def test_other_seeds_give_other_draws_and_units_are_equally_likely() -> None:
    weights = bootstrap_weights(40, seed=1, draws=5000)
    assert (weights[:20] != bootstrap_weights(40, seed=2, draws=20)).any()
    # The mean of 5,000 counts of variance 39/40 has a standard error of .014.
    assert np.abs(weights.mean(axis=0) - 1).max() < 0.06


def test_the_interval_is_the_middle_of_the_draws() -> None:
    assert percentile_interval(np.arange(1001.0)) == (pytest.approx(25), pytest.approx(975))


def test_draws_that_could_not_be_computed_are_left_out_up_to_half_of_them() -> None:
    draws = np.column_stack([[1.0, 2, 3, np.nan], [5.0, 5, np.nan, np.nan], [1, np.nan, np.nan, np.nan], [np.nan] * 4])
    low, high = percentile_interval(draws)
    np.testing.assert_allclose(low, [1.05, 5, np.nan, np.nan])
    np.testing.assert_allclose(high, [2.95, 5, np.nan, np.nan])


def test_the_interval_of_a_mean_is_the_one_theory_gives() -> None:
    # 400 units of equal size: the ratio is a mean, its error the standard deviation over 20.
    parts = np.random.default_rng(3).poisson(5, size=(400, 1))
    low, high = ratio_interval(parts, np.full((400, 1), 100), seed=0)
    error = parts.std() / 20 / 100
    assert low[0] == pytest.approx(parts.mean() / 100 - 1.96 * error, abs=0.2 * error)
    assert high[0] == pytest.approx(parts.mean() / 100 + 1.96 * error, abs=0.2 * error)


def test_intervals_cover_the_truth_as_often_as_they_say() -> None:
    rng = np.random.default_rng(8)
    inside = 0
    for trial in range(200):
        words = rng.integers(50, 400, size=(80, 1))
        low, high = ratio_interval(rng.binomial(words, 0.02), words, seed=trial)
        inside += low[0] <= 0.02 <= high[0]
    # 190 expected; a percentile interval falls somewhat short, and 200 trials have a standard error of 3.
    assert 176 <= inside <= 199


def test_draws_of_units_without_words_are_left_out() -> None:
    # One draw in 27 takes the empty unit three times: 0 of 0 words. All others lie between 1/4 and 3/4.
    low, high = ratio_interval(np.array([[1], [3], [0]]), np.array([[4], [4], [0]]), seed=0)
    assert (low[0], high[0]) == (0.25, 0.75)
    assert np.isnan(ratio_interval(np.zeros((3, 1), int), np.zeros((3, 1), int), seed=0)[0][0])


def test_rounding_to_six_digits() -> None:
    rounded = {
        123456789.0: 123457000.0, 0.000123456789: 0.000123457, -2.5: -2.5, 0.1 + 0.2: 0.3, 0.0: 0.0,
        999999.7: 1000000.0, np.inf: np.inf, -np.inf: -np.inf,
    }  # fmt: skip
    assert round_significant(np.array(list(rounded))).tolist() == list(rounded.values())


def test_rounding_keeps_missing_numbers_and_shapes() -> None:
    table = round_significant(np.array([[np.nan, 1.23456789], [2, 3]]))
    np.testing.assert_array_equal(table, [[np.nan, 1.23457], [2, 3]])
    assert round_significant(np.array([1.26, 0.0126]), digits=2).tolist() == [1.3, 0.013]


@given(st.floats(-1e300, 1e300))
def test_any_number_is_rounded_like_its_printed_form(number: float) -> None:
    rounded = round_significant(np.array([number]))[0]
    assert rounded == pytest.approx(number, rel=5.1e-6, abs=1e-299)
    assert rounded == pytest.approx(float(f"{number:.5e}"), rel=1.01e-5, abs=1e-299)


def test_nothing_to_resample_gives_no_interval() -> None:
    parts = np.array([[0, 3]] * 12)
    low, high = ratio_interval(parts, np.full((12, 1), 3), seed=0)
    assert np.isnan(low).all()
    assert np.isnan(high).all()


def test_shuffled_labels_keep_copies_together_and_the_texts_of_each_label() -> None:
    period = np.array([0, 0, 1, 2, 2, 1, 0, 2])
    group = np.array([0, 1, 1, 2, 3, 3, 4, 5])  # groups 1 and 3 stand in two periods
    blocks, generator = blocks_of_groups(group), np.random.default_rng(1)
    seen = set()
    for _ in range(60):
        dealt = shuffle_labels(period, blocks, generator)
        assert sorted(dealt) == sorted(period)
        pairs = {frozenset(dealt[group == g]) for g in (1, 3)}
        assert pairs == {frozenset({0, 1}), frozenset({1, 2})}
        seen.add(tuple(dealt))
    # 8 deals of the pairs, 12 of the four other texts (0, 2, 0, 2 deal in 6 ways): 48 in all.
    assert 30 < len(seen) <= 48


def test_stories_that_a_source_takes_over_are_dealt_to_all() -> None:
    # Fifty stories in sources 0 and 1, fifty texts in each of 0, 2 and 3: what 1 has is all taken over.
    label = np.concatenate([np.tile([0, 1], 50), np.repeat([0, 2, 3], 50)])
    blocks = blocks_of_groups(np.concatenate([np.repeat(np.arange(50), 2), np.arange(50, 200)]))
    dealt = swap_with_singletons(label, blocks, np.random.default_rng(0))
    assert np.bincount(dealt).tolist() == np.bincount(label).tolist()
    pairs = np.sort(dealt[:100].reshape(50, 2), axis=1)
    assert (pairs[:, 0] != pairs[:, 1]).all()
    # 0 has 100 of 250 texts, the others 50 each: few pairs keep 0 and 1.
    assert (pairs == [0, 1]).all(axis=1).sum() <= 20
    # Where the single texts are all of one source, its label goes in and others come out.
    label[100:] = 2
    dealt = swap_with_singletons(label, blocks, np.random.default_rng(0))
    assert np.bincount(dealt).tolist() == [50, 50, 150]
    assert (dealt[:100].reshape(50, 2) == 2).any(axis=1).all()


def test_units_are_groups_or_sets_of_groups() -> None:
    unit, groups = resampling_units(np.array([7, 7, 3, 9, 3]))
    assert (unit.tolist(), groups) == ([0, 0, 1, 2, 1], 3)
    unit, groups = resampling_units(np.arange(600))
    assert (len(set(unit.tolist())), groups) == (256, 600)


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


def test_ten_independent_texts_have_an_interval_and_nine_have_none() -> None:
    counts, sizes = np.array([[1, 0], [0, 1]] * 5), np.ones((10, 1), dtype=int)
    assert np.isfinite(share_interval(counts, sizes, 10, seed=0)).all()
    assert np.isnan(share_interval(counts[:9], sizes[:9], 9, seed=0)).all()
