"""Which topic of one report is which topic of another: matched by their words, so that numbers and labels go on."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence

import numpy as np
from scipy.optimize import linear_sum_assignment

from analysis.topics.history.earlier_topics import ReportedTopics

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
    similarity = np.array([[_similarity(set(a), set(b)) for b in earlier] for a in words], dtype=np.int64)
    similarity = similarity.reshape(len(words), len(earlier))
    free = np.arange(len(earlier))
    left = _largest_total(similarity)
    matches: list[int | None] = []
    for topic, row in enumerate(similarity):
        # The lowest position with which the topics that follow can still reach the largest total.
        for position in free[row[free] > 0]:
            others = free[free != position]
            if row[position] + _largest_total(similarity[topic + 1 :, others]) == left:
                matches.append(int(position))
                left, free = left - int(row[position]), others
                break
        else:
            matches.append(None)
    return matches


def continue_numbers(matches: Sequence[int | None], earlier_numbers: Sequence[int]) -> list[int]:
    """Give numbers to topics: a matched one as before, the others after the largest earlier number, in their order.

    Numbers of earlier topics that are gone are never reused; without earlier topics numbers begin with 1.
    """
    free = max(earlier_numbers, default=0)
    numbers = []
    for match in matches:
        free += match is None
        numbers.append(int(free if match is None else earlier_numbers[match]))
    return numbers


def number_topics(
    words: Sequence[Sequence[str]], labels: Sequence[str], named: Sequence[str], earlier: ReportedTopics | None
) -> tuple[list[int], list[str]]:
    """Give topics their numbers and labels.

    Parameters
    ----------
    words : sequence of list of str
        Words of each topic, the largest topic first.
    labels, named : sequence of str
        Label of each topic, and the name an analyst gave it (empty: none), which stays.
    earlier : ReportedTopics or None
        A topic whose words match one of these keeps its number and its label.

    Returns
    -------
    numbers : list of int
        From 1 without an earlier report.
    labels : list of str
        In the order of ``words``.
    """
    known = earlier.known if earlier else {}
    matches = match_topics(words, [old for _, old in known.values()])
    before = [label for label, _ in known.values()]
    kept = [
        name or (label if match is None else before[match])
        for name, label, match in zip(named, labels, matches, strict=True)
    ]
    numbers = continue_numbers(matches, list(known))
    for at, (label, match) in enumerate(zip(kept, matches, strict=True)):
        # A new label that an old topic has gets its number.
        if earlier and match is None and kept.count(label) > 1:
            kept[at] = f"{label} ({numbers[at]})"
    return numbers, kept


def _similarity(a: set[str], b: set[str]) -> int:
    """Count the Jaccard similarity in parts; 0 below the minimum."""
    shared, all_words = len(a & b), max(len(a | b), 1)
    return round(shared * _PARTS / all_words) if shared / all_words >= MIN_SIMILARITY else 0


def _largest_total(similarity: np.ndarray) -> int:
    return int(similarity[linear_sum_assignment(similarity, maximize=True)].sum())
