"""The score test against permutations enumerated one by one, exact distributions, and texts without a difference."""

from __future__ import annotations

import importlib
from dataclasses import fields
from itertools import pairwise, permutations
from math import floor, log2

import numpy as np
import pytest
from scipy import sparse
from scipy.stats import hypergeom, pearson3

from analysis.statistics.house_marks import find_house_marks
from analysis.statistics.permutation import holm_adjusted, name_tiers
from analysis.statistics.score_test import (
    LENGTH_STRATA,
    WHOLE,
    Texts,
    _standardise,
    length_stratum,
    score_test,
    score_texts,
    share_weights,
    sum_scores,
    use_scores,
)
from analysis.statistics.tails import exact_presence_tails, pearson_tail


def texts_of(uses: np.ndarray, source: np.ndarray, words: np.ndarray | None = None) -> Texts:
    """Make texts of one source each."""
    copies = np.zeros((len(uses), int(source.max()) + 1), dtype=np.int64)
    copies[np.arange(len(uses)), source] = 1
    words = np.full(len(uses), 100) if words is None else words
    return Texts(sparse.csr_matrix(uses), words, share_weights(sparse.csr_matrix(copies)))


def dealt_at_random(seed: int, n: int = 300, n_sources: int = 6, n_terms: int = 1500) -> Texts:
    """Deal texts with bursty terms to sources at random."""
    random = np.random.default_rng(seed)
    words = np.exp(random.normal(6, 0.7, n)).astype(np.int64)
    rate = random.choice([0.05, 0.2, 1.0, 3.0], n_terms)
    uses = random.poisson(rate * random.gamma(0.5, 2, (n, n_terms)) * (words / words.mean())[:, None])
    return texts_of(uses[:, (uses > 0).sum(axis=0) >= 10], random.permutation(np.arange(n) % n_sources), words)


def test_moments_are_those_of_all_permutations() -> None:
    """Two strata of four and three texts: 24 x 6 labellings, every one of them counted."""
    weights = np.array([2520, 0, 0, 1260, 0, 2520, 840])
    uses = np.array([3, 0, 1, 0, 2, 0, 1])
    stratum = np.array([0, 0, 0, 0, 1, 1, 1])
    shares = sparse.csr_matrix(np.column_stack([weights, WHOLE - weights]))
    sums = sum_scores(Texts(sparse.csr_matrix(uses[:, None]), np.full(7, 9), shares), stratum, 2)
    for x, product, parts in (
        (uses > 0, sums.held, (sums.holders,) * 3),
        (use_scores(uses), sums.used, (sums.x1, sums.x2, sums.x3)),
    ):
        possible = [
            (weights[[*a, *b]] * x).sum() / WHOLE for a in permutations(range(4)) for b in permutations((4, 5, 6))
        ]
        away = np.array(possible) - np.mean(possible)
        got = _standardise(sums, np.array([0]), np.array([0]), product, parts)
        expected = (np.mean(possible), (away**2).mean(), (away**3).mean())
        assert (got.mean[0], got.variance[0], got.third[0]) == pytest.approx(expected, rel=1e-9)


def test_exact_tails_are_those_of_two_convolved_hypergeometrics() -> None:
    """All numbers of texts in two strata, by scipy; the second term is in nearly all texts."""
    texts, here, holders = np.array([30, 12]), np.array([8, 5]), np.array([[9, 28], [4, 11]])
    for term, held in enumerate(holders.T):
        chance = np.convolve(
            *(hypergeom.pmf(np.arange(d + 1), n, h, d) for n, h, d in zip(texts, held, here, strict=True))
        )
        for observed in np.flatnonzero(chance):
            one = np.array([[held[0]], [held[1]]])
            upper, lower = exact_presence_tails(texts, here, one, np.array([observed]))[:, 0]
            assert upper == pytest.approx(chance[observed:].sum(), rel=1e-9), (term, observed)
            assert lower == pytest.approx(chance[: observed + 1].sum(), rel=1e-9), (term, observed)


