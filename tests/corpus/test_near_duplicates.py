"""Groups of copies: planted ones, what must stay apart, and every pair compared by brute force."""

from __future__ import annotations

import errno
import os
import random
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from copies import SAME_TEXT, group_texts, number_of, story
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.corpus.duplicates import compare_pairs, find_pairs, near_duplicates, sorted_runs
from analysis.corpus.duplicates.compare_pairs import MIN_SHINGLES
from analysis.corpus.duplicates.find_pairs import MAX_SEEKERS
from analysis.corpus.duplicates.near_duplicates import group_duplicates, write_shingles
from analysis.corpus.duplicates.shingles import hash_shingles, split_words
from analysis.engine import Engine
from analysis.errors import describe_os_error


def groups(texts: list[str], folder: Path, **options: Any) -> set[frozenset[int]]:
    """Group texts; the answer as sets of positions, those alone left out."""
    ids, table = group_texts(texts, folder, **options)
    found: dict[int, set[int]] = {}
    for position, text in enumerate(ids):
        found.setdefault(int(table["group"].get(text, text)), set()).add(position)
    return {frozenset(members) for members in found.values() if len(members) > 1}


def test_every_kind_of_copy_is_found(tmp_path: Path) -> None:
    base = story(0)
    longer = story(1, 40) + base + story(2, 60)
    shorter = base[:150]
    update = base[:90] + story(3, 20) + base[90:]
    # A word changed in every twentieth place leaves 12 of 20 runs whole.
    edited = ["other" if i % 20 == 10 else word for i, word in enumerate(base)]
    others = [story(seed) for seed in range(10, 20)]
    texts = [" ".join(t) for t in [base, longer, shorter, update, edited, *others]]
    assert groups(texts, tmp_path) == {frozenset(range(5))}


def test_exact_copies_have_one_hash_and_need_no_row(tmp_path: Path) -> None:
    text = " ".join(story(0))
    files = write_shingles(tmp_path / "batch.npy", split_words([text, text]), np.array([7, 7], dtype=np.uint64))
    assert files.sizes.to_dict() == {7: 193}
    assert group_duplicates([files], tmp_path, SAME_TEXT, Engine()).empty


def test_a_story_that_quotes_another_stays_apart(tmp_path: Path) -> None:
    base = story(0)
    # 100 of 200 words taken over: 93 of 193 runs.
    assert groups([" ".join(base), " ".join(base[:100] + story(1, 100))], tmp_path) == set()


def test_the_share_can_be_set(tmp_path: Path) -> None:
    base = story(0)
    # 140 of 200 words: 133 of 193 runs, .69.
    texts = [" ".join(base), " ".join(base[:140] + story(1, 60))]
    assert groups(texts, tmp_path, same_text=0.65) == {frozenset({0, 1})}
    assert groups(texts, tmp_path, same_text=0.75) == set()


def test_a_standing_phrase_in_many_texts_joins_nothing(tmp_path: Path) -> None:
    phrase = story(0, 60)
    texts = [" ".join(story(seed, 70) + phrase) for seed in range(1, 3 * MAX_SEEKERS)]
    assert groups(texts, tmp_path) == set()


def test_one_sentence_does_not_chain_the_stories_it_stands_in(tmp_path: Path) -> None:
    line = story(0, MIN_SHINGLES)
    texts = [" ".join(line), *(" ".join([*story(seed), *line]) for seed in range(1, 6))]
    assert groups(texts, tmp_path) == set()
    almost = " ".join([*line, "tonight"])
    assert groups([*texts, almost], tmp_path) == {frozenset({0, 6})}


def test_neither_order_nor_batches_nor_parts_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = []
    for seed in range(40):
        base = story(seed, 80)
        texts += [" ".join(base), " ".join(base[: 80 - seed] + story(seed + 1000, seed))]
    whole = groups(texts, tmp_path)
    assert 15 < len(whole) < 40
    order = random.Random(1).sample(range(len(texts)), len(texts))
    shuffled = groups([texts[i] for i in order], tmp_path, batch=7)
    assert {frozenset(order[i] for i in members) for members in shuffled} == whole
    assert groups(texts, tmp_path, batch=30, scheduler="processes") == whole
    monkeypatch.setattr(near_duplicates, "PART_SHINGLES", 500)
    assert groups(texts, tmp_path, batch=30) == whole


