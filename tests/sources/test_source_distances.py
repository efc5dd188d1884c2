"""Distances between sources: about 0 beyond chance for one population, whatever the sizes, and found where planted."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from corpora import MakeCorpus, article
from zipf import group_counts, zipf_texts

from analysis.counts import count_words
from analysis.sources import compare_sources, source_distances, source_topic_distances
from analysis.sources.source_distances import distances
from analysis.statistics import jensen_shannon


@pytest.mark.parametrize("sizes", [(50, 50), (50, 400)])
def test_one_population_is_at_no_distance_from_itself(sizes: tuple[int, int]) -> None:
    tables = []
    for split in range(12):
        uses, words = zipf_texts(np.random.default_rng(split), sum(sizes))
        tables.append(distances(group_counts(uses, words, np.repeat([0, 1], sizes)), ["a", "b"], split).iloc[0])
    found = pd.DataFrame(tables)
    # Raw, the small source looks far from its own population; the excess is a tenth of that and has no sign.
    assert (found["divergence"] > 0.015).all()
    assert abs(found["excess"].mean()) < 0.003
    assert found["excess"].abs().max() < 0.4 * found["divergence"].min()
    # One in forty is called further apart than chance.
    assert (found["excess_low"] > 0).sum() <= 2


def test_a_third_source_of_another_kind_pulls_no_two_apart() -> None:
    # Two samples of one bursty population beside a large source in which every text is alike.
    found = 0
    for split in range(12):
        rng = np.random.default_rng(split)
        uses, words = zipf_texts(rng, 100)
        even = rng.poisson(uses.mean(axis=0), size=(600, uses.shape[1]))
        rows = group_counts(
            np.vstack([uses, even]), np.concatenate([words, np.full(600, 300)]), np.repeat([0, 1, 2], [50, 50, 600])
        )
        found += bool(distances(rows, ["a", "b", "c"], split)["excess_low"].iloc[0] > 0)
    # One in forty by chance.
    assert found <= 2


@pytest.mark.parametrize("sizes", [(50, 50), (50, 400)])
def test_two_populations_are_as_far_apart_whatever_their_sizes(sizes: tuple[int, int]) -> None:
    rng = np.random.default_rng(0)
    (uses, words), (others, more_words) = (zipf_texts(rng, n) for n in sizes)
    others = np.roll(others, 50, axis=1)
    rows = group_counts(np.vstack([uses, others]), np.concatenate([words, more_words]), np.repeat([0, 1], sizes))
    pair = distances(rows, ["a", "b"]).iloc[0]
    assert pair["excess"] == pytest.approx(0.235, abs=0.015)
    assert pair["excess_low"] > 0.2
    assert pair["p"] == 0.005


def test_a_table_by_definition() -> None:
    uses, words = zipf_texts(np.random.default_rng(1), 60)
    source = np.repeat([0, 1, 2], [30, 20, 10])
    table = distances(group_counts(uses, words, source), ["a", "b", "c"])
    pairs = list(zip(table["source"], table["other"], strict=True))
    assert pairs == [("a", "b"), ("a", "c"), ("b", "c"), ("a", "a"), ("b", "b"), ("c", "c")]
    totals = np.array([uses[source == s].sum(axis=0) for s in range(3)])
    shares = totals / totals.sum(axis=1, keepdims=True)
    expected = jensen_shannon(shares[[0, 0, 1]], shares[[1, 2, 2]])
    np.testing.assert_allclose(table["divergence"][:3], expected, rtol=1e-5)
    assert (table["excess_low"] < table["excess"]).all()
    assert (table["excess"] < table["excess_high"]).all()
    # p is a number of 200: the shuffles and what was observed.
    shuffles = table["p"][:3] * 200
    np.testing.assert_allclose(shuffles, shuffles.round())
    assert table["p"][:3].between(0.005, 1).all()
    assert table["p"][3:].isna().all()
    # Random halves of a source lie around their mean; those of the smallest are furthest apart.
    assert table["excess"][3:].tolist() == [0, 0, 0]
    assert table["divergence"][3:].is_monotonic_increasing


def test_small_sources_are_left_out() -> None:
    uses, words = zipf_texts(np.random.default_rng(1), 49)
    rows = group_counts(uses, words, np.repeat([0, 1, 2], [30, 10, 9]))
    assert set(distances(rows, ["a", "b", "c"])["source"]) == {"a", "b"}
    alone = group_counts(uses[:39], words[:39], np.repeat([0, 1], [30, 9]))
    assert distances(alone, ["a", "b"]).empty


def test_seeds_repeat() -> None:
    uses, words = zipf_texts(np.random.default_rng(1), 40)
    rows = group_counts(uses, words, np.arange(40) % 2)
    assert distances(rows, ["a", "b"], 7).equals(distances(rows, ["a", "b"], 7))
    assert not distances(rows, ["a", "b"], 7).equals(distances(rows, ["a", "b"], 8))


def test_one_source_and_few_texts_make_an_empty_table(make_corpus: MakeCorpus) -> None:
    many = [article(f"Flood and mill w{i}.") for i in range(12)]
    for articles in (many, [article("Flood."), article("Mill.", "Standard")]):
        corpus = make_corpus(articles)
        table = source_distances(compare_sources(corpus, count_words(corpus)))
        assert table.empty


def test_topics_by_hand(make_corpus: MakeCorpus) -> None:
    # Twelve texts each; Beacon has topics 1 and 2 six times each, Standard topic 1 alone.
    articles = [article(f"Text w{i} of the Beacon.") for i in range(12)]
    articles += [article(f"Story v{i} of the other.", "Standard") for i in range(12)]
    corpus = make_corpus(articles)
    beacon = (corpus.articles["source"] == "Beacon").to_numpy()
    topic = np.where(beacon & (np.cumsum(beacon) % 2 == 0), 2, 1)
    row = source_topic_distances(corpus, topic).iloc[0]
    expected = jensen_shannon(np.array([0.5, 0.5]), np.array([1.0, 0.0]))
    assert row["divergence"] == pytest.approx(float(expected), rel=1e-5)
    assert row["excess_low"] > 0
