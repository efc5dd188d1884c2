"""Chains of updates, round-ups, large sets of copies: what is one group, what is cut, how far apart its ends are."""

from __future__ import annotations

import random
from itertools import combinations, product
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from copies import SAME_TEXT, group_texts, story

from analysis.corpus.duplicates import (
    chain_edges,
    chains,
    compare_pairs,
    find_pairs,
    near_duplicates,
    sorted_runs,
)
from analysis.corpus.duplicates.numbered_texts import pair_keys


def edited(words: list[str], seed: int, share: float, cut: int) -> list[str]:
    """A text with some words changed, the first ones cut, and an end of its own."""
    draw = random.Random(seed)
    return [f"x{seed}" if draw.random() < share else word for word in words[draw.randrange(cut) :]] + [f"end{seed}"]


def group(texts: list[list[str]], folder: Path, batch: int = 1000) -> pd.DataFrame:
    """Group texts: one row per text that has a duplicate, by its position: ``group, least_shared``."""
    ids, table = group_texts([" ".join(words) for words in texts], folder, batch)
    at = [i for i, text in enumerate(ids) if text in table.index]
    return table.loc[ids[at]].set_index(pd.Index(at))


def members(table: pd.DataFrame) -> set[frozenset[int]]:
    return {frozenset(rows.index) for _, rows in table.groupby("group")}


def containment(one: list[str], two: list[str]) -> float:
    """The definition: shared runs of eight words by those of the text with fewer."""
    runs = [{tuple(words[i : i + 8]) for i in range(len(words) - 7)} for words in (one, two)]
    return len(runs[0] & runs[1]) / min(map(len, runs))


def test_a_chain_of_updates_is_cut_where_its_ends_share_nothing(tmp_path: Path) -> None:
    whole = story(0, 420)
    # Of 193 runs each shares 123 with the next, .64, 53 with the one after, .27, and none with the third after.
    texts = [whole[start : start + 200] for start in (0, 70, 140, 210)]
    assert containment(texts[0], texts[3]) == 0
    table = group(texts, tmp_path)
    assert all(len(rows) == 2 and max(rows) - min(rows) == 1 for rows in members(table))
    assert table["least_shared"].tolist() == [123 / 193] * len(table)


def test_a_chain_is_joined_from_its_most_similar_versions(tmp_path: Path) -> None:
    whole = story(0, 420)
    # Of 193 runs: 173 between the first two and the last two, .90; 133 between the middle ones, .69; 93 and 113 across.
    texts = [whole[start : start + 200] for start in (0, 20, 80, 100)]
    table = group(texts, tmp_path)
    assert members(table) == {frozenset(range(4))}
    assert table["least_shared"].tolist() == [93 / 193, 113 / 193, 113 / 193, 93 / 193]
    # Moved further apart, the middle ones share .62 and the ends 73 of 193, .38; then 53, .27.
    texts[2:] = [whole[start : start + 200] for start in (94, 120)]
    assert members(group(texts, tmp_path)) == {frozenset(range(4))}
    texts[2:] = [whole[start : start + 200] for start in (93, 140)]
    assert members(group(texts, tmp_path)) == {frozenset({0, 1}), frozenset({2, 3})}


def test_growing_reports_are_one_group(tmp_path: Path) -> None:
    whole = story(0, 600)
    table = group([whole[:n] for n in range(60, 601, 60)], tmp_path)
    assert members(table) == {frozenset(range(10))}
    assert set(table["least_shared"]) == {1}


def test_copies_with_small_edits_are_one_group_and_say_how_far_apart_they_are(tmp_path: Path) -> None:
    texts = [edited(story(0), seed, share=0.01, cut=20) for seed in range(25)]
    table = group(texts, tmp_path, batch=10)
    assert members(table) == {frozenset(range(25))}
    # By sets of words, not hashes, and each text against each other.
    share = {pair: containment(texts[pair[0]], texts[pair[1]]) for pair in combinations(range(25), 2)}
    expected = [min(value for pair, value in share.items() if i in pair) for i in range(25)]
    assert table["least_shared"].to_numpy() == pytest.approx(expected)


def test_a_round_up_does_not_glue_its_stories(tmp_path: Path) -> None:
    stories = [story(seed, 120) for seed in range(5)]
    copies = [edited(words, seed, share=0.01, cut=5) for seed, words in enumerate(stories)]
    round_up = [word for words in stories for word in words]
    found = members(group([*stories, *copies, round_up], tmp_path))
    assert {part - {10} for part in found} == {frozenset({i, i + 5}) for i in range(5)}


