"""Which topic is which of an earlier report: the best assignment, numbers and labels that go on."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator, Sequence
from fractions import Fraction

import numpy as np
import pandas as pd
from planted import THEMES

from analysis.topics import ReportedTopics
from analysis.topics.history.topic_matching import continue_numbers, match_topics, number_topics

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
    assert match_topics([("x",), A], [A, B, A]) == [None, 0]
    assert match_topics([A, A, A], [B, C, A]) == [2, None, None]
    # Each holds half of the words of either: 5 / 15 everywhere.
    half, other_half = (*A[:5], *B[:5]), (*A[5:], *B[5:])
    assert match_topics([half, other_half], [A, B]) == [0, 1]
    assert match_topics([other_half, half], [A, B]) == [0, 1]


def test_swapped_topics_are_found() -> None:
    assert match_topics([C, A, B], [A, B, C]) == [2, 0, 1]
    assert match_topics([A[::-1]], [B, A]) == [1]


def test_the_total_counts_before_the_order() -> None:
    # The first shares six words with topic 0, 6 / 14; the second is topic 0.
    assert match_topics([(*A[:6], *B[:4]), A], [A]) == [None, 0]


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


def test_a_number_is_never_reused() -> None:
    # The largest earlier number, 9, is gone; so are 4 and 5.
    assert continue_numbers([1, None, None], [4, 2, 5, 9]) == [2, 10, 11]
    assert continue_numbers([1, None, 0, None], [3, 7]) == [7, 8, 3, 9]
    assert continue_numbers([], [4]) == []
    assert continue_numbers([None, None], []) == [1, 2]


WAR, VOTE, CUP = (THEMES[theme].split() for theme in ("war", "vote", "cup"))


def earlier(words: dict[int, list[str]], labels: dict[int, str]) -> ReportedTopics:
    rows = [(n, rank, term, 1.0) for n, terms in words.items() for rank, term in enumerate(terms, 1)]
    terms = pd.DataFrame(rows, columns=["topic", "rank", "term", "weight"])
    card = pd.DataFrame({"topic": list(labels), "label": list(labels.values()), "share": 0.5})
    return ReportedTopics(terms, card, pd.DataFrame({"article_id": [], "topic": [], "share": []}))


def test_numbers_start_at_one() -> None:
    assert number_topics([WAR, VOTE], ["a", "b"], ["", ""], None) == ([1, 2], ["a", "b"])


def test_numbers_and_labels_go_on() -> None:
    report = earlier({2: VOTE, 5: WAR[:5] + CUP[:5]}, {2: "the vote", 5: "the war"})
    # War shares five words with topic 5; the cup shares five as well, but comes second to nobody else's.
    numbers, labels = number_topics([WAR, VOTE, ["x"]], ["w", "v", "new"], ["", "", ""], report)
    assert numbers == [5, 2, 6]
    assert labels == ["the war", "the vote", "new"]


def test_a_name_given_by_hand_stays() -> None:
    report = earlier({2: VOTE}, {2: "the vote"})
    assert number_topics([VOTE], ["v"], ["Elections"], report) == ([2], ["Elections"])


def test_a_new_topic_takes_no_old_label() -> None:
    report = earlier({2: VOTE}, {2: "the vote"})
    assert number_topics([VOTE, CUP], ["v", "the vote"], ["", ""], report) == ([2, 3], ["the vote", "the vote (3)"])
