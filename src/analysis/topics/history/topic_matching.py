"""Which topic of one report is which topic of another: matched by their words."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence

import numpy as np
from scipy.optimize import linear_sum_assignment

# Three of ten words shared: 3 / 17.
MIN_SIMILARITY = 3 / 17
# Similarities are counted in parts of this size: exact for topics of up to ten words, whose unions hold up to twenty.
_PARTS = math.lcm(*range(1, 21))


def match_topics(words: Sequence[Collection[str]], earlier: Sequence[Collection[str]]) -> list[int | None]:
    """Match topics with earlier ones: the assignment with the largest total Jaccard similarity of the words.

    J(a, b) = |a and b| / |a or b|; pairs below 3/17, three of ten words shared, count nothing and are not matched.

    Parameters
    ----------
    words, earlier : sequence of collections of str
        Words of each topic.

    Returns
    -------
    list of int or None
        For each topic, the position of its match in ``earlier``; None when it has none. Similarities are whole numbers,
        so equal totals are equal. Of assignments with the same total, the one that gives the first topic the lowest
        position (any before None), then the second, and so on. Empty for no topics.

    References
    ----------
    Kuhn (1955), The Hungarian method for the assignment problem, Naval Research Logistics Quarterly 2.
    """
    worth = np.array([[_likeness(set(a), set(b)) for b in earlier] for a in words], dtype=np.int64)
    worth = worth.reshape(len(words), len(earlier))
    free = np.arange(len(earlier))
    left = _largest_total(worth)
    matches: list[int | None] = []
    for topic, row in enumerate(worth):
        # The lowest position with which the topics that follow can still reach the largest total.
        for position in free[row[free] > 0]:
            others = free[free != position]
            if row[position] + _largest_total(worth[topic + 1 :, others]) == left:
                matches.append(int(position))
                left, free = left - int(row[position]), others
                break
        else:
            matches.append(None)
    return matches


def continue_numbers(matches: Sequence[int | None], earlier_numbers: Sequence[int]) -> list[int]:
    """Give numbers to topics: a matched one as before, the others after the largest earlier number, in their order.

    Parameters
    ----------
    matches : sequence of int or None
        From `match_topics`.
    earlier_numbers : sequence of int
        Numbers of the earlier topics; those of topics that are gone are not given again.

    Returns
    -------
    list of int
        One number a topic, all different; from 1 when there are no earlier topics.
    """
    free = max(earlier_numbers, default=0)
    numbers = []
    for match in matches:
        free += match is None
        numbers.append(int(free if match is None else earlier_numbers[match]))
    return numbers


def _likeness(a: set[str], b: set[str]) -> int:
    """Count the Jaccard similarity in parts; 0 below the minimum."""
    shared, all_words = len(a & b), max(len(a | b), 1)
    return round(shared * _PARTS / all_words) if shared / all_words >= MIN_SIMILARITY else 0


def _largest_total(worth: np.ndarray) -> int:
    return int(worth[linear_sum_assignment(worth, maximize=True)].sum())
