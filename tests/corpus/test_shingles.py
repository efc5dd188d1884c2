"""Shingles: counted by hand, and against runs of words kept as tuples."""

from __future__ import annotations

import re

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.corpus.duplicates.shingles import SHINGLE_WORDS, hash_shingles, split_words

NINE = "the siege of Dorsk ended on the third day"


def runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"[a-z]+", text)
    if len(words) < SHINGLE_WORDS:
        return {tuple(words)} if words else set()
    return {tuple(words[i : i + SHINGLE_WORDS]) for i in range(len(words) - SHINGLE_WORDS + 1)}


def hashes(text: str) -> set[int]:
    return set(hash_shingles(split_words([text]))[0].tolist())


def test_counts_by_hand() -> None:
    # Nine words: two runs of eight. Five words: one run. The same eight words twice: runs 1 to 9, of which the first
    # and the ninth are equal.
    eight = "a b c d e f g h "
    _, text, _ = hash_shingles(split_words([NINE, "only five words in here", "", eight * 2]))
    assert np.bincount(text, minlength=4).tolist() == [2, 1, 0, 8]


def test_case_blanks_and_punctuation_do_not_matter() -> None:
    for other in [
        NINE.upper(),
        "The siege  of\n\nDorsk ended — “on the third day”.",
        "the siege of 'Dorsk' ended on the third-day",
    ]:
        assert hashes(other) == hashes(NINE)


def test_words_and_numbers_do() -> None:
    for other in [NINE.replace("third", "fourth"), NINE.replace("third", "3"), NINE + " again"]:
        assert hashes(other) != hashes(NINE)


def test_the_same_words_in_another_order_are_another_shingle() -> None:
    assert not hashes("a b c d e f g h") & hashes("h g f e d c b a")


def test_a_run_does_not_reach_over_the_end_of_a_text() -> None:
    shingle, text, _ = hash_shingles(split_words(["a b c d", "e f g h", "a b c d e f g h"]))
    assert sorted(text.tolist()) == [0, 1, 2]
    assert len(set(shingle.tolist())) == 3


def test_scripts_without_blanks_are_cut_into_characters() -> None:
    assert split_words(["美国总统 Obama 访问"])[0].as_py() == ["美", "国", "总", "统", "obama", "访", "问"]
    # Nine characters, two runs of eight.
    assert len(hashes("中华人民共和国成")) == 1
    assert len(hashes("中华人民共和国成立")) == 2


def test_marks_stay_with_their_letters() -> None:
    assert split_words(["हिन्दी में"])[0].as_py() == ["हिन्दी", "में"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(alphabet="ab c", max_size=80), min_size=1, max_size=5))
def test_shares_what_the_runs_share(texts: list[str]) -> None:
    shingle, text, _ = hash_shingles(split_words(texts))
    found = [set(shingle[text == i].tolist()) for i in range(len(texts))]
    assert [len(hashes) for hashes in found] == [len(runs(t)) for t in texts]
    for i, one in enumerate(texts):
        for j, other in enumerate(texts):
            assert len(found[i] & found[j]) == len(runs(one) & runs(other))


def test_hashes_ascend_and_are_ranked_in_each_text() -> None:
    shingle, text, rank = hash_shingles(split_words([NINE + " and all was quiet in the hills above it", NINE]))
    assert shingle.tolist() == sorted(shingle.tolist())
    for i in (0, 1):
        assert rank[text == i].tolist() == list(range(sum(text == i)))
