"""Fitted topics as a model: the space of articles, the groups in it, and the topic of any article."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from analysis.topics.model.article_space import ArticleSpace
from analysis.topics.model.topic_mixture import Centres

# A shorter article, such as a caption or a line under a video, says too little to have a topic.
MIN_WORDS = 20
# Themes of an article that are listed.
MOST_THEMES = 3
_ROWS_AT_ONCE = 2_000


@dataclass(frozen=True)
class Assigned:
    """The themes and the subject of articles.

    Attributes
    ----------
    themes : ndarray of int, (n_articles, 3)
        The three strongest themes, from 0; -1 where there are fewer, and for an article of under 20 words, or without
        a word of the vocabulary.
    theme_shares : ndarray of float, (n_articles, 3)
        How much the article belongs to each; those of all themes add to 1.
    leaf : ndarray of int, (n_articles,)
        Strongest leaf of the main theme; -1 without one.
    leaf_share : ndarray of float, (n_articles,)
        How much it belongs to that.
    """

    themes: np.ndarray
    theme_shares: np.ndarray
    leaf: np.ndarray
    leaf_share: np.ndarray


@dataclass(frozen=True)
class TopicModel:
    """What assigns articles to topics.

    Attributes
    ----------
    space : ArticleSpace
    leaves : Centres
        The finest groups.
    theme : ndarray of int, (n_leaves,)
        Theme of each, from 0.
    """

    space: ArticleSpace
    leaves: Centres
    theme: np.ndarray

    def assign(self, counts: sparse.csr_matrix, words: np.ndarray) -> Assigned:
        """Assign articles: the share of a theme is the sum of those of its leaves (`Centres.shares`).

        Parameters
        ----------
        counts : csr_matrix of int, (n_articles, n_terms)
            Uses of the vocabulary.
        words : ndarray of int, (n_articles,)
            All words of each article.

        Returns
        -------
        Assigned
            Of equal shares the first. Articles do not influence each other.
        """
        n_articles, n_themes = counts.shape[0], int(self.theme.max()) + 1
        known = (words >= MIN_WORDS) & (np.diff(counts.indptr) > 0)
        member = np.eye(n_themes)[self.theme]
        themes, theme_shares = np.full((n_articles, MOST_THEMES), -1), np.zeros((n_articles, MOST_THEMES))
        leaf, leaf_share = np.full(n_articles, -1), np.zeros(n_articles)
        for start in range(0, n_articles, _ROWS_AT_ONCE):
            at = start + np.flatnonzero(known[start : start + _ROWS_AT_ONCE])
            if not len(at):
                continue
            shares = self.leaves.shares(self.space.project(counts[at]))
            of_themes = (shares @ member).round(6)
            strongest = np.argsort(-of_themes, axis=1, kind="stable")[:, :MOST_THEMES]
            rows, n = np.arange(len(at)), strongest.shape[1]
            themes[at, :n] = strongest
            theme_shares[at, :n] = of_themes[rows[:, None], strongest]
            own = np.where(self.theme == strongest[:, :1], shares, -1.0)
            leaf[at] = own.argmax(axis=1)
            leaf_share[at] = own[rows, leaf[at]]
        return Assigned(themes, theme_shares, leaf, leaf_share)
