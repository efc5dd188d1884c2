"""Which words set each source apart from all others, and how surely."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import norm

from analysis.contrast import PRIOR_SHARE, log_odds_ratio
from analysis.corpus import Corpus
from analysis.counts import GroupCounts, WordCounts, comparable_terms, count_groups
from analysis.resample import false_discovery_rate, round_significant
from analysis.reuse import find_shared_sentences
from analysis.sources.permute import PERMUTATIONS, Side, Sums, permuted_sums, sum_sources

COLUMNS = [
    "source", "term", "count", "per_million", "log_odds", "low", "high", "z", "z_grouped", "q", "lrc", "survives",
]  # fmt: skip
LEVEL = 0.95


@dataclass(frozen=True)
class Contrast:
    """Log odds of each source against all others; (n_sources, n_terms) each.

    ``error`` is the grouped standard error, ``critical`` the width of the simultaneous interval in such errors.
    """

    log_odds: np.ndarray
    error: np.ndarray
    z: np.ndarray
    critical: float

    @property
    def low(self) -> np.ndarray:
        """Lower end of the simultaneous interval."""
        return self.log_odds - self.critical * self.error

    @property
    def high(self) -> np.ndarray:
        """Upper end of the simultaneous interval."""
        return self.log_odds + self.critical * self.error


def contrast_sources(rows: GroupCounts, n_sources: int, seed: int = 0, permutations: int = PERMUTATIONS) -> Contrast:
    """Contrast each source with all others, with errors over groups of copies.

    The critical value is the 95 % point, over shuffles of the source labels, of the largest |log odds| / error of any
    term and source (Westfall & Young 1993): all intervals hold together.

    Parameters
    ----------
    rows : GroupCounts
        Of the tested terms.
    n_sources : int
        At least two.
    seed : int
        Of the shuffles.
    permutations : int
        How many shuffles.

    Returns
    -------
    Contrast
        Of every tested term x source.
    """
    observed = sum_sources(rows, n_sources)
    prior = PRIOR_SHARE * np.maximum(observed.here.uses.sum(axis=0), 1.0)
    prior_words = PRIOR_SHARE * observed.here.words.sum()
    log_odds, error, z = grouped_log_odds(observed, prior, prior_words)
    largest = []
    for sums in permuted_sums(rows, n_sources, seed, permutations):
        delta, spread, _ = grouped_log_odds(sums, prior, prior_words)
        largest.append(np.abs(delta / spread).max(initial=0.0))
    critical = float(np.quantile(largest, LEVEL, method="higher"))
    return Contrast(log_odds, error, z, critical)


def grouped_log_odds(sums: Sums, prior: np.ndarray, prior_words: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Compute log odds ratios and their standard errors over groups.

    The error is the bootstrap's, to first order: with a = 1/(y + alpha) + 1/m, b = 1/m and m = n + alpha0 - y -
    alpha, a group with y_g uses in n_g words moves one side's log odds by a y_g - b n_g; its variance is the sum of
    squares of these around their mean. It is never taken smaller than if every word were drawn by itself, which a
    term with no use would be.

    Parameters
    ----------
    sums : Sums
        Over sources.
    prior : ndarray, (n_terms,)
        Prior counts.
    prior_words : float
        Their sum over all words.

    Returns
    -------
    log_odds, error, z : ndarray, (n_sources, n_terms)
        ``z`` is Monroe's, from words drawn one by one.

    References
    ----------
    Efron & Tibshirani (1993), chapter 22.6: the infinitesimal jackknife estimate of the bootstrap error.
    """
    here, there = sums.here, sums.there
    odds = log_odds_ratio(here.uses, here.words, there.uses, there.words, prior, prior_words)
    variance = _side_variance(here, prior, prior_words) + _side_variance(there, prior, prior_words)
    return odds.log_odds, np.sqrt(np.maximum(variance, odds.variance)), odds.z


def _side_variance(side: Side, prior: np.ndarray, prior_words: float) -> np.ndarray:
    y = side.uses + prior
    m = side.words + prior_words - y
    a, b = 1 / y + 1 / m, 1 / m
    squares = a**2 * side.uses2 - 2 * a * b * side.cross + b**2 * side.words2
    return np.asarray(squares - (a * side.uses - b * side.words) ** 2 / np.maximum(side.groups, 1.0))


def distinctive_terms(corpus: Corpus, counts: WordCounts, top_n: int = 12, seed: int = 0) -> pd.DataFrame:
    """Tabulate the words that set each source apart.

    Parameters
    ----------
    corpus : Corpus
        Articles in play.
    counts : WordCounts
        Its words.
    top_n : int
        Terms shown for each source.
    seed : int
        Of the shuffles.

    Returns
    -------
    DataFrame
        One row per source x term shown, sources in the order of the corpus, first the clear ones (``low > 0``) by
        ``low``, then the others by ``z_grouped``, both from the largest, then term: ``count`` and ``per_million``
        words in the source; ``log_odds`` against all others (natural log, above 0: more in the source) with its
        simultaneous 95 % interval ``low, high``; ``z`` (words drawn one by one) and ``z_grouped`` (groups drawn);
        ``q`` over all tested terms and sources; ``lrc``, the end of the interval nearest zero in doublings (log2; 0
        when the interval holds 0); ``survives``: ``low > 0`` also when only the source's own sentences are counted.
        Tested are content words in at least 10 independent texts. Empty for fewer than two sources or no tested term.

    References
    ----------
    Monroe, Colaresi & Quinn (2008); Westfall & Young (1993); Benjamini & Hochberg (1995); Evert (2022) for ``lrc``.
    """
    terms = comparable_terms(counts, corpus.language)
    n_sources = len(corpus.source_names)
    if n_sources < 2 or not len(terms):
        return pd.DataFrame(columns=COLUMNS)
    rows = count_groups(corpus, terms)
    contrast = contrast_sources(rows, n_sources, seed)
    own_rows = count_groups(corpus, terms, find_shared_sentences(corpus).own_text)
    own = contrast_sources(own_rows, n_sources, seed)
    sums = sum_sources(rows, n_sources).here
    z_grouped = contrast.log_odds / contrast.error
    q = false_discovery_rate(2 * norm.sf(np.abs(z_grouped)))
    low, high = round_significant(contrast.low), round_significant(contrast.high)
    lrc = np.where(low > 0, low, np.where(high < 0, high, 0.0)) / np.log(2)
    blocks = []
    for s, name in enumerate(corpus.source_names):
        used = np.flatnonzero(sums.uses[s] > 0)
        clear = np.maximum(low[s, used], 0.0)
        top = used[np.lexsort((used, -round_significant(z_grouped[s, used]), -clear))][:top_n]
        blocks.append(
            pd.DataFrame(
                {
                    "source": name,
                    "term": terms[top],
                    "count": sums.uses[s, top].astype(np.int64),
                    "per_million": round_significant(1e6 * sums.uses[s, top] / sums.words[s]),
                    "log_odds": round_significant(contrast.log_odds[s, top]),
                    "low": low[s, top],
                    "high": high[s, top],
                    "z": round_significant(contrast.z[s, top]),
                    "z_grouped": round_significant(z_grouped[s, top]),
                    "q": round_significant(q[s, top]),
                    "lrc": round_significant(lrc[s, top]),
                    "survives": (low[s, top] > 0) & (own.low[s, top] > 0),
                }
            )
        )
    return pd.concat(blocks, ignore_index=True)
