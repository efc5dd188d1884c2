"""How reliable topics are: whether those found in one half of the texts sort the other half in the same way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from scipy import sparse

from analysis.counts import WindowCounts, windows_of_ids
from analysis.tables import round_significant
from analysis.topics.model.article_space import word_vectors
from analysis.topics.model.topic_fit import FitData, FitOptions, group_texts
from analysis.topics.model.topic_mixture import Centres

# Four times the texts are cut in two, and each half is fitted.
SPLITS = 4
# A topic of nearly all texts comes back by chance, and hardly anything is left to divide by.
LEAST_ROOM = 0.05
_TEXTS_AT_ONCE = 500


@dataclass(frozen=True)
class Half:
    """Topics found in one half of the texts.

    Attributes
    ----------
    seen : ndarray of bool, (n_texts,)
        Whether a text is of that half.
    groups : dict of int to ndarray of int, (n_texts,)
        By number of topics: the topic of each text; of the other half's, the nearest.
    """

    seen: np.ndarray
    groups: dict[int, np.ndarray]


def fit_halves(data: FitData, numbers: Sequence[int], options: FitOptions, splits: int = SPLITS) -> list[Half]:
    """Fit topics to halves of the texts; the halves depend on the seed only.

    One space and one tree of each half serve all numbers; numbers larger than a half are left out.
    """
    job = partial(_fit_half, data=data, numbers=numbers, options=options)
    return options.engine.map(job, range(2 * splits), "fitting topics of halves")


def _fit_half(at: int, data: FitData, numbers: Sequence[int], options: FitOptions) -> Half:
    n_texts = data.counts.shape[0]
    order = np.random.default_rng([options.seed, at // 2]).permutation(n_texts)
    seen = np.zeros(n_texts, dtype=bool)
    seen[order[: n_texts // 2] if at % 2 else order[n_texts // 2 :]] = True
    half = data.take(np.flatnonzero(seen))
    others = half.space.project(data.counts[~seen])
    groups = {}
    for number in numbers:
        if number > half.counts.shape[0]:
            continue
        own = group_texts(half, number, options)
        group = np.empty(n_texts, dtype=np.int64)
        group[seen] = own
        group[~seen] = Centres.of_groups(half.points, own, number).shares(others).argmax(axis=1)
        groups[number] = group
    return Half(seen, groups)


def reliability(group: np.ndarray, number: int, halves: Sequence[Half]) -> np.ndarray:
    """Measure how reliable topics are.

    In each half, a topic's partner is the one with the largest overlap among the texts the half was fitted to; what
    counts is the overlap among the texts of the other half. J = sum of |both| / sum of |either| over all halves, less
    what chance gives: (J - E) / (1 - E), E the same for texts dealt to topics of these sizes at random.

    Parameters
    ----------
    group : ndarray of int, (n_texts,)
        Topic of each text, from 0; -1 for none.
    number : int
        Number of topics in the halves.
    halves : sequence of Half

    Returns
    -------
    ndarray, (n_topics,)
        1: always the same texts; 0: as chance gives it. Six significant digits; 0 for a topic without texts.

    References
    ----------
    Tibshirani & Walther (2005), Cluster validation by prediction strength, JCGS 14(3); Hubert & Arabie (1985),
    Comparing partitions, for the correction for chance.

    Examples
    --------
    >>> group = np.array([0, 0, 0, 1, 1, 1])
    >>> half = Half(np.array([True, False, True, True, False, True]), {2: np.array([1, 1, 1, 0, 0, 0])})
    >>> reliability(group, 2, [half]).tolist()
    [1.0, 1.0]
    """
    n_topics = int(group.max(initial=-1)) + 1
    both, either, chance = np.zeros(n_topics), np.zeros(n_topics), np.zeros(n_topics)
    for half in halves:
        if number not in half.groups:
            continue
        found = half.groups[number]
        seen, unseen = (_cross(group[part], found[part], n_topics, number) for part in (half.seen, ~half.seen))
        own, other = seen.sum(axis=1, keepdims=True), seen.sum(axis=0, keepdims=True)
        partner = round_significant(seen / np.maximum(own + other - seen, 1)).argmax(axis=1)
        own, other = unseen.sum(axis=1), unseen.sum(axis=0)[partner]
        shared = unseen[np.arange(n_topics), partner]
        both += shared
        either += own + other - shared
        chance += own * other / max((~half.seen).sum(), 1)
    overlap = both / np.maximum(either, 1)
    expected = chance / np.maximum(both + either - chance, 1e-9)
    return round_significant(np.where(either > 0, (overlap - expected) / np.maximum(1 - expected, LEAST_ROOM), 0.0))


def _cross(group: np.ndarray, found: np.ndarray, n_topics: int, number: int) -> np.ndarray:
    at = group >= 0
    cells = np.bincount(group[at] * number + found[at], minlength=n_topics * number)
    return cells.reshape(n_topics, number).astype(float)


def shuffle_words(data: FitData, seed: Sequence[int]) -> FitData:
    """Shuffle words over articles: every article as long as before, every word as frequent; windows are counted anew.

    Examples
    --------
    >>> from analysis.counts import WindowCounts
    >>> counts = sparse.csr_matrix(np.array([[2, 0, 1], [0, 3, 1]]))
    >>> nothing = WindowCounts(sparse.csr_matrix((3, 3), dtype=np.int64), 0)
    >>> mixed = shuffle_words(FitData(counts, nothing, np.zeros((3, 1)), np.array(["a", "b", "c"])), [0])
    >>> mixed.counts.sum(axis=0).tolist(), mixed.counts.sum(axis=1).ravel().tolist()
    ([[2, 3, 2]], [[3, 4]])
    """
    counts = data.counts
    starts = np.concatenate([[0], np.cumsum(np.asarray(counts.sum(axis=1)).ravel())])
    words = np.random.default_rng(list(seed)).permutation(np.repeat(counts.indices, counts.data))
    mixed = sparse.csr_matrix((np.ones(len(words), np.int64), words.copy(), starts), shape=counts.shape)
    mixed.sum_duplicates()
    windows = WindowCounts(sparse.csr_matrix((counts.shape[1],) * 2, dtype=np.int64), 0)
    for first in range(0, counts.shape[0], _TEXTS_AT_ONCE):
        bounds = starts[first : first + _TEXTS_AT_ONCE + 1]
        windows = windows + windows_of_ids(words[bounds[0] : bounds[-1]], bounds - bounds[0], counts.shape[1])
    return FitData(mixed, windows, word_vectors(windows), data.terms)
