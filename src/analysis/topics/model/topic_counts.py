"""Topics as integers: how often each word occurs in the articles of each topic. All else is computed from it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from analysis.tables import round_significant

# One article that repeats a word forty times must not make it the topic's.
MAX_PER_ARTICLE = 3
# Words of the whole corpus that are mixed into each topic, so that no word is impossible anywhere.
BACKGROUND_WORDS = 200
# An article is read as if it held five more words, distributed like the corpus: short texts lean to large topics.
PRIOR_WORDS = 5
STEPS = 3
# A shorter article, such as a caption or a line under a video, says too little to have a topic.
MIN_WORDS = 20
_ROWS_AT_ONCE = 2_000


@dataclass(frozen=True)
class TopicCounts:
    """Counts of words by topic.

    Attributes
    ----------
    uses : ndarray of int64, (n_topics, n_terms)
        Uses of each term in the fitted articles of each topic, at most 3 an article.
    holders : ndarray of int64, (n_topics, n_terms)
        Fitted articles of the topic that hold the term.
    articles : ndarray of int64, (n_topics,)
        Fitted articles whose main topic it is.
    """

    uses: np.ndarray
    holders: np.ndarray
    articles: np.ndarray

    def take(self, topics: np.ndarray) -> TopicCounts:
        """Keep some topics, in the order given."""
        return TopicCounts(self.uses[topics], self.holders[topics], self.articles[topics])


def cap_counts(counts: sparse.csr_matrix) -> sparse.csr_matrix:
    """Cut counts to 3 an article."""
    capped = counts.copy()
    capped.data = np.minimum(capped.data, MAX_PER_ARTICLE)
    return capped


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
    held = counts.copy()
    held.data = np.ones_like(held.data)
    return TopicCounts(
        uses=(member @ cap_counts(counts)).toarray(),
        holders=(member @ held).toarray(),
        articles=np.bincount(main_topic[at], minlength=n_topics),
    )


def word_probabilities(topics: TopicCounts) -> tuple[np.ndarray, np.ndarray]:
    """Compute p(word | topic), with 200 words of the whole corpus mixed into each topic, and p(word).

    Returns
    -------
    words, overall : ndarray, (n_topics, n_terms) and (n_terms,)
        No probability is 0.
    """
    by_topic = topics.uses.sum(axis=1)
    overall = np.maximum(topics.uses.sum(axis=0), 1e-9) / max(by_topic.sum(), 1e-9)
    return (topics.uses + BACKGROUND_WORDS * overall) / (by_topic + BACKGROUND_WORDS)[:, None], overall


def shares_in_articles(counts: sparse.csr_matrix, topics: TopicCounts) -> np.ndarray:
    """Compute the shares of the topics in each article.

    Each word of an article (at most three uses) is divided among the topics by p(topic | word, article) ~
    p(topic | article) p(word | topic); the parts add up to p(topic | article). Three rounds, from the sizes of the
    topics on; p(word | topic) is that of `word_probabilities`.

    Parameters
    ----------
    counts : csr_matrix of int, (n_articles, n_terms)
        Any articles, fitted or new.
    topics : TopicCounts
        At least one topic.

    Returns
    -------
    ndarray, (n_articles, n_topics)
        Rows add to 1, six significant digits; an article without a known word has the shares of the corpus.

    References
    ----------
    Hofmann (1999), Probabilistic latent semantic indexing, "folding in" (section 3.3).
    """
    words, _ = word_probabilities(topics)
    by_topic = topics.uses.sum(axis=1)
    sizes = by_topic / max(by_topic.sum(), 1e-9)
    capped = cap_counts(counts)
    shares = np.empty((counts.shape[0], len(words)))
    for start in range(0, counts.shape[0], _ROWS_AT_ONCE):
        shares[start : start + _ROWS_AT_ONCE] = _fold_in(capped[start : start + _ROWS_AT_ONCE], words, sizes)
    return round_significant(shares)


def main_topics(counts: sparse.csr_matrix, words: np.ndarray, topics: TopicCounts) -> tuple[np.ndarray, np.ndarray]:
    """Give each article the topic with the largest of `shares_in_articles`; of equal ones the first.

    Parameters
    ----------
    counts : csr_matrix of int, (n_articles, n_terms)
        Uses of the topic vocabulary.
    words : ndarray of int, (n_articles,)
        All words of each article.
    topics : TopicCounts
        At least one topic.

    Returns
    -------
    topic : ndarray of int, (n_articles,)
        From 0; -1 for an article of under 20 words, or without a word of the vocabulary.
    share : ndarray of float, (n_articles,)
        Of the topic in the article; 0 without one.
    """
    shares = shares_in_articles(counts, topics)
    known = (words >= MIN_WORDS) & (np.diff(counts.indptr) > 0)
    return np.where(known, shares.argmax(axis=1), -1), np.where(known, shares.max(axis=1), 0.0)


def _fold_in(counts: sparse.csr_matrix, words: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    article = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
    likely = words[:, counts.indices].T
    add = sparse.csr_matrix((counts.data.astype(float), np.arange(len(article)), counts.indptr))
    shares = np.tile(sizes, (counts.shape[0], 1))
    for _ in range(STEPS):
        parts = shares[article] * likely
        parts /= parts.sum(axis=1, keepdims=True)
        shares = (add @ parts if len(article) else 0.0) + PRIOR_WORDS * sizes
        shares /= shares.sum(axis=1, keepdims=True)
    return np.asarray(shares)
