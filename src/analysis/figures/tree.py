"""A tree of average linkage: who stands beside whom, and at which distance groups join."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from scipy.cluster.hierarchy import leaves_list, linkage

from analysis.figures.style import SOFT


@dataclass(frozen=True)
class Tree:
    """Things in an order in which neighbours are close, and how they join.

    Attributes
    ----------
    order : list of int
        The things, by number, from the top.
    joins : numpy.ndarray
        Shape (n - 1, 4), lowest first: the two groups that join (n and more: the result of an earlier join), their
        distance, and how many things they hold; scipy's form.
    """

    order: list[int]
    joins: np.ndarray

    def draw(self, ax: Axes) -> None:
        """Draw brackets, one a join, over rows 0 to n - 1; across is the distance at which groups join."""
        n = len(self.order)
        middle, depth = np.full(2 * n - 1, np.nan), np.zeros(2 * n - 1)
        middle[self.order] = np.arange(n)
        for i, (one, other, distance, _) in enumerate(self.joins):
            pair = [int(one), int(other)]
            (a, b), (start, end) = middle[pair], depth[pair]
            ax.plot([start, distance, distance, end], [a, a, b, b], color=SOFT, lw=1, solid_joinstyle="miter")
            middle[n + i], depth[n + i] = (a + b) / 2, distance


def join_nearest(distance: np.ndarray) -> Tree:
    """Join the nearest groups first, by the average distance between their members, in optimal leaf order.

    Parameters
    ----------
    distance : numpy.ndarray
        Shape (n, n), symmetric, not negative.

    Returns
    -------
    Tree
        Of an order and its reverse, the one that begins with the lower number.
    """
    n = len(distance)
    if n < 2:
        return Tree(list(range(n)), np.zeros((0, 4)))
    joins = linkage(distance[np.triu_indices(n, 1)], "average", optimal_ordering=True)
    leaves = [int(leaf) for leaf in leaves_list(joins)]
    return Tree(leaves if leaves[0] <= leaves[-1] else leaves[::-1], joins)
