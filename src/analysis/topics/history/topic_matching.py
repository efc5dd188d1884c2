"""Which topic of one report is which topic of another: matched by their words, so that numbers and labels go on."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

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


@dataclass(frozen=True)
class Unnumbered:
    """Topics of one level before they have numbers.

    Attributes
    ----------
    words : list of list of str
        Words of each topic.
    labels, names : list of str
        Label of each, and the name an analyst gave it (empty: none), which stays.
    order : sequence of int
        Which topic is numbered first, and so on.
    """

    words: list[list[str]]
    labels: list[str]
    names: list[str]
    order: Sequence[int]


def number_topics(
    themes: Unnumbered, subjects: Unnumbered, parent: Sequence[int], earlier: ReportedTopics | None
) -> tuple[tuple[list[str], list[str]], tuple[list[str], list[str]]]:
    """Give themes and subjects their numbers and labels.

    A theme whose words match one of an earlier report keeps number and label, and so does a subject that matches one of
    the same earlier theme. The others come after the largest number ever given, in their order.

    Parameters
    ----------
    parent : sequence of int
        Theme of each subject.

    Returns
    -------
    numbers, labels : tuple of list of str
        Of the themes, and of the subjects; a new label that an old topic has gets the number.
    """
    known = earlier.known if earlier else {}
    numbers = [""] * len(themes.words), [""] * len(subjects.words)
    kept: dict[str, str] = {}
    _number(themes, themes.order, "", known, numbers[0], kept)
    for theme, number in enumerate(numbers[0]):
        own = [subject for subject in subjects.order if parent[subject] == theme]
        _number(subjects, own, f"{number}.", known, numbers[1], kept)
    names, every = themes.names + subjects.names, numbers[0] + numbers[1]
    given = {*names} - {""}
    labels = [
        name or kept.get(number) or label
        for name, number, label in zip(names, every, themes.labels + subjects.labels, strict=True)
    ]
    for at, (label, number) in enumerate(zip(labels, every, strict=True)):
        if earlier and number not in kept and label not in given and labels.count(label) > 1:
            labels[at] = f"{label} ({number})"
    n = len(themes.words)
    return numbers, (labels[:n], labels[n:])


def _number(
    level: Unnumbered,
    order: Sequence[int],
    prefix: str,
    known: Mapping[str, tuple[str, list[str]]],
    numbers: list[str],
    kept: dict[str, str],
) -> None:
    """Give numbers to the topics of one family, all themes or the subjects of one theme; note labels that go on.

    Numbers of earlier topics that are gone are never reused.
    """
    before = [n for n in known if n.startswith(prefix) and "." not in n.removeprefix(prefix)]
    matches = match_topics([level.words[at] for at in order], [known[number][1] for number in before])
    last = max((int(number.removeprefix(prefix)) for number in before), default=0)
    for at, match in zip(order, matches, strict=True):
        if match is None:
            last += 1
            numbers[at] = f"{prefix}{last}"
        else:
            numbers[at], kept[before[match]] = before[match], known[before[match]][0]


def _similarity(a: set[str], b: set[str]) -> int:
    """Count the Jaccard similarity in parts; 0 below the minimum."""
    shared, all_words = len(a & b), max(len(a | b), 1)
    return round(shared * _PARTS / all_words) if shared / all_words >= MIN_SIMILARITY else 0


def _largest_total(similarity: np.ndarray) -> int:
    return int(similarity[linear_sum_assignment(similarity, maximize=True)].sum())