def test_few_pairs_are_read_at_a_time_where_many_are_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    common = story(0, 110)
    # Half of each is shared: all pairs are compared, and none are duplicates. The chain behind them has three more.
    halves = [" ".join(common + story(seed, 110)) for seed in range(1, 41)]
    base = story(50, 300)
    chain = [" ".join(base[:start] + story(60 + start, 60) + base[start:]) for start in (0, 150, 300)]
    rows: list[int] = []

    def compare_others(bounds: tuple[int, int], known: list[sorted_runs.Run], **others: Any) -> sorted_runs.Run:
        rows.append(len(sorted_runs.read_range(known, bounds, "key")[0]))
        return compare_pairs.compare_others(bounds, known=known, **others)

    monkeypatch.setattr(sorted_runs, "ROWS_AT_A_TIME", 100)
    monkeypatch.setattr(near_duplicates, "compare_others", compare_others)
    assert groups([*halves, *chain], tmp_path) == {frozenset(range(40, 43))}
    assert sum(rows) >= 780
    assert max(rows) <= 200


def test_pairs_are_removed_from_the_disk_even_if_it_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    base = story(0)
    texts = [" ".join(base[start:]) for start in range(5)]
    assert len(groups(texts, tmp_path)) == 1
    assert {path.suffix for path in tmp_path.iterdir()} == {".npy"}

    def is_full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(find_pairs, "write_run", is_full)
    with pytest.raises(OSError, match="No space left") as told:
        groups(texts, tmp_path)
    assert "free some disk space" in describe_os_error(told.value)
    assert {path.suffix for path in tmp_path.iterdir()} == {".npy"}


def test_a_full_disk_is_told_as_such() -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("no device that is always full")
    with full.open("wb", buffering=0) as file, pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
        sorted_runs.write_array(file, np.arange(100_000))


def test_a_group_is_named_by_its_smallest_hash(tmp_path: Path) -> None:
    base = story(0)
    texts = [" ".join(base), " ".join(base[1:]), " ".join(base[2:])]
    ids = np.array([30, 2**64 - 1, 20], dtype=np.uint64)
    table = group_duplicates(
        [write_shingles(tmp_path / "b.npy", split_words(texts), ids)], tmp_path, SAME_TEXT, Engine()
    )
    assert table["text"].tolist() == [20, 30, 2**64 - 1]
    assert table["group"].tolist() == [20, 20, 20]


@pytest.mark.parametrize("texts", [[""], ["", "..."], ["one"], ["one", "two words"]])
def test_nothing_to_compare(texts: list[str], tmp_path: Path) -> None:
    assert groups(texts, tmp_path) == set()


def shared(text: str, other: str) -> tuple[float, float]:
    """The definition, with sets: containment, and the share of the longer text."""
    one, two = (set(hash_shingles(split_words([t]))[0].tolist()) for t in (text, other))
    if not one or not two:
        return 0, 0
    few, many = sorted((len(one), len(two)))
    return len(one & two) / (many if few < MIN_SHINGLES else few), len(one & two) / many


def brute_force(texts: list[str]) -> set[frozenset[str]]:
    """Groups of different texts: every two groups with a duplicate across are tried again after each join."""
    distinct = sorted(set(texts), key=number_of)
    share = {frozenset(pair): shared(*pair) for pair in combinations(distinct, 2)}
    sizes = {text: len(hash_shingles(split_words([text]))[0]) for text in distinct}
    parts = {text: frozenset([text]) for text in distinct}

    def place(pair: frozenset[str]) -> tuple[float, float, list[tuple[int, int]]]:
        ends = sorted((sizes[text], number_of(text)) for text in pair)
        return -share[pair][0], -share[pair][1], [(number, 0) for _, number in ends]

    for pair in sorted((pair for pair in share if share[pair][0] >= SAME_TEXT), key=place):
        one, two = (parts[text] for text in sorted(pair))
        if one != two and all(share[frozenset([a, b])][0] >= SAME_TEXT / 2 for a in one for b in two):
            parts |= dict.fromkeys(one | two, one | two)
    return set(parts.values())


pieces = st.sampled_from([" ".join(story(seed, 12)) for seed in range(6)] + ["stop", "go on"])


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(pieces, max_size=6).map(" ".join), min_size=1, max_size=12), st.integers(1, 12))
def test_equals_comparing_all_pairs(tmp_path_factory: pytest.TempPathFactory, texts: list[str], batch: int) -> None:
    expected = {frozenset(i for i, text in enumerate(texts) if text in part) for part in brute_force(texts)}
    found = groups(texts, tmp_path_factory.mktemp("all"), batch=batch)
    assert found == {part for part in expected if len(part) > 1}
