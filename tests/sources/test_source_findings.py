"""Sentences about sources name what was planted, as an editor would, and nothing when there is nothing."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from corpora import MakeCorpus, article

from analysis.counts import add_shown, count_words
from analysis.sources import compare_sources, distinctive_terms, source_findings, term_differences
from analysis.sources.comparison import Comparison
from analysis.tables import source_tables as tables
from analysis.tables.findings import Finding

VOCABULARY = [f"{a}{b}{c}" for a in "bdfgklmprst" for b in "aeiou" for c in ("lan", "rot", "vik")]
NO_NAMES = tables.NAMES.empty()
NO_DISTANCES = tables.SOURCE_DISTANCES.empty()
PHRASES = ["senator gray", "senator lund"]


def planted(make_corpus: MakeCorpus, texts: dict[str, dict[str, int]], n: int = 60) -> tuple[Comparison, pd.DataFrame]:
    """Make so many texts of each source, all on one topic, of which the first so many hold a term."""
    rng, made = np.random.default_rng(7), []
    # The same words in every source, in another order; only texts of like length are compared.
    words = [rng.choice(VOCABULARY, size=30 + 7 * i % 31) for i in range(n)]
    for source in ("Arrow", "Beacon", "Courier", "Dispatch"):
        for i in range(n):
            held = [term for term, number in texts.get(source, {}).items() if i % 30 < number]
            text = f"so {' so '.join(held)} {' '.join(rng.permutation(words[i]))}."
            made.append(article(text, source, f"2024-03-{1 + i % 28:02}"))
    corpus = make_corpus(made)
    topic = np.ones(len(corpus.articles), dtype=np.int64)
    comparison = compare_sources(corpus, count_words(corpus), PHRASES, topic)
    return comparison, add_shown(corpus, distinctive_terms(term_differences(comparison)))


def told(comparison: Comparison, terms: pd.DataFrame) -> list[Finding]:
    return source_findings(comparison, terms, NO_DISTANCES, NO_NAMES)


def test_terms_of_one_pattern_and_sources_of_one_term_are_told_together(make_corpus: MakeCorpus) -> None:
    texts = {
        "Arrow": {"Senator Gray": 14, "Senator Lund": 12}, "Beacon": {"vessel": 13}, "Courier": {"vessel": 14},
        "Dispatch": {"wrote": 14, "dispatch": 14, "zu": 14},
    }  # fmt: skip
    found = told(*planted(make_corpus, texts))
    # None of what only reports, of the source's own name, and of words of two letters.
    assert {finding.sentence for finding in found} == {
        "Arrow writes “Senator Gray” in 28 of 60 texts and “Senator Lund” in 24; the others in none of 180.",
        "Beacon and Courier write “vessel” in 26 of 60 and in 28 of 60 texts; the others in none of 120.",
    }
    picture = next(finding.picture for finding in found if finding.source == "Arrow")
    assert picture is not None
    assert (picture.form, picture.unit, picture.marked) == ("bars", "share", (True, False, False, False))
    assert picture.values == (pytest.approx(28 / 60), 0, 0, 0)


@pytest.mark.parametrize(("term", "sentences"), [("Mill Mill Mill", 1), ("mill mill mill", 0)])
def test_a_general_word_is_told_when_it_is_a_name(make_corpus: MakeCorpus, term: str, sentences: int) -> None:
    """Three uses in 56 of 60 texts of one source, one in 40 of 60 of the others'."""
    texts = {source: {term.split()[0]: 20} for source in ("Beacon", "Courier", "Dispatch")}
    found = told(*planted(make_corpus, {"Arrow": {term: 28}, **texts}))
    assert len(found) == sentences
    for finding in found:
        assert finding.sentence.startswith("Arrow uses “Mill” 4 times as often as the others: ")
        assert finding.picture is not None
        assert (finding.picture.form, finding.picture.unit) == ("dots", "per_million")


def terms(comparison: Comparison, found: pd.DataFrame, **row: Any) -> list[Finding]:
    return told(comparison, found.assign(**row))


def test_what_a_word_depends_on_is_said(make_corpus: MakeCorpus) -> None:
    comparison, found = planted(make_corpus, {"Arrow": {"vessel": 14}})
    (finding,) = terms(comparison, found, holds_in="8 of 10")
    assert finding.detail == "clear · on the same topics too · holds in 8 of 10 settings"
    (finding,) = terms(
        comparison, found, survives=False, within_topics="subject", tier="likely", texts_others=1, ratio_high=9.0
    )
    assert "likely · " in finding.detail
    assert " times as often (95% interval) · comes with the topics it covers" in finding.detail
    assert "not in its own sentences alone" in finding.detail
    assert "mentions “vessel”" in finding.sentence
    (finding,) = terms(comparison, found, texts_others=1, ratio_low=2.8, ratio_high=1200.0)
    assert " · at least 2.8 times as often (95% interval) · " in finding.detail
    assert terms(comparison, found, settings=0.4) == []
    assert len(terms(comparison, found, settings=0.5)) == 1


def test_other_sources_are_nobody(make_corpus: MakeCorpus) -> None:
    comparison, found = planted(make_corpus, {"Arrow": {"vessel": 14}})
    comparison.names[0] = "other sources"
    assert told(comparison, found.assign(source="other sources")) == []


def test_all_together_are_ordered_by_kind(make_corpus: MakeCorpus) -> None:
    comparison, found = planted(make_corpus, {"Arrow": {"vessel": 14}})
    named = tables.NAMES.build(
        [("Front", "IS", "Beacon", 12, 1.0, 0.7, 1.0, 11, 0.0, 1.0, 0.6, 1.0, 0.001, 0.001, 0.001, "clear")]
    )
    distances = tables.SOURCE_DISTANCES.build(
        [("A", other, 90, 0.2, 0.1, 0.08, 0.12, 0.005, "mill", "flood", 0.005, "clear") for other in "BC"]
    )
    findings = source_findings(comparison, found, distances, named)
    assert [finding.anchor for finding in findings] == ["distinctive_terms", "names", "source_distances"]
    assert told(comparison, found.head(0)) == []


def test_the_columns_of_a_source_have_as_many_terms_each(make_corpus: MakeCorpus) -> None:
    texts = {"Arrow": {"vessel": 14, "barge": 14, "raft": 14}, "Beacon": {"plough": 14}}
    comparison, found = planted(make_corpus, texts)
    assert len(found) == 4
    differences = term_differences(comparison)
    assert len(distinctive_terms(differences, 2)) == 3
    subject = differences.assign(within_topics=["subject"] + ["style"] * (len(differences) - 1))
    assert len(distinctive_terms(subject, 2)) == 4
