"""Distances between sources: about 0 beyond chance for one population, whatever the sizes, and found where planted."""

from __future__ import annotations

import importlib

import numpy as np
import pandas as pd
import pytest
from corpora import MakeCorpus, article
from scipy.stats import false_discovery_control
from zipf import group_counts, zipf_texts

from analysis.counts import count_words
from analysis.sources import compare_sources, furthest_pair, source_distances
from analysis.sources.source_distances import distance_findings, distances
from analysis.statistics.distributions import jensen_shannon
from analysis.tables import source_tables as tables
from analysis.tables.findings import Finding, Picture

MODULE = importlib.import_module("analysis.sources.source_distances")


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
    # One in twenty is called further apart than chance, one in forty has its interval above.
    assert (found["tier"] != "").sum() <= 2
    assert (found["excess_low"] > 0).sum() <= 1


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
        found += bool(distances(rows, ["a", "b", "c"], split)["tier"].iloc[0] != "")
    assert found <= 2


@pytest.mark.parametrize("sizes", [(50, 50), (50, 400)])
def test_two_populations_are_as_far_apart_whatever_their_sizes(sizes: tuple[int, int]) -> None:
    rng = np.random.default_rng(0)
    (uses, words), (others, more_words) = (zipf_texts(rng, n) for n in sizes)
    others = np.roll(others, 50, axis=1)
    rows = group_counts(np.vstack([uses, others]), np.concatenate([words, more_words]), np.repeat([0, 1], sizes))
    pair = distances(rows, ["a", "b"]).iloc[0]
    assert pair["excess"] == pytest.approx(0.235, abs=0.015)
    # The divergence of the two populations, in bits: shuffles mix them, so that the excess is a little smaller.
    share = 1 / (np.arange(300) + 10)
    truth = jensen_shannon(share / share.sum(), np.roll(share, 50) / share.sum())
    assert 0.2 < pair["excess_low"] < pair["excess"] < truth < pair["excess_high"] < 0.3
    assert pair["p"] < 1e-9
    assert pair["tier"] == "clear"


def test_a_table_by_definition() -> None:
    uses, words = zipf_texts(np.random.default_rng(1), 60)
    source = np.repeat([0, 1, 2], [30, 20, 10])
    table = distances(group_counts(uses, words, source), ["a", "b", "c"])
    pairs = list(zip(table["source"], table["other"], strict=True))
    assert pairs == [("a", "b"), ("a", "c"), ("b", "c")]
    totals = np.array([uses[source == s].sum(axis=0) for s in range(3)])
    shares = totals / totals.sum(axis=1, keepdims=True)
    expected = jensen_shannon(shares[[0, 0, 1]], shares[[1, 2, 2]])
    np.testing.assert_allclose(table["divergence"], expected, rtol=1e-5)
    assert (table["excess_low"] < table["excess"]).all()
    assert (table["excess"] < table["excess_high"]).all()
    assert table["independent_texts"].tolist() == [50, 40, 30]
    np.testing.assert_allclose(table["q"], false_discovery_control(table["p"]), rtol=1e-5)


def test_small_sources_are_left_out() -> None:
    uses, words = zipf_texts(np.random.default_rng(1), 49)
    rows = group_counts(uses, words, np.repeat([0, 1, 2], [30, 10, 9]))
    assert distances(rows, ["a", "b", "c"])[["source", "other"]].to_numpy().tolist() == [["a", "b"]]
    alone = group_counts(uses[:39], words[:39], np.repeat([0, 1], [30, 9]))
    assert distances(alone, ["a", "b"]).empty


def test_one_deviating_source_of_many_is_found() -> None:
    rng = np.random.default_rng(0)
    uses, _ = zipf_texts(rng, 220)
    # One of 22 sources of ten texts uses other words most. Among so many pairs, a p of 1 / 200 is no finding.
    uses[:10] = np.roll(uses[:10], 60, axis=1)
    table = distances(group_counts(uses, uses.sum(axis=1), np.repeat(np.arange(22), 10)), [str(i) for i in range(22)])
    assert len(table) == 231
    assert (table["tier"][table["source"] == "0"] != "").sum() >= 15
    assert (table["tier"][table["source"] != "0"] != "").sum() <= 1


def test_the_largest_sources_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MODULE, "MAX_SOURCES", 3)
    uses, words = zipf_texts(np.random.default_rng(1), 62)
    table = distances(group_counts(uses, words, np.repeat([0, 1, 2, 3], [10, 20, 12, 20])), list("abcd"))
    assert sorted({*table["source"], *table["other"]}) == ["b", "c", "d"]