def test_a_brief_does_not_glue_the_round_ups_it_is_in(tmp_path: Path) -> None:
    brief = story(0, 30)
    round_ups = [[*story(10 + week, 150), *brief, *story(20 + week, 150)] for week in range(5)]
    found = members(group([brief, *round_ups], tmp_path))
    assert len(found) == 1
    assert len(found.pop() & frozenset(range(1, 6))) == 1


def test_a_set_of_copies_without_end_is_one_group(tmp_path: Path) -> None:
    # Longer than all pairs are compared: the texts follow those sampled.
    texts = [edited(story(0), seed, share=0.01, cut=20) for seed in range(chains.MAX_CHAIN + 150)]
    table = group(texts, tmp_path)
    assert members(table) == {frozenset(range(len(texts)))}
    assert table["least_shared"].min() >= SAME_TEXT / 2


def test_a_chain_without_end_is_cut(tmp_path: Path) -> None:
    n = chains.MAX_CHAIN + 150
    whole = story(0, 200 + 30 * n)
    texts = [whole[30 * i : 30 * i + 200] for i in range(n)]
    table = group(texts, tmp_path)
    assert len(table) >= 0.9 * n
    for part in members(table):
        assert containment(texts[min(part)], texts[max(part)]) > 0


def test_neither_order_nor_batches_nor_parts_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chains, "MAX_CHAIN", 20)
    monkeypatch.setattr(chains, "SAMPLED", 5)
    texts = [edited(story(0), seed, share=0.02, cut=40) for seed in range(30)]
    # Ties: in each chain every step shares the same.
    for seed in range(1, 6):
        whole = story(seed, 200 + 70 * 6)
        texts += [whole[start : start + 200] for start in range(0, 421, 70)]
    expected = group(texts, tmp_path)
    assert len(members(expected)) > 6
    for seed in range(3):
        order = random.Random(seed).sample(range(len(texts)), len(texts))
        shuffled = group([texts[i] for i in order], tmp_path, batch=7 + seed)
        shuffled.index = pd.Index([order[i] for i in shuffled.index])
        pd.testing.assert_frame_equal(shuffled.sort_index(), expected)
    monkeypatch.setattr(near_duplicates, "PART_SHINGLES", 5000)
    for module in (chains, compare_pairs, find_pairs, sorted_runs):
        monkeypatch.setattr(module, "ROWS_AT_A_TIME", 400)
    pd.testing.assert_frame_equal(group(texts, tmp_path), expected)
    monkeypatch.setattr(compare_pairs, "_MANY", 2)
    monkeypatch.setattr(chain_edges, "MAX_EDGES", 10)
    pd.testing.assert_frame_equal(group(texts, tmp_path), expected)


@pytest.mark.parametrize("seed", range(20))
def test_groups_are_joined_only_when_all_their_texts_have_an_edge(seed: int, tmp_path: Path) -> None:
    draw = random.Random(seed)
    n, start = 14, 3
    pairs = [pair for pair in combinations(range(start, start + n), 2) if draw.random() < 0.8]
    # Few different shares: ties go by the next number, then by the pair. The least is no link.
    rows = [(one, other, draw.choice([-1.0, 0.6, 0.8]), draw.choice([0.5, 0.6])) for one, other in pairs]
    # The definition: all groups are tried again for each link, and looked at in full.
    whole = {i: frozenset([i]) for i in range(start, start + n)}
    for one, other, *_ in sorted((row for row in rows if row[2] > 0), key=lambda row: (-row[2], -row[3], row[:2])):
        if whole[one] != whole[other] and all((min(p), max(p)) in pairs for p in product(whole[one], whole[other])):
            whole |= dict.fromkeys(whole[one] | whole[other], whole[one] | whole[other])
    few, many, share, of_longer = (np.array(column) for column in zip(*rows, strict=True))
    run = sorted_runs.write_run(
        tmp_path / "run", key=pair_keys(few, many), share=share, of_longer=of_longer, few=few, many=many
    )
    group = chain_edges.join_range((start, start + n), [run])
    found = {frozenset((np.flatnonzero(group == name) + start).tolist()) for name in group}
    assert found == set(whole.values())
    assert any(len(part) > 2 for part in found)
