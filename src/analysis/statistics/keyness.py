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


def jackknife_variance(uses: np.ndarray, words: np.ndarray, prior: np.ndarray, prior_words: float) -> np.ndarray:
    """Compute the infinitesimal jackknife variance of log odds over resampling units that hold both sides.

    With y uses and m other words of one side, prior included, a unit of y_g uses in n_g words moves the log odds of
    that side by (1 / y + 1 / m) y_g - n_g / m, and the ratio by the difference of both sides. The variance is the sum
    of squares of these around their mean.

    Parameters
    ----------
    uses, words : ndarray, (2, n_units, n_terms) and (2, n_units, 1)
        Uses and all words of the two sides.
    prior, prior_words
        As in `log_odds_ratio`.

    Returns
    -------
    ndarray, (n_terms,)

    References
    ----------
    Efron & Tibshirani (1993), An Introduction to the Bootstrap, chapter 22.6.
    """
    y = uses.sum(axis=1, keepdims=True) + prior
    m = words.sum(axis=1, keepdims=True) + prior_words - y
    moved = (1 / y + 1 / m) * uses - words / m
    ratio = moved[0] - moved[1]
    return np.asarray(((ratio - ratio.mean(axis=0)) ** 2).sum(axis=0))


def conservative_log_ratio_of_counts(
    f1: np.ndarray, f2: np.ndarray, n1: np.ndarray | int, n2: np.ndarray | int, conf_level: float = 0.95, terms: int = 1
) -> np.ndarray:
    """Give the end of the interval of log2((f1 / n1) / (f2 / n2)) that is nearest to zero; 0 where it holds zero.

    Given f1 + f2 uses, f1 is binomial with a share t, and the ratio is (n2 / n1) t / (1 - t): the exact interval of t
    (Clopper & Pearson) is that of the ratio. Every word counts as drawn by itself, so copies make it look surer than it
    is: `analysis.sources.distinctive.conservative_log_ratio` is the form over groups of copies.

    Parameters
    ----------
    f1, f2 : ndarray of int, (n_terms,)
        Uses of each term on either side; not both 0.
    n1, n2 : ndarray of int, (n_terms,), or int
        All words of either side.
    conf_level : float
        Of the interval of all terms together.
    terms : int
        How many are looked at together (Bonferroni); 1 for an interval of each term by itself.

    Returns
    -------
    ndarray of float, (n_terms,)
        Doublings (log2); above 0: more in the first.

    References
    ----------
    Evert (2022), Measuring keyness, Digital Humanities 2022; R package ``corpora``, function ``keyness`` (LRC).
    """
    from scipy.special import betainccinv, betaincinv

    f1, f2 = np.asarray(f1, dtype=float), np.asarray(f2, dtype=float)
    alpha = (1 - conf_level) / 2 / terms
    # One end where a side has no use is 0 or 1; it is not the one that is asked for, or it is cut at 0 below.
    with np.errstate(divide="ignore", invalid="ignore"):
        least = np.where(f1 > 0, betaincinv(f1, f2 + 1, alpha), 0.0)
        most = np.where(f2 > 0, betainccinv(f1 + 1, f2, alpha), 1.0)
        size = np.log2(n2) - np.log2(n1)
        low = size + np.log2(least / (1 - least))
        high = size + np.log2(most / (1 - most))
    return np.asarray(np.where(f1 * n2 >= f2 * n1, np.maximum(low, 0.0), np.minimum(high, 0.0)))
