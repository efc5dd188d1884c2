"""How much more a term is used here than there: ratios of rates with their errors, log odds and log ratios."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.special import ndtri

from analysis.counts.cell_counts import add_rows

# Weight of the prior: a tenth of the corpus' words.
PRIOR_SHARE = 0.1


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

    @classmethod
    def of_texts(cls, uses: sparse.csr_matrix, words: np.ndarray, side: np.ndarray) -> Part:
        """Take the texts of one side, given as flags."""
        return cls(sparse.csr_matrix(sparse.diags_array(side, dtype=np.int64) @ uses), words * side)

    @property
    def count(self) -> np.ndarray:
        """All uses of each term."""
        return np.asarray(self.uses.sum(axis=0)).ravel()

    @property
    def holding(self) -> np.ndarray:
        """Texts that hold each term."""
        return np.bincount(self.uses.nonzero()[1], minlength=self.uses.shape[1])


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
    n_strata = int(stratum.max(initial=0)) + 1
    member = add_rows(stratum, n_strata)
    words = [member @ side.words.astype(float) for side in (here, there)]
    both = np.maximum(words[0] + words[1], 1.0)
    # A text's words move the weights of its stratum, whether it holds the term or not.
    turned = (there.words * words[0][stratum] - here.words * words[1][stratum]) / both[stratum] ** 2
    totals, by_words, by_uses = [], np.zeros((n_strata, here.uses.shape[1])), []
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


def log_odds_ratio(
    here: np.ndarray,
    words_here: np.ndarray,
    there: np.ndarray,
    words_there: np.ndarray,
    prior: np.ndarray,
    prior_words: float | np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    """Compute the log odds ratio with an informative Dirichlet prior.

    delta = log((y_i + a) / (n_i + a0 - y_i - a)) - log((y_j + a) / (n_j + a0 - y_j - a)),
    variance = 1 / (y_i + a) + 1 / (y_j + a), z = delta / sqrt(variance).

    Parameters
    ----------
    here, there : ndarray, (..., n_terms)
        Uses y of each term on either side.
    words_here, words_there : ndarray, (..., 1)
        All words n of either side.
    prior : ndarray, (..., n_terms)
        Prior counts a, above 0.
    prior_words : float or ndarray
        Sum a0 of the prior over all words.

    Returns
    -------
    delta, z : ndarray, (..., n_terms)
        In natural log odds, and in its standard errors if every word were drawn by itself; above 0: more here.

    References
    ----------
    Monroe, Colaresi & Quinn (2008), Fightin' Words, Political Analysis 16(4), eqs 15, 20 (approximate) and 22.
    """
    y, x = here + prior, there + prior
    delta = np.log(y / (words_here + prior_words - y)) - np.log(x / (words_there + prior_words - x))
    return delta, delta / np.sqrt(1 / y + 1 / x)


def conservative_log_ratio(low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Give the end of an interval of natural log odds that is nearest to zero, in doublings; 0 where it holds zero.

    References
    ----------
    Evert (2022), Measuring keyness, Digital Humanities 2022 (LRC).
    """
    return np.asarray(np.where(low > 0, low, np.where(high < 0, high, 0.0)) / np.log(2))
