"""Log odds, association and divergence against hand counts, published figures and other implementations."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.spatial.distance import jensenshannon
from scipy.stats import chi2_contingency

from analysis.statistics import entropy, jensen_shannon, log_dice, log_likelihood, log_odds_ratio

# A published table, not ours: github.com/kenlimmj/fightin-words, README ("uninformed example"): z of the words of
# "the quick brown fox jumps over the lazy pig" against "the lazy purple pig jumps over the lazier donkey", prior .05.
FOX = {
    "brown": (1, 0, 0.6894227886807968), "donkey": (0, 1, -0.6894227886807968), "fox": (1, 0, 0.6894227886807968),
    "jumps": (1, 1, 0.0), "lazier": (0, 1, -0.6894227886807968), "lazy": (1, 1, 0.0), "over": (1, 1, 0.0),
    "pig": (1, 1, 0.0), "purple": (0, 1, -0.6894227886807968), "quick": (1, 0, 0.6894227886807968), "the": (2, 2, 0.0),
}  # fmt: skip
# The same place, "informed example": the second text has 1,000 "very"; their prior is 1/1000 instead of .05.
VERY = {
    "very": (0, 1000, 0.001, -0.4368846171934332), "purple": (0, 1, 0.05, 0.3539801999989518),
    "sleepy": (0, 1, 0.05, 0.3539801999989518), "donkey": (0, 1, 0.05, 0.3539801999989518),
    "quick": (1, 0, 0.05, 1.7087406001344665), "brown": (1, 0, 0.05, 1.7087406001344665),
    "fox": (1, 0, 0.05, 1.7087406001344665), "jumps": (1, 1, 0.05, 3.4605672465974453),
    "over": (1, 1, 0.05, 3.4605672465974453), "lazy": (1, 1, 0.05, 3.4605672465974453),
    "pig": (1, 1, 0.05, 3.4605672465974453), "the": (2, 2, 0.05, 4.961066225017743),
}  # fmt: skip
USES = arrays(np.int64, (2, 5), elements=st.integers(0, 500))


def test_published_z_of_an_even_prior() -> None:
    here, there, z = np.array(list(FOX.values())).T
    odds = log_odds_ratio(here, here.sum(), there, there.sum(), np.full(11, 0.05), 11 * 0.05)
    np.testing.assert_allclose(odds.z, z, rtol=1e-12, atol=1e-12)


def test_published_z_of_an_informative_prior() -> None:
    here, there, prior, z = np.array(list(VERY.values())).T
    odds = log_odds_ratio(here, here.sum(), there, there.sum(), prior, prior.sum())
    np.testing.assert_allclose(odds.z, z, rtol=1e-12)


def test_a_table_by_hand() -> None:
    # 30 of 100 words here, 10 of 100 there; prior 4 of 20: 34/86 against 14/106.
    odds = log_odds_ratio(np.array([30]), 100, np.array([10]), 100, np.array([4.0]), 20)
    assert odds.log_odds[0] == pytest.approx(math.log(34 / 86) - math.log(14 / 106))
    assert odds.variance[0] == pytest.approx(1 / 34 + 1 / 14)
    assert odds.z[0] == pytest.approx((math.log(34 / 86) - math.log(14 / 106)) / math.sqrt(1 / 34 + 1 / 14))


@given(USES, arrays(float, 5, elements=st.floats(0.001, 50)))
def test_any_table_equals_the_paper_written_out(uses: np.ndarray, prior: np.ndarray) -> None:
    # Monroe, Colaresi & Quinn (2008), eqs 15, 20 and 22, word by word.
    n_i, n_j, a_0 = int(uses[0].sum()), int(uses[1].sum()), float(prior.sum())
    odds = log_odds_ratio(uses[0], n_i, uses[1], n_j, prior, a_0)
    for w in range(5):
        y_i, y_j, a_w = int(uses[0, w]), int(uses[1, w]), float(prior[w])
        delta = math.log((y_i + a_w) / (n_i + a_0 - y_i - a_w)) - math.log((y_j + a_w) / (n_j + a_0 - y_j - a_w))
        sigma = math.sqrt(1 / (y_i + a_w) + 1 / (y_j + a_w))
        assert odds.log_odds[w] == pytest.approx(delta, rel=1e-9, abs=1e-9)
        assert odds.z[w] == pytest.approx(delta / sigma, rel=1e-9, abs=1e-9)


@given(USES)
def test_equal_sides_differ_in_nothing_and_exchanged_sides_in_sign(uses: np.ndarray) -> None:
    prior = 0.1 * uses.sum(axis=0) + 0.1
    n = uses.sum(axis=1)
    same = log_odds_ratio(uses[0], n[0], uses[0], n[0], prior, prior.sum())
    assert not same.log_odds.any()
    assert not same.z.any()
    there = log_odds_ratio(uses[0], n[0], uses[1], n[1], prior, prior.sum())
    back = log_odds_ratio(uses[1], n[1], uses[0], n[0], prior, prior.sum())
    np.testing.assert_allclose(there.log_odds, -back.log_odds)
    np.testing.assert_allclose(there.z, -back.z)


def test_the_prior_pulls_towards_no_difference() -> None:
    here, there = np.array([30, 70]), np.array([10, 90])
    strength = [0.01, 1.0, 10.0, 1000.0]
    pulled = [log_odds_ratio(here, 100, there, 100, s * np.array([0.4, 1.6]), 2 * s).log_odds[0] for s in strength]
    assert pulled == sorted(pulled, reverse=True)
    assert pulled[0] == pytest.approx(math.log(30 / 70) - math.log(10 / 90), abs=0.01)
    assert 0 < pulled[-1] < 0.1


def test_log_dice_by_hand() -> None:
    # Rychlý (2008), section 3: 14 when all uses of both words are together; one less for half as many together.
    assert log_dice(np.array([8, 4, 2]), np.array([16, 16, 16])).tolist() == [14.0, 13.0, 12.0]
    # Three words of 10, 10 and 28 uses, together in 4: 14 + log2(3 * 4 / 48) = 12.
    assert log_dice(np.array([4]), np.array([48]), 3).tolist() == [12.0]
    assert log_dice(np.array([4, 6]), np.array([48, 12]), np.array([3, 2])).tolist() == [12.0, 14.0]


def test_log_likelihood_of_the_published_tables() -> None:
    # Dunning (1993), section 6: -2 log lambda, k(A B), k(A ~B), k(~A B), k(~A ~B) of the first pairs in 31,777 words:
    # the swiss, can be, previous year, mineral water.
    published = [
        (270.72, 110, 2442, 111, 29114), (263.90, 29, 13, 123, 31612), (256.84, 31, 23, 139, 31584),
        (167.23, 10, 0, 3, 31764),
    ]  # fmt: skip
    g2, *cells = np.array(published).T
    np.testing.assert_allclose(log_likelihood(*cells), g2, atol=0.005)


@given(arrays(np.int64, (4, 6), elements=st.integers(0, 500)).filter(lambda cells: cells.any(axis=0).all()))
def test_log_likelihood_equals_scipy_and_is_0_for_independence(cells: np.ndarray) -> None:
    found = log_likelihood(*cells)
    for (a, b, c, d), g2 in zip(cells.T, found, strict=True):
        table = np.array([[a, b], [c, d]])
        if table.any(axis=0).all() and table.any(axis=1).all():
            expected = chi2_contingency(table, correction=False, lambda_="log-likelihood").statistic
            assert g2 == pytest.approx(expected, rel=1e-9, abs=1e-9)
        else:  # one side is everything: there is nothing to depend on
            assert g2 == pytest.approx(0, abs=1e-9)
    np.testing.assert_allclose(found, log_likelihood(*cells[[0, 2, 1, 3]]), atol=1e-9)
    assert log_likelihood(2, 6, 10, 30) == pytest.approx(0, abs=1e-12)
    assert np.isnan(log_likelihood(0, 0, 0, 0))


def test_entropy_by_hand() -> None:
    assert entropy(np.array([[0.5, 0.5, 0], [1, 0, 0], [0.25, 0.25, 0.5]])).tolist() == [1.0, 0.0, 1.5]


def test_divergence_by_hand() -> None:
    assert jensen_shannon(np.array([0.5, 0.5, 0, 0]), np.array([0, 0, 0.3, 0.7])) == pytest.approx(1)
    assert jensen_shannon(np.array([0.2, 0.8]), np.array([0.2, 0.8])) == 0
    # (1, 0) and (1/2, 1/2): H(3/4, 1/4) - (0 + 1) / 2.
    assert jensen_shannon(np.array([1, 0]), np.array([0.5, 0.5])) == pytest.approx(2 - 0.75 * math.log2(3) - 0.5)


def test_rounding_makes_no_negative_divergence() -> None:
    rng = np.random.default_rng(0)
    shares = rng.dirichlet(np.ones(50), size=300)
    nearly = shares * (1 + 1e-9 * rng.normal(size=shares.shape))
    divergence = jensen_shannon(shares, nearly / nearly.sum(axis=1, keepdims=True))
    assert (divergence >= 0).all()
    assert (divergence < 1e-12).all()


@given(arrays(np.int64, (2, 7), elements=st.integers(0, 1000)).filter(lambda uses: uses.any(axis=1).all()))
def test_divergence_equals_scipy(uses: np.ndarray) -> None:
    shares = uses / uses.sum(axis=1, keepdims=True)
    divergence = jensen_shannon(shares[0], shares[1])
    # Scipy gives its root, and not a number where rounding makes the divergence of equal shares negative.
    with np.errstate(invalid="ignore"):
        root = np.nan_to_num(jensenshannon(shares[0], shares[1], base=2))
    assert divergence == pytest.approx(root**2, abs=1e-9)
    assert divergence == jensen_shannon(shares[1], shares[0])
    assert 0 <= divergence <= 1 + 1e-12
