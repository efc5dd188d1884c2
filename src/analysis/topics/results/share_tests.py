"""Shuffles that say how far shares of topics differ by chance, each independent text counted once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.corpus import Corpus
from analysis.statistics import MIN_TEXTS_FOR_INTERVAL, blocks_of_groups, shuffle_labels, swap_with_singletons
from analysis.tables import round_significant
from analysis.topics.corpus_topics import Topics
from analysis.topics.results.topic_membership import main_topics

SHUFFLES = 1998


@dataclass(frozen=True)
class TextsOfParts:
    """The independent texts of each source or period; one that several have is a row of each.

    Attributes
    ----------
    group, part : ndarray of int, (n_rows,)
        Group of duplicates, and number of the source or period.
    topics : csr_matrix of 0 and 1, (n_rows, n_topics)
        Which topics of both levels its first article there has (`main_topics`).
    n_parts : int
    """

    group: np.ndarray
    part: np.ndarray
    topics: sparse.csr_matrix
    n_parts: int

    @property
    def texts(self) -> np.ndarray:
        """Texts of each part, (n_parts,)."""
        return np.bincount(self.part, minlength=self.n_parts)

    @property
    def shares(self) -> np.ndarray:
        """Share of each topic among the texts of each part, (n_topics, n_parts)."""
        parts = np.eye(self.n_parts, dtype=np.int64)[self.part]
        return np.asarray(self.topics.T @ parts / np.maximum(self.texts, 1))

    def differences(self, one: int, other: int, seed: int) -> np.ndarray:
        """Give each topic's share in one part less that in another, and the same when the texts of both are shuffled.

        Returns
        -------
        ndarray of float, (1 + n_shuffles, n_topics)
            First as they are; groups of duplicates move as blocks.
        """
        at = np.flatnonzero((self.part == one) | (self.part == other))
        topics, side = self.topics[at].T.tocsr(), (self.part[at] == one).astype(np.int64)
        everything, texts = topics @ np.ones_like(side), int(side.sum())
        blocks, generator = blocks_of_groups(self.group[at]), np.random.default_rng([seed, one, other])
        found = np.empty((1 + SHUFFLES, topics.shape[0]))
        labels = side
        for row in range(1 + SHUFFLES):
            if row:
                labels = swap_with_singletons(shuffle_labels(side, blocks, generator), blocks, generator)
            held = topics @ labels
            found[row] = held / texts - (everything - held) / (len(side) - texts)
        return found


def texts_of_parts(corpus: Corpus, topics: Topics, column: str, names: list[str]) -> TextsOfParts:
    """Take the first article of each independent text in each of some sources or periods."""
    part = pd.Index(names).get_indexer(pd.Index(corpus.articles[column]))
    group = corpus.articles["group"].to_numpy()
    first = ~pd.DataFrame({"group": group, "part": part}).duplicated().to_numpy()
    rows = np.flatnonzero(first & (part >= 0))
    return TextsOfParts(group[rows], part[rows], main_topics(topics)[rows, :-1], len(names))


def nearest_rivals(texts: TextsOfParts) -> list[tuple[int, int]]:
    """Find for each topic the part with the largest share, and the one that it is hardest to tell from.

    Returns
    -------
    list of (int, int)
        Parts with at least 10 texts only; of equal shares the first. The rival is the one with the smallest difference,
        divided by its standard error in two parts of one population. Empty with fewer than two such parts.
    """
    able = np.flatnonzero(texts.texts >= MIN_TEXTS_FOR_INTERVAL)
    if len(able) < 2:
        return []
    found = []
    for share in round_significant(texts.shares[:, able], 12):
        top = int(share.argmax())
        n = texts.texts[able]
        pooled = (share * n + share[top] * n[top]) / (n + n[top])
        error = np.sqrt(np.maximum(pooled * (1 - pooled), 1e-12) * (1 / n + 1 / n[top]))
        apart = round_significant((share[top] - share) / error, 9)
        apart[top] = np.inf
        found.append((int(able[top]), int(able[apart.argmin()])))
    return found
