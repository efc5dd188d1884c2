"""Distinctive words of a corpus: planted ones lead, copied ones go in own sentences, house marks stand apart."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from corpora import VOCABULARY, MakeCorpus, article, corpus_maker

from analysis.corpus import Corpus
from analysis.counts import GroupCounts, count_words
from analysis.sources import (
    Comparison,
    compare_sources,
    distinctive_terms,
    house_marks,
    source_terms,
    term_differences,
)
from analysis.sources.distinctive import use_by_source
from analysis.statistics.keyness import log_odds_ratio
from analysis.terms import content_words


def wire_and_papers() -> list[dict[str, str]]:
    """Wire reports 30 times on a tanker; Beacon prints each report the day after, between sentences of its own.

    In 14 other articles Beacon writes of the harbour. The Standard prints neither. All write texts of 5 to 9 sentences:
    only texts of like length are compared.
    """
    rng = np.random.default_rng(11)

    def sentence(*planted: str) -> str:
        words = [*planted, *rng.choice(VOCABULARY, size=9)]
        return " ".join(words).capitalize() + "."

    def more(given: int) -> str:
        return " ".join(sentence() for _ in range(int(rng.integers(5, 10)) - given))

    days = [f"2024-03-{day:02}" for day in range(1, 31)]
    reports = [f"{sentence('tanker')} {sentence('the', 'tanker')}" for _ in days]
    wire = [article(f"{report} {more(2)}", "Wire", day) for report, day in zip(reports, days, strict=True)]
    wire += [article(more(0), "Wire", days[i % 30]) for i in range(160)]
    beacon = [
        article(f"{sentence()} {report} {more(3)}", "Beacon", f"2024-04-{day:02}")
        for day, report in enumerate(reports, 1)
    ]
    harbour = [sentence("harbour") + " " + sentence("a", "harbour") for _ in range(14)]
    beacon += [article(f"{sentence()} {text} {more(3)}", "Beacon", "2024-03-20") for text in harbour]
    standard = [article(more(0), "Standard", days[i % 30]) for i in range(60)]
    return wire + beacon + standard


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Corpus, Comparison, pd.DataFrame]:
    with pytest.MonkeyPatch.context() as monkeypatch:
        corpus = corpus_maker(tmp_path_factory.mktemp("planted"), monkeypatch)(wire_and_papers())
    comparison = compare_sources(corpus, count_words(corpus))
    return corpus, comparison, term_differences(comparison)


def row(table: pd.DataFrame, source: str, term: str) -> pd.Series:
    found = table[(table["source"] == source) & (table["term"] == term)]
    assert len(found) == 1
    return found.iloc[0]


def test_what_is_planted_is_found_and_nothing_else(planted: tuple[Corpus, Comparison, pd.DataFrame]) -> None:
    table = distinctive_terms(planted[2])
    assert table[["source", "term", "tier"]].to_numpy().tolist() == [
        ["Beacon", "harbour", "clear"],
        ["Beacon", "tanker", "clear"],
    ]
    # The reports are the wire's; the harbour is the Beacon's own.
    assert not row(table, "Beacon", "tanker")["survives"]
    assert row(table, "Beacon", "harbour")["survives"]


def test_every_number_of_a_row_by_definition(planted: tuple[Corpus, Comparison, pd.DataFrame]) -> None:
    corpus, _, table = planted
    counts = count_words(corpus)
    terms = content_words(counts, "en")
    by_source = counts.uses.by("source")
    uses, words = by_source.select(terms).toarray(), np.asarray(by_source.matrix.sum(axis=1)).ravel()
    for found in table.to_dict("records"):
        s, t = corpus.source_names.index(found["source"]), int(np.flatnonzero(terms == found["term"])[0])
        others, other_words = np.delete(uses, s, 0).sum(axis=0), np.delete(words, s).sum()
        assert found["count"] == uses[s, t]
        assert found["per_million"] == pytest.approx(1e6 * uses[s, t] / words[s], rel=1e-5)
        assert found["per_million_others"] == pytest.approx(1e6 * others[t] / other_words, rel=1e-5)
        if others[t]:
            assert found["ratio"] == pytest.approx(uses[s, t] / words[s] / (others[t] / other_words), rel=1e-5)
        # The prior: a tenth of the smaller side's words, at the rate of both.
        prior_words = 0.1 * min(words[s], other_words)
        log_odds, z = log_odds_ratio(
            uses[s], words[s], others, other_words, prior_words * uses.sum(axis=0) / words.sum(), prior_words
        )
        assert found["log_odds"] == pytest.approx(log_odds[t], rel=1e-5)
        assert found["z"] == pytest.approx(z[t], rel=1e-5)


def test_texts_are_independent_ones(make_corpus: MakeCorpus) -> None:
    """Twelve texts of the Beacon with two strikes each, one printed three times; one strike among ten words of Post."""
    beacon = [article(f"Strike and strike w{i} on a dull day in May.", day=f"2024-03-{1 + i:02}") for i in range(12)]
    post = [article(f"One strike among ten words v{i} is one in ten words.", "Post") for i in range(3)]
    quiet = [article(f"Nothing at all u{i} but rain and rain and rain.", "Post") for i in range(25)]
    corpus = make_corpus([*beacon, beacon[0], beacon[0], *post, *quiet])
    strike = row(term_differences(compare_sources(corpus, count_words(corpus))), "Beacon", "strike")
    assert strike[["count", "texts", "all_texts", "texts_others", "all_texts_others"]].tolist() == [28, 12, 12, 3, 28]


def test_two_sources_are_one_test_a_term(make_corpus: MakeCorpus) -> None:
    made = [article(f"{'drone' if i % 2 else 'ferry'} w{i}", "A" if i % 2 else "B") for i in range(60)]
    corpus = make_corpus(made)
    comparison = compare_sources(corpus, count_words(corpus))
    assert comparison.n_tests == 2
    table = term_differences(comparison).set_index(["source", "term"])["more"]
    assert table.to_dict() == {("A", "drone"): True, ("A", "ferry"): False, ("B", "ferry"): True, ("B", "drone"): False}


def test_a_term_in_all_sources_by_hand(planted: tuple[Corpus, Comparison, pd.DataFrame]) -> None:
    _, comparison, table = planted
    shown = use_by_source(comparison, distinctive_terms(table))
    assert shown["source"].tolist() == comparison.names * 2
    harbour = shown[shown["term"] == "harbour"].set_index("source")
    assert harbour.loc["Beacon", "texts"] == 14
    assert harbour.loc["Beacon", "share"] == pytest.approx(14 / 44, rel=1e-5)
    assert harbour.loc["Beacon", "tier"] == "clear"
    assert harbour.loc["Standard", "share"] == 0
    assert harbour["all_texts"].sum() == comparison.texts.weights.shape[0]
    of_beacon = row(table, "Beacon", "harbour")
    assert harbour.loc["Beacon", "per_million"] == of_beacon["per_million"]
    # The 95 % interval by definition: texts of one source, each with its uses and words.
    rows = comparison.rows.all_text
    own = rows.source == comparison.names.index("Beacon")
    uses = rows.counts[:, [int(np.flatnonzero(comparison.terms == "harbour")[0])]].toarray().ravel()[own]
    rate = uses.sum() / rows.words[own].sum()
    reach = 1.96 * np.sqrt(((uses - rate * rows.words[own]) ** 2).sum()) / rows.words[own].sum()
    ends = harbour.loc["Beacon", ["per_million_low", "per_million_high"]].to_numpy(dtype=float)
    np.testing.assert_allclose(ends, [1e6 * (rate - reach), 1e6 * (rate + reach)], rtol=1e-5)
    assert np.isnan(harbour.loc["Standard", "per_million_low"])


def test_terms_of_several_sources_are_shown(planted: tuple[Corpus, Comparison, pd.DataFrame]) -> None:
    _, comparison, table = planted
    found = distinctive_terms(table)
    shown = source_terms(comparison, found)
    told = table.groupby("term")["source"].nunique()
    assert set(shown["term"]) == set(told.index[told > 1]) & set(found["term"])


def test_one_source_and_rare_words_make_empty_tables(make_corpus: MakeCorpus) -> None:
    for articles in (
        [article(f"Flood and mill w{i}.") for i in range(12)],
        [article(f"Flood and mill w{i}.", "Beacon" if i % 2 else "Standard") for i in range(9)],
    ):
        corpus = make_corpus(articles)
        comparison = compare_sources(corpus, count_words(corpus))
        found = term_differences(comparison)
        assert found.empty
        assert distinctive_terms(found).empty
        assert source_terms(comparison, distinctive_terms(found)).empty
        assert house_marks(comparison).empty


def test_party_and_state_behind_a_name_are_no_mark_of_an_outlet(make_corpus: MakeCorpus) -> None:
    """They tell of whom it writes; an honorific tells how."""
    texts = [article(f"Mr Gray (R-Texas) spoke of w{i} there.") for i in range(12)]
    texts += [article(f"Gray spoke of v{i} there.", "Standard") for i in range(12)]
    corpus = make_corpus(texts)
    comparison = compare_sources(corpus, count_words(corpus))
    assert {"mr", "r-texas"} <= set(comparison.terms[comparison.marks["term"]])
    marks = house_marks(comparison)
    assert marks[["source", "term"]].to_numpy().tolist() == [["Beacon", "mr"]]


def test_shards_change_nothing(make_corpus: MakeCorpus) -> None:
    articles = [
        article(
            f"Day w{i} of the {'strike' if i % 3 else 'flood'} {'here' if i % 2 else 'there drone'}.",
            "Beacon" if i % 2 else "Standard",
            f"2024-03-{1 + i % 9:02}",
        )
        for i in range(60)
    ]
    tables = []
    for shard_articles in (4000, 9):
        corpus = make_corpus(articles, shard_articles=shard_articles)
        tables.append(term_differences(compare_sources(corpus, count_words(corpus))))
    assert len(tables[0])
    assert tables[0].equals(tables[1])


def test_a_word_is_left_to_the_phrase_that_holds_it(make_corpus: MakeCorpus) -> None:
    rng = np.random.default_rng(3)

    def text(*planted: str) -> str:
        return " ".join([*planted, *rng.choice(VOCABULARY, size=15)]) + "."

    made = [article(text("harbour board") if i % 2 else text("harbour", "dull"), "A") for i in range(40)]
    made += [article(text("dull", "day"), "B") for _ in range(40)]
    corpus = make_corpus(made)
    table = term_differences(compare_sources(corpus, count_words(corpus), ["harbour board"]))
    # "board" stands in the phrase alone; "harbour" as often by itself.
    found = distinctive_terms(table)
    assert found[found["source"] == "A"]["term"].tolist() == ["harbour", "harbour board"]


def test_equal_differences_are_ordered_by_uses_not_by_name(make_corpus: MakeCorpus) -> None:
    """In the same eighteen texts "zeppelin" stands twice and "airship" once, and nowhere else."""
    rng = np.random.default_rng(1)
    made = [article(f"airship {' '.join(rng.choice(VOCABULARY, 20))} zeppelin zeppelin.", "A") for _ in range(18)]
    made += [article(" ".join(rng.choice(VOCABULARY, 23)) + ".", "B") for _ in range(100)]
    corpus = make_corpus(made)
    found = distinctive_terms(term_differences(compare_sources(corpus, count_words(corpus))))
    assert found["term"].tolist() == ["zeppelin", "airship"]
    assert found["ratio"].isna().all()
    assert np.isfinite(found["ratio_low"]).all()


def test_own_words_stay_and_copied_words_go_in_own_sentences(sample: Corpus) -> None:
    comparison = compare_sources(sample, count_words(sample))
    every, own = comparison.rows.all_text, comparison.rows.own

    def uses(rows: GroupCounts, source: str, term: str) -> int:
        at = int(np.searchsorted(comparison.terms, term))
        held = rows.counts[:, [at]].toarray().ravel()
        return int(held[rows.source == comparison.names.index(source)].sum())

    # The Beacon writes of terrorists time and again; but for one quotation its sentences are nobody else's.
    assert (uses(every, "daily-beacon", "terrorists"), uses(own, "daily-beacon", "terrorists")) == (8, 7)
    # What the Leader Post has of the agency's "ISF" stands in sentences the agency had first.
    assert uses(every, "leader-post-online", "isf") > uses(own, "leader-post-online", "isf")
    # The agency's sentences are its own.
    assert uses(own, "meridian-wire", "isf") == uses(every, "meridian-wire", "isf") == 9
