"""Shares of texts in a part of a corpus and outside it, at the same mix of strata: what differs, all else equal."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.special import betaincinv

from analysis.statistics.resampling import difference_interval

# Less than this is rounding.
_NO_SPREAD = 1e-12


@dataclass(frozen=True)
class StratifiedShares:
    """Shares of texts in each part and outside it, (n_parts, n_items) each unless said otherwise.

    Attributes
    ----------
    share, low, high : ndarray of float
        Share of the part's texts that hold the item, at the common mix of strata, and its 95 % interval; NaN where no
        stratum has texts of both sides.
    difference, difference_low, difference_high : ndarray of float
        Of that and the same of the texts outside the part.
    texts, texts_others : ndarray of int, (n_parts,)
        Different texts of the part and outside it, in strata that have both.
    """

    share: np.ndarray
    low: np.ndarray
    high: np.ndarray
    difference: np.ndarray
    difference_low: np.ndarray
    difference_high: np.ndarray
    texts: np.ndarray
    texts_others: np.ndarray


def stratified_shares(
    items: sparse.csr_matrix, copies: sparse.csr_matrix, stratum: np.ndarray, n_strata: int
) -> StratifiedShares:
    """Compare each part with all others within strata.

    With n of the part's texts and m others in a stratum, the stratum weighs nm / (n + m) on both sides, so that it
    counts for nothing where one side is missing. The difference is Mantel and Haenszel's, which is also the coefficient
    of the part in a least squares regression on part and strata; its sign is that of a logistic regression on both.

    Parameters
    ----------
    items : csr_matrix of int, (n_texts, n_items)
        1 where an independent text holds an item.
    copies : csr_matrix of int, (n_texts, n_parts)
        Above 0 where the part has a copy of the text. One that several have counts once for each, among the others too,
        and is one piece of evidence.
    stratum : ndarray of int, (n_texts,)
    n_strata : int

    Returns
    -------
    StratifiedShares
        The interval of a share is Clopper and Pearson's for as many texts as a plain sample would need to be as sure;
        that of a difference follows from both (`difference_interval`).

    References
    ----------
    Greenland & Robins (1985), Biometrics 41(1), eq. 1; Korn & Graubard (1998), Survey Methodology 24(2), for shares
    near 0 or 1 of texts that weigh differently.
    """
    shape = (copies.shape[1], n_strata)
    printed = np.diff(copies.indptr).astype(np.int64)  # by so many parts
    row = np.repeat(np.arange(copies.shape[0]), printed)
    cell = copies.indices.astype(np.int64) * n_strata + stratum[row]
    n, n_held = _sum_cells(items, row, cell, np.ones_like(row), shape)
    k, k_held = _sum_cells(items, row, cell, printed[row], shape)
    total, total_held = _sum_cells(items, row, stratum[row], np.ones_like(row), (1, n_strata))
    squares, squares_held = _sum_cells(items, row, stratum[row], printed[row], (1, n_strata))
    # A text of k parts counts k times, or k - 1 times for one of them: then k^2 - 2k + 1 is the square.
    here = _Side(n, n_held, n, n_held)
    there = _Side(total - n, total_held - n_held, squares - 2 * k + n, squares_held - 2 * k_held + n_held)
    weight = here.texts * there.texts / np.maximum(here.texts + there.texts, 1)
    share, low, high = here.share(weight)
    others, others_low, others_high = there.share(weight)
    below, above = difference_interval((share, low, high), (others, others_low, others_high))
    alone = np.bincount(cell[printed[row] == 1], minlength=shape[0] * n_strata).reshape(shape)
    different = np.bincount(stratum, minlength=n_strata) - alone
    texts, texts_others = ((side * (weight > 0)).sum(axis=1).astype(np.int64) for side in (n, different))
    return StratifiedShares(share, low, high, share - others, below, above, texts, texts_others)


def _sum_cells(
    items: sparse.csr_matrix, row: np.ndarray, cell: np.ndarray, value: np.ndarray, shape: tuple[int, int]
) -> tuple[np.ndarray, np.ndarray]:
    """Sum a value over the rows of each cell, and over those that hold each item; whole numbers, exact in floats."""
    member = sparse.csr_matrix((value, (cell, row)), shape=(shape[0] * shape[1], items.shape[0]))
    sums = np.bincount(cell, weights=value, minlength=shape[0] * shape[1]).reshape(shape)
    return sums, (member @ items).toarray().reshape(*shape, items.shape[1]).astype(float)


@dataclass(frozen=True)
class _Side:
    """Texts of one side, each as often as it counts, those that hold an item, and the sums of the squares."""

    texts: np.ndarray
    holding: np.ndarray
    squares: np.ndarray
    squares_holding: np.ndarray

    def share(self, weight: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Average shares of strata by their weights, with a 95 % interval."""
        whole = weight.sum(axis=1, keepdims=True)
        with np.errstate(invalid="ignore", divide="ignore"):
            each = np.where(weight > 0, weight / (whole * np.maximum(self.texts, 1)), 0.0)  # what one text weighs
            share = np.where(whole > 0, _sum_strata(each, self.holding), np.nan)
            # The sum of (weight x (holds - share))^2 over texts, each 1 or 0.
            everything = (each**2 * self.squares).sum(axis=1, keepdims=True)
            variance = _sum_strata(each**2, self.squares_holding) * (1 - 2 * share) + share**2 * everything
            sample = 1 / everything
            sample = np.minimum(np.where(variance > _NO_SPREAD, share * (1 - share) / variance, sample), sample)
        return share, *_exact_interval(share, sample)


def _exact_interval(share: np.ndarray, sample: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Give Clopper and Pearson's interval of a share in a sample, both of which need not be whole."""
    known = np.isfinite(share)
    holding, without = (np.where(known, part * sample, 1.0) for part in (share, 1 - share))
    # Sums of parts of 1 may miss 0 and 1 by their last digit.
    none, all_hold = holding < _NO_SPREAD, without < _NO_SPREAD
    low = np.where(none, 0.0, betaincinv(np.where(none, 1.0, holding), np.maximum(without, 0.0) + 1, 0.025))
    high = np.where(all_hold, 1.0, betaincinv(np.maximum(holding, 0.0) + 1, np.where(all_hold, 1.0, without), 0.975))
    return np.where(known, low, np.nan), np.where(known, high, np.nan)


def _sum_strata(weight: np.ndarray, counts: np.ndarray) -> np.ndarray:
    return np.asarray(np.einsum("ps,psi->pi", weight, np.broadcast_to(counts, (len(weight), *counts.shape[1:]))))
