"""Where the use of a term rises or falls to stay, and where it only peaks or dips."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.cache import kept
from analysis.corpus import Corpus
from analysis.statistics.keyness import Part, rate_ratio
from analysis.statistics.permutation import ALPHA, blocks_of_groups, permutation_p, shuffle_labels
from analysis.statistics.resampling import MIN_TEXTS_FOR_INTERVAL
from analysis.statistics.tails import normal_score
from analysis.tables import round_significant
from analysis.tables import term_tables as tables
from analysis.terms.frequency_over_time import uses_by_text
from analysis.terms.leading_terms import given_terms, names_first
from analysis.vocabulary import DIPS, FALLS, PEAKS, RISES

PERMUTATIONS = 999
# Of very many texts fewer shuffles do: the bound is known well enough, and each takes long.
MIN_PERMUTATIONS, _SHUFFLED_TEXTS = 199, 20_000_000
# The least change that is reported, as a logarithm.
MIN_CHANGE = np.log(1.25)
# Terms that are reported for what they do in, or from, one period.
MAX_OF_A_PERIOD = 2
# Two-sided 5 % point of a normal score.
_DIFFERS = 1.96


@kept
def term_changes(corpus: Corpus, terms: str | Sequence[str], seed: int = 0) -> pd.DataFrame:
    """Find the period from which each word or phrase is used on a new level, or in which it peaks or dips.

    With u_p uses of a term among an outlet's w_p words of period p, U and W in all, the sum of u_p - w_p U / W is taken
    over all outlets (those of fewer than ten texts are one) and all periods from one on, and, of three periods or more,
    over each alone: that an outlet has more articles at one time than at another is no change. Each sum is divided by
    its deviation when the texts of each outlet are dealt to its periods, which has a closed form, and its skewness
    taken out (`normal_score`), so that long and short spans, and terms that a few texts are full of, are comparable.
    The largest is compared with the largest of all terms when the texts are shuffled so 999 times (199 from 100,000
    texts on): in at most 5 % of corpora without a change any term has one. From a period on a term ``rises`` or
    ``falls`` if that differs more than any period alone, and still does without that period; else it ``peaks`` or
    ``dips`` in it. A rise begins with a period that is above the level before it, a fall with one below.

    Returns
    -------
    DataFrame
        `tables.TERM_CHANGES`, by ``p``, smallest first, then terms in the order given; of equal sums the earliest
        holds. ``p`` is adjusted for all terms. A term has ``changed`` if p is at most .05, ten independent texts hold
        it, there are ten in the span and outside, no text has over half of the uses where there are more, and its
        interval leaves out all changes of less than a quarter. The interval of the ratio has the level 1 -
        .05 R / m for R changes of m terms. Part periods count with their words. A term without uses has no period, and
        has not changed. Empty for fewer than two periods with articles, or no terms.

    Notes
    -----
    A text and its duplicates keep together, and each period keeps its number of texts of each outlet
    (`shuffle_labels`). One change a term: one that rises and falls again is reported by what stands out most. Rates and
    their ratio are those of all outlets together.

    References
    ----------
    James, James & Siegmund (1987), Tests for a change-point, Biometrika 74; Levin & Kline (1985), Statistics in
    Medicine 4, for spans; Strasser & Weber (1999) for the moments; Westfall & Young (1993) for the largest of all.
    """
    terms = given_terms(terms, corpus.language)
    if not terms:
        return tables.TERM_CHANGES.empty()
    texts, uses = uses_by_text(corpus, terms)
    period, names = pd.factorize(texts["period"], sort=True)
    if len(names) < 2:
        return tables.TERM_CHANGES.empty()
    words = texts["words"].to_numpy()
    group, few = texts["group"], texts.groupby("outlet")["group"].transform("size") < MIN_TEXTS_FOR_INTERVAL
    outlet = pd.factorize(texts["outlet"].mask(few, ""), sort=True)[0]
    # All rows of a group in several periods are dealt as one, among texts of the outlet of its first.
    outlet = outlet[group.groupby(group).transform("idxmin").to_numpy()]
    spans = _Spans(uses, words, period, outlet)
    by_period = spans.sum_periods(period)
    scores = round_significant(spans.score(by_period))
    own = [np.flatnonzero(outlet == number) for number in range(outlet.max() + 1)]
    blocks = [rows[block] for rows in own for block in blocks_of_groups(group.to_numpy()[rows])]
    generator = np.random.default_rng(seed)
    n_shuffles = min(max(_SHUFFLED_TEXTS // len(texts), MIN_PERMUTATIONS), PERMUTATIONS)
    shuffled = (shuffle_labels(period, blocks, generator) for _ in range(n_shuffles))
    chance = np.array([np.abs(spans.score(spans.sum_periods(periods))).max() for periods in shuffled])
    p = permutation_p(np.abs(scores).max(axis=1), round_significant(chance))
    level = 1 - ALPHA * max(int((p <= ALPHA).sum()), 1) / len(terms)
    chosen = spans.choose(scores)
    more = scores[np.arange(len(terms)), chosen] > 0
    chosen = spans.begin_late(chosen, more, by_period)
    used = uses.getnnz(axis=0) > 0
    shape = np.where(spans.alone[chosen], np.where(more, PEAKS, DIPS), np.where(more, RISES, FALLS))
    known, code = uses.tocoo(), pd.factorize(group)[0]
    held = np.unique(known.col * (code.max() + 1) + code[known.row]) // (code.max() + 1)
    table = pd.DataFrame(
        {
            "term": terms,
            "change": np.where(used, shape, ""),
            "period": np.where(used, names[spans.holds[:, chosen].argmax(axis=0)], None),
            "independent_texts": np.bincount(held, minlength=len(terms)),
            "p": p,
        }
    )
    columns = uses.tocsc()
    compared = pd.concat(
        _compare_levels(columns, np.flatnonzero(chosen == at), words, spans.holds[:, at][period], more, level)
        for at in np.unique(chosen)
    )
    table = table.join(compared)
    told = (table["p"] <= ALPHA) & table["general"] & (table["independent_texts"] >= MIN_TEXTS_FOR_INTERVAL)
    table["changed"] = told & (_least_change(table) > MIN_CHANGE)
    return tables.TERM_CHANGES.build(table.sort_values("p", kind="stable"))


def _least_change(changes: pd.DataFrame) -> pd.Series:
    """Give the end of each ratio's interval that is nearest to no change, as a logarithm; 0 where it holds 1."""
    up, down = np.log(changes["low"].clip(lower=1)), -np.log(changes["high"].clip(upper=1).fillna(1))
    least: pd.Series = up.where(changes["change"].isin([RISES, PEAKS]), down)
    return least


