"""Where the use of a term rises or falls to stay, and where it only peaks or dips."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.corpus import Corpus
from analysis.statistics import ALPHA, MIN_TEXTS_FOR_INTERVAL, blocks_of_groups, permutation_p, shuffle_labels
from analysis.statistics.pearson_tail import normal_score
from analysis.statistics.rate_ratio import rate_ratio, split_texts
from analysis.tables import round_significant
from analysis.tables import term_tables as tables
from analysis.terms.frequency_over_time import uses_by_text
from analysis.terms.leading_terms import names_first
from analysis.vocabulary import DIPS, FALLS, PEAKS, RISES

PERMUTATIONS = 999
# Two-sided 5 % point of a normal score.
_DIFFERS = 1.96


def term_changes(corpus: Corpus, terms: list[str], seed: int = 0) -> pd.DataFrame:
    """Find the period from which each word or phrase is used on a new level, or in which it peaks or dips.

    With u_p uses of a term among w_p words of period p, U and W in all, the sum of u_p - w_p U / W is taken over all
    periods from one on, and, of three periods or more, over each alone. Each sum is divided by its deviation when the
    texts are dealt to periods, which has a closed form, and its skewness taken out (`normal_score`), so that long and
    short spans, and terms that a few texts are full of, are comparable. The largest is compared with the largest of all
    terms when the texts are shuffled over the periods 999 times: in at most 5 % of corpora without a change any term
    has one. From a period on a term ``rises`` or ``falls`` if that differs more than any period alone, and still does
    without that period; else it ``peaks`` or ``dips`` in it.

    Returns
    -------
    DataFrame
        `tables.TERM_CHANGES`, terms in the order given; of equal sums the earliest holds. ``p`` is adjusted for all
        terms. The interval of the ratio has the level 1 - .05 R / m for R changes of m terms. Part periods count with
        their words. A term without uses has no period, and has not changed. Empty for fewer than two periods with
        articles, or no terms.

    Notes
    -----
    A text and its duplicates keep together, and each period keeps its number of texts (`shuffle_labels`). One change a
    term: one that rises and falls again is reported by what stands out most.

    References
    ----------
    James, James & Siegmund (1987), Tests for a change-point, Biometrika 74; Levin & Kline (1985), Statistics in
    Medicine 4, for spans; Strasser & Weber (1999) for the moments; Westfall & Young (1993) for the largest of all.
    """
    if not terms:
        return tables.TERM_CHANGES.empty()
    texts, uses = uses_by_text(corpus, terms)
    period, names = pd.factorize(texts["period"], sort=True)
    if len(names) < 2:
        return tables.TERM_CHANGES.empty()
    words = texts["words"].to_numpy()
    spans = _Spans(uses, words, np.bincount(period))
    scores = spans.score(spans.sum_periods(period))
    blocks, generator = blocks_of_groups(texts["group"].to_numpy()), np.random.default_rng(seed)
    shuffled = (shuffle_labels(period, blocks, generator) for _ in range(PERMUTATIONS))
    chance = np.array([np.abs(spans.score(spans.sum_periods(periods))).max() for periods in shuffled])
    p = permutation_p(np.abs(scores).max(axis=1), chance)
    level = 1 - ALPHA * max(int((p <= ALPHA).sum()), 1) / len(terms)
    rows = []
    for row, (term, at) in enumerate(zip(terms, spans.choose(scores), strict=True)):
        own, inside = uses[:, [row]], spans.holds[:, at]
        used, more = bool(own.nnz), scores[row, at] > 0
        shape = (PEAKS if more else DIPS) if spans.alone[at] else (RISES if more else FALLS)
        rows.append(
            {
                "term": term,
                "change": shape if used else "",
                "period": names[int(inside.argmax())] if used else None,
                **_compare_levels(own, words, inside[period], level),
                "independent_texts": texts["group"].iloc[own.nonzero()[0]].nunique(),
                "changed": p[row] <= ALPHA,
                "p": p[row],
            }
        )
    return tables.TERM_CHANGES.build(rows)


def _compare_levels(uses: sparse.csr_matrix, words: np.ndarray, inside: np.ndarray, level: float) -> dict[str, float]:
    """Compare the rates of one term, (n_texts, 1), in some texts and in all others."""
    here, there = split_texts(uses, words, inside)
    compared = rate_ratio(here, there, level)
    return {
        "per_million": 1e6 * here.uses.sum() / max(here.words.sum(), 1),
        "other_per_million": 1e6 * there.uses.sum() / max(there.words.sum(), 1),
        "ratio": compared.ratio[0],
        "low": compared.low[0],
        "high": compared.high[0],
    }


class _Spans:
    """Uses of terms in spans of periods, beyond what the words there make expected.

    Attributes
    ----------
    holds : ndarray of bool, (n_periods, n_spans)
        Which periods belong to each span: each alone, if there are three or more, then all from the second on, from
        the third on, and so on.
    alone : ndarray of bool, (n_spans,)
    texts : ndarray of int, (n_spans,)
    """

    def __init__(self, uses: sparse.csr_matrix, words: np.ndarray, texts: np.ndarray) -> None:
        n_periods, n = len(texts), int(texts.sum())
        single = np.eye(n_periods, dtype=bool)[:, : n_periods if n_periods > 2 else 0]
        self.holds = np.hstack([single, np.tri(n_periods, k=-1, dtype=bool)[:, :-1]])
        self.alone = np.arange(self.holds.shape[1]) < single.shape[1]
        self.rows = sparse.csr_matrix(sparse.hstack([uses, words[:, None]]).T.astype(np.int64))
        self.total = np.asarray(self.rows.sum(axis=1), dtype=np.int64).ravel()
        rate = self.total[:-1] / max(self.total[-1], 1)
        held = uses.tocoo()
        expected = rate[held.col] * words[held.row]
        # Sums over texts of the powers of uses beyond those expected; most texts hold no use.
        second, third = (
            np.bincount(held.col, (held.data - expected) ** power - (-expected) ** power, minlength=len(rate))
            + (-rate) ** power * (words.astype(float) ** power).sum()
            for power in (2, 3)
        )
        self.texts = inside = self.holds.T @ texts
        spread = inside * (n - inside) / (n * (n - 1))
        self.deviation = np.sqrt(np.outer(np.maximum(second, 0.0), spread))
        moment = np.outer(third, spread * (n - 2 * inside) / max(n - 2, 1))
        self.skewness = moment / np.where(self.deviation > 0, self.deviation, 1.0) ** 3

    def sum_periods(self, period: np.ndarray) -> np.ndarray:
        """Sum over periods: (n_terms + 1, n_periods), the last row the words."""
        n = len(period)
        shape = (n, len(self.holds))
        onto = sparse.csr_matrix((np.ones(n, dtype=np.int64), period, np.arange(n + 1)), shape=shape)
        return np.asarray((self.rows @ onto).toarray())

    def score(self, by_period: np.ndarray) -> np.ndarray:
        """Score the uses of each term in each span, (n_terms, n_spans): above 0 for more than expected."""
        # Whole numbers: W times the uses beyond those expected.
        beyond = by_period[:-1] * self.total[-1] - self.total[:-1, None] * by_period[-1]
        summed = beyond @ self.holds.astype(np.int64)
        known = self.deviation > 0
        z = np.where(known, summed / (max(self.total[-1], 1) * np.where(known, self.deviation, 1.0)), 0.0)
        scores: np.ndarray = np.sign(z) * normal_score(np.abs(z), np.sign(z) * self.skewness)
        return round_significant(scores)

    def choose(self, scores: np.ndarray) -> np.ndarray:
        """Give the span that says what each term does.

        That is all periods from one on if they differ more than any single one does, and still differ without that one:
        their score, less what the single one's makes of it, is beyond the 5 % point.
        """
        sizes = np.abs(scores)
        best: np.ndarray = np.where(self.alone, -1.0, sizes).argmax(axis=1)
        if not self.alone.any():
            return best
        n = int(self.texts[self.alone].sum())
        single = np.where(self.alone, sizes, -1.0).argmax(axis=1)
        term = np.arange(len(best))
        part, whole = self.texts[single].astype(float), self.texts[best].astype(float)
        shared = np.where(self.holds[single, best], part, 0.0)
        tie = (shared * n - part * whole) / np.sqrt(part * (n - part) * whole * (n - whole))
        ahead = sizes[term, best] > sizes[term, single]
        rest = scores[term, best] - tie * scores[term, single]
        stays = rest * np.sign(scores[term, best]) > _DIFFERS * np.sqrt(np.maximum(1 - tie**2, 0.0))
        return np.asarray(np.where(ahead & stays, best, single))


def most_changed(changes: pd.DataFrame, limit: int = 6) -> pd.DataFrame:
    """Choose the terms whose use changes most: names first (`names_first`), then by strength, largest first.

    Returns
    -------
    DataFrame
        Rows of `tables.TERM_CHANGES` that have changed, with ``strength``: the end of the ratio's interval nearest to
        no change, as a logarithm, times the root of the independent texts. Left out are changes of which fewer than ten
        of them tell, or whose interval holds no change, as it may where a few texts have most of the uses.
    """
    changed = changes[changes["changed"].eq(True) & (changes["independent_texts"] >= MIN_TEXTS_FOR_INTERVAL)].copy()
    up, down = np.log(changed["low"].clip(lower=1)), -np.log(changed["high"].clip(upper=1).fillna(1))
    nearest = up.where(changed["change"].isin([RISES, PEAKS]), down)
    changed["strength"] = round_significant((nearest * np.sqrt(changed["independent_texts"])).to_numpy())
    strongest = changed[changed["strength"] > 0].sort_values("strength", ascending=False, kind="stable")
    return names_first(strongest, limit)


def mark_changes(trend: pd.DataFrame, changes: pd.DataFrame) -> pd.DataFrame:
    """Write into a `term_trend` what each term does from a period on, or in it: `tables.MARKED_TREND`."""
    changed = changes[changes["changed"].eq(True)]
    what = dict(zip(zip(changed["term"], changed["period"], strict=True), changed["change"], strict=True))
    here = [what.get(pair, "") for pair in zip(trend["term"], trend["period"], strict=True)]
    return tables.MARKED_TREND.build(trend.assign(change=np.array(here, dtype=object)))