@pytest.mark.parametrize(("n", "drawn"), [(600, 300), (820, 250), (2340, 390)])
def test_tails_agree_with_exact_ones_where_many_texts_are_expected(n: int, drawn: int) -> None:
    """Down to 1e-6 within a factor of 1.5 on the heavy side, and never smaller than exact on either."""
    for held in (round(share * n) for share in (0.2, 0.3, 0.5)):
        observed = np.arange(max(0, drawn + held - n), min(drawn, held) + 1)
        texts = texts_of((np.arange(n) < held)[:, None].astype(np.int64), (np.arange(n) >= drawn).astype(np.int64))
        sums = sum_scores(texts, np.zeros(n, dtype=np.int64), 1)
        shown = np.zeros((2, len(observed)), dtype=np.int64) + WHOLE * observed
        cells = np.zeros(len(observed), dtype=np.int64), np.arange(len(observed))
        statistic = _standardise(sums, *cells, shown, (np.repeat(sums.holders, len(observed), axis=1),) * 3)
        upper, lower = statistic.tails(0.5)
        exact = hypergeom.sf(observed - 1, n, held, drawn), hypergeom.cdf(observed, n, held, drawn)
        for got, truth in zip((upper, lower), exact, strict=True):
            near = (truth > 1e-6) & (truth < 0.2)
            assert (got[near] >= 0.99 * truth[near]).all()
        near = (exact[0] > 1e-6) & (exact[0] < 0.2)
        assert (upper[near] <= 1.5 * exact[0][near]).all()


def test_pearson_tail_is_scipys_and_never_below_the_normal_one_on_the_light_side() -> None:
    """scipy.stats.pearson3 is standardised alike."""
    z = np.array([-1.0, 0.5, 3.0, 5.0])
    assert pearson_tail(z, np.float64(0.8)) == pytest.approx(pearson3.sf(z, 0.8), rel=1e-9)
    assert pearson_tail(np.array([4.0]), np.array([-0.8]))[0] == pytest.approx(3.167e-5, rel=1e-3)
    assert pearson_tail(np.array([0.0]), np.array([0.0]))[0] == 0.5


def test_weights_are_parts_of_copies_in_2520ths() -> None:
    """Three copies: thirds. Eleven sources: 229 and one more for the first of equal remainders, adding up to 2520."""
    weights = share_weights(sparse.csr_matrix(np.array([[1, 2, 0], [0, 4, 0], [1, 1, 1]]))).toarray()
    assert weights.tolist() == [[840, 1680, 0], [0, 2520, 0], [840, 840, 840]]
    eleven = share_weights(sparse.csr_matrix(np.ones((1, 11), dtype=np.int64))).toarray()[0]
    assert eleven.tolist() == [230] + [229] * 10
    assert eleven.sum() == WHOLE


def test_strata_of_length_are_half_doublings() -> None:
    """floor(2 log2(words)); exact where words are a power of two."""
    words = np.arange(1, 3000)
    assert length_stratum(words).tolist() == [floor(2 * log2(n) + 1e-12) for n in words]
    assert length_stratum(np.array([0, 2**40])).tolist() == [0, LENGTH_STRATA - 1]


def test_sums_of_different_texts_add_up_in_any_order() -> None:
    """Shards hold different texts."""
    texts = dealt_at_random(1, n_terms=40)
    stratum = length_stratum(texts.words)
    whole = sum_scores(texts, stratum, LENGTH_STRATA)
    order = np.random.default_rng(2).permutation(len(stratum))
    parts = [sum_scores(texts.select(at), stratum[at], LENGTH_STRATA) for at in np.array_split(order, 3)]
    added = parts[2] + parts[0] + parts[1]
    assert all((getattr(added, name) == getattr(whole, name)).all() for name in vars(whole))


def test_p_is_never_too_small_for_equal_sources() -> None:
    """Six sources of 50 texts, four corpora: P(p <= a) <= a, up to chance."""
    p = np.concatenate([(test := score_test(_sums(dealt_at_random(seed)))).p[test.varies] for seed in range(4)])
    for a, slack in ((0.05, 1.0), (0.01, 1.0), (0.001, 1.3)):
        assert (p <= a).mean() <= slack * a


def _sums(texts: Texts) -> object:
    return sum_scores(texts, length_stratum(texts.words), LENGTH_STRATA)


