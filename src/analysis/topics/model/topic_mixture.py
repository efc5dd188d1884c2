"""Groups of articles: a mixture of directions, softer than k-means, so that topics may be rare or large."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage

from analysis.tables import round_significant
from analysis.topics.model.one_thread import one_thread

# Soft enough that groups of unequal size stay unequal, firm enough that hardly one is absorbed.
CONCENTRATION = 15.0
STEPS = 15
# Articles from whose tree the groups start; the others join in the first step.
TREE_ARTICLES = 2_000
# Parts of 1 in which centres are kept.
CENTRE_PARTS = 32_767


@dataclass(frozen=True)
class Centres:
    """Directions of groups of articles, and how large the groups are.

    Attributes
    ----------
    directions : ndarray of int16, (n_groups, n_dimensions)
        Of length 1, in 32,767ths; 0 for a group without articles.
    sizes : ndarray of int, (n_groups,)
        Articles of each group.
    """

    directions: np.ndarray
    sizes: np.ndarray

    @classmethod
    def of_groups(cls, points: np.ndarray, group: np.ndarray, n_groups: int) -> Centres:
        """Take the mean direction of each group; articles of group -1 are in none."""
        at = np.flatnonzero(group >= 0)
        sums = np.zeros((n_groups, points.shape[1]))
        np.add.at(sums, group[at], points[at])
        return cls(
            np.round(_directions(sums) * CENTRE_PARTS).astype(np.int16), np.bincount(group[at], minlength=n_groups)
        )

    def shares(self, points: np.ndarray) -> np.ndarray:
        """Compute how much each article belongs to each group: p(t | x) ~ share(t) exp(15 x . direction(t)).

        Returns
        -------
        ndarray, (n_articles, n_groups)
            Rows add to 1, six significant digits; 0 for a group without articles.
        """
        known = np.log(np.maximum(self.sizes, 1e-9) / max(self.sizes.sum(), 1))
        logs = CONCENTRATION * self.similarities(points) + known
        likely = np.exp(logs - logs.max(axis=1, keepdims=True)) * (self.sizes > 0)
        return round_significant(likely / likely.sum(axis=1, keepdims=True))

    def similarities(self, points: np.ndarray) -> np.ndarray:
        """Compute the cosine of each article with each group, (n_articles, n_groups)."""
        with one_thread():
            return np.asarray(points @ (self.directions / CENTRE_PARTS).T)


def grow_tree(points: np.ndarray) -> np.ndarray:
    """Join the first 2,000 articles step by step into a tree (Ward's criterion).

    Parameters
    ----------
    points : ndarray, (n_articles, n_dimensions)
        In an order that does not depend on files.

    Returns
    -------
    ndarray, (n_joined - 1, 4)
        As `scipy.cluster.hierarchy.linkage` gives it: one tree serves every number of groups. Empty for one article.

    References
    ----------
    Ward (1963), Hierarchical grouping to optimize an objective function.
    """
    if len(points) < 2:
        return np.zeros((0, 4))
    return np.asarray(linkage(points[:TREE_ARTICLES].round(9), "ward"))


def group_points(points: np.ndarray, tree: np.ndarray, n_groups: int, steps: int = STEPS) -> np.ndarray:
    """Group articles by direction.

    Fifteen steps of expectation and maximisation of a mixture of von Mises-Fisher distributions with one fixed
    concentration, from the groups of the tree on: p(t | x) ~ share(t) exp(15 x . centre(t)).

    Parameters
    ----------
    points : ndarray, (n_articles, n_dimensions)
        Of length 1.
    tree : ndarray
        From `grow_tree`.
    n_groups : int
        Groups wanted.
    steps : int
        0 leaves the groups of the tree as they are.

    Returns
    -------
    ndarray of int, (n_articles,)
        Group of each article, from 0; a group may be left without articles.

    References
    ----------
    Banerjee, Dhillon, Ghosh & Sra (2005), Clustering on the unit hypersphere using von Mises-Fisher distributions,
    JMLR 6, algorithm 1 (soft-moVMF) without its step for the concentration.
    """
    group = fcluster(tree, n_groups, "maxclust") - 1
    centres = _directions(np.eye(n_groups)[group].T @ points[: len(tree) + 1])
    shares = np.full(len(centres), 1 / len(centres))
    with one_thread():
        for _ in range(steps):
            likely = _probabilities(points, centres, shares)
            shares = likely.mean(axis=1)
            centres = _directions(likely @ points)
        likely = _probabilities(points, centres, shares)
    return np.asarray(round_significant(likely).argmax(axis=0))


def _probabilities(points: np.ndarray, centres: np.ndarray, shares: np.ndarray) -> np.ndarray:
    """Compute p(t | x), (n_groups, n_articles): in this order, sums over groups are of long rows."""
    likely: np.ndarray = CONCENTRATION * centres @ points.T
    # From e^-15 to e^15: nothing overflows.
    np.exp(likely, out=likely)
    likely *= (shares + 1e-6)[:, None]
    likely /= likely.sum(axis=0)
    return likely


def _directions(sums: np.ndarray) -> np.ndarray:
    return np.asarray(sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-12))
