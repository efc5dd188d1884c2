"""How far topics lie from each other, and a map of it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.statistics import jensen_shannon
from analysis.tables import round_significant
from analysis.tables.topic_tables import TOPIC_MAP
from analysis.topics.corpus_topics import Topics


def word_distances(topics: Topics) -> np.ndarray:
    """Measure distances between topics: root of the Jensen-Shannon divergence of their words.

    Returns
    -------
    ndarray, (n_topics, n_topics)
        Symmetric, from 0 (the same words) to 1 (none in common), six significant digits.

    References
    ----------
    Endres & Schindelin (2003), A new metric for probability distributions: the root is a metric.
    """
    if topics.fit is None:
        return np.zeros((0, 0))
    uses = topics.fit.counts.uses.astype(float)
    words = uses / np.maximum(uses.sum(axis=1, keepdims=True), 1.0)
    apart = np.array([jensen_shannon(words, row) for row in words])
    np.fill_diagonal(apart, 0.0)
    return round_significant(np.sqrt((apart + apart.T) / 2))


def topic_map(topics: Topics, card: pd.DataFrame) -> pd.DataFrame:
    """Lay topics out in two dimensions so that similar ones lie near each other.

    Returns
    -------
    DataFrame
        `tables.TOPIC_MAP`: classical scaling of `word_distances`; the largest coordinate of each axis is positive.
        Empty when there are no topics.

    References
    ----------
    Torgerson (1952), Multidimensional scaling: I. Theory and method.
    """
    if topics.fit is None:
        return TOPIC_MAP.empty()
    apart = word_distances(topics)
    place = scale_distances(apart)
    others = np.where(np.eye(len(apart), dtype=bool), np.inf, apart)
    nearest = others.argmin(axis=1)
    alone = len(apart) == 1
    return TOPIC_MAP.build(
        {
            "topic": topics.numbers,
            "label": topics.labels,
            "x": place[:, 0],
            "y": place[:, 1],
            "share": card["share"].to_numpy(),
            "nearest": [0 if alone else topics.numbers[other] for other in nearest],
            "nearest_label": ["" if alone else topics.labels[other] for other in nearest],
            "distance": np.nan if alone else others.min(axis=1),
        }
    )


def scale_distances(apart: np.ndarray) -> np.ndarray:
    """Give places in two dimensions whose distances are near those of a matrix (classical scaling), (n, 2)."""
    centred = np.eye(len(apart)) - 1 / len(apart)
    values, vectors = np.linalg.eigh(-centred @ (apart**2) @ centred / 2)
    place = np.zeros((len(apart), 2))
    for axis in range(min(2, len(apart))):
        column = vectors[:, -1 - axis] * np.sqrt(max(values[-1 - axis], 0.0))
        # Four decimals hide what is only rounding: equal corpora give equal maps.
        column = np.round(column, 4) + 0.0
        place[:, axis] = column if column[np.abs(column).argmax()] >= 0 else -column
    return place
