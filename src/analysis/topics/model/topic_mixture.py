"""Groups of articles: a mixture of directions, softer than k-means, so that topics may be rare or large."""

from __future__ import annotations

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from threadpoolctl import threadpool_limits

from analysis.tables import round_significant

# Soft enough that groups of unequal size stay unequal, firm enough that hardly one is absorbed.
CONCENTRATION = 15.0
STEPS = 30
# Articles from whose tree the groups start; the others join in the first step.
TREE_ARTICLES = 2_000
# An anchored group is drawn to its first articles with the weight of half an even share.
ANCHOR_SHARE = 0.5


def grow_tree(points: np.ndarray) -> np.ndarray:
    """Join the first 2,000 articles step by step into a tree (Ward's criterion).

    Parameters
    ----------
    points : ndarray, (n_articles, n_dimensions)
        At least two, in an order that does not depend on files.

    Returns
    -------
    ndarray, (n_joined - 1, 4)
        As `scipy.cluster.hierarchy.linkage` gives it: one tree serves every number of groups.

    References
    ----------
    Ward (1963), Hierarchical grouping to optimize an objective function.
    """
    return np.asarray(linkage(points[:TREE_ARTICLES].round(9), "ward"))


def group_points(points: np.ndarray, tree: np.ndarray, n_topics: int, steps: int = STEPS) -> np.ndarray:
    """Group articles by direction.

    Thirty steps of expectation and maximisation of a mixture of von Mises-Fisher distributions with one fixed
    concentration, from the groups of the tree on: p(t | x) ~ share(t) exp(15 x . centre(t)).

    Parameters
    ----------
    points : ndarray, (n_articles, n_dimensions)
        Of length 1.
    tree : ndarray
        From `grow_tree`.
    n_topics : int
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
    return _maximise(points, _centres(points, tree, n_topics), np.zeros((0, points.shape[1])), steps)


def group_around(points: np.ndarray, anchors: np.ndarray, n_topics: int) -> np.ndarray:
    """Group articles by direction, the first groups around anchors.

    Each anchor starts from the articles nearest to it, half an even share of all, and is drawn back to them in every
    step; the other groups start from the tree of the remaining articles (`group_points`).

    Parameters
    ----------
    points : ndarray, (n_articles, n_dimensions)
        Of length 1.
    anchors : ndarray, (n_anchors, n_dimensions)
        Directions, at most ``n_topics``.
    n_topics : int
        Groups wanted, the anchored ones among them.

    Returns
    -------
    ndarray of int, (n_articles,)
        As `group_points`; the anchored groups come first, in their order.
    """
    similarity = round_significant(points @ anchors.T)
    own = similarity.argmax(axis=1)
    taken = np.zeros(len(points), dtype=bool)
    centres = anchors.copy()
    for anchor in range(len(anchors)):
        mine = np.flatnonzero(own == anchor)
        nearest = mine[np.argsort(-similarity[mine, anchor], kind="stable")]
        nearest = nearest[: max(1, int(ANCHOR_SHARE * len(points) / n_topics))]
        taken[nearest] = True
        if len(nearest):
            centres[anchor] = _directions(points[nearest].sum(axis=0, keepdims=True))[0]
    rest, n_free = points[~taken], n_topics - len(anchors)
    free = _centres(rest, grow_tree(rest), n_free) if n_free and len(rest) > 1 else np.zeros((0, points.shape[1]))
    return _maximise(points, np.vstack([centres, free]), centres, STEPS)


def _centres(points: np.ndarray, tree: np.ndarray, n_groups: int) -> np.ndarray:
    """Give the centres of the groups of a tree."""
    group = fcluster(tree, n_groups, "maxclust") - 1
    return _directions(np.eye(n_groups)[group].T @ points[: len(tree) + 1])


def _maximise(points: np.ndarray, centres: np.ndarray, anchors: np.ndarray, steps: int) -> np.ndarray:
    shares = np.full(len(centres), 1 / len(centres))
    with threadpool_limits(1):
        for _ in range(steps):
            likely = _probabilities(points, centres, shares)
            shares = likely.mean(axis=0)
            pulled = likely.T @ points
            pulled[: len(anchors)] += ANCHOR_SHARE * len(points) / len(centres) * anchors
            centres = _directions(pulled)
        likely = _probabilities(points, centres, shares)
    return np.asarray(round_significant(likely).argmax(axis=1))


def _probabilities(points: np.ndarray, centres: np.ndarray, shares: np.ndarray) -> np.ndarray:
    logs = CONCENTRATION * (points @ centres.T) + np.log(shares + 1e-6)
    likely = np.exp(logs - logs.max(axis=1, keepdims=True))
    return np.asarray(likely / likely.sum(axis=1, keepdims=True))


def _directions(sums: np.ndarray) -> np.ndarray:
    return np.asarray(sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-12))
