"""Shares with something else held equal: by hand, against regressions on part and strata, and what intervals hold."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse
from scipy.stats import binomtest
from sklearn.linear_model import LogisticRegression

from analysis.statistics.stratified_shares import StratifiedShares, stratified_shares


def compare(held: np.ndarray, part: np.ndarray, stratum: np.ndarray) -> StratifiedShares:
    """Compare parts whose texts are all their own."""
    copies = sparse.csr_matrix((np.ones(len(part), dtype=np.int64), (np.arange(len(part)), part)))
    items = sparse.csr_matrix(np.asarray(held, dtype=np.int64).reshape(len(part), -1))
    return stratified_shares(items, copies, stratum, int(stratum.max()) + 1)


def test_a_difference_is_turned_round_when_the_time_is_held_equal() -> None:
    # First period: 45 of 90 texts of A, 6 of 10 of B. Second: 1 of 10 and 18 of 90. Both periods weigh 90 x 10 / 100.
    cells = [(0, 0, 90, 45), (1, 0, 10, 6), (0, 1, 10, 1), (1, 1, 90, 18)]
    part, stratum = (np.repeat([cell[k] for cell in cells], [cell[2] for cell in cells]) for k in (0, 1))
    held = np.concatenate([np.arange(n) < k for _, _, n, k in cells])
    raw, equal = compare(held, part, np.zeros_like(stratum)), compare(held, part, stratum)
    assert raw.difference.ravel() == pytest.approx([0.22, -0.22])
    assert equal.share.ravel() == pytest.approx([(0.5 + 0.1) / 2, (0.6 + 0.2) / 2])
    assert equal.difference.ravel() == pytest.approx([-0.1, 0.1])
    assert equal.difference_low.ravel() == pytest.approx(-equal.difference_high.ravel()[::-1])
    assert equal.texts.tolist() == equal.texts_others.tolist() == [100, 100]


def test_a_text_of_two_parts_is_on_both_sides_and_a_stratum_of_one_part_is_on_none() -> None:
    # Text 0 is of both; stratum 1 has texts of the second part alone.
    copies = sparse.csr_matrix(np.array([[1, 2], [1, 0], [0, 1], [0, 1]]))
    items = sparse.csr_matrix(np.array([[1], [0], [0], [1]]))
    found = stratified_shares(items, copies, np.array([0, 0, 0, 1]), 2)
    assert found.texts.tolist() == [2, 2]
    assert found.texts_others.tolist() == [2, 2]
    assert found.share.ravel().tolist() == [0.5, 0.5]
    assert np.isnan(compare(np.array([1, 0]), np.array([0, 1]), np.array([0, 1])).difference).all()


@pytest.mark.parametrize("holding", [0, 1, 7, 19, 20])
def test_without_strata_the_interval_of_a_share_is_the_exact_one(holding: int) -> None:
    held, part = np.arange(40) < holding, np.repeat([0, 1], 20)
    found, exact = compare(held, part, np.zeros(40, dtype=int)), binomtest(holding, 20).proportion_ci()
    assert (found.low[0, 0], found.high[0, 0]) == pytest.approx((exact.low, exact.high))


def test_the_difference_is_that_of_least_squares_and_its_sign_that_of_a_logistic_regression() -> None:
    random = np.random.default_rng(0)
    for _ in range(20):
        n, n_strata = int(random.integers(60, 200)), int(random.integers(2, 7))
        stratum = random.integers(0, n_strata, n)
        part = (random.random(n) < random.uniform(0.2, 0.8, n_strata)[stratum]).astype(int)
        held = random.random(n) < random.uniform(0.1, 0.9, (n_strata, 2))[stratum, part]
        found = compare(held, part, stratum).difference[1, 0]
        strata = np.eye(n_strata)[stratum]
        design = np.column_stack([part, strata])
        assert found == pytest.approx(np.linalg.lstsq(design, held.astype(float))[0][0])
        logistic = LogisticRegression(C=np.inf, fit_intercept=False, max_iter=2000, tol=1e-8).fit(design, held)
        if abs(found) > 0.01:
            assert np.sign(logistic.coef_[0, 0]) == np.sign(found)


@pytest.mark.parametrize("sizes", [(400, 400), (40, 760), (15, 300)])
def test_intervals_hold_the_truth(sizes: tuple[int, int]) -> None:
    """3,000 items with shares from .002 on that differ between parts and strata: the truth has the weights of all."""
    random = np.random.default_rng(sizes[0])
    part = np.repeat([0, 1], sizes)
    stratum = np.where(part == 0, random.choice(4, len(part), p=[0.4, 0.3, 0.2, 0.1]), random.choice(4, len(part)))
    chance = random.choice([0.002, 0.02, 0.1, 0.4], 3000) * random.uniform(0.5, 2, (4, 2, 3000))
    found = compare(random.random((len(part), 3000)) < chance[stratum, part], part, stratum)
    n, m = (np.bincount(stratum[part == side], minlength=4) for side in (0, 1))
    weight = n * m / (n + m)
    share, others = ((weight[:, None] * chance[:, side]).sum(axis=0) / weight.sum() for side in (0, 1))
    inside = (found.low[0] <= share) & (share <= found.high[0])
    between = (found.difference_low[0] <= share - others) & (share - others <= found.difference_high[0])
    assert inside.mean() >= 0.95
    assert between.mean() >= 0.945