def test_chosen_cells_are_those_of_all() -> None:
    """The same p, whether all are tested or a few."""
    sums = _sums(dealt_at_random(9, n_terms=60))
    source, term = np.array([5, 0, 3]), np.array([1, 1, 20])
    every, some = score_test(sums), score_test(sums, (source, term))
    assert some.p.tolist() == every.p[source, term].tolist()
    assert some.direction.tolist() == every.direction[source, term].tolist()


def test_terms_tested_some_at_a_time_are_tested_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = dealt_at_random(9, n_terms=60)
    stratum = np.arange(len(texts.words)) % 7
    cells = np.array([5, 0, 3, 1]), np.array([50, 1, 20, 1])
    whole = score_texts(texts, None, stratum), score_texts(texts, cells, stratum)
    monkeypatch.setattr(importlib.import_module("analysis.statistics.score_test"), "_SUMS_AT_ONCE", 500)
    parts = score_texts(texts, None, stratum), score_texts(texts, cells, stratum)
    for one, other in zip(whole, parts, strict=True):
        for part in fields(one):
            assert getattr(one, part.name).tolist() == getattr(other, part.name).tolist()


def test_presence_and_use_are_both_found() -> None:
    """A word in half of one source's texts and a tenth of the others'; one used three times as often in as many."""
    random = np.random.default_rng(5)
    source = np.arange(300) % 6
    found = []
    for _ in range(20):
        spread = random.random(300) < np.where(source == 2, 0.5, 0.1)
        often = (random.random(300) < 0.5) * (1 + random.poisson(np.where(source == 2, 5, 1)))
        test = score_test(_sums(texts_of(np.column_stack([spread.astype(int), often]), source)))
        found.append(((test.p[2] < 1e-3) & (test.direction[2] == 1)).tolist())
    assert np.mean(found, axis=0).tolist() >= [0.9, 0.8]


def test_length_alone_is_no_difference() -> None:
    """A source of long texts holds every word in more texts."""
    random = np.random.default_rng(3)
    words = np.where(np.arange(400) < 100, 2000, 250)
    uses = random.poisson(words[:, None] / 1000, (400, 300))
    test = score_test(_sums(texts_of(uses, (np.arange(400) >= 100).astype(int), words)))
    assert (test.p <= 1).all()
    assert not test.varies.any()


def test_what_is_tested_stays_as_it_is() -> None:
    """Rows as products of matrices leave them, their columns in no order: whoever tests them again finds the same."""
    texts = dealt_at_random(4)
    order = np.concatenate(
        [np.arange(start, end)[::-1] for start, end in pairwise(texts.uses.indptr)],
    )
    uses = texts.uses.copy()
    uses.data, uses.indices = uses.data[order], uses.indices[order]
    uses.has_sorted_indices = uses.has_canonical_format = False
    turned = Texts(uses, texts.words, texts.weights)
    expected = score_texts(texts).p
    for _ in range(2):
        np.testing.assert_array_equal(score_texts(turned).p, expected)
        names = np.array([f"w{i}" for i in range(uses.shape[1])], dtype=object)
        find_house_marks([""] * 6, names, turned, np.zeros(300, dtype=np.int64))
    np.testing.assert_array_equal(turned.uses.toarray(), texts.uses.toarray())


def test_what_all_or_no_text_holds_is_not_tested() -> None:
    """p is 1 and nothing points anywhere."""
    uses = np.column_stack([np.ones(20, dtype=int), np.zeros(20, dtype=int)])
    test = score_test(_sums(texts_of(uses, np.arange(20) % 2)))
    assert not test.varies.any()
    assert (test.p == 1).all()
    assert not test.direction.any()


def test_holm_and_tiers_by_hand() -> None:
    """p of .01, .04, .03 and .005 times what is left: .03, .06, .06, .02; q of .02, .04, .04, .02."""
    p = np.array([0.01, 0.04, 0.03, 0.005])
    assert holm_adjusted(p) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    tier, q = name_tiers(p)
    assert q == pytest.approx([0.02, 0.04, 0.04, 0.02])
    assert tier.tolist() == ["clear", "likely", "likely", "clear"]
    # Without the second and third in the family, which is half as large.
    tier, q = name_tiers(p, np.array([True, False, False, True]))
    assert tier.tolist() == ["clear", "", "", "clear"]
    assert np.isnan(q[[1, 2]]).all()