def test_the_words_used_most_are_compared(make_corpus: MakeCorpus, monkeypatch: pytest.MonkeyPatch) -> None:
    articles = [article(f"Flood flood mill w{i}.", name) for i in range(12) for name in ("Beacon", "Standard")]
    articles += [article(f"Strike flood mill v{i}.", "Standard") for i in range(12)]
    corpus = make_corpus(articles)
    comparison = compare_sources(corpus, count_words(corpus))
    assert source_distances(corpus, comparison)["divergence"][0] > 0.05
    monkeypatch.setattr(MODULE, "MAX_WORDS", 1)
    # Both then have "flood" alone.
    table = source_distances(corpus, comparison)
    assert table[["divergence", "words", "other_words"]].to_numpy().tolist() == [[0, "", ""]]


def test_a_distance_names_the_words_that_make_it(make_corpus: MakeCorpus) -> None:
    made = [
        article(f"The Harbour and the news of day{i} sinks, it said.", "A", f"2024-03-{1 + i:02}") for i in range(12)
    ]
    made += [article(f"The football and the news of time{i} rests.", "B", f"2024-03-{1 + i:02}") for i in range(12)]
    corpus = make_corpus(made)
    table = source_distances(corpus, compare_sources(corpus, count_words(corpus)))
    # As they are written; "news", alike in both, and "said", which only reports, are not named.
    assert table[["words", "other_words"]].to_numpy().tolist() == [["Harbour, sinks", "football, rests"]]


def test_the_interval_holds_a_known_distance() -> None:
    # Drawn with a third of the words elsewhere: 0.0194 bits. In 150 draws 99 %, and 94 to 99 % of real outlets.
    inside = 0
    share = 1 / (np.arange(300) + 10)
    mixed = 0.7 * share + 0.3 * np.roll(share, 50)
    truth = jensen_shannon(share / share.sum(), mixed / mixed.sum())
    for draw in range(20):
        rng = np.random.default_rng(draw)
        uses = [rng.poisson(150 * part / part.sum() * rng.gamma(0.5, 2, size=(40, 300))) for part in (share, mixed)]
        rows = group_counts(np.vstack(uses), np.full(80, 300), np.repeat([0, 1], 40))
        pair = distances(rows, ["a", "b"], draw).iloc[0]
        inside += bool(pair["excess_low"] <= truth <= pair["excess_high"])
    assert inside >= 17


def pairs(*rows: tuple[object, ...]) -> pd.DataFrame:
    """Columns source, other, texts, excess, excess_low, tier."""
    full = [
        (a, b, n, 0.2, excess, low, 0.2, 0.01, "mill, strike", "", 0.01, tier) for a, b, n, excess, low, tier in rows
    ]
    return tables.SOURCE_DISTANCES.build(full)


def test_the_two_furthest_apart_are_told() -> None:
    table = pairs(
        ("A", "B", 100, 0.10, 0.08, "clear"), ("A", "C", 64, 0.15, 0.14, "clear"), ("B", "C", 900, 0.1, 0.1, "likely"),
        ("A", "other sources", 900, 0.2, 0.19, "clear"), ("B", "D", 900, 0.2, 0.19, ""),
    )  # fmt: skip
    two = pd.DataFrame({"shown": ["strike", "Mill", "flood"], "source": "A", "other": "C", "more": [True, True, False]})
    told = repr(list(distance_findings(table, two)))  # not a number is not equal to itself
    assert told == repr([
        Finding(
            "distance",
            "A and C",
            "A and C are furthest apart in their words: A has more “strike” and “Mill”, C has more “flood”.",
            "clear · 3 of 4 pairs of sources differ beyond chance · bars: distance as a share of the largest · "
            "64 independent texts",
            "clear",
            1.12,
            "source_distances",
            Picture(
                "bars", "share", ("A and C", "A and B", "B and C"), (1.0, 0.67, 0.67),
                (np.nan,) * 3, (np.nan,) * 3, (True, False, False), 3,
            ),
        )
    ])  # fmt: skip
    assert furthest_pair(table) == ["A", "C"]
    for words in (two[:2], two.assign(other="B")):
        (finding,) = distance_findings(table, words)
        assert finding.sentence == "A and C are furthest apart in their words, by many small differences."
        assert np.isnan(finding.strength), "not for the index page"
    # One pair is no comparison; "other sources" are nobody.
    assert not list(distance_findings(table[:1], two))
    assert not list(distance_findings(table[3:], two))
    assert furthest_pair(table[3:]) == []
    assert not list(distance_findings(tables.SOURCE_DISTANCES.empty(), two))


def test_seeds_repeat() -> None:
    uses, words = zipf_texts(np.random.default_rng(1), 40)
    rows = group_counts(uses, words, np.arange(40) % 2)
    assert distances(rows, ["a", "b"], 7).equals(distances(rows, ["a", "b"], 7))
    assert not distances(rows, ["a", "b"], 7).equals(distances(rows, ["a", "b"], 8))


def test_one_source_and_few_texts_make_an_empty_table(make_corpus: MakeCorpus) -> None:
    many = [article(f"Flood and mill w{i}.") for i in range(12)]
    for articles in (many, [article("Flood."), article("Mill.", "Standard")]):
        corpus = make_corpus(articles)
        table = source_distances(corpus, compare_sources(corpus, count_words(corpus)))
        assert table.empty
