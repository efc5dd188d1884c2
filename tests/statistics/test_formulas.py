"""Log odds, association, divergence, dispersion and Poisson tails: by hand, as published, and by other programs."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.spatial.distance import jensenshannon
from scipy.stats import chi2_contingency

from analysis.statistics.association import log_dice, log_likelihood
from analysis.statistics.distributions import deviation_of_proportions, entropy, jensen_shannon
from analysis.statistics.keyness import log_odds_ratio
from analysis.statistics.tails import poisson_interval, poisson_p

# A published table, not ours: github.com/kenlimmj/fightin-words, README ("informed example"): z of the words of "the
# quick brown fox jumps over the lazy pig" against "the lazy purple pig jumps over the lazier donkey", where the
# second text has 1,000 "very"; their prior is 1/1000 instead of .05.
VERY = {
    "very": (0, 1000, 0.001, -0.4368846171934332), "purple": (0, 1, 0.05, 0.3539801999989518),
    "sleepy": (0, 1, 0.05, 0.3539801999989518), "donkey": (0, 1, 0.05, 0.3539801999989518),
    "quick": (1, 0, 0.05, 1.7087406001344665), "brown": (1, 0, 0.05, 1.7087406001344665),
    "fox": (1, 0, 0.05, 1.7087406001344665), "jumps": (1, 1, 0.05, 3.4605672465974453),
    "over": (1, 1, 0.05, 3.4605672465974453), "lazy": (1, 1, 0.05, 3.4605672465974453),
    "pig": (1, 1, 0.05, 3.4605672465974453), "the": (2, 2, 0.05, 4.961066225017743),
}  # fmt: skip
USES = arrays(np.int64, (2, 5), elements=st.integers(0, 500))


def test_published_z_of_an_informative_prior() -> None:
    here, there, prior, published = np.array(list(VERY.values())).T
    _, z = log_odds_ratio(here, here.sum(), there, there.sum(), prior, prior.sum())
    np.testing.assert_allclose(z, published, rtol=1e-12)


@given(USES, arrays(float, 5, elements=st.floats(0.001, 50)))
def test_any_table_equals_the_paper_written_out(uses: np.ndarray, prior: np.ndarray) -> None:
    # Monroe, Colaresi & Quinn (2008), eqs 15, 20 and 22, word by word.
    n_i, n_j, a_0 = int(uses[0].sum()), int(uses[1].sum()), float(prior.sum())
    log_odds, z = log_odds_ratio(uses[0], n_i, uses[1], n_j, prior, a_0)
    for w in range(5):
        y_i, y_j, a_w = int(uses[0, w]), int(uses[1, w]), float(prior[w])
        delta = math.log((y_i + a_w) / (n_i + a_0 - y_i - a_w)) - math.log((y_j + a_w) / (n_j + a_0 - y_j - a_w))
        sigma = math.sqrt(1 / (y_i + a_w) + 1 / (y_j + a_w))
        assert log_odds[w] == pytest.approx(delta, rel=1e-9, abs=1e-9)
        assert z[w] == pytest.approx(delta / sigma, rel=1e-9, abs=1e-9)


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