def _compare_levels(
    uses: sparse.csc_matrix, columns: np.ndarray, words: np.ndarray, inside: np.ndarray, more: np.ndarray, level: float
) -> pd.DataFrame:
    """Compare the rates of some terms in some texts and in all others.

    A change is ``general`` if it rests on enough texts of both times, and the more frequent use not half on one text.
    """
    own = sparse.csr_matrix(uses[:, columns])
    sides = [Part.of_texts(own, words, side) for side in (inside, ~inside)]
    compared = rate_ratio(sides[0], sides[1], level)
    counts = [side.count for side in sides]
    most = [side.uses.max(axis=0).toarray().ravel() for side in sides]
    summed, largest = (np.where(more[columns], here, there) for here, there in (counts, most))
    enough = min(inside.sum(), (~inside).sum()) >= MIN_TEXTS_FOR_INTERVAL
    rates = [1e6 * count / max(side.words.sum(), 1) for side, count in zip(sides, counts, strict=True)]
    return pd.DataFrame(
        {
            "general": enough & (2 * largest <= np.maximum(summed, 2)),
            "per_million": rates[0],
            "other_per_million": rates[1],
            "ratio": compared.ratio,
            "low": compared.low,
            "high": compared.high,
        },
        index=columns,
    )


class _Spans:
    """Uses of terms in spans of periods, beyond what the words of each outlet there make expected.

    Attributes
    ----------
    holds : ndarray of bool, (n_periods, n_spans)
        Which periods belong to each span: each alone, if there are three or more, then all from the second on, from
        the third on, and so on.
    alone : ndarray of bool, (n_spans,)
    texts : ndarray of int, (n_outlets, n_spans)
    """

    def __init__(self, uses: sparse.csr_matrix, words: np.ndarray, period: np.ndarray, outlet: np.ndarray) -> None:
        n_texts, n_terms = uses.shape
        n_periods, n_outlets = int(period.max()) + 1, int(outlet.max()) + 1
        single = np.eye(n_periods, dtype=bool)[:, : n_periods if n_periods > 2 else 0]
        self.holds = np.hstack([single, np.tri(n_periods, k=-1, dtype=bool)[:, :-1]])
        self.alone = np.arange(self.holds.shape[1]) < single.shape[1]
        at = (np.arange(n_texts), outlet)
        member = sparse.csr_matrix((np.ones(n_texts, dtype=np.int64), at), shape=(n_texts, n_outlets))
        # Of each period are counted the uses of each term, then the words of each outlet.
        by_outlet = sparse.csr_matrix((words.astype(np.int64), at), shape=(n_texts, n_outlets))
        self.counted = sparse.coo_matrix(sparse.hstack([uses, by_outlet]))
        self.rate = (uses.T @ member).toarray() / np.maximum(np.bincount(outlet, words), 1)
        held = uses.tocoo()
        expected = self.rate[held.col, outlet[held.row]] * words[held.row]
        cell = held.col * n_outlets + outlet[held.row]
        # Sums over texts of the powers of uses beyond those expected; most texts hold no use.
        second, third = (
            np.bincount(cell, (held.data - expected) ** k - (-expected) ** k, minlength=n_terms * n_outlets).reshape(
                n_terms, n_outlets
            )
            + (-self.rate) ** k * np.bincount(outlet, words.astype(float) ** k)
            for k in (2, 3)
        )
        self.second, self.n = np.maximum(second, 0.0), np.bincount(outlet)[:, None]
        counts = sparse.csr_matrix((np.ones(n_texts, np.int64), (outlet, period)), shape=(n_outlets, n_periods))
        self.texts = inside = counts.toarray() @ self.holds
        spread = inside * (self.n - inside) / np.maximum(self.n * (self.n - 1), 1)
        self.deviation = np.sqrt(self.second @ spread)
        moment = third @ (spread * (self.n - 2 * inside) / np.maximum(self.n - 2, 1))
        self.skewness = moment / np.where(self.deviation > 0, self.deviation, 1.0) ** 3

    def sum_periods(self, period: np.ndarray) -> np.ndarray:
        """Sum over periods: (n_terms + n_outlets, n_periods)."""
        shape = self.counted.shape[1], len(self.holds)
        cell = self.counted.col * shape[1] + period[self.counted.row]
        return np.bincount(cell, self.counted.data, minlength=shape[0] * shape[1]).reshape(shape)

    def score(self, by_period: np.ndarray) -> np.ndarray:
        """Score the uses of each term in each span, (n_terms, n_spans): above 0 for more than expected."""
        n_terms = len(self.rate)
        summed = (by_period[:n_terms] - self.rate @ by_period[n_terms:]) @ self.holds
        known = self.deviation > 0
        z = np.where(known, summed / np.where(known, self.deviation, 1.0), 0.0)
        return np.asarray(np.sign(z) * normal_score(np.abs(z), np.sign(z) * self.skewness))

    def choose(self, scores: np.ndarray) -> np.ndarray:
        """Give the span that says what each term does.

        That is all periods from one on if they differ more than any single one does, and still differ without that one:
        their score, less what the single one's makes of it, is beyond the 5 % point.
        """
        sizes = np.abs(scores)
        best: np.ndarray = np.where(self.alone, -1.0, sizes).argmax(axis=1)
        if not self.alone.any():
            return best
        single = np.where(self.alone, sizes, -1.0).argmax(axis=1)
        term = np.arange(len(best))
        part, whole = self.texts[:, single], self.texts[:, best]
        shared = np.where(self.holds[single, best], part, 0)
        covariance = (self.second.T * (shared * self.n - part * whole) / np.maximum(self.n * (self.n - 1), 1)).sum(
            axis=0
        )
        product = self.deviation[term, single] * self.deviation[term, best]
        tie = covariance / np.where(product > 0, product, 1.0)
        ahead = sizes[term, best] > sizes[term, single]
        rest = scores[term, best] - tie * scores[term, single]
        stays = rest * np.sign(scores[term, best]) > _DIFFERS * np.sqrt(np.maximum(1 - tie**2, 0.0))
        return np.asarray(np.where(ahead & stays, best, single))

    def begin_late(self, chosen: np.ndarray, more: np.ndarray, by_period: np.ndarray) -> np.ndarray:
        """Let each change begin with a period beyond the old level: a year of few texts and no use is in no rise.

        Levels are uses beyond what the words of each outlet make expected, per word.
        """
        n_terms, first = len(self.rate), int(self.alone.sum())
        uses, words = by_period[:n_terms], np.maximum(by_period[n_terms:].sum(axis=0), 1)
        excess = uses - self.rate @ by_period[n_terms:]
        late = chosen.copy()
        for term in np.flatnonzero(~self.alone[chosen]):
            begin = int(chosen[term]) - first + 1
            old = round_significant(np.array(excess[term, :begin].sum() / words[:begin].sum()))
            level = round_significant(excess[term, begin:] / words[begin:])
            beyond = np.flatnonzero((level > old) & (uses[term, begin:] > 0) if more[term] else level < old)
            late[term] += beyond[0] if len(beyond) else 0
        return late


