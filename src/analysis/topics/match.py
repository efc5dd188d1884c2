"""Which topic of one report is which topic of another: matched by their words."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
from scipy.optimize import linear_sum_assignment

# Three of ten words shared: 3 / 17.
MIN_SIMILARITY = 3 / 17
_SCALE = 10**6


def match_topics(words: Sequence[Collection[str]], earlier: Sequence[Collection[str]]) -> list[int | None]:
    """Match topics with earlier ones: the assignment with the largest total Jaccard similarity of the words.

    Parameters
    ----------
    words, earlier : sequence of collections of str
        Words of each topic.

    Returns
    -------
    list of int or None
        For each topic, the position of its match in ``earlier``; None when it has none that shares three of ten words.
        Of equal assignments, the one that keeps low positions together.

    References
    ----------
    Kuhn (1955), The Hungarian method for the assignment problem.
    """
    if not words or not earlier:
        return [None] * len(words)
    likeness = np.array([[_jaccard(set(a), set(b)) for b in earlier] for a in words])
    # Whole numbers: similarity first, then, a thousand times smaller, how far the positions lie apart.
    apart = np.abs(np.subtract.outer(np.arange(len(words)), np.arange(len(earlier))))
    worth = np.rint(likeness * _SCALE).astype(np.int64) * 1000 - np.minimum(apart, 999)
    worth[likeness < MIN_SIMILARITY - 1e-9] = 0
    matches: list[int | None] = [None] * len(words)
    for here, there in zip(*linear_sum_assignment(worth, maximize=True), strict=True):
        if worth[here, there] > 0:
            matches[int(here)] = int(there)
    return matches


def continue_numbers(matches: Sequence[int | None], earlier_numbers: Sequence[int]) -> list[int]:
    """Give numbers to topics: a matched one as before, the others after the largest earlier number, in their order."""
    free = max(earlier_numbers, default=0)
    numbers = []
    for match in matches:
        free += match is None
        numbers.append(free if match is None else int(earlier_numbers[match]))
    return numbers


def _jaccard(a: set[str], b: set[str]) -> float:
    return len(a & b) / max(len(a | b), 1)
