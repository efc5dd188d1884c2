"""How much more a term is used here than there: log odds and log ratios, as pure functions of counts."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

# Weight of the prior: a tenth of the corpus' words.
PRIOR_SHARE = 0.1


class LogOdds(NamedTuple):
    """Log odds ratio, its variance when every word were drawn by itself, and their z; (n_sources, n_terms) each."""

    log_odds: np.ndarray
    variance: np.ndarray
    z: np.ndarray


def log_odds_ratio(
    here: np.ndarray,
    words_here: np.ndarray,
    there: np.ndarray,
    words_there: np.ndarray,
    prior: np.ndarray,
    prior_words: float | np.ndarray,
) -> LogOdds:
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
    LogOdds
        In natural log odds; above 0: more here. Two equal sides give 0.

    References
    ----------
    Monroe, Colaresi & Quinn (2008), Fightin' Words, Political Analysis 16(4), eqs 15, 20 (approximate) and 22.
    """
    y, x = here + prior, there + prior
    delta = np.log(y / (words_here + prior_words - y)) - np.log(x / (words_there + prior_words - x))
    variance = 1 / y + 1 / x
    return LogOdds(delta, variance, delta / np.sqrt(variance))


def conservative_log_ratio(low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Give the end of an interval of natural log odds that is nearest to zero, in doublings; 0 where it holds zero.

    References
    ----------
    Evert (2022), Measuring keyness, Digital Humanities 2022 (LRC).
    """
    return np.asarray(np.where(low > 0, low, np.where(high < 0, high, 0.0)) / np.log(2))