def most_changed(changes: pd.DataFrame, limit: int = 6) -> pd.DataFrame:
    """Choose the terms whose use changes most: names first (`names_first`), then by strength, two of a kind and period.

    Returns
    -------
    DataFrame
        Rows of `tables.TERM_CHANGES` that have changed, with ``strength``: the end of the ratio's interval nearest to
        no change, as a logarithm, times the root of the independent texts.
    """
    changed = changes[changes["changed"].eq(True)].copy()
    strength = _least_change(changed) * np.sqrt(changed["independent_texts"])
    changed["strength"] = round_significant(strength.to_numpy())
    strongest = changed.sort_values("strength", ascending=False, kind="stable")
    apart = names_first(strongest, len(strongest))
    return apart[apart.groupby(["change", "period"]).cumcount() < MAX_OF_A_PERIOD].head(limit).reset_index(drop=True)


def mark_changes(trend: pd.DataFrame, changes: pd.DataFrame) -> pd.DataFrame:
    """Write into a `term_trend` what each term does from a period on, or in it: `tables.MARKED_TREND`."""
    changed = changes[changes["changed"].eq(True)]
    what = dict(zip(zip(changed["term"], changed["period"], strict=True), changed["change"], strict=True))
    here = [what.get(pair, "") for pair in zip(trend["term"], trend["period"], strict=True)]
    return tables.MARKED_TREND.build(trend.assign(change=np.array(here, dtype=object)))
