"""Two sources compared with each other, by hand and by definition."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from corpora import MakeCorpus, article

from analysis.counts import count_words
from analysis.sources import (
    compare_sources,
    compare_two,
    comparison_limits,
    distinctive_terms,
    pair_terms,
    period_findings,
    term_differences,
    two_limits,
)
from analysis.sources.comparison import Comparison
from analysis.statistics.keyness import log_odds_ratio


@pytest.fixture
def comparison(make_corpus: MakeCorpus) -> Comparison:
    # Beacon: flood in each of 30 texts, mill in 12; Standard: flood in 12, mill in each; the Post neither.
    made = []
    for i in range(30):
        made.append(article(f"flood w{i} {'mill' if i < 12 else 'rest'} river", "Beacon", "2024-03-01"))
        made.append(article(f"mill v{i} {'flood' if i < 12 else 'rest'} river", "Standard", "2024-03-02"))
    made += [article(f"river u{i} lake", "Post") for i in range(10)]
    corpus = make_corpus(made)
    return compare_sources(corpus, count_words(corpus))


def test_every_number_of_a_pair_by_hand(comparison: Comparison) -> None:
    table = pair_terms(comparison, ("Beacon", "Standard")).set_index("term")
    # "rest" and "river" do not differ, "lake" is used by neither; each text has four words.
    assert table.index.tolist() == ["flood", "mill"]
    assert table.loc["flood", "per_million"] == 1e6 * 30 / 120
    assert table.loc["flood", "other_per_million"] == 1e6 * 12 / 120
    assert table.loc["flood", "ratio"] == 2.5
    assert table.loc["mill", "ratio"] == 0.4
    assert table.loc["flood", ["texts", "other_texts", "count", "other_count"]].tolist() == [30, 12, 30, 12]
    # The smaller side has 120 words: a prior of 12, at the rate of both, 42 in 240.
    log_odds, _ = log_odds_ratio(np.array([30.0]), np.array([120.0]), np.array([12.0]), np.array([120.0]),
                          np.array([2.1]), 12.0)  # fmt: skip
    assert table.loc["flood", "log_odds"] == pytest.approx(float(log_odds[0]), rel=1e-5)
    assert table[["tier", "more"]].T.to_dict("list")["flood"] == ["clear", True]
    assert table[["tier", "more"]].T.to_dict("list")["mill"] == ["clear", False]
    turned = pair_terms(comparison, ("Standard", "Beacon")).set_index("term")
    assert turned.loc["flood", "q"] == table.loc["flood", "q"]
    assert turned.loc["flood", "ratio"] == 0.4


def test_what_others_write_takes_no_certainty_from_two(make_corpus: MakeCorpus) -> None:
    """Words that only the other sources use often are not tested in a comparison of two, so they cost it nothing."""
    made = []
    for i in range(14):
        seldom = [" ".join(f"u{14 * (2 * i + side) + j}" for j in range(14)) for side in (0, 1)]
        made.append(article(f"{'flood' if i < 11 else 'rain'} river {seldom[0]}", "Beacon"))
        made.append(article(f"{'flood' if i < 2 else 'rain'} river {seldom[1]}", "Standard"))
    others = [article(" ".join(f"u{j}" for j in Random(i).sample(range(392), 200)), "Post") for i in range(40)]
    tables = []
    for articles in (made, made + others):
        corpus = make_corpus(articles)
        tables.append(pair_terms(compare_sources(corpus, count_words(corpus)), ("Beacon", "Standard")))
    assert set(tables[0]["term"]) == {"flood", "rain"}
    assert tables[0][["term", "tier", "q"]].equals(tables[1][["term", "tier", "q"]])


def test_without_a_pair_there_is_nothing(make_corpus: MakeCorpus) -> None:
    corpus = make_corpus([article(f"flood w{i}") for i in range(12)])
    alone = compare_sources(corpus, count_words(corpus))
    assert pair_terms(alone, ()).empty


def dated(text: str, source: str, month: int) -> dict[str, str]:
    return article(text, source, f"2024-{month:02}-{1 + len(text) % 28:02}")


def test_words_of_two_times_by_hand(make_corpus: MakeCorpus) -> None:
    """One outlet, 30 texts before May and 30 after: "flood" in 2 and in 28, "river" in all, "May" as the months go."""
    made = []
    for i in range(30):
        made.append(dated(f"{'flood' if i < 2 else 'rest'} river w{i} april", "Beacon", 3 + i % 2))
        made.append(dated(f"{'flood' if i < 28 else 'rest'} river v{i} may", "Beacon", 5 + i % 2))
    corpus = make_corpus([*made, article("flood flood flood", day="")])
    table = compare_two(corpus, ["2024-03..2024-04", "2024-05..2024-06"]).set_index("term")
    assert table.index.tolist() == ["flood", "rest"]
    assert table.loc["flood", ["source", "other", "period"]].tolist() == [
        "2024-03 to 2024-04", "2024-05 to 2024-06", "2024-05 to 2024-06",
    ]  # fmt: skip
    assert table.loc["flood", ["count", "other_count", "texts", "other_texts", "more"]].tolist() == [
        2,
        28,
        2,
        28,
        False,
    ]
    assert table.loc["rest", ["count", "other_count", "more"]].tolist() == [28, 2, True]
    # Four words a text.
    assert table.loc["flood", "per_million"] == pytest.approx(1e6 * 2 / 120, rel=1e-5)
    finding = period_findings(table.reset_index())[0].sentence
    assert finding == (
        "“flood” is used more in May – Jun 2024 than in Mar – Apr 2024: 233,000 against 16,700 times per million words."
    )
    # Rates that may be the same are not told, however sure it is that more texts use the word.
    assert [finding.sentence.split(" ")[0] for finding in period_findings(table.reset_index())] == ["“flood”", "“rest”"]
    unsure = table.assign(ratio_low=[0.9, 1.2], ratio_high=[1.1, 9.0]).reset_index()
    assert [finding.sentence.split(" ")[0] for finding in period_findings(unsure)] == ["“rest”"]


def test_more_articles_of_one_outlet_are_no_change_of_words(make_corpus: MakeCorpus) -> None:
    """The Beacon writes of floods in half of its texts at all times, the Standard never; only their numbers change."""
    made = []
    for month, n_beacon, n_standard in ((3, 20, 80), (6, 80, 20)):
        made += [dated(f"{'flood' if i % 2 else 'rest'} river {month} w{i}", "Beacon", month) for i in range(n_beacon)]
        made += [dated(f"rest mill {month} v{i}", "Standard", month) for i in range(n_standard)]
    corpus = make_corpus(made)
    assert compare_two(corpus, ["2024-03", "2024-06"]).empty
    # Of the same articles without their outlets: 10 of 100 and 40 of 100 texts.
    alone = make_corpus([{**record, "source": "Beacon"} for record in made])
    assert "flood" in set(compare_two(alone, ["2024-03", "2024-06"])["term"])


def test_the_halves_of_the_time_and_nothing_to_compare(make_corpus: MakeCorpus) -> None:
    made = [dated(f"{'flood' if month > 4 else 'rest'} river w{i}x{month}", "Beacon", month)
            for month in range(3, 7) for i in range(40)]  # fmt: skip
    table = compare_two(make_corpus(made, period="month")).set_index("term")
    assert table[["source", "other"]].drop_duplicates().to_numpy().tolist() == [["before 2024-05", "from 2024-05"]]
    assert set(table.index) == {"flood", "rest"}
    assert compare_two(make_corpus([{**record, "date": ""} for record in made])).empty


def test_two_sources_are_compared_alone(make_corpus: MakeCorpus) -> None:
    """The Beacon writes of floods in 30 of 30 texts, the Standard in 12; what the Post writes changes nothing."""
    made = [article(f"flood w{i} river", "Beacon") for i in range(30)]
    made += [article(f"{'flood' if i < 12 else 'rest'} v{i} river", "Standard") for i in range(30)]
    others = [article(f"flood u{i} lake", "Post") for i in range(50)]
    table, same = (compare_two(make_corpus(given), ["Beacon", "Standard"]) for given in ([*made, *others], made))
    assert table.set_index("term").loc["flood", ["source", "count", "other", "other_count"]].tolist() == [
        "Beacon", 30, "Standard", 12,
    ]  # fmt: skip
    assert "period" not in table
    assert table.equals(same)


def test_a_word_is_left_to_the_phrase_that_holds_it(make_corpus: MakeCorpus) -> None:
    made = [dated(f"{'high flood' if month > 4 else 'rest here'} river w{i}x{month}", "Beacon", month)
            for month in range(3, 7) for i in range(40)]  # fmt: skip
    table = compare_two(make_corpus(made), ["2024-03..2024-04", "2024-05..2024-06"], ["high flood"])
    assert sorted(table["term"]) == ["high flood", "rest"]


@pytest.fixture
def few_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("sources.comparison", "sources.source_pairs", "corpus.text_sample"):
        monkeypatch.setattr(f"analysis.{module}.MAX_COMPARED", 200)


@pytest.mark.usefixtures("few_are_compared")
def test_a_small_source_is_compared_in_a_sample(make_corpus: MakeCorpus) -> None:
    made = [article(f"river w{i} rest", "Big") for i in range(1000)]
    made += [article(f"river v{i} flood", "Small") for i in range(20)]
    corpus = make_corpus(made, shard_articles=100)
    uses = count_words(corpus)
    topic = np.where(corpus.articles["source"] == "Small", 2, 1)
    found = compare_sources(corpus, uses, topic=topic)
    assert found.names == ["Big", "Small"]
    table = pair_terms(found, ("Big", "Small")).set_index("term")
    assert table[["texts", "other_texts"]].T.to_dict("list") == {"flood": [0, 20], "rest": [180, 0]}
    # Topics go with the articles that were drawn.
    assert found.about["topic"].value_counts().to_dict() == {1: 180, 2: 20}
    limits = comparison_limits(found, distinctive_terms(term_differences(found)))
    assert limits[0] == (
        "Sources are compared in a fixed sample of 200 of 1,020 articles: at least 50 texts of each, or all it has."
    )


@pytest.mark.usefixtures("few_are_compared")
def test_a_short_span_is_compared_in_a_sample(make_corpus: MakeCorpus) -> None:
    made = [dated(f"river w{i} rest", "Beacon", 3 + i % 4) for i in range(1000)]
    made += [dated(f"river v{i} flood", "Beacon", 7) for i in range(20)]
    corpus = make_corpus(made, shard_articles=100)
    between = ["2024-03..2024-06", "2024-07"]
    table = compare_two(corpus, between).set_index("term")
    assert table[["texts", "other_texts"]].T.to_dict("list") == {"flood": [0, 20], "rest": [180, 0]}
    assert two_limits(corpus, between) == [
        "The two spans of time are compared in a fixed sample of 200 of 1,020 articles: "
        "at least 50 texts of each, or all it has."
    ]
    # Few articles are of these.
    assert two_limits(corpus, ["2024-07-01..2024-07-15", "2024-07-16..2024-07-31"]) == []
