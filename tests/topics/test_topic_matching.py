"""Which topic is which of an earlier report: the best assignment, numbers and labels that go on."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator, Sequence
from fractions import Fraction

import numpy as np
import pandas as pd
from planted import THEMES

from analysis.topics import ReportedTopics
from analysis.topics.history.topic_matching import Unnumbered, match_topics, number_topics

A, B, C, D = (tuple(f"{letter}{i}" for i in range(10)) for letter in "abcd")


def likeness(a: Collection[str], b: Collection[str]) -> Fraction:
    shared, either = len(set(a) & set(b)), len(set(a) | set(b))
    found = Fraction(shared, max(either, 1))
    return found if found >= Fraction(3, 17) else Fraction(0)


def assignments(topics: int, earlier: int) -> Iterator[tuple[int | None, ...]]:
    """List every way to match topics: low positions first, None last."""
    for found in itertools.product([*range(earlier), None], repeat=topics):
        taken = [position for position in found if position is not None]
        if len(taken) == len(set(taken)):
            yield found


def best(words: Sequence[Collection[str]], earlier: Sequence[Collection[str]]) -> list[int | None]:
    worth = [[likeness(a, b) for b in earlier] for a in words]
    possible = [
        found
        for found in assignments(len(words), len(earlier))
        if all(position is None or worth[i][position] for i, position in enumerate(found))
    ]
    # max keeps the first of equal ones.
    total = [sum(worth[i][p] for i, p in enumerate(found) if p is not None) for found in possible]
    return list(max(zip(total, possible, strict=True), key=lambda pair: pair[0])[1])


def test_equal_matches_go_to_the_lowest_position() -> None:
    # Each holds half of the words of either: 5 / 15 everywhere.
    half, other_half = (*A[:5], *B[:5]), (*A[5:], *B[5:])
    assert match_topics([half, other_half], [A, B]) == match_topics([other_half, half], [A, B]) == [0, 1]


def test_a_pair_that_is_too_unlike_pushes_none_aside() -> None:
    # 3 / 17 = .18 alone; 2 / 18 + 2 / 18 = .22 would be more, but two words of ten are no match.
    first, second = (*A[:3], *B[:2], *C[:5]), (*A[3:5], *D[:8])
    assert match_topics([first, second], [A, B]) == [0, None]


def test_topics_without_words_match_nothing() -> None:
    assert match_topics([(), A], [(), A]) == [None, 1]
    assert match_topics([()], [()]) == [None]


def test_all_assignments_tried_one_by_one_say_the_same() -> None:
    # Few words, so that many totals are equal.
    generator = np.random.default_rng(3)
    ties = 0
    for case in range(60):
        here, there = 1 + case % 4, 1 + case // 4 % 4
        words, earlier = (
            [frozenset(map(str, generator.choice(7, 3, replace=False))) for _ in range(n)] for n in (here, there)
        )
        assert match_topics(words, earlier) == best(words, earlier)
        # Words say the same in any order.
        assert match_topics([sorted(w) for w in words], [sorted(w, reverse=True) for w in earlier]) == best(
            words, earlier
        )
        ties += len(set(words)) < here or len(set(earlier)) < there
    assert ties > 0


def test_two_words_are_too_few_and_three_are_enough() -> None:
    assert match_topics([A], [(*A[:2], *B[:8])]) == [None]
    assert match_topics([A], [(*A[:3], *B[:7])]) == [0]


WAR, VOTE, CUP, BANK = (THEMES[theme].split() for theme in ("war", "vote", "cup", "bank"))


def earlier(words: dict[str, list[str]], labels: dict[str, str]) -> ReportedTopics:
    rows = [(n, rank, term, 1.0) for n, terms in words.items() for rank, term in enumerate(terms, 1)]
    terms = pd.DataFrame(rows, columns=["topic", "rank", "term", "weight"])
    card = pd.DataFrame({"topic": list(labels), "label": list(labels.values()), "share": 0.5})
    return ReportedTopics(terms, card, pd.DataFrame({"article_id": [], "topic": [], "share": []}))


def number(
    themes: dict[str, list[str]],
    subjects: dict[str, tuple[int, list[str]]] | None = None,
    report: ReportedTopics | None = None,
    named: dict[str, str] | None = None,
) -> dict[str, str]:
    """Number topics given by their labels, in order: number -> label."""
    own = subjects or {}
    levels = [dict(themes), {label: words for label, (_, words) in own.items()}]
    unnumbered = [
        Unnumbered(list(level.values()), list(level), [(named or {}).get(label, "") for label in level],
                   range(len(level)))
        for level in levels
    ]  # fmt: skip
    numbers, labels = number_topics(*unnumbered, [parent for parent, _ in own.values()], report)
    return dict(zip([*numbers[0], *numbers[1]], [*labels[0], *labels[1]], strict=True))


def test_numbers_start_at_one() -> None:
    assert number({"a": WAR, "b": VOTE}) == {"1": "a", "2": "b"}
    subjects = {"c": (1, CUP), "d": (0, BANK), "e": (1, ["x"])}
    assert number({"a": WAR, "b": VOTE}, subjects) == {"1": "a", "2": "b", "2.1": "c", "1.1": "d", "2.2": "e"}


def test_numbers_and_labels_go_on_and_none_is_given_twice() -> None:
    report = earlier({"2": VOTE, "5": WAR[:5] + CUP[:5]}, {"2": "the vote", "5": "the war"})
    # War shares five words with topic 5; the cup shares five as well, but comes second to nobody else's.
    found = number({"w": WAR, "v": VOTE, "new": ["x"]}, report=report)
    assert found == {"5": "the war", "2": "the vote", "6": "new"}


def test_subjects_go_on_within_their_theme() -> None:
    words = {"1": WAR, "1.1": CUP, "1.9": BANK, "2": VOTE, "2.10": ["x", "y"]}
    report = earlier(words, {n: f"old {n}" for n in words})
    # The cup is in another theme now, where no subject had its words; numbers are not compared as text.
    subjects = {"cup": (1, CUP), "bank": (0, BANK), "z": (0, ["z"]), "q": (1, ["q"])}
    assert number({"v": WAR, "w": VOTE}, subjects, report) == {
        "1": "old 1", "2": "old 2", "2.11": "cup", "1.9": "old 1.9", "1.10": "z", "2.12": "q",
    }  # fmt: skip
    # A theme that is new has subjects from 1 on.
    assert number({"new": ["n"]}, {"cup": (0, CUP)}, report) == {"3": "new", "3.1": "cup"}


def test_a_name_given_by_hand_stays() -> None:
    report = earlier({"2": VOTE}, {"2": "the vote"})
    assert number({"v": VOTE}, report=report, named={"v": "Elections"}) == {"2": "Elections"}


def test_a_new_topic_takes_no_old_label() -> None:
    report = earlier({"2": VOTE}, {"2": "the vote"})
    assert number({"v": VOTE, "the vote": CUP}, report=report) == {"2": "the vote", "3": "the vote (3)"}
    found = number({"v": VOTE}, {"the vote": (0, CUP)}, report)
    assert found == {"2": "the vote", "2.1": "the vote (2.1)"}
