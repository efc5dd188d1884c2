"""Shuffles that say how far shares of topics differ by chance, each independent text counted once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.corpus import Corpus
from analysis.statistics import MIN_TEXTS_FOR_INTERVAL, blocks_of_groups, shuffle_labels, swap_with_singletons
from analysis.tables import round_significant
from analysis.topics.corpus_topics import Level

SHUFFLES = 1998


@dataclass(frozen=True)
class TextsOfParts:
    """The independent texts of each source or period; one that several have is a row of each.

    Attributes
    ----------
    group, part : ndarray of int, (n_rows,)
        Group of duplicates, and number of the source or period.
    topic : ndarray of int, (n_rows,)
        Position of the topic of its first article there; ``n_topics`` for none.
    n_topics, n_parts : int
    """

    group: np.ndarray
    part: np.ndarray
    topic: np.ndarray
    n_topics: int
    n_parts: int

    @property
    def texts(self) -> np.ndarray:
        """Texts of each part, (n_parts,)."""
        return np.bincount(self.part, minlength=self.n_parts)

    @property
    def shares(self) -> np.ndarray:
        """Share of each topic among the texts of each part, (n_topics, n_parts)."""
        counts = np.zeros((self.n_topics + 1, self.n_parts), dtype=np.int64)
        np.add.at(counts, (self.topic, self.part), 1)
        return np.asarray(counts[: self.n_topics] / np.maximum(self.texts, 1))

    def differences(self, one: int, other: int, seed: int) -> np.ndarray:
        """Give each topic's share in one part less that in another, and the same when the texts of both are shuffled.

        Returns
        -------
        ndarray of float, (1 + n_shuffles, n_topics)
            First as they are; groups of duplicates move as blocks.
        """
        at = np.flatnonzero((self.part == one) | (self.part == other))
        topic, side = self.topic[at], (self.part[at] == one).astype(np.int64)
        texts = np.array([[(side == 0).sum()], [(side == 1).sum()]])
        blocks, generator = blocks_of_groups(self.group[at]), np.random.default_rng([seed, one, other])
        found = np.empty((1 + SHUFFLES, self.n_topics))
        labels = side
        for row in range(1 + SHUFFLES):
            if row:
                labels = swap_with_singletons(shuffle_labels(side, blocks, generator), blocks, generator)
            cells = np.bincount(labels * (self.n_topics + 1) + topic, minlength=2 * (self.n_topics + 1))
            shares = cells.reshape(2, -1)[:, : self.n_topics] / texts
            found[row] = shares[1] - shares[0]
        return found


def texts_of_parts(corpus: Corpus, topics: Level, column: str, names: list[str]) -> TextsOfParts:
    """Take the first article of each independent text in each of some sources or periods."""
    part = pd.Index(names).get_indexer(pd.Index(corpus.articles[column]))
    rows = pd.DataFrame({"group": corpus.articles["group"].to_numpy(), "part": part, "topic": topics.positions})
    rows = rows[rows["part"] >= 0].drop_duplicates(["group", "part"])
    group, part, topic = (rows[name].to_numpy() for name in ("group", "part", "topic"))
    return TextsOfParts(group, part, topic, topics.n_topics, len(names))


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
