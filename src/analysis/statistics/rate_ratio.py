"""How many times as often a term is used here as there, with its error over independent texts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.special import ndtri


@dataclass(frozen=True)
class Part:
    """What one side holds of each independent text.

    Attributes
    ----------
    uses : csr_matrix of int64, (n_texts, n_terms)
    words : ndarray of int64, (n_texts,)
        All words.
    """

    uses: sparse.csr_matrix
    words: np.ndarray

    @property
    def count(self) -> np.ndarray:
        """All uses of each term."""
        return np.asarray(self.uses.sum(axis=0)).ravel()

    @property
    def holding(self) -> np.ndarray:
        """Texts that hold each term."""
        return np.bincount(self.uses.nonzero()[1], minlength=self.uses.shape[1])


def split_texts(uses: sparse.csr_matrix, words: np.ndarray, here: np.ndarray) -> tuple[Part, Part]:
    """Take the texts of one side, given as flags, apart from all others."""
    here_uses, there_uses = (
        sparse.csr_matrix(sparse.diags_array(side, dtype=np.int64) @ uses) for side in (here, ~here)
    )
    return Part(here_uses, words * here), Part(there_uses, words * ~here)


@dataclass(frozen=True)
class RateRatio:
    """Ratio of uses per word with its interval; (n_terms,) each.

    ``ratio`` and ``high`` are missing where the term is not used there: the end is unknown, not infinite.
    """

    ratio: np.ndarray
    low: np.ndarray
    high: np.ndarray


def rate_ratio(here: Part, there: Part, level: float = 0.95, stratum: np.ndarray | None = None) -> RateRatio:
    """Compare the rates of two sides.

    Without strata the ratio is (uses here / words here) / (uses there / words there). Within strata k, such as topics,
    it is sum_k (y_k M_k / n_k) / sum_k (x_k N_k / n_k), with y uses in N words here, x in M words there, n = N + M:
    what differs between strata cancels. The interval is log(ratio) +- z times its sandwich error: the root of the sum,
    over independent texts, of the squares of what each moves it by; a text that both sides hold moves both.

    A term that one side never uses has no error there. That side's uses then reach, at most, what the upper limit
    1 - a^(1 / texts) of the share of its texts, a = (1 - level) / 2, makes at the other side's uses a holding text.

    Parameters
    ----------
    here, there : Part
        Rows are the same independent texts; a side that does not hold one has zeros.
    level : float
        Of the interval.
    stratum : ndarray of int, (n_texts,), optional
        From 0.

    References
    ----------
    Greenland & Robins (1985), Biometrics 41(1), for the ratio within strata; Huber (1967), for the error.
    """
    stratum = np.zeros(len(here.words), dtype=np.int64) if stratum is None else stratum
    shape = (int(stratum.max(initial=0)) + 1, len(stratum))
    member = sparse.csr_matrix((np.ones(len(stratum)), (stratum, np.arange(len(stratum)))), shape=shape)
    words = [member @ side.words.astype(float) for side in (here, there)]
    both = np.maximum(words[0] + words[1], 1.0)
    # A text's words move the weights of its stratum, whether it holds the term or not.
    turned = (there.words * words[0][stratum] - here.words * words[1][stratum]) / both[stratum] ** 2
    totals, by_words, by_uses = [], np.zeros((shape[0], here.uses.shape[1])), []
    # What a use weighs on either side; nothing in strata that one side does not write in.
    for side, weight in ((here, words[1] / both), (there, words[0] / both)):
        uses = (member @ side.uses).toarray()
        total = (weight[:, None] * uses).sum(axis=0)
        scale = 1 / np.where(total > 0, total, 1.0)
        by_words += uses * scale
        by_uses.append(sparse.diags_array(weight[stratum]) @ side.uses @ sparse.diags_array(scale))
        totals.append(total)
    moved = sparse.csr_matrix(by_uses[0] - by_uses[1])
    crossed = (member @ sparse.diags_array(turned) @ moved).toarray()
    # The square of what each text moves: by its uses, by its words, and twice the product.
    square = (
        np.asarray(moved.power(2).sum(axis=0)).ravel()
        + 2 * (crossed * by_words).sum(axis=0)
        + ((member @ turned**2)[:, None] * by_words**2).sum(axis=0)
    )
    error = np.sqrt(np.maximum(square, 0.0))
    tail = (1 - level) / 2
    z = float(-ndtri(tail))
    used = [total > 0 for total in totals]
    ratio = totals[0] / np.where(used[1], totals[1], np.nan)
    bounds = _limit_unused(here, there, z, tail), _limit_unused(there, here, z, tail)
    with np.errstate(divide="ignore"):
        low = np.where(used[0] & used[1], ratio * np.exp(-z * error), np.where(used[0], 1 / bounds[0], 0.0))
    high = np.where(used[0], ratio * np.exp(z * error), np.where(used[1], bounds[1], np.nan))
    return RateRatio(ratio, low, high)


def _limit_unused(here: Part, there: Part, z: float, tail: float) -> np.ndarray:
    """Give the upper limit of the ratio of there to here where there holds no use."""
    uses, squares = here.count, np.asarray(here.uses.power(2).sum(axis=0)).ravel()
    crossed = np.asarray(here.uses.T @ here.words).ravel()
    used, words = np.maximum(uses, 1), max(float(here.words.sum()), 1.0)
    square = squares / used**2 - 2 * crossed / (used * words) + float((here.words.astype(float) ** 2).sum()) / words**2
    n_texts = max(int((there.words > 0).sum()), 1)
    most = (1 - tail ** (1 / n_texts)) * n_texts * uses / np.maximum(here.holding, 1)
    rate = used / words * np.exp(-z * np.sqrt(np.maximum(square, 0.0)))
    return np.asarray(most / max(float(there.words.sum()), 1.0) / rate)
