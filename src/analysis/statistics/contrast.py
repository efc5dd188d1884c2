"""How much more here than there: log odds, divergences and measures of association, as pure functions of counts."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.stats import beta

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


def log_dice(together: np.ndarray, apart: np.ndarray, size: np.ndarray | int = 2) -> np.ndarray:
    """Measure how exclusively words stand together: 14 + log2(n f(phrase) / sum of f(word)).

    Parameters
    ----------
    together : ndarray of int
        Uses of each phrase, above 0.
    apart : ndarray of int
        Sum of the uses of its words.
    size : ndarray of int or int
        Words in the phrase.

    Returns
    -------
    ndarray of float
        At most 14; independent of the size of the corpus.

    References
    ----------
    Rychlý (2008), A lexicographer-friendly association score.
    """
    ratio = np.asarray(size) * np.asarray(together, dtype=float) / np.asarray(apart, dtype=float)
    return np.asarray(14 + np.log2(ratio))


def log_likelihood(
    both: np.ndarray, first_only: np.ndarray, second_only: np.ndarray, neither: np.ndarray
) -> np.ndarray:
    """Compute the log-likelihood ratio of 2 x 2 tables: how surely two things do not meet by chance.

    G2 = -2 log lambda = 2 sum over the four cells of o log(o / e), with e the product of the cell's row and column sums
    divided by the sum of all; an empty cell adds nothing.

    Parameters
    ----------
    both, first_only, second_only, neither : ndarray of int, (...)
        The four cells: what holds both, one without the other, or none.

    Returns
    -------
    ndarray of float, (...)
        From 0, independent; grows with the counts and says nothing of direction. NaN for a table without counts.

    References
    ----------
    Dunning (1993), Accurate methods for the statistics of surprise and coincidence, Computational Linguistics 19(1),
    section 4: two binomials.
    """
    cells = np.stack(np.broadcast_arrays(both, first_only, second_only, neither)).astype(float)
    rows, columns = cells[[0, 2]] + cells[[1, 3]], cells[:2] + cells[2:]
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = rows[[0, 0, 1, 1]] * columns[[0, 1, 0, 1]] / cells.sum(axis=0)
        terms = np.where(cells > 0, cells * np.log(cells / expected), 0.0)
    # Rounding may leave a table of independent counts a little below 0.
    return np.where(cells.sum(axis=0) > 0, np.maximum(2 * terms.sum(axis=0), 0.0), np.nan)


def entropy(shares: np.ndarray) -> np.ndarray:
    """Compute Shannon's entropy in bits over the last axis; shares of 0 add nothing."""
    positive = np.where(shares > 0, shares, 1.0)
    return np.asarray(-(positive * np.log2(positive)).sum(axis=-1))


def jensen_shannon(shares: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Compute the Jensen-Shannon divergence of word distributions, each weighing one half.

    JSD = H((p + q) / 2) - (H(p) + H(q)) / 2.

    Parameters
    ----------
    shares, others : ndarray, (..., n_terms)
        Shares that add to 1.

    Returns
    -------
    ndarray, (...)
        Bits, from 0 (equal) to 1 (no word in common).

    References
    ----------
    Lin (1991), Divergence measures based on the Shannon entropy, eq. 5.1.
    """
    apart = entropy((shares + others) / 2) - (entropy(shares) + entropy(others)) / 2
    return np.asarray(np.maximum(apart, 0.0))


def jensen_shannon_parts(shares: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Compute what each word adds to the Jensen-Shannon divergence; the parts add up to `jensen_shannon`.

    (p log2(p / m) + q log2(q / m)) / 2 with m = (p + q) / 2.

    Parameters
    ----------
    shares, others : ndarray, (..., n_terms)
        Shares that add to 1.

    Returns
    -------
    ndarray, (..., n_terms)
        Bits, none below 0.
    """
    mean = np.where(shares + others > 0, (shares + others) / 2, 1.0)
    ratio, other_ratio = (np.where(part > 0, part / mean, 1.0) for part in (shares, others))
    parts = (shares * np.log2(ratio) + others * np.log2(other_ratio)) / 2
    return np.asarray(np.maximum(parts, 0.0))


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
    f1, f2 = np.asarray(f1, dtype=float), np.asarray(f2, dtype=float)
    alpha = (1 - conf_level) / 2 / terms
    # One end where a side has no use is 0 or 1; it is not the one that is asked for, or it is cut at 0 below.
    with np.errstate(divide="ignore", invalid="ignore"):
        least = np.where(f1 > 0, beta.ppf(alpha, f1, f2 + 1), 0.0)
        most = np.where(f2 > 0, beta.isf(alpha, f1 + 1, f2), 1.0)
        size = np.log2(n2) - np.log2(n1)
        low = size + np.log2(least / (1 - least))
        high = size + np.log2(most / (1 - most))
    return np.asarray(np.where(f1 * n2 >= f2 * n1, np.maximum(low, 0.0), np.minimum(high, 0.0)))
