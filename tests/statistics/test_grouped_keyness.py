"""What sets a source apart is seldom found where there is nothing, and mostly found where it was planted."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse
from zipf import group_counts, split_in_two, zipf_texts

from analysis.counts import GroupCounts
from analysis.statistics import log_odds_ratio
from analysis.statistics.group_sums import Sums, leave_one_group_out, shuffled_sources, sum_sources
from analysis.statistics.grouped_keyness import (
    Shuffles,
    contrast_sources,
    critical_values,
    grouped_log_odds,
    largest_by_chance,
)


def two_sums(uses: np.ndarray, words: np.ndarray, source: np.ndarray) -> Sums:
    return sum_sources(group_counts(uses, words, source), 2)


def prior_of(uses: np.ndarray, words: np.ndarray) -> tuple[np.ndarray, float]:
    return 0.1 * np.maximum(uses.sum(axis=0), 1), 0.1 * float(words.sum())


def test_two_equal_sources_differ_in_nothing() -> None:
    uses, words = zipf_texts(np.random.default_rng(0), 30)
    both = group_counts(np.vstack([uses, uses]), np.tile(words, 2), np.repeat([0, 1], 30))
    contrast = contrast_sources(both, 2, Shuffles(number=99))
    assert not contrast.log_odds.any()
    assert (contrast.low < 0).all()
    assert (contrast.high > 0).all()


def test_two_sources_mirror_each_other_and_seeds_repeat() -> None:
    uses, words, source = split_in_two(np.random.default_rng(0), 60)
    rows = group_counts(uses, words, source)
    contrast = contrast_sources(rows, 2, Shuffles(4, 99))
    np.testing.assert_allclose(contrast.log_odds[0], -contrast.log_odds[1])
    np.testing.assert_allclose(contrast.low[0], -contrast.high[1])
    np.testing.assert_allclose(contrast.z[0], -contrast.z[1])
    again = contrast_sources(rows, 2, Shuffles(4, 99))
    assert (again.low == contrast.low).all()
    assert contrast_sources(rows, 2, Shuffles(5, 99)).critical != contrast.critical


def test_log_odds_and_z_are_the_papers_with_a_tenth_of_the_corpus_as_prior() -> None:
    uses, words, source = split_in_two(np.random.default_rng(2), 60, reprints=1)
    source = np.where(np.arange(60) < 20, 2, source)
    contrast = contrast_sources(group_counts(uses, words, source), 3, Shuffles(number=9))
    for s in range(3):
        here, there = uses[source == s].sum(axis=0), uses[source != s].sum(axis=0)
        odds = log_odds_ratio(
            here, words[source == s].sum(), there, words[source != s].sum(), 0.1 * uses.sum(axis=0), 0.1 * words.sum()
        )
        np.testing.assert_allclose(contrast.log_odds[s], odds.log_odds)
        np.testing.assert_allclose(contrast.z[s], odds.z)


def test_the_grouped_error_is_the_jackknife_written_out() -> None:
    uses, words, source = split_in_two(np.random.default_rng(3), 40)
    prior, prior_words = prior_of(uses, words)
    _, error, z = grouped_log_odds(two_sums(uses, words, source))
    for term in (0, 7, 150):
        variance = 0.0
        for side in (0, 1):
            y_g, n_g = uses[source == side, term], words[source == side]
            y = y_g.sum() + prior[term]
            m = n_g.sum() + prior_words - y
            moves = y_g / y - (n_g - y_g) / m
            variance += ((moves - moves.mean()) ** 2).sum()
        drawn_one_by_one = sum(1 / (uses[source == side, term].sum() + prior[term]) for side in (0, 1))
        assert error[0, term] == pytest.approx(np.sqrt(max(variance, drawn_one_by_one)))
        assert error[1, term] == pytest.approx(error[0, term])
    assert z.shape == error.shape == (2, 300)


def test_the_grouped_error_is_close_to_a_real_bootstrap() -> None:
    rng = np.random.default_rng(5)
    uses, words, source = split_in_two(rng, 300, reprints=1)
    frequent = np.flatnonzero(uses.sum(axis=0) >= 150)
    assert len(frequent) > 50
    prior, prior_words = prior_of(uses, words)
    _, error, _ = grouped_log_odds(two_sums(uses, words, source))
    sides = [np.flatnonzero(source == side) for side in (0, 1)]
    draws = []
    for _ in range(600):
        here, there = (rng.choice(side, size=len(side)) for side in sides)
        drawn = log_odds_ratio(
            uses[here].sum(axis=0), words[here].sum(), uses[there].sum(axis=0), words[there].sum(), prior, prior_words
        )
        draws.append(drawn.log_odds[frequent])
    ratio = error[0, frequent] / np.std(draws, axis=0)
    assert (ratio > 0.8).all()
    assert (ratio < 1.25).all()
    # Words come in bursts here: drawn one by one they look surer than they are.
    alone = np.sqrt(sum(1 / (uses[side].sum(axis=0) + prior) for side in sides))[frequent]
    assert np.median(error[0, frequent] / alone) > 1.1


def test_copies_of_one_text_are_one_piece_of_evidence() -> None:
    uses, words, source = split_in_two(np.random.default_rng(6), 100, reprints=1)
    uses[0, 10] = max(uses[0, 10], 1)
    _, once, z_once = grouped_log_odds(two_sums(uses, words, source))
    uses[0], words[0] = 25 * uses[0], 25 * words[0]
    _, reprinted, z_reprinted = grouped_log_odds(two_sums(uses, words, source))
    side = source[0]
    assert reprinted[side, 10] > once[side, 10]
    assert abs(z_reprinted[side, 10]) > abs(z_once[side, 10])


def test_one_section_split_at_random_has_no_distinctive_words() -> None:
    # 25 reprints of one text on one side make its words look certain to whoever counts words: see the next assertion.
    found, found_one_by_one = 0, 0
    for split in range(20):
        uses, words, source = split_in_two(np.random.default_rng(split), 200)
        contrast = contrast_sources(group_counts(uses, words, source), 2, Shuffles(split, 99))
        found += bool(((contrast.low > 0) | (contrast.high < 0)).any())
        found_one_by_one += bool((np.abs(contrast.z) > 4).any())
    # All intervals hold together in 95 % of splits: 1 of 20 is expected to fail.
    assert found <= 4
    assert found_one_by_one >= 16


def test_a_planted_word_is_found() -> None:
    # Used twice in a tenth of one side's 200 texts and nowhere else, beside 25 reprints of another text.
    planted, found = 299, 0
    for split in range(12):
        rng = np.random.default_rng(100 + split)
        uses, words, source = split_in_two(rng, 400)
        uses[:, planted] = 0
        uses[rng.choice(np.flatnonzero(source == 0), size=20, replace=False), planted] = 2
        contrast = contrast_sources(group_counts(uses, words, source), 2, Shuffles(split, 99))
        found += bool(contrast.low[0, planted] > 0)
    assert found >= 10


@pytest.mark.parametrize("terms", [40, 300])
def test_the_critical_value_is_that_of_all_terms_in_every_shuffle(terms: int) -> None:
    # Bounds spare most terms the grouped error; looking at all of them gives the same.
    uses, words, source = split_in_two(np.random.default_rng(8), 80)
    rows = group_counts(uses[:, :terms], words, np.where(np.arange(80) < 20, 2, source))
    halves = np.array([np.ones(terms, bool), np.arange(terms) % 2 == 0, np.zeros(terms, bool)])
    largest = []
    for shuffled in shuffled_sources(rows, 5, range(60)):
        sums = sum_sources(group_counts(uses[:, :terms], words, shuffled), 3)
        delta, error, _ = grouped_log_odds(sums)
        ratio = np.abs(delta / error).max(axis=0)
        largest.append([ratio[half].max(initial=0) for half in halves])
    expected = np.quantile(largest, 0.95, axis=0, method="higher")
    np.testing.assert_allclose(
        critical_values(largest_by_chance(rows, 3, halves, Shuffles(5, 60))), expected, rtol=1e-12
    )


def test_q_is_the_share_of_shuffles_that_go_as_far_and_agrees_with_the_interval() -> None:
    uses, words, source = split_in_two(np.random.default_rng(4), 200, reprints=1)
    uses[source == 0, 250] += 1
    contrast = contrast_sources(group_counts(uses, words, source), 2, Shuffles(1, 99))
    assert contrast.chance.shape == (99,)
    beyond = (contrast.low > 0) | (contrast.high < 0)
    assert beyond[:, 250].all()
    assert contrast.q[0, 250] == 0.01  # none of 99 goes as far
    assert (contrast.q[beyond] <= 0.06).all()
    assert (contrast.q[~beyond] > 0.05).all()
    assert contrast.q.max() == 1.0


def test_a_story_reprinted_by_a_small_source_makes_no_finding() -> None:
    # One population; the small source prints one of its texts 25 times. The shuffles deal that story out to all.
    found = 0
    for split in range(20):
        small = 20 if split % 2 else 40
        rng = np.random.default_rng(300 + split)
        uses, words = zipf_texts(rng, 400)
        uses[0] *= 25
        words[0] *= 25
        rows = group_counts(uses, words, (np.arange(400) >= small).astype(np.int64))
        contrast = contrast_sources(rows, 2, Shuffles(split, 99))
        found += bool((contrast.low > 0).any() or (contrast.high < 0).any())
    # 5 % of 20 are 1; more than 3 would be seen in one of a hundred runs.
    assert found <= 3


def test_without_its_largest_story_written_out() -> None:
    # Source 1's text 2 is in source 2 too. Of term 0: source 0 has 5 and 1, source 1 has 2 and 4, source 2 has 3.
    group, source = np.array([0, 1, 2, 3, 2]), np.array([0, 0, 1, 1, 2])
    uses, words = np.array([[5], [1], [2], [4], [3]]), np.array([10, 20, 30, 40, 50])
    rows = GroupCounts(group, source, sparse.csr_matrix(uses), words)
    (here, _), (there, longest) = leave_one_group_out(rows, sum_sources(rows, 3))
    assert here.here.uses.ravel().tolist() == [1, 2, 0]
    assert here.here.words.ravel().tolist() == [20, 30, 0]
    assert here.here.groups.ravel().tolist() == [1, 1, 0]
    # Largest of all others: of source 0, group 2 with 2 + 3 in 80 words; of 1, text 0; of 2, text 0.
    assert there.there.uses.ravel().tolist() == [4, 4, 7]
    assert there.there.words.ravel().tolist() == [40, 70, 90]
    assert there.there.uses2.ravel().tolist() == [16, 1 + 9, 1 + 4 + 16]
    # The longest: text 1 of source 0, text 3 of 1, text 2 of 2.
    assert longest.here.uses.ravel().tolist() == [5, 2, 0]
    assert longest.here.words.ravel().tolist() == [10, 30, 0]


@pytest.mark.parametrize("copied", [0, 30, 60])
def test_a_source_that_takes_over_stories_hides_no_word_of_another(copied: int) -> None:
    # Sixty texts each of Wire, Client and Other; so many of the Client's are the Wire's. "planted" is Other's own.
    rng = np.random.default_rng(17)
    uses, words = zipf_texts(rng, 180)
    uses[:, 200] = 0
    uses[120:180:2, 200] = 2
    source, group = np.repeat([0, 1, 2], 60), np.arange(180)
    taken = np.arange(60, 60 + copied)
    uses[taken], words[taken], group[taken] = uses[taken - 60], words[taken - 60], group[taken - 60]
    order = np.argsort(group, kind="stable")
    rows = GroupCounts(group[order], source[order], sparse.csr_matrix(uses[order]), words[order])
    contrast = contrast_sources(rows, 3, Shuffles(0, 99))
    assert contrast.low[2, 200] > 0
    assert contrast.critical < 6
