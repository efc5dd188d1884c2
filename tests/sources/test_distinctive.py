"""Distinctive words of a corpus: planted ones lead, and those of copied text are gone in own sentences."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from corpora import MakeCorpus, article, corpus_maker, count_groups

from analysis.corpus import Corpus
from analysis.counts import count_words
from analysis.sources import (
    Comparison,
    clear_terms,
    compare_sources,
    distinctive_terms,
    survival_table,
    texts_behind,
)
from analysis.sources.comparison import ALL_TEXT, ONE_EACH, OWN
from analysis.statistics import log_odds_ratio
from analysis.statistics.grouped_keyness import Shuffles, contrast_sources
from analysis.terms import content_words

VOCABULARY = [f"{a}{b}{c}" for a in "bdfgklmprst" for b in "aeiou" for c in ("lan", "rot", "vik")]


def wire_and_papers() -> list[dict[str, str]]:
    """Wire reports 30 times on a tanker; Beacon prints each report the day after, between sentences of its own.

    In 14 other articles Beacon writes of the harbour. The Standard prints neither.
    """
    rng = np.random.default_rng(11)

    def sentence(*planted: str) -> str:
        words = [*planted, *rng.choice(VOCABULARY, size=9)]
        return " ".join(words).capitalize() + "."

    days = [f"2024-03-{day:02}" for day in range(1, 31)]
    reports = [f"{sentence('tanker')} {sentence('the', 'tanker')}" for _ in days]
    wire = [
        article(f"{report} {sentence()} {sentence()}", "Wire", day) for report, day in zip(reports, days, strict=True)
    ]
    wire += [article(" ".join(sentence() for _ in range(8)), "Wire", days[i % 30]) for i in range(160)]
    beacon = [
        article(f"{sentence()} {report} {sentence()}", "Beacon", f"2024-04-{day:02}")
        for day, report in enumerate(reports, 1)
    ]
    harbour = [sentence("harbour") + " " + sentence("a", "harbour") for _ in range(14)]
    beacon += [article(f"{sentence()} {text} {sentence()}", "Beacon", "2024-03-20") for text in harbour]
    standard = [article(" ".join(sentence() for _ in range(6)), "Standard", days[i % 30]) for i in range(60)]
    return wire + beacon + standard


@pytest.fixture(scope="module")
def comparison(tmp_path_factory: pytest.TempPathFactory) -> tuple[Corpus, Comparison]:
    with pytest.MonkeyPatch.context() as monkeypatch:
        corpus = corpus_maker(tmp_path_factory.mktemp("planted"), monkeypatch)(wire_and_papers())
    return corpus, compare_sources(corpus, count_words(corpus))


@pytest.fixture(scope="module")
def planted(comparison: tuple[Corpus, Comparison]) -> tuple[Corpus, pd.DataFrame]:
    return comparison[0], distinctive_terms(comparison[1], top_n=400)


def row(table: pd.DataFrame, source: str, term: str) -> pd.Series:
    found = table[(table["source"] == source) & (table["term"] == term)]
    assert len(found) == 1
    return found.iloc[0]


def test_a_wire_story_leads_and_does_not_survive_in_own_sentences(planted: tuple[Corpus, pd.DataFrame]) -> None:
    _, table = planted
    # One of the two surest differences is one that Beacon only copied.
    assert sorted(table.sort_values("q", kind="stable")["term"].tolist()[:2]) == ["harbour", "tanker"]
    tanker, harbour = row(table, "Beacon", "tanker"), row(table, "Beacon", "harbour")
    assert tanker["low"] > 0
    assert not tanker["survives"]
    assert harbour["low"] > 0
    assert harbour["survives"]
    # Nothing else was planted.
    assert table[table["low"] > 0]["term"].tolist() == ["harbour", "tanker"]


def test_every_finding_three_times(comparison: tuple[Corpus, Comparison], planted: tuple[Corpus, pd.DataFrame]) -> None:
    _, table = planted
    told = survival_table(comparison[1], table)
    assert told["text"].tolist() == [ALL_TEXT, ONE_EACH, OWN] * 2
    assert told["term"].tolist() == ["harbour"] * 3 + ["tanker"] * 3
    assert (told["survives"] == (told["term"] == "harbour")).all()
    clear = told.assign(clear=told["low"] > 0).groupby("term")["clear"].apply(list)
    assert clear["harbour"] == [True, True, True]
    # The reports are too small a part of the articles to make them copies; in its own sentences the Beacon has none.
    assert clear["tanker"] == [True, True, False]
    # In all text it is what the main table says.
    first = told[told["text"] == ALL_TEXT].set_index("term")
    assert first.loc["tanker", "low"] == row(table, "Beacon", "tanker")["low"]


def test_every_number_of_a_row_by_definition(planted: tuple[Corpus, pd.DataFrame]) -> None:
    corpus, table = planted
    counts = count_words(corpus)
    terms = content_words(counts, "en")
    by_source = counts.uses.by("source")
    uses, words = by_source.select(terms).toarray(), np.asarray(by_source.matrix.sum(axis=1)).ravel()
    assert len(table) == (uses > 0).sum()
    for found in table.iloc[::37].to_dict("records"):
        s, t = corpus.source_names.index(found["source"]), int(np.flatnonzero(terms == found["term"])[0])
        odds = log_odds_ratio(
            uses[s], words[s], np.delete(uses, s, 0).sum(axis=0), np.delete(words, s).sum(),
            0.1 * uses.sum(axis=0), 0.1 * words.sum(),
        )  # fmt: skip
        assert found["count"] == uses[s, t]
        assert found["per_million"] == pytest.approx(1e6 * uses[s, t] / words[s], rel=1e-5)
        assert found["log_odds"] == pytest.approx(odds.log_odds[t], rel=1e-5)
        assert found["z"] == pytest.approx(odds.z[t], rel=1e-5)
        assert found["low"] < found["log_odds"] < found["high"]
        nearest = max(found["low"], 0) + min(found["high"], 0)
        assert found["lrc"] == pytest.approx(nearest / np.log(2), rel=1e-5)


def test_intervals_and_q_are_those_of_all_words_and_sources(planted: tuple[Corpus, pd.DataFrame]) -> None:
    corpus, table = planted
    terms = content_words(count_words(corpus), "en")
    contrast = contrast_sources(count_groups(corpus, terms), 3, Shuffles(number=199))
    for found in table.iloc[::37].to_dict("records"):
        s, t = corpus.source_names.index(found["source"]), int(np.flatnonzero(terms == found["term"])[0])
        assert found["q"] == pytest.approx(contrast.q[s, t], rel=1e-5)
        assert found["z_grouped"] == pytest.approx(contrast.log_odds[s, t] / contrast.error[s, t], rel=1e-5)
        assert (found["low"], found["high"]) == pytest.approx((contrast.low[s, t], contrast.high[s, t]), rel=1e-5)


def test_every_clear_difference_is_tabulated_less_as_well_as_more(comparison: tuple[Corpus, Comparison]) -> None:
    table = clear_terms(comparison[1])
    contrast = comparison[1].contrasts[ALL_TEXT]
    assert len(table) == (((contrast.low > 0) | (contrast.high < 0)) & comparison[1].tested).sum()
    assert {("Beacon", "harbour"), ("Beacon", "tanker")} <= set(zip(table["source"], table["term"], strict=True))
    assert ((table["low"] > 0) | (table["high"] < 0)).all()
    assert (table["survives"].isna() == (table["high"] < 0)).all()


def test_order_and_number_of_rows(planted: tuple[Corpus, pd.DataFrame], comparison: tuple[Corpus, Comparison]) -> None:
    corpus, table = planted
    few = distinctive_terms(comparison[1], top_n=5)
    assert few["source"].tolist() == [name for name in corpus.source_names for _ in range(5)]
    for name in corpus.source_names:
        assert few[few["source"] == name]["term"].tolist() == table[table["source"] == name]["term"].tolist()[:5]
        rest = table[(table["source"] == name) & ~(table["low"] > 0)]
        assert rest["z_grouped"].is_monotonic_decreasing


def test_one_source_and_rare_words_make_an_empty_table(make_corpus: MakeCorpus) -> None:
    for articles in (
        [article(f"Flood and mill w{i}.") for i in range(12)],
        [article(f"Flood and mill w{i}.", "Beacon" if i % 2 else "Standard") for i in range(9)],
    ):
        corpus = make_corpus(articles)
        comparison = compare_sources(corpus, count_words(corpus))
        found = distinctive_terms(comparison)
        assert found.empty
        assert clear_terms(comparison).empty
        assert texts_behind(comparison, found).empty


def test_shards_change_nothing(make_corpus: MakeCorpus) -> None:
    articles = [
        article(
            f"Day w{i} of the {'strike' if i % 3 else 'flood'} here.",
            "Beacon" if i % 2 else "Standard",
            f"2024-03-{1 + i % 9:02}",
        )
        for i in range(40)
    ]
    tables = []
    for shard_articles in (4000, 9):
        corpus = make_corpus(articles, shard_articles=shard_articles)
        tables.append(distinctive_terms(compare_sources(corpus, count_words(corpus))))
    assert len(tables[0]) > 2
    assert tables[0].equals(tables[1])


def test_texts_and_the_rate_of_the_others(make_corpus: MakeCorpus) -> None:
    # Eleven texts of the Beacon with two strikes each, one printed twice; one strike among the Post's ten words.
    beacon = [article(f"Strike and strike w{i}.", day=f"2024-03-{1 + i:02}") for i in range(11)]
    post = article("One strike among ten words is one in ten words.", "Post")
    corpus = make_corpus([*beacon, beacon[0], article("Nothing at all."), post])
    strike = pd.DataFrame({"source": ["Beacon"], "term": ["strike"]})
    behind = texts_behind(compare_sources(corpus, count_words(corpus)), strike)
    assert behind["independent_texts"].tolist() == [11]
    assert behind["others_per_million"].tolist() == [100_000.0]
