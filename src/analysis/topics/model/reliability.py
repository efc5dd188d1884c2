"""How reliable topics are: whether those found in one half of the texts sort the other half in the same way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import NamedTuple

import numpy as np
from scipy import sparse

from analysis.counts import WindowCounts, windows_of_ids
from analysis.tables import round_significant
from analysis.topics.model.article_space import word_vectors
from analysis.topics.model.topic_fit import FitData, FitOptions, PlacedTexts, group_texts
from analysis.topics.model.topic_mixture import Centres

# Four times the texts are cut in two, and each half is fitted.
SPLITS = 4
# A topic of nearly all texts comes back by chance, and hardly anything is left to divide by.
LEAST_ROOM = 0.05
# Towards the directions of shuffled words: no direction of chance is better than the next.
SHUFFLED_STEPS = 3
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


class HalfTexts(NamedTuple):
    """Half of the texts, as they are grouped, and the points of the others among them."""

    seen: np.ndarray
    texts: PlacedTexts
    others: np.ndarray

    def group(self, number: int, options: FitOptions) -> np.ndarray:
        """Group the half, and give the others their nearest topics."""
        own = group_texts(self.texts, number, options)
        group = np.empty(len(self.seen), dtype=np.int64)
        group[self.seen] = own
        group[~self.seen] = Centres.of_groups(self.texts.points, own, number).shares(self.others).argmax(axis=1)
        return group


def cut_in_halves(data: FitData, options: FitOptions, splits: int = SPLITS) -> list[HalfTexts]:
    """Cut the texts into halves, by the seed only; one space and one tree of each serve all numbers of topics."""
    job = partial(_place_half, data=data, seed=options.seed)
    return options.engine.map(job, range(2 * splits), "placing halves of the texts")


def _place_half(at: int, data: FitData, seed: int) -> HalfTexts:
    n_texts = data.counts.shape[0]
    order = np.random.default_rng([seed, at // 2]).permutation(n_texts)
    seen = np.zeros(n_texts, dtype=bool)
    seen[order[: n_texts // 2] if at % 2 else order[n_texts // 2 :]] = True
    half = data.take(np.flatnonzero(seen))
    return HalfTexts(seen, half.placed, half.space.project(data.counts[~seen]))


def group_halves(halves: Sequence[HalfTexts], number: int, options: FitOptions) -> list[Half]:
    """Fit this many topics to each half; none to a half with fewer texts."""
    return [
        Half(half.seen, {number: half.group(number, options)} if number <= half.seen.sum() else {}) for half in halves
    ]


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
    """Shuffle words over articles: every article as long as before, every word as frequent; vectors are counted anew.

    Examples
    --------
    >>> from analysis.counts import WindowCounts
    >>> counts = sparse.csr_matrix(np.array([[2, 0, 1], [0, 3, 1]]))
    >>> nothing = WindowCounts(sparse.csr_matrix((3, 3), dtype=np.int64), 0)
    >>> mixed = shuffle_words(FitData(counts, nothing, np.zeros((3, 1)), np.array(["a", "b", "c"])), [0])
    >>> mixed.counts.sum(axis=0).tolist(), mixed.counts.sum(axis=1).ravel().tolist()
    ([[2, 3, 2]], [[3, 4]])
    """
    counts, n_terms = data.counts, data.counts.shape[1]
    starts = np.concatenate([[0], np.cumsum(np.asarray(counts.sum(axis=1)).ravel())])
    words = np.random.default_rng(list(seed)).permutation(np.repeat(counts.indices, counts.data))
    windows = WindowCounts(sparse.csr_matrix((n_terms, n_terms), dtype=np.int64), 0)
    for first in range(0, len(starts) - 1, _TEXTS_AT_ONCE):
        bounds = starts[first : first + _TEXTS_AT_ONCE + 1]
        windows = windows + windows_of_ids(words[bounds[0] : bounds[-1]], bounds - bounds[0], n_terms)
    mixed = sparse.csr_matrix((np.ones(len(words), np.int64), words, starts), shape=counts.shape)
    mixed.sum_duplicates()
    return replace(data, counts=mixed, windows=windows, vectors=word_vectors(windows, steps=SHUFFLED_STEPS))
