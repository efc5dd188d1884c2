"""Outlet or time: differences that are one, the other or neither, each found as what it is."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from analysis.topics.results.topic_shares import _only_visible, compare_parts


def compare(topic: np.ndarray, part: np.ndarray, stratum: np.ndarray, group: np.ndarray | None = None) -> pd.DataFrame:
    """Compare parts; every article has one topic."""
    items = sparse.csr_matrix(topic[:, None] == np.arange(topic.max() + 1), dtype=np.int64)
    return compare_parts(items, part, stratum, np.arange(len(topic)) if group is None else group)


def confounded(seed: int, n: int = 900) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Make topics that depend on the period alone, and sources that publish at other times."""
    random = np.random.default_rng(seed)
    period = random.integers(0, 6, n)
    mixes = random.dirichlet(np.ones(5), 6)
    topic = np.array([random.choice(5, p=mixes[p]) for p in period])
    source = np.array([random.choice(3, p=np.array([11 - 2 * p, 1 + 2 * p, 3]) / 15) for p in period])
    return topic, source, period


def test_what_depends_on_the_time_alone_is_no_difference_between_sources() -> None:
    """More than three false of 30 in less than 6 of 100 at p = .05; with the time not held equal most claim some."""
    equal = raw = 0
    for seed in range(30):
        topic, source, period = confounded(seed)
        equal += bool((compare(topic, source, period)["tier"] != "").any())
        raw += bool((compare(topic, source, np.zeros_like(period))["tier"] != "").any())
    assert equal <= 3
    assert raw >= 18


def test_the_periods_are_found_with_the_sources_held_equal() -> None:
    topic, source, period = confounded(0)
    assert (compare(topic, period, source)["tier"] == "clear").sum() >= 5


def test_the_shares_must_show_no_less_than_the_near_end_of_the_interval() -> None:
    # 4 to 8 points more beside 1.4 and 4 points in the shares, less beside 4, and as much less; nothing surely.
    table = pd.DataFrame(
        {
            "difference": [0.06, 0.06, 0.06, -0.06, -0.06],
            "difference_low": [0.04, 0.04, 0.04, -0.08, -0.08],
            "difference_high": [0.08, 0.08, 0.08, -0.04, -0.04],
            "tier": "clear",
        }
    )
    shown = _only_visible(table, pd.Series([0.014, 0.04, -0.04, -0.04, -0.014]))["tier"]
    assert shown.tolist() == ["", "clear", "", "clear", ""]


def test_copies_are_one_text_in_its_first_period() -> None:
    topic, source, period = confounded(1)
    once = compare(topic, source, period)
    again = np.concatenate([np.arange(900), np.zeros(25, dtype=int)])
    late = np.concatenate([period, np.arange(25) % 6])
    pd.testing.assert_frame_equal(compare(topic[again], source[again], late, again), once)


def test_reprints_in_all_sources_make_no_difference() -> None:
    # Ten stories of topic 1, each printed by three sources in different periods, and nothing else of that topic.
    group = np.concatenate([np.arange(300), np.repeat(np.arange(300, 310), 3)])
    part = np.concatenate([np.arange(300) % 3, np.tile([0, 1, 2], 10)])
    period = np.concatenate([np.arange(300) // 3 % 4, np.arange(30) % 4])
    table = compare((group >= 300).astype(int), part, period, group)
    assert table["difference"].to_numpy() == pytest.approx(0, abs=1e-3)
    assert (table["tier"] == "").all()


def test_two_parts_are_tested_once_and_mirror_each_other() -> None:
    topic = np.array([0] * 45 + [1] * 15 + [0] * 15 + [1] * 45)
    table = compare(topic, np.repeat([0, 1], 60), np.tile([0, 1], 60))
    assert table["tier"].tolist() == ["clear"] * 4
    assert sorted(table["difference"].round(6)) == [-0.5, -0.5, 0.5, 0.5]


def test_few_texts_have_no_interval_and_no_tier() -> None:
    part = np.repeat([0, 1, 2], [9, 50, 50])
    table = compare((part == 0).astype(int), part, np.arange(109) % 2)
    few = table[table["part"] == 0]
    assert (few["tier"] == "").all()
    assert few[["difference_low", "difference_high"]].isna().all(axis=None)
    assert few["difference"].abs().min() == 1


def test_a_part_without_a_stratum_in_common_can_be_compared_with_all() -> None:
    # The last part has the last stratum to itself: nothing to compare, but with all others 45 of 60 beside 30 of 120.
    topic = np.tile([0, 0, 0, 1], 45)
    topic[120:] = 1 - topic[120:]
    part, stratum = np.repeat([0, 1, 2], 60), np.repeat([0, 0, 1], 60)
    within = compare(topic, part, stratum)
    assert within.loc[within["part"] == 2, "difference"].isna().all()
    items = sparse.csr_matrix(topic[:, None] == np.arange(2), dtype=np.int64)
    table = compare_parts(items, part, stratum, np.arange(180), np.array([False, False, True]))
    pd.testing.assert_frame_equal(table[table["part"] < 2][["difference"]], within[within["part"] < 2][["difference"]])
    last = table[(table["part"] == 2) & (table["topic"] == 1)].iloc[0]
    assert (last["difference"], last["tier"]) == (pytest.approx(0.5), "clear")
    assert last["difference_low"] < 0.5 < last["difference_high"]
