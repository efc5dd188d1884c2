"""Ratios of rates by hand, and their error by moving the weight of each text a little."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse
from scipy.stats import norm

from analysis.statistics.keyness import Part, rate_ratio


def part(uses: list[int], words: list[int]) -> Part:
    """Make one side of a single term."""
    return Part(sparse.csr_matrix(np.array(uses)[:, None]), np.array(words))


def test_plain_ratio() -> None:
    """6 uses in 300 words against 2 in 400: four times as often."""
    ratio = rate_ratio(part([4, 2, 0, 0], [100, 200, 0, 0]), part([0, 0, 1, 1], [0, 0, 300, 100]))
    assert ratio.ratio[0] == pytest.approx(4)
    assert ratio.low[0] < 4 < ratio.high[0]


def test_what_only_topics_differ_in_cancels() -> None:
    """Both write 1 % in the first topic and 10 % in the second, which one side writes about more."""
    here, there = part([9, 10, 0, 0], [900, 100, 0, 0]), part([0, 0, 1, 90], [0, 0, 100, 900])
    assert rate_ratio(here, there).ratio[0] == pytest.approx(19 / 91)
    assert rate_ratio(here, there, stratum=np.array([0, 1, 0, 1])).ratio[0] == pytest.approx(1)


@pytest.mark.parametrize("strata", [1, 3])
def test_error_is_what_each_text_moves(strata: int) -> None:
    """The infinitesimal jackknife: the derivative by the weight of each text, here by finite differences."""
    random = np.random.default_rng(7)
    uses, words = random.poisson(2, 40), random.integers(50, 500, 40)
    side = random.random(40) < 0.4
    both = np.arange(40) == 5
    stratum = np.arange(40) % strata
    parts = [np.column_stack([uses * on, words * on]) for on in (side | both, ~side)]

    def log_ratio(weight: np.ndarray) -> float:
        y, x = ([np.bincount(stratum, weight * p[:, k]) for k in (0, 1)] for p in parts)
        return float(np.log((y[0] * x[1] / (y[1] + x[1])).sum() / (x[0] * y[1] / (y[1] + x[1])).sum()))

    moved = [(log_ratio(np.ones(40) + 1e-5 * (np.arange(40) == i)) - log_ratio(np.ones(40))) / 1e-5 for i in range(40)]
    here, there = (Part(sparse.csr_matrix(p[:, [0]]), p[:, 1]) for p in parts)
    got = rate_ratio(here, there, 0.9, stratum)
    reach = norm.ppf(0.95) * np.sqrt(np.square(moved).sum())
    assert np.log(got.high[0] / got.ratio[0]) == pytest.approx(reach, rel=1e-3)
    assert np.log(got.ratio[0] / got.low[0]) == pytest.approx(reach, rel=1e-3)


def test_interval_holds_the_true_ratio() -> None:
    """Bursty uses in 60 and 120 texts, three times as often here, 400 corpora: about 95 %."""
    random = np.random.default_rng(11)
    held = []
    for _ in range(400):
        rate = np.r_[np.full(60, 3.0), np.full(120, 1.0)] * random.gamma(1, 1, 180)
        uses, here = random.poisson(rate), np.arange(180) < 60
        words = np.full(180, 300)
        sides = [Part(sparse.csr_matrix((uses * on)[:, None]), words * on) for on in (here, ~here)]
        got = rate_ratio(*sides)
        held.append(got.low[0] <= 3 <= got.high[0])
    assert 0.91 <= np.mean(held) <= 0.98


def test_a_term_unused_there_has_a_lower_end_alone() -> None:
    """The other 40 texts could still hold it in 1 - .025^(1/40) = 8.8 % of them."""
    ratio = rate_ratio(part([2, 2] + [0] * 40, [100, 100] + [0] * 40), part([0, 0] + [0] * 40, [0, 0] + [100] * 40))
    assert np.isnan(ratio.ratio[0])
    assert np.isnan(ratio.high[0])
    # Two uses a holding text in at most 3.52 texts of 4,000 words, against 4 in 200 words, without error here.
    assert ratio.low[0] == pytest.approx((4 / 200) / (2 * 40 * (1 - 0.025 ** (1 / 40)) / 4000))
    turned = rate_ratio(part([0, 0] + [0] * 40, [0, 0] + [100] * 40), part([2, 2] + [0] * 40, [100, 100] + [0] * 40))
    assert (turned.ratio[0], turned.low[0]) == (0, 0)
    assert turned.high[0] == pytest.approx(1 / ratio.low[0])
