"""Topics as integers: how often each word occurs in the articles of each topic. All else is computed from it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

# One article that repeats a word forty times must not make it the topic's.
MAX_PER_ARTICLE = 3
# A shorter article, such as a caption or a line under a video, says too little to have a topic.
MIN_WORDS = 20


@dataclass(frozen=True)
class TopicCounts:
    """Counts of words by topic.

    Attributes
    ----------
    uses : ndarray of int64, (n_topics, n_terms)
        Uses of each term in the fitted articles of each topic, at most 3 an article.
    holders : ndarray of int64, (n_topics, n_terms)
        Fitted articles of the topic that hold the term.
    """

    uses: np.ndarray
    holders: np.ndarray

    def join(self, larger: np.ndarray, n_larger: int) -> TopicCounts:
        """Add up the counts of the topics that are part of each larger one."""
        member = np.zeros((n_larger, len(larger)), dtype=np.int64)
        member[larger, np.arange(len(larger))] = 1
        return TopicCounts(member @ self.uses, member @ self.holders)


def count_by_topic(counts: sparse.csr_matrix, main_topic: np.ndarray, n_topics: int) -> TopicCounts:
    """Add up the words of each topic's articles.

    Parameters
    ----------
    counts : csr_matrix of int, (n_articles, n_terms)
    main_topic : ndarray of int, (n_articles,)
        The topic of each article, from 0; -1 for none.
    n_topics : int
        A topic without articles is a row of zeros.
    """
    at = np.flatnonzero(main_topic >= 0)
    ones = np.ones(len(at), counts.dtype)
    member = sparse.csr_matrix((ones, (main_topic[at], at)), shape=(n_topics, counts.shape[0]))
    capped = [counts.copy(), counts.copy()]
    for part, most in zip(capped, (MAX_PER_ARTICLE, 1), strict=True):
        part.data = np.minimum(part.data, most)
    return TopicCounts(*((member @ part).toarray() for part in capped))
