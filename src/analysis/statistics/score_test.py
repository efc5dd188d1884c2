"""The test of differences: is a term in more texts of a source, or used more there, than if texts were dealt at random.

A stratified score test whose permutation moments are known in closed form, so that nothing is shuffled: whole numbers
summed over independent texts are all it needs, and sums of different texts add up.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from math import isqrt

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.corpus import Corpus
from analysis.counts.cell_counts import AddedByField, add_rows
from analysis.statistics.tails import exact_presence_tails, pearson_tail

# One text weighs so much, dealt out among the sources that printed it; divisible by 1 to 10.
WHOLE = 2520
# Logarithms of uses are rounded to this part of a doubling.
USE_UNIT = 1024
# Strata of text length, half a doubling of words each.
LENGTH_STRATA = 44
# Sums of one kind that are held at a time.
_SUMS_AT_ONCE = 4_000_000
# Below so many texts expected with, or without, the term the tail of presence is computed exactly.
_EXPECTED_FOR_TAIL = 50
# A tail above this is nowhere near a limit of a test and stays as approximated.
_NEED_NOT_BE_EXACT = 0.2


@dataclass(frozen=True)
class Texts:
    """Independent texts: what they hold, how long they are, and who printed them.

    Attributes
    ----------
    uses : csr_matrix of int64, (n_texts, n_terms)
        Uses in the representative of each text, its earliest article.
    words : ndarray of int64, (n_texts,)
        All words of the representative.
    weights : csr_matrix of int64, (n_texts, n_sources)
        Part of each text's copies in each source, in 2520ths (`share_weights`).
    """

    uses: sparse.csr_matrix
    words: np.ndarray
    weights: sparse.csr_matrix

    def select(self, texts: np.ndarray) -> Texts:
        """Take some of the texts, by number or as flags."""
        return Texts(self.uses[texts], self.words[texts], self.weights[texts])

    def take(self, terms: np.ndarray) -> Texts:
        """Take some of the terms, by number or as flags."""
        return Texts(sparse.csr_matrix(self.uses[:, terms]), self.words, self.weights)


@dataclass(frozen=True)
class ScoreSums(AddedByField):
    """Whole numbers summed over independent texts; h counts strata, s sources, t terms.

    Attributes
    ----------
    texts : ndarray of int64, (n_strata,)
        Texts in each stratum.
    w1, w2, w3 : ndarray of int64, (n_sources, n_strata)
        Sums of weights, of their squares and cubes.
    split : ndarray of int64, (n_sources,)
        Texts that a source shares with others.
    holders : ndarray of int64, (n_strata, n_terms)
        Texts that hold the term.
    x1, x2, x3 : ndarray of int64, (n_strata, n_terms)
        Sums of round(1024 log2(1 + uses)), of squares and cubes.
    held, used : ndarray of int64, (n_sources, n_terms)
        Sums of weights of the texts that hold the term; of weight times round(1024 log2(1 + uses)).
    """

    texts: np.ndarray
    w1: np.ndarray
    w2: np.ndarray
    w3: np.ndarray
    split: np.ndarray
    holders: np.ndarray
    x1: np.ndarray
    x2: np.ndarray
    x3: np.ndarray
    held: np.ndarray
    used: np.ndarray


@dataclass(frozen=True)
class ScoreTest:
    """What the test says, (n_sources, n_terms) or (n_cells,) each.

    Attributes
    ----------
    p : ndarray of float
        Of a difference in either direction: the smaller p of presence and use, doubled; 1 where nothing varies.
    direction : ndarray of int
        1: more in the source, -1: less, by the statistic with the smaller p; 0 where nothing varies.
    agree : ndarray of bool
        Whether presence and use point the same way.
    varies : ndarray of bool
        Where there is something to test.
    """

    p: np.ndarray
    direction: np.ndarray
    agree: np.ndarray
    varies: np.ndarray


def length_stratum(words: np.ndarray) -> np.ndarray:
    """Give the stratum of texts of so many words, floor(2 log2(words)): the same bounds in every corpus."""
    # w words reach stratum k where w^2 >= 2^k.
    bounds = np.array([isqrt(2**k - 1) + 1 for k in range(1, LENGTH_STRATA)])
    return np.asarray(np.searchsorted(bounds, words, side="right"))


def first_articles(corpus: Corpus) -> tuple[np.ndarray, sparse.csr_matrix]:
    """Give the first article of each independent text, and the weights of all its copies.

    Returns
    -------
    first : ndarray of int, (n_texts,)
        Positions in ``corpus.articles``, in the order of groups.
    weights : csr_matrix of int64, (n_texts, n_sources)
        `share_weights`.
    """
    articles = corpus.articles
    group = pd.factorize(articles["group"])[0]
    source = pd.Index(corpus.source_names).get_indexer(pd.Index(articles["source"]))
    first = np.flatnonzero(articles["first_of_group"].to_numpy())
    shape = (len(first), len(corpus.source_names))
    copies = sparse.csr_matrix((np.ones(len(group), dtype=np.int64), (group, source)), shape=shape)
    return first, share_weights(copies)


def share_weights(copies: sparse.csr_matrix) -> sparse.csr_matrix:
    """Deal the weight of each text, 2520, out among its sources in proportion to its copies, by largest remainder.

    Parameters
    ----------
    copies : csr_matrix of int64, (n_texts, n_sources)
        Articles of each text in each source, at least one a text.

    Returns
    -------
    csr_matrix of int64, (n_texts, n_sources)
        Each row adds up to 2520; of equal remainders the first source is served first.
    """
    copies = sparse.csr_matrix(copies)
    copies.sort_indices()
    row = np.repeat(np.arange(copies.shape[0]), np.diff(copies.indptr))
    total = np.asarray(copies.sum(axis=1)).ravel()[row]
    weight, remainder = np.divmod(copies.data * WHOLE, total)
    left = WHOLE - np.bincount(row, weights=weight, minlength=copies.shape[0]).astype(np.int64)
    order = np.lexsort((copies.indices, -remainder / total, row))
    rank = np.arange(len(row)) - copies.indptr[row]
    weight[order] += rank < left[row]
    return sparse.csr_matrix((weight, copies.indices, copies.indptr), shape=copies.shape, copy=True)


def sum_scores(texts: Texts, stratum: np.ndarray, n_strata: int) -> ScoreSums:
    """Sum independent texts by source, stratum and term.

    ``stratum``, from 0, is that of each text: of its length (`length_stratum`), or of topic and length together.
    """
    member = add_rows(stratum, n_strata)
    weights, by_source = texts.weights, sparse.csr_matrix(texts.weights.T)
    held, x = (_valued(texts.uses, values) for values in (np.ones_like(texts.uses.data), use_scores(texts.uses.data)))
    parts = weights.indices[(weights.data > 0) & (weights.data < WHOLE)]
    return ScoreSums(
        texts=np.bincount(stratum, minlength=n_strata).astype(np.int64),
        **{f"w{k}": (member @ weights.power(k)).toarray().T for k in (1, 2, 3)},
        split=np.bincount(parts, minlength=weights.shape[1]),
        holders=(member @ held).toarray(),
        **{f"x{k}": (member @ x.power(k)).toarray() for k in (1, 2, 3)},
        held=(by_source @ held).toarray(),
        used=(by_source @ x).toarray(),
    )


def use_scores(uses: np.ndarray) -> np.ndarray:
    """Give round(1024 log2(1 + uses)): ten uses in a text say little more than five."""
    return np.asarray(np.rint(USE_UNIT * np.log2(1.0 + uses)), dtype=np.int64)


def score_test(sums: ScoreSums, cells: tuple[np.ndarray, np.ndarray] | None = None) -> ScoreTest:
    """Test terms in sources against texts dealt at random within each stratum.

    With w the part of a text in the source and x what it holds of the term (1 or 0; or round(1024 log2(1 + uses))), the
    statistic is the sum of w x. In a stratum of n texts its permutation mean is n w' x', with w' and x' the means, its
    variance sum (w - w')^2 sum (x - x')^2 / (n - 1), its third moment n / ((n - 1)(n - 2)) sum (w - w')^3
    sum (x - x')^3; strata add up. Tails are Pearson's type III with these moments (`pearson_tail`), and exact for
    presence where fewer than fifty texts with, or without, the term are expected in a source that shares no text.

    Parameters
    ----------
    cells : tuple of ndarray of int, optional
        Numbers of the sources and of the terms to test, (n_cells,) each; every source and every term unless given.

    Returns
    -------
    ScoreTest
        Of every source and term, or of the cells. Each statistic has min(1, 2 x the smaller tail); p is the smaller of
        the two, doubled, at most 1.

    References
    ----------
    Cochran (1954), Biometrics 10(4); Mantel & Haenszel (1959), J. Natl. Cancer Inst. 22(4); Strasser & Weber (1999),
    Mathematical Methods of Statistics 8, for the moments.
    """
    source, term = cells or _every_cell(sums)
    presence, single = _test_presence(sums, source, term)
    use = _standardise(sums, source, term, sums.used, (sums.x1, sums.x2, sums.x3))
    used = np.minimum(2 * use.tails(0.0).min(axis=0), 1.0)
    by_use = used < single
    varies = (presence.variance > 0) | (use.variance > 0)
    return ScoreTest(
        p=np.where(varies, np.minimum(2 * np.minimum(single, used), 1.0), 1.0),
        direction=np.where(varies, np.where(by_use, use.sign, presence.sign), 0).astype(np.int64),
        agree=presence.sign == use.sign,
        varies=varies,
    )


def presence_test(sums: ScoreSums) -> ScoreTest:
    """Test as `score_test` does whether texts hold something, not how often; nothing is doubled for two statistics."""
    presence, p = _test_presence(sums, *_every_cell(sums))
    varies = presence.variance > 0
    direction = np.where(varies, presence.sign, 0).astype(np.int64)
    return ScoreTest(p=np.where(varies, p, 1.0), direction=direction, agree=np.ones_like(varies), varies=varies)


def score_texts(
    texts: Texts, cells: tuple[np.ndarray, np.ndarray] | None = None, stratum: np.ndarray | None = None
) -> ScoreTest:
    """Test terms in sources among texts of like length (`score_test`), and of one ``stratum`` if these are given.

    Strata of many sources are thousands: so many terms at a time are tested as memory can hold their sums of.
    """
    length = length_stratum(texts.words)
    if stratum is not None:
        length = length + LENGTH_STRATA * stratum
    # Strata that hold a text, in their order.
    at = np.unique(length, return_inverse=True)[1]
    n_strata, n_terms = int(at.max(initial=0)) + 1, texts.uses.shape[1]
    step = max(1, _SUMS_AT_ONCE // max(n_strata, texts.weights.shape[1]))
    if n_terms <= step:
        return score_test(sum_scores(texts, at, n_strata), cells)
    columns, parts = texts.uses.tocsc(), []
    source, term = cells or (np.zeros(0, np.int64), np.zeros(0, np.int64))
    order = np.argsort(term, kind="stable")
    for start in range(0, n_terms, step):
        sums = sum_scores(replace(texts, uses=columns[:, start : start + step].tocsr()), at, n_strata)
        low, high = np.searchsorted(term[order], [start, start + step])
        chosen = order[low:high]
        parts.append(score_test(sums, (source[chosen], term[chosen] - start) if cells else None))
    joined = (np.concatenate([getattr(part, each.name) for part in parts], axis=-1) for each in fields(ScoreTest))
    # Cells were tested by term, and are given as asked for.
    back = np.argsort(order, kind="stable") if cells else slice(None)
    return ScoreTest(*(values[..., back] for values in joined))


@dataclass(frozen=True)
class _Statistic:
    """A statistic and its permutation moments, of the shape that is tested."""

    observed: np.ndarray
    mean: np.ndarray
    variance: np.ndarray
    third: np.ndarray

    @property
    def sign(self) -> np.ndarray:
        """1: more than expected, -1: less."""
        return np.asarray(np.sign(self.observed - self.mean))

    def tails(self, half_step: float) -> np.ndarray:
        """Give the probability of as much or more, and of as much or less, (2, ...)."""
        error = np.sqrt(np.where(self.variance > 0, self.variance, 1.0))
        away, skewness = self.observed - self.mean, self.third / error**3
        step = np.minimum(half_step, np.abs(away))
        tails = [pearson_tail(sign * away / error - step / error, sign * skewness) for sign in (1, -1)]
        return np.where(self.variance > 0, np.array(tails), 1.0)


def _every_cell(sums: ScoreSums) -> tuple[np.ndarray, np.ndarray]:
    return np.arange(len(sums.w1))[:, None], np.arange(sums.holders.shape[1])[None, :]


def _test_presence(sums: ScoreSums, source: np.ndarray, term: np.ndarray) -> tuple[_Statistic, np.ndarray]:
    """Give the statistic of presence, and twice its smaller tail."""
    presence = _standardise(sums, source, term, sums.held, (sums.holders, sums.holders, sums.holders))
    # Whole texts come in steps of one: half a step is the usual correction.
    tails = presence.tails(0.5)
    _make_exact(sums, source, term, presence, tails)
    return presence, np.minimum(2 * tails.min(axis=0), 1.0)


def _standardise(
    sums: ScoreSums, source: np.ndarray, term: np.ndarray, products: np.ndarray, x: tuple[np.ndarray, ...]
) -> _Statistic:
    """Add up the permutation moments of all strata, one after the other: in floats the order of a sum matters."""
    observed = products[source, term] / WHOLE
    mean, variance, third = (np.zeros_like(observed) for _ in range(3))
    for h in np.flatnonzero(sums.texts):
        n = float(sums.texts[h])
        w = [part[:, h].astype(float) / WHOLE**k for k, part in enumerate((sums.w1, sums.w2, sums.w3), 1)]
        held = [part[h].astype(float) for part in x]
        mean += (w[0] / n)[source] * held[0][term]
        if n > 1:
            variance += (_central(w, n, 2) / (n - 1))[source] * _central(held, n, 2)[term]
        if n > 2:
            third += (n / ((n - 1) * (n - 2)) * _central(w, n, 3))[source] * _central(held, n, 3)[term]
    return _Statistic(observed, mean, variance, third)


def _central(sums: list[np.ndarray], n: float, power: int) -> np.ndarray:
    """Turn sums of values, squares and cubes into the sum of (value - mean)^power; 0 where all values are equal."""
    s1, s2, s3 = sums
    squares = s2 - s1 * s1 / n
    spread = squares > 1e-12 * s2
    if power == 2:
        return np.where(spread, squares, 0.0)
    return np.where(spread, s3 - 3 * s1 * s2 / n + 2 * s1**3 / n**2, 0.0)


def _make_exact(sums: ScoreSums, source: np.ndarray, term: np.ndarray, presence: _Statistic, tails: np.ndarray) -> None:
    """Replace tails of presence where a source holds whole texts and few are expected with, or without, the term."""
    n_texts = (sums.w1.sum(axis=1) // WHOLE)[source]
    few = np.minimum(presence.mean, n_texts - presence.mean) < _EXPECTED_FOR_TAIL
    whole = (sums.split == 0)[source]
    needed = few & whole & (presence.variance > 0) & (tails.min(axis=0) <= _NEED_NOT_BE_EXACT)
    sources, terms = (np.broadcast_to(number, needed.shape)[needed] for number in (source, term))
    exact = np.empty((2, len(sources)))
    for s in np.unique(sources):
        at = sources == s
        here, holders, observed = sums.w1[s] // WHOLE, sums.holders[:, terms[at]], sums.held[s, terms[at]] // WHOLE
        exact[:, at] = exact_presence_tails(sums.texts, here, holders, observed)
    tails[:, needed] = exact


def _valued(matrix: sparse.csr_matrix, values: np.ndarray) -> sparse.csr_matrix:
    # A copy: scipy may sort the indices of a matrix where they are, and with them those of another that shares them.
    return sparse.csr_matrix((values, matrix.indices, matrix.indptr), shape=matrix.shape, copy=True)
